"""How long before a meeting the invitation is sent, and how long after it the notice is issued.

Quyết định 45/2018/QĐ-TTg: at least 3 working days before; within 5 working days after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from districts.calendar import WorkCalendar
from meetings.enums import AHEAD, MeetingState
from meetings.models import Meeting

INVITE_BEFORE = 3  # working days
NOTICE_WITHIN = 5  # working days
DECISION = "Quyết định 45/2018/QĐ-TTg"


@dataclass(frozen=True)
class TimeCheck:
    """One rule against the calendar. ``late``: broken already, or it cannot be kept any more."""

    words: str
    due_on: date
    late: bool


def invitation_due(day: date, calendar: WorkCalendar) -> date:
    """The last day on which the invitation to a meeting of the day may be sent."""
    return calendar.add_working_days(day, -INVITE_BEFORE)


def last_day_to_register(day: date, sent: date, calendar: WorkCalendar) -> date:
    """Until when units are asked to register for a meeting of the day: the working day before it, or the day on which
    the invitation is sent where that is later."""
    return min(day, max(sent, calendar.add_working_days(day, -1)))


def working_days_before(sent: date, day: date, calendar: WorkCalendar) -> int:
    """Working days from the day of sending, which counts, to the day before the meeting; 3 keep the rule."""
    return calendar.working_days_between(sent - timedelta(days=1), day - timedelta(days=1))


def notice_due(day: date, calendar: WorkCalendar) -> date:
    """The last day on which the notice of a meeting of the day may be issued."""
    return calendar.add_working_days(day, NOTICE_WITHIN)


def notice_due_on(meeting: Meeting) -> date | None:
    """`notice_due` of the meeting; None for one without a day. One query."""
    day = meeting.held_on
    return notice_due(day, WorkCalendar.load(day.year, day.year)) if day else None


def time_checks(meeting: Meeting, today: date, *, issued: bool) -> list[TimeCheck]:
    """What the clerk has to keep in mind now; [] for a meeting without a day or one that is called off.

    ``issued``: whether the meeting's notice is. One query.
    """
    day = meeting.held_on
    if day is None or meeting.state in (MeetingState.CANCELLED, MeetingState.POSTPONED):
        return []
    calendar = WorkCalendar.load(day.year, day.year)
    if meeting.state in AHEAD:
        return [_invitation(meeting, day, calendar, today)]
    return [] if issued else [_notice(notice_due(day, calendar), today)]


def _invitation(meeting: Meeting, day: date, calendar: WorkCalendar, today: date) -> TimeCheck:
    due = invitation_due(day, calendar)
    rule = f"Giấy mời phải gửi trước ít nhất {INVITE_BEFORE} ngày làm việc ({DECISION}): chậm nhất ngày {due:%d/%m/%Y}."
    sent = meeting.invited_on
    if sent is None:
        told = f" Hôm nay còn {working_days_before(today, day, calendar)} ngày làm việc trước ngày họp."
        told += " Đã quá hạn mà chưa ghi ngày gửi giấy mời." if today > due else ""
        return TimeCheck(rule + told, due, late=today > due)
    late = sent > due
    kept = "gửi muộn so với quy định" if late else "đúng quy định"
    given = f"trước cuộc họp {working_days_before(sent, day, calendar)} ngày làm việc"
    return TimeCheck(f"{rule} Đã gửi ngày {sent:%d/%m/%Y}, {given}, {kept}.", due, late)


def _notice(due: date, today: date) -> TimeCheck:
    late = today > due
    told = " Đã quá hạn." if late else ""
    return TimeCheck(
        f"Thông báo kết luận ban hành trong {NOTICE_WITHIN} ngày làm việc sau cuộc họp ({DECISION}): "
        f"chậm nhất ngày {due:%d/%m/%Y}.{told}",
        due,
        late,
    )
