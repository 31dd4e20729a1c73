"""What the annex 'Tình hình thực hiện kết luận kỳ trước' of a meeting's notice will print, kept ready for the drafts."""

from __future__ import annotations

from django.db import models

from meetings.models.meetings import Meeting


class CarriedSummary(models.Model):
    """Written anew with each verdict on a task of an earlier meeting, until the notice leaves the draft.

    ``told``: the sentence above the table; ``rows``: lists of texts, one for each column of ``carried_annex.COLUMNS``.
    """

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, verbose_name="cuộc họp", related_name="carried_summary", editable=False
    )
    told = models.TextField("câu mở đầu", editable=False)
    rows = models.JSONField("các dòng", default=list, editable=False)
    written_at = models.DateTimeField("lập lúc", editable=False)

    class Meta:
        verbose_name = "tình hình thực hiện kết luận kỳ trước"
        verbose_name_plural = "tình hình thực hiện kết luận kỳ trước"

    def __str__(self) -> str:
        return f"{self.meeting}: {len(self.rows)} nhiệm vụ"
