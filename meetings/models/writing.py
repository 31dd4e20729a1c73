"""What the writing of an outline leaves behind: each act with what undoes it, and texts that could not be saved yet."""

from __future__ import annotations

from django.db import models
from django.utils.text import Truncator

from districts.models import Officer
from meetings.enums import OutlineVerb
from meetings.models.conclusions import Conclusion, Outline


class OutlineAct(models.Model):
    """One act of an officer on an outline: what it found and what it left, so that its officer can undo it.

    ``before`` and ``after`` hold 'order' (a list of [conclusion, level, label]) and, where a text or its orders changed,
    'item' (``ItemState`` as JSON, None where there was no such row). ``item`` is the conclusion's number, which may be
    gone. ``closed_at`` is set once the act was undone or can no longer be.
    """

    outline = models.ForeignKey(Outline, models.CASCADE, verbose_name="bản kết luận", related_name="acts")
    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người sửa", related_name="+")
    verb = models.CharField("việc", max_length=20, choices=OutlineVerb.choices)
    item = models.BigIntegerField("mã mục", null=True)
    at = models.DateTimeField("lúc")
    before = models.JSONField("trước đó", default=dict)
    after = models.JSONField("sau đó", default=dict)
    closed_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần sửa kết luận"
        verbose_name_plural = "lần sửa kết luận"
        ordering = ["id"]
        indexes = [models.Index(fields=["outline", "item"], name="outline_act_item")]

    def __str__(self) -> str:
        return self.get_verb_display()


class EditDraft(models.Model):
    """The text of the second to save an item: kept until its writer has chosen between the two.

    ``content`` is an ``ItemState`` as JSON; ``stamp`` is that of the item as the writer had read it.
    """

    outline = models.ForeignKey(Outline, models.CASCADE, verbose_name="bản kết luận", related_name="edit_drafts")
    conclusion = models.ForeignKey(
        Conclusion, models.SET_NULL, verbose_name="nội dung kết luận", null=True, related_name="edit_drafts"
    )
    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người viết", related_name="+")
    content = models.JSONField("nội dung đã gõ")
    stamp = models.CharField("bản đã đọc", max_length=500, blank=True)
    at = models.DateTimeField("giữ lúc")

    class Meta:
        verbose_name = "bản nháp chưa ghép"
        verbose_name_plural = "bản nháp chưa ghép"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conclusion", "officer"],
                name="edit_draft_once_an_item",
                violation_error_message="Mỗi người chỉ giữ một bản nháp của một mục.",
            )
        ]

    def __str__(self) -> str:
        return Truncator(str(self.content.get("text", ""))).chars(80)
