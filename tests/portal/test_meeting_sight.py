"""What an invited unit reads of a meeting before and after the notice is issued, and how the office says 'late'."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse

from directives.whole_way import issue_at_once
from meetings.enums import Attendance, PaperState
from meetings.models import Attendee, Delegation
from tests.cast import NOW, make_meeting, make_notice

OWN_REASON, OTHER_REASON = "đại diện đi công tác", "trùng lịch tiếp công dân"


@pytest.fixture
def meeting(cast):
    """Both communes invited, each with a reason: one was late, the other stayed away with the person it had named."""
    meeting = make_meeting(cast)
    meeting.delegations.filter(unit=cast.commune).update(attendance=Attendance.LATE, reason=OWN_REASON)
    other = meeting.delegations.get(unit=cast.other_commune)
    Delegation.objects.filter(pk=other.pk).update(attendance=Attendance.EXCUSED, reason=OTHER_REASON)
    Attendee.objects.create(meeting=meeting, name="Mai Văn Q", post="Phó Chủ tịch", delegation=other, position=2)
    return meeting


def read(officer, name: str = "meeting", *args: object) -> str:
    client = Client()
    client.force_login(officer)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_before_the_notice_a_unit_reads_its_own_line_alone(cast, meeting):
    page = read(cast.unit_officer, "meeting", meeting.pk)
    assert "UBND xã Mẫu Một" in page
    assert OWN_REASON in page
    for of_another in ("UBND xã Mẫu Hai", OTHER_REASON, "Vắng có lý do", "Mai Văn Q", "Phạm Thị D", "1/2</span>"):
        assert of_another not in page
    assert '<span class="count">1/2</span>' in read(cast.clerk, "meeting", meeting.pk)


def test_once_the_notice_is_issued_a_unit_reads_who_came_and_no_reason_of_another(cast, meeting, quick_press):
    issue_at_once(make_notice(cast, meeting), at=NOW)
    page = read(cast.unit_officer, "meeting", meeting.pk)
    for told in ("UBND xã Mẫu Hai", "Vắng có lý do", "Vũ Văn H", "Phạm Thị D", OWN_REASON, "1/2</span>"):
        assert told in page
    for untold in (OTHER_REASON, "Mai Văn Q"):
        assert untold not in page


def test_the_staff_of_the_office_read_everything_at_any_time(cast, meeting):
    page = read(cast.clerk, "attendance", meeting.pk)
    for told in ("UBND xã Mẫu Hai", OTHER_REASON, "Vũ Văn H"):
        assert told in page
    assert "Phạm Thị D" in read(cast.clerk, "meeting", meeting.pk)


@pytest.mark.parametrize(("word", "shown"), [("đến trễ", "Đến trễ"), ("đến muộn", "Đến muộn")])
def test_being_late_is_called_as_the_office_calls_it(cast, meeting, word, shown):
    cast.profile.late_word = word
    cast.profile.save()
    meeting.delegations.filter(unit=cast.commune).update(attendance=Attendance.LATE)
    assert f'<td data-l="Tham dự">{shown} (' in read(cast.unit_officer, "meeting", meeting.pk)


def test_the_list_of_meetings_tells_a_unit_nothing_of_a_notice_on_its_way(cast, meeting, paper_in):
    paper_in(PaperState.SUBMITTED, make_notice(cast, meeting))
    assert "Trình ký" in read(cast.clerk, "meeting-list")
    page = read(cast.unit_officer, "meeting-list")
    assert meeting.title in page
    assert "Trình ký" not in page
