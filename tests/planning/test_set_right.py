"""What of a meeting's day, hour and place is set right in place, though units were told of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from districts.errors import DomainError
from meetings.models import Meeting
from meetings.planning.facts import Plan, correct_meeting
from tests.cast import NOW, make_meeting


def test_what_was_empty_is_filled_in_and_a_day_that_is_over_set_right(cast):
    today = timezone.localdate(NOW)
    pk = make_meeting(cast).pk
    Meeting.objects.filter(pk=pk).update(
        state="planned", invited_on=today - timedelta(days=9), held_on=today + timedelta(days=3), place=""
    )

    def corrected(**changes: object) -> Meeting:
        meeting = Meeting.objects.get(pk=pk)
        for name, value in changes.items():
            setattr(meeting, name, value)
        correct_meeting(meeting, Plan(), by=cast.clerk, at=NOW)
        return Meeting.objects.get(pk=pk)

    assert corrected(place="Phòng họp số 2").place == "Phòng họp số 2"
    for change in ({"place": "Phòng họp số 3"}, {"held_on": today}):
        with pytest.raises(DomainError, match="Dời cuộc họp"):
            corrected(**change)
    over = today - timedelta(days=1)
    assert corrected(held_on=over).held_on == over
