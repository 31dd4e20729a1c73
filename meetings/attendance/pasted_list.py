"""A pasted list beside the units of a meeting: what it would change, whom it does not find; then all of it at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from districts.errors import DomainError, EditConflict
from districts.models import Officer, Unit
from meetings.admission import Directory
from meetings.attendance.delegates import in_words
from meetings.attendance.entries import Entry, entry_of, in_sentence
from meetings.attendance.pasted_rows import PastedRow, read_rows
from meetings.attendance.recording import add_units, recorded_meeting, rows_with_people, write_entries
from meetings.attending import late_word_on
from meetings.enums import Attendance
from meetings.intake.context import Known, KnownUnit
from meetings.intake.units import match_unit
from meetings.models import Delegation, Meeting

LONGEST_TEXT = 200_000  # letters
NEW = "new:"


@dataclass(frozen=True)
class Change:
    """A unit of the meeting that the list names. ``before`` and ``after`` in words; alike where nothing changes."""

    line: int
    delegation: Delegation
    entry: Entry
    before: str
    after: str

    @property
    def changes(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Uninvited:
    """A unit of the directory that the list names and the meeting does not: added only where the clerk says so."""

    line: int
    unit: Unit
    entry: Entry
    after: str


@dataclass
class Comparison:
    """``unknown``: line and words of what no unit is found for; ``seen`` stamps the rows that the preview showed."""

    changes: list[Change] = field(default_factory=list)
    uninvited: list[Uninvited] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    seen: str = ""

    @property
    def to_write(self) -> list[Change]:
        return [change for change in self.changes if change.changes]

    @property
    def unchanged(self) -> list[Change]:
        return [change for change in self.changes if not change.changes]


def compare(meeting: Meeting, text: str) -> Comparison:
    """What the list says of the meeting as it stands. A few queries at any length. Raises DomainError for an endless text."""
    if len(text) > LONGEST_TEXT:
        raise DomainError("Danh sách dán vào quá dài. Hãy dán từng phần, mỗi phần dưới 200.000 ký tự.")
    delegations = list(rows_with_people(meeting))
    matcher = _Matcher(delegations, Directory.load(meeting.held_on))
    rows, left_over = read_rows(text.replace("\x00", ""), matcher.knows)
    comparison = Comparison(unknown=list(left_over))
    late = late_word_on(meeting.held_on)
    touched: set[int] = set()
    for row in rows:
        found = matcher.find(row.unit)
        if isinstance(found, Delegation) and found.pk not in touched:
            touched.add(found.pk)
            comparison.changes.append(_change(row, found, late))
        elif isinstance(found, Unit):
            entry = _entry(row, Entry(Attendance.INVITED))
            comparison.uninvited.append(Uninvited(row.line, found, entry, in_sentence(entry, late)))
        else:
            comparison.unknown.append((row.line, row.unit))
    comparison.unknown.sort()
    comparison.seen = _seen(comparison.changes)
    return comparison


class _Matcher:
    """Names of the list against the units of the meeting first, then against the whole directory."""

    def __init__(self, delegations: Sequence[Delegation], directory: Directory):
        self.rows = {self._code(row): row for row in delegations}
        self.directory = directory
        self.invited = Known(self._known(code, row) for code, row in self.rows.items())

    @staticmethod
    def _code(row: Delegation) -> str:
        return row.unit.code if row.unit else f"{NEW}{row.pk}"

    @staticmethod
    def _known(code: str, row: Delegation) -> KnownUnit:
        if row.unit is None:
            return KnownUnit(code, row.words)
        return KnownUnit(code, row.unit.name, row.unit.short_name, tuple(row.unit.alias_list()), row.unit.kind)

    def find(self, written: str) -> Delegation | Unit | None:
        found = match_unit(written, self.invited)
        return self.rows[found.code] if found else self.directory.find_unit(written)

    def knows(self, written: str) -> bool:
        return len(written) <= 255 and self.find(written) is not None


def _change(row: PastedRow, delegation: Delegation, late: str) -> Change:
    before = entry_of(delegation)
    entry = _entry(row, before)
    return Change(row.line, delegation, entry, in_sentence(before, late), in_sentence(entry, late))


def _entry(row: PastedRow, before: Entry) -> Entry:
    """What the row says over what stands; what it does not speak of stays."""
    entry = replace(before, attendance=row.mark or before.attendance)
    if row.people:
        entry = replace(entry, people=in_words(row.people))
    mark = Attendance(entry.attendance)
    if row.reason and mark == Attendance.SUBSTITUTE:
        return replace(entry, authority=row.reason[:255])
    return replace(entry, reason=row.reason[:255]) if row.reason and mark.takes_reason else entry


def _seen(changes: Sequence[Change]) -> str:
    plain = ";".join(f"{change.delegation.pk}:{change.delegation.version}" for change in changes)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def apply_list(
    meeting: Meeting, text: str, *, seen: str, adding: Sequence[str] = (), by: Officer, at: datetime
) -> tuple[int, int]:
    """Write the list whole: how many units were recorded, and how many of them added (codes in ``adding``).

    Raises EditConflict where a row of the list has moved on since its preview, and then writes nothing.
    """
    with recorded_meeting(meeting, by) as held:
        comparison = compare(held, text)
        if comparison.seen != seen:
            raise EditConflict("Có đơn vị trong danh sách vừa được người khác ghi. Hãy xem lại phần đối chiếu rồi ghi.")
        new = [each for each in comparison.uninvited if each.unit.code in adding]
        added = add_units(held, [each.unit for each in new], by=by, at=at)
        changes = [(change.delegation, change.entry) for change in comparison.to_write]
        changes += [(row, each.entry) for row, each in zip(added, new, strict=True)]
        saved = write_entries(held, changes, verb="attendance_list", by=by, at=at)
    return len(saved), len(added)
