"""Loads units with their parents and successors from a file: all of it, or nothing and a list of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from districts.directory_file import FileErrors, FileRow
from districts.enums import UnitKind
from districts.folding import fold
from districts.models import Succession, Unit

REQUIRED_COLUMNS = ["code", "name", "kind"]
OPTIONAL_COLUMNS = ["short_name", "parent", "aliases", "email", "valid_from", "valid_to", "successors"]

_KIND_WORDS = {
    UnitKind.DEPARTMENT: ["sở", "ban", "ngành", "sở ngành"],
    UnitKind.DIVISION: ["phòng", "văn phòng", "thanh tra"],
    UnitKind.CENTRE: ["trung tâm", "đơn vị sự nghiệp"],
    UnitKind.CITY: ["thành phố"],
    UnitKind.LOCAL_OFFICE: ["phòng chuyên môn", "phòng của địa phương"],
    UnitKind.ASSOCIATION: ["hội", "liên hiệp hội"],
    UnitKind.SUPERIOR: ["cấp trên"],
}
_KINDS = {fold(kind.value): kind for kind in UnitKind}
_KINDS |= {fold(kind.label): kind for kind in UnitKind}
_KINDS |= {fold(word): kind for kind, words in _KIND_WORDS.items() for word in words}
_PLAIN_FIELDS = ("name", "short_name", "aliases", "kind", "email", "valid_from", "valid_to")


@dataclass(frozen=True)
class LoadSummary:
    created: int
    updated: int
    unchanged: int
    successions: int

    def __str__(self) -> str:
        return (
            f"Đã nạp {self.created + self.updated + self.unchanged} đơn vị: thêm {self.created}, sửa {self.updated}, "
            f"không đổi {self.unchanged}; ghi {self.successions} quan hệ kế thừa."
        )


@dataclass
class _Loading:
    """The directory as it will be. ``heirs``: predecessor's code -> successor's code -> the day of the file."""

    units: dict[str, Unit]
    parents: dict[str, str]
    rows: dict[str, FileRow] = field(default_factory=dict)
    heirs: dict[str, dict[str, date]] = field(default_factory=dict)
    errors: list[tuple[int, str]] = field(default_factory=list)

    def complain(self, row: FileRow, sentence: str) -> None:
        self.errors.append((row.line, sentence))


def load_units(rows: list[FileRow]) -> LoadSummary:
    """Add the units of the file and bring known ones (by code) up to it, in one transaction.

    A column that the file does not have is left as it is. Successions are added or given the file's day, never removed.
    Raises FileErrors with every line at fault. The number of queries does not grow with the rows.
    """
    with transaction.atomic():
        known = {unit.code: unit for unit in Unit.objects.select_related("parent")}
        before = {code: _values(unit) for code, unit in known.items()}
        loading = _Loading(dict(known), {unit.code: unit.parent.code for unit in known.values() if unit.parent})
        for row in rows:
            _read_unit(loading, row)
        for row in loading.rows.values():
            _read_parent(loading, row)
            _read_successors(loading, row)
        _refuse_rings(loading)
        if loading.errors:
            raise FileErrors(loading.errors)
        created, updated = _save_units(loading, before)
        written = _save_successions(loading)
    return LoadSummary(created, updated, len(loading.rows) - created - updated, written)


def kind_of(word: str) -> UnitKind | None:
    """The kind by its code ('commune') or its Vietnamese word ('xã', 'Xã'); None if there is no such kind."""
    return _KINDS.get(fold(word))


def _values(unit: Unit) -> tuple[object, ...]:
    return (*(getattr(unit, name) for name in _PLAIN_FIELDS), unit.parent_id)


def _read_unit(loading: _Loading, row: FileRow) -> None:
    code = row.cells["code"]
    if code in loading.rows:
        loading.complain(row, f"mã “{code}” đã có ở dòng {loading.rows[code].line}.")
        return
    if not code or re.search(r"[\s;|@]", code):
        loading.complain(row, "cột code: mã không được trống và không chứa dấu cách, “;”, “|”, “@”.")
        return
    loading.rows[code] = row
    unit = loading.units.setdefault(code, Unit(code=code))
    kind = kind_of(row.cells["kind"])
    if kind is None:
        loading.complain(row, f"cột kind: không có loại đơn vị “{row.cells['kind']}”.")
    unit.kind = kind or UnitKind.OTHER
    unit.name = " ".join(row.cells["name"].split())
    unit.short_name = row.cells.get("short_name", unit.short_name)
    unit.email = row.cells.get("email", unit.email)
    if "aliases" in row.cells:
        unit.aliases = "\n".join(parts(row.cells["aliases"]))
    unit.valid_from = _read_day(loading, row, "valid_from", unit.valid_from)
    unit.valid_to = _read_day(loading, row, "valid_to", unit.valid_to)
    _check(loading, row, unit)


def _check(loading: _Loading, row: FileRow, unit: Unit) -> None:
    try:
        unit.clean_fields(exclude={"parent", "kind", "folded"})
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            value = getattr(unit, name)
            loading.complain(row, f"cột {name}{f' “{value}”' if value else ''}: {' '.join(sentences)}")
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        loading.complain(row, "cột valid_to: ngày hết hiệu lực phải bằng hoặc sau ngày có hiệu lực.")


def parts(cell: str) -> list[str]:
    """The names or codes in one cell, parted by ';', '|' or a line break."""
    return [part.strip() for part in re.split(r"[;|\n]", cell) if part.strip()]


def _read_day(loading: _Loading, row: FileRow, column: str, present: date | None) -> date | None:
    if column not in row.cells:
        return present
    if not row.cells[column]:
        return None
    day = parse_day(row.cells[column])
    if day is None:
        loading.complain(row, f"cột {column}: “{row.cells[column]}” không phải ngày dạng 01/07/2025 hay 2025-07-01.")
    return day


def parse_day(text: str) -> date | None:
    """'1/7/2025' or '2025-07-01'; None for anything else."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, not a moment)
        except ValueError:
            continue
    return None


