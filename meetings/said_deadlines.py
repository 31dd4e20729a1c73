"""The time limits that a text sets, beside the deadline of an order: compared by what they mean, not by their letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings.admitted_orders import deadline_values
from meetings.enums import DeadlineKind
from meetings.intake.deadlines import NO_YEAR, PAST, Calendar, duration_of, find_deadlines
from meetings.intake.draft import Deadline
from meetings.intake.orders_deadline import limits
from meetings.models import Order

DAYS_IN = {"day": 1, "week": 7}
PERIODS = frozenset({DeadlineKind.MONTH, DeadlineKind.QUARTER, DeadlineKind.HALF, DeadlineKind.YEAR})


@dataclass(frozen=True)
class Meaning:
    """A deadline without its words: a day and what names it, a number of days, or how often it recurs."""

    kind: str
    day: date | None = None
    count: int | None = None
    working: bool = False
    recurrence: str = ""
    due_day: int | None = None

    def agrees(self, other: Meaning) -> bool:
        """Whether whoever keeps the one keeps the other: 'trong quý I' and 'chậm nhất 31/3' agree."""
        if self.day or self.count:
            return (self.day, self.count, self.working) == (other.day, other.count, other.working)
        days = {self.due_day, other.due_day} - {None}
        return self.recurrence == other.recurrence and len(days) < 2


@dataclass(frozen=True)
class Said:
    """A limit as the words set it. ``certain``: the reader supplied at most its year."""

    words: str
    meaning: Meaning
    certain: bool


def meaning_of(order: Order) -> Meaning | None:
    """None for an order whose deadline names no time."""
    return _meaning(vars(order))


def says(text: str, order: Order, *, held_on: date | None) -> bool:
    """Whether the text sets this very deadline: the same time, named by the same kind, however it is written."""
    meant = meaning_of(order)
    return meant is not None and any(said.meaning == meant for said in said_in(text, order, held_on=held_on))


def said_in(text: str, order: Order, *, held_on: date | None) -> list[Said]:
    """The limits that the text sets. A day without its year is of the order's year, but for one that comes just after the meeting."""
    found = limits(text, _calendar(order, held_on))
    return [said for limit in found if (said := _said(limit.deadline, text))]


def own_words_of(order: Order, *, held_on: date | None) -> list[Said]:
    """What the words of the order's own deadline say, beside which another day may have been typed."""
    found = find_deadlines(order.deadline_words, _calendar(order, held_on)) if order.deadline_words else []
    return [said for one in found if (said := _said(one.deadline, order.deadline_words))]


def _meaning(columns: Mapping[str, Any]) -> Meaning | None:
    if day := columns.get("due_on"):
        kind = columns.get("deadline_kind")
        return Meaning(kind if kind in PERIODS else DeadlineKind.DAY, day=day)
    if count := columns.get("relative_days"):
        return Meaning(DeadlineKind.RELATIVE, count=count, working=bool(columns.get("working_days")))
    if recurrence := columns.get("recurrence"):
        return Meaning(DeadlineKind.RECURRING, recurrence=recurrence, due_day=columns.get("due_day"))
    return None


def _calendar(order: Order, held_on: date | None) -> Calendar:
    year = held_on.year if held_on else None
    return Calendar(order.due_on.year if order.due_on else year, held_on, None, held_on)


def _said(deadline: Deadline, sentence: str) -> Said | None:
    """None where the words name no time that can be compared ('khi có yêu cầu', '30 ngày trước khi hết hạn')."""
    counts = deadline.kind == DeadlineKind.RELATIVE and deadline.date is None
    meaning = _counted(deadline.text) if counts else _meaning(deadline_values(deadline, sentence))
    if meaning is None:
        return None
    supposed_year = NO_YEAR.format(year=deadline.date.year) if deadline.date else None
    return Said(deadline.text.strip(), meaning, deadline.doubt in (None, PAST, supposed_year))


def _counted(words: str) -> Meaning | None:
    duration = duration_of(words)
    if duration is None or duration.before or duration.unit not in DAYS_IN:
        return None
    return Meaning(DeadlineKind.RELATIVE, count=duration.count * DAYS_IN[duration.unit], working=duration.working)
