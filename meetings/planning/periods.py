"""The period that a meeting belongs to, in words and in order: 'quý IV năm 2026' is followed by 'quý I năm 2027'."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from districts.errors import DomainError
from districts.folding import fold
from meetings.enums import Frequency
from meetings.models.days import FIRST_YEAR, LAST_YEAR

MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}
_ROMAN = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")
_BETWEEN = r"\s*(?:,|/|-)?\s*(?:nam\s+)?"
_YEAR = r"(\d{4})"
_QUARTER = re.compile(rf"\bquy\s+(iv|i{{1,3}}|[1-4]){_BETWEEN}{_YEAR}\b")
_MONTH = re.compile(rf"\bthang\s+(0?[1-9]|1[0-2]){_BETWEEN}{_YEAR}\b")
_HALF = re.compile(rf"\b(?:6|sau) thang (dau|cuoi){_BETWEEN}{_YEAR}\b")
_PART = re.compile(r"\b(?:quy|thang)\b")
_WHOLE = re.compile(rf"\bnam\s+{_YEAR}\b")


@dataclass(frozen=True, order=True)
class Period:
    """The ``number``-th month, quarter, half or the whole (1) of a year."""

    year: int
    number: int
    frequency: str

    def __str__(self) -> str:
        match self.frequency:
            case Frequency.MONTHLY:
                return f"tháng {self.number:02d} năm {self.year}"
            case Frequency.QUARTERLY:
                return f"quý {_ROMAN[self.number - 1]} năm {self.year}"
            case Frequency.HALF_YEARLY:
                return f"6 tháng {_HALVES[self.number - 1]} năm {self.year}"
        return f"năm {self.year}"

    @property
    def following(self) -> Period:
        last = 12 // MONTHS[Frequency(self.frequency)]
        if self.number < last:
            return Period(self.year, self.number + 1, self.frequency)
        return Period(self.year + 1, 1, self.frequency)

    @property
    def last_day(self) -> date:
        month = self.number * MONTHS[Frequency(self.frequency)]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])


def period_on(frequency: str, day: date) -> Period:
    """The period that the day lies in."""
    return Period(day.year, (day.month - 1) // MONTHS[Frequency(frequency)] + 1, frequency)


def read_period(words: str) -> Period | None:
    """The period that the words name with its year ('Quý 4/2026', 'tháng 9 năm 2026'); None where they name none, and
    where a meeting cannot have its year, such as 0026."""
    period = _named(words)
    return period if period and FIRST_YEAR <= period.year <= LAST_YEAR else None


def _named(words: str) -> Period | None:
    bare = fold(words)
    if found := _QUARTER.search(bare):
        number = int(found[1]) if found[1].isdigit() else _ROMAN.index(found[1].upper()) + 1
        return Period(int(found[2]), number, Frequency.QUARTERLY)
    if found := _HALF.search(bare):
        return Period(int(found[2]), 1 if found[1] == "dau" else 2, Frequency.HALF_YEARLY)
    if found := _MONTH.search(bare):
        return Period(int(found[2]), int(found[1]), Frequency.MONTHLY)
    if not _PART.search(bare) and (found := _WHOLE.search(bare)):
        return Period(int(found[1]), 1, Frequency.YEARLY)
    return None


def in_usual_words(words: str) -> str:
    """A period as the portal writes it, so that one period has one name; other words stay as they are.

    Raises DomainError for a year that is a slip of the keyboard.
    """
    period = _named(words)
    if period and not FIRST_YEAR <= period.year <= LAST_YEAR:
        raise DomainError(f"Năm của kỳ họp phải từ {FIRST_YEAR} đến {LAST_YEAR}. Hãy kiểm tra lại kỳ.")
    bare = fold(words)
    whole = period and any(p.fullmatch(bare) for p in (_QUARTER, _HALF, _MONTH, _WHOLE))
    return str(period) if whole else " ".join(words.split())
