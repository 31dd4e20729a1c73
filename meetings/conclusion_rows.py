"""The conclusions of an outline with their orders, read at once."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from meetings.enums import PaperState
from meetings.models import Conclusion, Meeting, Order, OrderParty, Outline


def concluded_outlines(meeting: Meeting) -> QuerySet[Outline]:
    """The outlines that may be told as what the meeting concluded, the one to be told first: the newest edition that is
    issued, else the first one; never the draft of a replacement or an amendment.
    """
    told = Q(edition=1) | Q(papers__state=PaperState.RELEASED)
    return meeting.outlines.filter(told).order_by("-edition")


def conclusions_of(outline: Outline) -> list[Conclusion]:
    """The outline's conclusions in order with their orders and parties: four queries whatever their number."""
    parties = Prefetch("orders__parties", OrderParty.objects.select_related("unit", "group"))
    rows = outline.conclusions.order_by("position", "id").prefetch_related("orders", parties, "orders__excluded")
    return list(rows)


def orders_of(outline: Outline) -> list[Order]:
    """Every order of the outline, in the order of the text, each with ``conclusion`` set."""
    orders = []
    for conclusion in conclusions_of(outline):
        for order in conclusion.orders.all():
            order.conclusion = conclusion
            orders.append(order)
    return orders
