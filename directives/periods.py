"""Periods of recurring orders: their key, and the day on which each falls due."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from meetings.enums import Frequency

_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}
_QUARTERS = ("I", "II", "III", "IV")
_LETTER = {Frequency.MONTHLY: "M", Frequency.QUARTERLY: "Q", Frequency.HALF_YEARLY: "H", Frequency.YEARLY: "Y"}


@dataclass(frozen=True)
class Period:
    """``key``: '2026-M11', '2026-Q4', '2026-H2' or '2026-Y1'. ``starts_on`` is its first day."""

    key: str
    due_on: date
    starts_on: date


def in_words(key: str) -> str:
    """'2026-Q4' as one says it: 'quý IV năm 2026'; what is no key stays as it is."""
    year, _, part = key.partition("-")
    letter, number = part[:1], part[1:]
    if letter not in _LETTER.values() or not number.isdecimal():
        return key
    if letter == "Q":
        return f"quý {_QUARTERS[int(number) - 1]} năm {year}"
    if letter == "H":
        return f"6 tháng {'đầu' if number == '1' else 'cuối'} năm {year}"
    return f"tháng {int(number)} năm {year}" if letter == "M" else f"năm {year}"


def first_period(frequency: str, day: date, due_day: int | None = None) -> Period:
    """The period that the day lies in, or the next one where its due day has passed already."""
    period = _period_of(frequency, day, due_day)
    if period.due_on < day:
        return _period_of(frequency, _first_of_next(frequency, day), due_day)
    return period


def period_after(frequency: str, day: date, due_day: int | None = None) -> Period:
    """The one after the period that the day lies in."""
    return _period_of(frequency, _first_of_next(frequency, day), due_day)


def _period_of(frequency: str, day: date, due_day: int | None) -> Period:
    months = _MONTHS[Frequency(frequency)]
    index = (day.month - 1) // months
    last_month = (index + 1) * months
    last_day = calendar.monthrange(day.year, last_month)[1]
    due_on = date(day.year, last_month, min(due_day or last_day, last_day))
    starts_on = date(day.year, index * months + 1, 1)
    return Period(f"{day.year}-{_LETTER[Frequency(frequency)]}{index + 1}", due_on, starts_on)


def _first_of_next(frequency: str, day: date) -> date:
    months = _MONTHS[Frequency(frequency)]
    month = ((day.month - 1) // months + 1) * months + 1
    return date(day.year + 1, 1, 1) if month > 12 else date(day.year, month, 1)
