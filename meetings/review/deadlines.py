"""A deadline as it is typed into a review, and what it says as a day."""

from __future__ import annotations

from datetime import date

from meetings.intake.deadlines import Calendar, find_deadlines
from meetings.intake.draft import Deadline

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
NOT_A_DAY = "Chưa hiểu được thành ngày. Hãy ghi rõ hơn, ví dụ: trước ngày 15/8/2026, trong quý III."


def typed_deadline(words: str, *, held_on: date | None) -> Deadline | None:
    """The deadline that the words name; without a day where they name none, None where there are no words.

    A day without its year is of the meeting's year, or of the next where it is long gone by.
    """
    words = " ".join(words.split())
    if not words:
        return None
    found = find_deadlines(words, Calendar(held_on.year if held_on else None, held_on, None, held_on))
    best = next((one for one in found if one.strong), None) or (found[0] if found else None)
    return Deadline(words, best.deadline.date, best.deadline.kind) if best else Deadline(words, None, "day")


def told(deadline: Deadline | None) -> str:
    """'thứ Tư, 15/08/2018', or how the day is found later; '' without a deadline."""
    if deadline is None:
        return ""
    if deadline.date:
        return f"{_WEEKDAYS[deadline.date.weekday()]}, {deadline.date:%d/%m/%Y}"
    if deadline.kind == "relative":
        return "tính thành ngày khi phát hành thông báo"
    return "định kỳ" if deadline.kind == "recurring" else NOT_A_DAY
