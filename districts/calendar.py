"""Working days of Vietnam: Monday to Friday but public holidays, and the Saturdays worked in exchange for a day off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
from django.db import transaction

from districts.enums import DayKind
from districts.models import CalendarDay
from districts.page_reads import read_once

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def public_days(year: int) -> dict[date, tuple[DayKind, str]]:
    """Days off and make-up days of the year as the ``holidays`` package knows them, with their Vietnamese names.

    The package follows Điều 112, Bộ luật Lao động 2019 and the exchanges of days that the government announced before
    the package's release; later ones are the administrator's to enter.
    """
    # A make-up day is listed with the day off that it pays for, and that may lie in the year beside.
    package = holidays.country_holidays("VN", years=(year - 1, year, year + 1), language="vi")
    days = {day: (DayKind.HOLIDAY, name) for day, name in package.items() if day.year == year}
    for day in package.weekend_workdays:
        if day.year == year:
            days[day] = (DayKind.WORKING, "Làm bù")
    return dict(sorted(days.items()))


def warm_up(year: int) -> None:
    """Have the package's days of the year and the next one at hand. To be called before a lock is taken.

    The first asking in a process loads the package's tables of Việt Nam, which takes a third of a second.
    """
    public_days(year)
    public_days(year + 1)


class WorkCalendar:
    """The office's calendar. A year with a row of its own follows its rows alone, any other the package."""

    def __init__(self, days: Mapping[date, str]):
        """``days`` maps an exceptional day to its DayKind."""
        self._days = days
        self._years = {day.year for day in days}

    @classmethod
    def load(cls, first_year: int | None = None, last_year: int | None = None) -> WorkCalendar:
        """The calendar as it stands, in one query; only from ``first_year`` to ``last_year`` where they are given.

        The years next to these are read too, as a count may run over New Year; further ones follow the package.
        """
        return read_once(("calendar", first_year, last_year), lambda: cls._read(first_year, last_year))

    @classmethod
    def _read(cls, first_year: int | None, last_year: int | None) -> WorkCalendar:
        rows = CalendarDay.objects.all()
        if first_year is not None:
            rows = rows.filter(day__year__gte=first_year - 1)
        if last_year is not None:
            rows = rows.filter(day__year__lte=last_year + 1)
        return cls(dict(rows.values_list("day", "kind")))

    def is_working_day(self, day: date) -> bool:
        kind = self._kind(day)
        return day.weekday() < SATURDAY if kind is None else kind == DayKind.WORKING

    def _kind(self, day: date) -> str | None:
        if day.year in self._years:
            return self._days.get(day)
        return public_days(day.year).get(day, (None, ""))[0]

    def next_working_day(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The day on which ``count`` working days are over; the first one counted is after ``start``.

        A negative count goes back in the same way: the first one counted is before ``start``. 0 gives ``start``.
        """
        step = ONE_DAY if count > 0 else -ONE_DAY
        day, left = start, abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; 0 where ``end`` is not later."""
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@dataclass(frozen=True)
class SeededYear:
    """``added`` new rows; ``kept`` days that already had a row, whatever it says."""

    year: int
    added: int
    kept: int


def seed_year(year: int) -> SeededYear:
    """Write the package's days of the year; a row that is there stays as the administrator left it."""
    with transaction.atomic():
        known = set(CalendarDay.objects.filter(day__year=year).values_list("day", flat=True))
        missing = [
            CalendarDay(day=day, kind=kind, name=name)
            for day, (kind, name) in public_days(year).items()
            if day not in known
        ]
        CalendarDay.objects.bulk_create(missing, ignore_conflicts=True)
    return SeededYear(year, added=len(missing), kept=len(known))


def enter_day(row: CalendarDay) -> SeededYear | None:
    """Save the administrator's day. The first row of a year would rule it alone, so the year's holidays come with it."""
    with transaction.atomic():
        row.save()
        others = CalendarDay.objects.filter(day__year=row.day.year).exclude(pk=row.pk)
        return None if others.exists() else seed_year(row.day.year)
