"""The list of meetings as it is asked for: by year, by series, by words without diacritics; and a month of them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from districts.folding import fold
from meetings.models import Meeting, MeetingQuerySet
from meetings.models.days import FIRST_YEAR, LAST_YEAR

LONGEST_WORDS = 200


def found(meetings: MeetingQuerySet, *, words: str, year: int | None, series: int | None) -> MeetingQuerySet:
    """Those that hold every word and are of the year and the series, where these are asked for."""
    for word in fold(words.replace("\x00", "")[:LONGEST_WORDS]).split():
        meetings = meetings.filter(folded__contains=word)
    if year:
        meetings = meetings.filter(held_on__year=year)
    return meetings.filter(series=series) if series else meetings


@dataclass(frozen=True)
class Day:
    """``outside``: of the month before or after, shown to fill the week."""

    day: date
    outside: bool
    today: bool
    meetings: list[Meeting]


@dataclass(frozen=True)
class Month:
    """``weeks``: from Monday to Sunday."""

    first: date
    weeks: list[list[Day]]
    count: int

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)


def read_month(written: str, today: date) -> date:
    """The first day of '2026-11'; of the present month for anything else."""
    year, _, month = written.partition("-")
    known = year.isascii() and year.isdigit() and month.isascii() and month.isdigit() and len(year + month) <= 6
    if known and FIRST_YEAR < int(year) < LAST_YEAR and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)


def month_of(meetings: MeetingQuerySet, first: date, today: date) -> Month:
    """The meetings of the month's weeks, day by day, by the hour. One query."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    rows = meetings.filter(held_on__range=(weeks[0][0], weeks[-1][-1])).order_by("held_on", "starts_at", "pk")
    by_day: dict[date, list[Meeting]] = {}
    for meeting in rows:
        by_day.setdefault(meeting.held_on, []).append(meeting)
    shown = [[Day(day, day.month != first.month, day == today, by_day.get(day, [])) for day in week] for week in weeks]
    return Month(first, shown, sum(len(day.meetings) for week in shown for day in week if not day.outside))
