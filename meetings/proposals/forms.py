"""Data entry for proposals: their text, who answers by when, the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from districts.enums import OWN_KINDS
from districts.models import Unit
from meetings.day_fields import day_field
from meetings.enums import AnswerKind, ProposalOrigin
from meetings.models import Proposal
from meetings.planning.files import KINDS_IN_WORDS
from meetings.planning.forms import FileForm, StoredAndTyped
from meetings.planning.pickers import UnitOrWordsField
from meetings.proposals.answering import Reply
from meetings.proposals.filing import LONGEST_TEXT

TEXT_HELP = "Mỗi lần một kiến nghị: việc gì, vướng ở đâu, đề nghị giải quyết thế nào."
FIELD_HELP = "Ví dụ: Sở hữu trí tuệ, chuyển đổi số, kinh phí sự nghiệp."


class ProposalForm(StoredAndTyped):
    """Of a unit. ``units``: those for which the officer may file; asked for where there are several."""

    refusal = "Kiến nghị vừa được người khác sửa, nên chưa lưu."

    for_unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị kiến nghị", empty_label=None)

    field_order = ["for_unit", "text", "field"]

    class Meta:
        model = Proposal
        fields = ["text", "field"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"text": TEXT_HELP, "field": FIELD_HELP}

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk or len(units) == 1:
            del self.fields["for_unit"]
            if not self.instance.pk:
                self.instance.unit = units[0]
        else:
            self.fields["for_unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])

    def clean_text(self) -> str:
        return _not_too_long(self.cleaned_data["text"])

    def _post_clean(self) -> None:
        if unit := self.cleaned_data.get("for_unit"):
            self.instance.unit = unit
        super()._post_clean()


class EnteredForm(StoredAndTyped):
    """As a clerk enters it from the meeting or from a paper."""

    refusal = "Kiến nghị vừa được người khác sửa, nên chưa lưu."
    required_in_effect = ("proposer",)

    proposer = UnitOrWordsField(
        label="Đơn vị kiến nghị", help_text="Gõ vài chữ, không cần dấu, rồi chọn; đơn vị ngoài danh mục thì ghi tên."
    )
    source = forms.ChoiceField(
        label="Nguồn", choices=[each for each in ProposalOrigin.choices if each[0] != ProposalOrigin.FILED]
    )

    field_order = ["proposer", "source", "text", "field"]

    class Meta:
        model = Proposal
        fields = ["text", "field"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"text": TEXT_HELP, "field": FIELD_HELP}

    def clean_text(self) -> str:
        return _not_too_long(self.cleaned_data["text"])

    def clean_proposer(self) -> tuple[Unit | None, str]:
        unit, words = self.cleaned_data["proposer"]
        if unit is None and not words:
            raise ValidationError("Hãy chọn đơn vị kiến nghị hoặc ghi tên theo văn bản.")
        return unit, words

    def _post_clean(self) -> None:
        self.instance.unit, self.instance.words = self.cleaned_data.get("proposer", (None, ""))
        self.instance.origin = self.cleaned_data.get("source", ProposalOrigin.SPOKEN)
        super()._post_clean()


class RouteForm(forms.Form):
    """``read_version``: that of the proposal as the page showed it."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    division = forms.ModelChoiceField(
        Unit.objects.filter(kind__in=OWN_KINDS), label="Phòng, đơn vị trả lời", empty_label="Chọn đơn vị"
    )
    due_on = day_field(label="Trả lời chậm nhất ngày", required=True)

    def __init__(self, *args: Any, day: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = Unit.objects.filter(kind__in=OWN_KINDS).valid_on(day).order_by("sort_name")


class AnswerForm(FileForm):
    read_version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Mức trả lời", choices=AnswerKind.choices, initial=AnswerKind.ANSWERED)
    text = forms.CharField(label="Nội dung trả lời", max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))
    paper_number = forms.CharField(
        label="Số, ký hiệu văn bản trả lời", required=False, max_length=120, help_text="Ví dụ: 812/SKHCN-QLCN."
    )
    paper_day = day_field(label="Ngày văn bản")
    file = forms.FileField(label="Tệp văn bản", required=False, help_text=f"{KINDS_IN_WORDS}.")

    def reply(self) -> Reply:
        typed = self.cleaned_data
        return Reply(typed["kind"], typed["text"], typed["paper_number"], typed["paper_day"])


def _not_too_long(words: str) -> str:
    if len(words) > LONGEST_TEXT:
        raise ValidationError("Kiến nghị dài quá 10.000 ký tự. Hãy tách thành nhiều kiến nghị.")
    return words
