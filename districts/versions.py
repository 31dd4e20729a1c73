"""Edited texts carry a version: who saves an older one is refused instead of overwriting."""

from django.db import models, transaction
from django.db.models import F

from districts.errors import EditConflict


class Versioned(models.Model):
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Raise EditConflict if the row was saved by someone else since this instance was read."""
        if self._state.adding:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            current = type(self)._base_manager.filter(pk=self.pk, version=self.version)
            if not current.update(version=F("version") + 1):
                stored = type(self)._base_manager.filter(pk=self.pk).first() or self
                raise EditConflict(
                    f"“{stored}” vừa được người khác sửa, nên lần lưu này chưa được ghi. "
                    "Hãy tải lại trang để xem nội dung mới rồi nhập lại phần của mình."
                )
            self.version += 1
            try:
                super().save(*args, **kwargs)
            except BaseException:
                self.version -= 1
                raise
