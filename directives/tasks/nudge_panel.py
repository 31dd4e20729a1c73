"""The reminders on the page of an order: what was told, and what the following division tells itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms

from directives import access
from directives.models import Assignment
from directives.reminding.nudging import (
    Reminded,
    may_be_reminded,
    message_for,
    reminders_of,
    sees_names,
    told_to_the_unit,
)
from districts.models import Officer

WHOM = "Người nghe máy"
WHOM_HELP = "Họ tên, chức vụ. Ví dụ: ông Nguyễn Văn A, Chủ tịch UBND xã."


class CallForm(forms.Form):
    whom = forms.CharField(label=WHOM, max_length=255, help_text=WHOM_HELP)
    words = forms.CharField(
        label="Nội dung trao đổi", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class MessageForm(forms.Form):
    whom = forms.CharField(label="Người nhận tin nhắn", max_length=255, help_text=WHOM_HELP)


FORMS: dict[str, type[forms.Form]] = {"dien-thoai": CallForm, "tin-nhan": MessageForm}


@dataclass(frozen=True)
class NudgePanel:
    """``count`` and the day of the ``last`` one: of the unit, the same for every reader. ``reminded``: all that was told, to
    those above the unit too; empty for who does not follow the order up.

    ``message``: the text to copy, '' for who only reads; ``offered``: the forms by slug.
    """

    count: int
    last: date | None
    reminded: list[Reminded]
    message: str
    offered: dict[str, forms.Form]

    @property
    def call(self) -> forms.Form | None:
        return self.offered.get("dien-thoai")

    @property
    def chat(self) -> forms.Form | None:
        return self.offered.get("tin-nhan")


def nudge_panel(
    assignment: Assignment, officer: Officer, today: date, refused: tuple[str, forms.Form] | None = None
) -> NudgePanel:
    """``assignment`` with ``counts_to_the_unit``; ``refused``: the slug of a form that comes back with what was typed."""
    offered: dict[str, forms.Form] = {}
    if access.may_manage(officer, assignment) and may_be_reminded(assignment):
        offered = {slug: form(prefix=slug) for slug, form in FORMS.items()} | dict([refused] if refused else [])
    message = message_for(assignment, today) if offered else ""
    reminded = reminders_of(assignment) if sees_names(officer, assignment) else []
    told = told_to_the_unit(assignment)
    return NudgePanel(told.times, told.last, reminded, message, offered)
