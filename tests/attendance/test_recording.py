"""Recording who came: by whom, until when, two at once, and what the history tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from meetings.attendance.absence_letters import drop_file, keep_letter
from meetings.attendance.entries import Entry, entry_of, in_sentence, stamp_of
from meetings.attendance.groups import GROUPS
from meetings.attendance.recording import Sent, add_unit, mark_all_present, record_rows, remove_unit
from meetings.attending import attendance_seen_by
from meetings.enums import Attendance, MeetingState
from meetings.inviting import invite_group
from meetings.models import AbsenceFile, Attendee, Delegation, Meeting, MeetingEvent
from tests.cast import NOW, Cast, make_meeting, make_unit
from tests.office_fixtures import ONE_PAGE

PEOPLE = "Ông Phan Thanh T - Trưởng phòng; bà Lê Thị U - Chuyên viên"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Three units, none of them recorded."""
    meeting = make_meeting(cast)
    Delegation.objects.create(meeting=meeting, unit=cast.division, position=2)
    meeting.delegations.update(attendance=Attendance.INVITED)
    Attendee.objects.filter(meeting=meeting).exclude(delegation=None).delete()
    return meeting


def row_of(meeting: Meeting, unit) -> Delegation:
    return meeting.delegations.get(unit=unit)


def sent(row: Delegation, seen: str | None = None, **values: str) -> Sent:
    return Sent(row.pk, replace(entry_of(row), **values), stamp_of(row) if seen is None else seen)


def events(meeting: Meeting) -> list[tuple[str, str]]:
    found = MeetingEvent.objects.filter(object_kind="meeting", object_id=meeting.pk).order_by("sequence")
    return list(found.values_list("verb", "note"))


def test_a_mark_with_people_is_saved_and_told_once(cast, meeting):
    row = row_of(meeting, cast.commune)
    outcome = record_rows(meeting, [sent(row, attendance="present", people=PEOPLE)], by=cast.clerk, at=NOW)
    stored = row_of(meeting, cast.commune)
    assert [saved.pk for saved in outcome.saved] == [row.pk]
    assert (stored.attendance, stored.version) == (Attendance.PRESENT, row.version + 1)
    assert (stored.recorded_by, stored.recorded_at) == (cast.clerk, NOW)
    assert [str(person) for person in stored.attendees.all()] == ["Ông Phan Thanh T", "bà Lê Thị U"]
    assert events(meeting) == [("attendance", f"UBND xã Mẫu Một: Chưa ghi → Có mặt: {PEOPLE}")]


def test_a_substitute_keeps_on_whose_authority_and_a_late_unit_when_it_came(cast, meeting):
    rows = [row_of(meeting, cast.commune), row_of(meeting, cast.division)]
    record_rows(
        meeting,
        [
            sent(rows[0], attendance="substitute", people="Ngô Thị L, công chức, thay Chủ tịch"),
            sent(rows[1], attendance="late", people="Mai Quốc V, đến 08:40"),
        ],
        by=cast.clerk,
        at=NOW,
    )
    assert entry_of(row_of(meeting, cast.commune)).authority == "thay Chủ tịch"
    assert entry_of(row_of(meeting, cast.division)) == Entry("late", "Mai Quốc V", "đến 08:40")
    assert len(events(meeting)) == 1, "one act, one event"


