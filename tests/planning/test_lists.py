"""The list of meetings with its filters, the month, and the calendar feed at its private address."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from meetings.enums import MeetingState
from meetings.models import CalendarFeed, Delegation, Meeting, MeetingSeries
from meetings.planning.changes import Cause, cancel, move
from meetings.planning.feed import code_of, renew_feed
from meetings.planning.listing import month_of, read_month
from tests.cast import NOW, Cast, make_meeting

WHY = Cause("Trùng kỳ họp HĐND tỉnh")


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def titles(client: Client, **asked: object) -> list[str]:
    page = client.get(reverse("meeting-list"), asked).context["page"]
    return [meeting.title for meeting in page]


def test_the_list_is_filtered_by_year_series_and_words_without_diacritics(clerk, cast):
    make_meeting(cast, title="Giao ban đầu năm", held_on=date(2025, 1, 9), place="Trà Ôn")
    other = MeetingSeries.objects.create(name="Họp Hội đồng khoa học")
    make_meeting(cast, title="Hội đồng khoa học", held_on=date(2026, 1, 9), series=other, period="")
    make_meeting(cast, title="Giao ban chưa có ngày", held_on=None, state=MeetingState.PLANNED)
    assert titles(clerk, nam=2025) == ["Giao ban đầu năm"]
    assert titles(clerk, chuoi=other.pk) == ["Hội đồng khoa học"]
    assert titles(clerk, q="tra on") == ["Giao ban đầu năm"]
    assert titles(clerk, q="hội ĐỒNG", nam=2026) == ["Hội đồng khoa học"]
    assert titles(clerk, q="khong co gi") == []
    assert len(titles(clerk)) == 3
    for odd in ({"nam": "abc"}, {"chuoi": "9" * 30}, {"q": "\x00"}, {"trang": "x"}):
        assert len(titles(clerk, **odd)) == 3


def test_a_long_list_comes_in_pages_that_keep_what_was_asked(clerk, cast):
    for number in range(27):
        make_meeting(cast, title=f"Giao ban {number}")
    page = clerk.get(reverse("meeting-list"), {"q": "giao ban"})
    assert "Trang 1/2" in page.content.decode()
    assert 'href="?q=giao+ban&amp;trang=2"' in page.content.decode()
    assert len(titles(clerk, q="giao ban", trang=2)) == 2


@pytest.mark.parametrize("name", ["meeting-list", "meeting-month"])
@pytest.mark.parametrize("role", ["clerk", "unit_officer", "observer"])
def test_lists_ask_as_often_for_many_as_for_one_and_twelve_times_at_most(cast, name, role):
    def cost() -> int:
        client = Client()
        client.force_login(cast.officer(role))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name), {"thang": "2026-04"}).status_code == 200
        return len(queries)

    make_meeting(cast)
    few = cost()
    for _ in range(5):
        make_meeting(cast)
    assert cost() == few <= 12


def test_the_month_shows_its_weeks_from_monday_and_only_what_one_may_see(cast):
    hidden = make_meeting(cast, title="Họp riêng", held_on=date(2026, 11, 2))
    Delegation.objects.filter(meeting=hidden).delete()
    make_meeting(cast, title="Giao ban chiều", held_on=date(2026, 11, 12), starts_at=time(14))
    make_meeting(cast, title="Giao ban sáng", held_on=date(2026, 11, 12), starts_at=time(8))
    seen = Meeting.objects.visible_to(cast.unit_officer)
    month = month_of(seen, date(2026, 11, 1), date(2026, 11, 22))
    assert (month.weeks[0][0].day, month.weeks[-1][-1].day) == (date(2026, 10, 26), date(2026, 12, 6))
    days = {day.day: [meeting.title for meeting in day.meetings] for week in month.weeks for day in week}
    assert days[date(2026, 11, 12)] == ["Giao ban sáng", "Giao ban chiều"]
    assert days[date(2026, 11, 2)] == []
    assert (month.count, month.before, month.after) == (2, date(2026, 10, 1), date(2026, 12, 1))


@pytest.mark.parametrize("written", ["", "2026-13", "2026-0", "abc", "20266-1", "0000-01", "２０２６-01"])
def test_a_month_that_is_none_is_the_present_one(written):
    assert read_month(written, date(2026, 11, 22)) == date(2026, 11, 1)
    assert read_month("2025-02", date(2026, 11, 22)) == date(2025, 2, 1)


def feed_of(officer) -> str:
    feed = renew_feed(officer, at=NOW)
    return reverse("calendar-feed", args=[officer.pk, code_of(feed)])


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    day = timezone.localdate() + timedelta(days=20)
    return make_meeting(cast, title="Giao ban quý IV, năm nay", state="planned", held_on=day, starts_at=time(8))


def events(address: str) -> list:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert calendar.errors == []
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    found = calendar.walk("VEVENT")
    assert all(event.errors == [] for event in found)
    return found


def test_the_feed_is_a_calendar_without_a_sign_in(cast, meeting):
    (event,) = events(feed_of(cast.unit_officer))
    assert event["summary"] == meeting.title
    assert event["location"] == meeting.place
    start = datetime.combine(meeting.held_on, time(1), UTC)
    assert event.decoded("dtstart") == start, "08:00 in Vietnam is 01:00 UTC"
    assert event["status"] == "CONFIRMED"
    assert event["url"].endswith(reverse("meeting", args=[meeting.pk]))


def test_a_change_keeps_the_uid_and_raises_the_sequence(cast, meeting):
    address = feed_of(cast.unit_officer)
    (first,) = events(address)
    new_day = meeting.held_on + timedelta(days=7)
    move(meeting, new_day, None, "", cause=WHY, by=cast.clerk, at=NOW)
    (moved,) = events(address)
    assert moved["uid"] == first["uid"]
    assert moved["sequence"] > first["sequence"]
    assert moved.decoded("dtstart") == new_day, "a day alone while the hour is not known"
    meeting.refresh_from_db()
    cancel(meeting, cause=WHY, by=cast.clerk, at=NOW)
    (cancelled,) = events(address)
    assert (cancelled["uid"], cancelled["status"]) == (first["uid"], "CANCELLED")
    assert cancelled["sequence"] > moved["sequence"]
    assert cancelled["summary"].startswith("Đã hủy: ")


def test_the_feed_shows_what_its_officer_may_see_alone(cast, meeting):
    hidden = make_meeting(cast, title="Họp riêng", held_on=meeting.held_on)
    Delegation.objects.filter(meeting=hidden).delete()
    make_meeting(cast, title="Đã lâu", held_on=timezone.localdate() - timedelta(days=400))
    assert [event["summary"] for event in events(feed_of(cast.unit_officer))] == [meeting.title]
    assert {event["summary"] for event in events(feed_of(cast.clerk))} == {meeting.title, "Họp riêng"}
    assert events(feed_of(cast.administrator)) == []


def test_a_wrong_former_or_closed_address_opens_nothing(cast, meeting):
    address = feed_of(cast.clerk)
    other = reverse("calendar-feed", args=[cast.leader.pk, address.rpartition("-")[2].removesuffix(".ics")])
    assert Client().get(other).status_code == 404, "the code of one officer does not open another's"
    renewed = feed_of(cast.clerk)
    assert Client().get(address).status_code == 404
    cast.clerk.is_active = False
    cast.clerk.save()
    assert Client().get(renewed).status_code == 404


@pytest.mark.parametrize("number", ["9" * 20, str(2**63)])
def test_a_number_that_no_row_can_have_opens_nothing(cast, number):
    assert Client().get(f"/cuoc-hop/lich/{number}-a.ics").status_code == 404


def test_the_address_is_given_shown_renewed_and_taken_back(clerk, cast):
    page = reverse("calendar-address")
    assert clerk.get(page).context["address"] == ""
    clerk.post(page, {"act": "cap"})
    first = clerk.get(page).context["address"]
    assert first in clerk.get(page).content.decode()
    assert first.startswith("http://testserver/cuoc-hop/lich/")
    clerk.post(page, {"act": "cap"})
    assert clerk.get(page).context["address"] != first
    clerk.post(page, {"act": "bo"})
    assert not CalendarFeed.objects.exists()
