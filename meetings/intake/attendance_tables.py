"""Attendance tables: a row is a person, a delegation's heading, or a unit that did not come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from meetings.intake.absences import add_absence
from meetings.intake.cells import cells, is_divider
from meetings.intake.delegations import UNIT_LIKE, Listed, Place, unit_of_heading
from meetings.intake.draft import Person
from meetings.intake.lines import Paragraph
from meetings.intake.mentions import Mention, find_mentions
from meetings.intake.names import name_at, titled_names
from meetings.intake.posts import unit_in
from meetings.intake.roles import split_role

_COLUMNS = (
    ("name", re.compile(r"họ\s*(?:và|,)?\s*(?:tên|đệm)|tên$|(?:tên )?đại biểu|người (?:tham )?dự|thành phần", re.I)),
    ("post", re.compile(r"chức\s*(?:vụ|danh)", re.I)),
    ("unit", re.compile(r"(?:tên )?đơn\s*vị|cơ\s*quan|địa phương|nơi công tác|phòng(?:, ban)?$", re.I)),
    ("gone", re.compile(r"(?:xin )?vắng(?: mặt)?$", re.I)),
    ("note", re.compile(r"ghi\s*chú|ký\s*(?:tên|nhận)|chữ\s*ký|tình trạng|điểm danh|(?:có mặt|vắng)\s*/", re.I)),
)
_OF_TASKS = re.compile(
    r"(?:tên |nội dung )?(?:nhiệm vụ|công việc)|nội dung|thời (?:gian|hạn)|kết quả|sản phẩm|cơ quan (?:chủ trì|phối hợp)",
    re.I,
)
_ABSENT_CELL = re.compile(
    r"^\W*(?:(?:xin )?vắng|không (?:tham )?dự|không cử|không có (?:người|đại diện|ai|đại biểu)(?: (?:tham )?dự)?)\b[\s,:–(-]*(?:mặt\b)?[\s,:–(-]*(?P<reason>.*?)\)?$",
    re.I,
)
_SAID_BEHIND_NAME = re.compile(r"\((?P<gone>\s*(?:xin )?vắng\b[^()]*)\)\s*$", re.I)
_TICK = re.compile(r"\s*[xXvV✓✔☑√+]\s*")
_LABELLED_POST = re.compile(r"^chức\s*(?:vụ|danh)\s*:\s*", re.I)


@dataclass
class _Table:
    """``columns`` says which column holds what; ``unit`` is the delegation of the rows that name none."""

    place: Place
    unit: str | None
    columns: dict[str, int] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    absent: list[tuple[str, str | None, tuple[int, ...]]] = field(default_factory=list)

    def cell(self, values: Sequence[str], key: str) -> str | None:
        position = self.columns.get(key)
        return values[position] or None if position is not None and position < len(values) else None


def read_table(rows: Sequence[Paragraph], place: Place, listed: Listed) -> None:
    table = _Table(place, place.unit)
    for row in rows:
        values = cells(row.text)
        header = _header(values)
        if header:
            table.columns = header
        elif not is_divider(row.text):
            _read_row(values, row.lines, table)
    listed.people += table.people
    present = {person.unit for person in table.people}
    for unit, reason, lines in table.absent:
        if unit not in present:
            add_absence(listed.absences, unit, reason, lines)


def _read_row(values: Sequence[str], lines: tuple[int, ...], table: _Table) -> None:
    group = _group_row(values)
    if group is not None:
        table.unit = group or None
        return
    gone = _said_gone(values, table)
    own = table.cell(values, "unit")
    unit = own or (_unit_for_name(values, table) if gone is not None else None) or table.unit
    table.unit = own or table.unit
    if gone is None:
        person = _row_person(values, lines, table)
        table.people += [person] if person else []
    elif unit:
        table.absent.append((unit, gone or None, lines))


def _said_gone(values: Sequence[str], table: _Table) -> str | None:
    """The reason, or '', of a row that says 'vắng': in a cell of its own, behind the name or by a tick; None for other rows."""
    for value in values:
        behind = _SAID_BEHIND_NAME.search(value)
        match = _ABSENT_CELL.match(behind.group("gone") if behind else value)
        if match:
            return match.group("reason").strip(" .()")
    return "" if _TICK.fullmatch(table.cell(values, "gone") or "") else None


def is_people_header(row: str) -> bool:
    """Whether a table that begins with ``row`` lists those who came."""
    values = cells(row)
    return "name" in _header(values) and not any(_OF_TASKS.match(value) for value in values)


def _unit_for_name(values: Sequence[str], table: _Table) -> str | None:
    """An absent unit that stands where its person's name or post would."""
    beside = (table.cell(values, "name"), table.cell(values, "post"))
    return next((words for words in beside if words and UNIT_LIKE.match(words)), None)


def _header(values: Sequence[str]) -> dict[str, int]:
    """Which column holds what, if the row is a header."""
    found: dict[str, int] = {}
    for position, value in enumerate(values):
        key = next(
            (key for key, pattern in _COLUMNS if key not in found and len(value) < 45 and pattern.match(value)), None
        )
        if key and not titled_names(value):
            found[key] = position
    numbered = any(re.fullmatch(r"(?:s?tt|số tt)\.?", value, re.I) for value in values)
    return found if len(found) >= 2 or ("unit" in found and numbered) else {}


def _group_row(values: Sequence[str]) -> str | None:
    """The delegation that a row names for those under it ('| I | Sở Y tế | | |'); '' for a group; None for other rows."""
    filled = [value for value in values if value and not re.fullmatch(r"(?:\d{1,3}|[IVX]{1,5}|[A-Ea-e])[.)]?", value)]
    if len(filled) != 1 or _ABSENT_CELL.match(filled[0]):
        return None
    name = name_at(filled[0], 0)
    if name and len(name) == len(filled[0]) and not UNIT_LIKE.match(name):
        return None
    return unit_of_heading(filled[0]) or ""


def _row_person(values: Sequence[str], lines: tuple[int, ...], table: _Table) -> Person | None:
    found = _mention(values, table)
    if found is None:
        return None
    mention, at = found
    beside = next((value for value in values[at + 1 :] if value), "") if not table.columns else ""
    post, role = split_role(_LABELLED_POST.sub("", mention.post or table.cell(values, "post") or beside))
    noted = split_role(table.cell(values, "note") or "")[1]
    unit = table.cell(values, "unit") or table.unit or unit_in(post)
    return Person(mention.name, mention.honorific, post or None, unit, role or noted or table.place.role, list(lines))


def _mention(values: Sequence[str], table: _Table) -> tuple[Mention, int] | None:
    """The person whom a row names, and in which cell; the column of names may hold a name with no known family name."""
    column = table.columns.get("name")
    for at in range(len(values)) if column is None else [column]:
        value = values[at] if at < len(values) else ""
        found = find_mentions(value, entries=True)
        if found:
            return found[0], at
        name = name_at(value, 0) if column is not None else None
        if name:
            return Mention(name, None, "", 0, len(name)), at
    return None
