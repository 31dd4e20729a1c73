"""What the clerk copies from an old notice, and what became of each of its orders."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from directives.earlier.recording import Said
from districts.models import Unit, UnitGroup
from districts.roster import Roster
from meetings.day_fields import day_field
from meetings.earlier_papers import EarlierFacts
from meetings.enums import OrderStanding
from meetings.models import Order
from meetings.planning.files import KINDS_IN_WORDS
from meetings.planning.forms import FileForm
from meetings.planning.pickers import UnitsField

_NUMBER = re.compile(r"(?:số\s*:?\s*)?(\d{1,6})\s*/\s*([^\W\d_][\w.&]*(?:\s?[-–]\s?[^\W\d_][\w.&]*)*)", re.IGNORECASE)
NUMBER_HELP = "Chép như in trên thông báo. Ví dụ: 15/TB-SKHCN."


def read_number(words: str) -> tuple[int, str]:
    """'Số: 05/TB-SKHCN' -> (5, 'TB-SKHCN'). Raises ValidationError."""
    found = _NUMBER.fullmatch(words.strip())
    if found is None:
        raise ValidationError("Chưa đọc được số, ký hiệu. Hãy ghi số, dấu “/” rồi ký hiệu, ví dụ 15/TB-SKHCN.")
    return int(found[1]), re.sub(r"\s*[-–]\s*", "-", found[2]).upper()[:60]


class PaperFactsForm(FileForm):
    """Of both the first entry and its corrections. ``invited``: the units that were invited to the meeting."""

    full_number = forms.CharField(label="Số, ký hiệu", max_length=80, help_text=NUMBER_HELP)
    issued_on = day_field(label="Ngày ban hành", required=True)
    abstract = forms.CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    signer_name = forms.CharField(label="Người ký", max_length=150, help_text="Họ tên như in trên thông báo.")
    signer_position = forms.CharField(
        label="Chức vụ người ký",
        max_length=255,
        help_text="Như in trên thông báo, cả quyền hạn ký. Ví dụ: KT. Giám đốc, Phó Giám đốc.",
    )
    to_invited = forms.BooleanField(required=False)
    units = UnitsField(
        label="Đơn vị khác đã nhận thông báo",
        groups=True,
        help_text="Những đơn vị này đọc được thông báo trên cổng. Gõ vài chữ, không cần dấu, rồi chọn.",
    )
    file = forms.FileField(label="Tệp thông báo", help_text=f"Bản quét hoặc tệp đã ban hành. {KINDS_IN_WORDS}.")

    def __init__(self, *args, invited: Sequence[Unit] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.invited = list(invited)
        self.fields["to_invited"].label = f"Đã gửi cho các đơn vị được mời họp ({len(self.invited)} đơn vị)"
        if not self.invited:
            del self.fields["to_invited"]

    def clean_full_number(self) -> tuple[int, str]:
        return read_number(self.cleaned_data["full_number"])

    def facts(self) -> EarlierFacts:
        data = self.cleaned_data
        number, symbol = data["full_number"]
        return EarlierFacts(
            number=number,
            symbol=symbol,
            issued_on=data["issued_on"],
            abstract=" ".join(data["abstract"].split()),
            signer_name=" ".join(data["signer_name"].split()),
            signer_position=" ".join(data["signer_position"].split()),
            units=self.receivers(),
            file=data["file"],
        )

    def receivers(self) -> list[Unit]:
        """The units that were invited, and those picked; a group stands for its units of the day of issue."""
        data = self.cleaned_data
        found = list(self.invited) if data.get("to_invited") else []
        roster = Roster.load(data["issued_on"]) if any(isinstance(row, UnitGroup) for row in data["units"]) else None
        for row in data["units"]:
            found += roster.members(row) if roster and isinstance(row, UnitGroup) else [row]
        return list({unit.pk: unit for unit in found}.values())


class CorrectionForm(PaperFactsForm):
    """``read`` is the entry that the page showed; without a file the stored one stays."""

    read = forms.IntegerField(widget=forms.HiddenInput)
    keep_units = forms.BooleanField(required=False, initial=True)
    reason = forms.CharField(
        label="Lý do sửa",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Lần nhập trước vẫn được lưu cùng lý do này.",
    )
    field_order = ["read", "full_number", "issued_on", "abstract", "signer_name", "signer_position", "keep_units"]

    def __init__(self, *args, kept: Sequence[Unit] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = list(kept)
        self.fields["keep_units"].label = f"Giữ nguyên nơi nhận đang ghi ({len(self.kept)} đơn vị)"
        self.fields["file"].required = False
        self.fields["file"].label = "Tệp khác thay tệp đang lưu"

    def receivers(self) -> list[Unit]:
        kept = self.kept if self.cleaned_data["keep_units"] else []
        return list({unit.pk: unit for unit in [*kept, *super().receivers()]}.values())


EACH = "each"
BULK = [
    (EACH, "Chọn cho từng nhiệm vụ ở dưới"),
    (OrderStanding.DONE.value, "Tất cả đã hoàn thành"),
    (OrderStanding.OPEN.value, "Tất cả còn phải thực hiện"),
    (OrderStanding.NOT_FOLLOWED.value, "Tất cả không theo dõi"),
]


@dataclass(frozen=True)
class OrderRow:
    order: Order
    standing: BoundField
    done_on: BoundField


class OrdersForm(forms.Form):
    """``o<key>`` and ``d<key>`` for each order: its standing, and the day where it was done. ``every`` for all at once."""

    every = forms.ChoiceField(label="Tình trạng các nhiệm vụ", choices=BULK, initial=EACH)
    every_day = day_field(label="Ngày hoàn thành, khi tất cả đã hoàn thành")

    def __init__(self, *args, orders: Sequence[Order], **kwargs):
        super().__init__(*args, **kwargs)
        self.orders = list(orders)
        for order in self.orders:
            self.fields[f"o{order.pk}"] = forms.ChoiceField(
                label="Tình trạng", choices=[("", "Chọn tình trạng"), *OrderStanding.choices], required=False
            )
            self.fields[f"d{order.pk}"] = day_field(label="Ngày hoàn thành")

    @property
    def required_in_effect(self) -> Collection[str]:
        """Each order's standing is told, one way or the other, and the day where it was done."""
        return [name for name, field in self.fields.items() if not field.required]

    def rows(self) -> Iterator[OrderRow]:
        for order in self.orders:
            yield OrderRow(order, self[f"o{order.pk}"], self[f"d{order.pk}"])

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        every = data.get("every")
        if every == OrderStanding.DONE:
            self._ask_for_day("every_day", data.get("every_day"))
        elif every == EACH:
            for order in self.orders:
                self._ask_of(f"o{order.pk}", f"d{order.pk}", data)
        return data

    def _ask_of(self, standing: str, day: str, data: dict[str, object]) -> None:
        if standing not in self.errors and not data.get(standing):
            self.add_error(standing, "Hãy chọn tình trạng của nhiệm vụ này.")
        elif data.get(standing) == OrderStanding.DONE:
            self._ask_for_day(day, data.get(day))

    def _ask_for_day(self, name: str, day: object) -> None:
        if day is None and name not in self.errors:
            self.add_error(name, "Hãy ghi ngày hoàn thành.")

    def said(self) -> dict[int, Said]:
        data = self.cleaned_data
        if data["every"] != EACH:
            same = _said(data["every"], data["every_day"])
            return {order.pk: same for order in self.orders}
        return {order.pk: _said(data[f"o{order.pk}"], data[f"d{order.pk}"]) for order in self.orders}


class StandingForm(forms.Form):
    required_in_effect = ("done_on",)

    standing = forms.ChoiceField(label="Tình trạng", choices=OrderStanding.choices)
    done_on = day_field(label="Ngày hoàn thành, khi đã hoàn thành")
    reason = forms.CharField(label="Lý do sửa", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def said(self) -> Said:
        return _said(self.cleaned_data["standing"], self.cleaned_data["done_on"])


def _said(standing: str, day: date | None) -> Said:
    """A day stands for something only where the order was done."""
    chosen = OrderStanding(standing)
    return Said(chosen, day if chosen == OrderStanding.DONE else None)
