"""Who gets an order on a day: groups expanded to their units, exceptions taken out, and names that reach nobody."""

from __future__ import annotations

from dataclasses import dataclass

from districts.models import Unit
from districts.roster import Roster
from meetings.enums import PartyRole
from meetings.models import Order, OrderParty

NOBODY = "chưa ghi đơn vị thực hiện"


@dataclass
class Shares:
    """Who gets the order: units by role, each once (leading before helping), and names that reach no unit."""

    leading: list[Unit]
    coordinating: list[Unit]
    unmatched: list[str]

    @property
    def reaches_nobody(self) -> bool:
        return not (self.leading or self.coordinating)


def shares_of(order: Order, roster: Roster) -> Shares:
    """Groups expanded to the units of the day, exceptions taken out; a name of which they leave nobody is unmatched."""
    excluded = {unit.pk for unit in order.excluded.all()}
    taken = set(excluded)
    shares = Shares([], [], [])
    for party in sorted(order.parties.all(), key=_leading_first):
        units = _units_of(party, roster)
        if unmatched := _unmatched(party, units, excluded, roster):
            shares.unmatched.append(unmatched)
        side = shares.leading if party.role == PartyRole.LEAD else shares.coordinating
        fresh = [unit for unit in units if unit.pk not in taken]
        taken.update(unit.pk for unit in fresh)
        side += fresh
    if shares.reaches_nobody and not shares.unmatched:
        shares.unmatched.append(NOBODY)
    return shares


def _leading_first(party: OrderParty) -> tuple[bool, int, int]:
    return party.role != PartyRole.LEAD, party.position, party.pk


def _units_of(party: OrderParty, roster: Roster) -> list[Unit]:
    if party.group:
        return roster.members(party.group)
    unit = roster.unit(party.unit_id)
    return [unit] if unit else []


def _unmatched(party: OrderParty, units: list[Unit], excluded: set[int], roster: Roster) -> str:
    """The name and why it reaches no unit; '' where it reaches one."""
    name = party.words or str(party)
    if not party.is_matched:
        return name
    if not units:
        day = f"ngày {roster.day:%d/%m/%Y}"
        why = f"{day} không có đơn vị nào trong nhóm" if party.group_id else f"không còn hoạt động vào {day}"
        return f"{name} ({why})"
    if excluded.issuperset(unit.pk for unit in units):
        return f"{name} ({'mọi đơn vị trong nhóm đều được trừ ra' if party.group_id else 'đã được trừ ra'})"
    return ""
