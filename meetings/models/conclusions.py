"""The conclusions of a meeting: an outline of headings, paragraphs and items, and the orders in words beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from districts.errors import Frozen
from districts.folding import Folded
from districts.models import Unit, UnitGroup
from districts.versions import Versioned
from meetings.enums import ConclusionKind, DeadlineKind, Frequency, PaperState, PartyRole, Settlement
from meetings.models.days import sensible_day
from meetings.models.edits import named, record_deletion, record_edit, saving_on_record
from meetings.models.meetings import Meeting
from meetings.models.secrecy import refuse_secrecy

if TYPE_CHECKING:
    from meetings.models.papers import Paper

FROZEN = (
    "Kết luận này thuộc văn bản đã qua bước dự thảo nên không sửa được. "
    "Hãy rút về sửa khi chưa ai kiểm tra, hoặc đề nghị trả văn bản về dự thảo; nếu đã phát hành thì lập văn bản thay thế."
)
EARLIER_FROZEN = (
    "Kết luận này thuộc thông báo đã ban hành trước khi có cổng nên không sửa được. "
    "Nếu cần thay đổi thì kết luận lại ở cuộc họp sau."
)

MOST_DAYS = 3660  # ten years
COUNTED_DAYS = f"Số ngày kể từ ngày phát hành từ 1 đến {MOST_DAYS}."


class Outline(Versioned):
    """The conclusions of a meeting as one paper gives them. Edition 2 and later belong to papers that replace or amend it.

    An amending paper holds all of them as they will then stand; ``amended_from`` are those that held before.
    Its version is that of the order of its conclusions; each text has a version of its own.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name="cuộc họp", related_name="outlines")
    edition = models.PositiveIntegerField("lần", default=1)
    amended_from = models.ForeignKey(
        "self", models.RESTRICT, verbose_name="sửa đổi từ", null=True, editable=False, related_name="amended_by"
    )

    class Meta:
        verbose_name = "bản kết luận"
        verbose_name_plural = "bản kết luận"
        ordering = ["meeting", "edition"]
        constraints = [models.UniqueConstraint(fields=["meeting", "edition"], name="outline_edition_once")]

    def __str__(self) -> str:
        return f"Kết luận lần {self.edition}: {self.meeting}"

    @property
    def is_frozen(self) -> bool:
        return self.papers.exclude(state=PaperState.DRAFT).exists() or self.was_issued_earlier

    @property
    def was_issued_earlier(self) -> bool:
        """Whether the conclusions are those of a notice that was issued before the portal."""
        return Outline.objects.filter(pk=self.pk, earlier__isnull=False).exists()

    def hold(self) -> None:
        """Keep the conclusions as they are, and their paper in its state, until the transaction ends."""
        Outline.objects.select_for_update(no_key=True).get(pk=self.pk)

    def assert_editable(self) -> None:
        """Raise Frozen once a paper with these conclusions has left the draft, or was issued before the portal.

        Inside a transaction the answer holds until its end: no paper leaves the draft while an edit is on its way.
        """
        if transaction.get_connection().in_atomic_block:
            self.hold()
        self.refuse_earlier()
        if self.is_frozen:
            raise Frozen(FROZEN)

    def refuse_earlier(self) -> None:
        """Raise Frozen where the conclusions were issued before the portal."""
        if self.was_issued_earlier:
            raise Frozen(EARLIER_FROZEN)

    def open_for_edit(self) -> list[Paper]:
        """For an edit, inside its transaction: hold the outline; the papers on whose record the edit goes, locked.

        Raises Frozen once one of them has left the draft.
        """
        self.hold()
        self.refuse_earlier()
        papers = list(self.papers.select_for_update(no_key=True))
        if any(paper.state != PaperState.DRAFT for paper in papers):
            raise Frozen(FROZEN)
        return [paper for paper in papers if paper.is_relied_on]

    def unsettled(self) -> models.QuerySet[Conclusion]:
        """Items that end neither in an order nor in a mark: they block signing."""
        orders = Order.objects.filter(conclusion=OuterRef("pk"))
        return self.conclusions.filter(~Exists(orders), kind=ConclusionKind.ITEM, settlement=Settlement.NONE)


