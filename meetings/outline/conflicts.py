"""Two texts of one item: side by side with their differences marked, and the choice between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from districts.errors import DomainError, NotAllowed
from districts.models import Officer, Unit
from meetings.enums import ConclusionKind, Settlement
from meetings.models import Conclusion, EditDraft
from meetings.outline.acts import text_at
from meetings.outline.editing import add_item
from meetings.outline.item_saving import save_item
from meetings.outline.item_states import ItemState, OrderState, PartyState
from meetings.outline.merging import Piece, marked, merged

KEEP, MINE, MERGE = "giu", "cua-toi", "ghep"
CHOICES = (KEEP, MINE, MERGE)


@dataclass(frozen=True)
class Part:
    """One part of both texts. ``same`` where nothing differs."""

    name: str
    stored: list[Piece]
    mine: list[Piece]

    @property
    def same(self) -> bool:
        return not any(piece.own for piece in [*self.stored, *self.mine])


def parts_of(stored: ItemState, mine: ItemState) -> list[Part]:
    """Text, kind and mark, then order by order what either says; parts that are empty in both are left out."""
    names = dict(Unit.objects.filter(pk__in=_excluded(stored, mine)).values_list("pk", "name"))
    parts = [
        ("Nội dung", stored.text, mine.text),
        ("Loại", ConclusionKind(stored.kind).label, ConclusionKind(mine.kind).label),
        ("Đánh dấu", _mark(stored), _mark(mine)),
    ]
    count = max(len(stored.orders), len(mine.orders))
    for number in range(count):
        one, other = _order_at(stored, number), _order_at(mine, number)
        before = f"Nhiệm vụ {number + 1}: " if count > 1 else ""
        for name, left, right in _order_parts(one, other, stored.text, mine.text, names):
            parts.append((before + name, left, right))
    return [Part(name, *marked(one, other)) for name, one, other in parts if one or other]


def _excluded(*states: ItemState) -> set[int]:
    return {unit for state in states for order in state.orders for unit in order.excluded}


def _mark(state: ItemState) -> str:
    return str(Settlement(state.settlement).label) if state.settlement else ""


def _order_at(state: ItemState, number: int) -> OrderState:
    return state.orders[number] if number < len(state.orders) else OrderState()


def _order_parts(
    one: OrderState, other: OrderState, text: str, other_text: str, names: dict[int, str]
) -> Iterator[tuple[str, str, str]]:
    yield "nhiệm vụ", "" if one.text == text else one.text, "" if other.text == other_text else other.text
    yield "Chủ trì", _named(one.leads), _named(other.leads)
    yield "Phối hợp", _named(one.helpers), _named(other.helpers)
    yield "Trừ", _left_out(one, names), _left_out(other, names)
    yield "Sản phẩm", one.product, other.product
    yield "Thời hạn", _deadline(one), _deadline(other)


def _named(parties: list[PartyState]) -> str:
    return ", ".join(party.shown for party in parties)


def _left_out(order: OrderState, names: dict[int, str]) -> str:
    return ", ".join(names.get(unit, "") for unit in order.excluded)


def _deadline(order: OrderState) -> str:
    day = f"{order.due_on:%d/%m/%Y}" if order.due_on else ""
    return " → ".join(filter(None, [order.deadline_words, day]))


def proposed_text(draft: EditDraft, row: Conclusion, stored: ItemState) -> str:
    """The changes of both in one text, where the text that both began with is known."""
    base = text_at(row, draft.stamp)
    return merged(base.text if base else None, stored.text, ItemState.from_json(draft.content).text)


def choose(
    draft: EditDraft,
    choice: str,
    *,
    stamp: str,
    text: str,
    orders_of_mine: bool,
    stored: ItemState,
    by: Officer,
    at: datetime,
) -> Conclusion | None:
    """Settle a conflict by one of CHOICES; ``stamp`` is that of the stored text the choice was made upon.

    ``text`` and ``orders_of_mine`` are for a merge. Raises Overtaken, with the chosen text kept, if the stored one has
    changed once more. None where the kept text was for an item that is gone and is given up.
    """
    if draft.officer_id != by.pk:
        raise NotAllowed("Bản nháp này của người khác.")
    if choice not in CHOICES:
        raise DomainError("Hãy chọn một bản rồi lưu.")
    mine = ItemState.from_json(draft.content)
    with transaction.atomic():
        if draft.conclusion is None:
            saved = None if choice == KEEP else add_item(draft.outline, _anew(mine), after=None, by=by, at=at)
            draft.delete()
            return saved
        if choice == KEEP:
            row = draft.conclusion
            draft.delete()
            return row
    wanted = mine if choice == MINE else replace(mine if orders_of_mine else stored, text=text, kind=mine.kind)
    following = _following(wanted, mine, stored)
    saved = save_item(draft.outline, draft.conclusion.pk, following, stamp=stamp, by=by, at=at)
    EditDraft.objects.filter(pk=draft.pk).delete()
    return saved


def _anew(state: ItemState) -> ItemState:
    return replace(state, orders=tuple(replace(order, pk=None, copied_from=None) for order in state.orders))


def _following(wanted: ItemState, *texts: ItemState) -> ItemState:
    """Orders in the words of either text follow the one that is kept."""
    said = {state.text for state in texts}
    return replace(wanted, orders=tuple(replace(o, text="" if o.text in said else o.text) for o in wanted.orders))
