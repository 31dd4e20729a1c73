"""The list of delegates to be signed by hand, from the rows of a meeting."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from meetings.attendance.groups import grouped
from meetings.attendance.recording import rows_with_people
from meetings.composing import office_on
from meetings.enums import Attendance, AttendeeRole
from meetings.models import Attendee, Delegation, Meeting
from meetings.papers.sheet import SheetGroup, SheetRecord, SheetRow
from meetings.papers.sheet import sheet_pdf as print_sheet
from meetings.papers.wording import day_words
from meetings.printing import font_dir, printer_problems_said

BLANK_ROWS = 5  # for guests whom nobody foresaw
LEADING = "Chủ trì, thư ký, khách mời"


def sheet_pdf(meeting: Meeting, *, at: datetime) -> bytes:
    """Raises CannotCompose without an office profile, CannotPrint where the machine lacks the font."""
    record = compose_sheet(meeting, at=at)
    with printer_problems_said():
        return print_sheet(record, font_dir=font_dir())


def compose_sheet(meeting: Meeting, *, at: datetime) -> SheetRecord:
    """A row for each person of a unit, and for a unit that has named nobody one to be filled in. Five queries."""
    office = office_on(meeting.held_on or timezone.localdate(at))
    persons = [_person("", person) for person in meeting.attendees.filter(delegation=None)]
    groups = [SheetGroup(LEADING, tuple(persons))] if persons else []
    for group, delegations in grouped(rows_with_people(meeting)):
        rows = tuple(row for delegation in delegations for row in _rows_of(delegation))
        groups.append(SheetGroup(group.label, rows))
    return SheetRecord(
        superior_lines=(office.superior.upper(),),
        agency_lines=(office.name.upper(),),
        meeting_title=meeting.title,
        day_words=day_words(meeting.held_on) if meeting.held_on else "",
        place=meeting.place,
        groups=tuple(groups),
        blank_rows=BLANK_ROWS,
    )


def _rows_of(delegation: Delegation) -> list[SheetRow]:
    mark = Attendance(delegation.attendance)
    if mark.is_recorded and not mark.came:
        return [SheetRow(str(delegation), note=mark.label)]
    people = list(delegation.attendees.all())
    return [_person(str(delegation), person) for person in people] or [SheetRow(str(delegation))]


def _person(unit: str, person: Attendee) -> SheetRow:
    role = "" if person.role == AttendeeRole.ATTENDEE else person.get_role_display()
    return SheetRow(unit or role, _opened(str(person)), _opened(person.post))


def _opened(words: str) -> str:
    """With a capital, as a cell begins."""
    return words[:1].upper() + words[1:]
