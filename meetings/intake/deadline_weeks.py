"""Times told from the day of the meeting: 'trước thứ Sáu (20/3)', 'trong tuần 23', 'trong tháng tới', 'tại giao ban tuần 13'."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.intake.deadline_words import HOUR, LIMITS
from meetings.intake.scan import says_any

_OPENING = rf"(?P<opening>(?:{LIMITS}|trong|vào|ngay|sáng|chiều|đến)(?:\s+|\s*(?=:))(?:(?:là|vào|đến|hết|trong|:|sáng|chiều)\s+)*{HOUR}?)"
_DAY = r"(?P<{0}>\d{{1,2}})\s?[/.-]\s?(?P<{1}>\d{{1,2}})(?:\s?[/.-]\s?(?P<{2}>(?:19|20)\d\d))?(?![\d/])"
_DATED = rf"(?:\s*(?P<bracket>\()|\s*,)?\s*(?:ngày\s+)?{_DAY.format('day', 'month', 'year')}(?(bracket)\s*\))"
_WEEKDAY = re.compile(
    rf"(?<!\w){_OPENING}thứ\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w)(?!\s+(?:hằng|hàng|mỗi))(?:{_DATED}|\s+(?P<which>tuần\s+(?:này|sau|tới)|tới))?",
    re.I,
)
_WEEK = re.compile(
    r"(?<!\w)(?P<opening>(?:trong|chậm\s+nhất|trước|đến\s+hết|hết|vào)\s+)tuần(?:\s+(?:thứ\s+)?(?P<number>\d{1,2})(?!\s*\w*\s*tháng)(?!\d)|\s+(?P<which>này|sau|tới|kế\s+tiếp)|(?=\s*(?:$|[,.;(])))"
    rf"(?:\s*\(\s*(?:từ\s+)?(?:ngày\s+)?\d{{1,2}}(?:\s?[/.-]\s?\d{{1,2}}){{0,2}}\s*(?:đến(?:\s+hết)?|-|–)\s*(?:ngày\s+)?{_DAY.format('day', 'month', 'year')}\s*\))?",
    re.I,
)
_PERIOD = re.compile(
    rf"(?<!\w)(?P<opening>(?:{LIMITS}|trong|vào|ngay)\s+(?:(?:trong|là|vào|đến|hết)\s+)*)(?:cuối\s+)?(?P<unit>tháng|quý|năm)\s+(?P<which>này|nay|sau|tới)(?!\w)",
    re.I,
)
_MEETING = re.compile(r"(?<!\w)(?:giao\s+ban|phiên\s+họp|cuộc\s+họp|họp)\s+tuần\s+(?:\d{1,2}|sau|tới)(?![\w/])", re.I)
_AFTER_MEETING = re.compile(
    r"(?<!\w)ngay\s+sau\s+(?:khi\s+)?(?:kết\s+thúc\s+)?(?:cuộc\s+họp|buổi\s+họp|phiên\s+họp|hội\s+nghị|(?:buổi\s+)?giao\s+ban)(?:\s+(?:này|hôm\s+nay))?",
    re.I,
)
_HINT_WORDS = ("tuần", "thứ", "này", "nay", "sau", "tới")
_HINT = re.compile(r"tuần|thứ\s|(?:tháng|quý|năm)\s+(?:này|nay|sau|tới)|ngay\s+sau\s", re.I)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, **{str(n): n - 2 for n in range(2, 8)}}


@dataclass(frozen=True)
class Told:
    """A time at ``start``..``end``; ``on`` is its last day where the words or ``reference`` give it; ``opening`` its first words.

    ``month`` and ``day`` stand where the words name a day without its year.
    """

    start: int
    end: int
    opening: str
    kind: str
    on: date | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None


def told_from(text: str, reference: date | None, year: int | None) -> Iterator[Told]:
    """The times that count from ``reference`` or from the weeks of ``year``, in the order of their kinds."""
    if says_any(text, _HINT_WORDS) and _HINT.search(text):
        yield from _weekdays(text, reference)
        yield from _weeks(text, reference, year)
        yield from _periods(text, reference)
        for match in _MEETING.finditer(text):
            yield Told(match.start(), match.end(), "", "relative")
        for match in _AFTER_MEETING.finditer(text):
            yield Told(match.start(), match.end(), "ngay", "relative")


def _weekdays(text: str, reference: date | None) -> Iterator[Told]:
    for match in _WEEKDAY.finditer(text):
        on = None if match["day"] else _weekday(reference, match["weekday"], match["which"] or "")
        yield _told(match, "day", on)


def _weeks(text: str, reference: date | None, year: int | None) -> Iterator[Told]:
    for match in _WEEK.finditer(text):
        on = None if match["day"] else _week(reference, year, match["number"], match["which"] or "")
        yield _told(match, "day" if match["day"] else "relative", on)


def _periods(text: str, reference: date | None) -> Iterator[Told]:
    for match in _PERIOD.finditer(text):
        kind = {"tháng": "month", "quý": "quarter", "năm": "year"}[match["unit"].casefold()]
        ahead = match["which"].casefold() in ("sau", "tới")
        yield Told(match.start(), match.end(), match["opening"], kind, _period(reference, kind, ahead=ahead))


def _told(match: re.Match[str], kind: str, on: date | None) -> Told:
    day, month, year = (int(match[name]) if match[name] else None for name in ("day", "month", "year"))
    return Told(match.start(), match.end(), match["opening"], kind, on, day, month, year)


def _weekday(reference: date | None, weekday: str, which: str) -> date | None:
    """The next such day; of the week after in 'tuần sau'."""
    if reference is None:
        return None
    wanted = _WEEKDAYS[weekday.casefold()]
    if which.casefold().endswith(("sau", "tuần tới")):
        return reference + timedelta(days=7 - reference.weekday() + wanted)
    return reference + timedelta(days=(wanted - reference.weekday()) % 7)


def _week(reference: date | None, year: int | None, number: str | None, which: str) -> date | None:
    """The Friday of the week; 'trong tuần' alone names no day."""
    if number:
        return date.fromisocalendar(year, int(number), 5) if year and 1 <= int(number) <= 52 else None
    if reference is None or not which:
        return None
    friday = reference + timedelta(days=4 - reference.weekday())
    return max(friday, reference) if which.casefold() == "này" else friday + timedelta(days=7)


def _period(reference: date | None, kind: str, *, ahead: bool) -> date | None:
    if reference is None:
        return None
    length = {"month": 1, "quarter": 3, "year": 12}[kind]
    months = reference.year * 12 + (reference.month - 1) // length * length + length - 1 + (length if ahead else 0)
    year, month = divmod(months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])
