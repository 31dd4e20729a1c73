"""All units of a day at hand at once: expanding many groups costs three queries, however many there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from districts.models import Unit, UnitGroup


@dataclass(frozen=True)
class Roster:
    """``units`` by id, those that exist on the day; ``groups``: group id -> ids of its units that day, in name order."""

    day: date
    units: dict[int, Unit]
    groups: dict[int, list[int]]

    @classmethod
    def load(cls, day: date) -> Roster:
        units = {unit.pk: unit for unit in Unit.objects.valid_on(day).order_by("name", "id")}
        listed = defaultdict(set)
        for group_id, unit_id in UnitGroup.members.through.objects.values_list("unitgroup_id", "unit_id"):
            listed[group_id].add(unit_id)
        groups = {
            group.pk: [pk for pk, unit in units.items() if unit.kind in group.kinds or pk in listed[group.pk]]
            for group in UnitGroup.objects.all()
        }
        return cls(day, units, groups)

    def members(self, group_id: int) -> list[Unit]:
        return [self.units[pk] for pk in self.groups.get(group_id, ())]
