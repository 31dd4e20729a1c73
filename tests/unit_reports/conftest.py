from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from meetings.enums import Attendance, MeetingState
from meetings.models import Meeting, ReportRequest, UnitReport
from meetings.unit_reports.asking import ask_units
from tests.cast import Cast, make_meeting
from tests.office_fixtures import cast, files

__all__ = ["cast", "files"]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Planned in twenty days; two communes are invited."""
    meeting = make_meeting(cast, state=MeetingState.PLANNED, held_on=timezone.localdate() + timedelta(days=20))
    meeting.delegations.update(attendance=Attendance.INVITED)
    return meeting


@pytest.fixture
def asked(cast: Cast, meeting: Meeting) -> ReportRequest:
    """Both communes are to report within ten days."""
    return ask(cast, meeting, cast.commune, cast.other_commune)


@pytest.fixture
def report(cast: Cast, asked: ReportRequest) -> UnitReport:
    return UnitReport.objects.get(unit=cast.commune)


def ask(cast: Cast, meeting: Meeting, *units: Any, days: int = 10, **kwargs: Any) -> ReportRequest:
    due_on = timezone.localdate() + timedelta(days=days)
    request = ReportRequest(content="Kết quả quý và khó khăn", due_on=due_on)
    ask_units(meeting, request, units, by=cast.clerk, at=timezone.now(), **kwargs)
    return request
