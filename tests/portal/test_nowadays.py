"""Pages of old meetings and orders keep the names of their day, with what the unit is today beside them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.models import Assignment
from directives.whole_way import issue_at_once
from districts.models import Succession, Unit
from tests.cast import NOW, make_conclusions, make_meeting, make_notice, make_unit

END = date(2026, 6, 30)
WORDS = "nay là UBND xã Hợp Nhất"


@pytest.fixture
def old(cast, quick_press):
    """A meeting whose notice is out, to which two communes and six more were invited."""
    for number in range(3, 9):
        make_unit(f"XA{number}", f"UBND xã Mẫu {number}", "commune")
    meeting = make_meeting(cast)
    for place, unit in enumerate(Unit.objects.filter(name__regex="Mẫu [3-8]"), start=2):
        meeting.delegations.create(unit=unit, attendance="present", position=place)
    make_conclusions(meeting.outlines.get(), cast)
    notice = make_notice(cast, meeting)
    issue_at_once(notice, at=NOW)
    return notice


def _end(*units: Unit) -> None:
    """They are merged into one."""
    merged = Unit.objects.get_or_create(code="HN", defaults={"name": "UBND xã Hợp Nhất", "kind": "commune"})[0]
    for unit in units:
        Unit.objects.filter(pk=unit.pk).update(valid_to=END)
        Succession.objects.create(predecessor=unit, successor=merged, day=END + timedelta(days=1))


def test_the_name_of_today_stands_beside_a_unit_that_has_ended(cast, client, old, quick_press):
    order = Assignment.objects.filter(unit=cast.commune).latest("pk")
    addresses = {
        "meeting": reverse("meeting", args=[old.meeting_id]),
        "attendance": reverse("attendance", args=[old.meeting_id]),
        "outline": reverse("outline", args=[old.meeting_id]),
        "order": reverse("assignment", args=[order.pk]),
        "deliveries": reverse("paper-deliveries", args=[old.pk]),
        "tasks": reverse("assignment-list"),
    }
    readers = dict.fromkeys(addresses, cast.clerk) | {"meeting": cast.unit_officer}

    def shown() -> dict[str, tuple[int, int]]:
        told = {}
        for name, address in addresses.items():
            client.force_login(readers[name])
            with CaptureQueriesContext(connection) as asked:
                page = client.get(address).content.decode()
            told[name] = (page.count(WORDS), len(asked))
        return told

    before = shown()
    assert {times for times, _ in before.values()} == {0}
    _end(cast.commune)
    one = shown()
    assert [name for name, (times, _) in one.items() if not times] == []
    _end(cast.other_commune, *Unit.objects.filter(name__regex="Mẫu [3-8]"))
    many = shown()
    assert many["meeting"][0] == 8
    for name, (_, asked) in many.items():
        assert asked == one[name][1] <= min(12, before[name][1] + 1), name
    assert not any("nay là" in record.to_json() for record in quick_press)
