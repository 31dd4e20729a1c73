"""Deadlines in words: 'trước ngày 05/3', 'trong quý II', 'chậm nhất 10 ngày làm việc kể từ ngày ký'.

'Trước ngày D', 'chậm nhất ngày D' and 'đến hết ngày D' mean D itself (the reading of administrative practice); a month,
quarter, half-year or year means its last day. What was supplied by the reader, and not by the words, is said in
``Deadline.doubt``.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.intake.days import written_days
from meetings.intake.deadline_tet import before_tet, eve_of
from meetings.intake.deadline_weeks import told_from
from meetings.intake.deadline_words import (
    BY_NATURE,
    COUNTED,
    DIGIT,
    DURATION,
    EVERY_ALONE,
    EVERY_WORDS,
    FINISHED,
    FROM_ISSUE,
    FROM_MEETING,
    LATER_PERIOD,
    MOMENT,
    MOMENT_BEFORE,
    MOMENT_HINT,
    PLAIN_RECURRING,
    PREFIX,
    RECURRING,
    RECURRING_WORDS,
    SECOND_DAY,
    STRONG,
    TET_WORDS,
    TIME_HINT,
    TIME_WORDS,
    WEEKS,
    YEARS,
    YEARS_ALONE,
)
from meetings.intake.draft import Deadline
from meetings.intake.scan import lowered, says_any

NEAR = timedelta(days=62)
# 'trước ngày 31/01' said in November is next year's; said in February it is a slip, or tells of the past
LONG_GONE = timedelta(days=180)
NO_YEAR = "Thời hạn không ghi năm, hiểu là năm {year}. Kiểm tra lại với văn bản gốc."
NO_YEAR_AT_ALL = "Thời hạn không ghi năm. Nhập năm vào thời hạn."
NO_SUCH_DAY = "Không có ngày {day}/{month}. Kiểm tra lại với văn bản gốc."
PAST = "Thời hạn trước ngày họp. Kiểm tra lại với văn bản gốc."
PART_OF = "'{words}' không nêu ngày, hiểu là {day}. Nhập ngày cụ thể nếu khác."
ISSUED_AGAIN = "Đếm từ ngày ban hành ghi trong tài liệu ({day}), chưa trừ ngày lễ. Phát hành ngày khác thì hạn tính lại từ ngày đó."
WORKING_DAYS = "Đếm ngày làm việc từ {day}, chưa trừ ngày lễ. Kiểm tra lại với lịch làm việc."
EVE_OF_TET = "'{words}' không nêu ngày, hiểu là {day}, ngày trước mùng một Tết. Nhập ngày cụ thể nếu khác."
TET_NOT_DATED = "'{words}' không nêu ngày. Nhập ngày cụ thể vào thời hạn."
SEVERAL = "Có nhiều mốc thời hạn. Tách thành từng nhiệm vụ nếu cần."


@dataclass(frozen=True)
class Duration:
    """'10 ngày làm việc' is ``Duration(10, 'day', True)``; ``before`` when it counts back ('30 ngày trước khi …')."""

    count: int
    unit: str
    working: bool
    before: bool = False


@dataclass(frozen=True)
class Found:
    """A time in a text: ``strong`` when its words set a limit ('trước', 'chậm nhất'), ``bare`` when no word opens it."""

    start: int
    end: int
    deadline: Deadline
    strong: bool
    bare: bool


@dataclass(frozen=True)
class Calendar:
    """The year that a day without one takes, and the day from which the document looks ahead.

    From ``start`` any number of days is counted, from ``meeting`` only one 'kể từ ngày họp'. ``told`` is False when no
    day of the document is known and ``reference`` is only the day on which it is read: then nothing in it has gone by.
    """

    year: int | None = None
    reference: date | None = None
    start: date | None = None
    meeting: date | None = None
    issued: date | None = None
    told: bool = True

    @property
    def gone_before(self) -> date | None:
        return self.reference if self.told else None

    def year_for(self, month: int, day: int) -> int | None:
        """The planned year; of the year before it the days just ahead of the reference day; the next for a day long gone by."""
        year, reference = self.year, self.reference
        if reference is None:
            return year
        year = year or reference.year
        this = _day(reference.year, month, day)
        if year == reference.year + 1 and this and reference <= this <= reference + NEAR:
            return reference.year
        planned = _day(year, month, day)
        return year + 1 if planned and planned + LONG_GONE < reference and year == reference.year else year


def read_deadline(words: str, *, year: int | None, start: date | None = None) -> Deadline | None:
    """The deadline that ``words`` alone say, as a clerk types it; None for 'thường xuyên' and for no deadline.

    ``year`` is taken where the words name none; from ``start`` a number of calendar days is counted, the next day first.
    Working days stay without a date: the office's calendar counts them (``duration_of``).
    """
    found = find_deadlines(words, Calendar(year, None, start))
    best = next((f for f in found if f.strong), None) or (found[0] if found else None)
    return best.deadline if best else None


def find_deadlines(text: str, known: Calendar) -> list[Found]:
    """All times in ``text`` that could set a limit, in their order, none overlapping another."""
    found: list[Found] = []
    if not (DIGIT.search(text) or says_any(text, TIME_WORDS) or TIME_HINT.search(lowered(text))):
        return found
    for reader in (_whole, _recurring, _tet, _durations, _told, _moments):
        new = _apart(reader(text, known), found)
        found = sorted([*found, *new], key=lambda one: one.start) if new else found
    return found


def _apart(new: list[Found], found: list[Found]) -> list[Found]:
    """Those of ``new`` that overlap none of ``found``, which is in order."""
    starts = [one.start for one in found]
    kept = []
    for one in new:
        i = bisect_left(starts, one.end)
        if not (i and found[i - 1].end > one.start):
            kept.append(one)
    return kept


def _whole(text: str, known: Calendar) -> list[Found]:
    """What is a deadline only when it stands alone, as in a table's cell: '2026', '2025-2026', 'Hằng năm'."""
    years, every = YEARS_ALONE.fullmatch(text), EVERY_ALONE.fullmatch(text)
    if years:
        deadline = Deadline(text.strip(), date(int(years["last"]), 12, 31), "year")
    elif every:
        deadline = Deadline(text.strip(), None, "recurring")
    else:
        return []
    return [Found(0, len(text), deadline, strong=False, bare=True)]


