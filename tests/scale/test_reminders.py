"""``send_reminders`` for 10,000 open orders to 500 officers. Run by name: `./run test tests/scale/test_reminders.py -s`."""

from __future__ import annotations

from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import Email

from directives.models import Digest, Nudge
from tests.reminding.conftest import cast, files, lives, paper_in, quick_press
from tests.reminding.orders import make_orders, make_units
from tests.reminding.test_telling import DUE, MONDAY, run

__all__ = ["cast", "files", "lives", "paper_in", "quick_press"]


def test_ten_thousand_orders_to_five_hundred_officers(lives):
    units = make_units(500)
    run(MONDAY)
    make_orders(lives, units, 10_000, DUE)
    began = perf_counter()
    with CaptureQueriesContext(connection) as captured:
        run(DUE)
    seconds = perf_counter() - began
    assert (Digest.objects.count(), Email.objects.count(), Nudge.objects.count()) == (500, 500, 10_000)
    others = [query["sql"] for query in captured if not query["sql"].startswith("INSERT")]
    print(f"\n10,000 orders, 500 officers: {seconds:.1f} s, {len(captured)} queries, {len(others)} but for inserts")
    assert len(others) <= 10 + 4 * 5, "five batches of a hundred persons, four statements each beside the inserts"
