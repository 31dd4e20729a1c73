"""The two sample offices that ship with the project (samples/README.md): units, groups, profile, calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from districts import directory, groups
from districts.calendar import seed_year
from districts.directory import LoadSummary, load_units
from districts.directory_file import FileRow, read_file, read_rows
from districts.groups import load_groups
from districts.models import OfficeProfile, Succession, Unit

FOLDER = Path(__file__).resolve().parent / "samples"


@dataclass(frozen=True)
class SampleOffice:
    """``unit``: the code of the Sở itself; its papers carry the profile from ``valid_from`` on."""

    unit: str
    valid_from: date
    years: tuple[int, ...]


SAMPLE_OFFICES = {
    "2018": SampleOffice("SKHCN-2018", date(2018, 1, 1), (2017, 2018, 2019)),
    "2025": SampleOffice("SKHCN", date(2025, 7, 1), (2025, 2026, 2027)),
}


def load_sample(name: str) -> LoadSummary:
    """Load the office of '2018' or '2025'; again is harmless, and both may stand in one database, linked."""
    office = SAMPLE_OFFICES[name]
    with transaction.atomic():
        summary = load_units(_rows(f"units_{name}.csv", directory.REQUIRED_COLUMNS, directory.OPTIONAL_COLUMNS))
        load_groups(_rows(f"groups_{name}.csv", groups.REQUIRED_COLUMNS, groups.OPTIONAL_COLUMNS))
        _link()
        _write_profile(office)
        for year in office.years:
            seed_year(year)
    return summary


def _rows(file: str, required: list[str], optional: list[str]) -> list[FileRow]:
    return read_rows(read_file(FOLDER / file), required=required, optional=optional)


def _link() -> None:
    """Write the successions of which both ends are in the database."""
    rows = _rows("successions.csv", ["predecessor", "successor", "day"], ["decision"])
    units = {unit.code: unit for unit in Unit.objects.all()}
    wanted = [
        Succession(
            predecessor=units[row.cells["predecessor"]],
            successor=units[row.cells["successor"]],
            day=date.fromisoformat(row.cells["day"]),
            decision=row.cells["decision"],
        )
        for row in rows
        if {row.cells["predecessor"], row.cells["successor"]} <= units.keys()
    ]
    Succession.objects.bulk_create(wanted, ignore_conflicts=True)


def _write_profile(office: SampleOffice) -> None:
    OfficeProfile.objects.get_or_create(
        valid_from=office.valid_from,
        defaults={
            "unit": Unit.objects.get(code=office.unit),
            "name": "Sở Khoa học và Công nghệ",
            "superior": "UBND tỉnh Vĩnh Long",
            "abbreviation": "SKHCN",
            "place_name": "Vĩnh Long",
            "head_position": "Giám đốc",
            "late_word": "đến trễ",
        },
    )
