"""Units, groups of units, and who follows whom when units are merged or renamed."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from districts.enums import OWN_KINDS, UnitKind
from districts.folding import Folded
from districts.name_order import NameOrderField


class UnitQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> UnitQuerySet:
        """Units that exist on the day: from ``valid_from`` to ``valid_to``, both included."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


class Unit(Folded):
    """A body that comes to meetings or carries out orders, for as long as it exists under this name."""

    folded_fields = ("code", "name", "short_name", "aliases")
    computed_fields = ("folded", "sort_name")

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên đầy đủ", max_length=255, help_text="Viết theo tên cơ quan, ví dụ: UBND xã Long Hồ.")
    sort_name = NameOrderField(editable=False, default="", blank=True)
    short_name = models.CharField("tên gọi tắt", max_length=120, blank=True)
    aliases = models.TextField("tên khác", blank=True, help_text="Mỗi dòng một tên, như thường gặp trong văn bản.")
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self", models.RESTRICT, verbose_name="trực thuộc", null=True, blank=True, related_name="children"
    )
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=40, blank=True)
    axis_id = models.CharField("mã định danh trên trục liên thông", max_length=60, blank=True)
    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["kind", "sort_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
                violation_error_message="Ngày hết hiệu lực phải bằng hoặc sau ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="unit_is_not_its_own_parent",
                violation_error_message="Đơn vị không thể trực thuộc chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a parent that belongs to this very unit."""
        above, seen = self.parent, set()
        while above is not None and above.pk not in seen:
            if self.pk and above.pk == self.pk:
                raise ValidationError(
                    {"parent": "Đơn vị cấp trên đang trực thuộc chính đơn vị này. Hãy chọn đơn vị khác."}
                )
            seen.add(above.pk)
            above = above.parent

    @property
    def is_own(self) -> bool:
        """A division, branch or centre of the Sở: the Sở gives it orders (giao); others it asks (đề nghị)."""
        return self.kind in OWN_KINDS

    def alias_list(self) -> list[str]:
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class UnitGroup(Folded):
    """Units meant together ('các huyện, thị xã, thành phố'): by kind, or by a list, or both."""

    folded_fields = ("name", "aliases")
    computed_fields = ("folded", "sort_name")

    name = models.CharField("tên nhóm", max_length=255, unique=True)
    sort_name = NameOrderField(editable=False, default="", blank=True)
    aliases = models.TextField("tên khác", blank=True, help_text="Mỗi dòng một tên, như thường gặp trong văn bản.")
    kinds = models.JSONField(
        "theo loại đơn vị", default=list, blank=True, help_text="Mọi đơn vị thuộc các loại này vào ngày tính."
    )
    members = models.ManyToManyField(Unit, verbose_name="theo danh sách", blank=True, related_name="groups")

    class Meta:
        verbose_name = "nhóm đơn vị"
        verbose_name_plural = "nhóm đơn vị"
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        unknown = [kind for kind in self.kinds if kind not in UnitKind.values]
        if unknown:
            raise ValidationError({"kinds": f"Không có loại đơn vị: {', '.join(map(str, unknown))}."})

    def alias_list(self) -> list[str]:
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    @property
    def is_own(self) -> bool:
        """Made of the Sở's own kinds of unit alone, so that the Sở gives it orders."""
        return bool(self.kinds) and OWN_KINDS.issuperset(self.kinds)

    def units_on(self, day: date) -> UnitQuerySet:
        """The units of the group that exist on the day."""
        listed = Q(pk__in=self.members.values("pk"))
        return Unit.objects.filter(Q(kind__in=self.kinds) | listed).valid_on(day)


class Succession(models.Model):
    """From ``day`` on, ``successor`` carries on the work of ``predecessor`` (merger, split, renaming)."""

    predecessor = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị cũ", related_name="successions")
    successor = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị kế thừa", related_name="inheritances")
    day = models.DateField("từ ngày")
    decision = models.CharField("theo văn bản", max_length=255, blank=True)

    class Meta:
        verbose_name = "kế thừa đơn vị"
        verbose_name_plural = "kế thừa đơn vị"
        ordering = ["day", "predecessor"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message="Quan hệ kế thừa giữa hai đơn vị này đã có.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_to_another",
                violation_error_message="Đơn vị kế thừa phải khác đơn vị cũ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    def clean(self) -> None:
        """Refuse a successor that was itself succeeded by the predecessor."""
        if not self.predecessor_id or not self.successor_id:
            return
        waiting, seen = [self.successor_id], set()
        while waiting:
            reached = waiting.pop()
            if reached == self.predecessor_id:
                raise ValidationError(
                    {"successor": "Đơn vị kế thừa lại do chính đơn vị cũ kế thừa. Hãy chọn đơn vị khác."}
                )
            if reached not in seen:
                seen.add(reached)
                steps = Succession.objects.filter(predecessor_id=reached).exclude(pk=self.pk)
                waiting.extend(steps.values_list("successor_id", flat=True))
