"""Days that are not like the other days of their week: public holidays and make-up working days."""

from django.db import models

from districts.enums import DayKind


class CalendarDay(models.Model):
    """An exception to Monday-to-Friday. Where a year has rows they alone say which days are off in it."""

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=10, choices=DayKind.choices)
    name = models.CharField("tên", max_length=150, blank=True)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.get_kind_display().lower()}"
