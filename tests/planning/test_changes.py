"""A meeting is moved, postponed, cancelled, or took place; how long before it the invitation goes out."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from districts.calendar import WorkCalendar
from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from meetings.enums import ChangeKind, MeetingState
from meetings.models import Delegation, Meeting, MeetingChange, MeetingEvent
from meetings.planning.changes import Cause, cancel, mark_held, move, postpone
from meetings.planning.invitation import invitation_due, notice_due, time_checks
from tests.cast import NOW, Cast, make_meeting

WHY = Cause("Trùng kỳ họp HĐND tỉnh", "57/SKHCN-VP ngày 05/4/2026")
OLD, NEW = date(2026, 4, 20), date(2026, 4, 27)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast, state=MeetingState.PLANNED, held_on=OLD, starts_at=time(8))


def read(officer, meeting: Meeting) -> str:
    client = Client()
    client.force_login(officer)
    return client.get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_a_moved_meeting_has_its_new_day_and_tells_the_old_one(cast, meeting):
    version = meeting.version
    change = move(meeting, NEW, time(14), "Phòng họp 2", cause=WHY, by=cast.clerk, at=NOW)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.held_on, meeting.starts_at) == (MeetingState.MOVED, NEW, time(14))
    assert meeting.version > version
    assert (change.kind, change.old_day, change.new_day, change.old_place) == (
        ChangeKind.MOVED,
        OLD,
        NEW,
        "Hội trường Sở",
    )
    event = MeetingEvent.objects.get()
    assert (event.verb, event.from_state, event.to_state) == ("meeting_moved", "planned", "moved")
    page = read(cast.unit_officer, meeting)
    for told in ("Trùng kỳ họp HĐND tỉnh", "57/SKHCN-VP", "20/04/2026", "27/04/2026"):
        assert told in page


def test_a_postponed_meeting_keeps_the_day_that_was_called_off_until_it_has_a_new_one(cast, meeting):
    postpone(meeting, cause=WHY, by=cast.clerk, at=NOW)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.held_on) == (MeetingState.POSTPONED, OLD)
    with pytest.raises(WrongState):
        postpone(meeting, cause=WHY, by=cast.clerk, at=NOW)
    with pytest.raises(WrongState):
        mark_held(meeting, by=cast.clerk, at=NOW)
    meeting.refresh_from_db()
    move(meeting, OLD, time(8), meeting.place, cause=WHY, by=cast.clerk, at=NOW)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.MOVED, "after all on its first day"
    assert [change.kind for change in meeting.changes.all()] == ["moved", "postponed"]


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.HELD, MeetingState.CLOSED])
def test_what_is_over_or_cancelled_is_not_changed(cast, meeting, state):
    Meeting.objects.update(state=state)
    for act in (postpone, cancel):
        with pytest.raises(WrongState):
            act(meeting, cause=WHY, by=cast.clerk, at=NOW)
    with pytest.raises(WrongState):
        move(meeting, NEW, None, "", cause=WHY, by=cast.clerk, at=NOW)
    with pytest.raises(WrongState):
        mark_held(meeting, by=cast.clerk, at=NOW)
    assert not MeetingChange.objects.exists()


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (Cause("  "), "lý do"),
        (Cause("TỐI MẬT"), "mật"),
        (Cause("Bão số 5"), "trùng với lịch"),
        (Cause("Bão", "MẬT: 5/CV"), "mật"),
    ],
)
def test_what_lacks_its_reason_or_changes_nothing_is_refused(cast, meeting, cause, words):
    with pytest.raises(DomainError, match=f"(?i){words}"):
        move(meeting, OLD, time(8), meeting.place, cause=cause, by=cast.clerk, at=NOW)
    assert not MeetingChange.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 4, 8), "đã qua"),
        (date(1, 1, 1), "Năm phải từ"),
        (date(9999, 12, 31), "Năm phải từ"),
    ],
)
def test_a_meeting_is_moved_to_a_sensible_day_to_come(cast, meeting, day, words):
    with pytest.raises(DomainError, match=words):
        move(meeting, day, None, "", cause=WHY, by=cast.clerk, at=NOW)
    move(meeting, NOW.date(), None, "", cause=WHY, by=cast.clerk, at=NOW)


def test_of_two_who_change_a_meeting_the_second_is_told_how_it_stands(client, cast, meeting):
    late = Meeting.objects.get(pk=meeting.pk)
    move(meeting, NEW, time(14), "Phòng họp 2", cause=WHY, by=cast.clerk, at=NOW)
    for act in (postpone, cancel):
        with pytest.raises(EditConflict, match="27/04/2026, Phòng họp 2"):
            act(late, cause=WHY, by=cast.clerk, at=NOW)
    with pytest.raises(EditConflict):
        move(late, date(2026, 5, 4), None, "", cause=WHY, by=cast.clerk, at=NOW)
    client.force_login(cast.clerk)
    address = reverse("meeting-change", args=[meeting.pk, "huy"])
    sent = {"read_version": late.version, "reason": "Bão số 5"}
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "Bão số 5" in answer.content.decode()
    assert MeetingChange.objects.count() == 1
    again = sent | {"read_version": answer.context["form"]["read_version"].value()}
    assert client.post(address, again).status_code == 302


def test_only_clerks_change_a_meeting(cast, meeting):
    for officer in (cast.leader, cast.division_head, cast.unit_head):
        for act in (postpone, cancel):
            with pytest.raises(NotAllowed):
                act(meeting, cause=WHY, by=officer, at=NOW)
        with pytest.raises(NotAllowed):
            mark_held(meeting, by=officer, at=NOW)


def test_a_meeting_is_held_once_its_day_has_come(cast, meeting):
    with pytest.raises(DomainError, match="Chưa đến ngày họp"):
        mark_held(meeting, by=cast.clerk, at=NOW)
    Meeting.objects.update(held_on=NOW.date())
    mark_held(meeting, by=cast.clerk, at=NOW)
    assert Meeting.objects.get().state == MeetingState.HELD


def test_the_page_of_a_change_takes_its_paper(client, cast, meeting, files):
    client.force_login(cast.clerk)
    address = reverse("meeting-change", args=[meeting.pk, "huy"])
    sent = {
        "read_version": meeting.version,
        "reason": "Bão số 5",
        "paper": "60/SKHCN-VP",
        "file": SimpleUploadedFile("cv.pdf", b"%PDF-1.7 huy"),
    }
    assert client.post(address, sent).url == reverse("meeting", args=[meeting.pk])
    change = MeetingChange.objects.get()
    assert (change.kind, change.file_name) == (ChangeKind.CANCELLED, "cv.pdf")
    file = reverse("meeting-change-file", args=[meeting.pk, change.pk])
    unit = Client()
    unit.force_login(cast.unit_officer)
    assert unit.get(file).content == b"%PDF-1.7 huy"
    Delegation.objects.all().delete()
    assert unit.get(file).status_code == 404
    assert client.post(address, sent).status_code == 422


WEEKDAYS = WorkCalendar({date(2026, 4, 27): "holiday", date(2026, 4, 30): "holiday", date(2026, 5, 1): "holiday"})


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 4, 23), date(2026, 4, 20)),  # Thursday: Wednesday, Tuesday, Monday
        (date(2026, 4, 20), date(2026, 4, 15)),  # over a weekend
        (date(2026, 4, 28), date(2026, 4, 22)),  # over a weekend and a day off
    ],
)
def test_the_invitation_goes_out_three_working_days_before(day, due):
    assert invitation_due(day, WEEKDAYS) == due


def test_the_notice_is_issued_within_five_working_days():
    assert notice_due(date(2026, 4, 24), WEEKDAYS) == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("today", "sent", "late", "words"),
    [
        (date(2026, 4, 15), None, False, "chậm nhất ngày 15/04/2026"),
        (date(2026, 4, 16), None, True, "chưa ghi ngày gửi giấy mời"),
        (date(2026, 4, 16), date(2026, 4, 15), False, "đúng quy định"),
        (date(2026, 4, 16), date(2026, 4, 16), True, "gửi muộn"),
    ],
)
def test_the_page_counts_and_warns(cast, meeting, today, sent, late, words):
    meeting.invited_on = sent
    (check,) = time_checks(meeting, today, issued=False)
    assert check.late is late
    assert words in check.words
    assert "Quyết định 45/2018/QĐ-TTg" in check.words


def test_after_the_meeting_the_notice_is_counted_until_it_is_issued(cast, meeting):
    meeting.state = MeetingState.HELD
    (check,) = time_checks(meeting, date(2026, 4, 22), issued=False)
    assert "Thông báo kết luận" in check.words
    assert not check.late
    assert time_checks(meeting, date(2027, 1, 4), issued=False)[0].late
    assert time_checks(meeting, date(2027, 1, 4), issued=True) == []
    meeting.state = MeetingState.CANCELLED
    assert time_checks(meeting, date(2026, 4, 22), issued=False) == []
