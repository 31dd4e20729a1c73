"""The deadlines of an officer's units beside the meetings in the calendar at the officer's private address (RFC 5545)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils.crypto import salted_hmac
from icalendar import Event

from directives import access
from directives.enums import OPEN_STATES, AssignmentState
from directives.models import Assignment, AssignmentQuerySet, DirectiveEvent
from districts.models import Officer
from meetings.enums import PartyRole
from meetings.planning.feed import KEPT_DAYS

CALLED_OFF = {
    AssignmentState.WITHDRAWN: "Dừng thực hiện",
    AssignmentState.TRANSFERRED: "Đã chuyển đơn vị khác",
}
STANDING = {
    AssignmentState.REPORTED: "Chờ Sở xác nhận",
    AssignmentState.TRANSFER_ASKED: "Đề nghị chuyển đơn vị khác",
    AssignmentState.PAUSED: "Tạm dừng",
}
LONGEST_SUMMARY = 120


def deadlines_for(officer: Officer, today: date) -> AssignmentQuerySet:
    """Open ones of the units that the officer works for now, and for a year what was taken from these. One query.

    Each with ``changed_at``, the moment of its last act.
    """
    last = DirectiveEvent.objects.filter(
        object_kind="assignment", object_id=OuterRef("pk"), sequence=OuterRef("event_count")
    )
    own = Assignment.objects.of_units(access.working_units(officer)).with_source_joined()
    since = today - timedelta(days=KEPT_DAYS)
    kept = Q(state__in=OPEN_STATES) | Q(state__in=list(CALLED_OFF), current_due_on__gte=since)
    return own.filter(kept).annotate(changed_at=Subquery(last.values("at")[:1])).order_by("pk")


def deadline_events(
    assignments: Iterable[Assignment], *, url_of: Callable[[Assignment], str], at: datetime
) -> Iterator[Event]:
    """One for each that has a day; ``assignments`` as ``deadlines_for`` gives them."""
    for assignment in assignments:
        day = day_of(assignment)
        if day is not None:
            yield _event(assignment, day, url_of(assignment), at)


def day_of(assignment: Assignment) -> date | None:
    """The day until which the unit has something to do: a supplement and a contribution have days of their own."""
    if assignment.role == PartyRole.COORDINATING:
        return assignment.contribute_by or assignment.current_due_on
    return assignment.supplement_by or assignment.current_due_on


def _event(assignment: Assignment, day: date, url: str, at: datetime) -> Event:
    """The number of its acts is the sequence, so that a calendar takes each change over what it has."""
    state = AssignmentState(assignment.state)
    event = Event()
    event.add("uid", f"{_uid(assignment)}@giao-ban")
    event.add("sequence", assignment.event_count)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("last-modified", (vars(assignment)["changed_at"] or assignment.assigned_at).astimezone(UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # a deadline takes nobody's time
    event.add("status", "CANCELLED" if state in CALLED_OFF else "CONFIRMED")
    event.add("summary", _summary(assignment, state))
    event.add("description", _description(assignment, state))
    event.add("url", url)
    return event


def _uid(assignment: Assignment) -> str:
    """The same for as long as the portal keeps its secret key, and no other portal's."""
    return salted_hmac("directives.deadline", str(assignment.pk), algorithm="sha256").hexdigest()[:32]


def _summary(assignment: Assignment, state: AssignmentState) -> str:
    before = CALLED_OFF.get(state) or STANDING.get(state) or "Hạn"
    text = " ".join(assignment.directive.text.split())
    return f"{before}: {text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1] + '…'}"


def _description(assignment: Assignment, state: AssignmentState) -> str:
    source = assignment.directive.source
    told = [
        f"{assignment.unit}, {PartyRole(assignment.role).label.lower()}",
        f"theo {source.number} ngày {source.day:%d/%m/%Y}" if source.number else "",
        state.label.lower(),
    ]
    return f"{'; '.join(filter(None, told))}."
