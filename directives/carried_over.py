"""What earlier meetings of a series have left open, and how a meeting takes it up again in its own conclusions."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, F, Min, Prefetch, Q, QuerySet

from directives.enums import OPEN_STATES
from directives.models import Directive, DirectiveQuerySet
from districts.errors import WrongState
from districts.models import Officer
from meetings.enums import PartyRole
from meetings.models import Conclusion, Meeting, Order, OrderParty, Outline
from meetings.outline.acts import open_desk
from meetings.outline.editing import add_item
from meetings.outline.item_states import ItemState, OrderState, PartyState, order_state

REPEATED = "Nhiệm vụ này đã có trong kết luận của cuộc họp."
EARLIEST_FIRST = (F("first_due").asc(nulls_last=True), "pk")
MOST = 100  # listed on a page; a series with more has its list of directives


@dataclass(frozen=True)
class OpenWork:
    """``open_count`` of the ``unit_count`` leading units have not finished it; ``first_due`` is the earliest of their days."""

    directive: Directive
    unit_count: int
    open_count: int
    first_due: date | None
    is_repeated: bool


def open_work(meeting: Meeting, officer: Officer) -> list[OpenWork]:
    """Directives of earlier meetings of the same series that some unit has not finished, the earliest due first.

    ``is_repeated`` where the meeting's own conclusions hold their words already. None where there is no series or day.
    """
    if meeting.series_id is None:
        return []
    found = (
        counted(carried_from(meeting.series_id, officer))
        .filter(superseded_by=None, open_count__gt=0)
        .exclude(order__conclusion__outline__meeting=meeting)
        .with_source()
        .order_by(*EARLIEST_FIRST)
    )
    if meeting.held_on:
        found = found.filter(order__conclusion__outline__meeting__held_on__lt=meeting.held_on)
    own = texts_of(Conclusion.objects.filter(outline__meeting=meeting))
    return [
        OpenWork(each, each.unit_count, each.open_count, each.first_due, is_repeated(each, own))
        for each in found[:MOST]
    ]


def open_from_above(meeting: Meeting, officer: Officer) -> list[OpenWork]:
    """What superiors' papers issued until the meeting's day gave and some unit has not finished, the earliest due first."""
    found = counted(from_above(officer)).filter(superseded_by=None, open_count__gt=0).with_source()
    if meeting.held_on:
        found = found.filter(ruling_item__ruling__issued_on__lte=meeting.held_on)
    own = texts_of(Conclusion.objects.filter(outline__meeting=meeting))
    return [
        OpenWork(each, each.unit_count, each.open_count, each.first_due, is_repeated(each, own))
        for each in found.order_by(*EARLIEST_FIRST)[:MOST]
    ]


def from_above(officer: Officer) -> DirectiveQuerySet:
    return Directive.objects.visible_to(officer).filter(ruling_item__isnull=False)


def carried_from(series_id: int | None, officer: Officer) -> DirectiveQuerySet:
    """Directives that the officer may see, of the meetings of the series: issued here, or before the portal."""
    return Directive.objects.visible_to(officer).filter(order__conclusion__outline__meeting__series=series_id)


def counted(directives: DirectiveQuerySet) -> DirectiveQuerySet:
    """With ``unit_count``, ``open_count`` and ``first_due`` as ``OpenWork`` tells them."""
    leading = Q(assignments__role=PartyRole.LEAD)
    return directives.annotate(
        unit_count=Count("assignments", leading),
        open_count=Count("assignments", leading & Q(assignments__state__in=OPEN_STATES)),
        first_due=Min("assignments__current_due_on", filter=Q(assignments__state__in=OPEN_STATES)),
    )


def texts_of(conclusions: QuerySet[Conclusion]) -> set[str]:
    """Their words with single spaces, in which an item is stored however the directive was written."""
    return {_plain(text) for text in conclusions.values_list("text", flat=True)}


def is_repeated(directive: Directive, texts: Set[str]) -> bool:
    """Whether the texts of a meeting's conclusions hold the directive's words already."""
    return _plain(directive.text) in texts


def _plain(text: str) -> str:
    return " ".join(text.split())


def take_up(directive: Directive, outline: Outline, *, by: Officer, at: datetime) -> Conclusion:
    """A new item at the end with the directive's text, product, units and exceptions; its deadline is the meeting's to set.

    Raises NotAllowed, Frozen, and WrongState where the meeting's conclusions hold its words already.
    """
    before = _order_of(directive)
    again = OrderState(product=directive.product, parties=before.parties, excluded=before.excluded)
    with transaction.atomic():
        open_desk(outline, by=by, at=at)
        if is_repeated(directive, texts_of(Conclusion.objects.filter(outline__meeting=outline.meeting_id))):
            raise WrongState(REPEATED)
        return add_item(outline, ItemState(text=directive.text, orders=(again,)), after=None, by=by, at=at)


def _order_of(directive: Directive) -> OrderState:
    """The units and exceptions of the order, or of the item of a superior's paper, that the directive came from."""
    if directive.ruling_item:
        named = directive.ruling_item.parties.select_related("unit", "group")
        return OrderState(parties=tuple(PartyState(p.role, p.unit_id, p.group_id, "", str(p)) for p in named))
    parties = Prefetch("parties", OrderParty.objects.select_related("unit", "group"))
    return order_state(Order.objects.prefetch_related(parties, "excluded").get(directive=directive))
