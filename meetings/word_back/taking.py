"""Differences taken over into the draft, each through the act that a person would have used: undone where that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from districts.enums import Role
from districts.errors import DomainError, EditConflict
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals
from meetings.addressing import recipients_of
from meetings.admission import Directory
from meetings.conclusion_rows import conclusions_of
from meetings.draft_editor.draft_states import RecipientState
from meetings.draft_editor.draft_states import state_of as state_of_draft
from meetings.draft_editor.saving import save_draft
from meetings.enums import ConclusionKind
from meetings.models import Conclusion, Meeting, MeetingEvent, Outline, Paper, WordCorrection
from meetings.outline.editing import add_item, delete, place
from meetings.outline.item_saving import save_item
from meetings.outline.item_states import ItemState, stamp_of, state_of
from meetings.outline.labelling import first_of
from meetings.planning.pickers import key_of
from meetings.word_back.changes import Change, Comparison, Kind
from meetings.word_back.keeping import desk_of, hold
from meetings.word_back.parts import Paragraph

LOOK_AGAIN = "{place} đã sửa chữ theo bản Word “{name}”. Hãy xem lại nhiệm vụ, đơn vị và thời hạn của mục."


class DraftMoved(EditConflict):
    """The draft is no longer the one that the reader of the document saw; nothing was taken."""

    def __init__(self) -> None:
        super().__init__(
            "Dự thảo vừa được sửa ở nơi khác, nên chưa nhận chỗ sửa nào. Phần so sánh dưới đây đã làm lại với dự thảo mới."
        )


@dataclass
class _Bench:
    """What the acts of one batch share. ``order`` holds for each item of the Word text its conclusion once it has one."""

    paper: Paper
    outline: Outline
    comparison: Comparison
    by: Officer
    at: datetime
    order: list[int | None] = field(default_factory=list)

    def rows(self) -> list[Conclusion]:
        return conclusions_of(self.outline)

    def row(self, pk: int | None) -> Conclusion:
        found = next((row for row in self.rows() if row.pk == pk), None)
        if found is None:
            raise DraftMoved
        return found


@records_refusals
def take_word(correction: WordCorrection, *, keys: Iterable[str], stamp: str, by: Officer, at: datetime) -> int:
    """Take these differences into the draft, all or none; how many.

    ``stamp`` is that of the draft which the page compared. Raises DraftMoved, NotAllowed, Frozen, and what the acts refuse.
    """
    keys = set(keys)
    if not keys:
        raise DomainError("Chưa chọn chỗ sửa nào. Hãy bấm Nhận ở chỗ cần nhận.")
    with transaction.atomic():
        row = hold(correction.pk, by=by)
        if row.paper.outline:
            row.paper.outline.hold()  # before the paper, as every edit of an outline does: two at once never wait in a ring
        paper = Paper.objects.select_for_update(of=("self",)).select_related("outline", "signer").get(pk=row.paper_id)
        comparison = desk_of(row, paper).comparison
        if comparison.stamp != stamp:
            raise DraftMoved
        chosen = _chosen(comparison, keys)
        _take(paper, comparison, chosen, by=by, at=at)
        _put_on_record(row, paper, chosen, by=by, at=at)
        row.left = [key for key in row.left if key not in keys]
        row.taken, row.changed_at = row.taken + len(chosen), at
        row.basis = desk_of(row, Paper.objects.select_related("outline", "signer").get(pk=paper.pk)).comparison.stamp
        row.save()
    return len(chosen)


def _chosen(comparison: Comparison, keys: set[str]) -> list[Change]:
    """In the order of the document, whatever the order of the keys."""
    chosen = [change for change in comparison.changes if change.key in keys and change.takable]
    if len(chosen) < len(keys):
        raise DomainError("Chỗ khác nhau này không còn. Hãy xem lại phần so sánh mới.")
    return chosen


def _take(paper: Paper, comparison: Comparison, chosen: Sequence[Change], *, by: Officer, at: datetime) -> None:
    """Texts first, then new items, then places, deletions last: each finds the rows that it names."""
    of = {kind: [change for change in chosen if change.kind == kind] for kind in Kind}
    _take_draft(paper, chosen, by=by, at=at)
    if paper.outline is None:
        return
    bench = _Bench(paper, paper.outline, comparison, by, at, list(comparison.order))
    steps: list[tuple[Kind, Callable[[_Bench, Change], None]]] = [
        (Kind.EDIT, _edit), (Kind.ADD, _add), (Kind.MOVE, _move), (Kind.DROP, _drop),
    ]  # fmt: skip
    for kind, step in steps:
        for change in of[kind]:
            step(bench, change)


def _take_draft(paper: Paper, changes: Sequence[Change], *, by: Officer, at: datetime) -> None:
    """Fields and recipients, saved as the draft's own page saves them: with its history, and refused as there."""
    written: dict[str, Any] = {change.key: change.new for change in changes if change.kind == Kind.FIELD}
    gone = {change.item for change in changes if change.kind == Kind.RECIPIENT_DROP}
    new = [change.new for change in changes if change.kind == Kind.RECIPIENT_ADD]
    directory = Directory.load() if new else None
    added = [_line_of(text, directory) for text in new if directory]
    if written or gone or added:
        state = state_of_draft(paper, recipients_of(paper))
        kept = [line for line in state.recipients if line.pk not in gone]
        wanted = replace(state, **written, recipients=(*kept, *added))
        save_draft(paper, wanted, seen=paper.version, by=by, at=at)


