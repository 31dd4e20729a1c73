"""Taking back one's last act on an outline, as long as nobody else has built upon it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from districts.errors import DomainError, EditConflict
from districts.models import Officer
from districts.refusals import records_refusals
from meetings.enums import OutlineVerb
from meetings.models import Conclusion, Outline, OutlineAct
from meetings.outline.acts import Desk, open_desk, put_on_record
from meetings.outline.editing import write_rows
from meetings.outline.item_saving import write_item
from meetings.outline.item_states import ItemState, state_of

NOTHING = "Không có thao tác nào để hoàn tác."
BUILT_UPON = "Không hoàn tác được: sau thao tác “{act}”, người khác đã sửa tiếp. Thao tác đó được giữ nguyên."


def last_act(outline: Outline, officer: Officer) -> OutlineAct | None:
    """The officer's last act on the outline that may still be taken back."""
    return OutlineAct.objects.filter(outline=outline, officer=officer, closed_at=None).order_by("-id").first()


@records_refusals
def undo(outline: Outline, *, by: Officer, at: datetime) -> OutlineAct:
    """Take back the officer's last act, and return it. Again: the one before.

    An act upon which someone else has built is closed and left as it is; EditConflict says so.
    """
    with transaction.atomic():
        desk = open_desk(outline, by=by, at=at)
        act = last_act(outline, by)
        if act is None:
            raise DomainError(NOTHING)
        act.closed_at = at
        act.save(update_fields=["closed_at"])
        done = _take_back(desk, act)
        if done:
            put_on_record(desk, "outline_undo", act.item)
    if not done:
        raise EditConflict(BUILT_UPON.format(act=act.get_verb_display().lower()))
    return act


def _take_back(desk: Desk, act: OutlineAct) -> bool:
    """False, with nothing written, where the rows are no longer as the act left them."""
    if act.verb in (OutlineVerb.MOVE, OutlineVerb.RELABEL):
        return _put_order_back(desk, act)
    row = next((row for row in desk.rows if row.pk == act.item), None)
    if act.verb == OutlineVerb.DELETE:
        return row is None and _bring_back(desk, act)
    if row is None or state_of(row) != ItemState.from_json(act.after["item"]):
        return False
    if act.verb == OutlineVerb.EDIT:
        write_item(row, ItemState.from_json(act.before["item"]))
        return True
    _take_out(desk, act, row)
    return True


def _put_order_back(desk: Desk, act: OutlineAct) -> bool:
    if desk.order != act.after["order"]:
        return False
    _write_as(desk, act.before["order"])
    return True


def _take_out(desk: Desk, act: OutlineAct, row: Conclusion) -> None:
    exact = desk.order == act.after["order"]
    row.delete()
    desk.rows.remove(row)
    if exact:
        _write_as(desk, act.before["order"])
    else:
        write_rows(desk)


def _bring_back(desk: Desk, act: OutlineAct) -> bool:
    """The deleted row under its old number, after the row that stood before it."""
    exact = desk.order == act.after["order"]
    order = act.before["order"]
    at = next(number for number, (pk, _, _) in enumerate(order) if pk == act.item)
    _, level, label = order[at]
    state = ItemState.from_json(act.before["item"])
    row = Conclusion(
        pk=act.item, outline=desk.outline, level=level, label=label, kind=state.kind, text=state.text,
        copied_from_id=act.before.get("copied_from"),
    )  # fmt: skip
    row.save(force_insert=True)
    write_item(row, state)
    before = {pk for pk, _, _ in order[:at]}
    index = max((n for n, other in enumerate(desk.rows, start=1) if other.pk in before), default=0)
    desk.rows.insert(index, row)
    if exact:
        _write_as(desk, order)
    else:
        write_rows(desk)
    return True


def _write_as(desk: Desk, order: list[list]) -> None:
    """Rows in the order, with its levels and labels."""
    rows = {row.pk: row for row in desk.rows}
    desk.rows = []
    for pk, level, label in order:
        rows[pk].level, rows[pk].label = level, label
        desk.rows.append(rows[pk])
    write_rows(desk)
