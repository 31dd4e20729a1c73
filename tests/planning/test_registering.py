"""A unit names its delegates for a meeting to come or excuses itself; the Sở reads the answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from meetings.enums import Attendance, MeetingState
from meetings.models import AbsenceFile, Delegation, Meeting, MeetingEvent
from meetings.planning.changes import Cause
from meetings.planning.registering import answers_of, excuse, register
from tests.cast import NOW, Cast, make_meeting
from tests.office_fixtures import ONE_PAGE

TWO = "Ông Võ Minh Trí - Phó Chủ tịch\nBà Trần Thị Hà - Công chức"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = make_meeting(cast, state=MeetingState.PLANNED, held_on=timezone.localdate() + timedelta(days=20))
    meeting.delegations.update(attendance=Attendance.INVITED)
    meeting.attendees.exclude(delegation=None).delete()
    return meeting


@pytest.fixture
def row(cast: Cast, meeting: Meeting) -> Delegation:
    return meeting.delegations.get(unit=cast.commune)


def client_of(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def test_a_unit_registers_its_delegates_and_may_correct_them(cast, meeting, row):
    client, address = client_of(cast.unit_officer), reverse("registration", args=[meeting.pk, row.pk])
    page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert address in page
    sent = {"act": "dang-ky", "people": TWO, "read_version": row.version}
    assert client.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.attendance, row.recorded_by) == (Attendance.REGISTERED, cast.unit_officer)
    assert [(a.honorific, a.name, a.post) for a in row.attendees.all()] == [
        ("Ông", "Võ Minh Trí", "Phó Chủ tịch"),
        ("Bà", "Trần Thị Hà", "Công chức"),
    ]
    shown = client.get(address).context["register_form"].initial["people"]
    assert shown == TWO
    sent = {"act": "dang-ky", "people": "Bà Trần Thị Hà - Công chức", "read_version": row.version}
    client.post(address, sent)
    assert [a.name for a in row.attendees.all()] == ["Trần Thị Hà"]
    assert list(MeetingEvent.objects.values_list("verb", flat=True)) == ["register", "register"]


def test_a_unit_excuses_itself_with_its_letter(cast, meeting, row, files):
    client, address = client_of(cast.unit_head), reverse("registration", args=[meeting.pk, row.pk])
    file = SimpleUploadedFile("cong-van.pdf", ONE_PAGE)
    sent = {
        "act": "vang",
        "reason": "Trùng kỳ họp HĐND xã",
        "paper": "15/UBND-VX",
        "file": file,
        "read_version": row.version,
    }
    assert client.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.attendance, row.reason, row.absence_paper) == (
        Attendance.EXCUSED,
        "Trùng kỳ họp HĐND xã",
        "15/UBND-VX",
    )
    assert AbsenceFile.objects.get().delegation == row
    page = client_of(cast.clerk).get(reverse("registrations", args=[meeting.pk])).content.decode()
    for told in ("Báo vắng", "Trùng kỳ họp HĐND xã, 15/UBND-VX", "Chưa trả lời"):
        assert told in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"act": "dang-ky", "people": " "}, "đang trống"),
        ({"act": "vang", "reason": ""}, "đang trống"),
    ],
)
def test_an_empty_answer_is_told(cast, meeting, row, sent, words):
    address = reverse("registration", args=[meeting.pk, row.pk])
    answer = client_of(cast.unit_officer).post(address, sent | {"read_version": row.version})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Delegation.objects.get(pk=row.pk).attendance == Attendance.INVITED


@pytest.mark.parametrize("cause", [Cause("Mật: đi công tác"), Cause("Đi công tác", "TỐI MẬT 15/UBND")])
def test_an_excuse_with_a_mark_of_secrecy_is_refused(cast, row, cause):
    with pytest.raises(DomainError, match="bí mật nhà nước"):
        excuse(row, cause, by=cast.unit_officer, at=NOW)
    with pytest.raises(DomainError, match="bí mật nhà nước"):
        register(row, f"{TWO}\nTỐI MẬT: ông C", by=cast.unit_officer, at=NOW)
    row.refresh_from_db()
    assert (row.attendance, row.reason) == (Attendance.INVITED, "")


def test_a_post_without_a_name_is_kept_as_it_was_written(cast, row):
    register(row, ", Phó Chủ tịch", by=cast.unit_officer, at=NOW)
    assert [(a.name, a.post) for a in row.attendees.all()] == [("Phó Chủ tịch", "")]


def test_nobody_answers_for_another_unit(cast, meeting, row):
    other = meeting.delegations.get(unit=cast.other_commune)
    address = reverse("registration", args=[meeting.pk, other.pk])
    assert client_of(cast.unit_officer).get(address).status_code == 404, "as a row that there is not"
    for officer in (cast.clerk, cast.leader, cast.administrator):
        with pytest.raises(NotAllowed):
            register(row, TWO, by=officer, at=NOW)
        with pytest.raises(NotAllowed):
            excuse(row, Cause("bận"), by=officer, at=NOW)


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.CANCELLED, MeetingState.POSTPONED])
def test_answers_end_with_the_plan(cast, meeting, row, state):
    Meeting.objects.update(state=state)
    with pytest.raises(WrongState):
        register(row, TWO, by=cast.unit_officer, at=NOW)


def test_what_the_clerk_recorded_is_not_answered_over(cast, meeting, row):
    Delegation.objects.update(attendance=Attendance.PRESENT)
    with pytest.raises(WrongState):
        register(row, TWO, by=cast.unit_officer, at=NOW)


def test_answers_end_with_the_day_of_the_meeting(cast, meeting, row):
    client, address = client_of(cast.unit_officer), reverse("registration", args=[meeting.pk, row.pk])
    Meeting.objects.update(held_on=NOW.date())
    register(row, TWO, by=cast.unit_officer, at=NOW)
    row.refresh_from_db()
    with pytest.raises(WrongState):
        register(row, TWO, by=cast.unit_officer, at=NOW + timedelta(days=1))
    assert client.get(address).context["open"] is False
    assert address not in client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    Meeting.objects.update(held_on=None)
    assert client.get(address).context["open"] is True, "the day is not known yet"


def test_what_the_clerk_recorded_before_the_meeting_stays(cast, meeting, row):
    client, address = client_of(cast.unit_officer), reverse("registration", args=[meeting.pk, row.pk])
    entrance = reverse("meeting", args=[meeting.pk])
    for mark in (Attendance.EXCUSED, Attendance.REGISTERED):
        Delegation.objects.filter(pk=row.pk).update(attendance=mark, recorded_by=cast.clerk)
        with pytest.raises(WrongState):
            register(row, TWO, by=cast.unit_officer, at=NOW)
        with pytest.raises(WrongState):
            excuse(row, Cause("bận"), by=cast.unit_officer, at=NOW)
        assert client.get(address).context["open"] is False
        assert address not in client.get(entrance).content.decode()
    Delegation.objects.filter(pk=row.pk).update(attendance=Attendance.INVITED)
    assert client.get(address).context["open"] is True, "a mark taken back is none"
    Delegation.objects.filter(pk=row.pk).update(attendance=Attendance.EXCUSED, recorded_by=cast.unit_head)
    register(row, TWO, by=cast.unit_officer, at=NOW)


def test_of_two_colleagues_the_second_is_told_and_keeps_the_words(cast, meeting, row):
    late = Delegation.objects.get(pk=row.pk)
    register(row, TWO, by=cast.unit_officer, at=NOW)
    with pytest.raises(EditConflict):
        excuse(late, Cause("bận"), by=cast.unit_head, at=NOW)
    address = reverse("registration", args=[meeting.pk, row.pk])
    sent = {"act": "vang", "reason": "Trùng kỳ họp", "read_version": late.version}
    answer = client_of(cast.unit_head).post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Võ Minh Trí" in page
    assert "Trùng kỳ họp" in page
    again = sent | {"read_version": answer.context["excuse_form"]["read_version"].value()}
    assert client_of(cast.unit_head).post(address, again).status_code == 302


def test_the_answers_are_told_apart(cast, meeting, row):
    register(row, TWO, by=cast.unit_officer, at=NOW)
    assert [(str(a.delegation), a.words) for a in answers_of(meeting, meeting.delegations.all())] == [
        ("UBND xã Mẫu Một", "Đã đăng ký"),
        ("UBND xã Mẫu Hai", "Chưa trả lời"),
    ]
