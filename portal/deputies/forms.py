"""Naming a deputy: data entry alone, the rules are `districts.deputising`'s."""

from __future__ import annotations

from typing import Any

from django import forms

from districts.models import Appointment
from meetings.day_fields import day_field


class DeputyForm(forms.Form):
    """``own``: the appointments that may be lent; ``others``: those who may stand in, each by one appointment."""

    appointment = forms.ChoiceField(label="Thay ở chức vụ")
    deputy = forms.ChoiceField(label="Người thay", help_text="Người cùng đơn vị; với người của Sở là người của Sở.")
    starts_on = day_field(required=True, label="Từ ngày")
    ends_on = day_field(required=True, label="Đến hết ngày")
    paper = forms.CharField(
        label="Văn bản ủy quyền", required=False, max_length=255, help_text="Số, ngày của văn bản, nếu có."
    )

    def __init__(self, *args, own: list[Appointment], others: list[Appointment], **kwargs):
        super().__init__(*args, **kwargs)
        self.own = {str(each.pk): each for each in own}
        self.others = {str(each.officer_id): each.officer for each in others}
        self.fields["appointment"].choices = [(key, str(each)) for key, each in self.own.items()]
        named = [(str(each.officer_id), f"{each.officer}, {each}") for each in others]
        self.fields["deputy"].choices = [("", "Chọn người thay"), *named]

    def asked(self) -> tuple[Appointment, dict[str, Any]]:
        """Of a valid form: the appointment, and how it is lent."""
        given = self.cleaned_data
        words = {name: given[name] for name in ("starts_on", "ends_on", "paper")}
        return self.own[given["appointment"]], {"deputy": self.others[given["deputy"]], **words}
