"""What the page of an old notice shows: how each of its orders stands, and what was corrected of its entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch

from directives.access import may_follow
from directives.carried_over import counted
from directives.chips import Chip, chip_of
from directives.figures import yardstick_for
from directives.models import Assignment, Directive
from districts.models import Officer, Unit, UnitGroup
from meetings.enums import OrderStanding, PartyRole
from meetings.models import EarlierEntry, EarlierPaper, EarlierStanding, Order, OrderParty


@dataclass(frozen=True)
class OrderShown:
    """``directive`` follows what was still open; ``chips`` are of the reader's own units, none for the Sở's staff.

    ``told`` and ``first_due`` say how the order stands: to who follows all orders, and to a unit only of its own.
    """

    standing: EarlierStanding
    order: Order
    directive: Any  # a Directive as ``counted`` reads it, or None
    lead_words: str
    chips: Sequence[Chip]
    told: str = ""
    first_due: date | None = None

    @property
    def may_change(self) -> bool:
        return self.standing.standing != OrderStanding.OPEN

    @property
    def unmatched(self) -> str:
        return "; ".join(self.directive.unmatched) if self.directive else ""


def orders_shown(paper: EarlierPaper, officer: Officer, today: date) -> list[OrderShown]:
    """Every order of the notice in its order, in a few queries. A unit reads the words of all, the standing of its own."""
    parties = Prefetch("order__parties", OrderParty.objects.select_related("unit", "group"))
    standings = (
        EarlierStanding.objects.filter(paper=paper, superseded_by=None)
        .select_related("order__conclusion")
        .prefetch_related(parties)
        .order_by("order__conclusion__position", "order__conclusion", "order__position", "order")
    )
    followed = {each.order_id: each for each in counted(Directive.objects.filter(earlier=paper))}
    if may_follow(officer):
        return [_told_whole(each, followed.get(each.order_id)) for each in standings]
    chips = _own_chips(paper, officer, today) if followed else {}
    named = _Named(officer)
    return [_told_own(each, followed.get(each.order_id), chips, named) for each in standings]


def _own_chips(paper: EarlierPaper, officer: Officer, today: date) -> dict[int, list[Chip]]:
    """Directive key -> how it stands for each unit of the reader."""
    chips: dict[int, list[Chip]] = {}
    mine = Assignment.objects.visible_to(officer).filter(directive__earlier=paper, unit__in=officer.unit_ids)
    yardstick = yardstick_for(today)
    for assignment in mine.select_related("directive"):
        chips.setdefault(assignment.directive_id, []).append(chip_of(assignment, yardstick))
    return chips


def _told_whole(standing: EarlierStanding, directive: Any) -> OrderShown:
    if directive is None:
        return OrderShown(standing, standing.order, None, _leads(standing.order), (), standing.told)
    words = _open_words(directive)
    return OrderShown(standing, standing.order, directive, _leads(standing.order), (), words, directive.first_due)


class _Named:
    """Whether an order names a unit of the reader, by itself or in a group. Two queries."""

    def __init__(self, officer: Officer):
        self.units = officer.unit_ids
        self.kinds = set(Unit.objects.filter(pk__in=self.units).values_list("kind", flat=True))
        self.groups = set(UnitGroup.objects.filter(members__in=self.units).values_list("pk", flat=True))

    def by(self, order: Order) -> bool:
        return any(self._by(party) for party in order.parties.all())

    def _by(self, party: OrderParty) -> bool:
        group = party.group
        in_group = group is not None and (group.pk in self.groups or not self.kinds.isdisjoint(group.kinds))
        return in_group or party.unit_id in self.units


def _told_own(standing: EarlierStanding, directive: Any, chips: dict[int, list[Chip]], named: _Named) -> OrderShown:
    """What another unit was given is read without what became of it."""
    order = standing.order
    if directive is not None:
        return OrderShown(standing, order, directive, _leads(order), chips.get(directive.pk, []))
    return OrderShown(standing, order, None, _leads(order), (), standing.told if named.by(order) else "")


def _leads(order: Order) -> str:
    return ", ".join(str(party) for party in order.parties.all() if party.role == PartyRole.LEAD)


def _open_words(directive: Any) -> str:
    """'2/3 đơn vị chưa hoàn thành', of an order that is followed."""
    if not directive.unit_count:
        return "Còn phải thực hiện, chưa có đơn vị nhận"
    left = directive.open_count
    return f"{left}/{directive.unit_count} đơn vị chưa hoàn thành" if left else "Các đơn vị đã kết thúc thực hiện"


@dataclass(frozen=True)
class Change:
    """A field of an entry that the next entry changed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Corrected:
    entry: EarlierEntry
    changes: Sequence[Change]


_TOLD = ("number", "symbol", "issued_on", "abstract", "signer_name", "signer_position", "file_name", "sha256")


def corrections_of(entries: Sequence[EarlierEntry]) -> list[Corrected]:
    """Of entries newest first: each one that superseded another, with what it changed."""
    return [Corrected(new, _changes(old, new)) for new, old in pairwise(entries)]


def _changes(old: EarlierEntry, new: EarlierEntry) -> list[Change]:
    pairs = [(_label(name), _told(getattr(old, name)), _told(getattr(new, name))) for name in _TOLD]
    before, after = (", ".join(str(each.unit) for each in entry.deliveries.all()) for entry in (old, new))
    pairs.append(("nơi nhận", before, after))
    return [Change(label[:1].upper() + label[1:], *texts) for label, *texts in pairs if texts[0] != texts[1]]


def _label(name: str) -> str:
    return str(EarlierEntry._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _told(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
