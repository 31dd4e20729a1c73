"""How the numbers of a year stand: how many are given, which are missing, and what is wrong with them.

Điều 15, Nghị định 30/2020/NĐ-CP: numbers run from 01 on 1 January, are unique in the year, and the days follow them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.utils import timezone

from meetings.earlier_numbers import Borne
from meetings.enums import NumberMode
from meetings.models import NumberRegister, Release
from meetings.number_rows import NumberRows
from meetings.printing import released_record
from meetings.signing import ContentChanged

MOST_RUNS = 20  # of missing numbers told one by one


@dataclass(frozen=True)
class SequenceState:
    """``missing``: runs of numbers that no paper carries, '03' or '05 đến 07'. ``last`` is 0 before the first number."""

    name: str
    count: int
    last: int
    last_day: date | None
    typed: bool
    missing: tuple[str, ...]
    first_free: int

    @property
    def next_number(self) -> int | None:
        """None where the registrar types it."""
        return None if self.typed else self.first_free

    @property
    def missing_words(self) -> str:
        """'03; 05 đến 07', cut where there are very many; '' where none is missing."""
        more = len(self.missing) - MOST_RUNS
        return "; ".join(self.missing[:MOST_RUNS]) + (f" và {more} khoảng số khác" if more > 0 else "")


def missing_runs(numbers: Iterable[int], first: int = 1) -> tuple[str, ...]:
    """The runs between ``first`` and the highest number that are not among the numbers: ('03', '05 đến 07')."""
    ordered = sorted({first - 1, *numbers})
    gaps = [(low + 1, high - 1) for low, high in pairwise(ordered) if high - low > 1]
    return tuple(f"{low:02d}" if low == high else f"{low:02d} đến {high:02d}" for low, high in gaps)


def sequences_of(year: int) -> list[SequenceState]:
    """Every sequence that has a row or a paper in the year. One query."""
    rows = NumberRows.load(year, given=True)
    return [_state(name, rows) for name in sorted(rows.modes.keys() | rows.given.keys())]


def _state(name: str, rows: NumberRows) -> SequenceState:
    given = rows.given.get(name, [])
    last = given[-1][0] if given else 0
    return SequenceState(
        name=name,
        count=len(given),
        last=last,
        last_day=given[-1][1] if given else None,
        typed=rows.is_typed(name),
        missing=_missing(name, [number for number, _ in given], rows.borne),
        first_free=rows.borne.first_free(name, last + 1),
    )


def _missing(name: str, given: list[int], borne: Borne) -> tuple[str, ...]:
    """Without those that a notice bears which was issued before the portal."""
    highest = max(given, default=0)
    return missing_runs([*given, *(number for number in borne.of(name) if number < highest)])


def numbers_from_elsewhere(states: Iterable[SequenceState]) -> bool:
    """Whether the registrar types the year's numbers in: what the portal then holds is an extract of the register."""
    return any(state.typed for state in states)


def register_title(states: Iterable[SequenceState]) -> str:
    return "Trích sổ đăng ký văn bản đi" if numbers_from_elsewhere(states) else "Sổ đăng ký văn bản đi"


def problems_of(year: int) -> list[str]:
    """A sentence for each thing that is wrong with the year's numbers and days; [] where all is well.

    A number that is missing is wrong only where the portal gives the numbers.
    """
    registers = {each.sequence: each for each in NumberRegister.objects.filter(year=year)}
    releases = Release.objects.filter(year=year).select_related("paper", "signed_record")
    told: list[str] = []
    borne = Borne.load(year)
    for name, rows in groupby(releases.order_by("sequence", "number", "pk"), key=lambda row: row.sequence):
        told += _sequence_problems(name, list(rows), registers.pop(name, None), borne)
    for left in registers.values():
        if left.last_number:
            told.append(f"Dãy {left}: sổ ghi số gần nhất {left.last_number:02d} nhưng không có văn bản nào.")
    return told


def _sequence_problems(name: str, rows: list[Release], register: NumberRegister | None, borne: Borne) -> Iterator[str]:
    year, highest = rows[0].year, rows[-1]
    typed = register is not None and register.mode == NumberMode.TYPED
    for low, high in pairwise(rows):
        if low.number == high.number:
            yield f"Dãy {name}/{year}: số {low.number:02d} cấp cho hai văn bản, “{low.paper}” và “{high.paper}”."
        elif high.released_on < low.released_on:
            yield (
                f"Dãy {name}/{year}: {high.full_number} ngày {high.released_on:%d/%m/%Y} trước ngày "
                f"{low.released_on:%d/%m/%Y} của {low.full_number}."
            )
    if not typed and (missing := _missing(name, [row.number for row in rows], borne)):
        yield f"Dãy {name}/{year}: khuyết số {'; '.join(missing[:MOST_RUNS])}."
    if register is None:
        yield f"Dãy {name}/{year}: có {len(rows)} văn bản nhưng không có dòng trong sổ cấp số."
    elif register.last_number != highest.number:
        yield (
            f"Dãy {name}/{year}: sổ cấp số ghi số gần nhất {register.last_number:02d}, "
            f"văn bản có số cao nhất là {highest.number:02d}."
        )
    elif register.last_day != highest.released_on:
        yield f"Dãy {name}/{year}: ngày của số {highest.number:02d} trong sổ cấp số khác ngày của văn bản."
    for row in rows:
        yield from _row_problems(row)


def _row_problems(row: Release) -> Iterator[str]:
    named = f"{row.full_number} năm {row.year}"
    if row.released_on.year != row.year:
        yield f"{named}: ngày ban hành {row.released_on:%d/%m/%Y} không thuộc năm {row.year}."
    if row.released_on < timezone.localdate(row.signed_record.signed_at):
        yield f"{named}: ngày ban hành {row.released_on:%d/%m/%Y} trước ngày ký."
    try:
        printed = released_record(row)
    except ContentChanged as error:
        yield str(error)
        return
    if (printed.number, printed.day, printed.symbol) != (row.number, row.released_on, row.symbol):
        yield f"{named}: số, ngày hoặc ký hiệu trong sổ khác với trên văn bản."
