"""What the writing of a paper's draft leaves behind: its successive texts, texts that could not be saved, comments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from districts.models import Officer, Unit
from meetings.enums import CommentOutcome
from meetings.models.conclusions import Conclusion
from meetings.models.papers import Paper


class PaperEdit(models.Model):
    """The draft as an officer left it: the text of one version, and who wrote it.

    ``content`` is a ``DraftState`` as JSON. Savings of one officer that follow each other within minutes are one row.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, verbose_name="văn bản", related_name="edits")
    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người sửa", related_name="+")
    version = models.PositiveIntegerField("phiên bản")
    content = models.JSONField("nội dung")
    before = models.JSONField("nội dung trước đó")
    began_at = models.DateTimeField("bắt đầu lúc")
    at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "lần sửa dự thảo"
        verbose_name_plural = "lần sửa dự thảo"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "version"],
                name="paper_edit_once_a_version",
                violation_error_message="Phiên bản này của dự thảo đã được ghi.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper} ({self.version})"


class PaperEditDraft(models.Model):
    """The text of the second to save a draft: kept until its writer has chosen between the two.

    ``version`` is the one that the writer had read.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, verbose_name="văn bản", related_name="edit_drafts")
    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người viết", related_name="+")
    content = models.JSONField("nội dung đã gõ")
    version = models.PositiveIntegerField("phiên bản đã đọc")
    at = models.DateTimeField("giữ lúc")

    class Meta:
        verbose_name = "bản nháp chưa ghép của văn bản"
        verbose_name_plural = "bản nháp chưa ghép của văn bản"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "officer"],
                name="paper_edit_draft_once_an_officer",
                violation_error_message="Mỗi người chỉ giữ một bản nháp của một văn bản.",
            )
        ]

    def __str__(self) -> str:
        return Truncator(str(self.content.get("abstract", ""))).chars(80)


class LineComment(models.Model):
    """What is to be mended at one place, said by whoever sent the draft back; its writer marks it as done.

    ``part`` names a field of the paper, '' where the place is a conclusion. ``place`` and ``quoted`` keep what the place
    was called and said then: the conclusion may be changed or gone.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, verbose_name="văn bản", related_name="line_comments")
    conclusion = models.ForeignKey(
        Conclusion,
        models.SET_NULL,
        verbose_name="nội dung kết luận",
        null=True,
        blank=True,
        related_name="line_comments",
    )
    part = models.CharField("phần của văn bản", max_length=20, blank=True)
    place = models.CharField("chỗ cần sửa", max_length=60)
    quoted = models.CharField("câu được nhắc đến", max_length=200, blank=True)
    text = models.TextField("ý kiến")
    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người cho ý kiến", related_name="+")
    position = models.CharField("chức vụ", max_length=255, blank=True)
    at = models.DateTimeField("lúc")
    fixed_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người sửa", null=True, blank=True, related_name="+"
    )
    fixed_at = models.DateTimeField("đã sửa lúc", null=True, blank=True)

    class Meta:
        verbose_name = "ý kiến tại dòng"
        verbose_name_plural = "ý kiến tại dòng"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fixed_by__isnull=True, fixed_at__isnull=True)
                | Q(fixed_by__isnull=False, fixed_at__isnull=False),
                name="line_comment_fixed_by_someone",
                violation_error_message="Ý kiến đã sửa phải ghi người sửa và lúc sửa.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"[:120]


class Consultation(models.Model):
    """'Lấy ý kiến dự thảo': an officer, or whoever works for a unit, of the Sở is asked for comments by a day.

    ``comment`` is theirs, '' until they wrote; ``outcome`` and ``answer`` say what became of it (tiếp thu, giải trình).
    """

    paper = models.ForeignKey(Paper, models.CASCADE, verbose_name="văn bản", related_name="consultations")
    unit = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị được hỏi", null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người được hỏi", null=True, blank=True, related_name="consultations"
    )
    due_on = models.DateField("hạn góp ý")
    asked_by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người lấy ý kiến", related_name="+")
    asked_at = models.DateTimeField("hỏi lúc")
    comment = models.TextField("ý kiến", blank=True)
    commented_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người góp ý", null=True, blank=True, related_name="+"
    )
    commented_at = models.DateTimeField("góp ý lúc", null=True, blank=True)
    outcome = models.CharField("kết quả xem xét", max_length=20, choices=CommentOutcome.choices, blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)
    answered_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người trả lời", null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần lấy ý kiến"
        verbose_name_plural = "các lần lấy ý kiến"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, officer__isnull=False) | Q(unit__isnull=False, officer__isnull=True),
                name="consultation_asks_one",
                violation_error_message="Hãy chọn một người hoặc một đơn vị để lấy ý kiến.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(comment=""),
                name="consultation_answers_a_comment",
                violation_error_message="Chỉ trả lời khi đã có ý kiến.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer or self.unit}: {self.comment}"[:120]
