"""Which part of a paper each paragraph stands in."""

from __future__ import annotations

import pytest

from meetings.intake.lines import read_paragraphs
from meetings.intake.sections import leads_in, split_sections

MINUTES = """Hôm nay, ngày 03 tháng 7 năm 2026, Sở tổ chức cuộc họp giao ban.
I. THÀNH PHẦN THAM DỰ
1. Chủ tọa: Ông Nguyễn Văn A - Phó Giám đốc Sở.
2. Thư ký: Bà Trần Thị B - Chuyên viên.
II. NỘI DUNG
1. Bà Trần Thị B báo cáo.
- Ông Lê Văn C đề nghị Sở hỗ trợ kinh phí trước ngày 20/7.
III. KẾT LUẬN CỦA CHỦ TỌA
1. Văn phòng tổng hợp kiến nghị.
Cuộc họp kết thúc lúc 16 giờ 30 phút."""
NOTICE = """Ngày 02/7/2026, tại Hội trường Sở, Sở tổ chức hội nghị giao ban.
Tham dự hội nghị có:
- Ông Nguyễn Văn A - Giám đốc Sở;
- Đại diện các xã.
Sau khi nghe báo cáo và thảo luận, Giám đốc Sở kết luận, chỉ đạo như sau:
I. Đánh giá chung
Các đơn vị có nhiều cố gắng.
II. Nhiệm vụ
1. Giao Văn phòng theo dõi.
Nơi nhận:
- Như trên."""


def parts_of(text, kind):
    sections = split_sections(read_paragraphs(text.split("\n"))[0], kind)
    return {
        name: [n for p in getattr(sections, name) for n in p.lines]
        for name in ("opening", "attendance", "said", "body", "foot", "byline")
    }


def test_minutes_give_orders_only_where_they_conclude():
    assert parts_of(MINUTES, "minutes") == {
        "opening": [1],
        "attendance": [2, 3, 4],
        "said": [5, 6, 7],
        "body": [8, 9, 10],
        "foot": [],
        "byline": [],
    }


def test_a_notice_concludes_from_its_lead_in_on():
    assert parts_of(NOTICE, "notice") == {
        "opening": [1],
        "attendance": [2, 3, 4],
        "said": [],
        "body": [5, 6, 7, 8, 9],
        "foot": [10, 11],
        "byline": [],
    }


def test_without_conclusions_every_running_paragraph_may_hold_them():
    page = "Sáng 5/6/2026, Sở họp giao ban.\nCác xã báo cáo trước ngày 20/6/2026.\nTrần Thị B"
    assert parts_of(page, "news") == {
        "opening": [],
        "attendance": [],
        "said": [],
        "body": [1, 2],
        "foot": [],
        "byline": [3],
    }


def test_a_list_of_people_needs_no_heading():
    text = "Sở họp với xã.\n1. Ông Nguyễn Văn A - Giám đốc\n2. Bà Trần Thị B - Chuyên viên\nKết luận:\n- Văn phòng theo dõi."
    assert parts_of(text, "minutes")["attendance"] == [2, 3]


def test_an_attendance_table_needs_no_heading():
    text = "Sở họp với xã.\n| STT | Họ và tên | Chức vụ |\n| 1 | Trần Thị B | Chuyên viên |\nKết luận:\n- Văn phòng theo dõi."
    assert parts_of(text, "minutes")["attendance"] == [2, 3]


def test_a_table_of_tasks_lists_nobody():
    text = "Phân công:\n| TT | Tên nhiệm vụ | Cơ quan chủ trì | Ghi chú |\n| 1 | Rà soát | Sở Y tế | |\n| 2 | Tổng hợp | Sở Nội vụ | |"
    assert parts_of(text, "superior")["attendance"] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sau khi nghe báo cáo, ông Nguyễn Văn A - Giám đốc kết luận:", True),
        ("Giám đốc Sở thống nhất kết luận một số nội dung như sau:", True),
        ("Kết thúc hội nghị, bà Trần Thị B chỉ đạo các nhiệm vụ sau:", True),
        ("- Ông Lê Văn C đề nghị các nội dung sau:", False),
        ("Các xã thực hiện:", False),
        ("Giám đốc Sở kết luận các nội dung trên.", False),
    ],
)
def test_what_leads_the_conclusions_in(line, expected):
    assert leads_in(read_paragraphs([line])[0][0]) is expected
