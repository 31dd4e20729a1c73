"""What units tell of their work, with its evidence, and what the Sở answered. Only the working copy is ever changed."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from directives.enums import ReportKind, Verdict
from directives.models.tasks import Assignment
from districts.append_only import AppendOnly
from districts.models import Officer
from districts.versions import Versioned
from meetings.enums import ReportRoute
from meetings.models.days import sensible_day
from meetings.models.secrecy import refuse_secrecy
from meetings.models.unit_reports import KeptFile


class Told(models.Model):
    """What a report says. ``paper_*`` name the unit's own paper, where it has one; ``no_evidence``: why there is no file."""

    kind = models.CharField("loại báo cáo", max_length=20, choices=ReportKind.choices, default=ReportKind.PROGRESS)
    text = models.TextField("nội dung", blank=True)
    percent = models.PositiveSmallIntegerField(
        "tiến độ (%)", default=0, validators=[MaxValueValidator(100, "Tiến độ từ 0 đến 100 %.")]
    )
    paper_number = models.CharField("số, ký hiệu văn bản của đơn vị", max_length=120, blank=True)
    paper_day = models.DateField("ngày của văn bản", null=True, blank=True, validators=[sensible_day])
    paper_signer = models.CharField("người ký", max_length=150, blank=True)
    no_evidence = models.CharField("lý do không có tệp minh chứng", max_length=500, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        refuse_secrecy(self, "text", "paper_number", "paper_signer", "no_evidence")


class ProgressDraft(Told, Versioned):
    """The unit's working copy of its next report: its officers prepare it, the head sends it.

    ``handed_up_at``: since when it waits for the head to send it.
    """

    assignment = models.OneToOneField(
        Assignment, models.RESTRICT, verbose_name="nhiệm vụ của đơn vị", related_name="draft", editable=False
    )
    updated_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người soạn", related_name="+", editable=False
    )
    updated_at = models.DateTimeField("soạn lúc", editable=False)
    handed_up_at = models.DateTimeField("chuyển lãnh đạo gửi lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "bản nháp báo cáo nhiệm vụ"
        verbose_name_plural = "bản nháp báo cáo nhiệm vụ"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class DraftEvidence(KeptFile):
    """A file of the working copy; it may be taken off until the report is sent."""

    draft = models.ForeignKey(ProgressDraft, models.CASCADE, verbose_name="bản nháp", related_name="files")

    class Meta:
        verbose_name = "tệp của bản nháp báo cáo nhiệm vụ"
        verbose_name_plural = "tệp của bản nháp báo cáo nhiệm vụ"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "sha256"],
                name="evidence_once_a_draft",
                violation_error_message="Tệp này đã có trong báo cáo.",
            )
        ]


class ProgressReport(Told, AppendOnly):
    """A report as it was sent, or as the Sở recorded the unit's own paper; ``handed_in_on`` is then the day it arrived."""

    assignment = models.ForeignKey(
        Assignment, models.RESTRICT, verbose_name="nhiệm vụ của đơn vị", related_name="reports"
    )
    number = models.PositiveIntegerField("lần báo cáo")
    route = models.CharField("cách gửi", max_length=20, choices=ReportRoute.choices, default=ReportRoute.PORTAL)
    handed_in_on = models.DateField("ngày nộp")
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người gửi hoặc người ghi", related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "báo cáo thực hiện nhiệm vụ"
        verbose_name_plural = "báo cáo thực hiện nhiệm vụ"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "number"],
                name="progress_report_once",
                violation_error_message="Lần báo cáo này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="reported_percent_is_at_most_100",
                violation_error_message="Tiến độ từ 0 đến 100 %.",
            ),
        ]

    def __str__(self) -> str:
        return f"Lần {self.number}: {self.text[:60]}"


class Evidence(AppendOnly, KeptFile):
    """A file that shows what was done. It stays with its report; what is wrong is mended by adding another."""

    report = models.ForeignKey(ProgressReport, models.RESTRICT, verbose_name="báo cáo", related_name="files")

    class Meta:
        verbose_name = "tệp minh chứng"
        verbose_name_plural = "tệp minh chứng"
        ordering = ["id"]


class ReportAnswer(AppendOnly):
    """What the Sở said to a completion: once for each. ``supplement_by``: until when what is missing should come."""

    report = models.OneToOneField(ProgressReport, models.RESTRICT, verbose_name="báo cáo", related_name="answer")
    verdict = models.CharField("ý kiến của Sở", max_length=20, choices=Verdict.choices)
    reason = models.TextField("nội dung ý kiến", blank=True)
    supplement_by = models.DateField("hạn bổ sung", null=True, blank=True)
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người cho ý kiến", related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ý kiến về kết quả"
        verbose_name_plural = "ý kiến về kết quả"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=Verdict.CONFIRMED) | ~Q(reason=""),
                name="answer_says_why",
                violation_error_message="Hãy ghi nội dung cần bổ sung hoặc lý do chưa đạt.",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.SUPPLEMENT, supplement_by__isnull=False)
                | ~Q(verdict=Verdict.SUPPLEMENT) & Q(supplement_by=None),
                name="supplement_has_a_day",
                violation_error_message="Đề nghị bổ sung phải có hạn bổ sung, ý kiến khác thì không.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}, {self.at:%d/%m/%Y}"
