"""Data entry for the deliveries of a paper."""

from __future__ import annotations

from typing import Any

from django import forms

from meetings.day_fields import day_field
from meetings.delivering.recording import FIELDS
from meetings.enums import DeliveryMethod
from meetings.models import Delivery


class DeliveryForm(forms.Form):
    """One row: what is left empty becomes empty."""

    method = forms.ChoiceField(label="Cách gửi", choices=DeliveryMethod.choices)
    dispatched_on = day_field(label="Ngày gửi")
    identifier = forms.CharField(label="Mã gói tin, số vận đơn", max_length=120, required=False)
    received_on = day_field(label="Ngày nhận")
    receipt = forms.CharField(
        label="Người nhận, phản hồi",
        max_length=200,
        required=False,
        help_text="Ví dụ: tên người ký nhận, mã phản hồi của trục liên thông.",
    )
    read_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    @classmethod
    def of(cls, row: Delivery) -> DeliveryForm:
        return cls(initial={name: getattr(row, name) for name in FIELDS} | {"read_version": row.version})

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class DeliveriesForm(DeliveryForm):
    """Many rows: what is left empty stays in each of them as it is."""

    CHOSEN, UNSENT, ALL = "da-chon", "chua-gui", "tat-ca"

    required_in_effect = tuple(FIELDS)

    method = forms.ChoiceField(
        label="Cách gửi", choices=[("", "Giữ như đang ghi"), *DeliveryMethod.choices], required=False
    )
    read_version = None
    scope = forms.ChoiceField(
        label="Ghi cho",
        choices=[(CHOSEN, "Các nơi đánh dấu ở bảng"), (UNSENT, "Mọi nơi chưa gửi"), (ALL, "Tất cả nơi nhận")],
        initial=CHOSEN,
    )
    field_order = ("scope", *FIELDS)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if value}
