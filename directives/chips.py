"""The words and the sign of an assignment's deadline on a day, by the table in the interface rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from directives.enums import AssignmentState, Bucket
from directives.figures import Yardstick
from directives.models import Assignment
from meetings.enums import Frequency

ICONS = {
    Bucket.OVERDUE: "alert",
    Bucket.SOON: "clock",
    Bucket.WITHIN: "ring",
    Bucket.ON_TIME: "check",
    Bucket.DONE_LATE: "checklate",
    Bucket.WITHDRAWN: "slash",
}


WAITS = "chờ Sở xác nhận"


@dataclass(frozen=True)
class Chip:
    """``css`` is the bucket's class; ``day`` stands under the words, None where there is no deadline."""

    css: str
    icon: str
    words: str
    day: date | None


def chip_of(assignment: Assignment, yardstick: Yardstick) -> Chip:
    bucket = yardstick.bucket(assignment)
    due_on = assignment.current_due_on
    words = _words(assignment, bucket, yardstick)
    css = "hollow" if due_on is None and bucket == Bucket.WITHIN else str(bucket)
    if due_on == yardstick.today and bucket == Bucket.SOON and assignment.state != AssignmentState.REPORTED:
        css = "soon today"
    return Chip(css, ICONS[bucket], words, due_on)


def _words(assignment: Assignment, bucket: Bucket, yardstick: Yardstick) -> str:
    if bucket == Bucket.WITHDRAWN:
        return AssignmentState(assignment.state).label
    if bucket == Bucket.ON_TIME:
        return bucket.label if assignment.current_due_on else AssignmentState.DONE.label
    if bucket == Bucket.DONE_LATE:
        return f"Hoàn thành trễ {yardstick.days_late(assignment)} ngày"
    words = _open_words(assignment, bucket, yardstick)
    return f"{words}, {WAITS}" if assignment.state == AssignmentState.REPORTED else words


def _open_words(assignment: Assignment, bucket: Bucket, yardstick: Yardstick) -> str:
    """As on the day of the report, where one waits for an answer."""
    if assignment.current_due_on is None:
        return "Không có hạn"
    days = (assignment.current_due_on - yardstick.measured_on(assignment)).days
    if bucket == Bucket.OVERDUE:
        return count_down(days)
    if days < 0:
        return "Hạn vào ngày nghỉ"
    if bucket == Bucket.WITHIN and assignment.directive.recurrence:
        return f"Định kỳ {Frequency(assignment.directive.recurrence).label.lower()}"
    return count_down(days) if yardstick.measured_on(assignment) == yardstick.today else f"Còn {days} ngày"


def count_down(days: int) -> str:
    """'Quá hạn 2 ngày', 'Hôm nay', 'Ngày mai', 'Còn 3 ngày', seen from today."""
    if days < 0:
        return f"Quá hạn {-days} ngày"
    return {0: "Hôm nay", 1: "Ngày mai"}.get(days, f"Còn {days} ngày")
