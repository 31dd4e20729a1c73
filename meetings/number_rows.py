"""What the numbers of a year are told from: its registers, the papers issued, notices of before the portal. Read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import DateField, QuerySet, Value

from districts.page_reads import read_once
from meetings.earlier_numbers import Borne
from meetings.enums import NumberMode
from meetings.models import EarlierPaper, NumberRegister, Release

REGISTER, GIVEN, BORNE = "register", "given", "borne"


@dataclass
class NumberRows:
    """``last`` and ``modes`` are those of the registers, by sequence; ``given`` numbers with their days, in the order of the
    numbers, where they were asked for; ``borne`` by earlier notices.
    """

    last: dict[str, int] = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)
    given: dict[str, list[tuple[int, date]]] = field(default_factory=lambda: defaultdict(list))
    borne: Borne = field(default_factory=lambda: Borne(frozenset()))

    @classmethod
    def load(cls, year: int, *, given: bool) -> NumberRows:
        """Of every sequence of the year; one query, once a page."""
        return read_once(("numbers", year, given), lambda: cls._read(year, given=given))

    @classmethod
    def _read(cls, year: int, *, given: bool) -> NumberRows:
        found, borne = cls(), set()
        for kind, name, mode, number, day in sorted(_rows(year, given=given), key=lambda row: (row[1], row[3])):
            if kind == REGISTER:
                found.last[name], found.modes[name] = number, mode
            elif kind == GIVEN:
                found.given[name].append((number, day))
            else:
                borne.add((name, number))
        found.borne = Borne(frozenset(borne))
        return found

    def is_typed(self, sequence: str) -> bool:
        """Whether the registrar types its numbers in."""
        return self.modes.get(sequence, NumberMode.MINTED) == NumberMode.TYPED

    def next_of(self, sequence: str) -> int | None:
        """What the next release would get; None where the registrar types it."""
        if self.is_typed(sequence):
            return None
        return self.borne.first_free(sequence, self.last.get(sequence, 0) + 1)


def _rows(year: int, *, given: bool) -> Iterator[tuple[str, str, str, int, Any]]:
    """(which of the three, sequence or symbol, mode, number, day)."""
    registers = NumberRegister.objects.filter(year=year)
    earlier = EarlierPaper.objects.filter(year=year)
    parts: list[QuerySet[Any, Any]] = [
        earlier.values_list(Value(BORNE), "symbol", Value(""), "number", Value(None, output_field=DateField())),
    ]
    if given:
        issued = Release.objects.filter(year=year)
        parts.append(issued.values_list(Value(GIVEN), "sequence", Value(""), "number", "released_on"))
    rows = registers.order_by().values_list(Value(REGISTER), "sequence", "mode", "last_number", "last_day")
    return rows.union(*(part.order_by() for part in parts), all=True).iterator()
