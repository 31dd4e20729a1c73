"""What remains beside a draft that was signed, voided and thrown away: whose it was, and why it went."""

from __future__ import annotations

from django.db import models

from districts.append_only import AppendOnly
from districts.models import Officer
from meetings.models.meetings import Meeting
from meetings.models.papers import Paper


class DiscardedPaper(AppendOnly):
    """The paper itself names neither any more, so that both are free for another. ``follows``: the released paper of which
    it was to say what becomes."""

    paper = models.OneToOneField(Paper, models.RESTRICT, verbose_name="văn bản", related_name="discarded")
    meeting = models.ForeignKey(Meeting, models.RESTRICT, verbose_name="cuộc họp", related_name="+", null=True)
    follows = models.ForeignKey(Paper, models.RESTRICT, verbose_name="cho văn bản", related_name="+", null=True)
    reason = models.TextField("lý do")
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người bỏ", related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "văn bản đã bỏ"
        verbose_name_plural = "văn bản đã bỏ"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"Đã bỏ: {self.paper}"
