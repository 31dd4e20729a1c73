"""Names, posts and roles: in lists, in tables and in running text."""

from __future__ import annotations

import pytest

from meetings.intake.mentions import find_mentions
from meetings.intake.names import bare_name_at, titled_names
from meetings.intake.parse import parse_lines
from meetings.intake.posts import post_after, unit_in


def draft_of(text):
    return parse_lines(text.split("\n"))


def names_of(text):
    return [person.name for person in draft_of(text).attendees]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ông Nguyễn Văn A", ["Nguyễn Văn A"]),
        ("Đ/c Trần Thị B", ["Trần Thị B"]),
        ("đồng chí PGS.TS. Lê Văn Cường", ["Lê Văn Cường"]),
        ("GS.TS. Lê Văn Cường, ThS Phạm Mai", ["Lê Văn Cường", "Phạm Mai"]),
        ("ông Y Thanh Hà Niê Kđăm", ["Y Thanh Hà Niê Kđăm"]),
        ("bà H'Yim Kđoh", ["H'Yim Kđoh"]),
        ("bà K' Brểu - Phó Trưởng phòng", ["K' Brểu"]),
        ("ông Nguyễn Văn Thường phát biểu", ["Nguyễn Văn Thường"]),
        ("ông Nguyễn Văn An Phó Giám đốc", ["Nguyễn Văn An"]),
        ("bà Trần Kim Chi Chi cục trưởng", ["Trần Kim Chi"]),
        ("đ/c NGUYỄN VĂN AN", ["NGUYỄN VĂN AN"]),
        ("đồng chí Giám đốc Sở", []),
        ("đồng chí Bí thư Tỉnh ủy", []),
        ("tỉnh Bà Rịa Vũng Tàu", []),
        ("bà con nông dân", []),
    ],
)
def test_names_that_a_title_opens(text, names):
    assert [name.text for name in titled_names(text)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Văn A - Chuyên viên", "Nguyễn Văn A"),
        ("Thạch Sóc Kha", "Thạch Sóc Kha"),
        ("Sở Công Thương", None),
        ("Hồ Chí Minh", None),
        ("Phòng Kinh tế", None),
        ("Vĩnh Hòa", None),
        ("LÃNH ĐẠO SỞ", None),
    ],
)
def test_names_without_a_title_need_a_family_name(text, name):
    assert bare_name_at(text, 0) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chủ tịch UBND Thành phố Nguyễn Văn An đã chủ trì", [("Nguyễn Văn An", "Chủ tịch UBND Thành phố")]),
        (
            "Phó Chủ tịch UBND huyện Long Hồ Nguyễn Văn An chủ trì",
            [("Nguyễn Văn An", "Phó Chủ tịch UBND huyện Long Hồ")],
        ),
        ("Thứ trưởng Trần Hoàng Bách cho biết", [("Trần Hoàng Bách", "Thứ trưởng")]),
        ("Tổng Giám đốc Công ty Hùng Vương Trần Văn Sơn", [("Trần Văn Sơn", "Tổng Giám đốc Công ty Hùng Vương")]),
        (
            "các đồng chí Phó Giám đốc Sở: Trần Thị Bình, Lê Quang Cường",
            [("Trần Thị Bình", "Phó Giám đốc Sở"), ("Lê Quang Cường", "Phó Giám đốc Sở")],
        ),
        (
            "các đồng chí Phó Chủ tịch UBND tỉnh Trần Thị Bình, Lê Quang Cường",
            [("Trần Thị Bình", "Phó Chủ tịch UBND tỉnh"), ("Lê Quang Cường", "Phó Chủ tịch UBND tỉnh")],
        ),
        (
            "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Trần Văn Sáng",
            [("Trần Văn Sáng", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ")],
        ),
        (
            "Phó Chủ tịch UBND tỉnh Phạm Văn Hòa, Võ Minh Đăng; đại diện các sở",
            [("Phạm Văn Hòa", "Phó Chủ tịch UBND tỉnh"), ("Võ Minh Đăng", "Phó Chủ tịch UBND tỉnh")],
        ),
        ("Chủ tịch UBND phường Trần Hưng Đạo báo cáo", []),
        (
            "Phó Chủ tịch UBND tỉnh Nguyễn Văn An, Phó Trưởng Ban Chỉ đạo chủ trì",
            [("Nguyễn Văn An", "Phó Chủ tịch UBND tỉnh, Phó Trưởng Ban Chỉ đạo")],
        ),
        (
            "Chủ tịch UBND tỉnh Nguyễn Văn An, Phó Chủ tịch UBND tỉnh Trần Hoàng Bách dự",
            [("Nguyễn Văn An", "Chủ tịch UBND tỉnh"), ("Trần Hoàng Bách", "Phó Chủ tịch UBND tỉnh")],
        ),
        ("Phó Giám đốc Công an tỉnh, Đại tá Nguyễn Văn An dự", [("Nguyễn Văn An", "Phó Giám đốc Công an tỉnh")]),
        ("Giám đốc Bệnh viện Nguyễn Tri Phương cho biết", []),
        ("hội thi sáng tạo kỹ thuật Trần Đại Nghĩa", []),
        ("tại số 5 đường Võ Chí Công", []),
        ("Sở Quy hoạch - Kiến trúc tham mưu", []),
    ],
)
def test_names_that_only_a_post_opens(text, found):
    assert [(m.name, m.post) for m in find_mentions(text)] == found


