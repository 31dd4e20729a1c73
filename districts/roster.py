"""All units of a day at hand at once: expanding groups costs one query, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import F

from districts.models import Unit, UnitGroup
from districts.page_reads import read_once


@dataclass(frozen=True)
class Roster:
    """``units`` by id in the order of their names, those that exist on the day; ``listed``: ids of the units that a group
    names, by its id; ``heirs``: the unit that stands for one that is gone, by the id of that one.
    """

    day: date
    units: Mapping[int, Unit]
    listed: Mapping[int, set[int]]
    heirs: Mapping[int, Unit] = field(default_factory=dict)

    @classmethod
    def load(cls, day: date) -> Roster:
        return read_once(("roster", day), lambda: cls._read(day))

    @classmethod
    def _read(cls, day: date) -> Roster:
        """A unit comes once for each group that names it."""
        units: dict[int, Unit] = {}
        listed = defaultdict(set)
        for unit in Unit.objects.valid_on(day).annotate(named_in=F("groups")).order_by("sort_name", "id"):
            units.setdefault(unit.pk, unit)
            listed[unit.named_in].add(unit.pk)
        return cls(day, units, listed)

    def with_heirs(self, heirs: Mapping[int, Unit]) -> Roster:
        return replace(self, heirs=heirs)

    def unit(self, pk: int | None) -> Unit | None:
        """The unit, or the one that stands for it; None for one that is gone."""
        return self.units.get(pk or 0) or self.heirs.get(pk or 0)

    def members(self, group: UnitGroup) -> list[Unit]:
        """The units of the group on the day, in the order of their names."""
        named = self.listed.get(group.pk, ())
        return [unit for unit in self.units.values() if unit.kind in group.kinds or unit.pk in named]
