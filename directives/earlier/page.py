"""What the page of an old notice shows: how each of its orders stands, and what was corrected of its entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch

from directives.carried_over import counted
from directives.chips import Chip, chip_of
from directives.figures import yardstick_for
from directives.models import Assignment, Directive
from districts.models import Officer
from meetings.enums import OrderStanding, PartyRole
from meetings.models import EarlierEntry, EarlierPaper, EarlierStanding, Order, OrderParty


@dataclass(frozen=True)
class OrderShown:
    """``directive`` follows what was still open; ``chips`` are of the reader's own units, none for the Sở's staff."""

    standing: EarlierStanding
    order: Order
    directive: Any  # a Directive as ``counted`` reads it, or None
    lead_words: str
    chips: Sequence[Chip]

    @property
    def may_change(self) -> bool:
        return self.standing.standing != OrderStanding.OPEN

    @property
    def open_words(self) -> str:
        """'2/3 đơn vị chưa hoàn thành', of an order that is followed."""
        if self.directive is None:
            return ""
        if not self.directive.unit_count:
            return "Còn phải thực hiện, chưa có đơn vị nhận"
        left = self.directive.open_count
        return (
            f"{left}/{self.directive.unit_count} đơn vị chưa hoàn thành" if left else "Các đơn vị đã kết thúc thực hiện"
        )

    @property
    def unmatched(self) -> str:
        return "; ".join(self.directive.unmatched) if self.directive else ""


def orders_shown(paper: EarlierPaper, officer: Officer, today: date) -> list[OrderShown]:
    """Every order of the notice in its order, in a few queries. Others' assignments are numbers, as everywhere."""
    parties = Prefetch("order__parties", OrderParty.objects.select_related("unit", "group"))
    standings = (
        EarlierStanding.objects.filter(paper=paper, superseded_by=None)
        .select_related("order__conclusion")
        .prefetch_related(parties)
        .order_by("order__conclusion__position", "order__conclusion", "order__position", "order")
    )
    followed = {each.order_id: each for each in counted(Directive.objects.filter(earlier=paper))}
    own = {} if officer.works_at_office or not followed else _own_chips(paper, officer, today)
    return [_shown(each, followed.get(each.order_id), own) for each in standings]


def _own_chips(paper: EarlierPaper, officer: Officer, today: date) -> dict[int, list[Chip]]:
    """Directive key -> how it stands for each unit of the reader."""
    chips: dict[int, list[Chip]] = {}
    mine = Assignment.objects.visible_to(officer).filter(directive__earlier=paper, unit__in=officer.unit_ids)
    yardstick = yardstick_for(today)
    for assignment in mine.select_related("directive"):
        chips.setdefault(assignment.directive_id, []).append(chip_of(assignment, yardstick))
    return chips


def _shown(standing: EarlierStanding, directive: Directive | None, own: dict[int, list[Chip]]) -> OrderShown:
    order = standing.order
    leads = ", ".join(str(party) for party in order.parties.all() if party.role == PartyRole.LEAD)
    return OrderShown(standing, order, directive, leads, own.get(directive.pk, []) if directive else [])


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
