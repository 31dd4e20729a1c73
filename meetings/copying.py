"""Copies of a paper's conclusions and recipients for the paper that replaces it."""

from __future__ import annotations

from meetings.composing import conclusions_of
from meetings.models import Conclusion, Order, OrderParty, Outline, Paper, Recipient

_CONCLUSION_FIELDS = ("position", "level", "label", "kind", "text", "settlement", "source_lines")
_ORDER_FIELDS = [
    "position",
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
]


def copy_outline(outline: Outline) -> Outline:
    """The next edition of the meeting's outline; each order remembers the one that a directive was made of."""
    latest = outline.meeting.outlines.order_by("-edition").first()
    copy = Outline.objects.create(meeting=outline.meeting, edition=(latest.edition if latest else 0) + 1)
    twins: dict[int, Conclusion] = {}
    for conclusion in conclusions_of(outline):
        twin = Conclusion(outline=copy, **{name: getattr(conclusion, name) for name in _CONCLUSION_FIELDS})
        twin.parent = twins.get(conclusion.parent_id) if conclusion.parent_id else None
        twin.save()
        twins[conclusion.pk] = twin
        for order in conclusion.orders.all():
            _copy_order(order, twin)
    return copy


def _copy_order(order: Order, conclusion: Conclusion) -> None:
    origin = order if hasattr(order, "directive") else order.copied_from or order
    values = {name: getattr(order, name) for name in _ORDER_FIELDS}
    twin = Order.objects.create(conclusion=conclusion, copied_from=origin, **values)
    twin.excluded.set(order.excluded.all())
    OrderParty.objects.bulk_create(
        OrderParty(
            order=twin,
            role=party.role,
            unit=party.unit,
            group=party.group,
            words=party.words,
            position=party.position,
        )
        for party in order.parties.all()
    )


def copy_recipients(paper: Paper, draft: Paper) -> None:
    Recipient.objects.bulk_create(
        Recipient(
            paper=draft,
            unit=line.unit,
            group=line.group,
            everyone_invited=line.everyone_invited,
            words=line.words,
            purpose=line.purpose,
            method=line.method,
            position=line.position,
        )
        for line in paper.recipients.all()
    )
