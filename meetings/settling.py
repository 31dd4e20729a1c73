"""Remarks of the reading ('điểm cần xem lại'): kept with the meeting until somebody has looked and says so.

A remark is a dict of ``line`` and ``message``; once settled also of ``settled_by`` (a name) and ``settled_at`` (ISO).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access
from meetings.models import Meeting, MeetingEvent


@dataclass(frozen=True)
class ReadingNote:
    """``index``: its place among the meeting's remarks, from 0, which never changes; ``source``: the words of the line."""

    index: int
    line: int
    message: str
    source: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None


def notes_of(meeting: Meeting) -> list[ReadingNote]:
    return [
        ReadingNote(
            index,
            note["line"],
            note["message"],
            _line_of(meeting, note["line"]),
            note.get("settled_by", ""),
            datetime.fromisoformat(note["settled_at"]) if "settled_at" in note else None,
        )
        for index, note in enumerate(meeting.reading_notes)
    ]


def _line_of(meeting: Meeting, number: int) -> str:
    lines = meeting.source_lines
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def open_notes(meeting: Meeting) -> list[ReadingNote]:
    return [note for note in notes_of(meeting) if note.settled_at is None]


@records_refusals
def settle_note(meeting: Meeting, *, index: int, by: Officer, at: datetime) -> None:
    """'Đã xem' one remark. One that is settled already stays as it is. Raises DomainError where there is none."""
    _settle(meeting, "settle_note", {index}, by=by, at=at)


@records_refusals
def settle_all_notes(meeting: Meeting, *, by: Officer, at: datetime) -> None:
    """'Đã xem tất cả': every remark that is still open."""
    _settle(meeting, "settle_all_notes", set(range(len(meeting.reading_notes))), by=by, at=at)


def _settle(meeting: Meeting, verb: str, indexes: set[int], *, by: Officer, at: datetime) -> None:
    if not access.may_edit_meeting(by, meeting):
        raise NotAllowed("Chỉ chuyên viên được giao mới đánh dấu điểm cần xem lại.")
    with transaction.atomic():
        held = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if not indexes <= set(range(len(held.reading_notes))):
            raise DomainError("Không có điểm cần xem lại này. Hãy tải lại trang.")
        settled = [note for note in open_notes(held) if note.index in indexes]
        if settled:
            mark = {"settled_by": by.full_name, "settled_at": at.isoformat()}
            for note in settled:
                held.reading_notes[note.index] |= mark
            # A form that was opened before must not write the remarks back as they were.
            Meeting.objects.filter(pk=held.pk).update(reading_notes=held.reading_notes, version=F("version") + 1)
            words = "; ".join(f"dòng {note.line}: {note.message}" for note in settled)
            record(MeetingEvent, [held], verb=verb, by=by, acting=by.capacity(Role.CLERK), at=at, note=words)
    meeting.refresh_from_db(fields=["reading_notes", "version", "event_count", "event_head"])