def test_only_a_clerk_records_and_only_until_the_meeting_is_closed(cast, meeting):
    row = row_of(meeting, cast.commune)
    acts = [
        lambda by: record_rows(meeting, [sent(row, attendance="present")], by=by, at=NOW),
        lambda by: mark_all_present(meeting, by=by, at=NOW),
        lambda by: add_unit(meeting, cast.secretariat, by=by, at=NOW),
        lambda by: invite_group(meeting, cast.communes, by=by, at=NOW),
        lambda by: remove_unit(meeting, row.pk, by=by, at=NOW),
        lambda by: keep_letter(meeting, row.pk, number="15/UBND", by=by, at=NOW),
        lambda by: drop_file(meeting, row.pk, by=by, at=NOW),
    ]
    for act in acts:
        for role in ("leader", "division_head", "office_head", "registrar", "unit_officer", "administrator"):
            with pytest.raises(NotAllowed):
                act(cast.officer(role))
    for state, words in ((MeetingState.CLOSED, "kết thúc theo dõi"), (MeetingState.CANCELLED, "đã hủy")):
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
        for act in acts:
            with pytest.raises(WrongState, match=words):
                act(cast.clerk)
    assert events(meeting) == []
    assert not meeting.delegations.exclude(attendance=Attendance.INVITED).exists()


def test_two_clerks_on_two_rows_do_not_disturb_each_other(cast, meeting):
    first, second = row_of(meeting, cast.commune), row_of(meeting, cast.division)
    one, other = sent(first, attendance="present"), sent(second, attendance="absent")
    for each in (one, other):
        assert record_rows(meeting, [each], by=cast.clerk, at=NOW).overtaken == []
    assert row_of(meeting, cast.commune).attendance == "present"
    assert row_of(meeting, cast.division).attendance == "absent"


def test_of_two_clerks_on_one_row_the_second_gets_it_back_and_the_other_rows_are_saved(cast, meeting):
    row, other = row_of(meeting, cast.commune), row_of(meeting, cast.division)
    late = sent(row, attendance="excused", reason="Trùng kỳ họp")
    record_rows(meeting, [sent(row, attendance="present", people=PEOPLE)], by=cast.clerk, at=NOW)
    outcome = record_rows(meeting, [late, sent(other, attendance="present")], by=cast.clerk, at=NOW)
    assert [saved.pk for saved in outcome.saved] == [other.pk]
    (lost,) = outcome.overtaken
    assert in_sentence(entry_of(lost.delegation), "Đến muộn") == f"Có mặt: {PEOPLE}"
    assert in_sentence(lost.entry, "Đến muộn") == "Vắng có lý do (Trùng kỳ họp)"
    assert row_of(meeting, cast.commune).attendance == "present"


def test_a_row_that_nobody_touched_is_left_alone_though_it_is_old(cast, meeting):
    """A plain form sends every row as its page showed it."""
    row = row_of(meeting, cast.commune)
    untouched = sent(row)
    record_rows(meeting, [sent(row, attendance="present")], by=cast.clerk, at=NOW)
    outcome = record_rows(meeting, [untouched], by=cast.clerk, at=NOW)
    assert (outcome.saved, outcome.overtaken) == ([], [])
    assert row_of(meeting, cast.commune).attendance == "present"


def test_the_same_value_from_two_is_no_conflict_and_no_second_event(cast, meeting):
    row = row_of(meeting, cast.commune)
    both = sent(row, attendance="present")
    for _ in range(2):
        assert record_rows(meeting, [both], by=cast.clerk, at=NOW).overtaken == []
    assert len(events(meeting)) == 1


def test_people_as_imported_are_not_read_again_when_only_the_mark_changes(cast, meeting):
    row = row_of(meeting, cast.commune)
    Attendee.objects.create(meeting=meeting, delegation=row, name="Vũ Văn H", post="Phó Chủ tịch, thay mặt UBND xã")
    record_rows(meeting, [sent(row, attendance="late")], by=cast.clerk, at=NOW)
    assert row.attendees.get().post == "Phó Chủ tịch, thay mặt UBND xã"


def test_a_row_of_another_meeting_is_not_reached(cast, meeting):
    other = make_meeting(cast, title="Họp khác")
    row = row_of(other, cast.commune)
    record_rows(meeting, [Sent(row.pk, Entry("absent"))], by=cast.clerk, at=NOW)
    assert row_of(other, cast.commune).attendance == "present"


