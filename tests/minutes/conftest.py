"""A held meeting with a secretary and its minutes begun; what the tests of the minutes share."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client

from meetings.enums import AttendeeRole
from meetings.minutes.beginning import begin_minutes
from meetings.models import Attendee, Meeting, Minutes
from tests.cast import NOW, Cast, make_conclusions, make_meeting, make_officer
from tests.office_fixtures import cast, files, quick_press

__all__ = ["cast", "files", "quick_press"]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Chaired by the leader, kept by the clerk, with conclusions."""
    meeting = make_meeting(cast, starts_at=time(8, 0))
    make_conclusions(meeting.outlines.get(), cast)
    Attendee.objects.create(
        meeting=meeting,
        honorific="ông",
        name="Nguyễn Văn A",
        post="Chuyên viên",
        role=AttendeeRole.SECRETARY,
        position=2,
    )
    return meeting


@pytest.fixture
def minutes(cast: Cast, meeting: Meeting) -> Minutes:
    """Begun by the clerk; the hour of the end and the statements are not there yet."""
    return begin_minutes(meeting, by=cast.officer("clerk"), at=NOW)


def begin_more(cast: Cast) -> Minutes:
    """The minutes of one more meeting."""
    return begin_minutes(make_meeting(cast), by=cast.officer("clerk"), at=NOW)


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.officer("clerk"))
    return client


@pytest.fixture
def second(cast: Cast) -> Client:
    client = Client()
    client.force_login(make_officer("clerk2", "Huỳnh Thị N", "clerk", cast.secretariat, "Chuyên viên"))
    return client
