"""Who carries on the work of a unit that was merged, split or renamed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from districts.models import Succession, Unit


@dataclass(frozen=True)
class Successions:
    """Who carries on whose work by the day; one query, however many units are then asked for."""

    day: date
    steps: Mapping[int, list[Unit]]

    @classmethod
    def until(cls, day: date) -> Successions:
        steps: dict[int, list[Unit]] = {}
        for step in Succession.objects.filter(day__lte=day).select_related("successor"):
            steps.setdefault(step.predecessor_id, []).append(step.successor)
        return cls(day, steps)

    def heirs_of(self, unit: Unit) -> list[Unit]:
        """By name; [] while the unit exists itself. Chains are followed through units that have ceased in their turn."""
        if unit.exists_on(self.day):
            return []
        heirs: dict[int, Unit] = {}
        seen, waiting = {unit.pk}, [unit]
        while waiting:
            for heir in self.steps.get(waiting.pop().pk, []):
                if heir.pk in seen:
                    continue  # a branch that meets another, or a ring that someone wrote into the database
                seen.add(heir.pk)
                if heir.exists_on(self.day):
                    heirs[heir.pk] = heir
                else:
                    waiting.append(heir)
        return sorted(heirs.values(), key=lambda heir: heir.sort_name)

    def now_called(self, unit: Unit) -> str:
        """'nay là UBND xã A, UBND xã B và UBND phường C'; '' while the unit exists or where it has no successor."""
        names = [str(heir) for heir in self.heirs_of(unit)]
        if not names:
            return ""
        return "nay là " + " và ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def successors_of(units: Iterable[Unit], day: date) -> dict[int, list[Unit]]:
    """Unit pk -> the units that carry on its work on the day, by name; [] while it exists itself. One query."""
    successions = Successions.until(day)
    return {unit.pk: successions.heirs_of(unit) for unit in units}


def successors_on(unit: Unit, day: date) -> list[Unit]:
    """The units that carry on the work of the unit on the day; [] while it exists itself, or if nobody does."""
    return successors_of([unit], day)[unit.pk]


def now_called(unit: Unit, day: date) -> str:
    """As ``Successions.now_called``; nothing is read while the unit exists."""
    return "" if unit.exists_on(day) else Successions.until(day).now_called(unit)