def test_all_present_takes_those_not_recorded_yet_of_a_group_or_of_all(cast, meeting):
    record_rows(meeting, [sent(row_of(meeting, cast.commune), attendance="absent")], by=cast.clerk, at=NOW)
    own = next(group for group in GROUPS if group.key == "so")
    assert mark_all_present(meeting, group=own, by=cast.clerk, at=NOW) == 1
    assert row_of(meeting, cast.other_commune).attendance == "invited"
    assert mark_all_present(meeting, by=cast.clerk, at=NOW) == 1
    assert mark_all_present(meeting, by=cast.clerk, at=NOW) == 0
    assert row_of(meeting, cast.commune).attendance == "absent"
    assert [verb for verb, _ in events(meeting)] == ["attendance"] * 3


def test_a_unit_is_added_once_and_taken_off_only_while_nothing_is_recorded(cast, meeting):
    added = add_unit(meeting, cast.secretariat, by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="đã có trong danh sách"):
        add_unit(meeting, cast.secretariat, by=cast.clerk, at=NOW)
    Attendee.objects.create(meeting=meeting, delegation=added, name="Lê Văn C")
    with pytest.raises(WrongState, match="đã có nội dung"):
        remove_unit(meeting, added.pk, by=cast.clerk, at=NOW)
    added.attendees.all().delete()
    record_rows(meeting, [sent(row_of(meeting, cast.secretariat), attendance="absent")], by=cast.clerk, at=NOW)
    with pytest.raises(WrongState, match="đã có nội dung"):
        remove_unit(meeting, added.pk, by=cast.clerk, at=NOW)
    record_rows(meeting, [sent(row_of(meeting, cast.secretariat), attendance="invited")], by=cast.clerk, at=NOW)
    assert remove_unit(meeting, added.pk, by=cast.clerk, at=NOW) == "Văn phòng Sở"
    assert not meeting.delegations.filter(unit=cast.secretariat).exists()
    assert [verb for verb, _ in events(meeting)] == ["invite", "attendance", "attendance", "uninvite"]


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ("Lê Văn C, " + "phòng " * 400, "phần đại biểu dài quá"),
        ("; ".join(["Lê Văn C"] * 51), "nhiều nhất 50 đại biểu"),
    ],
)
def test_a_field_without_end_is_refused_in_the_unit_s_name(cast, meeting, people, words):
    row = row_of(meeting, cast.commune)
    with pytest.raises(DomainError, match=f"UBND xã Mẫu Một: .*{words}"):
        record_rows(meeting, [sent(row, attendance="present", people=people)], by=cast.clerk, at=NOW)
    assert row_of(meeting, cast.commune).attendance == "invited"
    assert not row.attendees.exists()
    enough = "; ".join(f"Lê Văn C{n}" for n in range(50))
    record_rows(meeting, [sent(row, attendance="present", people=enough)], by=cast.clerk, at=NOW)
    assert row.attendees.count() == 50


def test_a_letter_excuses_the_unit_and_its_scan_is_kept_until_taken_off(cast, meeting, files):
    row = row_of(meeting, cast.commune)
    keep_letter(meeting, row.pk, number=" 15/UBND-VX ", data=ONE_PAGE, name="cv.pdf", by=cast.clerk, at=NOW)
    stored = row_of(meeting, cast.commune)
    assert (stored.attendance, stored.absence_paper) == ("excused", "15/UBND-VX")
    assert stored.absence_file.name == "cv.pdf"
    with pytest.raises(WrongState):
        remove_unit(meeting, row.pk, by=cast.clerk, at=NOW)
    keep_letter(meeting, row.pk, number="16/UBND", data=ONE_PAGE + b" ", name="cv2.pdf", by=cast.clerk, at=NOW)
    assert AbsenceFile.objects.get().name == "cv2.pdf"
    drop_file(meeting, row.pk, by=cast.clerk, at=NOW)
    assert not AbsenceFile.objects.exists()
    with pytest.raises(DomainError, match="không có tệp"):
        drop_file(meeting, row.pk, by=cast.clerk, at=NOW)


