"""Which assignment stands behind each order of a letter of urging."""

from __future__ import annotations

from django.db import models

from directives.models.tasks import Assignment
from meetings.models import UrgedTask


class UrgedAssignment(models.Model):
    task = models.OneToOneField(
        UrgedTask, models.CASCADE, verbose_name="nhiệm vụ trong công văn đôn đốc", related_name="behind"
    )
    assignment = models.ForeignKey(
        Assignment, models.RESTRICT, verbose_name="nhiệm vụ của đơn vị", related_name="urgings"
    )

    class Meta:
        verbose_name = "nhiệm vụ được đôn đốc"
        verbose_name_plural = "nhiệm vụ được đôn đốc"

    def __str__(self) -> str:
        return str(self.task)