@pytest.mark.parametrize(
    ("text", "post"),
    [
        (" - Phó Giám đốc Sở Y tế, cùng lãnh đạo các phòng", "Phó Giám đốc Sở Y tế"),
        ("- P. Giám đốc Sở - Chủ trì cuộc họp.", "P. Giám đốc Sở"),
        (" – P.TP Tư vấn, Trung tâm UDTB.", "P.TP Tư vấn, Trung tâm UDTB"),
        (
            ", Ủy viên Ban Thường vụ, Phó Chủ tịch UBND Thành phố dự và chỉ đạo",
            "Ủy viên Ban Thường vụ, Phó Chủ tịch UBND Thành phố",
        ),
        (" (Giám đốc Sở Văn hóa, Thể thao và Du lịch)", "Giám đốc Sở Văn hóa, Thể thao và Du lịch"),
        (": Trưởng phòng KT-HT", "Trưởng phòng KT-HT"),
        (" - Giám đốc Sở nhấn mạnh: năm nay", "Giám đốc Sở"),
        (", lãnh đạo các phòng chuyên môn", ""),
        (", Phó Giám đôc Sở chủ trì", "Phó Giám đôc Sở"),
        (
            ", Trưởng Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh (sau đây gọi tắt là Ban) chủ trì",
            "Trưởng Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh",
        ),
        (" phát biểu", ""),
    ],
)
def test_a_post_ends_where_the_sentence_goes_on(text, post):
    assert post_after(text, 0)[0] == post


@pytest.mark.parametrize(
    ("post", "unit"),
    [
        ("Giám đốc Sở Công Thương", "Sở Công Thương"),
        ("Nguyên Phó Vụ trưởng Vụ Khoa học, Bộ Giáo dục và Đào tạo", "Bộ Giáo dục và Đào tạo"),
        ("Trưởng phòng", None),
        ("Tổng thư ký", None),
    ],
)
def test_the_unit_in_a_post(post, unit):
    assert unit_in(post) == unit


LISTED = """THÔNG BÁO
Kết luận giao ban

Ngày 05/7/2026, Sở Y tế tổ chức hội nghị giao ban.
I. Thành phần tham dự:
1. Đại biểu Sở Y tế:
1. Ông Nguyễn Văn A- P. Giám đốc Sở - Chủ trì cuộc họp.
2. Trần Thị B, Trưởng phòng Nghiệp vụ
2. Đại biểu các xã:
- Xã An Bình:
3. Bà Lê Thị Cúc - Phó Chủ tịch - đồng chủ trì cuộc họp.
4. Ông Phạm Hùng: Công chức; bà Đỗ Lan (Công chức)
- Liên hiệp các hội:
5. Ông Thái Văn Tư - Tổng thư ký
II. Kết luận:
Ông Nguyễn Văn A - Phó Giám đốc Sở kết luận:
1. Giao đồng chí Vũ Văn Nam chủ trì, phối hợp với các xã rà soát.
2. Ông Hoàng Minh Tâm báo cáo kết quả trước ngày 20/7/2026."""


