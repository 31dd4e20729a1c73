"""What the pages of superiors' papers show: how many items gave work, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from directives.carried_over import counted
from directives.chips import Chip, chip_of
from directives.enums import OPEN_STATES
from directives.figures import yardstick_for
from directives.models import Assignment, Directive
from directives.rulings.models import Ruling, RulingItem, RulingParty
from districts.models import Officer
from meetings.enums import PartyRole


def listed(officer: Officer) -> QuerySet[Ruling]:
    """With ``ours`` items of the Sở, ``waiting`` of them not given yet, ``open`` given and not finished by some unit."""
    left = Assignment.objects.filter(
        directive__ruling_item=OuterRef("pk"), role=PartyRole.LEAD, state__in=OPEN_STATES, directive__superseded_by=None
    )
    given = RulingItem.objects.filter(Exists(left))
    return (
        Ruling.objects.visible_to(officer)
        .defer("lines")
        .annotate(
            ours=Count("items", Q(items__is_ours=True), distinct=True),
            waiting=Count("items", Q(items__is_ours=True, items__directive=None), distinct=True),
            open=Count("items", Q(items__in=given), distinct=True),
        )
    )


@dataclass(frozen=True)
class ItemShown:
    """``directive`` as ``counted`` reads it, or None; ``chips`` are of the reader's own units, none for the Sở's staff."""

    item: RulingItem
    directive: Any
    chips: Sequence[Chip]

    @property
    def leads(self) -> str:
        return self._named(PartyRole.LEAD)

    @property
    def helpers(self) -> str:
        return self._named(PartyRole.COORDINATING)

    @property
    def open_words(self) -> str:
        left, of = self.directive.open_count, self.directive.unit_count
        return f"{left}/{of} đơn vị chưa hoàn thành" if left else "Các đơn vị đã kết thúc thực hiện"

    def _named(self, role: PartyRole) -> str:
        return ", ".join(str(party) for party in self.item.parties.all() if party.role == role)


def items_shown(ruling: Ruling, officer: Officer, today: date) -> list[ItemShown]:
    """The Sở's staff see every item; others those of the directives that they may see. A few queries at any length."""
    parties = Prefetch("parties", RulingParty.objects.select_related("unit", "group"))
    given = Directive.objects.visible_to(officer).filter(ruling_item__ruling=ruling)
    followed = {directive.ruling_item_id: directive for directive in counted(given)}
    items = ruling.items.prefetch_related(parties)
    if not officer.works_at_office:
        items = items.filter(pk__in=list(followed))
    chips = {} if officer.works_at_office or not followed else _own_chips(ruling, officer, today)
    return [ItemShown(item, followed.get(item.pk), chips.get(item.pk, [])) for item in items]


def _own_chips(ruling: Ruling, officer: Officer, today: date) -> dict[int, list[Chip]]:
    """Item key -> how it stands for each unit of the reader."""
    chips: dict[int, list[Chip]] = {}
    mine = Assignment.objects.visible_to(officer).filter(
        directive__ruling_item__ruling=ruling, unit__in=officer.unit_ids
    )
    yardstick = yardstick_for(today)
    for assignment in mine.select_related("directive"):
        chips.setdefault(assignment.directive.ruling_item_id, []).append(chip_of(assignment, yardstick))
    return chips
