"""The units of a meeting in the groups in which they are read out: the Sở's own, those of the localities, the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from districts.enums import COMMUNE_KINDS, DISTRICT_KINDS, OWN_KINDS, UnitKind
from meetings.models import Delegation


@dataclass(frozen=True)
class GroupOfUnits:
    """``key`` stands in addresses and forms. The last group has no ``kinds``: it takes whatever is left."""

    key: str
    label: str
    kinds: frozenset[UnitKind] = frozenset()


OTHERS = GroupOfUnits("khac", "Cơ quan, đơn vị khác")
GROUPS = (
    GroupOfUnits("so", "Phòng, đơn vị thuộc Sở", OWN_KINDS),
    GroupOfUnits("xa", "UBND xã, phường, đặc khu", COMMUNE_KINDS),
    GroupOfUnits("huyen", "UBND quận, huyện, thị xã, thành phố", DISTRICT_KINDS),
    OTHERS,
)


def group_of(delegation: Delegation) -> GroupOfUnits:
    return group_of_kind(delegation.unit.kind if delegation.unit else "")


def group_of_kind(kind: str) -> GroupOfUnits:
    """``kind`` is a UnitKind, or '' for a name that is not in the directory."""
    return next((group for group in GROUPS if kind in group.kinds), OTHERS)


def grouped(delegations: Iterable[Delegation]) -> list[tuple[GroupOfUnits, list[Delegation]]]:
    """The groups that have anybody, each with its units in the order of the list."""
    held: dict[str, list[Delegation]] = {group.key: [] for group in GROUPS}
    for delegation in delegations:
        held[group_of(delegation).key].append(delegation)
    return [(group, held[group.key]) for group in GROUPS if held[group.key]]