def test_a_list_of_delegations():
    draft = draft_of(LISTED)
    assert [(p.name, p.position, p.unit, p.role) for p in draft.attendees] == [
        ("Nguyễn Văn A", "P. Giám đốc Sở", "Sở Y tế", "chair"),
        ("Trần Thị B", "Trưởng phòng Nghiệp vụ", "Sở Y tế", "attendee"),
        ("Lê Thị Cúc", "Phó Chủ tịch", "Xã An Bình", "co_chair"),
        ("Phạm Hùng", "Công chức", "Xã An Bình", "attendee"),
        ("Đỗ Lan", "Công chức", "Xã An Bình", "attendee"),
        ("Thái Văn Tư", "Tổng thư ký", "Liên hiệp các hội", "attendee"),
    ]
    assert draft.chair.name == "Nguyễn Văn A"
    assert [p.name for p in draft.co_chairs] == ["Lê Thị Cúc"]
    assert draft.secretary is None


def test_whoever_is_only_given_a_task_was_not_there():
    assert {"Vũ Văn Nam", "Hoàng Minh Tâm"}.isdisjoint(names_of(LISTED))


MINUTES = """BIÊN BẢN
Họp giao ban
- Thời gian: 08 giờ, ngày 05/7/2026.
- Chủ trì: TS. Lê Văn Mười - Giám đốc Sở; đồng chủ trì: ông Huỳnh Tấn - PCT UBND huyện.
- Thư ký: Trần Thị Ngọc
- Thành phần:
{attendance}
Nội dung:
- Ông Đinh Công Lập - Phó Giám đốc Trung tâm: kiến nghị bổ sung nhân lực.
Kết luận:
1/ Văn phòng theo dõi."""
TABLE = """| STT | Họ và tên | Chức vụ | Đơn vị | Ghi chú |
|---|---|---|---|---|
| 1 | Nguyễn Văn Hùng | Trưởng phòng | Huyện An Phú | |
| 2 | Nguyễn Văn Hùng | Phó phòng | Thị xã An Sơn | |
| 3 | Bà Trương Mỹ Hoa | Chuyên viên | | |
| 4 | | | Huyện Trà Bình | Vắng |
| 5 | Lâm Sóc Kha | Trưởng phòng | Huyện Duyên An | vắng có lý do |"""


def test_minutes_name_chair_secretary_and_speakers():
    draft = draft_of(MINUTES.format(attendance="- Bà Trương Mỹ Hoa - Chuyên viên"))
    assert (draft.chair.name, draft.chair.honorific, draft.chair.position) == ("Lê Văn Mười", "TS.", "Giám đốc Sở")
    assert [p.name for p in draft.co_chairs] == ["Huỳnh Tấn"]
    assert draft.secretary.name == "Trần Thị Ngọc"
    assert [p.name for p in draft.attendees] == [
        "Lê Văn Mười",
        "Huỳnh Tấn",
        "Trần Thị Ngọc",
        "Trương Mỹ Hoa",
        "Đinh Công Lập",
    ]


def test_an_attendance_table():
    draft = draft_of(MINUTES.format(attendance=TABLE))
    listed = [
        (p.name, p.position, p.unit)
        for p in draft.attendees
        if p.position and p.unit and p.unit.split()[0] in {"Huyện", "Thị"}
    ]
    assert listed == [
        ("Nguyễn Văn Hùng", "Trưởng phòng", "Huyện An Phú"),
        ("Nguyễn Văn Hùng", "Phó phòng", "Thị xã An Sơn"),
        ("Trương Mỹ Hoa", "Chuyên viên", "Thị xã An Sơn"),
    ]
    assert [(a.unit, a.reason) for a in draft.absences] == [("Huyện Trà Bình", None), ("Huyện Duyên An", "có lý do")]


def test_a_table_whose_lines_are_lost():
    assert {"Lê Văn Cường", "Phạm Thị Dung"} <= set(
        names_of(
            MINUTES.format(
                attendance="STT Họ và tên Chức vụ\n1 Lê Văn Cường Phó Chủ tịch UBND xã An Bình\n2 Phạm Thị Dung Công chức"
            )
        )
    )


def test_the_rows_of_such_a_table_that_open_with_the_unit():
    rows = (
        "STT Đơn vị Họ và tên Chức vụ\n1 Xã Đông Hòa Nguyễn Văn An Phó Chủ tịch\n2 Trung tâm Y tế Lê Văn Cường Giám đốc"
    )
    found = [(p.name, p.position, p.unit) for p in draft_of(MINUTES.format(attendance=rows)).attendees]
    assert ("Nguyễn Văn An", "Phó Chủ tịch", "Xã Đông Hòa") in found
    assert ("Lê Văn Cường", "Giám đốc", "Trung tâm Y tế") in found


