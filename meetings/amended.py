"""What an amending paper changes: its conclusions as they will stand, against those that hold before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meetings.conclusion_rows import conclusions_before, conclusions_of, orders_alone, orders_of, origins_of
from meetings.models import Amendment, Conclusion, Order, Outline, Paper
from meetings.order_snapshots import order_snapshot
from meetings.papers.record import Block
from meetings.placing import places_of
from meetings.wording import Printed, order_sentence

QUOTED = 80  # characters of a text that is cited because it has no number


class Act(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Change:
    """``cited``: 'mục II.2.b' in the amended paper; of what is added the piece after which it goes, '' for the beginning.

    ``rows``: the new words, none of what is dropped; several where they were added in one place. ``held_on``: the day of
    the meeting.
    """

    act: Act
    cited: str
    rows: tuple[Conclusion, ...]
    held_on: date | None = None

    @property
    def words(self) -> str:
        """'Mục II.2.b được sửa đổi như sau:'."""
        if self.act == Act.CHANGED:
            return f"{self.cited[:1].upper()}{self.cited[1:]} được sửa đổi như sau:"
        if self.act == Act.DROPPED:
            return f"Bãi bỏ {self.cited}."
        return f"Bổ sung vào sau {self.cited} nội dung sau:" if self.cited else "Bổ sung vào đầu kết luận nội dung sau:"

    @property
    def lines(self) -> list[str]:
        """The new words in quotation marks; below each piece the orders that its own words do not give."""
        lines = [line for row in self.rows for line in _lines_of(row, self.held_on)]
        if not lines:
            return []
        lines[0] = f"“{lines[0]}"
        lines[-1] = f"{lines[-1].rstrip('.')}”."
        return lines


def _lines_of(row: Conclusion, held_on: date | None) -> Iterator[str]:
    yield f"{row.label} {row.text}".strip()
    printed = Printed(row.text, held_on=held_on)
    for order in row.orders.all():
        if sentence := order_sentence(order, printed):
            yield f"- {sentence}"


def outline_in_force(paper: Paper) -> Outline | None:
    """The conclusions that hold under a released paper: those of its last amendment, else its own."""
    last = Amendment.objects.filter(old__paper=paper).select_related("new__paper__outline").order_by("-id").first()
    return last.new.paper.outline if last else paper.outline


def changes_of(outline: Outline, held_on: date | None = None) -> list[Change]:
    """In the order of the amended text: what is dropped, changed, or added after each piece. A few queries at any size.

    ``held_on``, the meeting's day, matters to the lines of the changes alone.
    """
    base, after = conclusions_before(outline), conclusions_of(outline)
    if outline.amended_from_id is None:
        return []
    places = places_of(base)
    known = {row.pk for row in base}
    kept = {row.copied_from_id: row for row in after if row.copied_from_id in known}
    added = _added_after(after, known)
    changes = [Change(Act.ADDED, "", tuple(added[None]), held_on)] if None in added else []
    for row in base:
        cited, now = _cited(row, places[row.pk]), kept.get(row.pk)
        if now is None:
            changes.append(Change(Act.DROPPED, cited, ()))
        elif _said(now) != _said(row):
            changes.append(Change(Act.CHANGED, cited, (now,), held_on))
        if row.pk in added:
            changes.append(Change(Act.ADDED, cited, tuple(added[row.pk]), held_on))
    return changes


def _added_after(rows: Sequence[Conclusion], known: set[int]) -> dict[int | None, list[Conclusion]]:
    """New pieces by the piece of the amended text that they follow; None for those at the beginning."""
    added: dict[int | None, list[Conclusion]] = {}
    anchor = None
    for row in rows:
        if row.copied_from_id in known:
            anchor = row.copied_from_id
        else:
            added.setdefault(anchor, []).append(row)
    return added


def _said(row: Conclusion) -> tuple[object, ...]:
    return row.kind, row.text, [order_snapshot(order) for order in row.orders.all()]


def _cited(row: Conclusion, place: str) -> str:
    """'mục I.2', 'gạch đầu dòng thứ 3', or the first words of a piece that has no number."""
    if row.label and place:
        return place if place.startswith("gạch") else f"mục {place}"
    text = row.text if len(row.text) <= QUOTED else f"{row.text[: QUOTED - 1]}…"
    return f"đoạn “{text}”"


def amendment_blocks(outline: Outline, held_on: date | None) -> tuple[Block, ...]:
    """'1. Mục … được sửa đổi như sau:' with the new words below, for each change."""
    blocks: list[Block] = []
    for number, change in enumerate(changes_of(outline, held_on), start=1):
        blocks.append(Block("item", change.words, label=f"{number}.", level=2))
        blocks += [Block("paragraph", line, level=3) for line in change.lines]
    return tuple(blocks)


def given_orders(paper: Paper) -> list[Order]:
    """The orders that the paper gives: of an amendment those that it adds or changes."""
    outline = paper.outline
    return _given(paper, orders_of(outline), origins_of(outline)) if outline else []


def given_orders_alone(paper: Paper) -> list[Order]:
    """``given_orders`` for what tells nothing of the conclusions; three queries whatever their number."""
    return _given(paper, *orders_alone(paper.outline)) if paper.outline else []


def _given(paper: Paper, orders: list[Order], origins: Mapping[int, Order]) -> list[Order]:
    if not paper.amends_id:
        return orders
    return [order for order in orders if not _is_kept(order, origins.get(order.copied_from_id or 0))]


def _is_kept(order: Order, origin: Order | None) -> bool:
    return origin is not None and order_snapshot(order) == order_snapshot(origin)
