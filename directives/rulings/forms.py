"""Data entry for superiors' papers and their items."""

from __future__ import annotations

from typing import Any

from django import forms

from directives.enums import SuperiorBody
from directives.rulings.entering import ItemFacts, RulingFacts
from directives.rulings.models import Ruling, RulingItem
from meetings.day_fields import day_field
from meetings.enums import PartyRole
from meetings.planning.files import KINDS_IN_WORDS
from meetings.planning.forms import FileForm
from meetings.planning.pickers import UnitsField


class RulingFileForm(FileForm):
    file = forms.FileField(
        label="Tệp văn bản cấp trên",
        help_text=f"{KINDS_IN_WORDS}. Tệp Word hoặc PDF chép được chữ thì cổng đọc thành từng nội dung; bản quét thì nhập nội dung sau.",
    )


class RulingForm(forms.ModelForm):
    """``read_version``: that of the paper as the page showed it."""

    required_in_effect = ("issuer", "number", "issued_on", "abstract", "signer_name", "reason")

    issued_on = day_field(label="Ngày ban hành")
    reason = forms.CharField(
        label="Lý do sửa", required=False, max_length=500, help_text="Cần ghi khi văn bản đã phân công việc."
    )
    read_version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Ruling
        fields = ["body", "issuer", "number", "issued_on", "abstract", "signer_name", "signer_position"]
        widgets = {"abstract": forms.Textarea(attrs={"rows": 2})}

    def _post_clean(self) -> None:
        """The row is left as it was read: the domain takes the facts, and refuses in its own words."""

    def facts(self) -> RulingFacts:
        data: dict[str, Any] = self.cleaned_data
        words = {name: " ".join(data[name].split()) for name in ("issuer", "number", "abstract", "signer_name")}
        return RulingFacts(
            body=SuperiorBody(data["body"]),
            issued_on=data["issued_on"],
            signer_position=" ".join(data["signer_position"].split()),
            **words,
        )


class ItemForm(forms.Form):
    """``read_version``: that of the item as the page showed it."""

    required_in_effect = ("leads",)

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    is_ours = forms.BooleanField(label="Là việc của Sở, hoặc Sở chuyển cho địa phương thực hiện", required=False)
    label = forms.CharField(label="Mục", required=False, max_length=120, help_text="Ví dụ: 2.a.")
    text = forms.CharField(label="Nội dung", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    leads = UnitsField(
        label="Chủ trì",
        groups=True,
        spare=2,
        help_text="Phòng, đơn vị thuộc Sở; hoặc UBND xã, phường được chuyển việc.",
    )
    helpers = UnitsField(label="Phối hợp", groups=True, spare=2)
    deadline_words = forms.CharField(label="Thời hạn theo văn bản", required=False, max_length=255)
    due_on = day_field(label="Hạn hoàn thành")
    product = forms.CharField(label="Sản phẩm", required=False, max_length=255)

    @classmethod
    def of(cls, item: RulingItem, *args: Any) -> ItemForm:
        parties = list(item.parties.select_related("unit", "group"))
        sides = {
            name: [party.unit or party.group for party in parties if party.role == role]
            for name, role in (("leads", PartyRole.LEAD), ("helpers", PartyRole.COORDINATING))
        }
        named = ("is_ours", "label", "text", "deadline_words", "due_on", "product")
        initial = {name: getattr(item, name) for name in named} | sides | {"read_version": item.version}
        return cls(*args, initial=initial)

    def clean(self) -> dict[str, object]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("is_ours") and not data.get("leads") and "leads" not in self.errors:
            self.add_error(
                "leads", "Việc của Sở phải có đơn vị chủ trì. Hãy chọn đơn vị, hoặc bỏ dấu “Là việc của Sở”."
            )
        return data

    def facts(self) -> ItemFacts:
        names = ("text", "label", "is_ours", "leads", "helpers", "product", "deadline_words", "due_on")
        return ItemFacts(**{name: self.cleaned_data[name] for name in names})


class NewItemsForm(forms.Form):
    texts = forms.CharField(
        label="Nội dung là việc của Sở",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một nội dung, chép như văn bản.",
    )
