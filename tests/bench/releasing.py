"""What releasing a notice costs the database: queries and milliseconds, small and large."""

from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives import issuing
from directives.models import Assignment
from directives.whole_way import issue_at_once
from districts.enums import UnitKind
from districts.models import Unit
from meetings.drafting import draft_notice
from meetings.enums import ConclusionKind, PartyRole
from meetings.models import Conclusion, Order, OrderParty, Paper, Release
from tests.bench.measuring import row
from tests.cast import NOW, Cast, make_cast, make_meeting, make_unit

SIZES = ((3, 5), (30, 50), (30, 150))


def run() -> None:
    print(f"Releasing a notice ({connection.vendor}; printing left out)")
    cast = make_cast()
    for orders, units in SIZES:
        _grow_communes(units)
        paper = _paper(cast, orders)
        with mock.patch.object(issuing, "render"), CaptureQueriesContext(connection) as queries:
            released = issue_at_once(paper, at=NOW + timedelta(minutes=orders + units))
        assignments = Assignment.objects.filter(directive__release=released).count()
        inserts = sum("INSERT" in q["sql"] and "assignment" in q["sql"] for q in queries)
        took = sum(float(q["time"]) for q in queries) * 1000
        row(
            f"  {orders} orders, {assignments} assignments",
            took,
            note=f"{len(queries)} queries, {inserts} of them batches",
        )
    print(f"  releases: {Release.objects.count()}")


def _grow_communes(count: int) -> None:
    present = Unit.objects.filter(kind=UnitKind.COMMUNE).count()
    for number in range(present, count):
        make_unit(f"B{number}", f"UBND xã Số {number}", UnitKind.COMMUNE)


def _paper(cast: Cast, orders: int) -> Paper:
    meeting = make_meeting(cast)
    outline = meeting.outlines.get()
    for number in range(orders):
        text = f"Rà soát nội dung số {number} và gửi kết quả"
        conclusion = Conclusion.objects.create(
            outline=outline, kind=ConclusionKind.ITEM, label="-", text=text, position=number
        )
        order = Order.objects.create(conclusion=conclusion, text=text)
        OrderParty.objects.create(order=order, group=cast.communes, role=PartyRole.LEAD)
    return draft_notice(meeting, by=cast.clerk, at=NOW)