def test_a_wrong_number_is_cleared_and_nothing_at_all_is_refused(cast, meeting, files):
    row = row_of(meeting, cast.commune)
    with pytest.raises(DomainError, match="Chưa có gì để lưu"):
        keep_letter(meeting, row.pk, number=" ", by=cast.clerk, at=NOW)
    assert row_of(meeting, cast.commune).attendance == "invited"
    with pytest.raises(DomainError, match="dài quá 120 ký tự"):
        keep_letter(meeting, row.pk, number="1" * 121, by=cast.clerk, at=NOW)
    keep_letter(meeting, row.pk, number="15/UBND", data=ONE_PAGE, name="cv.pdf", by=cast.clerk, at=NOW)
    keep_letter(meeting, row.pk, number="", by=cast.clerk, at=NOW)
    stored = row_of(meeting, cast.commune)
    assert (stored.absence_paper, stored.absence_file.name) == ("", "cv.pdf")


def test_a_letter_written_over_another_act_on_the_unit_is_a_conflict(cast, meeting, files):
    row = row_of(meeting, cast.commune)
    keep_letter(
        meeting, row.pk, number="15/UBND", data=ONE_PAGE, name="cv.pdf", version=row.version, by=cast.clerk, at=NOW
    )
    for act in (
        lambda **of: keep_letter(meeting, row.pk, number="16/UBND", **of),
        lambda **of: drop_file(meeting, row.pk, **of),
    ):
        with pytest.raises(EditConflict, match=r"15/UBND, cv\.pdf"):
            act(version=row.version, by=cast.clerk, at=NOW)
    stored = row_of(meeting, cast.commune)
    assert (stored.absence_paper, stored.absence_file.name) == ("15/UBND", "cv.pdf")


def test_a_letter_does_not_change_the_mark_of_a_unit_that_came(cast, meeting):
    row = row_of(meeting, cast.commune)
    record_rows(meeting, [sent(row, attendance="present")], by=cast.clerk, at=NOW)
    keep_letter(meeting, row.pk, number="15/UBND", by=cast.clerk, at=NOW)
    assert row_of(meeting, cast.commune).attendance == "present"


@pytest.mark.parametrize("data", [b"MZ\x90 program", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\nbroken", b"<svg/>", b""])
def test_a_file_that_does_not_open_is_refused(cast, meeting, files, data):
    with pytest.raises(DomainError, match="không mở được"):
        keep_letter(
            meeting, row_of(meeting, cast.commune).pk, number="", data=data, name="cv.pdf", by=cast.clerk, at=NOW
        )
    assert not AbsenceFile.objects.exists()
    assert events(meeting) == []


def test_readers_see_people_of_units_that_came_and_reasons_of_those_that_did_not(cast, meeting):
    row = row_of(meeting, cast.commune)
    record_rows(meeting, [sent(row, attendance="present", people=PEOPLE, reason="Bận")], by=cast.clerk, at=NOW)
    seen = attendance_seen_by(cast.leader, meeting).units[0]
    assert (len(seen.people), seen.reason) == (2, "")
    record_rows(meeting, [sent(row_of(meeting, cast.commune), attendance="excused")], by=cast.clerk, at=NOW)
    seen = attendance_seen_by(cast.leader, meeting).units[0]
    assert (seen.people, seen.reason) == ([], "Bận")
    assert row_of(meeting, cast.commune).attendees.count() == 2, "a wrong key loses no names"


def test_a_unit_not_in_the_directory_stands_among_the_others(cast, meeting):
    Delegation.objects.create(meeting=meeting, words="Hội Nông dân tỉnh", position=9)
    Delegation.objects.create(meeting=meeting, unit=make_unit("BN", "Sở Tài chính", "department"), position=8)
    others = next(group for group in GROUPS if group.key == "khac")
    assert mark_all_present(meeting, group=others, by=cast.clerk, at=NOW) == 2
