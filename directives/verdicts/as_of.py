"""How assignments stood at the end of a past day: by what was recorded until then, so that a past day never changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from directives.enums import AssignmentState, ReportKind, Verdict
from directives.models import Assignment, AssignmentQuerySet, DeadlineDecision, DirectiveEvent, ProgressReport

HANDED_IN = frozenset({AssignmentState.REPORTED, AssignmentState.DONE})
HandIn = tuple[date | None, date | None]


@dataclass(frozen=True)
class Standing:
    """One assignment on the day: what ``figures.Measured`` asks for."""

    assignment: Assignment
    state: str
    current_due_on: date | None
    handed_in_on: date | None
    supplement_by: date | None


def end_of(day: date) -> datetime:
    """The first moment after the day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def standings(rows: AssignmentQuerySet, day: date) -> list[Standing]:
    """Of those that were there on the day, in their order; one query, and a second where some moved since."""
    end = end_of(day)
    moves = DirectiveEvent.objects.filter(object_kind="assignment", object_id=OuterRef("pk"), at__gte=end)
    first_move = moves.exclude(from_state="").order_by("sequence")
    decided = DeadlineDecision.objects.filter(assignment=OuterRef("pk"), at__gte=end).order_by("pk")
    found = list(
        rows.filter(assigned_at__lt=end).annotate(
            state_then=Subquery(first_move.values("from_state")[:1]),
            is_decided_since=Exists(decided),
            due_then=Subquery(decided.values("old_due_on")[:1]),
        )
    )
    moved = [row.pk for row in found if vars(row)["state_then"]]
    hand_ins = _hand_ins(moved, end) if moved else {}
    return [_then(row, hand_ins) for row in found]


def _hand_ins(pks: Iterable[int], end: datetime) -> dict[int, HandIn]:
    """The day of hand-in that counted, and until when a supplement was asked for, told by the reports and their answers."""
    found: dict[int, HandIn] = {}
    sent = ProgressReport.objects.filter(assignment__in=list(pks), kind=ReportKind.COMPLETION, at__lt=end)
    for report in sent.select_related("answer").order_by("assignment", "number"):
        handed_in, _ = found.get(report.assignment_id, (None, None))
        handed_in = handed_in or report.handed_in_on
        found[report.assignment_id] = (handed_in, None)
        answer = getattr(report, "answer", None)
        if answer is None or answer.at >= end:
            continue
        if answer.verdict == Verdict.NOT_ACHIEVED:
            found[report.assignment_id] = (None, None)
        elif answer.verdict == Verdict.SUPPLEMENT:
            found[report.assignment_id] = (handed_in, answer.supplement_by)
    return found


def _then(row: Assignment, hand_ins: dict[int, HandIn]) -> Standing:
    told = vars(row)
    due_on = told["due_then"] if told["is_decided_since"] else row.current_due_on
    state = told["state_then"]
    if not state:
        return Standing(row, row.state, due_on, row.handed_in_on, row.supplement_by)
    handed_in, supplement_by = hand_ins.get(row.pk, (None, None))
    if handed_in is None and state in HANDED_IN:
        handed_in = row.handed_in_on  # ended without a report
    elif state not in HANDED_IN and supplement_by is None:
        handed_in = None  # it was reopened
    return Standing(row, state, due_on, handed_in, supplement_by)
