"""An item of the conclusions with its orders as plain values: what a form holds, what an act found and left."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from meetings.enums import ConclusionKind, PartyRole, Settlement
from meetings.models import Conclusion, Order

ORDER_COLUMNS = (
    "text",
    "product",
    "deadline_words",
    "deadline_kind",
    "due_on",
    "relative_days",
    "working_days",
    "recurrence",
    "due_day",
    "starred",
    "confidence",
)


@dataclass(frozen=True)
class PartyState:
    """A unit, a group or words. ``name`` is for people alone: the unit's name when it was read."""

    role: str
    unit: int | None = None
    group: int | None = None
    words: str = ""
    name: str = field(default="", compare=False)

    @property
    def shown(self) -> str:
        return self.name or self.words


@dataclass(frozen=True)
class OrderState:
    """The columns of an order; ``pk`` is None for one that is not stored yet. ``excluded`` are units."""

    pk: int | None = None
    text: str = ""
    product: str = ""
    deadline_words: str = ""
    deadline_kind: str = ""
    due_on: date | None = None
    relative_days: int | None = None
    working_days: bool = False
    recurrence: str = ""
    due_day: int | None = None
    starred: bool = False
    confidence: float | None = None
    copied_from: int | None = None
    parties: tuple[PartyState, ...] = ()
    excluded: tuple[int, ...] = ()

    def of_role(self, role: str) -> list[PartyState]:
        return [party for party in self.parties if party.role == role]

    @property
    def leads(self) -> list[PartyState]:
        return self.of_role(PartyRole.LEAD)

    @property
    def helpers(self) -> list[PartyState]:
        return self.of_role(PartyRole.COORDINATING)

    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ORDER_COLUMNS}

    def asks_nothing(self, item_text: str) -> bool:
        """Whether nothing says who, what or until when but the item's own words."""
        said = self.parties or self.product or self.deadline_words or self.due_on or self.relative_days
        return not said and not self.recurrence and not self.starred and self.text in ("", item_text)


@dataclass(frozen=True)
class ItemState:
    text: str = ""
    kind: str = ConclusionKind.ITEM
    settlement: str = Settlement.NONE
    orders: tuple[OrderState, ...] = ()

    def as_json(self) -> dict[str, Any]:
        values = asdict(self)
        for order in values["orders"]:
            order["due_on"] = order["due_on"].isoformat() if order["due_on"] else None
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ItemState:
        return cls(values["text"], values["kind"], values["settlement"], tuple(map(_order_from, values["orders"])))

    def unsaved(self) -> ItemState:
        """The same without the numbers of rows: what two texts are compared by."""
        return replace(self, orders=tuple(replace(order, pk=None) for order in self.orders))


def _order_from(values: dict[str, Any]) -> OrderState:
    day = date.fromisoformat(values["due_on"]) if values["due_on"] else None
    parties = tuple(PartyState(**party) for party in values["parties"])
    return OrderState(**values | {"due_on": day, "parties": parties, "excluded": tuple(values["excluded"])})


def state_of(conclusion: Conclusion) -> ItemState:
    """Reads the orders with their parties and exceptions: prefetch them where there are many conclusions."""
    orders = tuple(order_state(order) for order in conclusion.orders.all())
    return ItemState(conclusion.text, conclusion.kind, conclusion.settlement, orders)


def order_state(order: Order) -> OrderState:
    return OrderState(
        pk=order.pk,
        copied_from=order.copied_from_id,
        parties=tuple(
            PartyState(party.role, party.unit_id, party.group_id, party.words, str(party))
            for party in order.parties.all()
        ),
        excluded=tuple(sorted(unit.pk for unit in order.excluded.all())),
        **{name: getattr(order, name) for name in ORDER_COLUMNS},
    )


def stamp_of(conclusion: Conclusion) -> str:
    """Stands for the item as it is stored: another one as soon as its text or one of its orders was saved anew."""
    versions = [f"{conclusion.pk}:{conclusion.version}", *(f"{o.pk}:{o.version}" for o in conclusion.orders.all())]
    return hashlib.sha256(" ".join(versions).encode()).hexdigest()[:16]
