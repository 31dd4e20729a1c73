"""The calendar of an officer at a private address (RFC 5545), for phones, Outlook and the like, and the meetings in it.

The address stands for a sign-in: whoever has it reads what its officer may see, so it can be renewed and taken back.
It is made of a random number of the database and the portal's secret key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from icalendar import Calendar, Event

from districts.models import Officer
from meetings.enums import MeetingForm, MeetingState
from meetings.models import CalendarFeed, Meeting

KEPT_DAYS = 366  # how long a past meeting stays in the feed
LARGEST_NUMBER = models.BigIntegerField.MAX_BIGINT  # of a row; a database takes no larger one even in a question
CALLED_OFF = {MeetingState.CANCELLED: "Đã hủy", MeetingState.POSTPONED: "Hoãn"}


def renew_feed(officer: Officer, *, at: datetime) -> CalendarFeed:
    """A new address; the one before opens nothing any more."""
    fresh = {"nonce": uuid4(), "renewed_at": at}
    return CalendarFeed.objects.update_or_create(officer=officer, defaults=fresh)[0]


def drop_feed(officer: Officer) -> None:
    CalendarFeed.objects.filter(officer=officer).delete()


def code_of(feed: CalendarFeed) -> str:
    """64 hexadecimal digits."""
    return salted_hmac("meetings.calendar", f"{feed.officer_id}:{feed.nonce}", algorithm="sha256").hexdigest()


def officer_at(number: int, code: str) -> Officer | None:
    """Whose calendar the address opens; None for a wrong or former one, and for an account that is closed."""
    if number > LARGEST_NUMBER:
        return None
    feed = CalendarFeed.objects.select_related("officer").filter(officer=number).first()
    if feed is None or not constant_time_compare(code_of(feed), code) or not feed.officer.is_active:
        return None
    return feed.officer


def meetings_for(officer: Officer, today: date) -> Iterable[Meeting]:
    """Those with a day, up to a year back. One query."""
    return Meeting.objects.visible_to(officer).filter(held_on__gte=today - timedelta(days=KEPT_DAYS))


def meeting_events(meetings: Iterable[Meeting], *, url_of: Callable[[Meeting], str], at: datetime) -> Iterator[Event]:
    """One for each; all of them have a day."""
    for meeting in meetings:
        yield _event(meeting, url_of(meeting), at)


def calendar_of(events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Cong giao ban KHCN//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Lịch họp và thời hạn – Cổng giao ban KH&CN")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _event(meeting: Meeting, url: str, at: datetime) -> Event:
    """The number of a meeting's edits is the sequence, so that a calendar takes each change over what it has."""
    event = Event()
    event.add("uid", f"{meeting.calendar_uid}@giao-ban")
    event.add("sequence", meeting.version - 1)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", _start(meeting.held_on, meeting.starts_at))
    called_off = CALLED_OFF.get(MeetingState(meeting.state))
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    event.add("summary", f"{called_off}: {meeting.title}" if called_off else meeting.title)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("description", f"{MeetingForm(meeting.form).label}. {meeting.get_state_display()}.")
    event.add("url", url)
    return event


def _start(day: date | None, hour: time | None) -> date | datetime:
    """A day where the hour is not known yet; meetings without a day are not in the feed."""
    if day is None:
        raise ValueError("a meeting without a day has no place in a calendar")
    if hour is None:
        return day
    return datetime.combine(day, hour, timezone.get_default_timezone()).astimezone(UTC)
