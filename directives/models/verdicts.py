"""What a later meeting concluded of a task, and what that did once its notice was released. Rows are written once."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from directives.enums import VerdictKind
from directives.models.tasks import Directive
from districts.append_only import AppendOnly
from districts.models import Officer
from meetings.models import Meeting, Release
from meetings.models.days import sensible_day


class MeetingVerdictQuerySet(models.QuerySet):
    def standing(self) -> MeetingVerdictQuerySet:
        """Of each task at each meeting the last one: a correction takes the earlier one's place, and both are kept."""
        later = MeetingVerdict.objects.filter(
            meeting=OuterRef("meeting"), directive=OuterRef("directive"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))


class MeetingVerdict(AppendOnly):
    """The ``number``-th verdict on a task of an earlier meeting, or of a superior, at a meeting.

    ``due_on``: the new day of NEW_DATE. ``item``: the number of the meeting's conclusion that takes the task's place; its row
    may be deleted and brought back under the same number, as in ``OutlineAct``. ``paper``: the superior's, number and day.
    """

    meeting = models.ForeignKey(Meeting, models.RESTRICT, verbose_name="cuộc họp", related_name="verdicts")
    directive = models.ForeignKey(Directive, models.RESTRICT, verbose_name="nhiệm vụ", related_name="verdicts")
    number = models.PositiveSmallIntegerField("lần ghi")
    kind = models.CharField("kết luận", max_length=20, choices=VerdictKind.choices)
    due_on = models.DateField("hạn mới", null=True, blank=True, validators=[sensible_day])
    item = models.BigIntegerField("mục kết luận thay thế", null=True, blank=True)
    paper = models.CharField("số, ngày văn bản của cấp trên", max_length=255, blank=True)
    words = models.TextField("ý kiến của chủ trì", blank=True)
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người ghi", related_name="+")
    at = models.DateTimeField("lúc")

    objects = MeetingVerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận về nhiệm vụ kỳ trước"
        verbose_name_plural = "kết luận về nhiệm vụ kỳ trước"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "directive", "number"],
                name="verdict_number_once",
                violation_error_message="Người khác vừa ghi kết luận cho nhiệm vụ này.",
            ),
            models.CheckConstraint(
                condition=Q(kind=VerdictKind.NEW_DATE, due_on__isnull=False)
                | ~Q(kind=VerdictKind.NEW_DATE) & Q(due_on=None),
                name="verdict_of_a_new_date_has_it",
                violation_error_message="Kết luận đổi hạn phải ghi hạn mới.",
            ),
            models.CheckConstraint(
                condition=Q(kind=VerdictKind.REPLACED, item__isnull=False)
                | ~Q(kind=VerdictKind.REPLACED) & Q(item=None),
                name="verdict_of_replacing_names_an_item",
                violation_error_message="Kết luận thay thế phải nêu mục kết luận mới.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} đến {self.due_on:%d/%m/%Y}" if self.due_on else self.get_kind_display()

    def says(self, other: MeetingVerdict) -> bool:
        """Whether the other says the same."""
        return all(getattr(self, name) == getattr(other, name) for name in ("kind", "due_on", "item", "paper", "words"))


class VerdictEffect(AppendOnly):
    """The release that made a verdict official. ``told``: what it did, in words, unit by unit or by their number."""

    verdict = models.OneToOneField(
        MeetingVerdict, models.RESTRICT, verbose_name="kết luận về nhiệm vụ kỳ trước", related_name="effect"
    )
    release = models.ForeignKey(
        Release, models.RESTRICT, verbose_name="văn bản phát hành", related_name="verdict_effects"
    )
    told = models.TextField("việc đã thực hiện")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "hiệu lực của kết luận về nhiệm vụ kỳ trước"
        verbose_name_plural = "hiệu lực của kết luận về nhiệm vụ kỳ trước"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.verdict}, theo {self.release}"
