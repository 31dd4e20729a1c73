"""The grid as a page shows it: groups of rows, the counts beside it, and what is next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from meetings.attendance.delegates import Delegate
from meetings.attendance.entries import MARKS, NOT_RECORDED, Entry, entry_of, in_sentence, label_of, stamp_of
from meetings.attendance.groups import GroupOfUnits, grouped
from meetings.attendance.recording import Overtaken, kept_file
from meetings.enums import UNRECORDED, Attendance, AttendeeRole
from meetings.models import AbsenceFile, Attendee, Delegation

KEYS = {"present": "C", "late": "T", "substitute": "D", "wrong_rank": "S", "excused": "L", "absent": "K"}
ICONS = {
    "present": "check",
    "late": "clock",
    "substitute": "swap",
    "wrong_rank": "slash",
    "excused": "file",
    "absent": "alert",
}


@dataclass(frozen=True)
class Mark:
    """A column of the grid. ``value`` is what the form sends, ``key`` the letter that sets it, or ''."""

    value: str
    label: str
    key: str
    icon: str


@dataclass(frozen=True)
class Choice:
    mark: Mark
    value: str
    checked: bool


@dataclass(frozen=True)
class Row:
    """One unit. ``stored`` and ``theirs`` in words tell of a conflict: ``entry`` is then what was sent and not saved."""

    delegation: Delegation
    entry: Entry
    stamp: str
    choices: list[Choice]
    read_as: list[Attendee | Delegate]
    leading: list[Attendee]
    file: AbsenceFile | None
    theirs: str = ""
    mine: str = ""

    @property
    def pk(self) -> int:
        return self.delegation.pk

    @property
    def name(self) -> str:
        return str(self.delegation)

    @property
    def is_registered(self) -> bool:
        return self.delegation.attendance == Attendance.REGISTERED

    @property
    def may_remove(self) -> bool:
        recorded = Attendance(self.delegation.attendance).is_recorded
        return not (recorded or self.read_as or self.leading or self.file)


@dataclass(frozen=True)
class GroupRows:
    group: GroupOfUnits
    rows: list[Row]
    unrecorded: int


@dataclass(frozen=True)
class Count:
    mark: Mark
    count: int


@dataclass
class Grid:
    """``last_at`` is when a row was recorded last; None where none is."""

    groups: list[GroupRows]
    marks: list[Mark]
    counts: list[Count]
    invited: int
    came: int
    unrecorded: int
    last_at: datetime | None


def marks_of(late_word: str) -> list[Mark]:
    marks = [Mark(str(m.value), label_of(m, late_word), KEYS[m.value], ICONS[m.value]) for m in MARKS]
    return [*marks, Mark(str(Attendance.INVITED.value), NOT_RECORDED, "", "ring")]


def grid_of(delegations: list[Delegation], late_word: str, overtaken: list[Overtaken] | None = None) -> Grid:
    """From the rows of `recording.rows_with_people`; without a query."""
    marks = marks_of(late_word)
    lost = {each.delegation.pk: each for each in overtaken or []}
    groups = [
        GroupRows(
            group,
            [row_of(each, marks, late_word, lost.get(each.pk)) for each in held],
            sum(each.attendance in UNRECORDED for each in held),
        )
        for group, held in grouped(delegations)
    ]
    return Grid(groups, marks, *tally(delegations, marks))


def tally(delegations: list[Delegation], marks: list[Mark]) -> tuple[list[Count], int, int, int, datetime | None]:
    """Counts by mark, how many were invited, came, are not recorded, and when a row was recorded last."""
    found = Counter("invited" if each.attendance in UNRECORDED else each.attendance for each in delegations)
    came = sum(Attendance(each.attendance).came for each in delegations)
    moments = [each.recorded_at for each in delegations if each.recorded_at]
    counts = [Count(mark, found[mark.value]) for mark in marks]
    return counts, len(delegations), came, found["invited"], max(moments, default=None)


def row_of(delegation: Delegation, marks: list[Mark], late_word: str, lost: Overtaken | None = None) -> Row:
    people = list(delegation.attendees.all())
    entry = lost.entry if lost else entry_of(delegation)
    return Row(
        delegation=delegation,
        entry=entry,
        stamp=stamp_of(delegation),
        choices=_choices(delegation, entry, marks, late_word),
        read_as=[person for person in people if person.role == AttendeeRole.ATTENDEE],
        leading=[person for person in people if person.role != AttendeeRole.ATTENDEE],
        file=kept_file(delegation),
        theirs=in_sentence(entry_of(delegation), late_word) if lost else "",
        mine=in_sentence(lost.entry, late_word) if lost else "",
    )


def _choices(delegation: Delegation, entry: Entry, marks: list[Mark], late_word: str) -> list[Choice]:
    """A registered unit that is not recorded stays registered, and says so in place of 'Chưa ghi'."""
    stored = Attendance(delegation.attendance)
    before = Attendance.INVITED if stored.is_recorded else stored
    shown = [mark if mark.key else replace(mark, label=label_of(before, late_word)) for mark in marks]
    return [
        Choice(mark, value, entry.attendance == value or (not mark.key and entry.attendance in UNRECORDED))
        for mark in shown
        for value in [mark.value if mark.key else str(before.value)]
    ]
