"""A letter of urging (công văn đôn đốc): of which orders it speaks, with what was so of each on a stated day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from districts.models import Unit
from meetings.models.papers import Paper

MOST_REPLY_DAYS = 30


class UrgingLetter(models.Model):
    """What a letter of urging has besides its words. ``reply_days``: working days from the release on, to answer in."""

    paper = models.OneToOneField(Paper, models.CASCADE, verbose_name="công văn", related_name="urging")
    as_of = models.DateField("số liệu tính đến ngày")
    reply_days = models.PositiveSmallIntegerField("số ngày làm việc để báo cáo")

    class Meta:
        verbose_name = "công văn đôn đốc"
        verbose_name_plural = "công văn đôn đốc"
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_days__range=(1, MOST_REPLY_DAYS)),
                name="urging_reply_days_in_range",
                violation_error_message=f"Thời hạn báo cáo từ 1 đến {MOST_REPLY_DAYS} ngày làm việc.",
            )
        ]

    def __str__(self) -> str:
        return str(self.paper)


class UrgedTask(models.Model):
    """An order of the letter as it stood on the letter's day; what is printed of it, and nothing else.

    ``is_own``: its unit belongs to the Sở. ``times_urged``: how often the unit was reminded of it before this letter.
    """

    letter = models.ForeignKey(UrgingLetter, models.CASCADE, verbose_name="công văn", related_name="tasks")
    position = models.PositiveIntegerField("thứ tự")
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", related_name="+")
    unit_words = models.CharField("tên đơn vị", max_length=255)
    is_own = models.BooleanField("thuộc Sở")
    text = models.TextField("nhiệm vụ")
    source_words = models.CharField("theo văn bản", max_length=500)
    due_on = models.DateField("thời hạn")
    days_late = models.PositiveIntegerField("số ngày quá hạn")
    times_urged = models.PositiveIntegerField("số lần đã đôn đốc")
    last_urged_on = models.DateField("đôn đốc gần nhất ngày", null=True)

    class Meta:
        verbose_name = "nhiệm vụ trong công văn đôn đốc"
        verbose_name_plural = "nhiệm vụ trong công văn đôn đốc"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.unit_words}: {self.text[:80]}"
