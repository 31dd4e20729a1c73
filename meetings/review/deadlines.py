"""A deadline as it is typed into a review, and what it says as a day."""

from __future__ import annotations

from datetime import date

from districts.weekdays import weekday_date
from meetings.admitted_orders import runs_from_issue
from meetings.deadline_words import deadline_in
from meetings.intake.draft import Deadline

NOT_A_DAY = "Chưa hiểu được thành ngày. Hãy ghi rõ hơn, ví dụ: trước ngày 15/8/2026, trong quý III."


def typed_deadline(words: str, *, held_on: date | None) -> Deadline | None:
    """The deadline that the words name; without a day where they name none, None where there are no words."""
    words = " ".join(words.split())
    if not words:
        return None
    read = deadline_in(words, held_on=held_on)
    return Deadline(words, read.date, read.kind) if read else Deadline(words, None, "day")


def told(deadline: Deadline | None) -> str:
    """'thứ Tư, 15/08/2018', or how the day is found later; '' without a deadline."""
    if deadline is None:
        return ""
    if deadline.date and runs_from_issue(deadline):
        return f"tính khi phát hành thông báo; theo ngày của tài liệu là {weekday_date(deadline.date)}"
    if deadline.date:
        return weekday_date(deadline.date)
    if deadline.kind == "relative":
        return "tính thành ngày khi phát hành thông báo"
    return "định kỳ" if deadline.kind == "recurring" else NOT_A_DAY
