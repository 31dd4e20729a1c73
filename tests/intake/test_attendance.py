"""Those who came: posts in the plural, stand-ins, names known by their middle, and the absent in any column."""

from __future__ import annotations

from meetings.intake.mentions import find_mentions
from meetings.intake.names import bare_name_at
from tests.intake.test_people import draft_of, names_of


def test_a_post_in_the_plural_names_each_of_its_holders():
    draft = draft_of("Giám đốc Sở chủ trì. Tham dự có các Phó Giám đốc Sở: Trần Thị Bình, Lê Văn Cường; các phòng.")
    assert [(p.name, p.position) for p in draft.attendees] == [
        ("Trần Thị Bình", "Phó Giám đốc Sở"),
        ("Lê Văn Cường", "Phó Giám đốc Sở"),
    ]


def test_whoever_another_came_for_was_not_there():
    assert names_of(
        "Thành phần tham dự:\n- Xã An Sơn: Ông Lê Văn C - Chuyên viên (dự thay bà Trần Thị B, đi học)."
    ) == ["Lê Văn C"]


def test_an_absent_unit_that_stands_in_the_column_of_posts_is_not_the_next_persons():
    draft = draft_of(
        "| STT | Họ và tên | Chức vụ, đơn vị | Ghi chú |\n|---|---|---|---|\n| 1 | | UBND xã An Sơn | Vắng không lý do |\n"
        "| 2 | | UBND xã Phú An | Vắng (trùng lịch họp) |\n| 3 | Lê Văn Cường | Chuyên viên | |"
    )
    assert [(a.unit, a.reason) for a in draft.absences] == [
        ("UBND xã An Sơn", "không lý do"),
        ("UBND xã Phú An", "trùng lịch họp"),
    ]
    assert [(p.name, p.unit) for p in draft.attendees] == [("Lê Văn Cường", None)]


def test_a_middle_name_or_a_highland_name_tells_a_person():
    assert bare_name_at("Moong Thị Xuân", 0) == "Moong Thị Xuân"
    assert bare_name_at("Khăm Văn Bình", 0) == "Khăm Văn Bình"
    assert bare_name_at("Phòng Văn Thư", 0) is None
    [name] = find_mentions("Chánh Văn phòng HĐND và UBND huyện H'Linh Êban")
    assert name.name == "H'Linh Êban"


def test_whoever_was_sent_in_anothers_place_came():
    said = "Giám đốc Sở chủ trì. UBND xã An Sơn cử ông Lê Văn Cường, Phó Chủ tịch UBND xã dự thay."
    assert names_of(said) == ["Lê Văn Cường"]


def test_those_who_came_may_stand_below_the_title_of_the_conclusions():
    draft = draft_of(
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ\nA. KẾT LUẬN GIAO BAN\nChủ trì: Giám đốc Nguyễn Văn An.\nGhi chép: Trần Thị Bình (Văn phòng).\n"
        "Giám đốc kết luận và giao việc như sau:\n- Văn phòng: rà soát quy chế."
    )
    assert [(p.name, p.role) for p in draft.attendees] == [("Nguyễn Văn An", "chair"), ("Trần Thị Bình", "secretary")]
    assert [d.lead for d in draft.directives] == [["Văn phòng"]]
