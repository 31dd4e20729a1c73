"""An outline as its page shows it: each item with its place, its text in pieces, who carries it out and until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from districts.models import Unit, UnitGroup
from meetings.enums import ConclusionKind, Frequency, PartyRole, Settlement
from meetings.intake.citations import cited_in
from meetings.models import Conclusion, Order, OrderParty
from meetings.outline.clarity import Clarity, Finding, Unclear, in_sentence
from meetings.outline.item_states import stamp_of

UNMATCHED = "chưa có trong danh mục"


@dataclass(frozen=True)
class TextPiece:
    """``cited`` where the words name a document; ``doubt`` is a sentence about its number, or ''."""

    text: str
    cited: bool = False
    doubt: str = ""


@dataclass(frozen=True)
class PartyLine:
    unit: Unit | None
    css: str
    role: str
    name: str
    note: str


@dataclass(frozen=True)
class DeadlineChip:
    css: str
    icon: str
    words: str


@dataclass(frozen=True)
class OrderLine:
    """``text`` is '' where the order is in the words of its item."""

    text: str
    parties: list[PartyLine]
    excluded: str
    deadline: DeadlineChip | None
    product: str


@dataclass(frozen=True)
class Row:
    conclusion: Conclusion
    place: str
    css: str
    pieces: list[TextPiece]
    stamp: str
    orders: list[OrderLine] = field(default_factory=list)
    mark: str = ""
    gaps: list[Finding] = field(default_factory=list)
    draft: int | None = None

    @property
    def place_words(self) -> str:
        return in_sentence(self.place)

    @property
    def is_unsettled(self) -> bool:
        return any(finding.code == Unclear.UNSETTLED for finding in self.gaps)


def rows_of(
    conclusions: Sequence[Conclusion],
    clarity: Clarity,
    places: Mapping[int, str],
    sizes: Mapping[int, int],
    drafts: Mapping[int, int],
) -> list[Row]:
    """``sizes``: units of each group; ``drafts``: the reader's kept text of an item. Asks nothing of the database."""
    rows = []
    for conclusion in conclusions:
        orders = list(conclusion.orders.all())
        gaps = [finding for finding in clarity.of(conclusion) if finding.is_pressing]
        marked = conclusion.kind == ConclusionKind.ITEM and not orders and conclusion.settlement != Settlement.NONE
        rows.append(
            Row(
                conclusion,
                places[conclusion.pk],
                " ".join(_css(conclusion, gaps)),
                pieces_of(conclusion.text),
                stamp_of(conclusion),
                [_order_line(order, conclusion, sizes) for order in orders],
                conclusion.get_settlement_display() if marked else "",
                gaps,
                drafts.get(conclusion.pk),
            )
        )
    return rows


def _css(conclusion: Conclusion, gaps: Collection[Finding]) -> Iterable[str]:
    if conclusion.kind == ConclusionKind.HEADING:
        yield "hd"
    if conclusion.level > 1:
        yield "l2" if conclusion.level == 2 else "in"
    if gaps:
        yield "gap"


def pieces_of(text: str) -> list[TextPiece]:
    pieces, at = [], 0
    for cited in cited_in(text):
        if cited.start > at:
            pieces.append(TextPiece(text[at : cited.start]))
        pieces.append(TextPiece(text[cited.start : cited.end], True, cited.doubt or ""))
        at = cited.end
    return [*pieces, TextPiece(text[at:])] if text[at:] else pieces


def _order_line(order: Order, conclusion: Conclusion, sizes: Mapping[int, int]) -> OrderLine:
    parties = sorted(order.parties.all(), key=lambda party: party.role != PartyRole.LEAD)
    return OrderLine(
        "" if order.text == conclusion.text else order.text,
        [PartyLine(p.unit, p.role, PartyRole(p.role).label, str(p), _note(p, sizes)) for p in parties],
        ", ".join(unit.name for unit in order.excluded.all()),
        deadline_chip(order),
        order.product,
    )


def _note(party: OrderParty, sizes: Mapping[int, int]) -> str:
    if party.group_id:
        return f"nhóm, {sizes[party.group_id]}" if party.group_id in sizes else "nhóm"
    return "" if party.unit_id else UNMATCHED


def deadline_chip(order: Order) -> DeadlineChip | None:
    """None where there is no deadline: the gap beside it says so."""
    if order.due_on:
        return DeadlineChip("within", "calendar", f"{order.due_on:%d/%m/%Y}")
    if order.relative_days:
        days = f"{order.relative_days} ngày{' làm việc' if order.working_days else ''}"
        return DeadlineChip("within", "clock", f"{days} từ ngày phát hành")
    if order.recurrence:
        often = Frequency(order.recurrence).label
        words = often if often.startswith("Hằng") else f"Hằng {often}"
        day = f", ngày {order.due_day}" if order.due_day else ""
        return DeadlineChip("within", "swap", f"Định kỳ {words.lower()}{day}")
    return None


def group_sizes(conclusions: Iterable[Conclusion], day: date) -> dict[int, int]:
    """How many units of the day each group of the outline has: one query, none where no group is named."""
    groups = _groups_named(conclusions)
    if not groups:
        return {}
    kinds = {kind for group in groups.values() for kind in group.kinds}
    listed = Q(groups__in=groups) | Q(kind__in=kinds)
    units: dict[int, set[int]] = {pk: set() for pk in groups}
    for unit, kind, listing in Unit.objects.valid_on(day).filter(listed).values_list("pk", "kind", "groups").order_by():
        for pk, group in groups.items():
            if listing == pk or kind in group.kinds:
                units[pk].add(unit)
    return {pk: len(found) for pk, found in units.items()}


def _groups_named(conclusions: Iterable[Conclusion]) -> dict[int, UnitGroup]:
    orders = (order for conclusion in conclusions for order in conclusion.orders.all())
    parties = (party for order in orders for party in order.parties.all())
    return {party.group.pk: party.group for party in parties if party.group is not None}
