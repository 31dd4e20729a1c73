"""What the panel of an item sends, turned into the state that the domain saves; and what could not be read in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import QueryDict

from districts.models import Unit, UnitGroup
from meetings.admission import Directory
from meetings.enums import ConclusionKind, PartyRole, Settlement
from meetings.outline.deadline_typing import typed_deadline
from meetings.outline.item_states import ItemState, OrderState, PartyState
from meetings.posted import number_of
from meetings.unit_search import GROUP_PREFIX

BAD_DAY = "Không đọc được ngày đến hạn “{day}”. Hãy ghi ngày/tháng/năm, ví dụ 30/11/2026."
SIDES = {"lead": PartyRole.LEAD, "co": PartyRole.COORDINATING}
MOST_ORDERS = 40


@dataclass(frozen=True)
class ItemPost:
    """``prefixes``: those of the orders in ``state``; ``errors``: by prefix ('o0'), what could not be read and stays."""

    item: int | None
    after: int | None
    token: UUID | None
    stamp: str
    label: str
    label_was_typed: bool
    state: ItemState
    errors: dict[str, str] = field(default_factory=dict)
    prefixes: list[str] = field(default_factory=list)


def day_of(written: str) -> date | None:
    """dd/mm/yyyy. Raises ValueError for anything else but ''."""
    written = written.strip()
    return datetime.strptime(written, "%d/%m/%Y").date() if written else None  # noqa: DTZ007


def _token(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def read_item(post: QueryDict, stored: ItemState, *, held_on: date | None, day: date) -> ItemPost:
    """``post`` as `posted` reads it; ``stored`` is the item as it is in the database, an empty state for a new one.

    Words of units that were typed and not chosen are matched against the directory of the ``day``, or kept as words.
    """
    reader = _Reader(post, stored, held_on, _Units(post, day))
    label = post.get("label", "").strip()
    mark = post.get("mark", stored.settlement)
    state = ItemState(
        text=post.get("text", "").replace("\r\n", "\n"),
        kind=post.get("kind", stored.kind) if post.get("kind") in ConclusionKind.values else stored.kind,
        settlement=mark if mark in Settlement.values else stored.settlement,
        orders=() if post.get("mark") else tuple(reader.orders()),
    )
    return ItemPost(
        item=number_of(post.get("item")),
        after=number_of(post.get("after")),
        token=_token(post.get("token", "")),
        stamp=post.get("stamp", "")[:100],
        label=label,
        label_was_typed=label != post.get("label_read", "").strip(),
        state=state,
        errors=reader.errors,
        prefixes=reader.prefixes,
    )


@dataclass
class _Reader:
    post: QueryDict
    stored: ItemState
    held_on: date | None
    units: _Units
    errors: dict[str, str] = field(default_factory=dict)
    prefixes: list[str] = field(default_factory=list)

    def orders(self) -> Iterable[OrderState]:
        dropped = self.post.get("bo", "")
        known = {order.pk: order for order in self.stored.orders}
        for prefix in list(dict.fromkeys(self.post.getlist("o")))[:MOST_ORDERS]:
            if prefix != dropped:
                stored = known.get(number_of(self.post.get(f"{prefix}-pk")), OrderState())
                self.prefixes.append(prefix)
                yield self._order(prefix, stored)

    def _order(self, prefix: str, stored: OrderState) -> OrderState:
        text = " ".join(self.post.get(f"{prefix}-text", "").split())
        follows = not text or text == self.stored.text
        parties = [party for side, role in SIDES.items() for party in self._parties(prefix, side, role, stored)]
        excluded = {party.unit for party in self._parties(prefix, "except", "", stored) if party.unit}
        return replace(
            stored,
            text="" if follows else text,
            product=" ".join(self.post.get(f"{prefix}-product", "").split()),
            starred=bool(self.post.get(f"{prefix}-starred")),
            parties=tuple(parties),
            excluded=tuple(sorted(excluded)),
            **self._deadline(prefix, stored),
        )

    def _deadline(self, prefix: str, stored: OrderState) -> dict[str, Any]:
        """A day typed anew wins over the words; words typed anew over the day that stood there."""
        words = " ".join(self.post.get(f"{prefix}-deadline_words", "").split())
        written = self.post.get(f"{prefix}-due_on", "")
        try:
            day = day_of(written)
        except ValueError:
            self.errors[prefix] = BAD_DAY.format(day=written[:40])
            return {}
        if words == stored.deadline_words and day == stored.due_on:
            return {}
        typed = day if day != stored.due_on or words == stored.deadline_words else None
        return typed_deadline(words, typed, held_on=self.held_on).values

    def _parties(self, prefix: str, side: str, role: str, stored: OrderState) -> Iterable[PartyState]:
        """The chips of one side, but the one taken off, then what is typed in the field that adds one."""
        name = f"{prefix}-{side}"
        pairs = list(zip(self.post.getlist(name), self.post.getlist(f"{name}_key"), strict=False))
        pairs = [pair for at, pair in enumerate(pairs) if f"{name}:{at}" != self.post.get("bo")]
        if not self.post.get("tu"):
            pairs += zip(self.post.getlist(f"{name}-add"), self.post.getlist(f"{name}-add_key"), strict=False)
        seen: set[tuple[int | None, int | None, str]] = set()
        for words, key in pairs:
            party = self.units.party(role, words, key, stored)
            if party and (identity := (party.unit, party.group, party.words if not party.unit else "")) not in seen:
                seen.add(identity)
                yield party


class _Units:
    """The units and groups that the form names, read in two queries; the directory only where words must be matched."""

    def __init__(self, post: QueryDict, day: date):
        keys = {key for name, values in post.lists() if name.endswith("_key") for key in values if key}
        codes = [str(key) for key in keys if not str(key).startswith(GROUP_PREFIX)]
        groups = [number_of(str(key).removeprefix(GROUP_PREFIX)) for key in keys if str(key).startswith(GROUP_PREFIX)]
        self.day = day
        self.units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)} if codes else {}
        self.groups = {group.pk: group for group in UnitGroup.objects.filter(pk__in=groups)} if groups else {}

    @cached_property
    def directory(self) -> Directory:
        return Directory.load(self.day)

    def party(self, role: str, words: str, key: str, stored: OrderState) -> PartyState | None:
        words = " ".join(words.split())[:500]
        found = self._chosen(key)
        if found is None and words:
            kept = next((p for p in stored.of_role(role) if not p.unit and not p.group and p.words == words), None)
            if kept:
                return kept
            found = self.directory.find(words)
        if found is None:
            return PartyState(role, words=words, name=words) if words else None
        unit = found.pk if isinstance(found, Unit) else None
        group = found.pk if isinstance(found, UnitGroup) else None
        kept = next((p for p in stored.of_role(role) if (p.unit, p.group) == (unit, group)), None)
        return kept or PartyState(role, unit, group, "", str(found))

    def _chosen(self, key: str) -> Unit | UnitGroup | None:
        if key.startswith(GROUP_PREFIX):
            return self.groups.get(number_of(key.removeprefix(GROUP_PREFIX)) or 0)
        return self.units.get(key)
