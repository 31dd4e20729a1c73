"""What was reminded of, whom and how: rows that are written once. A digest is the one mail of a person's day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from directives.enums import NudgeWay, ReminderReason
from directives.models.tasks import Assignment
from districts.append_only import AppendOnly
from districts.models import Officer
from meetings.models import Release


class ReminderRun(AppendOnly):
    """A day whose reminders are all written. The next run catches up the days since."""

    day = models.DateField("ngày", unique=True)
    people = models.PositiveIntegerField("số người được nhắc")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần nhắc việc"
        verbose_name_plural = "lần nhắc việc"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"Ngày {self.day:%d/%m/%Y}"


class Digest(AppendOnly):
    """All that one person is reminded of on a day, at most once. ``mailed_to`` is '' where no address is known."""

    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người được nhắc", related_name="digests")
    day = models.DateField("ngày")
    subject = models.CharField("tiêu đề", max_length=255)
    text = models.TextField("nội dung")
    mailed_to = models.EmailField("thư điện tử", blank=True)
    message_id = models.CharField("mã thư", max_length=255, unique=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "thư nhắc việc trong ngày"
        verbose_name_plural = "thư nhắc việc trong ngày"
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "day"],
                name="digest_once_a_day",
                violation_error_message="Người này đã được nhắc trong ngày.",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Nudge(AppendOnly):
    """A unit was reminded of its assignment, or somebody above it told: by the portal in a digest, by a person, by a letter.

    ``whom``: the officer told, None where only ``whom_words`` say it; these also name whom a deputy was told it in the place
    of. ``words``: what was told; ``release``: the letter.
    """

    assignment = models.ForeignKey(
        Assignment, models.RESTRICT, verbose_name="nhiệm vụ của đơn vị", related_name="nudges"
    )
    way = models.CharField("cách nhắc", max_length=20, choices=NudgeWay.choices)
    reason = models.CharField("nhắc vì", max_length=20, choices=ReminderReason.choices, blank=True)
    words = models.TextField("nội dung nhắc", blank=True)
    whom = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người được nhắc", null=True, blank=True, related_name="+"
    )
    whom_words = models.CharField("người nhận lời nhắc", max_length=255, blank=True)
    digest = models.ForeignKey(
        Digest, models.RESTRICT, verbose_name="trong thư nhắc việc", null=True, blank=True, related_name="nudges"
    )
    release = models.ForeignKey(
        Release, models.RESTRICT, verbose_name="công văn đôn đốc", null=True, blank=True, related_name="nudges"
    )
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người nhắc", null=True, blank=True, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần nhắc nhiệm vụ"
        verbose_name_plural = "lần nhắc nhiệm vụ"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=[NudgeWay.MAIL, NudgeWay.PORTAL], digest__isnull=False, by=None, release=None)
                | Q(way__in=[NudgeWay.CHAT, NudgeWay.PHONE], digest=None, by__isnull=False, release=None)
                | Q(way=NudgeWay.LETTER, digest=None, by__isnull=False, release__isnull=False),
                name="nudge_is_the_portal_s_or_a_person_s",
                violation_error_message="Nhắc qua tin nhắn, điện thoại phải ghi người nhắc; bằng công văn phải ghi công văn.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}, {self.at:%d/%m/%Y}"


class BellMark(models.Model):
    """Up to where a person has seen what the portal told: keys of the newest reminder and of the newest answer seen."""

    officer = models.OneToOneField(
        Officer, models.RESTRICT, verbose_name="người xem", related_name="bell_mark", primary_key=True
    )
    nudge = models.BigIntegerField("đã xem đến lần nhắc", default=0)
    event = models.BigIntegerField("đã xem đến ý kiến", default=0)

    class Meta:
        verbose_name = "dấu đã xem nhắc việc"
        verbose_name_plural = "dấu đã xem nhắc việc"

    def __str__(self) -> str:
        return f"{self.officer}: {self.nudge}, {self.event}"
