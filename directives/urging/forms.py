"""What is typed for a letter of urging."""

from __future__ import annotations

from typing import Any

from django import forms

from directives.models import Assignment
from directives.urging.late_orders import LateOrder
from meetings.models.urging import MOST_REPLY_DAYS

REPLY_DAYS = 5


class UrgingForm(forms.Form):
    """``offered``: the orders that may stand in the letter; chosen are those on which nothing waits at the Sở."""

    required_in_effect = ("orders",)

    orders = forms.TypedMultipleChoiceField(
        label="Nhiệm vụ trong công văn",
        coerce=int,
        required=False,
        error_messages={
            "invalid_choice": "Danh sách vừa thay đổi: có nhiệm vụ đã chọn không còn đôn đốc được. Hãy xem lại rồi gửi."
        },
    )
    reply_days = forms.IntegerField(
        label="Thời hạn báo cáo (ngày làm việc)",
        min_value=1,
        max_value=MOST_REPLY_DAYS,
        initial=REPLY_DAYS,
        widget=forms.NumberInput(attrs={"class": "form-control short"}),
    )
    contact = forms.CharField(
        label="Đầu mối liên hệ",
        max_length=400,
        required=False,
        help_text="In ở cuối công văn. Để trống nếu không ghi.",
    )

    def __init__(self, *args: Any, offered: list[LateOrder], reply_help: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offered = {order.assignment.pk: order for order in offered}
        self.fields["orders"].choices = [(pk, str(order.assignment)) for pk, order in self.offered.items()]
        self.fields["reply_days"].help_text = reply_help

    def ticked(self) -> set[int]:
        if not self.is_bound:
            return {pk for pk, order in self.offered.items() if not order.waits}
        return {int(key) for key in self.data.getlist("orders") if key.isdecimal()}

    def by_unit(self) -> list[tuple[str, list[tuple[LateOrder, bool]]]]:
        """The orders of each unit, each with whether it is ticked."""
        ticked = self.ticked()
        found: dict[str, list[tuple[LateOrder, bool]]] = {}
        for pk, order in self.offered.items():
            found.setdefault(str(order.assignment.unit), []).append((order, pk in ticked))
        return list(found.items())

    def chosen(self) -> list[Assignment]:
        return [self.offered[pk].assignment for pk in self.cleaned_data["orders"]]
