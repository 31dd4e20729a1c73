"""What the printed minutes say, from the rows of a meeting with twenty units and with a hundred and fifty."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives.whole_way import issue_at_once
from directives.withdrawing import start_replacement
from meetings.composing import CannotCompose, compose, outline_blocks
from meetings.enums import Attendance, AttendeeRole
from meetings.minutes.page import MinutesPage
from meetings.minutes.printed import INLINE_UNITS
from meetings.models import Attendee, Conclusion, Delegation, Meeting, Minutes, Paper, Statement
from meetings.papers.record import PaperRecord
from tests.cast import NOW, make_notice, make_unit
from tests.minutes.writing import SPOKEN, say


def printed(minutes: Minutes) -> PaperRecord:
    return compose(Paper.objects.get(pk=minutes.paper_id), NOW.date())


def texts(record: PaperRecord) -> list[str]:
    return [f"{block.label} {block.text}".strip() for block in record.blocks]


def invite(meeting: Meeting, count: int, **fields: object) -> None:
    for number in range(count):
        unit = make_unit(f"M{number}", f"UBND xã Thứ {number}", "commune")
        row = Delegation.objects.create(
            meeting=meeting, unit=unit, position=number + 5, **{"attendance": "present"} | fields
        )
        Attendee.objects.create(
            meeting=meeting, name=f"Người Dự {number}", honorific="Ông", post="Chủ tịch", delegation=row
        )


def test_the_minutes_say_what_the_sample_of_the_decree_asks_for(cast, minutes):
    Minutes.objects.update(ended_at="11:30", notes="Biên bản đã được đọc lại.\n\nMọi người nhất trí.")
    away = Delegation.objects.get(unit=cast.other_commune)
    Delegation.objects.filter(pk=away.pk).update(attendance=Attendance.EXCUSED, reason="họp HĐND xã")
    Attendee.objects.create(meeting=minutes.meeting, honorific="Bà", name="Lý Thị Q", post="Phóng viên", position=9)
    say(minutes, cast.clerk)
    record = printed(minutes)
    assert texts(record)[:11] == [
        "Thời gian bắt đầu: 08 giờ 00 phút, ngày 03 tháng 4 năm 2026.",
        "Địa điểm: Hội trường Sở.",
        "Thành phần tham dự:",
        "- Có mặt: 1/2 đơn vị:",
        "+ UBND xã Mẫu Một: Vũ Văn H, Chủ tịch.",
        "- Đại biểu khác: bà Lý Thị Q, Phóng viên.",
        "- Vắng có lý do (1 đơn vị): UBND xã Mẫu Hai (họp HĐND xã).",
        "Chủ trì: Phạm Thị D, Phó Giám đốc Sở.",
        "Thư ký (người ghi biên bản): Ông Nguyễn Văn A, Chuyên viên.",
        "Nội dung (theo diễn biến cuộc họp):",
        "1. Ông Vũ Văn H, Chủ tịch, UBND xã Mẫu Một:",
    ]
    assert texts(record)[11:13] == [SPOKEN.text, "Kết luận của người chủ trì:"]
    assert record.closing == (
        "Biên bản đã được đọc lại.",
        "Mọi người nhất trí.",
        "Hội nghị kết thúc vào 11 giờ 30 phút, ngày 03 tháng 4 năm 2026.",
    )
    assert (record.kind_title, record.symbol, record.place) == ("BIÊN BẢN", "BB-SKHCN", "")
    assert (record.left_capacity_lines, record.left_signer_name) == (("THƯ KÝ",), "Nguyễn Văn A")
    assert (record.capacity_lines, record.signer_name) == (("CHỦ TỌA",), "Phạm Thị D")
    assert record.archive_line == "VT, Hồ sơ"


def test_the_conclusions_are_those_of_the_outline_of_the_day(minutes):
    record = printed(minutes)
    blocks = outline_blocks(minutes.meeting.outlines.get(), minutes.meeting.held_on)
    assert record.blocks[-len(blocks) :] == blocks


def test_a_replacement_in_work_is_not_told_as_what_was_concluded_until_it_is_issued(cast, minutes, quick_press):
    notice = make_notice(cast, minutes.meeting)
    issue_at_once(notice, at=NOW)
    draft = start_replacement(Paper.objects.get(pk=notice.pk), by=cast.clerk, at=NOW)
    Conclusion.objects.filter(outline=draft.outline, label="a)").update(text="Lập danh mục mới.")
    page = MinutesPage(cast.clerk, minutes.meeting)
    assert "a) Lập danh mục mới." not in texts(printed(minutes))
    assert "Lập danh mục mới." not in [each.text for each in page.conclusions]
    issue_at_once(draft, at=NOW)
    page = MinutesPage(cast.clerk, minutes.meeting)
    assert "a) Lập danh mục mới." in texts(printed(minutes))
    assert "Lập danh mục mới." in [each.text for each in page.conclusions]


def test_reasons_of_absence_are_left_out_where_the_clerk_says_so(cast, minutes):
    Delegation.objects.filter(unit=cast.other_commune).update(attendance=Attendance.EXCUSED, reason="ốm")
    assert "(ốm)" in "".join(texts(printed(minutes)))
    Minutes.objects.update(prints_reasons=False)
    record = printed(minutes)
    assert "ốm" not in record.to_json()


@pytest.mark.parametrize(
    ("mark", "fields", "words"),
    [
        (Attendance.LATE, {}, "(đến muộn)"),
        (Attendance.SUBSTITUTE, {"authority": "thay Chủ tịch"}, "(dự thay, thay Chủ tịch)"),
        (Attendance.WRONG_RANK, {}, "(không đúng thành phần)"),
    ],
)
def test_how_a_unit_came_stands_behind_its_people(cast, minutes, mark, fields, words):
    Delegation.objects.filter(unit=cast.commune).update(attendance=mark, **fields)
    assert f"+ UBND xã Mẫu Một: Vũ Văn H, Chủ tịch {words}." in texts(printed(minutes))


def test_twenty_units_stand_in_the_text_and_a_hundred_and_fifty_in_an_annex(cast, minutes):
    invite(minutes.meeting, 18)
    few = printed(minutes)
    assert few.annexes == ()
    assert sum(text.startswith("+ UBND xã") for text in texts(few)) == 19
    Delegation.objects.filter(unit__code="M3").update(attendance=Attendance.EXCUSED, reason="bận")
    for number in range(130):
        unit = make_unit(f"N{number}", f"UBND xã Nữa {number}", "commune")
        Delegation.objects.create(meeting=minutes.meeting, unit=unit, attendance="present", position=40 + number)
    many = printed(minutes)
    assert "- Có mặt: 148/150 đơn vị; danh sách tại Phụ lục kèm theo." in texts(many)
    assert "- Vắng có lý do (1 đơn vị): UBND xã Thứ 3 (bận)." in texts(many)
    (annex,) = many.annexes
    assert (annex.title, len(annex.rows)) == ("Danh sách thành phần tham dự", 150)
    assert ("6", "UBND xã Thứ 3", "", "Vắng có lý do (bận)") in annex.rows
    assert ("3", "UBND xã Thứ 0", "ông Người Dự 0, Chủ tịch", "Có mặt") in annex.rows
    assert len(texts(many)) < len(texts(few))


def test_the_minutes_are_composed_by_as_many_queries_at_any_length(cast, minutes):
    def cost() -> int:
        paper = Paper.objects.get(pk=minutes.paper_id)
        with CaptureQueriesContext(connection) as queries:
            compose(paper, NOW.date())
        return len(queries)

    say(minutes, cast.clerk)
    before = cost()
    invite(minutes.meeting, INLINE_UNITS + 5)
    Statement.objects.bulk_create(Statement(minutes=minutes, speaker=f"Ông {n}", text="Nói.") for n in range(60))
    assert cost() == before


def test_a_draft_of_which_nothing_is_known_prints_blanks(minutes):
    minutes.meeting.attendees.all().delete()
    minutes.meeting.delegations.all().delete()
    Meeting.objects.update(held_on=None, state="planned", place="")
    Minutes.objects.update(begun_at=None, ended_on=None)
    record = printed(minutes)
    assert texts(record)[0] == "Thời gian bắt đầu: …… giờ …… phút, ngày …… tháng …… năm ………."
    assert "Chủ trì: ……………………." in texts(record)
    assert (record.signer_name, record.left_signer_name) == ("", "")


def test_a_mark_of_secrecy_is_not_printed(minutes):
    Statement.objects.bulk_create([Statement(minutes=minutes, speaker="Ông A", text="TUYỆT MẬT: số liệu")])
    with pytest.raises(CannotCompose, match="bí mật nhà nước"):
        printed(minutes)


def test_who_led_stands_at_their_own_place_and_not_among_their_unit(cast, minutes):
    row = Delegation.objects.get(unit=cast.commune)
    Attendee.objects.filter(role=AttendeeRole.CHAIR).update(delegation=row)
    assert "+ UBND xã Mẫu Một: Vũ Văn H, Chủ tịch." in texts(printed(minutes))
