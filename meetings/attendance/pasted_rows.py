"""A list copied from Word or Excel as rows of cells, and what each cell is: a unit, people, a post, a mark, a reason.

Columns may stand in any order and have a head or none: a cell is known by its words. Where Word gives each cell a line
of its own, a line that names a unit opens a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from meetings.attendance.delegates import LONGEST_POST, Delegate, read_delegates
from meetings.enums import Attendance
from meetings.intake.mentions import find_mentions
from meetings.intake.posts import POST_START
from meetings.intake.wording import fold

_NUMBER = re.compile(r"(?:\d{1,3}|[IVX]{1,5})[.)]?")
_TICK = re.compile(r"[xX✓✔☑√+]")
_HEAD = re.compile(
    r"s?tt|số tt|(?:tên )?đơn vị|cơ quan.*|họ (?:và )?tên.*|(?:người|đại biểu) ?(?:dự|tham dự)?.*|chức (?:vụ|danh).*|ghi chú|ký tên|lý do.*|tình trạng.*|điểm danh|có mặt|vắng|tham dự"
)
_OPENING = re.compile(r"^(?:\d{1,3}[.)]\s+|[-–+•*]\s+)")
_BREAKS = re.compile(r"\s*:\s+|\s+[-–—]\s+|\s*;\s*|\s*,\s*|\s*\((?=\s*(?:vắng|xin|báo|có|không|đến|cử))", re.IGNORECASE)
_MARKS = (
    (Attendance.WRONG_RANK, re.compile(r"(?:không |sai )(?:đúng )?thành phần(?: mời)?")),
    (
        Attendance.EXCUSED,
        re.compile(
            r"(?:vắng |nghỉ )?(?:mặt )?(?:có (?:lý|lí) do|có phép|có xin phép)|(?:xin|báo) (?:vắng|nghỉ)(?: mặt| phép)?|nghỉ phép|cp"
        ),
    ),
    (Attendance.ABSENT, re.compile(r"(?:vắng |nghỉ )?(?:mặt )?(?:không (?:có )?(?:lý|lí) do|không (?:xin )?phép)|kp")),
    (Attendance.LATE, re.compile(r"(?:đến |dự )?(?:trễ|muộn)")),
    (
        Attendance.SUBSTITUTE,
        re.compile(r"(?:cử (?:người|cán bộ)? ?)?(?:dự|họp) thay|(?:đi|cử) thay|người (?:dự )?thay"),
    ),
    (Attendance.PRESENT, re.compile(r"có mặt|có dự|có tham dự|dự họp|tham dự|đủ|có")),
)
_PLAIN_ABSENT = re.compile(
    r"vắng(?: mặt| họp)?|không (?:tham )?dự(?: họp)?|không cử(?: người| cán bộ| đại diện)?(?: tham)?(?: dự)?|không đến"
)


@dataclass
class PastedRow:
    """``line`` counts from 1 in the pasted text; ``attendance`` is None where no cell says it; ``absent`` for a bare 'vắng'."""

    line: int
    unit: str
    people: list[Delegate] = field(default_factory=list)
    attendance: Attendance | None = None
    absent: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def reason(self) -> str:
        return "; ".join(self.notes)

    @property
    def mark(self) -> Attendance | None:
        """What the row says: a bare 'vắng' is excused where a reason stands beside it, people without a word came."""
        if self.absent and self.attendance is None:
            return Attendance.EXCUSED if self.notes else Attendance.ABSENT
        if self.attendance is None and self.people:
            return Attendance.PRESENT
        return self.attendance


IsUnit = Callable[[str], bool]


def read_rows(text: str, is_unit: IsUnit) -> tuple[list[PastedRow], list[tuple[int, str]]]:
    """The rows, one a unit, and the lines that no row came of, with their numbers. ``is_unit`` knows a unit's name."""
    rows: list[PastedRow] = []
    left_over: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell for cell in (" ".join(c.split()) for c in line.replace("|", "\t").split("\t")) if cell]
        numbered = len(cells) > 1 and bool(_NUMBER.fullmatch(cells[0]))
        cells = [cell for cell in cells if not _NUMBER.fullmatch(cell)]
        if not cells or _is_head(cells):
            continue
        if not _take(rows, number, cells, is_unit, tabbed="\t" in line, numbered=numbered):
            left_over.append((number, line.strip()))
    return _joined(rows), left_over


def _is_head(cells: list[str]) -> bool:
    return len(cells) > 1 and all(_HEAD.fullmatch(cell.casefold()) for cell in cells)


