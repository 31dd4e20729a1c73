"""From the orders of a released notice to directives, one assignment for each unit: in batches, never row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from directives.enums import Basis
from directives.models import Assignment, Directive, DirectiveEvent
from directives.periods import first_period
from districts.calendar import WorkCalendar
from districts.enums import Role
from districts.events import record
from districts.models import Appointment, Officer, Unit
from districts.roster import Roster
from meetings.enums import PartyRole
from meetings.models import Order, Release
from meetings.placing import places_of
from meetings.sharing import Shares, shares_of


@dataclass(frozen=True)
class Issue:
    """What the assignments of one release have in common."""

    release: Release
    roster: Roster
    calendar: WorkCalendar
    by: Officer
    at: datetime

    @property
    def day(self) -> date:
        return self.release.released_on

    @cached_property
    def leader_words(self) -> str:
        """Who concluded, as it was signed: the meeting's own rows may have been corrected since."""
        words: str = json.loads(self.release.content)["leader_words"]
        return words[: _room_for("leader_words")]

    @property
    def acting(self) -> Appointment | None:
        return self.by.capacity(Role.REGISTRAR)


def assign(issue: Issue, orders: Iterable[Order]) -> list[Directive]:
    """Make the directives of the orders and their assignments."""
    orders = list(orders)
    shares = {order.pk: shares_of(order, issue.roster) for order in orders}
    outline = issue.release.paper.outline
    places = places_of(list(outline.conclusions.order_by("position", "id"))) if outline else {}
    directives = [
        _directive(order, issue, places.get(order.conclusion_id, ""), shares[order.pk].unmatched) for order in orders
    ]
    directives = Directive.objects.bulk_create(directives)
    assignments = [
        assignment
        for order, directive in zip(orders, directives, strict=True)
        for assignment in _assignments(order, directive, shares[order.pk], issue)
    ]
    Assignment.objects.bulk_create(assignments, batch_size=2000)
    record(
        DirectiveEvent,
        directives,
        verb="issue",
        by=issue.by,
        acting=issue.acting,
        at=issue.at,
        note=issue.release.full_number,
    )
    return directives


def _directive(order: Order, issue: Issue, place: str, unmatched: list[str]) -> Directive:
    paper = issue.release.paper
    return Directive(
        order=order,
        release=issue.release,
        text=order.text,
        product=order.product,
        source_label=place[: _room_for("source_label")],
        leader_words=issue.leader_words,
        following_unit_id=paper.drafting_unit_id,
        following_clerk_id=paper.drafted_by_id,
        deadline_words=order.deadline_words,
        deadline_kind=order.deadline_kind,
        due_on=due_on(order, issue),
        recurrence=order.recurrence,
        starred=order.starred,
        unmatched=unmatched,
    )


def _room_for(name: str) -> int | None:
    """How many characters the directive's column holds; PostgreSQL refuses more."""
    return getattr(Directive._meta.get_field(name), "max_length", None)


def due_on(order: Order, issue: Issue) -> date | None:
    """The day as issued: as written, or counted from the release, whose next day is the first one counted."""
    if order.due_on:
        return order.due_on
    if order.relative_days:
        if order.working_days:
            return issue.calendar.add_working_days(issue.day, order.relative_days)
        return issue.day + timedelta(days=order.relative_days)
    if order.recurrence:
        return first_period(order.recurrence, issue.day, order.due_day).due_on
    return None


def _assignments(order: Order, directive: Directive, shares: Shares, issue: Issue) -> list[Assignment]:
    period = first_period(order.recurrence, issue.day, order.due_day).key if order.recurrence else ""
    sides = ((PartyRole.LEAD, shares.leading), (PartyRole.COORDINATING, shares.coordinating))
    return [
        Assignment(
            directive=directive,
            unit=unit,
            period=period,
            role=role,
            basis=basis_for(unit),
            original_due_on=directive.due_on,
            current_due_on=directive.due_on,
            assigned_at=issue.at,
        )
        for role, units in sides
        for unit in units
    ]


def basis_for(unit: Unit) -> Basis:
    """A Sở orders its own divisions and centres; UBND, other sở and associations it asks."""
    return Basis.ORDER if unit.is_own else Basis.REQUEST