def _line_of(text: str, directory: Directory) -> RecipientState:
    """'UBND xã Long Hồ (để thực hiện)': its words reach the unit or group that they name."""
    words, _, purpose = text.removesuffix(")").partition(" (")
    row = directory.find(words)
    return RecipientState(None, words, key_of(row) if row else "", purpose)


def _edit(bench: _Bench, change: Change) -> None:
    """The item's text alone; an order in the item's own words follows it, the others stay as they are."""
    row = bench.row(change.item)
    state = state_of(row)
    orders = tuple(replace(order, text="" if order.text == state.text else order.text) for order in state.orders)
    wanted = replace(state, text=change.new, orders=orders)
    save_item(bench.outline, row.pk, wanted, stamp=stamp_of(row), by=bench.by, at=bench.at)


def _add(bench: _Bench, change: Change) -> None:
    paragraph, index = change.paragraph, change.index or 0
    wanted = ItemState(text=change.new.removeprefix(paragraph.label).strip(), kind=_kind_of(paragraph))
    above = [pk for pk in bench.order[:index] if pk is not None]
    rows = {row.pk: row for row in bench.rows()}
    sibling = _sibling(paragraph, [rows[pk] for pk in above if pk in rows])
    label = None if sibling and paragraph.label else paragraph.label
    after = sibling or (above[-1] if above else None)
    added = add_item(bench.outline, wanted, after=after, label=label, by=bench.by, at=bench.at)
    bench.order[index] = added.pk
    _set_after(bench, added.pk, above[-1] if above else None)


def _kind_of(paragraph: Paragraph) -> ConclusionKind:
    if paragraph.heading:
        return ConclusionKind.HEADING
    return ConclusionKind.ITEM if paragraph.label else ConclusionKind.PARAGRAPH


def _sibling(paragraph: Paragraph, above: Sequence[Conclusion]) -> int | None:
    """The nearest row above whose number or bullet is of the same kind: the new one is numbered after it."""
    alike = (row.pk for row in reversed(above) if first_of(row.label) == first_of(paragraph.label))
    return next(alike, None)


def _set_after(bench: _Bench, item: int, before: int | None) -> None:
    """Put the item right behind the row that precedes it in Word; at the beginning where none does."""
    order = [row.pk for row in bench.rows()]
    wanted = 0 if before is None else order.index(before) + 1
    target = order[wanted] if wanted < len(order) else None
    if target == item:
        return
    place(bench.outline, item=item, before=target, by=bench.by, at=bench.at)


def _move(bench: _Bench, change: Change) -> None:
    """Nothing where the item has come along with the one that it stands beneath."""
    standing = {row.pk for row in bench.rows()}
    above = [pk for pk in bench.order[: change.index or 0] if pk in standing]
    if change.item not in standing:
        raise DraftMoved
    _set_after(bench, int(change.item or 0), above[-1] if above else None)


def _drop(bench: _Bench, change: Change) -> None:
    row = bench.row(change.item)
    delete(bench.outline, item=row.pk, stamp=stamp_of(row), by=bench.by, at=bench.at)


def _put_on_record(row: WordCorrection, paper: Paper, chosen: Sequence[Change], *, by: Officer, at: datetime) -> None:
    """On the record of the meeting, where the acts on its conclusions stand too; items with orders are to be looked at."""
    if paper.meeting_id is None:
        return
    held = Meeting.objects.select_for_update(no_key=True).get(pk=paper.meeting_id)
    told = "; ".join(": ".join(filter(None, [change.kind.words, change.where])) for change in chosen)
    note = f"{row.name}, SHA-256 {row.sha256}: {told}"
    record(MeetingEvent, [held], verb="take_word", by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
    notes = [
        {"line": 0, "message": LOOK_AGAIN.format(place=change.where, name=row.name)}
        for change in chosen
        if change.kind == Kind.EDIT and change.has_orders
    ]
    if notes:
        anew = [*held.reading_notes, *notes]
        Meeting.objects.filter(pk=held.pk).update(reading_notes=anew, version=F("version") + 1)
