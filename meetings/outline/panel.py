"""The panel in which one item is edited, filled from what is stored or from what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

from districts.calendar import WorkCalendar
from districts.models import Unit, UnitGroup
from meetings.enums import ConclusionKind, PartyRole
from meetings.intake.citations import cited_in, distinct
from meetings.intake.draft import Citation
from meetings.models import Order
from meetings.outline.clarity import in_sentence
from meetings.outline.deadline_typing import told, typed_deadline
from meetings.outline.item_states import ItemState, OrderState, PartyState
from meetings.unit_search import GROUP_PREFIX


@dataclass(frozen=True)
class Chip:
    """``key`` as of a picker's hit, '' for words that the directory does not hold."""

    words: str
    key: str
    name: str


@dataclass(frozen=True)
class Side:
    """One row of units of an order: chips, and a field that adds one."""

    name: str
    label: str
    chips: list[Chip]
    no_groups: bool = False
    optional: bool = False


@dataclass(frozen=True)
class OrderPart:
    """``day`` as typed; ``told`` and ``doubt`` say what the deadline means."""

    prefix: str
    number: int
    order: OrderState
    text: str
    sides: list[Side]
    excluded: Side
    day: str
    told: str
    doubt: str
    error: str = ""


@dataclass(frozen=True)
class Panel:
    """``item`` is None for a new one, which goes ``after`` another; ``level`` is that of its place."""

    item: int | None
    after: int | None
    token: UUID | None
    stamp: str
    place: str
    label: str
    level: int
    state: ItemState
    orders: list[OrderPart] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    error: str = ""

    @property
    def place_words(self) -> str:
        return in_sentence(self.place)

    @property
    def has_orders(self) -> bool:
        """Headings and paragraphs carry orders only where they were given some before."""
        return self.state.kind == ConclusionKind.ITEM or bool(self.state.orders)


def citations_of(text: str) -> list[Citation]:
    return distinct([Citation(cited.text, cited.number) for cited in cited_in(text)])


def panel_of(
    state: ItemState,
    *,
    calendar: WorkCalendar,
    held_on: date | None,
    label: str = "",
    place: str = "",
    level: int = 1,
    item: int | None = None,
    after: int | None = None,
    stamp: str = "",
    one_more: bool = False,
    names: Names | None = None,
    errors: Mapping[str, str] | None = None,
    error: str = "",
) -> Panel:
    """``one_more`` offers the form of a further order; an item without any has one anyway. ``names`` are read if need be."""
    orders = [*state.orders, *[OrderState()] * (one_more or not state.orders)]
    names = names or Names.of(orders)
    parts = [
        _order_part(number, order, state, names, calendar, held_on, (errors or {}).get(f"o{number}", ""))
        for number, order in enumerate(orders)
    ]
    token = uuid4() if item is None else None
    citations = citations_of(state.text)
    return Panel(item, after, token, stamp, place, label, level, state, parts, citations, error)


@dataclass(frozen=True)
class Names:
    """Codes and names of the units that the orders name, read at once."""

    units: dict[int, tuple[str, str]]
    groups: dict[int, str]

    @classmethod
    def of(cls, orders: list[OrderState]) -> Names:
        units = {p.unit for order in orders for p in order.parties if p.unit} | {u for o in orders for u in o.excluded}
        groups = {p.group for order in orders for p in order.parties if p.group}
        rows = Unit.objects.filter(pk__in=units).values_list("pk", "code", "name") if units else []
        named = UnitGroup.objects.filter(pk__in=groups).values_list("pk", "name") if groups else []
        return cls({pk: (code, name) for pk, code, name in rows}, dict(named))

    @classmethod
    def from_orders(cls, orders: Iterable[Order]) -> Names:
        """From stored orders, their parties and exceptions prefetched."""
        orders = list(orders)
        parties = [party for order in orders for party in order.parties.all()]
        units = [party.unit for party in parties if party.unit] + [u for order in orders for u in order.excluded.all()]
        groups = [party.group for party in parties if party.group]
        return cls({unit.pk: (unit.code, unit.name) for unit in units}, {group.pk: group.name for group in groups})

    def chip(self, party: PartyState) -> Chip:
        if party.unit in self.units:
            code, name = self.units[party.unit]
            return Chip(party.words, code, name)
        if party.group in self.groups:
            return Chip(party.words, f"{GROUP_PREFIX}{party.group}", self.groups[party.group])
        return Chip(party.words, "", party.words)


def _order_part(
    number: int,
    order: OrderState,
    item: ItemState,
    names: Names,
    calendar: WorkCalendar,
    held_on: date | None,
    error: str,
) -> OrderPart:
    prefix = f"o{number}"
    sides = [
        Side(f"{prefix}-lead", "Chủ trì", [names.chip(party) for party in order.leads]),
        Side(f"{prefix}-co", "Phối hợp", [names.chip(party) for party in order.helpers], optional=True),
    ]
    left_out = [names.chip(PartyState(PartyRole.LEAD, unit=unit)) for unit in order.excluded]
    return OrderPart(
        prefix,
        number,
        replace(order, text="" if order.text == item.text else order.text),
        "" if order.text == item.text else order.text,
        sides,
        Side(f"{prefix}-except", "Trừ các đơn vị", left_out, no_groups=True, optional=True),
        f"{order.due_on:%d/%m/%Y}" if order.due_on else "",
        told(order.columns(), calendar, held_on=held_on),
        typed_deadline(order.deadline_words, order.due_on, held_on=held_on).doubt if order.deadline_words else "",
        error,
    )
