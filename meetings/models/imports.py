"""A document that was read and is being checked by the person who will make a meeting of it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from districts.models import Officer
from districts.versions import Versioned
from meetings import access
from meetings.models.meetings import Meeting


class ImportReviewQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> ImportReviewQuerySet:
        """Those of the officer alone (see access.may_review_import)."""
        return self.filter(owner=officer) if access.may_enter_meetings(officer) else self.none()

    def half_done(self) -> ImportReviewQuerySet:
        """Not yet a meeting, the one worked on last first; without the long texts."""
        return self.filter(meeting=None).defer("lines", "content").order_by("-changed_at", "-pk")


class ImportReview(Versioned):
    """``lines`` are the document's, from 1; ``content`` is a ``Review`` as JSON (meetings/review/state.py).

    ``target`` is a meeting that was planned here and is to receive what was read, None for a new one; ``meeting`` is set
    once it is saved. ``checked`` of ``pieces`` were looked at; ``open_points`` are left that have to be. ``token`` makes one meeting of it.
    """

    owner = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người đọc", related_name="import_reviews")
    name = models.CharField("tài liệu", max_length=255)
    lines = models.JSONField("các dòng của tài liệu", default=list)
    content = models.JSONField("bản đọc")
    checked = models.PositiveIntegerField("số mục đã kiểm tra", default=0)
    pieces = models.PositiveIntegerField("số mục", default=0)
    open_points = models.PositiveIntegerField("số chỗ phải xem", default=0)
    token = models.UUIDField("mã một lần lưu", default=uuid4, unique=True, editable=False)
    target = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name="cuộc họp nhận kết luận", null=True, blank=True, related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name="cuộc họp đã lưu", null=True, blank=True, related_name="import_reviews"
    )
    created_at = models.DateTimeField("đọc lúc")
    changed_at = models.DateTimeField("sửa lần cuối lúc")

    objects = ImportReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đọc tài liệu đang kiểm tra"
        verbose_name_plural = "bản đọc tài liệu đang kiểm tra"
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.name
