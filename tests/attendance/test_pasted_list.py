"""A list pasted from Word or Excel: read, laid beside the meeting, written whole or not at all."""

from __future__ import annotations

import pytest

from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from meetings.attendance.pasted_list import apply_list, compare
from meetings.attendance.pasted_rows import read_rows
from meetings.enums import Attendance
from meetings.models import Attendee, Delegation, Meeting, MeetingEvent
from tests.cast import NOW, Cast, make_meeting

UNITS = {"UBND xã An", "xã Bình", "Phòng Kế hoạch", "Thanh tra Sở", "phường Cát"}


def read(text: str) -> tuple[list[tuple], list[int]]:
    rows, left = read_rows(text, lambda words: words in UNITS)
    shown = [(row.unit, [str(person) for person in row.people], row.mark, row.reason) for row in rows]
    return shown, [line for line, _ in left]


def test_columns_with_a_head_merged_cells_and_marks():
    text = "\n".join(
        [
            "STT\tĐơn vị\tHọ và tên\tChức vụ\tGhi chú",
            "I\tCác phòng",
            "1\tPhòng Kế hoạch\tPhan Thanh T\tTrưởng phòng\tx",
            "2\tThanh tra Sở\tÔng Mai Quốc V\tPhó Chánh Thanh tra\tĐến trễ, 8h40",
            "3\tUBND xã An\tNgô Thị L\tChuyên viên\tdự thay Chủ tịch",
            "\t\tLê Văn B\tCông chức\t",
            "4\txã Bình\t\t\tvắng\ttrùng kỳ họp HĐND",
            "5\tphường Cát\t\t\tVắng\t",
        ]
    )
    rows, left = read(text)
    assert rows == [
        ("Phòng Kế hoạch", ["Phan Thanh T - Trưởng phòng"], Attendance.PRESENT, ""),
        ("Thanh tra Sở", ["Ông Mai Quốc V - Phó Chánh Thanh tra"], Attendance.LATE, "8h40"),
        (
            "UBND xã An",
            ["Ngô Thị L - Chuyên viên", "Lê Văn B - Công chức"],
            Attendance.SUBSTITUTE,
            "thay Chủ tịch",
        ),
        ("xã Bình", [], Attendance.EXCUSED, "trùng kỳ họp HĐND"),
        ("phường Cát", [], Attendance.ABSENT, ""),
    ]
    assert left == [2], "a heading names no unit"


def test_lines_of_their_own_and_sentences():
    text = "\n".join(
        [
            "- UBND xã An: vắng (có lý do, đi công tác)",
            "- xã Bình: ông Võ Minh T, Phó Chủ tịch; bà Lê Thị B, công chức",
            "- phường Cát - Vắng không lý do",
            "Thanh tra Sở",
            "Mai Quốc V",
            "Phó Chánh Thanh tra",
            "Phòng Kế hoạch: không đúng thành phần",
        ]
    )
    assert read(text)[0] == [
        ("UBND xã An", [], Attendance.EXCUSED, "đi công tác"),
        ("xã Bình", ["ông Võ Minh T - Phó Chủ tịch", "bà Lê Thị B - công chức"], Attendance.PRESENT, ""),
        ("phường Cát", [], Attendance.ABSENT, ""),
        ("Thanh tra Sở", ["Mai Quốc V - Phó Chánh Thanh tra"], Attendance.PRESENT, ""),
        ("Phòng Kế hoạch", [], Attendance.WRONG_RANK, ""),
    ]


def test_a_unit_of_the_list_that_nobody_knows_takes_no_row_of_another_along():
    rows, _ = read("UBND xã An\tLê Văn A\tChủ tịch\nUBND xã Lạ\tLê Văn B\tChủ tịch")
    assert [(unit, people) for unit, people, *_ in rows] == [
        ("UBND xã An", ["Lê Văn A - Chủ tịch"]),
        ("UBND xã Lạ", ["Lê Văn B - Chủ tịch"]),
    ]


LIST = "\n".join(
    [
        "Đơn vị\tHọ tên\tChức vụ\tGhi chú",
        "xã Mẫu Một\tÔng Võ Minh T\tPhó Chủ tịch\t",
        "UBND xã Mẫu Hai\t\t\tVắng\ttrùng kỳ họp",
        "Phòng Quản lý Công nghệ\tLê Thị B\tChuyên viên\tdự thay",
        "UBND xã Không Có\tLê Văn D\tChủ tịch\t",
    ]
)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = make_meeting(cast)
    meeting.delegations.update(attendance=Attendance.INVITED)
    Attendee.objects.filter(meeting=meeting).delete()
    return meeting


def test_a_numbered_line_that_nobody_knows_is_no_reason_of_the_unit_above():
    rows, left = read("1\tUBND xã An\tvắng\n2\tchữ lạ")
    assert rows == [("UBND xã An", [], Attendance.ABSENT, "")]
    assert left == [2]


def test_the_preview_tells_what_changes_what_is_uninvited_and_what_is_unknown(cast, meeting):
    found = compare(meeting, LIST)
    assert [(str(c.delegation), c.before, c.after) for c in found.to_write] == [
        ("UBND xã Mẫu Một", "Chưa ghi", "Có mặt: Ông Võ Minh T - Phó Chủ tịch"),
        ("UBND xã Mẫu Hai", "Chưa ghi", "Vắng có lý do (trùng kỳ họp)"),
    ]
    assert [each.unit for each in found.uninvited] == [cast.division]
    assert found.unknown == [(5, "UBND xã Không Có")]
    assert not MeetingEvent.objects.filter(object_id=meeting.pk, object_kind="meeting").exists()


def test_the_list_is_written_at_once_with_one_event_beside_that_of_the_added_unit(cast, meeting):
    seen = compare(meeting, LIST).seen
    written = apply_list(meeting, LIST, seen=seen, adding=[cast.division.code], by=cast.clerk, at=NOW)
    assert written == (3, 1)
    marks = dict(meeting.delegations.values_list("unit__code", "attendance"))
    assert marks == {"XA1": "present", "XA2": "excused", "QLCN": "substitute"}
    assert meeting.delegations.get(unit=cast.division).attendees.get().post == "Chuyên viên"
    verbs = MeetingEvent.objects.filter(object_kind="meeting", object_id=meeting.pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["attendance_list", "invite"]
    assert compare(meeting, LIST).to_write == [], "the list now says what is stored"


def test_a_unit_outside_the_invitation_is_added_only_where_the_clerk_says_so(cast, meeting):
    assert apply_list(meeting, LIST, seen=compare(meeting, LIST).seen, by=cast.clerk, at=NOW) == (2, 0)
    assert not meeting.delegations.filter(unit=cast.division).exists()


def test_nothing_is_written_where_a_row_has_moved_on_since_the_preview(cast, meeting):
    seen = compare(meeting, LIST).seen
    Delegation.objects.filter(meeting=meeting, unit=cast.commune).update(version=7)
    with pytest.raises(EditConflict, match="vừa được người khác ghi"):
        apply_list(meeting, LIST, seen=seen, adding=[cast.division.code], by=cast.clerk, at=NOW)
    assert set(meeting.delegations.values_list("attendance", flat=True)) == {"invited"}


def test_a_list_is_the_clerk_s_and_of_an_open_meeting(cast, meeting):
    seen = compare(meeting, LIST).seen
    with pytest.raises(NotAllowed):
        apply_list(meeting, LIST, seen=seen, by=cast.leader, at=NOW)
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    with pytest.raises(WrongState):
        apply_list(meeting, LIST, seen=seen, by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="quá dài"):
        compare(meeting, "x" * 200_001)