def duration_of(words: str) -> Duration | None:
    """The length of time that a relative deadline names."""
    match = DURATION.search(words)
    if not match:
        return None
    unit = {"ngày": "day", "tuần": "week", "tháng": "month", "giờ": "hour"}[match["unit"].casefold()]
    return Duration(int(match["count"]), unit, bool(match["working"]), bool(match["back"]))


def _durations(text: str, known: Calendar) -> list[Found]:
    if not COUNTED.search(text):
        return []
    return [
        Found(match.start(), match.end(), _relative(match, known), strong=True, bare=not match["opening"])
        for match in DURATION.finditer(text)
        if match["opening"] or match["tail"] or match["working"] or match.span() == (0, len(text.rstrip(" .;")))
    ]


def _relative(match: re.Match[str], known: Calendar) -> Deadline:
    count, unit, words = int(match["count"]), match["unit"].casefold(), match.group(0).strip()
    stated = _stated_start(match["tail"] or "", known)
    if match["back"]:
        return Deadline(words, None, "relative")
    if match["working"]:
        told = ISSUED_AGAIN if FROM_ISSUE.search(words) else WORKING_DAYS
        doubt = told.format(day=stated.strftime("%d/%m/%Y")) if stated else None
        return Deadline(words, _working_days_after(stated, count) if stated else None, "relative", doubt=doubt)
    start = stated or known.start
    return Deadline(words, _after(start, count, unit) if start else None, "relative")


def _stated_start(tail: str, known: Calendar) -> date | None:
    """The day from which the words themselves count: a day written, or that of the meeting."""
    day = next(written_days(tail), None)
    if day:
        return day.on(known.year_for(day.month, day.day))
    if FROM_ISSUE.search(tail):
        return known.issued
    return known.meeting if FROM_MEETING.search(tail) else None


