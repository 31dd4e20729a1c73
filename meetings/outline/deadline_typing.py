"""A deadline as a clerk types it, in words or as a day: what it means, shown while one types and stored the same way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from districts.calendar import WorkCalendar
from districts.weekdays import weekday_date
from meetings.admitted_orders import deadline_values
from meetings.deadline_words import deadline_in
from meetings.enums import DeadlineKind, Frequency
from meetings.intake.draft import Deadline

_EMPTY: dict[str, Any] = {
    "deadline_words": "",
    "deadline_kind": DeadlineKind.NONE,
    "due_on": None,
    "relative_days": None,
    "working_days": False,
    "recurrence": "",
    "due_day": None,
}
UNREAD = "Chưa đọc được ngày từ thời hạn này. Hãy ghi ngày đến hạn ở ô bên."
INCLUSIVE = "“Trước ngày X” tính đến hết ngày X."


@dataclass(frozen=True)
class TypedDeadline:
    """``values`` are columns of an order. ``doubt`` is what the reader had to suppose, or ''."""

    values: dict[str, Any]
    doubt: str = ""

    @property
    def due_on(self) -> date | None:
        day: date | None = self.values["due_on"]
        return day


def typed_deadline(words: str, day: date | None, *, held_on: date | None) -> TypedDeadline:
    """``day`` as typed beside the words wins over what they say; None leaves it to the words."""
    words = " ".join(words.split())[:255]
    read = deadline_in(words, held_on=held_on) if words else None
    values = _EMPTY | deadline_values(read, words) | {"deadline_words": words}
    if read and read.kind == DeadlineKind.RECURRING and not values["recurrence"]:
        values["deadline_kind"] = DeadlineKind.NONE
    if day is None or values["recurrence"]:
        return TypedDeadline(values, _doubt(read))
    kind = values["deadline_kind"] if values["due_on"] == day else DeadlineKind.DAY
    doubt = _doubt(read) if read and read.date == day else ""
    return TypedDeadline(_EMPTY | {"deadline_words": words, "deadline_kind": kind, "due_on": day}, doubt)


def _doubt(read: Deadline | None) -> str:
    """The reader tells of a document; here the one who wrote the words is there to say what they meant."""
    return (read.doubt or "").removesuffix(" Kiểm tra lại với văn bản gốc.") if read else ""


def told(values: dict[str, Any], calendar: WorkCalendar, *, held_on: date | None) -> str:
    """What the stored deadline means, in a sentence: 'Thứ Hai, 30/11/2026, ngày làm việc.'; '' for none."""
    day = values["due_on"]
    if day:
        return " ".join(filter(None, [day_words(day, calendar), _gone(day, held_on), _inclusive(values)]))
    if values["relative_days"]:
        days = f"{values['relative_days']} ngày{' làm việc' if values['working_days'] else ''}"
        return f"Đến hạn sau {days} kể từ ngày phát hành thông báo."
    if values["recurrence"]:
        often = Frequency(values["recurrence"]).label.lower()
        within = f"ngày {values['due_day']} của kỳ" if values["due_day"] else "ngày cuối kỳ"
        return f"Định kỳ {often}, hạn vào {within}."
    return UNREAD if values["deadline_words"] else ""


def day_words(day: date, calendar: WorkCalendar) -> str:
    """'Thứ Hai, 30/11/2026, ngày làm việc.'; for a day off also the working day that follows."""
    words = weekday_date(day)
    words = words[:1].upper() + words[1:]
    if calendar.is_working_day(day):
        return f"{words}, ngày làm việc."
    return f"{words}, ngày nghỉ; ngày làm việc kế tiếp là {calendar.next_working_day(day):%d/%m/%Y}."


def _gone(day: date, held_on: date | None) -> str:
    return "Ngày này trước ngày họp." if held_on and day < held_on else ""


def _inclusive(values: dict[str, Any]) -> str:
    return INCLUSIVE if values["deadline_words"].lower().startswith("trước ngày") else ""
