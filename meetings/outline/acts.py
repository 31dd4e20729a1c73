"""What each act on an outline has in common: who may, the order as read, what is kept for undoing, and the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from districts.enums import Role
from districts.errors import EditConflict, NotAllowed
from districts.events import record
from districts.models import Officer
from meetings import access
from meetings.conclusion_rows import conclusions_of
from meetings.enums import OutlineVerb
from meetings.models import Conclusion, Meeting, MeetingEvent, Outline, OutlineAct
from meetings.outline.item_states import ItemState, stamp_of, state_of

NOT_A_CLERK = "Chỉ chuyên viên được giao soạn thảo mới sửa kết luận cuộc họp."
MOVED_ON = "Người khác vừa đổi thứ tự các mục, nên thao tác này chưa thực hiện. Dàn ý dưới đây là bản mới nhất."
GONE = "Mục này vừa được người khác xóa."
# Saves of one item by one officer within this time are one act: a pause of two seconds is no reason for another undo.
ONE_GO = timedelta(minutes=10)

Order = list[list[Any]]  # [conclusion, level, label] of each row


@dataclass
class Desk:
    """An outline opened for one act, locked until its transaction ends."""

    outline: Outline
    by: Officer
    at: datetime
    rows: list[Conclusion]

    @property
    def amends(self) -> bool:
        """Whether the outline amends an issued one, whose numbers it keeps: people cite them."""
        return self.outline.amended_from_id is not None

    @property
    def order(self) -> Order:
        return [[row.pk, row.level, row.label] for row in self.rows]

    def row(self, pk: int | None) -> Conclusion:
        """Raises EditConflict if the row is gone."""
        found = next((row for row in self.rows if row.pk == pk), None)
        if found is None:
            raise EditConflict(GONE)
        return found

    def reread(self) -> None:
        self.rows = conclusions_of(self.outline)


def open_desk(outline: Outline, *, by: Officer, at: datetime, seen: int | None = None) -> Desk:
    """Call inside a transaction. ``seen`` is the version of the order that the page showed, None where it is no matter.

    Raises NotAllowed, Frozen, EditConflict.
    """
    if not access.may_edit_meeting(by, outline.meeting):
        raise NotAllowed(NOT_A_CLERK)
    outline.assert_editable()
    outline.refresh_from_db(fields=["version"])
    if seen is not None and seen != outline.version:
        raise EditConflict(MOVED_ON)
    return Desk(outline, by, at, conclusions_of(outline))


def picture(desk: Desk, item: Conclusion | None) -> dict[str, Any]:
    """The order, and an item as it stands now."""
    if item is None:
        return {"order": desk.order, "item": None, "stamp": ""}
    origin = {"copied_from": item.copied_from_id} if item.copied_from_id else {}
    return {"order": desk.order, "item": state_of(item).as_json(), "stamp": stamp_of(item)} | origin


def keep(desk: Desk, verb: OutlineVerb, item: int | None, before: dict[str, Any], after: dict[str, Any]) -> OutlineAct:
    """Keep the act for undoing, and put it on the meeting's record.

    An edit of the item that the officer edited just before goes on with that act.
    """
    if verb == OutlineVerb.EDIT and (last := _same_go(desk, item, before)):
        last.after = last.after | after
        last.at = desk.at
        last.save(update_fields=["after", "at"])
        return last
    act = OutlineAct.objects.create(
        outline=desk.outline, officer=desk.by, verb=verb, item=item, at=desk.at, before=before, after=after
    )
    put_on_record(desk, f"outline_{verb}", item)
    return act


def _same_go(desk: Desk, item: int | None, before: dict[str, Any]) -> OutlineAct | None:
    """The officer's last act, where it left the very text that this one found."""
    last = OutlineAct.objects.filter(outline=desk.outline).order_by("-id").first()
    if last is None or last.closed_at or last.officer_id != desk.by.pk or last.item != item:
        return None
    if last.verb != OutlineVerb.EDIT or last.after.get("stamp") != before.get("stamp"):
        return None
    return last if desk.at - last.at <= ONE_GO else None


def put_on_record(desk: Desk, verb: str, item: int | None) -> None:
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=desk.outline.meeting_id)
    record(
        MeetingEvent,
        [meeting],
        verb=verb,
        by=desk.by,
        acting=desk.by.capacity(Role.CLERK),
        at=desk.at,
        note=f"mục {item}" if item else "",
    )


def last_hand_on(conclusion: Conclusion) -> OutlineAct | None:
    """The last act on the item: who saved it, and when. None for one that came with the document or the administration."""
    return (
        OutlineAct.objects.filter(outline=conclusion.outline_id, item=conclusion.pk)
        .select_related("officer")
        .order_by("-id")
        .first()
    )


def text_at(conclusion: Conclusion, stamp: str) -> ItemState | None:
    """The item as it stood under the stamp, from what acts have kept; None where nobody kept it."""
    for act in OutlineAct.objects.filter(outline=conclusion.outline_id, item=conclusion.pk).order_by("-id"):
        for kept in (act.before, act.after):
            if kept.get("stamp") == stamp and kept.get("item"):
                return ItemState.from_json(kept["item"])
    return None
