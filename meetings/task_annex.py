"""'Bảng phân công nhiệm vụ': the orders of a notice as the table of an annex, signed with it."""

from __future__ import annotations

from collections.abc import Iterable

from meetings.enums import PartyRole
from meetings.models import Order
from meetings.papers.record import Annex
from meetings.wording import deadline_phrase

TITLE = "Bảng phân công nhiệm vụ"
COLUMNS = ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm")


def task_annex(orders: Iterable[Order]) -> Annex:
    """One row an order, in the order of the text; ``orders`` with their parties and left-out units read."""
    rows = tuple((str(number), *_cells(order)) for number, order in enumerate(orders, start=1))
    return Annex(title=TITLE, columns=COLUMNS, rows=rows, orientation="landscape")


def _cells(order: Order) -> tuple[str, str, str, str, str]:
    deadline = deadline_phrase(order)
    lead = _named(order, PartyRole.LEAD)
    if left_out := ", ".join(str(unit) for unit in order.excluded.all()):
        lead = f"{lead} (trừ {left_out})"
    text = " ".join(order.text.split()).rstrip(".;")
    return text, lead, _named(order, PartyRole.COORDINATING), _begun(deadline), _begun(order.product)


def _begun(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _named(order: Order, role: PartyRole) -> str:
    return ", ".join(str(party) for party in order.parties.all() if party.role == role)
