"""What the home of an invited unit tells of a meeting to come, from the plan to the unit's answer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.whole_way import issue_at_once
from districts.calendar import WorkCalendar
from districts.enums import Role
from districts.models import Appointment
from meetings.enums import Attendance, MeetingForm, MeetingState
from meetings.models import ConnectionPoint, Delegation, Meeting, Paper
from meetings.planning.changes import Cause
from meetings.planning.invitation_drafting import draft_invitation
from meetings.planning.registering import excuse, register
from meetings.planning.unanswered import Unanswered, unanswered_of
from tests.cast import NOW, Cast, make_meeting

DAY = date(2026, 4, 20)  # a Monday; the working day before it is Friday, 17 April
TODAY = NOW.date()  # 9 April
HEADING = "Được mời họp, chưa đăng ký đại biểu"


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return planned(cast)


def planned(cast: Cast, **fields: object) -> Meeting:
    values = {"state": MeetingState.PLANNED, "held_on": DAY, "starts_at": time(8), "place": "Hội trường Sở"}
    meeting = make_meeting(cast, **values | fields)
    meeting.delegations.update(attendance=Attendance.INVITED)
    meeting.attendees.exclude(delegation=None).delete()
    return meeting


def told(cast: Cast, role: str = "unit_officer", today: date = TODAY) -> list[Unanswered]:
    return unanswered_of(cast.officer(role), today, WorkCalendar({}))


def home(cast: Cast, role: str = "unit_officer") -> str:
    client = Client()
    client.force_login(cast.officer(role))
    return client.get(reverse("home")).content.decode()


def own_row(cast: Cast, meeting: Meeting) -> Delegation:
    return meeting.delegations.get(unit=cast.commune)


@pytest.mark.parametrize("role", ["unit_officer", "unit_head"])
def test_the_home_says_what_when_where_until_when_and_what_to_do(cast, meeting, quick_press, role):
    issue_at_once(draft_invitation(meeting, by=cast.clerk, at=NOW), at=NOW)
    paper, row = Paper.objects.get(), own_row(cast, meeting)
    page = home(cast, role)
    assert HEADING in page
    for words in (
        meeting.title,
        "08:00, thứ Hai, 20/04/2026",
        "Hội trường Sở",
        f'<a href="{reverse("paper", args=[paper.pk])}">Giấy mời {paper.release.full_number}</a>',
        "chậm nhất ngày 17/04/2026",
        "Đăng ký: còn 8 ngày",
        f'href="{reverse("registration", args=[meeting.pk, row.pk])}"',
        f'href="{reverse("registration", args=[meeting.pk, row.pk])}#h-vang"',
    ):
        assert words in page, words


def test_a_planned_meeting_is_told_before_its_invitation_is_issued(cast, meeting):
    assert [(each.meeting, each.invitation, each.paper) for each in told(cast)] == [(meeting, "", None)]
    assert "Giấy mời chưa phát hành" in home(cast)
    Meeting.objects.filter(pk=meeting.pk).update(held_on=None)
    assert told(cast) == []
    Meeting.objects.filter(pk=meeting.pk).update(invitation_paper="12/GM-SKHCN")
    assert [(each.invitation, each.until.words) for each in told(cast)] == [("12/GM-SKHCN", "Chưa có ngày họp")]
    assert "Giấy mời 12/GM-SKHCN" in home(cast)


def test_the_draft_of_an_invitation_is_not_told(cast, meeting):
    draft_invitation(meeting, by=cast.clerk, at=NOW)
    assert [(each.invitation, each.paper) for each in told(cast)] == [("", None)]


def test_it_goes_once_the_unit_has_registered_or_is_excused(cast, meeting):
    assert HEADING in home(cast, "unit_head")
    register(own_row(cast, meeting), "Ông Võ Minh Trí - Phó Chủ tịch", by=cast.unit_officer, at=NOW)
    assert told(cast) == told(cast, "unit_head") == []
    assert HEADING not in home(cast, "unit_head")
    excuse(own_row(cast, meeting), Cause("Bận họp HĐND"), by=cast.unit_head, at=NOW)
    assert told(cast) == []


@pytest.mark.parametrize("state", [MeetingState.POSTPONED, MeetingState.CANCELLED, MeetingState.HELD])
def test_a_meeting_that_awaits_no_answer_is_not_told(cast, meeting, state):
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    assert told(cast) == []


def test_a_moved_meeting_and_the_day_itself_are_told_and_not_the_day_after(cast, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.MOVED)
    assert len(told(cast, today=DAY)) == 1
    assert told(cast, today=DAY + timedelta(days=1)) == []


def test_only_the_own_unit_and_only_who_answers_for_it(cast, meeting):
    Delegation.objects.create(meeting=meeting, unit=cast.division, attendance=Attendance.INVITED, position=2)
    meeting.delegations.filter(unit=cast.commune).delete()
    assert told(cast) == []
    assert [each.row.unit for each in told(cast, "division_head")] == [cast.division]
    for role in ("clerk", "registrar", "leader", "observer", "administrator"):
        assert told(cast, role) == []
    Appointment.objects.create(
        officer=cast.unit_officer, unit=cast.other_commune, role=Role.UNIT_OFFICER, position="Công chức"
    )
    assert [each.row.unit for each in told(cast)] == [cast.other_commune]


@pytest.mark.parametrize(
    ("today", "words", "css", "overdue"),
    [
        (date(2026, 4, 14), "Đăng ký: còn 3 ngày", "within", False),
        (date(2026, 4, 15), "Đăng ký: còn 2 ngày", "soon", False),
        (date(2026, 4, 17), "Đăng ký trong hôm nay", "soon today", False),
        (date(2026, 4, 18), "Quá ngày đăng ký", "overdue", True),
    ],
)
def test_until_when(cast, meeting, today, words, css, overdue):
    row = told(cast, today=today)[0]
    assert (row.until.words, row.until.css, row.until.day, row.overdue) == (words, css, date(2026, 4, 17), overdue)


def test_an_invitation_sent_late_asks_to_register_on_the_day_it_names(cast, meeting, quick_press):
    late = datetime(2026, 4, 19, 9, tzinfo=NOW.tzinfo)
    paper = draft_invitation(meeting, by=cast.clerk, at=late)
    assert "chậm nhất ngày 19 tháng 4 năm 2026" in paper.body
    issue_at_once(paper, at=late)
    assert told(cast, today=date(2026, 4, 19))[0].until.day == date(2026, 4, 19)


def test_the_place_is_the_unit_s_own_connection_point(cast, meeting):
    point = ConnectionPoint.objects.create(meeting=meeting, name="Điểm cầu cụm 1", place="UBND xã Mẫu Một")
    Meeting.objects.filter(pk=meeting.pk).update(form=MeetingForm.BOTH)
    assert told(cast)[0].place == "Hội trường Sở, họp trực tiếp kết hợp trực tuyến"
    meeting.delegations.filter(unit=cast.commune).update(point=point)
    assert told(cast)[0].place == "Điểm cầu cụm 1, UBND xã Mẫu Một"


def test_the_nearest_first_and_no_more_queries_for_six_than_for_one(cast, meeting):
    client = Client()
    client.force_login(cast.unit_officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("home")).status_code == 200
        return len(queries)

    before = cost()
    for number in range(1, 6):
        planned(cast, held_on=DAY - timedelta(days=number))
    assert cost() == before <= 12
    assert [each.meeting.held_on for each in told(cast)] == [DAY - timedelta(days=n) for n in range(5, -1, -1)]
