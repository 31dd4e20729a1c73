"""Who must do what by when: a directive for each released order, and an assignment for each unit that carries it out."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q

from directives.enums import COORDINATING_STATES, LEAD_STATES, OPEN_STATES, PAUSABLE_STATES, AssignmentState, Basis
from directives.rulings.models import RulingItem
from directives.sources import Source, of_earlier, of_release, of_ruling
from districts.events import Chained, Event
from districts.folding import Folded
from districts.models import Officer, Unit
from meetings.enums import DeadlineKind, Frequency, PartyRole
from meetings.models import EarlierPaper, Order, OrderParty, Release
from meetings.standing import joined_standing, with_standing

SOURCE_PATHS = ("release__paper", "earlier__holding", "ruling_item__ruling")
"""What names the paper of a directive."""


class DirectiveQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> DirectiveQuerySet:
        """Staff of the Sở and observers: all. A unit: those with an assignment of its own."""
        if officer.works_at_office or officer.has_role("observer"):
            return self
        return self.filter(pk__in=Assignment.objects.visible_to(officer).values("directive"))

    def with_source(self) -> DirectiveQuerySet:
        """With what ``Directive.source`` tells of."""
        return with_standing(self.select_related(*SOURCE_PATHS))

    def with_leads(self) -> DirectiveQuerySet:
        """With the parties of each order, for ``Directive.lead_words``."""
        named = OrderParty.objects.select_related("unit", "group")
        return self.select_related("order", "ruling_item").prefetch_related(Prefetch("order__parties", named))


class Directive(Folded, Chained):
    """A task as issued. Its text and deadline never change: a replacing notice makes a new directive."""

    folded_fields = ("text", "product")

    order = models.OneToOneField(
        Order,
        models.RESTRICT,
        verbose_name="nhiệm vụ trong kết luận",
        null=True,
        blank=True,
        related_name="directive",
    )
    ruling_item = models.OneToOneField(
        RulingItem,
        models.RESTRICT,
        verbose_name="nội dung của văn bản cấp trên",
        null=True,
        blank=True,
        related_name="directive",
    )
    release = models.ForeignKey(
        Release, models.RESTRICT, verbose_name="ban hành tại", null=True, blank=True, related_name="directives"
    )
    earlier = models.ForeignKey(
        EarlierPaper, models.RESTRICT, verbose_name="thông báo cũ", null=True, blank=True, related_name="directives"
    )
    text = models.TextField("nhiệm vụ")
    product = models.CharField("sản phẩm", max_length=255, blank=True)
    source_label = models.CharField("mục trong văn bản", max_length=120, blank=True)
    leader_words = models.CharField("người kết luận", max_length=255, blank=True)
    following_unit = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị theo dõi", null=True, blank=True, related_name="followed_directives"
    )
    following_clerk = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="chuyên viên theo dõi", null=True, blank=True, related_name="+"
    )
    deadline_words = models.CharField("thời hạn theo văn bản", max_length=255, blank=True)
    deadline_kind = models.CharField("loại thời hạn", max_length=20, choices=DeadlineKind.choices, blank=True)
    due_on = models.DateField("hạn khi ban hành", null=True, blank=True)
    recurrence = models.CharField("định kỳ", max_length=20, choices=Frequency.choices, blank=True)
    recurs_until = models.DateField("định kỳ đến hết ngày", null=True, blank=True)
    starred = models.BooleanField("trọng tâm", default=False)
    unmatched = models.JSONField("đơn vị chưa có trong danh mục", default=list, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.RESTRICT, verbose_name="được thay bằng", null=True, blank=True, related_name="supersedes"
    )

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ được giao"
        verbose_name_plural = "nhiệm vụ được giao"
        ordering = ["release", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(order__isnull=False, ruling_item=None, release__isnull=False, earlier=None)
                | Q(order__isnull=False, ruling_item=None, release=None, earlier__isnull=False)
                | Q(order=None, ruling_item__isnull=False, release=None, earlier=None),
                name="directive_has_one_source",
                violation_error_message="Nhiệm vụ phải theo đúng một văn bản.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def source(self) -> Source:
        """The paper that set it off; read with ``with_source`` it costs no query."""
        if self.release:
            return of_release(self.release)
        if self.earlier:
            return of_earlier(self.earlier)
        if self.ruling_item:
            return of_ruling(self.ruling_item.ruling)
        raise ValueError(self.pk)

    @property
    def lead_words(self) -> str:
        """Who leads, as the order names them: 'UBND các xã, phường', 'Phòng A, Phòng B'; '' where nobody is named."""
        if self.ruling_item:
            return self.ruling_item.lead_words
        parties = self.order.parties.all() if self.order else ()
        return ", ".join(str(party) for party in parties if party.role == PartyRole.LEAD)


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> AssignmentQuerySet:
        """Staff of the Sở and observers: all. A unit: its own and those passed on to it, never another's."""
        if officer.works_at_office or officer.has_role("observer"):
            return self
        return self.of_units(officer.unit_ids)

    def readable_by(self, officer: Officer) -> AssignmentQuerySet:
        """``visible_to``, and what the officer's units took over as successors: to be read, not listed among their own."""
        if officer.works_at_office or officer.has_role("observer"):
            return self
        units = officer.unit_ids
        inherited = Q(by_succession=True, succeeded_by__unit__in=units)
        return self.filter(Q(unit__in=units) | Q(handling_unit__in=units) | inherited)

    def of_units(self, unit_ids: set[int] | models.QuerySet) -> AssignmentQuerySet:
        """Those of the units, and those that the units' heads passed on to one of them."""
        return self.filter(Q(unit__in=unit_ids) | Q(handling_unit__in=unit_ids))

    def leading(self) -> AssignmentQuerySet:
        return self.filter(role=PartyRole.LEAD)

    def open(self) -> AssignmentQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def with_source(self) -> AssignmentQuerySet:
        """With what a list row shows: the directive, the paper that set it off, what became of that, and the unit."""
        return with_standing(self._named(), "directive__release__")

    def with_source_joined(self) -> AssignmentQuerySet:
        """``with_source`` where the releases are handed to ``standing.read_later``."""
        return joined_standing(self._named(), "directive__release__")

    def _named(self) -> AssignmentQuerySet:
        return self.select_related(*(f"directive__{path}" for path in SOURCE_PATHS), "unit")

    def with_leads(self) -> AssignmentQuerySet:
        """With the parties of each order, for ``Directive.lead_words``."""
        return self.select_related("directive__order", "directive__ruling_item").prefetch_related(_parties())