class OutlinePart(Versioned):
    """A row that may be edited only while its outline is: ``outline_of`` names the way there."""

    class Meta:
        abstract = True

    def outline_of(self) -> Outline:
        raise NotImplementedError

    def parts(self) -> Iterable[models.Model]:
        """The rows that a deletion takes along."""
        return ()

    def save(self, *args, **kwargs):
        with transaction.atomic(), saving_on_record(self.outline_of().open_for_edit(), self):
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            papers = self.outline_of().open_for_edit()
            record_deletion(papers, [self, *self.parts()])
            return super().delete(*args, **kwargs)


class Conclusion(OutlinePart, Folded):
    folded_fields = ("text",)

    outline = models.ForeignKey(Outline, models.CASCADE, verbose_name="bản kết luận", related_name="conclusions")
    parent = models.ForeignKey(
        "self", models.SET_NULL, verbose_name="thuộc mục", null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField("thứ tự", default=0)
    level = models.PositiveSmallIntegerField("cấp", default=1)
    label = models.CharField("số, ký hiệu mục", max_length=20, blank=True, help_text="Ví dụ: 1., a), -.")
    kind = models.CharField("loại", max_length=20, choices=ConclusionKind.choices, default=ConclusionKind.ITEM)
    text = models.TextField("nội dung")
    settlement = models.CharField(
        "không giao nhiệm vụ", max_length=20, choices=Settlement.choices, default=Settlement.NONE, blank=True
    )
    source_lines = models.JSONField("dòng trong tài liệu gốc", default=list, blank=True, editable=False)
    entry_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="copies"
    )

    class Meta:
        verbose_name = "nội dung kết luận"
        verbose_name_plural = "nội dung kết luận"
        ordering = ["outline", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="conclusion_has_text",
                violation_error_message="Nội dung kết luận không được để trống.",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=9),
                name="conclusion_level_1_to_9",
                violation_error_message="Cấp của nội dung kết luận từ 1 đến 9.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:80]}".strip()

    def save(self, *args, **kwargs):
        """An order in the very words of its conclusion follows them when they are corrected."""
        with transaction.atomic():
            before = Conclusion.objects.filter(pk=self.pk).values_list("text", flat=True).first() if self.pk else None
            super().save(*args, **kwargs)
            if before not in (None, self.text):
                for order in self.orders.filter(text=before):
                    order.text = self.text
                    order.save()

    def clean(self):
        super().clean()
        refuse_secrecy(self, "text")

    @property
    def is_unsettled(self) -> bool:
        """As ``Outline.unsettled`` finds them, of a conclusion whose orders are read."""
        return self.kind == ConclusionKind.ITEM and self.settlement == Settlement.NONE and not self.orders.all()

    def outline_of(self) -> Outline:
        return self.outline

    def parts(self) -> Iterable[models.Model]:
        for order in self.orders.all():
            yield order
            yield from order.parts()


