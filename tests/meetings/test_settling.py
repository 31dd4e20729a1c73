"""Remarks of the reading: open until a clerk has looked, with the name, the moment and the act on record."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from districts.errors import DomainError, EditConflict, NotAllowed
from meetings.models import Meeting, MeetingEvent
from meetings.settling import notes_of, open_notes, settle_all_notes, settle_note
from tests.cast import NOW, make_meeting, make_notice

NOTES = [{"line": 4, "message": "Chưa rõ đơn vị."}, {"line": 9, "message": "Ngày không có trong lịch."}]


@pytest.fixture
def meeting(cast) -> Meeting:
    return make_meeting(cast, reading_notes=[dict(note) for note in NOTES])


def page_of(officer, name: str, pk: int) -> str:
    client = Client()
    client.force_login(officer)
    return html.unescape(client.get(reverse(name, args=[pk])).content.decode())


def test_one_is_settled_with_name_and_moment_and_the_others_stay_open(cast, meeting):
    settle_note(meeting, index=1, by=cast.clerk, at=NOW)
    first, second = notes_of(Meeting.objects.get(pk=meeting.pk))
    assert (first.settled_at, first.message) == (None, "Chưa rõ đơn vị.")
    assert (second.settled_by, second.settled_at) == ("Nguyễn Văn A", NOW)
    event = MeetingEvent.objects.get(verb="settle_note")
    assert (event.object_id, event.officer, event.note) == (meeting.pk, cast.clerk, "dòng 9: Ngày không có trong lịch.")
    assert event.digest == event.computed_digest()


def test_all_are_settled_at_once_and_those_settled_before_keep_their_moment(cast, meeting):
    settle_note(meeting, index=0, by=cast.clerk, at=NOW)
    settle_all_notes(meeting, by=cast.clerk, at=NOW + timedelta(hours=1))
    assert [note.settled_at for note in notes_of(meeting)] == [NOW, NOW + timedelta(hours=1)]
    assert open_notes(meeting) == []
    assert [event.sequence for event in MeetingEvent.objects.filter(object_id=meeting.pk)] == [1, 2]
    settle_all_notes(meeting, by=cast.clerk, at=NOW)
    assert MeetingEvent.objects.count() == 2, "nothing was left to settle"


@pytest.mark.parametrize("role", ["leader", "division_head", "registrar", "unit_officer", "administrator"])
def test_clerks_alone_settle(cast, meeting, role):
    with pytest.raises(NotAllowed):
        settle_all_notes(meeting, by=cast.officer(role), at=NOW)
    assert len(open_notes(Meeting.objects.get(pk=meeting.pk))) == 2


@pytest.mark.parametrize("index", [-1, 2])
def test_a_remark_that_is_not_there_is_refused(cast, meeting, index):
    with pytest.raises(DomainError, match="Hãy tải lại trang"):
        settle_note(meeting, index=index, by=cast.clerk, at=NOW)


def test_a_form_opened_before_does_not_open_them_again(cast, meeting):
    before = Meeting.objects.get(pk=meeting.pk)
    settle_all_notes(meeting, by=cast.clerk, at=NOW)
    with pytest.raises(EditConflict):
        before.save()
    assert open_notes(Meeting.objects.get(pk=meeting.pk)) == []


def test_the_page_of_the_meeting_settles_one_then_all(cast, meeting):
    client = Client()
    client.force_login(cast.clerk)
    address = reverse("settle-notes", args=[meeting.pk])
    assert client.post(address, {"index": "0"})["Location"].endswith("#h-xem")
    page = page_of(cast.clerk, "meeting", meeting.pk)
    assert "Nguyễn Văn A xem lúc" in page
    assert 'name="index" value="1"' in page
    assert 'name="index" value="0"' not in page
    client.post(address, {"all": "1"})
    assert "Mọi điểm đã được xem." in page_of(cast.clerk, "meeting", meeting.pk)
    for sent in ({"index": "7"}, {"index": "x"}, {}):
        assert "Không có điểm cần xem lại này" in html.unescape(
            client.post(address, sent, follow=True).content.decode()
        )


def test_others_of_the_office_read_them_without_a_button_and_units_do_not(cast, meeting):
    page = page_of(cast.leader, "meeting", meeting.pk)
    assert "Ngày không có trong lịch." in page
    assert reverse("settle-notes", args=[meeting.pk]) not in page
    assert "Ngày không có trong lịch." not in page_of(cast.unit_officer, "meeting", meeting.pk)


def test_the_pages_of_the_paper_and_the_administration_say_how_many_are_open(cast):
    paper = make_notice(cast)
    Meeting.objects.filter(pk=paper.meeting_id).update(reading_notes=NOTES)
    link = f"{reverse('meeting', args=[paper.meeting_id])}#h-xem"
    for officer, name, pk in (
        (cast.leader, "paper-points", paper.pk),
        (cast.clerk, "admin:meetings_paper_change", paper.pk),
        (cast.clerk, "admin:meetings_meeting_change", paper.meeting_id),
    ):
        page = page_of(officer, name, pk)
        assert "Còn 2 điểm cần xem lại khi đọc tài liệu." in page
        assert link in page
    settle_all_notes(Meeting.objects.get(pk=paper.meeting_id), by=cast.clerk, at=NOW)
    assert "Còn 2 điểm" not in page_of(cast.leader, "paper-points", paper.pk)


def test_the_words_of_the_line_stand_beside_the_remark(cast):
    meeting = make_meeting(cast, reading_notes=NOTES, source_lines=["a", "b", "c", " Giao ai đó làm. "])
    assert [note.source for note in notes_of(meeting)] == ["Giao ai đó làm.", ""]
    assert "Dòng 4: “Giao ai đó làm.”" in page_of(cast.clerk, "meeting", meeting.pk)