def _working_days_after(start: date, count: int) -> date:
    """The ``count``-th Monday-to-Friday day after ``start``; holidays are for the office's calendar to know."""
    weeks, rest = divmod(count, 5)
    day = start + timedelta(weeks=weeks)
    while rest or day.weekday() > 4:
        day += timedelta(days=1)
        rest -= day.weekday() <= 4 and rest > 0
    return day


def _after(start: date, count: int, unit: str) -> date | None:
    if unit == "ngày":
        return start + timedelta(days=count)
    if unit == "tuần":
        return start + timedelta(weeks=count)
    if unit == "tháng":
        year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
        return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    return start


def _recurring(text: str, known: Calendar) -> list[Found]:
    if not says_any(text, RECURRING_WORDS):
        return []
    found = [
        Found(m.start(), m.end(), Deadline(m.group(0).strip(), None, "recurring"), strong=True, bare=False)
        for m in RECURRING.finditer(text)
    ]
    for match in PLAIN_RECURRING.finditer(text) if says_any(text, EVERY_WORDS) else ():
        start, end = match.span(str(match.lastgroup))
        if match["last"] and BY_NATURE.search(text[max(0, start - 60) : start]):
            continue
        if any(one.start <= start < one.end for one in found):
            continue  # 'định kỳ trước ngày 20 hằng tháng' is one time
        found.append(Found(start, end, Deadline(text[start:end], None, "recurring"), strong=True, bare=False))
    return found


def _tet(text: str, known: Calendar) -> list[Found]:
    """'Trước Tết' means its eve, of the year written or else of the next Tết; one counted back from it names no day."""
    found = []
    for limit in before_tet(text) if says_any(text, TET_WORDS) else ():
        start = limit.start + len(FINISHED.match(text, limit.start).group(0))  # type: ignore[union-attr]
        words = text[start : limit.end].strip()
        ahead_of = known.reference or known.start or (date(known.year, 1, 1) if known.year else None)
        eve = eve_of(limit.year, after=ahead_of) if limit.exact else None
        said = (
            EVE_OF_TET.format(words=words, day=eve.strftime("%d/%m/%Y")) if eve else TET_NOT_DATED.format(words=words)
        )
        found.append(Found(start, limit.end, Deadline(words, eve, "day", doubt=said), strong=True, bare=False))
    return found


def _told(text: str, known: Calendar) -> list[Found]:
    """Days of the week, weeks and periods that are told from the day of the meeting."""
    found = []
    for told in told_from(text, known.reference, known.year):
        start = told.start + len(FINISHED.match(told.opening).group(0))  # type: ignore[union-attr]
        words = text[start : told.end].strip()
        if told.day and told.month:
            deadline = _on_day(words, told.day, told.month, told.year, known)
        else:
            doubt = PART_OF.format(words=words, day=told.on.strftime("%d/%m/%Y")) if told.on else None
            deadline = Deadline(words, told.on, told.kind, doubt=doubt)
        found.append(Found(start, told.end, deadline, bool(STRONG.search(told.opening)), bare=not told.opening))
    return sorted(found, key=lambda one: one.start)


def _moments(text: str, known: Calendar) -> list[Found]:
    found: list[Found] = []
    hint = MOMENT_HINT.search(lowered(text))
    for match in MOMENT.finditer(text, max(0, hint.start() - MOMENT_BEFORE)) if hint else ():
        if LATER_PERIOD.match(text, match.end()) and not match["day"]:
            continue
        opening = PREFIX.search(text[max(0, match.start() - 60) : match.start()])
        prefix = opening.group(0) if opening else ""
        if _needs_prefix(match) and not prefix and match.span() != (0, len(text.rstrip(" .;"))):
            continue
        start = match.start() - len(prefix)
        strong = bool(STRONG.search(prefix))
        start += len(FINISHED.match(prefix).group(0))  # type: ignore[union-attr]
        second = SECOND_DAY.match(text, match.end()) if match["day"] else None
        if second:
            words = text[start : second.end()].strip()
            deadline = Deadline(words, None, "recurring", doubt=SEVERAL)
            found.append(Found(start, second.end(), deadline, strong, bare=not prefix))
            continue
        deadline = _moment(match, text[start : match.end()].strip(), known, before=_excludes(prefix))
        found.append(Found(start, match.end(), deadline, strong, bare=not prefix))
    return found


