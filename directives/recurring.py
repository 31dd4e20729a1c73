"""Recurring orders: when a period begins, each unit that still has the order gets its assignment for it, until it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from directives import access
from directives.assigning import basis_for
from directives.enums import AssignmentState, Basis
from directives.handovers.people import still_works
from directives.life.moving import require, worded
from directives.models import Assignment, Directive, DirectiveEvent
from directives.periods import Period, period_after
from districts.enums import Role
from districts.errors import DomainError, WrongState
from districts.events import record
from districts.models import Officer, Unit
from districts.refusals import records_refusals

AT_ONCE = 200  # directives in one transaction
RESTING = frozenset({AssignmentState.PAUSED, AssignmentState.WITHDRAWN, AssignmentState.TRANSFERRED})
ONLY_LEADERS = "Chỉ lãnh đạo Sở cho ngừng nhiệm vụ định kỳ."
NO_REASON = "Hãy ghi lý do ngừng nhiệm vụ định kỳ."
NOT_RECURRING = "Nhiệm vụ này không định kỳ. Cần dừng thì dùng “Dừng thực hiện” ở từng đơn vị."
ENDED = "Nhiệm vụ định kỳ này đã ngừng từ sau ngày {:%d/%m/%Y}."
TOO_EARLY = "Ngày ngừng đã qua. Hãy chọn từ hôm nay trở đi."


def start_periods(day: date, *, at: datetime) -> int:
    """Make the assignments of every period that has begun by ``day``, those of missed periods too; returns how many.

    A unit whose last assignment is paused, was stopped or passed on gets none, nor one that no longer exists, whose
    successor gets them once it was chosen (`directives.life.succeeding`). Running it
    again makes nothing. A constant number of queries for each 200 directives.
    """
    keys = list(recurring_on(day).values_list("pk", flat=True))
    return sum(_start_some(keys[start : start + AT_ONCE], day, at) for start in range(0, len(keys), AT_ONCE))


def recurring_on(day: date) -> QuerySet[Directive]:
    """Directives that still recur: neither replaced by a later one nor ended."""
    recurring = Directive.objects.exclude(recurrence="").filter(superseded_by=None)
    return recurring.exclude(recurs_until__lt=day).order_by("pk")


def _start_some(keys: list[int], day: date, at: datetime) -> int:
    with transaction.atomic():
        # two runs at once: the second waits here and finds the assignments of the first
        directives = list(recurring_on(day).select_for_update(of=("self",)).filter(pk__in=keys).select_related("order"))
        made = _made(list(_last_of_each_unit(directives, day)), day, at)
        Assignment.objects.bulk_create(made, batch_size=500)
        for state in sorted({each.state for each in made}):
            same = [each for each in made if each.state == state]
            record(DirectiveEvent, same, verb="new_period", by=None, at=at, to_state=state)
    return len(made)


def _made(lasts: list[Assignment], day: date, at: datetime) -> list[Assignment]:
    """Once each, though two units passed their periods to one; none that the unit before had closed itself."""
    closed = {(last.directive_id, last.periods_pass_to_id, last.period) for last in lasts}
    made = {(row.directive_id, row.unit_id, row.period): row for last in lasts for row in _later(last, day, at)}
    return [row for key, row in made.items() if key not in closed]


def _last_of_each_unit(directives: Iterable[Directive], day: date) -> Iterator[Assignment]:
    """With ``handler_works``: whether the person to whom it was passed still works there on the day."""
    by_key = {each.pk: each for each in directives}
    later = Assignment.objects.filter(
        directive=OuterRef("directive"), unit=OuterRef("unit"), original_due_on__gt=OuterRef("original_due_on")
    )
    heirs = Assignment.objects.filter(
        directive=OuterRef("directive"),
        unit=OuterRef("periods_pass_to"),
        original_due_on__gte=OuterRef("original_due_on"),
    )
    last = Assignment.objects.filter(~Exists(later), ~Exists(heirs), directive__in=by_key)
    last = last.annotate(handler_works=still_works(day))
    for row in last.exclude(state__in=RESTING).select_related("unit", "periods_pass_to").order_by("pk"):
        row.directive = by_key[row.directive_id]
        yield row


def _later(last: Assignment, day: date, at: datetime) -> Iterator[Assignment]:
    """One for each period after that of ``last`` that has begun by the day, as long as the unit exists; its successor's
    where the later periods were passed on.
    """
    directive, unit = last.directive, last.periods_pass_to or last.unit
    for period in _begun_after(last, unit, day):
        yield Assignment(
            directive=directive,
            unit=unit,
            period=period.key,
            role=last.role,
            original_due_on=period.due_on,
            current_due_on=period.due_on,
            assigned_at=at,
            **_as_before(last, unit),
        )


def _begun_after(last: Assignment, unit: Unit, day: date) -> Iterator[Period]:
    """The periods after that of ``last`` that begin by the day, while the unit exists and the order recurs."""
    directive = last.directive
    if last.original_due_on is None:
        return
    due_day = directive.order.due_day if directive.order else None
    until = min(each for each in (day, unit.valid_to, directive.recurs_until) if each)
    period = period_after(directive.recurrence, last.original_due_on, due_day)
    while period.starts_on <= until:
        yield period
        period = period_after(directive.recurrence, period.due_on, due_day)


def _as_before(last: Assignment, unit: Unit) -> dict[str, Any]:
    """On what ground the unit has it, and whom it was passed to there. A successor passes it on anew."""
    if unit.pk != last.unit_id:
        return {"basis": last.basis if last.basis == Basis.SUPERIOR else basis_for(unit)}
    still_there = last.handling_officer_id if vars(last)["handler_works"] else None
    return {"basis": last.basis, "handling_unit_id": last.handling_unit_id, "handling_officer_id": still_there}


@records_refusals
def end_recurrence(directive: Directive, *, after: date, reason: str, by: Officer, at: datetime) -> Directive:
    """No period that begins after the day gets an assignment; those that are open stay. By a leader who heads none of the
    units that lead it. Raises NotAllowed, WrongState, DomainError.
    """
    with transaction.atomic():
        row = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
        deciding = [access.deciding_as(by, each) for each in row.assignments.leading()] or [by.capacity(Role.LEADER)]
        require(all(deciding), ONLY_LEADERS)
        note = worded(reason, NO_REASON)
        if not row.recurrence:
            raise DomainError(NOT_RECURRING)
        if row.recurs_until:
            raise WrongState(ENDED.format(row.recurs_until))
        if after < timezone.localdate(at):
            raise DomainError(TOO_EARLY)
        row.recurs_until = after
        row.save(update_fields=["recurs_until"])
        told = f"Sau ngày {after:%d/%m/%Y}: {note}"
        record(DirectiveEvent, [row], verb="end_recurrence", by=by, acting=deciding[0], at=at, note=told)
    return row
