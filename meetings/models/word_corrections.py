"""A draft that came back corrected in Word, while its reader goes through the differences."""

from __future__ import annotations

from django.db import models

from districts.models import Officer
from districts.versions import Versioned
from meetings import access
from meetings.models.papers import Paper


class WordCorrectionQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> WordCorrectionQuerySet:
        """Those of the officer alone (see access.may_take_word)."""
        return self.filter(owner=officer) if access.may_enter_meetings(officer) else self.none()

    def half_done(self) -> WordCorrectionQuerySet:
        """The last one worked on first; without the long text."""
        return self.defer("paragraphs").order_by("-changed_at", "-pk")


class WordCorrection(Versioned):
    """``paragraphs`` are the document's as ``read_marked`` gives them; what differs is found anew whenever it is shown.

    ``left``: keys of the differences that are not wanted. ``basis``: stamp of the draft as its reader saw it last.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, verbose_name="dự thảo", related_name="word_corrections")
    owner = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người đưa lên", related_name="+")
    name = models.CharField("tệp", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    paragraphs = models.JSONField("các đoạn của tệp", default=list)
    left = models.JSONField("chỗ không nhận", default=list)
    taken = models.PositiveIntegerField("số chỗ đã nhận", default=0)
    basis = models.CharField("bản dự thảo đã so", max_length=64)
    created_at = models.DateTimeField("đưa lên lúc")
    changed_at = models.DateTimeField("xem lần cuối lúc")

    objects = WordCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản Word đang đối chiếu"
        verbose_name_plural = "bản Word đang đối chiếu"
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.name
