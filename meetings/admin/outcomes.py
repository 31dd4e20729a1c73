"""How an item of the conclusions ends, in a line: units and deadline, a mark, or nothing yet."""

from __future__ import annotations

from meetings.enums import ConclusionKind, PartyRole, Settlement
from meetings.models import Conclusion, Order
from meetings.wording import deadline_phrase

UNSETTLED = "Chưa xác định"


def outcome_of(conclusion: Conclusion) -> str:
    """Reads ``orders`` and their ``parties``: prefetch both where there are many conclusions."""
    orders = list(conclusion.orders.all())
    if orders:
        return "; ".join(order_line(order) for order in orders)
    if conclusion.settlement != Settlement.NONE:
        return conclusion.get_settlement_display()
    return UNSETTLED if conclusion.kind == ConclusionKind.ITEM else ""


def order_line(order: Order) -> str:
    """'UBND xã A, UBND xã B (chậm nhất ngày 30/06/2026)'."""
    deadline = deadline_phrase(order)
    return f"{party_line(order) or 'Chưa ghi đơn vị'}" + (f" ({deadline})" if deadline else "")


def party_line(order: Order, role: PartyRole = PartyRole.LEAD) -> str:
    return ", ".join(
        str(party) if party.is_matched else f"{party.words} [chưa khớp danh mục]"
        for party in order.parties.all()
        if party.role == role
    )
