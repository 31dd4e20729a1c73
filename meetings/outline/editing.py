"""Writing an outline like a document: items are added, moved with what lies beneath them, indented, deleted, renumbered.

Labels follow where they stood in good order before; where a person numbered otherwise they are left as typed.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from districts.errors import DomainError, EditConflict
from districts.models import Officer
from districts.refusals import records_refusals
from meetings.enums import ConclusionKind, OutlineVerb
from meetings.models import Conclusion, Outline
from meetings.outline.acts import Desk, keep, open_desk, picture
from meetings.outline.amending import label_of_added, refuse_headless, refuse_moving, refuse_renumbering
from meetings.outline.arranging import STEP, arrange
from meetings.outline.item_saving import entered_before, is_own_work, save_item, tidied, write_item
from meetings.outline.item_states import ItemState, stamp_of
from meetings.outline.labelling import Labelled, is_well_numbered, proposed, renumbered

DEEPEST = 9
LABEL_LIMIT = 20


def span(rows: list[Conclusion], at: int) -> int:
    """Where the rows beneath the one at ``at`` end: the index after the last of them."""
    end = at + 1
    while end < len(rows) and rows[end].level > rows[at].level:
        end += 1
    return end


def place_of_new(rows: list[Conclusion], after: int | None) -> tuple[int, int]:
    """Index and level of a new row: the first one beneath a heading, else the next sibling of ``after``; None: at the end."""
    if not rows:
        return 0, 1
    at = next((n for n, row in enumerate(rows) if row.pk == after), None)
    if at is None:
        return len(rows), rows[-1].level
    if rows[at].kind == ConclusionKind.HEADING:
        return at + 1, min(rows[at].level + 1, DEEPEST)
    return span(rows, at), rows[at].level


def label_of_new(rows: list[Conclusion], index: int, level: int) -> str:
    labelled = [Labelled(row.level, row.label) for row in rows]
    labelled.insert(index, Labelled(level, ""))
    return proposed(labelled, index)


def add_item(
    outline: Outline,
    wanted: ItemState,
    *,
    after: int | None,
    by: Officer,
    at: datetime,
    label: str | None = None,
    token: UUID | None = None,
) -> Conclusion:
    """A new item with its orders; ``label`` None takes the one that its place proposes.

    The same ``token`` again is the same item again, saved as it now is wanted. Raises Overtaken as `save_item` does.
    """
    with transaction.atomic():
        desk = open_desk(outline, by=by, at=at)
        known = entered_before(outline, token)
        if known is None:
            return _added(desk, tidied(wanted), after=after, label=label, token=token)
        row = desk.row(known.pk)
        stamp = stamp_of(row) if is_own_work(desk, row) else ""
    # Behind the end of the transaction: the draft that a refusal keeps must not be undone with it.
    return save_item(outline, known.pk, wanted, stamp=stamp, by=by, at=at)


def _added(desk: Desk, wanted: ItemState, *, after: int | None, label: str | None, token: UUID | None) -> Conclusion:
    before = picture(desk, None)
    index, level = place_of_new(desk.rows, after)
    fitting = label_of_added(desk, index, level) if desk.amends else label_of_new(desk.rows, index, level)
    typed = fitting if label is None else label.strip()[:LABEL_LIMIT]
    tidy = typed == fitting and is_well_numbered(_labelled(desk.rows))
    row = Conclusion.objects.create(
        outline=desk.outline, level=level, label=typed, kind=wanted.kind, text=wanted.text, entry_token=token,
        position=(len(desk.rows) + 1) * STEP,
    )  # fmt: skip
    write_item(row, wanted)
    desk.rows.insert(index, row)
    _write_order(desk, renumber=tidy)
    keep(desk, OutlineVerb.ADD, row.pk, before, picture(desk, desk.row(row.pk)))
    return desk.row(row.pk)


@records_refusals
def move(outline: Outline, *, item: int, up: bool, by: Officer, at: datetime, seen: int | None = None) -> None:
    """Change places with the sibling before or after; from the edge of its part into the part beside it."""
    with transaction.atomic():
        desk = open_desk(outline, by=by, at=at, seen=seen)
        begin = desk.rows.index(desk.row(item))
        target = _above(desk.rows, begin) if up else _below(desk.rows, begin)
        if target is None:
            raise DomainError(f"Mục này đã ở {'đầu' if up else 'cuối'} dàn ý.")
        _relocate(desk, begin, target, item)


@records_refusals
def place(
    outline: Outline, *, item: int, before: int | None, by: Officer, at: datetime, seen: int | None = None
) -> None:
    """Put the item, with what lies beneath it, before another one; None: at the end."""
    with transaction.atomic():
        desk = open_desk(outline, by=by, at=at, seen=seen)
        begin = desk.rows.index(desk.row(item))
        target = len(desk.rows) if before is None else desk.rows.index(desk.row(before))
        if begin < target < span(desk.rows, begin):
            raise DomainError("Không chuyển được một mục vào giữa các mục con của chính nó.")
        _relocate(desk, begin, target, item)


def _above(rows: list[Conclusion], begin: int) -> int | None:
    """Where the row goes to stand before its elder sibling, or at the end of the part above its own."""
    level = rows[begin].level
    for index in range(begin - 1, -1, -1):
        if rows[index].level <= level:
            return index if index > 0 or rows[index].level == level else None
    return None


def _below(rows: list[Conclusion], begin: int) -> int | None:
    end = span(rows, begin)
    if end == len(rows):
        return None
    return span(rows, end) if rows[end].level == rows[begin].level else end + 1


def _relocate(desk: Desk, begin: int, target: int, item: int) -> None:
    refuse_moving(desk, desk.rows[begin])
    before = picture(desk, None)
    tidy = is_well_numbered(_labelled(desk.rows))
    end = span(desk.rows, begin)
    block = desk.rows[begin:end]
    rest = desk.rows[:begin] + desk.rows[end:]
    index = target if target <= begin else target - len(block)
    _fit(block, rest[index - 1].level if index else 0)
    desk.rows = rest[:index] + block + rest[index:]
    _write_order(desk, renumber=tidy)
    keep(desk, OutlineVerb.MOVE, item, before, picture(desk, None))


def _fit(block: list[Conclusion], above: int) -> None:
    """A block stands at most one level beneath the row before it."""
    lift = block[0].level - min(block[0].level, above + 1)
    for row in block:
        row.level -= lift


@records_refusals
def indent(outline: Outline, *, item: int, deeper: bool, by: Officer, at: datetime, seen: int | None = None) -> None:
    """One level deeper or higher, with what lies beneath."""
    with transaction.atomic():
        desk = open_desk(outline, by=by, at=at, seen=seen)
        begin = desk.rows.index(desk.row(item))
        block = desk.rows[begin : span(desk.rows, begin)]
        refuse_moving(desk, desk.rows[begin])
        _refuse_level(desk.rows, begin, block, deeper=deeper)
        before = picture(desk, None)
        tidy = is_well_numbered(_labelled(desk.rows))
        for row in block:
            row.level += 1 if deeper else -1
        if desk.rows[begin].label:
            others = _labelled(desk.rows)
            desk.rows[begin].label = proposed(others, begin)
        _write_order(desk, renumber=tidy)
        keep(desk, OutlineVerb.MOVE, item, before, picture(desk, None))


def _refuse_level(rows: list[Conclusion], begin: int, block: list[Conclusion], *, deeper: bool) -> None:
    if not deeper:
        if rows[begin].level == 1:
            raise DomainError("Mục này đã ở cấp ngoài cùng.")
        return
    if begin == 0 or rows[begin].level > rows[begin - 1].level:
        raise DomainError("Phía trên không có mục cùng cấp để mục này thuộc vào.")
    if max(row.level for row in block) >= DEEPEST:
        raise DomainError(f"Dàn ý có nhiều nhất {DEEPEST} cấp.")


@records_refusals
def delete(outline: Outline, *, item: int, stamp: str, by: Officer, at: datetime) -> None:
    """Delete one item with its orders; what lay beneath it goes up a level.

    Raises EditConflict if someone has saved the item since it was read.
    """
    with transaction.atomic():
        desk = open_desk(outline, by=by, at=at)
        row = desk.row(item)
        if stamp_of(row) != stamp:
            raise EditConflict("Mục này vừa được người khác sửa, nên chưa xóa. Hãy xem nội dung mới rồi quyết định.")
        before = picture(desk, row)
        tidy = is_well_numbered(_labelled(desk.rows))
        begin = desk.rows.index(row)
        refuse_headless(desk, begin)
        for child in desk.rows[begin + 1 : span(desk.rows, begin)]:
            child.level -= 1
        row.delete()
        del desk.rows[begin]
        _write_order(desk, renumber=tidy)
        keep(desk, OutlineVerb.DELETE, item, before, picture(desk, None))


@records_refusals
def relabel(outline: Outline, *, by: Officer, at: datetime, seen: int | None = None) -> None:
    """Number every item anew, each run in the way of its first one."""
    with transaction.atomic():
        desk = open_desk(outline, by=by, at=at, seen=seen)
        before = picture(desk, None)
        refuse_renumbering(desk)
        if is_well_numbered(_labelled(desk.rows)):
            raise DomainError("Số, ký hiệu các mục đã theo đúng thứ tự.")
        _write_order(desk, renumber=True)
        keep(desk, OutlineVerb.RELABEL, None, before, picture(desk, None))


@records_refusals
def name_label(outline: Outline, *, item: int, label: str, by: Officer, at: datetime) -> None:
    """The label as typed; the others stay as they are."""
    with transaction.atomic():
        desk = open_desk(outline, by=by, at=at)
        row = desk.row(item)
        label = label.strip()[:LABEL_LIMIT]
        if row.label == label:
            return
        refuse_moving(desk, row)
        before = picture(desk, None)
        row.label = label
        _write_order(desk, renumber=False)
        keep(desk, OutlineVerb.RELABEL, item, before, picture(desk, None))


def _labelled(rows: list[Conclusion]) -> list[Labelled]:
    return [Labelled(row.level, row.label) for row in rows]


def _write_order(desk: Desk, *, renumber: bool) -> None:
    if renumber and not desk.amends:
        for row, label in zip(desk.rows, renumbered(_labelled(desk.rows)), strict=True):
            row.label = label
    write_rows(desk)


def write_rows(desk: Desk) -> None:
    """Store positions, levels and labels as they stand in ``desk.rows``; the version of the order goes up."""
    for number, row in enumerate(desk.rows, start=1):
        row.position = number * STEP
    Conclusion.objects.bulk_update(desk.rows, ["position", "level", "label"], batch_size=200)
    version = desk.outline.version
    arrange(desk.outline)
    if desk.outline.version == version:
        desk.outline.save()
    desk.reread()
