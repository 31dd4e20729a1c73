"""Small parts of the pages that a template cannot say in one line."""

import re

from django import forms, template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from directives.periods import in_words
from districts import weekdays
from districts.models import Unit
from districts.succession import Successions
from meetings.models import Release
from meetings.standing import Mark, marks_of

register = template.Library()
register.filter(weekdays.weekday_date)
register.filter("period_words", in_words)

# level: (class of the flash, its icon, how a screen reader hears of it)
_FLASHES = {
    constants.SUCCESS: ("ok", "check", "status"),
    constants.WARNING: ("warn", "alert", "status"),
    constants.ERROR: ("bad", "alert", "alert"),
}
OPTIONAL = "(không bắt buộc)"
_PLAIN_FLASH = ("", "info", "status")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A drawing of components/sprite.html; silent to a screen reader, so words must stand beside it."""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="#i-{}"></use></svg>', f" {css}" if css else "", name
    )


@register.simple_tag(takes_context=True)
def nowadays(context: template.Context, unit: Unit | None) -> SafeString | str:
    """'nay là …' beside the name of a unit that has ended; the first of a page reads the successions for all."""
    today = timezone.localdate()
    if unit is None or unit.exists_on(today):
        return ""
    page = context["request"]
    if not hasattr(page, "successions"):
        page.successions = Successions.until(today)
    words = page.successions.now_called(unit)
    return format_html(' <span class="s muted">{}</span>', words) if words else ""


@register.filter
def marks(release: Release) -> list[Mark]:
    """What became of an issued paper: replaced, recalled, amended, corrected, each with the later paper."""
    return marks_of(release)


@register.inclusion_tag("components/flash.html")
def flash(message: Message) -> dict[str, object]:
    """A message of django.contrib.messages, what happened in bold and what to do beneath."""
    css, drawing, role = _FLASHES.get(message.level, _PLAIN_FLASH)
    return {"css": css, "icon": drawing, "role": role} | _parted(str(message.message))


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, object]:
    """What is wrong with a form as a whole, and links to the fields that have something to correct."""
    return {
        "errors": [_parted(str(error)) for error in form.non_field_errors()],
        "fields": [bound for bound in form if bound.errors],
    }


@register.filter
def is_optional(bound: BoundField) -> bool:
    """Whether its label says so. Boxes to tick and choices of which one always stands never do, nor what a form names in
    ``required_in_effect``: fields that its own ``clean`` or the domain asks for, always, in some case, or one of several.
    """
    ticked = isinstance(bound.field.widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple)
    asked_for = bound.field.required or bound.name in getattr(bound.form, "required_in_effect", ())
    return not (ticked or asked_for or bound.is_hidden)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Label, help, error, control, in this order; a single checkbox stands before its label."""
    widget, grouped = bound.field.widget, bound.use_fieldset
    ticked = isinstance(widget, forms.CheckboxInput)
    css = [widget.attrs.get("class", ""), _control_class(widget), "is-invalid" if bound.errors else ""]
    told = format_html('{} <span class="opt">{}</span>', bound.label, OPTIONAL)
    words = told if is_optional(bound) else str(bound.label)
    return {
        "field": bound,
        "ticked": ticked,
        "tag": "fieldset" if grouped else "div",
        "label": bound.legend_tag(words, label_suffix="") if grouped else bound.label_tag(words, label_suffix=""),
        "control": bound.as_widget(attrs={"class": " ".join(filter(None, css))}),
    }


@register.filter
def of_unit(position: str, unit: str) -> str:
    """A position with the name of its unit, which is not said twice: 'Phó Chủ tịch UBND xã' of 'UBND xã Long Hồ'."""
    words = unit.split()
    for count in range(len(words), 1, -1):
        if position.endswith(" " + " ".join(words[:count])):
            return " ".join([position, *words[count:]])
    return ", ".join(filter(None, [position, unit]))


@register.filter
def initials(full_name: str) -> str:
    """The first letters of the last two words, where a Vietnamese name has its given name: Trần Thị Kim Ngân → KN."""
    return "".join(word[0] for word in full_name.split()[-2:]).upper()


def _parted(words: str) -> dict[str, object]:
    """What happened ends with its line, or where a sentence of advice begins."""
    happened, *to_do = re.split(r"\n|(?<=[.;])\s+(?=Hãy |Nếu )", words, maxsplit=1)
    return {"happened": happened, "to_do": "".join(to_do)}


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"