GONE = """| TT | Đơn vị | Họ và tên | Chức vụ | Có mặt | Vắng |
|---|---|---|---|---|---|
| 1 | Xã An Bình | Nguyễn Văn An | Phó Chủ tịch | x | |
| 2 | Xã Tân Lộc | Trần Thị Bình | Công chức | | x |
| 3 | Xã Đức Lập | Lê Văn Cường (vắng) | Công chức | | |
| 4 | Xã Đông Hòa | Không có người dự | | | |"""


def test_rows_that_say_who_is_absent_by_tick_behind_the_name_or_in_its_place():
    draft = draft_of(MINUTES.format(attendance=GONE))
    assert [a.unit for a in draft.absences] == ["Xã Tân Lộc", "Xã Đức Lập", "Xã Đông Hòa"]
    names = [person.name for person in draft.attendees]
    assert "Nguyễn Văn An" in names
    assert {"Trần Thị Bình", "Lê Văn Cường"}.isdisjoint(names)


@pytest.mark.parametrize(
    "said", ["đề nghị UBND huyện cấp kinh phí", "Kiến nghị các huyện thành lập Hội đồng sáng kiến"]
)
def test_what_a_speaker_asks_for_is_not_a_post(said):
    text = f"BIÊN BẢN\nHọp giao ban\nThời gian: ngày 05/7/2026\nThành phần:\n- Ông Nguyễn Văn An - Trưởng phòng Y tế.\nNội dung:\n- Ông Nguyễn Văn An: {said}.\nKết luận:\n1. Văn phòng theo dõi."
    assert [(p.name, p.position) for p in draft_of(text).attendees] == [("Nguyễn Văn An", "Trưởng phòng Y tế")]


def test_an_absent_person_is_no_attendee_and_is_said():
    draft = draft_of(
        MINUTES.format(
            attendance="- Bà Trương Mỹ Hoa - Chuyên viên\nVắng mặt:\n- Ông Lò Văn Pó - Chánh Thanh tra (nghỉ phép)"
        )
    )
    assert "Lò Văn Pó" not in [p.name for p in draft.attendees]
    assert draft.absences == []
    assert any("Lò Văn Pó" in warning.message for warning in draft.warnings)


def test_a_role_after_the_absent_ones_ends_their_list():
    draft = draft_of(MINUTES.format(attendance="Vắng mặt:\n- Ông Lò Văn Pó\n- Người ghi biên bản: bà Đào Thị Quý"))
    assert "Đào Thị Quý" in [p.name for p in draft.attendees]


@pytest.mark.parametrize(
    ("sentence", "chair"),
    [
        ("Tham dự và chủ trì hội nghị có bà Trần Thị B - Phó Giám đốc Sở, cùng lãnh đạo các phòng.", "Trần Thị B"),
        ("Ông Nguyễn Văn A - Phó Giám đốc Sở chỉ đạo hội nghị.", "Nguyễn Văn A"),
        ("Hội nghị diễn ra dưới sự chủ trì của đồng chí Nguyễn Văn A, Giám đốc Sở.", "Nguyễn Văn A"),
        ("Hội nghị do đồng chí Nguyễn Văn A, Giám đốc Sở chủ trì.", "Nguyễn Văn A"),
        ("Chủ tịch UBND xã Nguyễn Văn An đã chủ trì cuộc họp.", "Nguyễn Văn An"),
        ("Chủ trì cuộc họp: ông Nguyễn Văn A, Phó Giám đốc Sở.", "Nguyễn Văn A"),
        ("Đồng chí Nguyễn Văn A, Trưởng Ban (sau đây gọi tắt là Trưởng Ban) chủ trì hội nghị.", "Nguyễn Văn A"),
        ("Hội nghị do ông Nguyễn Văn A - Giám đốc Sở và bà Trần Thị B đồng chủ trì.", "Nguyễn Văn A"),
        ("Thông báo truyền đạt Kết luận của đồng chí Nguyễn Văn A, Bí thư Tỉnh ủy tại buổi làm việc.", "Nguyễn Văn A"),
        ("Đồng chí Nguyễn Văn A - Thứ trưởng dự và chỉ đạo Hội nghị.", None),
        ("Phát biểu chỉ đạo tại Hội nghị, ông Nguyễn Văn A đề nghị các xã cố gắng.", None),
        ("Phát biểu kết luận buổi làm việc, ông Nguyễn Văn A – Giám đốc Sở cho biết Sở sẽ hỗ trợ.", None),
        ("Hội nghị giao ông Nguyễn Văn A chủ trì, phối hợp với các xã xây dựng kế hoạch.", None),
    ],
)
def test_who_chairs(sentence, chair):
    draft = draft_of(f"Sở họp giao ban\n\nNgày 05/7/2026, Sở Y tế tổ chức hội nghị. {sentence}\n\nCác xã đã báo cáo.")
    assert (draft.chair.name if draft.chair else None) == chair


