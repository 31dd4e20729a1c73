"""Acts that the domain refused: kept apart, written after the refused transaction was rolled back."""

from django.conf import settings
from django.db import models

from districts.append_only import AppendOnly


class RefusedAttempt(AppendOnly):
    object_kind = models.CharField("loại đối tượng", max_length=40)
    object_id = models.BigIntegerField("mã đối tượng", null=True)
    verb = models.CharField("việc", max_length=40)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, verbose_name="người thực hiện", null=True, related_name="+"
    )
    reason = models.TextField("lý do từ chối")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần thao tác bị từ chối"
        verbose_name_plural = "các lần thao tác bị từ chối"
        ordering = ["-at"]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="refused_object")]

    def __str__(self) -> str:
        return f"{self.verb}: {self.reason}"
