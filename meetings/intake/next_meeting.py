"""The next meeting, where the document announces it: its period, its host, its day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.intake.citations import masked
from meetings.intake.context import KnownUnit
from meetings.intake.deadlines import Calendar, find_deadlines
from meetings.intake.draft import Deadline, NextMeeting
from meetings.intake.orders_text import sentences
from meetings.intake.scan import Opened, says_any
from meetings.intake.unit_phrases import phrases_in

_MEETING = (
    r"(?:cuộc\s+họp|hội\s+nghị|phiên\s+họp|kỳ\s+họp|buổi\s+(?:họp|giao\s+ban|làm\s+việc)|giao\s+ban|họp\s+giao\s+ban)"
)
_MEETING_WORDS = ("họp", "hội", "giao", "buổi")  # one of them is in every name of a meeting
_ANNOUNCED = Opened(
    "cuộc hội phiên kỳ buổi giao họp",
    rf"(?<!\w){_MEETING}[^.;]{{0,120}}(?:tiếp\s+theo|lần\s+sau|kỳ\s+sau|(?:kỳ|lần|tuần|tháng|quý)\s+tới|tổ\s+chức\s+tại|họp\s+tại|diễn\s+ra|đăng\s+cai|dự\s+kiến|tại\s)",
)
_AHEAD = re.compile(
    r"(?<!\w)(?:tiếp\s+theo|lần\s+sau|kỳ\s+sau|(?:kỳ|lần|tuần|tháng|quý)\s+tới|đăng\s+cai|dự\s+kiến|sẽ\s+(?:được\s+)?(?:tổ\s+chức|họp|diễn)|tiếp\s+tục\s+duy\s+trì|được\s+tổ\s+chức)(?!\w)",
    re.I,
)
_PAST = re.compile(r"(?<!\w)(?:đã|vừa|hôm\s+nay|sáng\s+nay)(?!\w)", re.I)
_HOSTS = (
    re.compile(
        r"(?<!\w)(?:do|giao)\s+(?!vậy|đó|ban\s)(?P<host>[^,.;:]{3,80}?)\s+(?:đăng\s+cai|chủ\s+trì|tổ\s+chức)", re.I
    ),
    re.compile(r"(?:^|[,;:]\s*)(?P<host>[^,.;:]{3,80}?)\s+đăng\s+cai", re.I),
    re.compile(r"(?<!\w)tại\s+(?P<host>[^,.;:()]{3,80})", re.I),
)

_KINDS = ("day", "month", "quarter", "half", "year")
_TITLED = re.compile(rf"\W*{_MEETING}[^:,.;]{{0,60}}:", re.I)


def find_next_meeting(
    text: str, lines: Sequence[int], known: Sequence[KnownUnit], calendar: Calendar
) -> NextMeeting | None:
    """The meeting that a paragraph announces, or None. ``period`` and ``host`` are as written."""
    if not says_any(text, _MEETING_WORDS):
        return None
    for span in sentences(text):
        words = masked(text[span.start : span.end])
        if len(words) > 600 or not _ANNOUNCED.search(words) or _PAST.search(words):
            continue
        times = [found.deadline for found in find_deadlines(words, calendar) if found.deadline.kind in _KINDS]
        if not (_AHEAD.search(words) or _is_appointed(words, times, calendar)):
            continue
        host = _host(words, known)
        if times or host:
            day = next((time.date for time in times if time.kind == "day"), None)
            return NextMeeting(_period(times), host, day, list(lines))
    return None


def _is_appointed(words: str, times: Sequence[Deadline], calendar: Calendar) -> bool:
    """'Giao ban tháng 9: tại xã A, ngày 16/9/2026': no verb, but a meeting with a day that is still ahead."""
    ahead = [time for time in times if time.kind == "day" and time.date and calendar.reference]
    return bool(_TITLED.match(words)) and any(time.date > calendar.reference for time in ahead)  # type: ignore[operator]


def _period(times: Sequence[Deadline]) -> str | None:
    """The finest period named, as written without its opening word."""
    periods = sorted((time for time in times if time.kind != "day"), key=lambda time: _KINDS.index(time.kind))
    return re.sub(r"^(?:trong|vào|đầu|cuối)\s+", "", periods[0].text) if periods else None


def _host(words: str, known: Sequence[KnownUnit]) -> str | None:
    """The unit or place named as host; a unit's name is cut where it ends."""
    for pattern in _HOSTS:
        match = pattern.search(words)
        said = match["host"] if match else ""
        phrases = phrases_in(said, known)
        parties = next((found for i in range(min(8, len(phrases.words))) if (found := phrases.parties(i))), [])
        room = pattern is _HOSTS[-1] and said[:1].isupper() and not phrases.parties(0)
        if parties and not room:
            return parties[0].text
        if said[:1].isupper() and pattern is _HOSTS[-1]:
            return re.split(r"\s+(?:vào|trong|để|và|từ)\s", said)[0].strip()
    return None
