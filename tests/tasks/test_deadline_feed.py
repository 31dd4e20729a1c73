"""The deadlines of an officer's units in the calendar at the private address."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from directives.life.extending import ask_extension, grant_extension
from directives.life.steering import withdraw
from directives.models import Assignment
from districts.models import Appointment
from meetings.planning.feed import code_of, drop_feed, renew_feed
from tests.cast import NOW
from tests.tasks.many import more

MAY = NOW.replace(month=5, day=20)


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel(MAY, tick=False):
        yield


def feed_of(officer) -> str:
    return reverse("calendar-feed", args=[officer.pk, code_of(renew_feed(officer, at=MAY))])


def deadlines(address: str) -> dict[str, object]:
    """By the address of the order."""
    answer = Client().get(address)
    assert answer.status_code == 200
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert all(event.errors == [] for event in events)
    return {
        event["url"].rpartition("/nhiem-vu/")[2].strip("/"): event for event in events if "/nhiem-vu/" in event["url"]
    }


def test_an_open_order_is_an_all_day_event_of_its_deadline(lives):
    event = deadlines(feed_of(lives.cast.unit_officer))[str(lives.lead.pk)]
    assert event.decoded("dtstart") == lives.lead.current_due_on
    assert event.decoded("dtend") == lives.lead.current_due_on + timedelta(days=1)
    assert event["summary"] == "Hạn: Rà soát thiết bị đo lường tại chợ trên địa bàn"
    assert "UBND xã Mẫu Một, chủ trì; theo 01/TB-SKHCN ngày 09/04/2026" in event["description"]
    assert (event["status"], event["transp"]) == ("CONFIRMED", "TRANSPARENT")
    assert event.decoded("last-modified") == lives.lead.assigned_at


def test_nothing_of_another_unit_is_in_it(lives):
    """Not even for the Sở's staff, who may see every order."""
    own = set(Assignment.objects.filter(unit=lives.cast.commune).values_list("pk", flat=True))
    assert set(deadlines(feed_of(lives.cast.unit_officer))) == set(map(str, own))
    other = deadlines(feed_of(lives.other_officer))
    assert str(lives.helping.pk) in other
    assert str(lives.lead.pk) not in other
    for name in ("leader", "registrar", "observer", "administrator", "clerk"):
        assert deadlines(feed_of(lives.cast.officer(name))) == {}


def test_a_change_keeps_the_uid_and_raises_the_sequence(lives):
    address, key = feed_of(lives.cast.unit_officer), str(lives.lead.pk)
    first = deadlines(address)[key]
    Assignment.objects.filter(pk=lives.lead.pk).update(state="acknowledged")
    until = lives.lead.current_due_on + timedelta(days=10)
    people = lives.people
    asked = ask_extension(lives.lead, wanted_on=until, reason="Chờ kinh phí", by=people["unit_head"], at=MAY)
    grant_extension(asked, until=until, by=people["leader"], at=MAY + timedelta(minutes=1))
    moved = deadlines(address)[key]
    assert (moved["uid"], moved.decoded("dtstart")) == (first["uid"], until)
    assert moved["sequence"] > first["sequence"]
    assert moved.decoded("last-modified") == MAY + timedelta(minutes=1)
    withdraw(lives.lead, reason="Không còn phù hợp", by=people["leader"], at=MAY + timedelta(minutes=2))
    gone = deadlines(address)[key]
    assert (gone["uid"], gone["status"]) == (first["uid"], "CANCELLED")
    assert gone["sequence"] > moved["sequence"]
    assert gone["summary"].startswith("Dừng thực hiện: ")


def test_what_is_done_or_has_no_day_leaves_the_calendar(lives):
    address = feed_of(lives.cast.unit_officer)
    Assignment.objects.filter(pk=lives.lead.pk).update(current_due_on=None)
    assert str(lives.lead.pk) not in deadlines(address)
    Assignment.objects.filter(pk=lives.lead.pk).update(state="done", handed_in_on=MAY.date(), current_due_on=MAY.date())
    assert str(lives.lead.pk) not in deadlines(address)


def test_a_day_of_its_own_goes_before_the_deadline(lives):
    day = MAY.date() + timedelta(days=3)
    Assignment.objects.filter(pk=lives.lead.pk).update(supplement_by=day)
    Assignment.objects.filter(pk=lives.helping.pk).update(contribute_by=day)
    assert deadlines(feed_of(lives.cast.unit_officer))[str(lives.lead.pk)].decoded("dtstart") == day
    assert deadlines(feed_of(lives.other_officer))[str(lives.helping.pk)].decoded("dtstart") == day


def test_who_lost_the_appointment_sees_nothing_and_a_withdrawn_address_opens_nothing(lives):
    address = feed_of(lives.cast.unit_officer)
    assert deadlines(address)
    Appointment.objects.filter(officer=lives.cast.unit_officer).update(ends_on=MAY.date() - timedelta(days=1))
    assert deadlines(address) == {}
    drop_feed(lives.cast.unit_officer)
    assert Client().get(address).status_code == 404


def test_an_order_passed_on_stands_in_the_calendar_of_who_handles_it(lives):
    address = feed_of(lives.sub_officer)
    assert deadlines(address) == {}
    Assignment.objects.filter(pk=lives.lead.pk).update(handling_unit=lives.sub)
    assert set(deadlines(address)) == {str(lives.lead.pk)}


def test_more_deadlines_cost_no_more_questions(lives):
    address = feed_of(lives.cast.unit_officer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            assert deadlines(address)
        return len(told)

    before = asked()
    Assignment.objects.filter(pk__in=[each.pk for each in more(lives, 6)]).update(handling_unit=lives.cast.commune)
    assert asked() == before <= 12
    assert timezone.localdate() == MAY.date()