class ExceptionsField(models.ManyToManyField):
    """Set by forms through ``Order.except_units``."""

    def save_form_data(self, instance, data):
        instance.except_units(data)

    def deconstruct(self):
        """No migration is to know of it: the columns are those of any other."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ManyToManyField", args, kwargs


class Order(OutlinePart, Folded):
    """What a conclusion asks for, in words: becomes a directive when the notice is released.

    ``relative_days`` count from the release day, working days where ``working_days`` says so; ``due_day`` is the day of
    each period on which a recurring order falls due (its last day where it is empty).
    """

    folded_fields = ("text", "product")

    conclusion = models.ForeignKey(Conclusion, models.CASCADE, verbose_name="nội dung kết luận", related_name="orders")
    position = models.PositiveIntegerField("thứ tự", default=0)
    text = models.TextField("nhiệm vụ")
    product = models.CharField("sản phẩm", max_length=255, blank=True)
    deadline_words = models.CharField("thời hạn (theo văn bản)", max_length=255, blank=True)
    deadline_kind = models.CharField(
        "loại thời hạn", max_length=20, choices=DeadlineKind.choices, default=DeadlineKind.NONE, blank=True
    )
    due_on = models.DateField("hạn hoàn thành", null=True, blank=True, validators=[sensible_day])
    relative_days = models.PositiveSmallIntegerField(
        "số ngày kể từ ngày phát hành",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, COUNTED_DAYS), MaxValueValidator(MOST_DAYS, COUNTED_DAYS)],
    )
    working_days = models.BooleanField("tính theo ngày làm việc", default=False)
    recurrence = models.CharField("định kỳ", max_length=20, choices=Frequency.choices, blank=True)
    due_day = models.PositiveSmallIntegerField("ngày đến hạn trong kỳ", null=True, blank=True)
    starred = models.BooleanField("trọng tâm", default=False)
    excluded = ExceptionsField(Unit, verbose_name="trừ các đơn vị", blank=True, related_name="+")
    confidence = models.FloatField("độ chắc của bản đọc", null=True, blank=True, editable=False)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="copies"
    )

    class Meta:
        verbose_name = "nhiệm vụ trong kết luận"
        verbose_name_plural = "nhiệm vụ trong kết luận"
        ordering = ["conclusion", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(deadline_kind=DeadlineKind.RELATIVE)
                | Q(relative_days__isnull=False, relative_days__gte=1),
                name="relative_deadline_counts_days",
                violation_error_message="Thời hạn theo số ngày cần ghi số ngày, không ghi ngày cụ thể.",
            ),
            models.CheckConstraint(
                condition=Q(relative_days__isnull=True) | Q(relative_days__gte=1, relative_days__lte=MOST_DAYS),
                name="relative_days_within_ten_years",
                violation_error_message=COUNTED_DAYS,
            ),
            models.CheckConstraint(
                condition=~Q(deadline_kind=DeadlineKind.RECURRING) | ~Q(recurrence=""),
                name="recurring_deadline_has_a_period",
                violation_error_message="Nhiệm vụ định kỳ cần chọn chu kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(due_day__isnull=True) | Q(due_day__gte=1, due_day__lte=31),
                name="order_due_day_1_to_31",
                violation_error_message="Ngày đến hạn trong kỳ từ 1 đến 31.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def clean(self):
        super().clean()
        refuse_secrecy(self, "text", "product", "deadline_words")

    def outline_of(self) -> Outline:
        return self.conclusion.outline

    def parts(self) -> Iterable[models.Model]:
        return self.parties.all()

    def except_units(self, units: Iterable[Unit]) -> None:
        """Make these the units that the order is not for. Raises Frozen once the paper has left the draft."""
        with transaction.atomic():
            papers = self.outline_of().open_for_edit()
            before = list(self.excluded.order_by("sort_name"))
            self.excluded.set(units)
            after = list(self.excluded.order_by("sort_name"))
            if papers and before != after:
                told = [", ".join(map(str, units)) for units in (before, after)]
                record_edit(papers, f"Sửa {named(self)}: trừ các đơn vị “{told[0]}” → “{told[1]}”")

    @property
    def has_deadline(self) -> bool:
        return bool(self.due_on or self.relative_days or self.recurrence)


class OrderParty(models.Model):
    """Who carries the order out or helps: a unit, a group, or words not yet matched. ``words`` are as written."""

    order = models.ForeignKey(Order, models.CASCADE, verbose_name="nhiệm vụ", related_name="parties")
    role = models.CharField("vai trò", max_length=20, choices=PartyRole.choices, default=PartyRole.LEAD)
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", null=True, blank=True, related_name="+")
    group = models.ForeignKey(
        UnitGroup, models.RESTRICT, verbose_name="nhóm đơn vị", null=True, blank=True, related_name="+"
    )
    words = models.CharField("tên theo văn bản", max_length=500, blank=True)
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đơn vị thực hiện"
        verbose_name_plural = "đơn vị thực hiện"
        ordering = ["order", "-role", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(group__isnull=True),
                name="party_is_a_unit_or_a_group",
                violation_error_message="Chỉ chọn một: đơn vị hoặc nhóm đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(group__isnull=False) | ~Q(words=""),
                name="party_is_named",
                violation_error_message="Hãy chọn đơn vị, nhóm đơn vị hoặc ghi tên theo văn bản.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit or self.group or self.words)

    def save(self, *args, **kwargs):
        with transaction.atomic(), saving_on_record(self.order.outline_of().open_for_edit(), self):
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            record_deletion(self.order.outline_of().open_for_edit(), [self])
            return super().delete(*args, **kwargs)

    @property
    def is_matched(self) -> bool:
        return bool(self.unit_id or self.group_id)

    def exists_on(self, day: date) -> bool:
        return self.unit is None or self.unit.exists_on(day)
