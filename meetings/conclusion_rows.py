"""The conclusions of an outline with their orders, read at once."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Prefetch, Q, QuerySet, Subquery

from districts.page_reads import read_once
from meetings.enums import PaperState
from meetings.models import Conclusion, Meeting, Order, OrderParty, Outline


def concluded_outlines(meeting: Meeting) -> QuerySet[Outline]:
    """The outlines that may be told as what the meeting concluded, the one to be told first: the newest edition that is
    issued, else the first one; never the draft of a replacement or an amendment.
    """
    told = Q(edition=1) | Q(papers__state=PaperState.RELEASED)
    return meeting.outlines.filter(told).order_by("-edition")


def conclusions_of(outline: Outline) -> list[Conclusion]:
    """The outline's conclusions in order with their orders and parties: four queries whatever their number, once a page."""
    return list(_rows_of(outline).get(outline.pk, ()))


def conclusions_before(outline: Outline) -> list[Conclusion]:
    """Those that the outline amends, read along with its own; none where it amends nothing."""
    return list(_rows_of(outline).get(outline.amended_from_id or 0, ()))


def origins_of(outline: Outline) -> dict[int, Order]:
    """By number, the orders that those of an amendment were copied from, read along with them: of the conclusions that it
    amends, or of earlier ones.
    """
    read = (conclusion for rows in _rows_of(outline).values() for conclusion in rows)
    return {order.pk: order for conclusion in read for order in conclusion.orders.all()}


def orders_of(outline: Outline) -> list[Order]:
    """Every order of the outline, in the order of the text, each with ``conclusion`` set."""
    orders = []
    for conclusion in conclusions_of(outline):
        for order in conclusion.orders.all():
            order.conclusion = conclusion
            orders.append(order)
    return orders


def orders_alone(outline: Outline) -> tuple[list[Order], dict[int, Order]]:
    """``orders_of`` and ``origins_of`` for what tells nothing of the conclusions: three queries whatever their number."""
    wanted = Q(conclusion__outline=outline)
    if outline.amended_from_id:
        origins = Order.objects.filter(copies__conclusion__outline=outline)
        wanted |= Q(conclusion__outline=outline.amended_from_id) | Q(pk__in=origins.values("pk"))
    rows = Order.objects.filter(wanted).select_related("conclusion").prefetch_related(_parties(), "excluded")
    found = list(rows.order_by("conclusion__position", "conclusion", "position", "pk"))
    own = [order for order in found if order.conclusion.outline_id == outline.pk]
    return own, {order.pk: order for order in found}


def concluded_rows(meeting: Meeting) -> list[Conclusion]:
    """The conclusions of the first of ``concluded_outlines`` as minutes print them, their orders without the exceptions;
    none where the meeting has no outline. Three queries whatever their number, once a page.
    """
    told = concluded_outlines(meeting).values("pk")[:1]
    orders = Prefetch("orders", Order.objects.prefetch_related(_parties()))
    rows = Conclusion.objects.filter(outline=Subquery(told)).order_by("position", "id").prefetch_related(orders)
    return read_once(("concluded", meeting.pk), lambda: list(rows))


def _rows_of(outline: Outline) -> dict[int, list[Conclusion]]:
    """By outline: its own, and of an amendment all that it is compared with."""
    return read_once(("conclusions", outline.pk), lambda: _read(outline))


def _read(outline: Outline) -> dict[int, list[Conclusion]]:
    wanted = Q(outline=outline)
    if outline.amended_from_id:
        origins = Order.objects.filter(copies__conclusion__outline=outline)
        wanted |= Q(outline=outline.amended_from_id) | Q(pk__in=origins.values("conclusion"))
    found = defaultdict(list)
    for row in _with_orders(wanted):
        if row.outline_id == outline.pk:
            row.outline = outline
        found[row.outline_id].append(row)
    return dict(found)


def _with_orders(wanted: Q) -> list[Conclusion]:
    orders = Prefetch("orders", Order.objects.prefetch_related(_parties(), "excluded"))
    return list(Conclusion.objects.filter(wanted).order_by("position", "id").prefetch_related(orders))


def _parties() -> Prefetch[str]:
    return Prefetch("parties", OrderParty.objects.select_related("unit", "group"))
