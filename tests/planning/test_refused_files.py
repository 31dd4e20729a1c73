"""A refused act leaves no file behind: nobody would ever take it away again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from districts.errors import DomainError, EditConflict, NotAllowed
from meetings.attendance.absence_letters import keep_letter
from meetings.enums import Attendance, MeetingState
from meetings.models import Delegation, Meeting
from meetings.planning.changes import Cause, move
from meetings.planning.files import SentFile
from meetings.planning.registering import excuse
from tests.cast import NOW, Cast, make_meeting
from tests.office_fixtures import ONE_PAGE

DAY = date(2026, 4, 20)
CAUSE = Cause("Bận họp HĐND", "15/UBND", SentFile("cong-van.pdf", ONE_PAGE))


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    found = make_meeting(cast, state=MeetingState.PLANNED, held_on=DAY)
    found.delegations.update(attendance=Attendance.INVITED)
    return found


def stored(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


def test_a_change_to_the_plan_that_stands_already(cast, meeting, files):
    with pytest.raises(DomainError, match="trùng với lịch"):
        move(meeting, DAY, meeting.starts_at, meeting.place, cause=CAUSE, by=cast.clerk, at=NOW)
    assert stored(files) == []
    move(meeting, date(2026, 4, 21), None, "", cause=CAUSE, by=cast.clerk, at=NOW)
    assert len(stored(files)) == 1


def test_an_excuse_by_a_stranger_or_over_another_answer(cast, meeting, files):
    row = meeting.delegations.get(unit=cast.commune)
    with pytest.raises(NotAllowed):
        excuse(row, CAUSE, by=cast.leader, at=NOW)
    row.version += 1
    with pytest.raises(EditConflict):
        excuse(row, CAUSE, by=cast.unit_officer, at=NOW)
    assert stored(files) == []
    excuse(Delegation.objects.get(pk=row.pk), CAUSE, by=cast.unit_officer, at=NOW)
    assert len(stored(files)) == 1


def test_a_letter_over_a_row_that_somebody_else_has_recorded(cast, meeting, files):
    row = meeting.delegations.get(unit=cast.commune)
    letter = {"number": "15/UBND", "data": ONE_PAGE, "name": "cong-van.pdf", "by": cast.clerk, "at": NOW}
    with pytest.raises(EditConflict):
        keep_letter(meeting, row.pk, **letter, version=row.version + 7)
    assert stored(files) == []
    keep_letter(meeting, row.pk, **letter, version=row.version)
    assert len(stored(files)) == 1
