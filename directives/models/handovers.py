"""What a person handed over to colleagues: written once, as the list said it on that day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from directives import access
from directives.enums import WorkKind
from districts.append_only import AppendOnly
from districts.models import Officer, Unit


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> HandoverQuerySet:
        """Administrators: all. Others: what they left or entered, and where an item is theirs to see."""
        if access.may_hand_over_for_all(officer):
            return self
        seen = HandoverItem.objects.filter(_seen_by(officer)).values("handover")
        return self.filter(Q(leaver=officer) | Q(by=officer) | Q(pk__in=seen))


class Handover(AppendOnly):
    """One act of handing over. ``words``: why, or by which paper; the posts are those of that day."""

    leaver = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người bàn giao", related_name="handovers")
    leaver_post = models.CharField("chức vụ của người bàn giao", max_length=255, blank=True)
    words = models.CharField("lý do, văn bản", max_length=255, blank=True)
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người ghi", related_name="+")
    by_post = models.CharField("chức vụ của người ghi", max_length=255, blank=True)
    at = models.DateTimeField("lúc")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "lần bàn giao công việc"
        verbose_name_plural = "các lần bàn giao công việc"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.leaver}, {self.at:%d/%m/%Y}"


class HandoverItemQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> HandoverItemQuerySet:
        """Administrators, the leaver and who entered it: all of it. Others: what they took, and what is of a unit they head."""
        if access.may_hand_over_for_all(officer):
            return self
        return self.filter(Q(handover__leaver=officer) | Q(handover__by=officer) | _seen_by(officer))


def _seen_by(officer: Officer) -> Q:
    headed = access.headed_units(officer)
    return Q(to=officer) | Q(unit__in=headed) | Q(unit__parent__in=headed)


class HandoverItem(AppendOnly):
    """One piece of work, as it stood. ``unit``: the unit whose colleague takes it."""

    handover = models.ForeignKey(Handover, models.RESTRICT, verbose_name="lần bàn giao", related_name="items")
    number = models.PositiveIntegerField("số thứ tự")
    kind = models.CharField("loại việc", max_length=20, choices=WorkKind.choices)
    object_id = models.BigIntegerField("mã đối tượng")
    title = models.TextField("việc")
    standing = models.CharField("tình trạng khi bàn giao", max_length=255, blank=True)
    unit = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị", null=True, blank=True, related_name="handed_over_work"
    )
    to = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người nhận", related_name="taken_over_work")
    to_post = models.CharField("chức vụ của người nhận", max_length=255, blank=True)

    objects = HandoverItemQuerySet.as_manager()

    class Meta:
        verbose_name = "việc đã bàn giao"
        verbose_name_plural = "các việc đã bàn giao"
        ordering = ["handover", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "number"],
                name="handover_item_number_once",
                violation_error_message="Số thứ tự này đã có trong danh sách bàn giao.",
            )
        ]

    def __str__(self) -> str:
        return self.title[:80]
