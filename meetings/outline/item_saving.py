"""An item is saved whole: its text, its mark and its orders; or, where someone else saved it meanwhile, not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from districts.errors import DomainError, EditConflict
from districts.models import Officer
from meetings.enums import OutlineVerb, Settlement
from meetings.kept_texts import drop_kept
from meetings.models import Conclusion, EditDraft, Order, OrderParty, Outline
from meetings.outline.acts import Desk, keep, open_desk, picture
from meetings.outline.item_states import ItemState, OrderState, PartyState, stamp_of, state_of

LONGEST_TEXT = 20_000  # letters of an item, and of an order
TOO_LONG = "Nội dung dài quá 20.000 ký tự. Hãy tách thành nhiều mục."
EMPTY = "Nội dung mục đang trống. Hãy ghi nội dung, hoặc xóa mục."


class Overtaken(EditConflict):
    """Someone else saved the item since it was read. ``draft`` keeps the text that could not be saved."""

    def __init__(self, sentence: str, draft: EditDraft | None = None):
        super().__init__(sentence)
        self.draft = draft


def save_item(outline: Outline, item: int, wanted: ItemState, *, stamp: str, by: Officer, at: datetime) -> Conclusion:
    """Save the item as wanted, if it still has the stamp under which it was read.

    What is stored already is saved already, under any stamp: the answer to the first sending was lost on the way.
    Raises Overtaken with the wanted text kept as a draft, Frozen, NotAllowed, DomainError for an empty or endless text.
    """
    wanted = tidied(wanted)
    with transaction.atomic():
        desk = open_desk(outline, by=by, at=at)
        row = next((row for row in desk.rows if row.pk == item), None)
        stands = row is not None and stamp_of(row) == stamp
        if row is not None and stands:
            if state_of(row) != wanted:
                before = picture(desk, row)
                write_item(row, wanted)
                desk.reread()
                row = desk.row(item)
                keep(desk, OutlineVerb.EDIT, item, before, picture(desk, row))
            drop_kept(EditDraft.objects.filter(conclusion=row, officer=by), wanted.as_json())
            return row
        if row is not None and says_the_same(state_of(row), wanted):
            return row
        draft = keep_draft(outline, row, wanted, stamp=stamp, by=by, at=at)
    raise Overtaken(
        "Mục này vừa được người khác sửa. Chữ vừa gõ đã được giữ làm bản nháp."
        if row
        else "Mục này vừa được người khác xóa. Chữ vừa gõ đã được giữ làm bản nháp.",
        draft,
    )


def says_the_same(stored: ItemState, wanted: ItemState) -> bool:
    """Whether nothing would change. An order that the form did not yet know by number is the stored one in its place."""
    if len(stored.orders) != len(wanted.orders):
        return False
    numbered = zip(stored.orders, wanted.orders, strict=True)
    orders = tuple(replace(each, pk=each.pk or there.pk) for there, each in numbered)
    return replace(wanted, orders=orders) == stored


def keep_draft(
    outline: Outline, row: Conclusion | None, wanted: ItemState, *, stamp: str, by: Officer, at: datetime
) -> EditDraft:
    """One draft for each officer and item: the newest text of the same writer replaces the one before."""
    values = {"outline": outline, "content": wanted.as_json(), "at": at}
    if row is None:
        same = EditDraft.objects.filter(outline=outline, conclusion=None, officer=by, stamp=stamp).first()
        if same is None:
            return EditDraft.objects.create(officer=by, stamp=stamp, **values)
        EditDraft.objects.filter(pk=same.pk).update(**values)
        return same
    first = {"stamp": stamp}
    return EditDraft.objects.update_or_create(
        conclusion=row, officer=by, defaults=values, create_defaults=values | first
    )[0]


def tidied(wanted: ItemState) -> ItemState:
    """Orders that ask for nothing fall away, those without words take the item's, and orders take the place of a mark.

    Raises DomainError for an empty or an endless text.
    """
    text = "\n".join(" ".join(line.split()) for line in wanted.text.strip().splitlines())
    if not text:
        raise DomainError(EMPTY)
    if max(len(text), *(len(order.text) for order in wanted.orders), 0) > LONGEST_TEXT:
        raise DomainError(TOO_LONG)
    orders = tuple(
        replace(order, text=" ".join(order.text.split()) or text)
        for order in wanted.orders
        if not order.asks_nothing(wanted.text)
    )
    return replace(wanted, text=text, orders=orders, settlement=Settlement.NONE if orders else wanted.settlement)


def write_item(row: Conclusion, wanted: ItemState) -> None:
    """Make the stored row and its orders what is wanted; the row's version goes up. Call inside a transaction."""
    row.text, row.kind, row.settlement = wanted.text, wanted.kind, wanted.settlement
    _clean(row)
    row.save()
    stored = {order.pk: order for order in row.orders.prefetch_related("parties", "excluded")}
    for pk in stored.keys() - {order.pk for order in wanted.orders}:
        stored[pk].delete()
    last = -1
    for state in wanted.orders:
        order = stored.get(state.pk or 0)
        last = order.position if order and order.position > last else last + 1
        _write_order(row, order, state, last)


