"""Who may sign a paper on a day, and by what right: proposed by rule, changeable only within what the law allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from districts.enums import Role
from districts.folding import fold
from districts.models import Appointment, OfficeProfile, Officer
from meetings.access import SIGNING_ROLES
from meetings.drafting import capacity_of
from meetings.enums import SigningCapacity


@dataclass(frozen=True)
class Signer:
    """One who signs; ``capacities`` are those of their position, the first of them proposed."""

    officer: Officer
    position: str
    capacities: tuple[SigningCapacity, ...]

    @property
    def named(self) -> str:
        return f"{self.officer.full_name}, {self.position}"


def signers_on(day: date, office: OfficeProfile) -> list[Signer]:
    """Officers in use who hold a signing appointment on the day, leaders first; one query."""
    held = Appointment.objects.in_force(day).filter(role__in=SIGNING_ROLES, officer__is_active=True)
    found: dict[int, Signer] = {}
    for each in sorted(held.select_related("officer", "unit"), key=lambda each: (each.role != Role.LEADER, each.pk)):
        found.setdefault(each.officer_id, Signer(each.officer, each.position, capacities_of(each, office)))
    return list(found.values())


def capacities_of(signing: Appointment, office: OfficeProfile) -> tuple[SigningCapacity, ...]:
    """What the position may sign as: Điều 13, Nghị định 30/2020/NĐ-CP.

    The head signs as such, whoever acts for a vacant head as Q., a deputy KT. The head of a unit below signs TL. or, where
    the head of the agency has authorised it in writing, TUQ.; TUQ. is not passed on, so that unit's deputy signs TL. alone.
    """
    proposed = capacity_of(signing, office)
    if proposed == SigningCapacity.BY_ORDER and not fold(signing.position).startswith("pho "):
        return (proposed, SigningCapacity.BY_AUTHORITY)
    return (proposed,)