def _read_parent(loading: _Loading, row: FileRow) -> None:
    code, parent = row.cells["code"], row.cells.get("parent")
    if parent is None:
        return
    loading.parents.pop(code, None)
    if parent and parent not in loading.units:
        loading.complain(row, f"cột parent: không có đơn vị mã “{parent}” trong tệp và trong danh mục.")
    elif parent:
        loading.parents[code] = parent


def _read_successors(loading: _Loading, row: FileRow) -> None:
    unit = loading.units[row.cells["code"]]
    heirs = loading.heirs.setdefault(unit.code, {})
    for part in parts(row.cells.get("successors", "")):
        code, _, written = part.partition("@")
        if code not in loading.units:
            loading.complain(row, f"cột successors: không có đơn vị mã “{code}” trong tệp và trong danh mục.")
            continue
        day = parse_day(written) if written else unit.valid_to and unit.valid_to + timedelta(days=1)
        if day is None:
            wanted = f"ngày “{written}” sai dạng" if written else "cần ngày, vì đơn vị không có valid_to"
            loading.complain(row, f"cột successors: {code}: {wanted}. Viết {code}@01/07/2025.")
            continue
        heirs[code] = day


def _refuse_rings(loading: _Loading) -> None:
    above = {code: {parent} for code, parent in loading.parents.items()}
    followed: dict[str, set[str]] = {code: set(heirs) for code, heirs in loading.heirs.items()}
    for old, new in Succession.objects.values_list("predecessor__code", "successor__code"):
        followed.setdefault(old, set()).add(new)
    for code, row in loading.rows.items():
        if _leads_back(code, above):
            loading.complain(row, f"cột parent: đơn vị “{code}” trực thuộc chính nó theo vòng.")
        if _leads_back(code, followed):
            loading.complain(row, f"cột successors: đơn vị “{code}” kế thừa chính nó theo vòng.")


def _leads_back(start: str, steps: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(steps.get(start, ()))
    while waiting:
        reached = waiting.pop()
        if reached == start:
            return True
        if reached not in seen:
            seen.add(reached)
            waiting.extend(steps.get(reached, ()))
    return False


def _save_units(loading: _Loading, before: Mapping[str, tuple[object, ...]]) -> tuple[int, int]:
    """Write what is new or differs; how many of each."""
    new = [loading.units[code] for code in loading.rows if code not in before]
    Unit.objects.bulk_create(new)
    for code in loading.rows:
        parent = loading.parents.get(code)
        loading.units[code].parent = loading.units[parent] if parent else None
    changed = [loading.units[code] for code in loading.rows if before.get(code) != _values(loading.units[code])]
    for unit in changed:
        unit.compute()
    Unit.objects.bulk_update(changed, [*_PLAIN_FIELDS, "parent", *Unit.computed_fields], batch_size=200)
    return len(new), len(changed) - len(new)


def _save_successions(loading: _Loading) -> int:
    """Add the file's successions and set their days; how many were written."""
    known = {(step.predecessor_id, step.successor_id): step for step in Succession.objects.all()}
    new, moved = [], []
    for code, heirs in loading.heirs.items():
        for heir, day in heirs.items():
            old, successor = loading.units[code], loading.units[heir]
            step = known.get((old.pk, successor.pk))
            if step is None:
                new.append(Succession(predecessor=old, successor=successor, day=day))
            elif step.day != day:
                step.day = day
                moved.append(step)
    Succession.objects.bulk_create(new)
    Succession.objects.bulk_update(moved, ["day"])
    return len(new) + len(moved)