def _clean(row: Conclusion | Order) -> None:
    """What the model refuses of what was typed, as a sentence."""
    try:
        row.clean()
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def _write_order(row: Conclusion, stored: Order | None, state: OrderState, position: int) -> None:
    order = stored or Order(pk=state.pk, conclusion=row, copied_from_id=state.copied_from)
    before = None if stored is None else _written(stored)
    for name, value in state.columns().items():
        setattr(order, name, value)
    order.position = position
    _clean(order)
    if before != (state.columns(), position):
        order.save(**({"force_insert": True} if stored is None else {}))
    touched = _write_parties(order, state.parties) | _write_excluded(order, state.excluded, is_new=stored is None)
    if touched and before == (state.columns(), position):
        order.save()


def _written(order: Order) -> tuple[dict[str, object], int]:
    return {name: getattr(order, name) for name in OrderState().columns()}, order.position


def _write_parties(order: Order, wanted: tuple[PartyState, ...]) -> bool:
    """True where a party came, went or moved."""
    present = [PartyState(p.role, p.unit_id, p.group_id, p.words) for p in order.parties.all()] if order.pk else []
    if tuple(present) == wanted:
        return False
    OrderParty.objects.filter(order=order).delete()
    OrderParty.objects.bulk_create(
        OrderParty(
            order=order, role=party.role, unit_id=party.unit, group_id=party.group, words=party.words, position=position
        )
        for position, party in enumerate(wanted, start=1)
    )
    return True


def _write_excluded(order: Order, wanted: tuple[int, ...], *, is_new: bool) -> bool:
    present = set() if is_new else {unit.pk for unit in order.excluded.all()}
    if present == set(wanted):
        return False
    order.excluded.set(wanted)
    return True


def settle(outline: Outline, item: int, mark: Settlement, *, stamp: str, by: Officer, at: datetime) -> Conclusion:
    """Mark an item as without a tracked order, or take the mark back (``Settlement.NONE``).

    A mark takes the place of the item's orders: undoing brings them back.
    """
    row = outline.conclusions.prefetch_related("orders__parties", "orders__excluded").filter(pk=item).first()
    if row is None:
        raise EditConflict("Mục này vừa được người khác xóa.")
    state = state_of(row)
    orders = state.orders if mark == Settlement.NONE else ()
    return save_item(outline, item, replace(state, orders=orders, settlement=mark), stamp=stamp, by=by, at=at)


def entered_before(outline: Outline, token: UUID | None) -> Conclusion | None:
    """The item that the very form has made already: of a double click, or where the answer was lost on the way."""
    return outline.conclusions.filter(entry_token=token).first() if token else None


def is_own_work(desk: Desk, row: Conclusion) -> bool:
    """Whether nobody but the officer has had a hand in the item."""
    others = desk.outline.acts.filter(item=row.pk).exclude(officer=desk.by)
    return not others.exists()
