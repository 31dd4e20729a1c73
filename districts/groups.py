"""Loads groups of units from a file: name, kinds, members (codes), aliases; all of it or nothing."""

from __future__ import annotations

from django.db import transaction

from districts.directory import kind_of, parts
from districts.directory_file import FileErrors, FileRow
from districts.models import Unit, UnitGroup

REQUIRED_COLUMNS = ["name"]
OPTIONAL_COLUMNS = ["kinds", "members", "aliases"]


def load_groups(rows: list[FileRow]) -> int:
    """Add the groups, or bring those of the same name up to the file; members are added, never taken out.

    Returns how many groups the file has. Raises FileErrors for a kind or a unit that there is not.
    """
    codes = {code for row in rows for code in parts(row.cells.get("members", ""))}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    errors = [(row.line, sentence) for row in rows for sentence in _problems(row, units)]
    if errors:
        raise FileErrors(errors)
    with transaction.atomic():
        for row in rows:
            kinds = [kind.value for word in parts(row.cells.get("kinds", "")) if (kind := kind_of(word))]
            aliases = "\n".join(parts(row.cells.get("aliases", "")))
            group, _ = UnitGroup.objects.update_or_create(
                name=row.cells["name"], defaults={"kinds": kinds, "aliases": aliases}
            )
            group.members.add(*(units[code] for code in parts(row.cells.get("members", ""))))
    return len(rows)


def _problems(row: FileRow, units: dict[str, Unit]) -> list[str]:
    problems = [] if row.cells["name"] else ["cột name: nhóm chưa có tên."]
    for word in parts(row.cells.get("kinds", "")):
        if kind_of(word) is None:
            problems.append(f"cột kinds: không có loại đơn vị “{word}”.")
    for code in parts(row.cells.get("members", "")):
        if code not in units:
            problems.append(f"cột members: không có đơn vị mã “{code}”.")
    return problems
