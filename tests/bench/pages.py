"""How long the pages of a large meeting take, and their queries: attendance of 20 and 150 units, an outline of 20 and 80."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.enums import UnitKind
from meetings.enums import DeadlineKind
from meetings.models import Conclusion, Delegation, Meeting
from tests.bench.measuring import median_ms, row
from tests.cast import Cast, make_cast, make_meeting, make_order, make_unit

RUNS = 7


def run() -> None:
    print(f"Pages ({connection.vendor}; median of {RUNS} runs each, the server's own part)")
    cast = make_cast()
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.clerk)
    for units in (20, 150):
        _told(client, f"  attendance, {units} units", reverse("attendance", args=[_attended(cast, units).pk]))
    for items in (20, 80):
        _told(client, f"  conclusions, {items} items", reverse("outline", args=[_concluded(cast, items).pk]))


def _told(client: Client, what: str, address: str) -> None:
    took = median_ms(lambda: client.get(address), runs=RUNS)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    row(what, took, note=f"{len(queries)} queries, {len(page.content) / 1024:.0f} KiB, {took / 1000:.2f} of a second")


def _attended(cast: Cast, count: int) -> Meeting:
    meeting = make_meeting(cast, title=f"Giao ban {count} đơn vị")
    Delegation.objects.filter(meeting=meeting).delete()
    for number in range(count):
        unit = make_unit(f"T{count}-{number}", f"UBND xã Số {count} {number}", UnitKind.COMMUNE)
        Delegation.objects.create(meeting=meeting, unit=unit, position=number)
    return meeting


def _concluded(cast: Cast, count: int) -> Meeting:
    meeting = make_meeting(cast, title=f"Giao ban {count} nội dung")
    outline = meeting.outlines.get()
    for number in range(count):
        text = f"Rà soát nội dung số {number} và gửi kết quả"
        conclusion = Conclusion.objects.create(outline=outline, text=text, label=f"{number + 1}.", position=number)
        make_order(conclusion, cast.commune, due_on=date(2026, 6, 30), deadline_kind=DeadlineKind.DAY)
    return meeting
