"""What is typed for the Sở's acts on an assignment. Each gives ``asked()``: the arguments of the act."""

from __future__ import annotations

from typing import Any

from django import forms

from directives.enums import ReportKind
from directives.life.extending import is_from_above
from directives.life.reporting import Telling
from directives.models import Assignment
from directives.tasks.unit_forms import FILES_HELP, EvidenceField
from meetings.day_fields import day_field
from meetings.enums import PartyRole, ReportRoute
from meetings.planning.pickers import UnitsField
from meetings.unit_reports.forms import NUMBER_HELP

LONGEST = 5000
KINDS = {
    PartyRole.LEAD: (ReportKind.PROGRESS, ReportKind.COMPLETION),
    PartyRole.COORDINATING: (ReportKind.CONTRIBUTION, ReportKind.NOTHING_TO_ADD),
}


def words_field(label: str, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget, **kwargs)


class OfficeForm(forms.Form):
    def __init__(self, *args: Any, assignment: Assignment, too_large: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        if "files" in self.fields:
            self.fields["files"].too_large = too_large

    def asked(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ConfirmForm(OfficeForm):
    words = words_field("Ý kiến", required=False)


class SupplementForm(OfficeForm):
    words = words_field("Nội dung cần bổ sung")
    until = day_field(label="Bổ sung chậm nhất ngày", required=True)


class ReasonForm(OfficeForm):
    reason = words_field("Lý do")


class WordsForm(OfficeForm):
    words = words_field("Ý kiến")


class TransferForm(OfficeForm):
    required_in_effect = ("to",)

    to = UnitsField(label="Chuyển cho đơn vị", most=1, help_text="Gõ tên đơn vị (không cần dấu) rồi chọn một dòng.")
    reason = words_field("Lý do")

    def clean_to(self) -> Any:
        if not self.cleaned_data["to"]:
            raise forms.ValidationError("Hãy chọn đơn vị thực hiện thay.")
        return self.cleaned_data["to"][0]


class SuperiorsPaperForm(OfficeForm):
    """Of a task that a superior gave, the superior's paper is asked for besides."""

    required_in_effect = ("paper",)

    paper = forms.CharField(
        label="Số, ngày văn bản của cấp trên",
        required=False,
        max_length=255,
        help_text="Ví dụ: 2145/UBND-KGVX ngày 12/11/2026.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_from_above(self.assignment):
            del self.fields["paper"]


class GrantForm(SuperiorsPaperForm):
    until = day_field(label="Đồng ý đến ngày", required=True)
    words = words_field("Ý kiến", required=False)

    field_order = ["until", "words", "paper"]


class WithdrawForm(SuperiorsPaperForm):
    reason = words_field("Lý do")

    field_order = ["reason", "paper"]


class ArrivedForm(OfficeForm):
    """A paper by which the unit answered. What has to stand in it is the domain's to say."""

    required_in_effect = ("paper_number", "text", "percent", "files", "no_evidence")

    kind = forms.ChoiceField(label="Văn bản này là")
    route = forms.ChoiceField(
        label="Đến Sở bằng", choices=[choice for choice in ReportRoute.choices if choice[0] != ReportRoute.PORTAL]
    )
    arrived_on = day_field(label="Ngày đến Sở", required=True)
    paper_number = forms.CharField(
        label="Số, ký hiệu văn bản của đơn vị", required=False, max_length=120, help_text=NUMBER_HELP
    )
    paper_day = day_field(label="Ngày của văn bản")
    paper_signer = forms.CharField(label="Người ký", required=False, max_length=150)
    text = words_field("Tóm tắt nội dung", required=False)
    percent = forms.IntegerField(
        label="Tiến độ (%)", required=False, min_value=0, max_value=100, help_text="Chỉ dùng cho báo cáo tiến độ."
    )
    files = EvidenceField(label="Tệp", help_text=FILES_HELP)
    no_evidence = forms.CharField(
        label="Lý do không có tệp", required=False, max_length=500, help_text="Khi văn bản đến không kèm được tệp nào."
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = KINDS[PartyRole(self.assignment.role)]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if self.assignment.role == PartyRole.COORDINATING:
            del self.fields["percent"]

    def asked(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        kept = {name: typed.pop(name) for name in ("route", "arrived_on", "files")}
        percent = typed.pop("percent", None)
        telling = Telling(
            **typed
            | {"kind": ReportKind(typed["kind"]), "percent": self.assignment.percent if percent is None else percent}
        )
        return {"telling": telling, **kept, "route": ReportRoute(kept["route"])}
