"""Data entry for reports: what is asked, what a unit writes, what came by another way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from districts.errors import DomainError
from districts.models import Unit
from meetings.attendance.groups import GROUPS, group_of_kind
from meetings.day_fields import day_field
from meetings.enums import ReminderWay, ReportRoute
from meetings.models import ReportRequest, UnitReport
from meetings.planning.files import KINDS_IN_WORDS, SentFile, judged
from meetings.planning.forms import StoredAndTyped
from meetings.unit_reports.asking import Invited
from meetings.unit_reports.sending import Arrival

LONGEST_SUMMARY = 20_000
ALL, SOME = "tat-ca", "chon"
TOO_LARGE = "Không nhận tệp “{}” vì nặng quá 20 MB. Hãy giảm dung lượng rồi tải lại."
NUMBER_HELP = "Ví dụ: 45/BC-UBND."


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Gives the list of the files that were chosen, judged one by one. ``too_large`` names one that was cut off."""

    too_large = ""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", "Tệp kèm theo")
        kwargs.setdefault("help_text", f"Chọn được nhiều tệp. {KINDS_IN_WORDS} mỗi tệp.")
        super().__init__(required=False, widget=SeveralFiles(), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[SentFile]:  # type: ignore[override]
        if self.too_large:
            raise ValidationError(TOO_LARGE.format(self.too_large))
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        try:
            return [judged(upload.name, upload.read()) for upload in uploads]
        except DomainError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class WithTemplate:
    """The file of the template in a form that has one. ``too_large`` names a file that was cut off."""

    too_large = ""

    def clean_template(self) -> SentFile | None:
        if self.too_large:
            raise ValidationError(TOO_LARGE.format(self.too_large))
        upload = self.cleaned_data.get("template")
        if not upload:
            return None
        try:
            return judged(upload.name, upload.read())
        except DomainError as error:
            raise ValidationError(str(error)) from error


def template_field(label: str, help_text: str) -> forms.FileField:
    return forms.FileField(label=label, required=False, help_text=f"{help_text} {KINDS_IN_WORDS}.")


CONTENT_HELP = "Những nội dung, số liệu cần báo cáo và kỳ số liệu. Các đơn vị được yêu cầu đọc nguyên văn phần này."


class AskForm(WithTemplate, forms.ModelForm):
    """``chosen_units`` gives the units by ``whom``: all that are not asked, those of a group, or those ticked."""

    due_on = day_field(label="Chậm nhất ngày", required=True)
    whom = forms.ChoiceField(label="Đơn vị được yêu cầu", widget=forms.RadioSelect)
    units = forms.MultipleChoiceField(
        label="Chọn từng đơn vị",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Dùng khi đánh dấu “Chỉ các đơn vị chọn dưới đây”.",
    )
    template = template_field("Tệp mẫu báo cáo", "Nếu có mẫu hoặc đề cương.")

    field_order = ["content", "due_on", "template", "whom", "units"]

    class Meta:
        model = ReportRequest
        fields = ["content", "due_on"]
        widgets = {"content": forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_SUMMARY})}
        help_texts = {"content": CONTENT_HELP}

    def __init__(self, *args: Any, invited: Invited, too_large: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.invited, self.too_large = invited, too_large
        self.fields["content"].max_length = LONGEST_SUMMARY
        groups = [
            (group.key, f"{group.label} ({count})") for group in GROUPS if (count := len(self._of_group(group.key)))
        ]
        whole = [(ALL, f"Tất cả đơn vị chưa được yêu cầu ({len(invited.free)})")] if invited.free else []
        self.fields["whom"].choices = [*whole, *groups, (SOME, "Chỉ các đơn vị chọn dưới đây")]
        self.initial.setdefault("whom", ALL if invited.free else SOME)
        spared = [(str(unit.pk), f"{unit} (đang ghi không cần gửi)") for unit in invited.spared]
        self.fields["units"].choices = [(str(unit.pk), str(unit)) for unit in invited.free] + spared

    def _of_group(self, key: str) -> list[Unit]:
        return [unit for unit in self.invited.free if group_of_kind(unit.kind).key == key]

    def clean_content(self) -> str:
        return _not_too_long(self.cleaned_data["content"])

    def clean(self) -> dict[str, Any] | None:
        typed = super().clean()
        if self.cleaned_data.get("whom") == SOME and not self.cleaned_data.get("units") and "units" not in self.errors:
            self.add_error("units", "Hãy đánh dấu ít nhất một đơn vị.")
        return typed

    def chosen_units(self) -> list[Unit]:
        whom = self.cleaned_data["whom"]
        if whom == ALL:
            return self.invited.free
        if whom == SOME:
            ticked = set(self.cleaned_data["units"])
            return [unit for unit in (*self.invited.free, *self.invited.spared) if str(unit.pk) in ticked]
        return self._of_group(whom)


class RequestForm(WithTemplate, StoredAndTyped):
    refusal = "Yêu cầu báo cáo vừa được người khác sửa, nên chưa lưu."

    due_on = day_field(label="Chậm nhất ngày", required=True)
    template = template_field("Tệp mẫu báo cáo", "Tệp mới thay tệp đang có.")

    class Meta:
        model = ReportRequest
        fields = ["content", "due_on"]
        widgets = {"content": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"content": CONTENT_HELP}

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean_content(self) -> str:
        return _not_too_long(self.cleaned_data["content"])

    def both_texts(self) -> list[str]:
        self.cleaned_data.pop("template", None)
        return super().both_texts()


class ReportForm(StoredAndTyped):
    """The working copy of a unit's report."""

    refusal = "Báo cáo vừa được ghi ở nơi khác, nên chưa lưu."
    required_in_effect = ("summary", "files")

    paper_day = day_field(label="Ngày của văn bản")
    files = FilesField()

    class Meta:
        model = UnitReport
        fields = ["summary", "paper_number", "paper_day", "signer"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "summary": "Kết quả, số liệu chính, khó khăn. Kiến nghị ghi riêng ở mục Kiến nghị để Sở phân công trả lời.",
            "paper_number": NUMBER_HELP,
        }

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["files"].too_large = too_large

    def clean_summary(self) -> str:
        return _not_too_long(self.cleaned_data["summary"])


class ArrivalForm(forms.Form):
    """A report that came by another way. ``read_version``: that of the row as the page showed it."""

    required_in_effect = ("paper_number", "summary", "files")

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    route = forms.ChoiceField(
        label="Báo cáo đến bằng", choices=[choice for choice in ReportRoute.choices if choice[0] != ReportRoute.PORTAL]
    )
    arrived_on = day_field(label="Ngày đến Sở", required=True)
    paper_number = forms.CharField(
        label="Số, ký hiệu văn bản của đơn vị", required=False, max_length=120, help_text=NUMBER_HELP
    )
    paper_day = day_field(label="Ngày của văn bản")
    signer = forms.CharField(label="Người ký", required=False, max_length=150)
    summary = forms.CharField(
        label="Tóm tắt nội dung",
        required=False,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    files = FilesField()

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["files"].too_large = too_large

    def arrival(self) -> Arrival:
        return Arrival(**{name: value for name, value in self.cleaned_data.items() if name in Arrival.__annotations__})


class ReminderForm(forms.Form):
    """``reports``: the keys of the rows that were ticked."""

    required_in_effect = ("reports",)

    reports = forms.TypedMultipleChoiceField(coerce=int, required=False)
    way = forms.ChoiceField(label="Cách nhắc", choices=ReminderWay.choices, initial=ReminderWay.PHONE)
    note = forms.CharField(
        label="Đã trao đổi với", required=False, max_length=255, help_text="Ví dụ: bà Lê Thị C, công chức phụ trách."
    )

    def __init__(self, *args: Any, awaited: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reports"].choices = [(str(pk), "") for pk in awaited]


def _not_too_long(words: str) -> str:
    if len(words) > LONGEST_SUMMARY:
        raise ValidationError("Nội dung dài quá 20.000 ký tự. Hãy tóm tắt, phần còn lại kèm thành tệp.")
    return words
