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
    parties = sorted(order.parties.all(), key=lambda party: (party.role != PartyRole.LEAD, party.position, party.pk))
    for party in parties:
        units = _units_of(party, roster)
        if not units:
            shares.unmatched.append(_why_unmatched(party))
        elif all(unit.pk in excluded for unit in units):
            why = "mọi đơn vị trong nhóm đều được trừ ra" if party.group_id else "đã được trừ ra"
            shares.unmatched.append(f"{party.words or party} ({why})")
        side = shares.leading if party.role == PartyRole.LEAD else shares.coordinating
        for unit in units:
            if unit.pk not in taken:
                taken.add(unit.pk)
                side.append(unit)
    if not (shares.leading or shares.coordinating or shares.unmatched):
        shares.unmatched.append(NOBODY)
    return shares


def _units_of(party: OrderParty, roster: Roster) -> list[Unit]:
    if party.group_id:
        return roster.members(party.group_id)
    unit = roster.units.get(party.unit_id) if party.unit_id else None
    return [unit] if unit else []


def _why_unmatched(party: OrderParty) -> str:
    if party.group:
        return f"{party.words or party.group} (ngày phát hành không có đơn vị nào trong nhóm)"
    if party.unit:
        return f"{party.words or party.unit} (không còn hoạt động vào ngày phát hành)"
    return party.words
