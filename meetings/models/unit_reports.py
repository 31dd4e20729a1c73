"""What units are asked to report before a meeting, what they sent, and how they were reminded."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from districts.append_only import AppendOnly
from districts.events import Chained
from districts.models import Officer, Unit
from districts.versions import Versioned
from meetings.enums import AWAITED, ReminderWay, ReportRoute, ReportState
from meetings.models.days import sensible_day
from meetings.models.meetings import Meeting
from meetings.models.secrecy import refuse_secrecy
from meetings.models.told import notice_is_issued


class ReportRequest(Versioned):
    """What the Sở asks of some units of a meeting, and until when. A meeting may have several, each for other units."""

    meeting = models.ForeignKey(Meeting, models.RESTRICT, verbose_name="cuộc họp", related_name="report_requests")
    content = models.TextField("nội dung cần báo cáo")
    due_on = models.DateField("chậm nhất ngày", validators=[sensible_day])
    template_name = models.CharField("tên tệp mẫu", max_length=255, blank=True, editable=False)
    template_sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    asked_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người yêu cầu", editable=False, related_name="+"
    )
    asked_at = models.DateTimeField("yêu cầu lúc", editable=False)

    class Meta:
        verbose_name = "yêu cầu báo cáo"
        verbose_name_plural = "yêu cầu báo cáo"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(content=""),
                name="report_request_says_what",
                violation_error_message="Hãy ghi nội dung cần báo cáo.",
            )
        ]

    def __str__(self) -> str:
        return self.content[:80]

    def clean(self) -> None:
        super().clean()
        refuse_secrecy(self, "content")


class UnitReportQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> UnitReportQuerySet:
        """The Sở's own staff see all; a unit its own; an observer those of meetings whose notice is issued."""
        if officer.works_at_office:
            return self
        seen = Q(unit__in=officer.unit_ids)
        if officer.has_role("observer"):
            seen |= Q(notice_is_issued())
        return self.filter(seen)

    def awaited(self) -> UnitReportQuerySet:
        return self.filter(state__in=AWAITED)


class UnitReport(Versioned, Chained):
    """The report of a unit before a meeting. The columns from ``summary`` on are the unit's working copy, its own until it
    sends them: each sending keeps a ``ReportVersion``. ``received_on`` is the day on which the first one came.

    ``reason`` says why the report was returned for supplement, or is not needed.
    """

    meeting = models.ForeignKey(Meeting, models.RESTRICT, verbose_name="cuộc họp", related_name="unit_reports")
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", related_name="unit_reports")
    request = models.ForeignKey(ReportRequest, models.RESTRICT, verbose_name="yêu cầu", related_name="reports")
    state = models.CharField("tình trạng", max_length=20, choices=ReportState.choices, default=ReportState.ASKED)
    reason = models.CharField("lý do", max_length=500, blank=True)
    received_on = models.DateField("ngày nhận", null=True, blank=True)
    summary = models.TextField("tóm tắt nội dung", blank=True)
    paper_number = models.CharField("số, ký hiệu văn bản của đơn vị", max_length=120, blank=True)
    paper_day = models.DateField("ngày của văn bản", null=True, blank=True, validators=[sensible_day])
    signer = models.CharField("người ký", max_length=150, blank=True)
    drafted_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người soạn", null=True, editable=False, related_name="+"
    )
    drafted_at = models.DateTimeField("soạn lúc", null=True, editable=False)

    objects = UnitReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo của đơn vị"
        verbose_name_plural = "báo cáo của đơn vị"
        ordering = ["unit__kind", "unit__sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "unit"],
                name="report_once_a_unit",
                violation_error_message="Đơn vị này đã được yêu cầu báo cáo.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.SENT) | Q(received_on__isnull=False),
                name="sent_report_has_a_day",
                violation_error_message="Báo cáo đã gửi thì phải có ngày nhận.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

    def clean(self) -> None:
        super().clean()
        refuse_secrecy(self, "summary", "paper_number", "signer")


class KeptFile(models.Model):
    """A file whose bytes lie in the file store."""

    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("dung lượng (byte)")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def columns(self) -> dict[str, Any]:
        return {"name": self.name, "sha256": self.sha256, "size": self.size}


class ReportDraftFile(KeptFile):
    """A file of the unit's working copy; it may be taken off."""

    report = models.ForeignKey(UnitReport, models.RESTRICT, verbose_name="báo cáo", related_name="draft_files")

    class Meta:
        verbose_name = "tệp của bản nháp báo cáo"
        verbose_name_plural = "tệp của bản nháp báo cáo"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "sha256"],
                name="draft_file_once_a_report",
                violation_error_message="Tệp này đã có trong báo cáo.",
            )
        ]


class ReportVersion(AppendOnly):
    """A report as it was sent, or as it came to the Sở by another way. ``number`` counts from 1; the last one holds."""

    report = models.ForeignKey(UnitReport, models.RESTRICT, verbose_name="báo cáo", related_name="versions")
    number = models.PositiveIntegerField("lần gửi")
    route = models.CharField("cách gửi", max_length=20, choices=ReportRoute.choices, default=ReportRoute.PORTAL)
    arrived_on = models.DateField("ngày đến")
    summary = models.TextField("tóm tắt nội dung", blank=True)
    paper_number = models.CharField("số, ký hiệu văn bản của đơn vị", max_length=120, blank=True)
    paper_day = models.DateField("ngày của văn bản", null=True, blank=True)
    signer = models.CharField("người ký", max_length=150, blank=True)
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người gửi hoặc người ghi", related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "bản báo cáo đã gửi"
        verbose_name_plural = "bản báo cáo đã gửi"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                name="report_version_once",
                violation_error_message="Lần gửi này của báo cáo đã có.",
            )
        ]

    def __str__(self) -> str:
        return f"Lần {self.number}: {self.summary[:60]}"


class ReportFile(AppendOnly, KeptFile):
    version = models.ForeignKey(ReportVersion, models.RESTRICT, verbose_name="bản báo cáo", related_name="files")

    class Meta:
        verbose_name = "tệp báo cáo"
        verbose_name_plural = "tệp báo cáo"
        ordering = ["id"]


class ReportReminder(AppendOnly):
    """A unit was reminded of its report: how, by whom, when, and whom they spoke to."""

    report = models.ForeignKey(UnitReport, models.RESTRICT, verbose_name="báo cáo", related_name="reminders")
    way = models.CharField("cách nhắc", max_length=20, choices=ReminderWay.choices, default=ReminderWay.PHONE)
    note = models.CharField("đã trao đổi với", max_length=255, blank=True)
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người nhắc", related_name="+")
    at = models.DateTimeField("nhắc lúc")

    class Meta:
        verbose_name = "lần nhắc báo cáo"
        verbose_name_plural = "lần nhắc báo cáo"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_way_display()}, {self.at:%d/%m/%Y}"
