"""Recording who came: marks, people, reasons; row by row, for all that are left, or by a list. Clerks alone.

The meeting's row is locked for each act, as its history is written with it: two rows at once wait for each other for
the length of one act and never overwrite each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer, Unit
from meetings import access
from meetings.attendance.delegates import read_delegates, write_delegates
from meetings.attendance.entries import Entry, digest_of, entry_of, in_sentence, settled
from meetings.attendance.groups import GroupOfUnits, group_of
from meetings.attending import late_word_on
from meetings.enums import UNRECORDED, Attendance, MeetingState
from meetings.minutes.editions import hold_minutes
from meetings.models import AbsenceFile, Delegation, Meeting, MeetingEvent

ENDED = {
    MeetingState.CLOSED: "Cuộc họp đã kết thúc theo dõi nên không ghi thêm thành phần dự họp.",
    MeetingState.CANCELLED: "Cuộc họp đã hủy nên không ghi thành phần dự họp.",
}
LONGEST_NAMED = 20  # units that the history of a mass act names one by one


@dataclass(frozen=True)
class Sent:
    """One row of the grid as it was sent. ``seen`` is the stamp of what its page showed, '' where none came along."""

    delegation: int
    entry: Entry
    seen: str = ""


@dataclass(frozen=True)
class Overtaken:
    """A row that someone else recorded differently meanwhile: nothing of ``entry`` is stored."""

    delegation: Delegation
    entry: Entry


@dataclass
class Recorded:
    saved: list[Delegation] = field(default_factory=list)
    overtaken: list[Overtaken] = field(default_factory=list)


@contextmanager
def recorded_meeting(meeting: Meeting, by: Officer, *, files_only: bool = False) -> Iterator[Meeting]:
    """The meeting, locked, for one act on its list of units. Raises NotAllowed, and WrongState once it is over, or once the
    list belongs to confirmed minutes; to what a letter proves more may be filed then (``files_only``).
    """
    if not access.may_edit_meeting(by, meeting):
        raise NotAllowed("Chỉ chuyên viên được giao ghi thành phần dự họp.")
    with transaction.atomic():
        closed = hold_minutes(meeting.pk)
        held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
        if not access.may_record_attendance(by, held):
            raise WrongState(ENDED[MeetingState(held.state)])
        if closed and not files_only:
            raise WrongState(closed)
        yield held


def note_act(held: Meeting, *, verb: str, note: str, by: Officer, at: datetime) -> None:
    """One act on the list of units in the meeting's history."""
    record(MeetingEvent, [held], verb=verb, by=by, acting=by.capacity(Role.CLERK), at=at, note=note)


def record_rows(meeting: Meeting, sent: Sequence[Sent], *, by: Officer, at: datetime) -> Recorded:
    """Save what differs from what is stored. Rows that nobody touched are left alone; those that someone else has
    recorded differently meanwhile come back in ``overtaken`` while the others are saved. One event, whatever the number.
    """
    with recorded_meeting(meeting, by) as held:
        rows = {row.pk: row for row in rows_with_people(held).filter(pk__in=[each.delegation for each in sent])}
        changes = []
        outcome = Recorded()
        for each in sent:
            row = rows.get(each.delegation)
            if row is None or each.seen.partition("-")[2] == digest_of(each.entry):
                continue
            stored = entry_of(row)
            entry = settled(each.entry, stored, str(row))
            if entry == stored:
                continue
            if each.seen and each.seen.partition("-")[0] != str(row.version):
                outcome.overtaken.append(Overtaken(row, entry))
            else:
                changes.append((row, entry))
        outcome.saved = write_entries(held, changes, verb="attendance", by=by, at=at)
    return outcome


def rows_with_people(meeting: Meeting):
    """The units of the meeting as they are shown and recorded: three queries at any number."""
    found = meeting.delegations.select_related("unit", "recorded_by", "absence_file")
    return found.prefetch_related("attendees")


