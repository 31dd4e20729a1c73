"""Notices issued before the portal, for tests: entered by the clerk from a meeting of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from directives.earlier.recording import Said, enter_with_orders
from meetings.conclusion_rows import orders_of
from meetings.earlier_papers import EarlierFacts
from meetings.enums import OrderStanding
from meetings.models import EarlierPaper, Meeting, Order
from meetings.planning.files import SentFile
from tests.cast import NOW, Cast, make_conclusions, make_meeting
from tests.office_fixtures import ONE_PAGE

OPEN = Said(OrderStanding.OPEN)
DONE = Said(OrderStanding.DONE, date(2026, 4, 7))
SCAN = SentFile("thong-bao.pdf", ONE_PAGE)


def earlier_facts(cast: Cast, **changes: Any) -> EarlierFacts:
    fields = {
        "number": 15,
        "symbol": "TB-SKHCN",
        "issued_on": date(2026, 4, 6),
        "abstract": "Kết luận của Phó Giám đốc Sở tại Hội nghị giao ban quý I",
        "signer_name": "Phạm Thị D",
        "signer_position": "KT. Giám đốc, Phó Giám đốc",
        "units": [cast.commune],
        "file": SCAN,
    }
    return EarlierFacts(**fields | changes)


def meeting_with_orders(cast: Cast, **changes: Any) -> Meeting:
    """A held meeting with two orders: one for a commune, one for the group of both."""
    meeting = make_meeting(cast, **changes)
    make_conclusions(meeting.outlines.get(), cast)
    return meeting


def make_earlier(
    cast: Cast, meeting: Meeting | None = None, say: Callable[[Order], Said] = lambda order: OPEN, **changes: Any
) -> EarlierPaper:
    """``say`` gives the standing of each order; the changes are of the facts."""
    outline = (meeting or meeting_with_orders(cast)).outlines.get()
    said = {order.pk: say(order) for order in orders_of(outline)}
    return enter_with_orders(outline, earlier_facts(cast, **changes), said, by=cast.clerk, at=NOW)
