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


def test_on_whose_behalf_a_person_came_is_kept_behind_the_post_but_is_no_post_of_theirs():
    draft = draft_of(
        "Cùng dự họp có: ông Lê Văn Cường, công chức xã An Sơn (dự thay Phó Chủ tịch UBND xã); "
        "bà Trần Thị Bình (dự thay Chánh Văn phòng).\nÔng Lê Văn Cường, công chức, báo cáo tình hình. Bà Trần Thị Bình, chuyên viên, phát biểu."
    )
    assert [(p.name, p.position, p.unit) for p in draft.attendees] == [
        ("Lê Văn Cường", "công chức xã An Sơn (dự thay Phó Chủ tịch UBND xã)", "xã An Sơn"),
        ("Trần Thị Bình", "dự thay Chánh Văn phòng", None),
    ]


def test_whom_a_person_of_a_list_came_for_is_kept_by_name():
    draft = draft_of("Thành phần tham dự:\n- Xã An Sơn: Ông Lê Văn C - Chuyên viên (dự thay bà Trần Thị B, đi học).")
    assert [p.position for p in draft.attendees] == ["Chuyên viên (dự thay bà Trần Thị B, đi học)"]


def test_the_word_so_alone_is_the_office_that_issued_the_paper():
    head = "UBND TỈNH X\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 15/TB-SKHCN\nTHÔNG BÁO\nKết luận giao ban\n"
    written = "Ngày 05/7/2026, Sở Khoa học và Công nghệ tổ chức giao ban.\nThành phần tham dự:\n"
    listed = "Sở:\n- Ông Lê Văn Cường - Phó Giám đốc Sở\n- Bà Trần Thị Bình - Phó Giám đốc Sở Y tế"
    own, other = draft_of(head + written + listed).attendees
    assert (own.unit, other.position) == ("Sở Khoa học và Công nghệ", "Phó Giám đốc Sở Y tế")
    opening = "Ngày 05/7/2026, ông Lê Văn Cường - Phó Giám đốc Sở chủ trì giao ban; dự có bà Trần Thị Bình - Phó Giám đốc Sở Y tế."
    assert [p.unit for p in draft_of(head + opening).attendees] == ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Y tế"]


def test_the_word_so_alone_stays_where_no_office_stands_in_the_head():
    draft = draft_of("UBND HUYỆN X\nTHÔNG BÁO\nGiao ban\nÔng Lê Văn Cường - Phó Giám đốc Sở chủ trì giao ban.")
    assert [p.unit for p in draft.attendees] == ["Sở"]


def test_the_deputy_whom_a_person_came_for_is_not_taken_for_that_person():
    draft = draft_of(
        "Kết luận của Phó Chủ tịch UBND xã tại giao ban\nDự họp có: ông Lê Văn Cường, công chức (dự thay Phó Chủ tịch UBND xã)."
    )
    assert draft.chair is None


def test_the_office_is_named_as_running_text_writes_it_not_in_the_capitals_of_the_head():
    draft = draft_of(
        "UBND TỈNH X\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 15/TB-SKHCN\nTHÔNG BÁO\nKết luận giao ban\n"
        "Ngày 05/7/2026, tại xã An Sơn, ông Lê Văn Cường - Phó Giám đốc Sở chủ trì giao ban.\n"
        "Dự họp có: bà Trần Thị Bình - chuyên viên Sở Khoa học và Công nghệ."
    )
    assert [p.unit for p in draft.attendees] == ["Sở Khoa học và Công nghệ"] * 2
