"""Who can go on with a piece of work: colleagues of its unit who hold, today and for themselves, a role that does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from directives.enums import WorkKind
from directives.handovers.work import ROLES, Work
from districts.models import Appointment, Officer

Receivers = Mapping[str, list[Appointment]]


def receivers_of(works: Iterable[Work], leaver: Officer, day: date) -> Receivers:
    """By the key of each work the appointments that could take it, each officer once, by name, in the unit itself if there; one
    query.
    """
    works = list(works)
    units = {work.unit.pk for work in works if work.unit}
    held = Appointment.objects.in_force(day).filter(officer__is_active=True).exclude(officer=leaver)
    near = held.filter(Q(unit__in=units) | Q(unit__parent__in=units)).select_related("officer", "unit")
    colleagues = list(near.order_by("officer__full_name", "pk")) if units else []
    return {work.key: _fitting(work, colleagues) for work in works}


def _fitting(work: Work, colleagues: list[Appointment]) -> list[Appointment]:
    found: dict[int, Appointment] = {}
    for each in colleagues:
        if each.role in ROLES[work.kind] and _is_near(work, each):
            known = found.get(each.officer_id)
            if known is None or (_is_of_it(work, each) and not _is_of_it(work, known)):
                found[each.officer_id] = each
    return list(found.values())


def _is_near(work: Work, held: Appointment) -> bool:
    """Of the unit itself; an order also goes to a person of an office below it, as its head may pass it there."""
    if work.unit is None:
        return False
    return _is_of_it(work, held) or (work.kind == WorkKind.ORDER and held.unit.parent_id == work.unit.pk)


def _is_of_it(work: Work, held: Appointment) -> bool:
    return work.unit is not None and held.unit_id == work.unit.pk