def test_whoever_is_named_by_post_in_the_lead_in_is_the_chair_of_a_notice():
    text = "THÔNG BÁO\nÝ kiến chỉ đạo của đồng chí Bí thư Tỉnh ủy\n\nNgày 05/7/2026, đồng chí Nguyễn Văn A, Bí thư Tỉnh ủy đã có buổi làm việc với Sở. Cùng dự có đồng chí Trần Thị B, Phó Bí thư Tỉnh ủy.\nSau khi nghe báo cáo, đồng chí Bí thư Tỉnh ủy kết luận:\n1. Giao Sở tham mưu."
    draft = draft_of(text)
    assert draft.chair.name == "Nguyễn Văn A"
    assert [p.name for p in draft.attendees] == ["Nguyễn Văn A", "Trần Thị B"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "Đồng chí Nguyễn Văn A - Thứ trưởng Bộ Y tế, đồng chí Trần Thị B - Phó Chủ tịch UBND tỉnh dự hội nghị.",
            ["Nguyễn Văn A", "Trần Thị B"],
        ),
        (
            "Hội nghị đã nghe tham luận của các nhà khoa học như: TS. Lê Văn Cường - Viện trưởng, PGS.TS. Phạm Mai - Trưởng khoa...",
            ["Lê Văn Cường", "Phạm Mai"],
        ),
        ("Ông Nguyễn Văn A – Giám đốc Sở Công Thương cho biết, Sở sẽ hỗ trợ.", ["Nguyễn Văn A"]),
        ("Về phía địa phương có ông Nguyễn Văn A, Chủ tịch UBND xã.", ["Nguyễn Văn A"]),
        ("Đoàn do ông Nguyễn Văn A, Trưởng ban làm trưởng đoàn.", ["Nguyễn Văn A"]),
        ("Phó Chủ tịch UBND tỉnh Nguyễn Văn An được phân công làm việc với doanh nghiệp.", []),
        ("Chủ tịch nước đã tặng Huân chương cho ông Nguyễn Văn A.", []),
        ("Hội nghị giao bà Trần Thị B báo cáo kết quả.", []),
        ("Liên hệ bà Trần Thị B, điện thoại 0900.", []),
        ("Thanh tra xác minh đơn của ông Nguyễn Văn A (đơn đề ngày 05/6/2026), dự thảo văn bản trả lời.", []),
    ],
)
def test_who_was_there_by_running_text(sentence, names):
    assert names_of(f"Sở họp giao ban\n\nNgày 05/7/2026, Sở Y tế tổ chức hội nghị.\n\n{sentence}") == names


def test_two_people_of_one_name_are_two_and_one_person_named_again_is_one():
    text = "Sở họp\n\nNgày 05/7/2026, Sở Y tế họp. Đồng chí Nguyễn Văn A - Giám đốc Sở Y tế phát biểu.\n\nTS. Nguyễn Văn A - Viện trưởng Viện Pasteur trao đổi.\n\nGiám đốc Sở Nguyễn Văn A kết luận."
    assert [(p.name, p.position) for p in draft_of(text).attendees] == [
        ("Nguyễn Văn A", "Giám đốc Sở Y tế"),
        ("Nguyễn Văn A", "Viện trưởng Viện Pasteur"),
    ]


def test_a_person_called_by_the_given_name_is_the_same():
    text = "Sở họp\n\nNgày 05/7/2026, Sở Y tế họp. Bà Trương Thị Bé Ba - Giám đốc Sở phát biểu.\n\nBà Bé Ba cho biết năm nay tốt hơn."
    assert names_of(text) == ["Trương Thị Bé Ba"]


def test_signatures_under_minutes_name_chair_and_secretary():
    text = "BIÊN BẢN\nHọp giao ban\nNgày 05/7/2026, Sở họp giao ban.\nKết luận:\n1. Văn phòng theo dõi.\nTHƯ KÝ                         CHỦ TRÌ\nTrần Thị Bình                  Nguyễn Văn An"
    draft = draft_of(text)
    assert (draft.chair.name, draft.secretary.name) == ("Nguyễn Văn An", "Trần Thị Bình")
