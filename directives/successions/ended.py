"""Units that have ended, or will on a coming day, with orders that nobody has passed to their successors yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from directives.enums import OPEN_STATES, AssignmentState
from directives.life.succeeding import takes
from directives.models import Assignment, AssignmentQuerySet, ExtensionRequest, ProgressReport
from districts.models import Unit
from districts.succession import successors_of

A = AssignmentState
CLOSED_PERIODS = frozenset({A.DONE, A.CONTRIBUTED, A.NOTHING_TO_ADD})
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Ended:
    """``is_over``: its last day is past, so that its orders may be passed on."""

    unit: Unit
    open: int
    periods: int
    is_over: bool
    heirs: list[Unit]


@dataclass(frozen=True)
class Choice:
    unit: Unit
    chosen: bool


@dataclass(frozen=True)
class Passable:
    """An order to be passed on. ``periods``: it is closed, and its later periods go; ``remarks``: what to know before."""

    assignment: Assignment
    periods: bool
    choices: list[Choice]
    remarks: list[str]


def waiting(day: date) -> AssignmentQuerySet:
    """Of units with a last day: what is open, and the closed last period of an order that goes on recurring."""
    rows = Assignment.objects.filter(unit__valid_to__isnull=False)
    return rows.filter(Q(state__in=OPEN_STATES) | _last_periods(day))


def _last_periods(day: date) -> Q:
    """Of which neither the unit nor a successor has a later period, and no successor was chosen."""
    same = Assignment.objects.filter(directive=OuterRef("directive"))
    later = same.filter(unit=OuterRef("unit"), original_due_on__gt=OuterRef("original_due_on"))
    taken = same.filter(
        unit__inheritances__predecessor=OuterRef("unit"), original_due_on__gte=OuterRef("original_due_on")
    )
    recurring = ~Q(directive__recurrence="") & Q(directive__superseded_by=None)
    going_on = Q(directive__recurs_until=None) | Q(directive__recurs_until__gte=day)
    mine = Q(state__in=CLOSED_PERIODS, periods_pass_to=None, original_due_on__isnull=False)
    return recurring & going_on & mine & ~Exists(later) & ~Exists(taken)


def units_ended(day: date) -> list[Ended]:
    """The one that ends first at the top; two queries."""
    units = Unit.objects.exclude(valid_to=None).annotate(
        open_count=_count(day, Q(state__in=OPEN_STATES)), period_count=_count(day, ~Q(state__in=OPEN_STATES))
    )
    found = list(units.filter(Q(open_count__gt=0) | Q(period_count__gt=0)).order_by("valid_to", "sort_name"))
    heirs = _heirs_after(found, day)
    return [
        Ended(
            unit=unit,
            open=vars(unit)["open_count"],
            periods=vars(unit)["period_count"],
            is_over=bool(unit.valid_to and unit.valid_to < day),
            heirs=heirs[unit.pk],
        )
        for unit in found
    ]


def _count(day: date, kind: Q) -> Coalesce:
    rows = waiting(day).filter(kind, unit=OuterRef("pk")).order_by().values("unit")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), Value(0))


def _heirs_after(units: list[Unit], day: date) -> dict[int, list[Unit]]:
    """Those of the day; of a unit that still exists, those on record for the day after its last."""
    over = [unit for unit in units if unit.valid_to and unit.valid_to < day]
    found = successors_of(over, day)
    coming = [unit for unit in units if unit.pk not in found]
    if coming:
        found |= successors_of(coming, date.max)
    return found


def count_waiting(day: date) -> int:
    """How many units that have ended still have orders; one query."""
    return waiting(day).filter(unit__valid_to__lt=day).order_by().values("unit").distinct().count()


def heirs_of(unit: Unit, day: date) -> list[Unit]:
    """Its successors; of one that ends on a coming day those that are on record for then."""
    return _heirs_after([unit], day)[unit.pk]


def passable(unit: Unit, heirs: list[Unit], day: date, chosen: dict[int, int] | None = None) -> list[Passable]:
    """The unit's orders, leading ones first; ``chosen``: what was typed, assignment pk -> unit pk.

    The only successor is preset, but where the Sở has still to answer a completion or the successor has closed the same order.
    """
    rows = list(_told(waiting(day).filter(unit=unit))[:MOST_AT_ONCE])
    there = _at_heirs(rows, heirs)
    return [_passable(row, heirs, there, chosen) for row in rows]


def _told(rows: AssignmentQuerySet) -> QuerySet[Assignment]:
    asked = ExtensionRequest.objects.filter(assignment=OuterRef("pk"), decision=None).order_by("-pk")
    reports = ProgressReport.objects.filter(assignment=OuterRef("pk")).order_by().values("assignment")
    return (
        rows.with_source()
        .annotate(
            asked_until=Subquery(asked.values("wanted_on")[:1]),
            report_count=Coalesce(Subquery(reports.annotate(n=Count("pk")).values("n")), Value(0)),
        )
        .order_by("-role", F("current_due_on").asc(nulls_last=True), "pk")
    )


def _at_heirs(rows: list[Assignment], heirs: list[Unit]) -> dict[tuple[int, int, str], Assignment]:
    same = Assignment.objects.filter(directive__in={row.directive_id for row in rows}, unit__in=heirs)
    return {(each.directive_id, each.unit_id, each.period): each for each in same} if heirs and rows else {}


def _passable(
    row: Assignment,
    heirs: list[Unit],
    there: dict[tuple[int, int, str], Assignment],
    chosen: dict[int, int] | None,
) -> Passable:
    remarks, offered, periods = [], [], row.state not in OPEN_STATES
    for heir in heirs:
        own = None if periods else there.get((row.directive_id, heir.pk, row.period))
        if own is None or takes(own, row):
            offered.append(heir)
            if own is not None:
                remarks.append(f"{heir} đang có nhiệm vụ này: hai nhiệm vụ nhập làm một.")
        else:
            remarks.append(f"{heir} đã có nhiệm vụ này, ở tình trạng “{A(own.state).label.lower()}”, không nhận thêm.")
    if row.state == A.REPORTED:
        remarks.append("Đã báo cáo hoàn thành, chờ Sở xác nhận. Nên để Sở trả lời trước; chuyển thì phải báo cáo lại.")
    asked_until = vars(row)["asked_until"]
    if asked_until:
        remarks.append(f"Đã đề nghị đến {asked_until:%d/%m/%Y}, chưa có ý kiến; đơn vị kế thừa cần thì đề nghị lại.")
    preset = offered[0].pk if len(heirs) == 1 and offered and row.state != A.REPORTED else None
    wanted = preset if chosen is None else chosen.get(row.pk)
    return Passable(row, periods, [Choice(heir, heir.pk == wanted) for heir in offered], remarks)