def write_entries(
    held: Meeting, changes: Sequence[tuple[Delegation, Entry]], *, verb: str, by: Officer, at: datetime
) -> list[Delegation]:
    """Store settled entries and one event that tells of each. Inside `recorded_meeting`."""
    late = late_word_on(held.held_on)
    told = []
    for row, entry in changes:
        before = entry_of(row)
        told.append(f"{row}: {in_sentence(before, late)} → {in_sentence(entry, late)}")
        _write(row, before, entry, by, at)
    if told:
        note_act(held, verb=verb, note="\n".join(told), by=by, at=at)
    return [row for row, _ in changes]


def _write(row: Delegation, before: Entry, entry: Entry, by: Officer, at: datetime) -> None:
    values: dict[str, Any] = {"attendance": entry.attendance, "reason": entry.reason, "authority": entry.authority}
    values |= {"recorded_at": at, "recorded_by": by}
    stored = Delegation.objects.filter(pk=row.pk, version=row.version)
    if not stored.update(version=F("version") + 1, **values):
        raise WrongState(f"“{row}” vừa được người khác sửa. Hãy tải lại trang rồi ghi lại.")
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    if entry.people != before.people:
        write_delegates(row, read_delegates(entry.people).people)
        getattr(row, "_prefetched_objects_cache", {}).clear()


def mark_all_present(meeting: Meeting, *, group: GroupOfUnits | None = None, by: Officer, at: datetime) -> int:
    """'Tất cả có mặt': units that are not recorded yet, of one group or all; how many. A few queries, one event."""
    with recorded_meeting(meeting, by) as held:
        waiting = held.delegations.filter(attendance__in=UNRECORDED).select_related("unit")
        rows = [row for row in waiting if group is None or group_of(row) == group]
        if rows:
            Delegation.objects.filter(pk__in=[row.pk for row in rows]).update(
                attendance=Attendance.PRESENT, version=F("version") + 1, recorded_at=at, recorded_by=by
            )
            note_act(held, verb="attendance", note=f"Có mặt: {named(rows)}", by=by, at=at)
    return len(rows)


def named(rows: Sequence[object]) -> str:
    """'19 đơn vị (UBND xã A; …)': the first of them by name."""
    some = "; ".join(map(str, rows[:LONGEST_NAMED]))
    return f"{len(rows)} đơn vị ({some}{'; …' if len(rows) > LONGEST_NAMED else ''})"


def add_unit(meeting: Meeting, unit: Unit, *, by: Officer, at: datetime) -> Delegation:
    """A unit that comes without having been invited, or was forgotten; it is not recorded yet."""
    with recorded_meeting(meeting, by) as held:
        if held.delegations.filter(unit=unit).exists():
            raise DomainError(f"{unit} đã có trong danh sách của cuộc họp.")
        return add_units(held, [unit], by=by, at=at)[0]


def add_units(held: Meeting, units: Iterable[Unit], *, by: Officer, at: datetime) -> list[Delegation]:
    """Inside `recorded_meeting`, units that are not on the list. One event."""
    last = held.delegations.aggregate(last=Max("position"))["last"] or 0
    places = enumerate(units, start=last + 1)
    added = Delegation.objects.bulk_create(Delegation(meeting=held, unit=unit, position=n) for n, unit in places)
    if added:
        note_act(held, verb="invite", note=f"Thêm {'; '.join(map(str, added))}", by=by, at=at)
    return added


def remove_unit(meeting: Meeting, pk: int, *, by: Officer, at: datetime) -> str:
    """Take a unit off the list as long as nothing is recorded for it; its name."""
    with recorded_meeting(meeting, by) as held:
        row = rows_with_people(held).filter(pk=pk).first()
        if row is None:
            raise DomainError("Đơn vị này không còn trong danh sách của cuộc họp.")
        if Attendance(row.attendance).is_recorded or row.attendees.all() or kept_file(row):
            raise WrongState(
                f"{row} đã có nội dung được ghi nên không bỏ khỏi danh sách. Hãy chuyển về “Chưa ghi” và xóa đại biểu trước."
            )
        name = str(row)
        row.delete()
        note_act(held, verb="uninvite", note=f"Bỏ {name} khỏi danh sách", by=by, at=at)
    return name


def kept_file(row: Delegation) -> AbsenceFile | None:
    """The scan of its letter of absence."""
    return getattr(row, "absence_file", None)
