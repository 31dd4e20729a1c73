"""What earlier meetings of a series have left open, and how a meeting takes it up again in its own conclusions."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Min, Prefetch, Q, QuerySet

from directives.enums import OPEN_STATES
from directives.models import Directive
from districts.errors import WrongState
from districts.models import Officer
from meetings.enums import PartyRole
from meetings.models import Conclusion, Meeting, Order, OrderParty, Outline
from meetings.outline.acts import open_desk
from meetings.outline.editing import add_item
from meetings.outline.item_states import ItemState, OrderState, order_state

REPEATED = "Nhiệm vụ này đã có trong kết luận của cuộc họp."
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
    leading = Q(assignments__role=PartyRole.LEAD)
    found = (
        Directive.objects.visible_to(officer)
        .filter(release__paper__meeting__series=meeting.series_id, superseded_by=None)
        .exclude(release__paper__meeting=meeting)
        .annotate(
            unit_count=Count("assignments", leading),
            open_count=Count("assignments", leading & Q(assignments__state__in=OPEN_STATES)),
            first_due=Min("assignments__current_due_on", filter=Q(assignments__state__in=OPEN_STATES)),
        )
        .filter(open_count__gt=0)
        .select_related("release__paper__meeting")
        .order_by("first_due", "pk")
    )
    if meeting.held_on:
        found = found.filter(release__paper__meeting__held_on__lt=meeting.held_on)
    own = texts_of(Conclusion.objects.filter(outline__meeting=meeting))
    return [
        OpenWork(each, each.unit_count, each.open_count, each.first_due, is_repeated(each, own))
        for each in found[:MOST]
    ]


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
    parties = Prefetch("parties", OrderParty.objects.select_related("unit", "group"))
    order = Order.objects.prefetch_related(parties, "excluded").get(pk=directive.order_id)
    before = order_state(order)
    again = OrderState(product=directive.product, parties=before.parties, excluded=before.excluded)
    with transaction.atomic():
        open_desk(outline, by=by, at=at)
        if is_repeated(directive, texts_of(Conclusion.objects.filter(outline__meeting=outline.meeting_id))):
            raise WrongState(REPEATED)
        return add_item(outline, ItemState(text=directive.text, orders=(again,)), after=None, by=by, at=at)
