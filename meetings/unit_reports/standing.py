"""How a unit's report stands on a day: in words, with the day; and whether it came late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from districts.calendar import WorkCalendar
from meetings.enums import ReportState
from meetings.models import UnitReport

SOON = 2  # days before the deadline that count as soon


@dataclass(frozen=True)
class Standing:
    """A chip (components/chip.html) and ``key``, by which a list is filtered."""

    key: str
    css: str
    icon: str
    words: str
    day: date | None


FILTERS = (
    ("overdue", "Quá hạn, chưa gửi", "alert"),
    ("within", "Chưa gửi", "clock"),
    ("soon", "Đề nghị bổ sung", "undo"),
    ("ontime", "Đã gửi đúng hạn", "check"),
    ("donelate", "Đã gửi, muộn", "checklate"),
    ("off", "Không cần gửi", "slash"),
)
"""(key, label, icon) of what a report may be; each report is one of them."""


def days_late(report: UnitReport, calendar: WorkCalendar) -> int:
    """Days by which the first hand-in missed the deadline; 0 for one in time.

    A deadline on a day off is kept by the next working day.
    """
    if report.received_on is None or report.received_on <= calendar.next_working_day(report.request.due_on):
        return 0
    return (report.received_on - report.request.due_on).days


def standing_of(report: UnitReport, today: date, calendar: WorkCalendar) -> Standing:
    state, due = ReportState(report.state), report.request.due_on
    if state == ReportState.NOT_NEEDED:
        return Standing("off", "off", "slash", "Không cần gửi", None)
    if state == ReportState.RETURNED:
        return Standing("soon", "soon", "undo", "Đề nghị bổ sung", report.received_on)
    if state == ReportState.SENT:
        if late := days_late(report, calendar):
            return Standing("donelate", "donelate", "checklate", f"Đã gửi, muộn {late} ngày", report.received_on)
        return Standing("ontime", "ontime", "check", "Đã gửi đúng hạn", report.received_on)
    return _awaited(due, today, calendar)


def _awaited(due: date, today: date, calendar: WorkCalendar) -> Standing:
    if today > calendar.next_working_day(due):
        return Standing("overdue", "overdue", "alert", f"Chưa gửi, quá hạn {(today - due).days} ngày", due)
    left = (due - today).days
    if left <= 0:
        return Standing("within", "soon today", "clock", "Chưa gửi, hạn hôm nay", due)
    return Standing("within", "soon" if left <= SOON else "within", "clock", f"Chưa gửi, còn {left} ngày", due)