def _needs_prefix(match: re.Match[str]) -> bool:
    """'3/4' or '12/2025' alone may be a fraction, a score or a document's number."""
    return bool(match["number"] or match["month_number"]) and not match["word"]


def _excludes(prefix: str) -> bool:
    """'Trước tháng 6' ends with May, whereas 'trước ngày 05/6' includes the day."""
    return bool(re.search(r"trước\s*$", prefix, re.I))


def _moment(match: re.Match[str], words: str, known: Calendar, *, before: bool) -> Deadline:
    year = next((int(match[name]) for name in YEARS if match[name]), None)
    if match["day"] or match["number"]:
        day, month = (match["day"], match["month"]) if match["day"] else (match["number"], match["month2"])
        return _on_day(words, int(day), int(month), year, known)
    first, last, kind = _months(match)
    if not 1 <= last <= 12:
        return Deadline(words, None, kind, doubt=NO_SUCH_DAY.format(day="", month=last).replace("ngày /", "tháng "))
    if before and not match["part"]:
        return _before_period(words, first, year, kind, known)
    return _in_period(words, first, last, year, kind, match, known)


def _on_day(words: str, day: int, month: int, year: int | None, known: Calendar) -> Deadline:
    taken = year or known.year_for(month, day)
    if taken is None:
        return Deadline(words, None, "day", doubt=NO_YEAR_AT_ALL)
    if not _day(taken, month, day):
        return Deadline(words, None, "day", doubt=NO_SUCH_DAY.format(day=day, month=month))
    return Deadline(words, _day(taken, month, day), "day", doubt=None if year else NO_YEAR.format(year=taken))


def _months(match: re.Match[str]) -> tuple[int, int, str]:
    """First and last month of the period, and its kind."""
    if match["half"]:
        return (1, 6, "half") if match["half"].casefold() == "đầu" else (7, 12, "half")
    if match["quarter"]:
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["quarter"].casefold()) or int(match["quarter"])
        return 3 * quarter - 2, 3 * quarter, "quarter"
    month = match["week_month"] or match["month3"] or match["month_number"]
    return (int(month), int(month), "month") if month else (1, 12, "year")


def _in_period(
    words: str, first: int, last: int, year: int | None, kind: str, match: re.Match[str], known: Calendar
) -> Deadline:
    taken = year or known.year_for(last, 28)
    if taken is None:
        return Deadline(words, None, kind, doubt=NO_YEAR_AT_ALL)
    doubt = None if year else NO_YEAR.format(year=taken)
    part = (match["part"] or "").casefold()
    if match["week_month"]:
        day = _week_end(taken, last, match["week"].casefold())
    elif part in ("đầu", "giữa"):
        day = _part(taken, first, last, part)
    else:
        return Deadline(words, _last(taken, last), kind, doubt=doubt)
    said = PART_OF.format(words=words, day=day.strftime("%d/%m/%Y"))
    return Deadline(words, day, kind, doubt=said)


def _before_period(words: str, first: int, year: int | None, kind: str, known: Calendar) -> Deadline:
    taken = year or known.year_for(first, 1)
    if taken is None:
        return Deadline(words, None, kind, doubt=NO_YEAR_AT_ALL)
    day = date(taken, first, 1) - timedelta(days=1)
    return Deadline(words, day, kind, doubt=PART_OF.format(words=words, day=day.strftime("%d/%m/%Y")))


def _part(year: int, first: int, last: int, part: str) -> date:
    """The first or second third of a month, quarter, half-year or year (a month's thirds end on the 10th and 20th)."""
    if first == last:
        return date(year, first, 10 if part == "đầu" else 20)
    third = (last - first + 1) // 3 or 1
    return _last(year, first + (third if part == "đầu" else 2 * third) - 1)


def _week_end(year: int, month: int, week: str) -> date:
    """The Friday of the month's n-th week, the week of the 1st being the first."""
    last = _last(year, month)
    if week.startswith("cuối"):
        return last
    friday = date(year, month, 1) + timedelta(days=(4 - date(year, month, 1).weekday()) % 7)
    return min(friday + timedelta(weeks=WEEKS.get(week, 1) - 1), last)


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
