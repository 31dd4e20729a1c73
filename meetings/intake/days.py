"""Days as they are written: '25/01/2018', 'ngày 24 tháng 12 năm 2013', 'ngày 10 và 11/5/2024', '30/6' without its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from meetings.intake.once import once

_DAY = re.compile(
    r"(?<![\d/.-])(?<!giờ )(?<!:)(?P<d>0?[1-9]|[12]\d|3[01])"
    r"(?:\s?(?:,|-|–|(?:và|đến)(?: ngày)?)\s?(?:0?[1-9]|[12]\d|3[01])(?=\s?[/.-]\s?\d|\s+tháng))?"
    r"(?:\s?[/.-]\s?(?P<m1>0?[1-9]|1[0-2])(?:(?:\s?[-–]\s?\d{1,2}\s?[/.-]\s?\d{1,2})?\s?[/.-]\s?(?P<y1>(?:19|20)\d{2})(?!\d)|(?![\d/.-]|\s?[/-]\s?\d))"
    r"|\s+th[áaàảãạ]ng\s+(?P<m2>0?[1-9]|1[0-2])(?!\d)(?:\s*(?:,\s*)?n[ăaàâảắ]m\s+(?P<y2>(?:19|20)\d{2})(?!\d)|\s*[/.-]\s*(?P<y3>(?:19|20)\d{2})(?!\d))?)",
)

# a scan's letters for digits: O for 0, I or l for 1, Z for 2, S for 5, B for 8
_LIKE_DIGIT = r"[\dOoIlSBZ]"
_DAMAGED = re.compile(
    rf"(?<![\w/])(?=\S{{0,4}}\d){_LIKE_DIGIT}{{1,2}}([/.-]){_LIKE_DIGIT}{{1,2}}\1(?:[12lZ][\dOo]{_LIKE_DIGIT}{{2}})(?!\w)"
    rf"|(?<=gày ){_LIKE_DIGIT}{{1,2}}(?=\s+th[áaàảãạ]ng\s)|(?<=h[áaàảãạ]ng ){_LIKE_DIGIT}{{1,2}}(?=\s+n[ăaàâảắ]m\s)|(?<=n[ăaàâảắ]m )[12lZ][\dOo]{_LIKE_DIGIT}{{2}}(?!\w)"
)
# letters in the place of digits stand among digits, marks and blanks
_MAY_BE_DAMAGED = re.compile(r"[OoIlSBZ](?<![^\W\d_OoIlSBZ].)(?![^\W\d_OoIlSBZ])")
_NUMBER = re.compile(r"\d+")
_NAMES_DAY = re.compile(r"(?:ngày|sáng|chiều|tối|hôm)\s*$|(?:thứ \w+|chủ nhật|nay)\s*[,(]\s*$", re.I)
_DIGITS = str.maketrans("OoIlZSB", "0011258")


@dataclass(frozen=True)
class WrittenDay:
    """A day in a text; of a span ('10 và 11/5/2024') the first. ``year`` is None where none is written;
    ``damaged`` says that letters stand for digits in it."""

    day: int
    month: int
    year: int | None
    start: int
    end: int
    damaged: bool = False

    def on(self, year: int | None) -> date | None:
        """The day in its own year or else in ``year``; None if there is no such day or no year."""
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def _mended(damaged: re.Match[str]) -> str:
    return damaged.group(0).translate(_DIGITS)


def _days_in(text: str) -> Iterator[re.Match[str]]:
    """The matches of a day: it is tried where a number begins, not at every letter."""
    end = 0
    for number in _NUMBER.finditer(text):
        if number.start() >= end and (match := _DAY.match(text, number.start())):
            yield match
            end = match.end()


def written_days(text: str) -> Iterator[WrittenDay]:
    """The days in order."""
    return iter(_in_short(text) if len(text) < _SHORT else tuple(_read(text)))


_SHORT = 4000


@once(128)
def _in_short(text: str) -> tuple[WrittenDay, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[WrittenDay]:
    if not _NUMBER.search(text):
        return
    sound = _DAMAGED.sub(_mended, text) if _MAY_BE_DAMAGED.search(text) else text
    for match in _days_in(sound):
        year = match.group("y1") or match.group("y2") or match.group("y3")
        month = match.group("m1") or match.group("m2")
        if (
            year is None
            and match.group("m1")
            and not _NAMES_DAY.search(text[max(0, match.start() - 12) : match.start()])
        ):
            continue
        yield WrittenDay(
            int(match.group("d")),
            int(month),
            int(year) if year else None,
            match.start(),
            match.end(),
            sound[match.start() : match.end()] != text[match.start() : match.end()],
        )