def _parties() -> Prefetch:
    return Prefetch("directive__order__parties", OrderParty.objects.select_related("unit", "group"))


def with_leads_of(assignments: list[Assignment]) -> None:
    """Read at once whom the orders of these name; nothing where there is none."""
    models.prefetch_related_objects(assignments, _parties())


class Assignment(Chained):
    """A directive for one unit and one period ('' where it does not recur). It changes by the acts of `directives.life` alone.

    ``original_due_on`` never moves; ``current_due_on`` moves with a DeadlineDecision. ``handed_in_on``: the day of hand-in
    that counts, of a completion that waits or was accepted, or that stands while it is supplemented; ``waiting_since``: when
    the completion came that the Sở has not answered. ``handling_*``: to whom the unit's head passed it on. When the unit has
    ended: ``by_succession``, the row ``succeeded_by`` is its successor's; ``periods_pass_to``, who has the later periods.
    ``extensions_before``: how often its deadline was extended at the units from which it came.
    """

    directive = models.ForeignKey(Directive, models.RESTRICT, verbose_name="nhiệm vụ", related_name="assignments")
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", related_name="assignments")
    period = models.CharField("kỳ", max_length=10, blank=True)
    role = models.CharField("vai trò", max_length=20, choices=PartyRole.choices)
    basis = models.CharField("căn cứ", max_length=10, choices=Basis.choices)
    state = models.CharField(
        "tình trạng", max_length=20, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED
    )
    original_due_on = models.DateField("hạn ban đầu", null=True, blank=True)
    current_due_on = models.DateField("hạn hiện tại", null=True, blank=True)
    percent = models.PositiveSmallIntegerField(
        "tiến độ (%)",
        default=0,
        validators=[MaxValueValidator(100, "Tiến độ từ 0 đến 100 %.")],
    )
    handed_in_on = models.DateField("ngày nộp kết quả", null=True, blank=True)
    supplement_by = models.DateField("hạn bổ sung", null=True, blank=True)
    contribute_by = models.DateField("hạn gửi kết quả phối hợp", null=True, blank=True)
    waiting_since = models.DateTimeField("chờ Sở từ lúc", null=True, blank=True)
    disputed = models.BooleanField("kết quả từng không đạt", default=False)
    paused_from = models.CharField(
        "tình trạng trước khi tạm dừng", max_length=20, choices=AssignmentState.choices, blank=True
    )
    handling_unit = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="bộ phận xử lý", null=True, blank=True, related_name="handled_assignments"
    )
    handling_officer = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người xử lý", null=True, blank=True, related_name="handled_assignments"
    )
    succeeded_by = models.ForeignKey(
        "self", models.RESTRICT, verbose_name="chuyển thành", null=True, blank=True, related_name="succeeds"
    )
    by_succession = models.BooleanField("do đơn vị kế thừa tiếp nhận", default=False)
    periods_pass_to = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị thực hiện các kỳ sau", null=True, blank=True, related_name="+"
    )
    extensions_before = models.PositiveSmallIntegerField("số lần gia hạn ở đơn vị trước", default=0)
    assigned_at = models.DateTimeField("giao lúc")
    withdrawn_at = models.DateTimeField("dừng lúc", null=True, blank=True)
    withdrawn_reason = models.CharField("lý do dừng", max_length=255, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        ordering = [F("current_due_on").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "unit", "period"], name="assignment_once_a_period"),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="withdrawn_assignment_says_when",
                violation_error_message="Nhiệm vụ đã dừng phải ghi thời điểm dừng.",
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.PAUSED, paused_from__in=PAUSABLE_STATES)
                | ~Q(state=AssignmentState.PAUSED) & Q(paused_from=""),
                name="paused_assignment_knows_from_where",
                violation_error_message="Nhiệm vụ tạm dừng phải ghi tình trạng trước khi tạm dừng.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AssignmentState.REPORTED, AssignmentState.DONE])
                | Q(handed_in_on__isnull=False),
                name="completed_assignment_has_a_hand_in",
                violation_error_message="Nhiệm vụ đã báo cáo hoàn thành phải có ngày nộp kết quả.",
            ),
            models.CheckConstraint(
                condition=Q(by_succession=False) | Q(state=AssignmentState.TRANSFERRED, succeeded_by__isnull=False),
                name="succession_names_the_heir",
                violation_error_message="Nhiệm vụ do đơn vị kế thừa tiếp nhận phải ghi đơn vị đó.",
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="percent_is_at_most_100",
                violation_error_message="Tiến độ từ 0 đến 100 %.",
            ),
            models.CheckConstraint(
                condition=Q(role=PartyRole.COORDINATING, state__in=COORDINATING_STATES)
                | Q(role=PartyRole.LEAD, state__in=LEAD_STATES),
                name="assignment_state_fits_its_role",
                violation_error_message="Tình trạng không hợp với vai trò chủ trì hoặc phối hợp.",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "current_due_on"], name="assignment_unit_state_due")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.directive}"


class DirectiveEvent(Event):
    """What was done to a directive or an assignment."""

    class Meta(Event.Meta):
        verbose_name = "nhật ký nhiệm vụ"
        verbose_name_plural = "nhật ký nhiệm vụ"