def _take(
    rows: list[PastedRow], number: int, cells: list[str], is_unit: IsUnit, *, tabbed: bool, numbered: bool
) -> bool:
    """Read one line into a row of its own or, unless it has a number of its own, into the row above; whether it belonged
    anywhere."""
    parted = _unit_apart(cells, is_unit, tabbed=tabbed)
    if parted:
        unit, rest = parted
        row = PastedRow(number, _OPENING.sub("", unit))
        rows.append(row)
        _fill(row, rest)
        return True
    if rows and not numbered and all(_says_something(cell) or rows[-1].people or rows[-1].absent for cell in cells):
        _fill(rows[-1], cells)
        return True
    return False


def _unit_apart(cells: list[str], is_unit: IsUnit, *, tabbed: bool) -> tuple[str, list[str]] | None:
    """The unit of a line and its other cells: one that is known, or in a table what stands first and tells nothing else."""
    for at, cell in enumerate(cells):
        if is_unit(cell):
            return cell, [*cells[:at], *cells[at + 1 :]]
    if tabbed:
        return (cells[0], cells[1:]) if len(cells) > 1 and not _says_something(cells[0]) else None
    head, rest = _split_line(cells[0])
    return (head, rest) if is_unit(head) else None


def _split_line(line: str) -> tuple[str, list[str]]:
    """'UBND xã A: vắng (ốm)' as its unit and the rest, at the first mark that parts them."""
    line = _OPENING.sub("", line)
    found = _BREAKS.search(line)
    return (line[: found.start()], [line[found.end() :].strip(" ()")]) if found else (line, [])


def _says_something(cell: str) -> bool:
    """Whether a cell tells of people or of coming, rather than naming a unit that is not known."""
    return bool(_mark_in(cell)[0] or _is_absent(cell)[0] or find_mentions(cell, entries=True) or POST_START.match(cell))


def _fill(row: PastedRow, cells: list[str]) -> None:
    for cell in cells:
        _read_cell(row, cell)


def _read_cell(row: PastedRow, cell: str) -> None:
    absent, reason = _is_absent(cell)
    mark, rest = _mark_in(cell)
    if _TICK.fullmatch(cell):
        row.attendance = row.attendance or Attendance.PRESENT
    elif mark is not None:
        row.attendance = mark
        row.notes += [f"thay {rest}" if mark == Attendance.SUBSTITUTE else rest] if rest else []
    elif absent:
        _read_absence(row, reason)
    elif find_mentions(cell, entries=True):
        row.people += read_delegates(cell).people
    elif row.people and not row.people[-1].post and not row.absent:
        last = row.people[-1]
        row.people[-1] = Delegate(last.name, last.honorific, cell[:LONGEST_POST])
    else:
        row.notes.append(cell)


def _read_absence(row: PastedRow, reason: str) -> None:
    """``reason``: what stands behind 'vắng'; it may say itself whether it is excused."""
    row.absent = True
    said, rest = _mark_in(reason)
    row.attendance = said if said in (Attendance.EXCUSED, Attendance.ABSENT) else row.attendance
    note = rest if said else reason
    row.notes += [note] if note else []


def _mark_in(cell: str) -> tuple[Attendance | None, str]:
    """The mark that a cell begins with, and what stands behind it: 'Đến trễ, 8h40'."""
    words = " ".join(cell.casefold().split())
    for mark, pattern in _MARKS:
        found = pattern.match(words)
        if found and not re.match(r"\w", words[found.end() :]):
            rest = cell[found.end() :].strip(" ,:;().-–—")
            if mark != Attendance.PRESENT or not rest:
                return mark, rest
    return None, ""


def _is_absent(cell: str) -> tuple[bool, str]:
    words = " ".join(cell.casefold().split())
    found = _PLAIN_ABSENT.match(words)
    if not found or re.match(r"\w", words[found.end() :]):
        return False, ""
    return True, cell[found.end() :].strip(" ,:;().-–—")


def _joined(rows: list[PastedRow]) -> list[PastedRow]:
    """Rows of the same unit as one: a delegation of three takes three lines of the list."""
    found: dict[str, PastedRow] = {}
    for row in rows:
        first = found.setdefault(fold(row.unit), row)
        if first is not row:
            first.people += row.people
            first.attendance = first.attendance or row.attendance
            first.absent = first.absent or row.absent
            first.notes += row.notes
    return list(found.values())
