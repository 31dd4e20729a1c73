"""What is planned for a meeting: its documents, how its day was changed, and who follows it in a calendar."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from districts.append_only import AppendOnly
from districts.models import Officer
from meetings.enums import ChangeKind
from meetings.models.meetings import Meeting
from meetings.models.secrecy import refuse_secrecy


class MeetingDocument(models.Model):
    """A document that those invited read before they come. The bytes lie in the file store."""

    meeting = models.ForeignKey(Meeting, models.RESTRICT, verbose_name="cuộc họp", related_name="documents")
    title = models.CharField("tên tài liệu", max_length=255)
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("dung lượng (byte)")
    added_by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người đưa lên", related_name="+")
    added_at = models.DateTimeField("đưa lên lúc")

    class Meta:
        verbose_name = "tài liệu họp"
        verbose_name_plural = "tài liệu họp"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sha256"],
                name="document_once_a_meeting",
                violation_error_message="Tệp này đã có trong tài liệu của cuộc họp.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        super().clean()
        refuse_secrecy(self, "title", "name")


class MeetingChange(AppendOnly):
    """A meeting was moved, postponed or cancelled: why, by which paper, from which day to which."""

    meeting = models.ForeignKey(Meeting, models.RESTRICT, verbose_name="cuộc họp", related_name="changes")
    kind = models.CharField("việc", max_length=20, choices=ChangeKind.choices)
    reason = models.CharField("lý do", max_length=500)
    paper = models.CharField("văn bản", max_length=120, blank=True)
    file_name = models.CharField("tên tệp văn bản", max_length=255, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    old_day = models.DateField("ngày cũ", null=True, blank=True)
    old_time = models.TimeField("giờ cũ", null=True, blank=True)
    old_place = models.CharField("địa điểm cũ", max_length=255, blank=True)
    new_day = models.DateField("ngày mới", null=True, blank=True)
    new_time = models.TimeField("giờ mới", null=True, blank=True)
    new_place = models.CharField("địa điểm mới", max_length=255, blank=True)
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người ghi", related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "lần đổi lịch họp"
        verbose_name_plural = "lần đổi lịch họp"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.MOVED) | Q(new_day__isnull=False),
                name="moved_meeting_has_a_new_day",
                violation_error_message="Dời cuộc họp thì phải có ngày mới; chưa có thì ghi là hoãn.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="change_has_a_reason",
                violation_error_message="Hãy ghi lý do đổi lịch họp.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"


class CalendarFeed(models.Model):
    """The private calendar address of an officer. ``nonce`` is one half of it; the other is the portal's secret key.

    So what is read from the database alone opens no calendar, and the address can be shown whenever it is asked for.
    """

    officer = models.OneToOneField(Officer, models.RESTRICT, verbose_name="người dùng", related_name="calendar_feed")
    nonce = models.UUIDField("mã riêng")
    renewed_at = models.DateTimeField("cấp lúc")

    class Meta:
        verbose_name = "địa chỉ lịch họp"
        verbose_name_plural = "địa chỉ lịch họp"

    def __str__(self) -> str:
        return str(self.officer)
