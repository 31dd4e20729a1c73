"""What came of a release besides its replacement or recall, as rows beside it that are written once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from districts.append_only import AppendOnly
from districts.models import Officer, Unit
from meetings.models.releases import Recall, Release


class Amendment(AppendOnly):
    """``new`` amends some of what ``old`` says; the rest of it stands. Several may follow one another."""

    old = models.ForeignKey(Release, models.RESTRICT, verbose_name="văn bản được sửa đổi", related_name="amendments")
    new = models.OneToOneField(Release, models.RESTRICT, verbose_name="văn bản sửa đổi", related_name="amended")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần sửa đổi, bổ sung"
        verbose_name_plural = "các lần sửa đổi, bổ sung"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.new} sửa đổi {self.old}"


class Correction(AppendOnly):
    """A wrong form or procedure of ``release`` was put right by the letter (Điều 18, Nghị định 30/2020/NĐ-CP)."""

    release = models.ForeignKey(
        Release, models.RESTRICT, verbose_name="văn bản được đính chính", related_name="corrections"
    )
    by_release = models.OneToOneField(
        Release, models.RESTRICT, verbose_name="công văn đính chính", related_name="corrected"
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần đính chính"
        verbose_name_plural = "các lần đính chính"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.by_release} đính chính {self.release}"


class RecallConfirmation(AppendOnly):
    """A receiver of a recalled paper has sent its copy back or destroyed it (Điều 18, Nghị định 30/2020/NĐ-CP).

    ``answer`` and ``answered_on``: number and day of the unit's own paper where the Sở entered what came on paper.
    """

    recall = models.ForeignKey(Recall, models.RESTRICT, verbose_name="lần thu hồi", related_name="confirmations")
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", related_name="+")
    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người xác nhận", related_name="+")
    officer_name = models.CharField("họ tên người xác nhận", max_length=150)
    position = models.CharField("chức vụ", max_length=255, blank=True)
    answer = models.CharField("văn bản xác nhận", max_length=120, blank=True)
    answered_on = models.DateField("ngày văn bản xác nhận", null=True, blank=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "xác nhận thu hồi"
        verbose_name_plural = "các xác nhận thu hồi"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recall", "unit"],
                name="recall_confirmed_once_a_unit",
                violation_error_message="Đơn vị này đã xác nhận việc thu hồi.",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="dated_confirmation_names_its_paper",
                violation_error_message="Hãy ghi số, ký hiệu văn bản xác nhận của đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} xác nhận {self.recall}"
