"""The minutes of a meeting (Biên bản): what each speaker said, in order, and the facts that the printed form asks for."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Q

from districts.errors import Frozen
from districts.models import Officer
from districts.posts import post_at
from districts.versions import Versioned
from meetings.enums import PaperState
from meetings.models.days import sensible_day
from meetings.models.meetings import Attendee, Meeting
from meetings.models.papers import Paper
from meetings.models.secrecy import refuse_secrecy

MINUTES_FROZEN = (
    "Biên bản đã được thư ký xác nhận nên không sửa được. "
    "Hãy trả biên bản về dự thảo; nếu đã phát hành thì lập biên bản thay thế."
)


class Minutes(Versioned):
    """Of a meeting, with the paper as which they are confirmed, signed, numbered and printed.

    Edition 2 and later take the place of issued ones that were wrong, or that were recalled; the newest is the one to be
    read and written. The place, who came, who chaired and kept the minutes are facts of the meeting; the conclusions are those of its
    outline. ``order`` counts the changes of the order of the statements; ``version`` is that of the facts kept here.
    """

    meeting = models.ForeignKey(Meeting, models.RESTRICT, verbose_name="cuộc họp", related_name="minutes_editions")
    edition = models.PositiveIntegerField("lần", default=1, editable=False)
    paper = models.OneToOneField(Paper, models.CASCADE, verbose_name="văn bản", related_name="minutes")
    begun_at = models.TimeField("giờ bắt đầu", null=True, blank=True)
    ended_at = models.TimeField("giờ kết thúc", null=True, blank=True)
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True, validators=[sensible_day])
    notes = models.TextField("ghi chú cuối biên bản", blank=True)
    prints_reasons = models.BooleanField("in lý do vắng", default=True)
    chair = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="chủ trì ký trên cổng", null=True, blank=True, related_name="+"
    )
    secretary = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="thư ký xác nhận trên cổng", null=True, blank=True, related_name="+"
    )
    order = models.PositiveIntegerField("lần sắp xếp", default=0, editable=False)

    class Meta:
        verbose_name = "biên bản họp"
        verbose_name_plural = "biên bản họp"
        ordering = ["meeting", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "edition"],
                name="minutes_edition_once",
                violation_error_message="Lần lập biên bản này của cuộc họp đã có. Hãy tải lại trang.",
            )
        ]

    def __str__(self) -> str:
        return f"Biên bản: {self.meeting.title}"

    def clean(self):
        super().clean()
        refuse_secrecy(self, "notes")

    def save(self, *args, **kwargs):
        with transaction.atomic():
            if self.pk:
                self.assert_editable()
            super().save(*args, **kwargs)

    def assert_editable(self) -> None:
        """Raise Frozen once the secretary has confirmed. Inside a transaction the answer holds until its end."""
        papers = Paper.objects.filter(pk=self.paper_id, state=PaperState.DRAFT)
        if transaction.get_connection().in_atomic_block:
            papers = papers.select_for_update(no_key=True)
        if not list(papers.values_list("pk")):
            raise Frozen(MINUTES_FROZEN)


class Statement(Versioned):
    """What one speaker said. Name, position and unit are kept as they stood when it was written.

    ``removed_at`` is set for one that was taken out; it is not printed, and can be put back.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, verbose_name="biên bản", related_name="statements")
    attendee = models.ForeignKey(
        Attendee, models.SET_NULL, verbose_name="đại biểu", null=True, blank=True, related_name="statements"
    )
    speaker = models.CharField("người phát biểu", max_length=180, blank=True)
    post = models.CharField("chức vụ", max_length=255, blank=True)
    unit = models.CharField("đơn vị", max_length=255, blank=True)
    text = models.TextField("nội dung phát biểu", blank=True)
    position = models.PositiveIntegerField("thứ tự", default=0)
    entry_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    saved_by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người ghi", related_name="+", null=True)
    saved_at = models.DateTimeField("ghi lúc", null=True)
    removed_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    class Meta:
        verbose_name = "ý kiến phát biểu"
        verbose_name_plural = "ý kiến phát biểu"
        ordering = ["minutes", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(speaker="", text=""),
                name="statement_says_something",
                violation_error_message="Hãy ghi người phát biểu hoặc nội dung phát biểu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker or 'Chưa ghi người phát biểu'}: {self.text[:80]}"

    @property
    def held_post(self) -> str:
        return post_at(self.post, self.unit)

    def clean(self):
        super().clean()
        refuse_secrecy(self, "speaker", "post", "unit", "text")

    def save(self, *args, **kwargs):
        with transaction.atomic():
            self.minutes.assert_editable()
            super().save(*args, **kwargs)


class StatementDraft(models.Model):
    """The text of the second to save a statement: kept until its writer has chosen between the two.

    ``content`` holds speaker, post, unit and text. A statement is never deleted, so a kept text always has its own.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, verbose_name="biên bản", related_name="drafts")
    statement = models.ForeignKey(Statement, models.CASCADE, verbose_name="ý kiến phát biểu", related_name="drafts")
    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người viết", related_name="+")
    content = models.JSONField("nội dung đã gõ")
    at = models.DateTimeField("giữ lúc")

    class Meta:
        verbose_name = "bản nháp của ý kiến phát biểu"
        verbose_name_plural = "bản nháp của ý kiến phát biểu"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "officer"],
                name="statement_draft_once_an_officer",
                violation_error_message="Mỗi người chỉ giữ một bản nháp của một ý kiến.",
            )
        ]

    def __str__(self) -> str:
        return str(self.content.get("text", ""))[:80]
