"""What the domain refuses, the administration pages refuse with the same sentence and without saving half of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import IntegrityError, models
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from districts.errors import DomainError
from districts.refusals import refusals_kept
from meetings.admin.viewing import ShowsVersion
from meetings.row_forms import NamedAutocomplete

REFUSALS = (DomainError, RestrictedError, ProtectedError, IntegrityError)


def sentence_of(error: Exception) -> str:
    if isinstance(error, DomainError):
        return str(error)
    if isinstance(error, RestrictedError | ProtectedError):
        rows = error.restricted_objects if isinstance(error, RestrictedError) else error.protected_objects
        return in_use(sorted({str(row._meta.verbose_name) for row in rows}))
    return "Dữ liệu vừa nhập trùng với một dòng đã lưu. Hãy tải lại trang, kiểm tra rồi nhập lại."


def in_use(names: Sequence[str]) -> str:
    return f"Không xóa được vì còn {', '.join(names)} gắn với dữ liệu này. Hãy xử lý các dữ liệu đó trước."


class PlainChoices(ShowsVersion):
    """For a ModelAdmin or an inline: no icons beside a choice, which would widen each row.

    Choices in ``with_icons`` keep those that add and correct a row of the list that is chosen from.
    """

    with_icons: tuple[str, ...] = ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = NamedAutocomplete(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
            if db_field.name not in self.with_icons:
                field.widget = field.widget.widget
        return field


class RefusesInWords(PlainChoices, admin.ModelAdmin):
    """A refused save is rolled back whole; the page comes back with the sentence and everything that was typed."""

    def assert_editable(self, obj: models.Model) -> None:
        """Raise the domain's Frozen where the row may no longer be edited."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id and (refused := self._refused_as_frozen(request, object_id)):
            return refused
        try:
            with refusals_kept():  # the page's own transaction takes along what is written inside it
                return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as error:
            request.refusal = sentence_of(error)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _refused_as_frozen(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            return None
        try:
            self.assert_editable(obj)
        except DomainError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)
        return None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return refusing(form, getattr(request, "refusal", ""))

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.form.refusal = getattr(request, "refusal", "")
            yield formset, inline

    def delete_view(self, request, object_id, extra_context=None):
        try:
            with refusals_kept():
                return super().delete_view(request, object_id, extra_context)
        except REFUSALS as error:
            messages.error(request, sentence_of(error))
            return HttpResponseRedirect(self._change_url(object_id))

    def render_delete_form(self, request, context):
        if context["protected"]:
            messages.error(request, in_use(sorted({_model_name(line) for line in context["protected"]})))
            return HttpResponseRedirect(self._change_url(str(context["object"].pk)))
        return super().render_delete_form(request, context)

    def _change_url(self, object_id: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])

    def get_actions(self, request):
        """Rows are deleted one by one: in bulk they would go past their models' own refusals."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


def _model_name(line: str) -> str:
    """The lines of the delete page are 'Model name: row', perhaps with a link around the row."""
    return line.split(":", 1)[0].lower()


def refusing(form: type, sentence: str) -> type:
    """The form, invalid with the sentence at its top where there is one."""
    if not sentence:
        return form

    class Refusing(form):
        refusal = sentence

        def clean(self):
            self.add_error(None, sentence)
            return super().clean()

    return Refusing
