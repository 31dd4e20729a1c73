"""Copies of a paper's conclusions and recipients for the paper that replaces it."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from meetings.conclusion_rows import conclusions_of
from meetings.models import Conclusion, Order, OrderParty, Outline, Paper, Recipient
from meetings.outline.item_states import ORDER_COLUMNS

_CONCLUSION_FIELDS = ("position", "level", "label", "kind", "text", "settlement", "source_lines")
_ORDER_FIELDS = ("position", *ORDER_COLUMNS)
_PARTY_FIELDS = ("role", "unit_id", "group_id", "words", "position")
_RECIPIENT_FIELDS = ("unit_id", "group_id", "everyone_invited", "words", "purpose", "method", "addressed", "position")


def copy_outline(outline: Outline, *, tracked: Collection[int]) -> Outline:
    """The next edition of the meeting's outline, in a few queries whatever its size.

    ``tracked`` are the orders that a directive was made of; the copy of an order remembers its own, or the one that the
    order itself was copied from.
    """
    latest = outline.meeting.outlines.order_by("-edition").first()
    copy = Outline.objects.create(meeting=outline.meeting, edition=(latest.edition if latest else 0) + 1)
    conclusions = conclusions_of(outline)
    twins = {
        conclusion.pk: Conclusion(
            outline=copy, copied_from=conclusion, **{name: getattr(conclusion, name) for name in _CONCLUSION_FIELDS}
        )
        for conclusion in conclusions
    }
    Conclusion.objects.bulk_create(twins.values())
    nested = [conclusion for conclusion in conclusions if conclusion.parent_id in twins]
    for conclusion in nested:
        twins[conclusion.pk].parent = twins[cast(int, conclusion.parent_id)]
    Conclusion.objects.bulk_update([twins[conclusion.pk] for conclusion in nested], ["parent"], batch_size=200)
    _copy_orders(conclusions, twins, tracked)
    return copy


def _copy_orders(conclusions: list[Conclusion], twins: dict[int, Conclusion], tracked: Collection[int]) -> None:
    pairs = [
        (order, _twin_of(order, twins[conclusion.pk], tracked))
        for conclusion in conclusions
        for order in conclusion.orders.all()
    ]
    Order.objects.bulk_create(twin for _, twin in pairs)
    OrderParty.objects.bulk_create(
        OrderParty(order=twin, **{name: getattr(party, name) for name in _PARTY_FIELDS})
        for order, twin in pairs
        for party in order.parties.all()
    )
    exception = Order.excluded.through
    exception.objects.bulk_create(
        exception(order=twin, unit=unit) for order, twin in pairs for unit in order.excluded.all()
    )


def _twin_of(order: Order, conclusion: Conclusion, tracked: Collection[int]) -> Order:
    origin = order.pk if order.pk in tracked else order.copied_from_id or order.pk
    return Order(conclusion=conclusion, copied_from_id=origin, **{name: getattr(order, name) for name in _ORDER_FIELDS})


def copy_recipients(paper: Paper, draft: Paper) -> None:
    Recipient.objects.bulk_create(
        Recipient(paper=draft, **{name: getattr(line, name) for name in _RECIPIENT_FIELDS})
        for line in paper.recipients.all()
    )
