"""Data entry for meetings and series: what is typed, turned into what the domain takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from districts.errors import DomainError
from meetings.day_fields import DAY_HELP, day_field, hour_field
from meetings.enums import AttendeeRole
from meetings.models import ConnectionPoint, Meeting, MeetingSeries
from meetings.planning.agenda import agenda_of, in_words, read_agenda
from meetings.planning.facts import Plan
from meetings.planning.files import KINDS_IN_WORDS, SentFile, judged
from meetings.planning.people import people_of, read_people, read_person
from meetings.planning.periods import in_usual_words
from meetings.planning.pickers import UnitOrWordsField, UnitsField
from meetings.planning.points import seats_of
from meetings.planning.series import hosts_of, invited_by
from meetings.row_forms import VersionedForm

LONGEST_PEOPLE = 20_000  # characters of a list of people, one a line
PAPER_HELP = "Số, ký hiệu, ngày. Ví dụ: 57/SKHCN-VP ngày 05/11/2026."


class StoredAndTyped(VersionedForm):
    """A save over an older version comes back with both texts; sent once more, it holds over the stored one knowingly."""

    refusal = "Nội dung này vừa được người khác sửa, nên chưa lưu."

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.instance.pk and self.is_stale:
            self.data = self.data.copy()
            self.data[self.add_prefix("read_version")] = str(self.initial["read_version"])

    @property
    def is_stale(self) -> bool:
        typed = self.cleaned_data.get("read_version") if hasattr(self, "cleaned_data") else None
        return bool(self.instance.pk) and typed is not None and typed != self.initial["read_version"]

    def both_texts(self) -> list[str]:
        return [f"{self.refusal} Hãy so hai bản dưới đây; lưu lần nữa là dùng bản vừa nhập.", *super().both_texts()]

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, tuple):
            value = [part for part in value if part]
        if isinstance(value, list):
            return ", ".join(str(part[0] if isinstance(part, tuple) else part) for part in value) or "để trống"
        if isinstance(value, time):
            return f"{value:%H:%M}"
        return super()._shown(name, value)


def _read(reader: Callable[[str], Any], typed: str) -> Any:
    """What the domain reads in the words; its refusal becomes the field's."""
    try:
        return reader(typed)
    except DomainError as error:
        raise ValidationError(str(error)) from error


class MeetingPlanForm(StoredAndTyped):
    held_on = day_field(label="Ngày họp")
    starts_at = hour_field(label="Giờ bắt đầu")
    host_unit = UnitOrWordsField(
        label="Đơn vị đăng cai", help_text="Gõ vài chữ, không cần dấu, rồi chọn; đơn vị ngoài danh mục thì ghi tên."
    )
    chair = forms.CharField(
        label="Chủ trì",
        required=False,
        max_length=400,
        help_text="Họ tên, chức vụ. Ví dụ: Bà Lê Thị Hoa, Phó Giám đốc Sở.",
    )
    co_chairs = forms.CharField(
        label="Đồng chủ trì",
        required=False,
        max_length=LONGEST_PEOPLE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một người: họ tên, chức vụ.",
    )
    secretaries = forms.CharField(
        label="Thư ký",
        required=False,
        max_length=LONGEST_PEOPLE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một người: họ tên, chức vụ.",
    )
    programme = forms.CharField(
        label="Chương trình",
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Mỗi dòng một nội dung; giờ ghi ở đầu dòng, người trình bày ghi sau dấu “|”. "
        "Ví dụ: 08:15 Báo cáo kết quả quý III | Phòng Quản lý Khoa học.",
    )
    invited_on = day_field(label="Ngày gửi giấy mời")

    class Meta:
        model = Meeting
        fields = [
            "title",
            "kind",
            "series",
            "period",
            "held_on",
            "starts_at",
            "form",
            "place",
            "host_unit",
            "chair",
            "co_chairs",
            "secretaries",
            "programme",
            "agenda",
            "invitation_paper",
            "invited_on",
        ]
        labels = {"agenda": "Yêu cầu chuẩn bị", "kind": "Loại cuộc họp", "series": "Thuộc chuỗi"}
        help_texts = {"agenda": "Những việc các đơn vị cần chuẩn bị trước khi dự họp."}
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "agenda": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["series"].empty_label = "Không thuộc chuỗi nào"
        meeting = self.instance
        if not meeting.pk:
            return
        told = {role: [str(person) for person in people_of(meeting, role)] for role in AttendeeRole.values}
        host = meeting.host or meeting.host_words
        self.initial |= {
            "host_unit": [host] if meeting.host else [(host, "")] if host else [],
            "chair": "".join(told[AttendeeRole.CHAIR][:1]),
            "co_chairs": "\n".join(told[AttendeeRole.CO_CHAIR]),
            "secretaries": "\n".join(told[AttendeeRole.SECRETARY]),
            "programme": in_words(agenda_of(meeting)),
        }

    def clean_period(self) -> str:
        return _read(in_usual_words, self.cleaned_data["period"])

    def clean_programme(self) -> str:
        return in_words(_read(read_agenda, self.cleaned_data["programme"]))

    def clean_chair(self) -> str:
        if self.cleaned_data["chair"].strip():
            _read(read_person, self.cleaned_data["chair"])
        return self.cleaned_data["chair"]

    def clean_co_chairs(self) -> str:
        _read(read_people, self.cleaned_data["co_chairs"])
        return self.cleaned_data["co_chairs"]

    def clean_secretaries(self) -> str:
        _read(read_people, self.cleaned_data["secretaries"])
        return self.cleaned_data["secretaries"]

    def _post_clean(self) -> None:
        host, words = self.cleaned_data.get("host_unit", (None, ""))
        self.instance.host, self.instance.host_words = host, words
        super()._post_clean()

    @property
    def plan(self) -> Plan:
        typed = self.cleaned_data
        return Plan(
            chair=read_person(typed["chair"]) if typed["chair"].strip() else None,
            co_chairs=read_people(typed["co_chairs"]),
            secretaries=read_people(typed["secretaries"]),
            agenda=read_agenda(typed["programme"]),
        )


