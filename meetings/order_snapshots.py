"""What an order asks, of whom and by when, as plain values that two orders can be compared by."""

from __future__ import annotations

from typing import Any

from meetings.models import Order


def order_snapshot(order: Order) -> dict[str, Any]:
    """What an order asks, of whom and by when; equal snapshots are the same order."""
    return {
        "text": order.text,
        "product": order.product,
        "deadline": [
            order.deadline_words,
            order.deadline_kind,
            order.due_on.isoformat() if order.due_on else None,
            order.relative_days,
            order.working_days,
            order.recurrence,
            order.due_day,
        ],
        "starred": order.starred,
        "excluded": sorted(unit.code for unit in order.excluded.all()),
        "parties": sorted(
            [party.role, party.unit.code if party.unit else "", str(party.group or ""), party.words]
            for party in order.parties.all()
        ),
    }
