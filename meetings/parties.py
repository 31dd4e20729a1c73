"""Who carries an order out: the units and groups of one role, as a clerk picks them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from districts.models import Unit, UnitGroup
from meetings.enums import PartyRole
from meetings.models import Order, OrderParty


def name_parties(order: Order, role: PartyRole, chosen: Iterable[Unit | UnitGroup]) -> None:
    """Make the order's units and groups in the role exactly those chosen; a party that stays keeps its words.

    Names that are not matched yet stay too. Raises Frozen once the paper has left the draft.
    """
    wanted = {(type(party), party.pk): party for party in chosen}
    with transaction.atomic():
        order.outline_of().assert_editable()
        present = list(order.parties.filter(role=role).select_related("unit", "group"))
        for party in present:
            target = party.unit or party.group
            if target is not None and wanted.pop((type(target), target.pk), None) is None:
                party.delete()
        last = max((party.position for party in present), default=0)
        for position, target in enumerate(wanted.values(), start=last + 1):
            field = "unit" if isinstance(target, Unit) else "group"
            OrderParty.objects.create(order=order, role=role, position=position, **{field: target})