class SeriesForm(StoredAndTyped):
    starts_at = hour_field(label="Giờ bắt đầu thường lệ")
    hosts = UnitsField(
        label="Đơn vị đăng cai theo lượt",
        help_text="Theo thứ tự đăng cai; hết lượt thì quay lại từ đầu. Bỏ một đơn vị thì xóa trống dòng đó.",
    )
    invited = UnitsField(
        groups=True, label="Đơn vị, nhóm đơn vị được mời", help_text="Nhóm gồm các đơn vị còn hiệu lực vào ngày họp."
    )

    class Meta:
        model = MeetingSeries
        fields = [
            "name",
            "frequency",
            "field",
            "kind",
            "title_pattern",
            "form",
            "place",
            "starts_at",
            "hosts",
            "invited",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial |= {"hosts": hosts_of(self.instance), "invited": invited_by(self.instance)}


class NextMeetingForm(forms.Form):
    """``period``: the words under which the next meeting was offered."""

    period = forms.CharField(widget=forms.HiddenInput, max_length=60)
    day = day_field(label="Ngày họp", help_text=f"{DAY_HELP} Bỏ trống khi chưa định ngày.")


class PointForm(StoredAndTyped):
    seats = UnitsField(
        groups=True,
        label="Đơn vị dự tại điểm cầu",
        help_text="Đơn vị chưa có trong danh sách mời thì được thêm vào.",
    )

    class Meta:
        model = ConnectionPoint
        fields = ["name", "cluster", "place", "seats"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seats"] = seats_of(self.instance)


def sent_file(form: forms.Form, name: str = "file") -> SentFile | None:
    """The file of the form, judged. Raises ValidationError with the domain's sentence."""
    upload = form.cleaned_data.get(name)
    if upload is None:
        return None
    try:
        return judged(upload.name, upload.read())
    except DomainError as error:
        raise ValidationError(str(error)) from error


class FileForm(forms.Form):
    """A form with one file. ``too_large`` names a file that was cut off while it arrived."""

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean_file(self) -> SentFile | None:
        if self.too_large:
            raise ValidationError(
                f"Không nhận tệp “{self.too_large}” vì nặng quá 20 MB. Hãy giảm dung lượng rồi tải lại."
            )
        return sent_file(self)


class DocumentForm(FileForm):
    title = forms.CharField(label="Tên tài liệu", required=False, max_length=255, help_text="Bỏ trống thì lấy tên tệp.")
    file = forms.FileField(label="Tệp", help_text=f"{KINDS_IN_WORDS}.")


class ChangeForm(FileForm):
    """Why a meeting is postponed or cancelled, and by which paper. ``read_version``: that of the meeting as shown."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Các đơn vị được mời đọc được lý do này.",
    )
    paper = forms.CharField(label="Văn bản", required=False, max_length=120, help_text=PAPER_HELP)
    file = forms.FileField(label="Tệp văn bản", required=False, help_text=f"{KINDS_IN_WORDS}.")


class MoveForm(ChangeForm):
    day = day_field(label="Ngày họp mới", required=True)
    hour = hour_field(label="Giờ bắt đầu")
    place = forms.CharField(label="Địa điểm", required=False, max_length=255)

    field_order = ["read_version", "day", "hour", "place", "reason", "paper", "file"]


class RegisterForm(forms.Form):
    """``people`` as typed; ``read_version``: that of the unit's answer as the page showed it."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    people = forms.CharField(
        label="Đại biểu",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một người: họ tên - chức vụ. Ví dụ: Ông Võ Minh Trí - Phó Chủ tịch.",
    )


class ExcuseForm(FileForm):
    read_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Lý do vắng", max_length=255, widget=forms.Textarea(attrs={"rows": 2}))
    paper = forms.CharField(
        label="Công văn báo vắng",
        required=False,
        max_length=120,
        help_text="Số, ký hiệu, ngày. Ví dụ: 15/UBND-VX ngày 02/4/2026.",
    )
    file = forms.FileField(
        label="Tệp công văn", required=False, help_text="Bản quét hoặc ảnh chụp: PDF, JPG hoặc PNG; tối đa 20 MB."
    )


def stored_row(row: Model) -> Model | None:
    """The row as it is now, for a form whose save was refused; None where it is gone."""
    return type(row)._base_manager.filter(pk=row.pk).first()
