"""A document read for a meeting that was planned here: its conclusions come in, what was entered before stands."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from districts.errors import NotAllowed
from meetings.admission import admit
from meetings.enums import Attendance, AttendeeRole, MeetingState
from meetings.models import Conclusion, Delegation, ImportReview, Meeting, Order
from meetings.reading import Reading
from meetings.receiving import CannotReceive
from meetings.review.finishing import finish
from meetings.review.keeping import begin
from tests.cast import NOW, make_conclusions, make_meeting
from tests.review.browsing import shown
from tests.review.samples import DOCUMENT, read


@pytest.fixture
def planned(cast) -> Meeting:
    """Of another day than the document tells, with both communes invited; one of them recorded as present."""
    meeting = make_meeting(
        cast, title="Giao ban quý I", period="", place="", state=MeetingState.PLANNED, held_on=date(2026, 4, 2)
    )
    meeting.attendees.all().delete()
    meeting.delegations.all().delete()
    for position, (unit, mark) in enumerate(
        [(cast.commune, Attendance.INVITED), (cast.other_commune, Attendance.PRESENT)], start=1
    ):
        Delegation.objects.create(meeting=meeting, unit=unit, attendance=mark, position=position)
    return meeting


def review_for(meeting: Meeting, cast) -> ImportReview:
    return begin(Reading("giao-ban.txt", DOCUMENT, read()), by=cast.clerk, at=NOW, into=meeting)


def received(meeting: Meeting, cast) -> Meeting:
    finish(review_for(meeting, cast).pk, by=cast.clerk, at=NOW)
    return Meeting.objects.get(pk=meeting.pk)


def said(meeting: Meeting) -> str:
    return " ".join(note["message"] for note in meeting.reading_notes)


def test_the_conclusions_come_into_the_planned_meeting(cast, planned):
    meeting = received(planned, cast)
    assert Meeting.objects.count() == 1
    assert Conclusion.objects.filter(outline__meeting=meeting).exists()
    assert Order.objects.filter(conclusion__outline__meeting=meeting).exists()
    assert meeting.outlines.count() == 1
    assert (meeting.state, meeting.source_name) == (MeetingState.HELD, "giao-ban.txt")


def test_what_was_entered_stands_and_what_was_blank_is_filled(cast, planned):
    meeting = received(planned, cast)
    assert (meeting.title, meeting.held_on, meeting.kind) == ("Giao ban quý I", date(2026, 4, 2), planned.kind)
    assert meeting.place == "Hội trường Sở"
    assert "Tài liệu ghi ngày họp là “03/04/2026”; cuộc họp đã ghi “02/04/2026”" in said(meeting)


def test_what_was_recorded_of_the_units_stands(cast, planned):
    meeting = received(planned, cast)
    marks = {row.unit_id: row.attendance for row in meeting.delegations.all()}
    assert marks[cast.commune.pk] == Attendance.PRESENT, "only invited so far: the document tells that it came"
    assert marks[cast.other_commune.pk] == Attendance.PRESENT, "recorded, though the document says absent"
    assert f"Tài liệu ghi {cast.other_commune} vắng; thành phần dự họp đã ghi “Có mặt”" in said(meeting)


def test_each_person_stands_once_and_the_chair_remains(cast, planned):
    planned.attendees.create(name="Lê Thị Mẫu", role=AttendeeRole.CHAIR, position=1)
    planned.attendees.create(name="Vũ Văn H", post="Chủ tịch", position=2)
    meeting = received(planned, cast)
    names = list(meeting.attendees.values_list("name", flat=True))
    assert sorted(names) == sorted({*names}), "nobody twice"
    assert str(meeting.chair.name) == "Lê Thị Mẫu"
    assert "Phạm Thị D" in names
    assert "Tài liệu ghi chủ trì là Phạm Thị D; cuộc họp đã ghi Lê Thị Mẫu." in said(meeting)


def test_the_office_itself_becomes_no_guest_of_its_own_meeting(cast, planned):
    lines = [line.replace("- UBND xã Mẫu Một:", "- Sở Khoa học và Công nghệ:") for line in DOCUMENT]
    assert lines != DOCUMENT
    row = begin(Reading("giao-ban.txt", lines, read(lines)), by=cast.clerk, at=NOW, into=planned)
    finish(row.pk, by=cast.clerk, at=NOW)
    assert not planned.delegations.filter(unit=cast.office).exists()
    assert planned.attendees.filter(name="Vũ Văn H", delegation=None).exists()


def test_one_who_is_listed_already_gets_the_role_that_nobody_has(cast, planned):
    planned.attendees.create(name="Phạm Thị D", position=1)
    meeting = received(planned, cast)
    assert meeting.attendees.get(name="Phạm Thị D").role == AttendeeRole.CHAIR


def test_a_meeting_with_conclusions_receives_no_others(cast, planned):
    row = review_for(planned, cast)
    make_conclusions(planned.outlines.get(), cast)
    before = Conclusion.objects.count()
    with pytest.raises(CannotReceive, match="đã có nội dung kết luận"):
        finish(row.pk, by=cast.clerk, at=NOW)
    assert Conclusion.objects.count() == before
    assert ImportReview.objects.get(pk=row.pk).meeting is None, "the review is kept"


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.POSTPONED, MeetingState.CLOSED])
def test_nothing_is_written_into_a_meeting_that_is_off(cast, planned, state):
    Meeting.objects.filter(pk=planned.pk).update(state=state)
    planned.refresh_from_db()
    with pytest.raises(CannotReceive):
        review_for(planned, cast)
    with pytest.raises(CannotReceive):
        admit(read(), source_name="x", source_lines=DOCUMENT, by=cast.clerk, at=NOW, into=planned)
    assert not Conclusion.objects.exists()


def test_only_a_clerk_has_a_document_read_for_a_meeting(cast, planned):
    with pytest.raises(NotAllowed):
        begin(Reading("x", DOCUMENT, read()), by=cast.leader, at=NOW, into=planned)


def test_from_the_page_of_the_meeting_to_its_conclusions(clerk, cast, planned):
    page = reverse("import-into-meeting", args=[planned.pk])
    assert page in shown(clerk.get(reverse("meeting", args=[planned.pk])))
    assert page in shown(clerk.get(reverse("outline", args=[planned.pk])))
    assert "Giao ban quý I" in shown(clerk.get(page))
    review = clerk.post(page, {"text": "\n".join(DOCUMENT)}).url
    assert "Ghi vào cuộc họp" in shown(clerk.get(review))
    answer = clerk.post(reverse("import-review-finish", args=[ImportReview.objects.get().pk]))
    assert answer.url == reverse("meeting", args=[planned.pk])
    assert clerk.get(page).url == reverse("outline", args=[planned.pk])
