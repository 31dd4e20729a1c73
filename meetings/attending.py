"""Who came to a meeting, as far as the one who reads may know it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from districts.models import OfficeProfile, Officer, Unit
from meetings.enums import Attendance
from meetings.models import Attendee, Delegation, EarlierPaper, Meeting, Paper


@dataclass(frozen=True)
class UnitAttendance:
    """One line of the list. ``reason`` is '' where none is given, and where it is not the reader's to know."""

    name: str
    unit: Unit | None
    attendance: str
    reason: str
    people: Sequence[Attendee]


@dataclass(frozen=True)
class AttendanceList:
    """The units with their people, then ``persons``: those who came for no unit of the list."""

    units: list[UnitAttendance]
    persons: list[Attendee]

    @property
    def people_count(self) -> int:
        return sum(len(unit.people) for unit in self.units) + len(self.persons)


def attendance_seen_by(officer: Officer, meeting: Meeting, told: bool | None = None) -> AttendanceList:
    """The Sở's staff see all of it. A unit sees its own line alone until the notice that tells of the meeting is
    issued, and another unit's reason never. ``told`` is ``is_told_of``, asked here where it is not given."""
    delegations = meeting.invited()
    people: dict[int | None, list[Attendee]] = defaultdict(list)
    for person in meeting.people():
        people[person.delegation_id].append(person)
    persons = people[None]
    if not officer.works_at_office and not (is_told_of(meeting) if told is None else told):
        delegations, persons = [each for each in delegations if each.unit_id in officer.unit_ids], []
    late = late_word_on(meeting.held_on)
    return AttendanceList([_line(each, people[each.pk], officer, late) for each in delegations], persons)


def is_told_of(meeting: Meeting) -> bool:
    """Whether a notice of the meeting is issued, here or before the portal."""
    return Meeting.objects.filter(told_of(), pk=meeting.pk).exists()


def told_of(meeting: str = "pk") -> Q:
    """``is_told_of`` of a row that has its meeting in the column ``meeting``."""
    issued = Paper.objects.released().of_conclusions().filter(meeting=OuterRef(meeting))
    before = EarlierPaper.objects.filter(outline__meeting=OuterRef(meeting))
    return Q(Exists(issued)) | Q(Exists(before))


def _line(delegation: Delegation, attendees: list[Attendee], officer: Officer, late: str) -> UnitAttendance:
    """People are those who came: of a unit that was away, those it had named before are not told of."""
    mark = Attendance(delegation.attendance)
    may_know = officer.works_at_office or delegation.unit_id in officer.unit_ids
    words = late if mark == Attendance.LATE else str(mark.label)
    reason = delegation.reason if may_know and mark.takes_reason else ""
    people = attendees if mark.came or not mark.is_recorded else []
    return UnitAttendance(str(delegation), delegation.unit, words, reason, people)


def late_word_on(day: date | None) -> str:
    """'Đến trễ' or 'Đến muộn', as the office says it on the day (today where there is none)."""
    try:
        office = OfficeProfile.objects.in_force(day or timezone.localdate())
    except OfficeProfile.DoesNotExist:
        return str(Attendance.LATE.label)
    return office.late_word.capitalize()
