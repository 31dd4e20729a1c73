"""From the orders of a notice to directives, one assignment for each unit: in batches, never row by row."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from directives.enums import Basis
from directives.models import Assignment, Directive, DirectiveEvent
from directives.periods import first_period
from districts.calendar import WorkCalendar
from districts.enums import Role
from districts.events import record
from districts.models import Appointment, Officer, Unit
from districts.roster import Roster
from meetings.enums import PartyRole
from meetings.models import Order, Outline, Release
from meetings.placing import places_of
from meetings.sharing import Shares, shares_of


@dataclass(frozen=True)
class SettingOff(ABC):
    """What the directives that one paper sets off have in common."""

    roster: Roster
    calendar: WorkCalendar
    by: Officer
    at: datetime

    @property
    @abstractmethod
    def day(self) -> date:
        """From which relative deadlines are counted."""

    @property
    @abstractmethod
    def first_day(self) -> date:
        """In or after which the first period of recurring orders lies."""

    @property
    @abstractmethod
    def source(self) -> dict[str, Any]:
        """The directive's columns that name the paper and who follows it up."""

    @property
    @abstractmethod
    def outline(self) -> Outline | None: ...

    @property
    @abstractmethod
    def number(self) -> str:
        """The paper's, for the history."""

    @property
    @abstractmethod
    def leader_words(self) -> str:
        """Who concluded."""

    @property
    @abstractmethod
    def acting(self) -> Appointment | None: ...


@dataclass(frozen=True)
class Issue(SettingOff):
    """A release sets its orders off."""

    release: Release

    @property
    def day(self) -> date:
        return self.release.released_on

    @property
    def first_day(self) -> date:
        return self.day

    @property
    def source(self) -> dict[str, Any]:
        paper = self.release.paper
        following = {"following_unit_id": paper.drafting_unit_id, "following_clerk_id": paper.drafted_by_id}
        return {"release": self.release, **following}

    @property
    def outline(self) -> Outline | None:
        return self.release.paper.outline

    @property
    def number(self) -> str:
        return self.release.full_number

    @cached_property
    def leader_words(self) -> str:
        """As it was signed: the meeting's own rows may have been corrected since."""
        words: str = json.loads(self.release.content)["leader_words"]
        return words

    @property
    def acting(self) -> Appointment | None:
        return self.by.capacity(Role.REGISTRAR)


def assign(issue: SettingOff, orders: Iterable[Order]) -> list[Directive]:
    """Make the directives of the orders and their assignments."""
    orders = list(orders)
    shares = {order.pk: shares_of(order, issue.roster) for order in orders}
    outline = issue.outline
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
        note=issue.number,
    )
    return directives


def _directive(order: Order, issue: SettingOff, place: str, unmatched: list[str]) -> Directive:
    return Directive(
        order=order,
        **issue.source,
        text=order.text,
        product=order.product,
        source_label=place[: _room_for("source_label")],
        leader_words=issue.leader_words[: _room_for("leader_words")],
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


def due_on(order: Order, issue: SettingOff) -> date | None:
    """The day as issued: as written, or counted from the release, whose next day is the first one counted."""
    if order.due_on:
        return order.due_on
    if order.relative_days:
        if order.working_days:
            return issue.calendar.add_working_days(issue.day, order.relative_days)
        return issue.day + timedelta(days=order.relative_days)
    if order.recurrence:
        return first_period(order.recurrence, issue.first_day, order.due_day).due_on
    return None


def _assignments(order: Order, directive: Directive, shares: Shares, issue: SettingOff) -> list[Assignment]:
    period = first_period(order.recurrence, issue.first_day, order.due_day).key if order.recurrence else ""
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
