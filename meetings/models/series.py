"""Meetings that come again: how often, where, who hosts in turn, who is invited."""

from __future__ import annotations

from django.db import models

from districts.folding import Folded
from districts.models import Officer, Unit, UnitGroup
from districts.versions import Versioned
from meetings.enums import Frequency, MeetingForm, MeetingKind

PERIOD_MARK = "{kỳ}"


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> SeriesQuerySet:
        """The Sở's own staff: units and observers are told of meetings, not of how they are planned."""
        return self if officer.works_at_office else self.none()


class MeetingSeries(Versioned, Folded):
    """``title_pattern`` names a meeting of the series; ``PERIOD_MARK`` in it stands for the period in words."""

    folded_fields = ("name", "field")

    name = models.CharField("tên chuỗi cuộc họp", max_length=255, unique=True)
    frequency = models.CharField("chu kỳ", max_length=20, choices=Frequency.choices, default=Frequency.QUARTERLY)
    field = models.CharField("lĩnh vực", max_length=120, blank=True)
    kind = models.CharField(
        "loại cuộc họp", max_length=30, choices=MeetingKind.choices, default=MeetingKind.COORDINATION
    )
    title_pattern = models.CharField(
        "mẫu tên cuộc họp",
        max_length=400,
        blank=True,
        help_text=f"{PERIOD_MARK} là chỗ ghi kỳ họp. Ví dụ: Hội nghị giao ban khoa học và công nghệ {PERIOD_MARK}. "
        "Bỏ trống thì lấy tên chuỗi và kỳ.",
    )
    form = models.CharField("hình thức", max_length=20, choices=MeetingForm.choices, default=MeetingForm.IN_PERSON)
    place = models.CharField("địa điểm thường họp", max_length=255, blank=True)
    starts_at = models.TimeField("giờ bắt đầu thường lệ", null=True, blank=True)
    groups = models.ManyToManyField(UnitGroup, verbose_name="nhóm đơn vị được mời", blank=True, related_name="+")
    units = models.ManyToManyField(Unit, verbose_name="đơn vị được mời", blank=True, related_name="+")

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "chuỗi cuộc họp"
        verbose_name_plural = "chuỗi cuộc họp"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def title_of(self, period: str) -> str:
        """'Hội nghị giao ban quý I năm 2027': the pattern with the period, or the series' name and the period."""
        pattern = self.title_pattern or f"{self.name} {PERIOD_MARK}"
        return " ".join(pattern.replace(PERIOD_MARK, period).split())


class SeriesHost(models.Model):
    """A unit in the rotation of hosts; the next meeting goes to the one after the last host."""

    series = models.ForeignKey(MeetingSeries, models.CASCADE, verbose_name="chuỗi cuộc họp", related_name="rotation")
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", related_name="+")
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đơn vị đăng cai theo lượt"
        verbose_name_plural = "đơn vị đăng cai theo lượt"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "unit"],
                name="host_once_a_rotation",
                violation_error_message="Đơn vị này đã có trong danh sách đăng cai của chuỗi.",
            )
        ]

    def __str__(self) -> str:
        return str(self.unit)
