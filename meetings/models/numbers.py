"""The register of numbers: one row for each sequence and year, raised under its lock."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from meetings.enums import NumberMode

FOUR_DIGITS = "Năm của dãy số từ 2000 đến 2999."


class NumberRegister(models.Model):
    """``sequence`` is 'TB' where each kind has its own, or 'VB' for all kinds together (Điều 15, Nghị định 30/2020/NĐ-CP)."""

    sequence = models.CharField("dãy số", max_length=20)
    year = models.PositiveSmallIntegerField(
        "năm", validators=[MinValueValidator(2000, FOUR_DIGITS), MaxValueValidator(2999, FOUR_DIGITS)]
    )
    mode = models.CharField("cách cấp số", max_length=10, choices=NumberMode.choices, default=NumberMode.MINTED)
    last_number = models.PositiveIntegerField("số đã cấp gần nhất", default=0, editable=False)
    last_day = models.DateField("ngày của số gần nhất", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "dãy số văn bản"
        verbose_name_plural = "dãy số văn bản"
        ordering = ["-year", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["sequence", "year"],
                name="register_once_a_year",
                violation_error_message="Dãy số của năm này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2999),
                name="register_year_2000_to_2999",
                violation_error_message=FOUR_DIGITS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}/{self.year}"
