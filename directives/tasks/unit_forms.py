"""Data entry of a unit about its order: the report, and what it asks of the Sở or passes on inside."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from directives.enums import ReportKind
from directives.life.drafting import TOLD
from directives.life.evidence_files import evidence
from directives.life.reporting import MOST_FILES, Telling
from directives.models import Assignment, ProgressDraft
from districts.errors import DomainError
from districts.models import Appointment, Officer, Unit
from meetings.day_fields import day_field
from meetings.enums import PartyRole
from meetings.planning.files import SentFile
from meetings.planning.forms import StoredAndTyped
from meetings.unit_reports.forms import TOO_LARGE, FilesField

LONGEST_TEXT = 20_000
LONGEST_REASON = 2_000
KINDS = [
    (ReportKind.PROGRESS, "Báo cáo tiến độ: việc còn tiếp tục"),
    (ReportKind.COMPLETION, "Báo cáo hoàn thành: đề nghị Sở xác nhận"),
]
MOST_AT_ONCE = 100 * 1024 * 1024  # bytes; they are all in memory while they are judged
TOO_MUCH_AT_ONCE = "Các tệp chọn cùng lúc nặng quá 100 MB nên chưa nhận. Hãy gửi làm nhiều lần."
FILES_HELP = "PDF, Word, Excel, PowerPoint, .odt hoặc ảnh; mỗi tệp tối đa 20 MB, nhiều nhất 20 tệp."
NONE_HELP = "Nếu không có tệp. Ví dụ: việc đã trao đổi trực tiếp, không ban hành văn bản."


class EvidenceField(FilesField):
    """As FilesField, under names that show what they are, and without packages that unpack without end."""

    def clean(self, data: Any, initial: Any = None) -> list[SentFile]:
        if self.too_large:
            raise ValidationError(TOO_LARGE.format(self.too_large))
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if len(uploads) > MOST_FILES:
            raise ValidationError(f"Mỗi lần gửi nhiều nhất {MOST_FILES} tệp. Hãy bỏ bớt hoặc gộp tệp.")
        if sum(upload.size for upload in uploads) > MOST_AT_ONCE:
            raise ValidationError(TOO_MUCH_AT_ONCE)
        try:
            return [evidence(upload.name, upload.read()) for upload in uploads]
        except DomainError as error:
            raise ValidationError(str(error)) from error


class TaskReportForm(StoredAndTyped):
    """The unit's working copy of its next report. A coordinating unit sends its part, without kind and percent."""

    refusal = "Bản nháp vừa được người khác của đơn vị sửa, nên chưa lưu."
    required_in_effect = ("text", "percent", "files", "no_evidence")

    kind = forms.ChoiceField(label="Báo cáo này là", choices=KINDS, widget=forms.RadioSelect)
    percent = forms.IntegerField(
        label="Tiến độ (%)",
        required=False,
        min_value=0,
        max_value=100,
        help_text="Khi báo cáo tiến độ: từ 0 đến 100, theo ước lượng.",
    )
    paper_day = day_field(label="Ngày của văn bản")
    files = EvidenceField(label="Minh chứng", help_text=FILES_HELP)

    class Meta:
        model = ProgressDraft
        fields = list(TOLD)
        labels = {"text": "Kết quả đã làm", "no_evidence": "Lý do không có văn bản làm minh chứng"}
        help_texts = {
            "text": "Nêu việc đã làm, số liệu chính, khó khăn nếu có. Chỉ cần 2 đến 5 câu.",
            "paper_number": "Ví dụ: 45/BC-UBND.",
            "no_evidence": NONE_HELP,
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST_TEXT})}

    def __init__(self, *args: Any, assignment: Assignment, too_large: str = "", **kwargs: Any):
        stored = getattr(assignment, "draft", None)
        kwargs["instance"] = stored or ProgressDraft(assignment=assignment, percent=assignment.percent)
        if assignment.supplement_by and not stored:
            kwargs["instance"].kind = ReportKind.COMPLETION
        super().__init__(*args, **kwargs)
        self.initial["read_version"] = self.instance.version if stored else 0
        self.fields["text"].max_length = LONGEST_TEXT
        self.fields["files"].too_large = too_large
        if assignment.role == PartyRole.COORDINATING:
            self.instance.kind = ReportKind.CONTRIBUTION
            del self.fields["kind"], self.fields["percent"]
            self.fields["text"].label = "Nội dung, kết quả phối hợp"

    def clean_percent(self) -> int:
        percent = self.cleaned_data.get("percent")
        return self.initial.get("percent", 0) if percent is None else percent

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(text) > LONGEST_TEXT:
            raise ValidationError(f"Nội dung dài quá {LONGEST_TEXT} ký tự. Hãy rút gọn, phần chi tiết gửi thành tệp.")
        return text

    def telling(self) -> Telling:
        """What was typed; a form of old names no kind, and tells of progress."""
        return Telling(**{name: getattr(self.instance, name) for name in TOLD})


class PlainForm(forms.Form):
    """An act's form. ``asked`` gives what the domain function takes besides the row."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.assignment = assignment

    def asked(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ReasonForm(PlainForm):
    reason = forms.CharField(
        label="Lý do", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON})
    )


class ExtensionForm(ReasonForm):
    wanted_on = day_field(label="Đề nghị đến ngày", required=True)

    field_order = ["wanted_on", "reason"]


class NothingForm(PlainForm):
    text = forms.CharField(
        label="Ghi chú",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_REASON}),
    )


class ContributionDayForm(PlainForm):
    day = day_field(label="Gửi kết quả phối hợp chậm nhất ngày", required=True)


class PassOnForm(PlainForm):
    """Offices of the unit, and the people who work in the unit or one of them."""

    required_in_effect = ("unit", "officer")

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Bộ phận", required=False, empty_label="Không chọn")
    officer = forms.ModelChoiceField(
        Officer.objects.none(), label="Người xử lý", required=False, empty_label="Không chọn"
    )
    words = forms.CharField(
        label="Ý kiến chỉ đạo",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_REASON}),
    )

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any):
        super().__init__(*args, assignment=assignment, **kwargs)
        inside = Unit.objects.filter(parent=assignment.unit_id).valid_on(_today())
        self.fields["unit"].queryset = inside
        working = Appointment.objects.in_force(_today()).filter(
            unit__in=[assignment.unit_id, *inside.values_list("pk", flat=True)]
        )
        self.fields["officer"].queryset = Officer.objects.filter(is_active=True, pk__in=working.values("officer"))


def _today() -> date:
    return timezone.localdate()
