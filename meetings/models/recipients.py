"""Whom a paper is for: the lines under 'Nơi nhận'."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Q

from districts.errors import Frozen
from districts.models import Unit, UnitGroup
from meetings.enums import DeliveryMethod, PaperState
from meetings.models.conclusions import FROZEN
from meetings.models.edits import record_deletion, saving_on_record
from meetings.models.papers import Paper


class Recipient(models.Model):
    """A line under 'Nơi nhận', and whom it reaches: a unit, a group, everyone invited to the meeting, or words only."""

    paper = models.ForeignKey(Paper, models.CASCADE, verbose_name="văn bản", related_name="recipients")
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", null=True, blank=True, related_name="+")
    group = models.ForeignKey(
        UnitGroup, models.RESTRICT, verbose_name="nhóm đơn vị", null=True, blank=True, related_name="+"
    )
    everyone_invited = models.BooleanField("như thành phần dự họp", default=False)
    addressed = models.BooleanField(
        "ghi ở phần Kính gửi", default=False, help_text="Chỉ với công văn; phần Nơi nhận khi đó ghi “Như trên”."
    )
    words = models.CharField("ghi trên văn bản", max_length=255)
    purpose = models.CharField("để", max_length=60, blank=True, help_text="Ví dụ: để báo cáo, để thực hiện.")
    method = models.CharField("cách gửi", max_length=10, choices=DeliveryMethod.choices, default=DeliveryMethod.AXIS)
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "nơi nhận"
        verbose_name_plural = "nơi nhận"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="recipient_has_words",
                violation_error_message="Hãy ghi tên nơi nhận như sẽ in trên văn bản.",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True, group__isnull=True)
                | Q(unit__isnull=True, everyone_invited=False)
                | Q(group__isnull=True, everyone_invited=False),
                name="recipient_is_one_of_three",
                violation_error_message="Chỉ chọn một: đơn vị, nhóm đơn vị hoặc “như thành phần dự họp”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.purpose})" if self.purpose else self.words

    def save(self, *args, **kwargs):
        with transaction.atomic(), saving_on_record(self._open_for_edit(), self):
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            record_deletion(self._open_for_edit(), [self])
            return super().delete(*args, **kwargs)

    def _open_for_edit(self) -> list[Paper]:
        """Inside a transaction: the paper, which stays in its state until it ends, if the edit goes on its record."""
        held = Paper.objects.select_for_update(no_key=True).filter(pk=self.paper_id, state=PaperState.DRAFT).first()
        if held is None:
            raise Frozen(FROZEN)
        return [held] if held.is_relied_on else []
