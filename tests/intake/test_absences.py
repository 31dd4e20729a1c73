"""Units that did not come: entries, lists, sentences, reasons; and what only sounds like an absence."""

from __future__ import annotations

import pytest

from meetings.intake.absences import read_absences
from meetings.intake.absent_units import same_unit
from meetings.intake.lines import read_paragraphs


def absent(attendance="", prose=""):
    found = read_absences(read_paragraphs(attendance.split("\n"))[0], read_paragraphs(prose.split("\n"))[0])
    return [(absence.unit, absence.reason) for absence in found.absences]


@pytest.mark.parametrize(
    ("entry", "unit", "reason"),
    [
        ("- Huyện An Sơn: Vắng", "Huyện An Sơn", None),
        ("- Thị xã An Phú; Vắng", "Thị xã An Phú", None),
        ("- UBND xã Mỹ An – vắng có lý do", "UBND xã Mỹ An", "có lý do"),
        ("- Xã Mỹ An (vắng, không lý do)", "Xã Mỹ An", "không lý do"),
        ("- Phường 5: không cử người dự", "Phường 5", None),
        ("- Sở Nội vụ: xin vắng vì trùng họp", "Sở Nội vụ", "vì trùng họp"),
        ("6/ Phòng KT-HT huyện An Lộc: vắng không lý do", "Phòng KT-HT huyện An Lộc", "không lý do"),
        ("- Thanh tra Sở: vắng (đồng chí phụ trách đi học).", "Thanh tra Sở", "đồng chí phụ trách đi học"),
        ("- Xã An Phú: có Công văn số 12/UBND-KT ngày 02/6/2026 xin vắng mặt", "Xã An Phú", None),
        ("- Trung tâm Ứng dụng: không có người dự.", "Trung tâm Ứng dụng", None),
        ("- UBND xã Mỹ An – vắng có lý do (bận họp HĐND)", "UBND xã Mỹ An", "có lý do (bận họp HĐND)"),
    ],
)
def test_an_entry_of_the_list(entry, unit, reason):
    assert absent(entry) == [(unit, reason)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vắng: 02 đơn vị (Xã An Bình, phường Long Châu).", [("Xã An Bình", None), ("phường Long Châu", None)]),
        (
            "Vắng mặt: 03 (xã A, xã B: không lý do; xã C: đi công tác)",
            [("xã A", None), ("xã B", "không lý do"), ("xã C", "đi công tác")],
        ),
        (
            "Các đơn vị vắng mặt: Sở Y tế, Sở Văn hóa, Thể thao và Du lịch, UBND xã C (họp đột xuất).",
            [("Sở Y tế", None), ("Sở Văn hóa, Thể thao và Du lịch", None), ("UBND xã C", "họp đột xuất")],
        ),
        ("Vắng: An Tân, An Bình (có lý do)", [("An Tân", None), ("An Bình", "có lý do")]),
        (
            "Vắng mặt có lý do:\n- UBND xã A\n- UBND xã B (đi công tác)",
            [("UBND xã A", "có lý do"), ("UBND xã B", "đi công tác")],
        ),
        ("Vắng mặt: 02\n- UBND xã A\n- UBND xã B", [("UBND xã A", None), ("UBND xã B", None)]),
        ("Vắng: không", []),
        ("Vắng: 0", []),
        ("Vắng: 02 đồng chí: Bùi Năm (ốm), Tạ Sáu (công tác)", []),
        ("Đại biểu vắng: ông Nguyễn Văn A - Trưởng phòng (đi công tác)", []),
        ("Các đơn vị không tham dự gồm có: UBND xã A, UBND xã B.", [("UBND xã A", None), ("UBND xã B", None)]),
        (
            "Vắng mặt 2/15 xã: Đông Hòa (có phép), Đức Lập (không phép).",
            [("Đông Hòa", "có phép"), ("Đức Lập", "không phép")],
        ),
        (
            "Vắng: Văn phòng HĐND và UBND huyện, Hạt Kiểm lâm.",
            [("Văn phòng HĐND và UBND huyện", None), ("Hạt Kiểm lâm", None)],
        ),
        (
            "Vắng họp: xã Mỹ An (trùng lịch tiếp công dân, đã gửi văn bản), phường An Hội (không rõ lý do).",
            [("xã Mỹ An", "trùng lịch tiếp công dân, đã gửi văn bản"), ("phường An Hội", "không rõ lý do")],
        ),
        (
            "Vắng dự họp: UBND xã Mỹ An (không có lý do); UBND phường An Hội (không lý do).",
            [("UBND xã Mỹ An", "không có lý do"), ("UBND phường An Hội", "không lý do")],
        ),
        (
            "Vắng họp không rõ lý do: xã Mỹ An, phường An Hội",
            [("xã Mỹ An", "không rõ lý do"), ("phường An Hội", "không rõ lý do")],
        ),
        ("3 Xã Đức Lập Vắng", [("Xã Đức Lập", None)]),
        ("4 Phường Hai – Vắng (không lý do)", [("Phường Hai", "không lý do")]),
    ],
)
def test_a_list_under_its_heading(text, expected):
    assert absent(text) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Chưa được 02 đơn vị quan tâm (Tx An Phú và An Tân không cử cán bộ tham dự).",
            [("Tx An Phú", None), ("An Tân", None)],
        ),
        (
            "Phê bình UBND xã An Phước, xã Nhơn Hòa không cử người dự họp.",
            [("UBND xã An Phước", None), ("xã Nhơn Hòa", None)],
        ),
        ("Các đơn vị vắng mặt gồm: xã A, xã B, phường C.", [("xã A", None), ("xã B", None), ("phường C", None)]),
        ("Tuy nhiên, còn 3 đơn vị vắng mặt là xã A, xã B và xã C.", [("xã A", None), ("xã B", None), ("xã C", None)]),
        ("Dự họp có 22/24 xã (vắng: xã A, xã B - không có lý do).", [("xã A", None), ("xã B", "không có lý do")]),
        ("Sở Tài chính vắng do bận họp.", [("Sở Tài chính", "do bận họp")]),
        (
            "Các xã An Bình, Tân Lộc vắng mặt không có lý do.",
            [("xã An Bình", "không có lý do"), ("Tân Lộc", "không có lý do")],
        ),
        ("Các phường: Một, Hai Bà không cử người dự.", [("Một", None), ("Hai Bà", None)]),
        ("Các Sở Tài chính, Nội vụ và Tư pháp vắng.", [("Sở Tài chính", None), ("Nội vụ", None), ("Tư pháp", None)]),
        (
            "Họp đủ thành phần. Vắng: Trung tâm A (đi công tác), Phòng B.",
            [("Trung tâm A", "đi công tác"), ("Phòng B", None)],
        ),
        (
            "Dự họp có các xã (vắng Phòng A, Hạt Kiểm lâm có lý do; UBND xã B không lý do).",
            [("Phòng A", None), ("Hạt Kiểm lâm", "có lý do"), ("UBND xã B", "không lý do")],
        ),
        (
            "Dự họp có các xã (Vắng có lý do: xã A; vắng không lý do: xã B), các phòng.",
            [("xã A", "có lý do"), ("xã B", "không lý do")],
        ),
        (
            "Dự họp có 20/22 xã (vắng họp chưa rõ lý do: xã A, phường B).",
            [("xã A", "chưa rõ lý do"), ("phường B", "chưa rõ lý do")],
        ),
        ("Có mặt 13, vắng 02: Thôn Đồng Tâm, Ấp 3.", [("Thôn Đồng Tâm", None), ("Ấp 3", None)]),
        (
            "Phiên họp vắng lãnh đạo Sở Y tế, Sở Văn hóa, Thể thao và Du lịch.",
            [("Sở Y tế", None), ("Sở Văn hóa, Thể thao và Du lịch", None)],
        ),
        ("Còn lại Sở Nội vụ chưa cử đại diện tham dự.", [("Sở Nội vụ", None)]),
        ("Phê bình xã A, xã B về việc không cử cán bộ dự họp.", [("xã A", None), ("xã B", None)]),
        ("Văn phòng tham mưu văn bản phê bình Trạm Y tế xã A không dự hội nghị.", [("Trạm Y tế xã A", None)]),
        ("Nhắc nhở Phòng A vì đã vắng họp hai lần liên tiếp.", [("Phòng A", None)]),
        ("Phòng A có văn bản giải trình việc vắng họp.", []),
        ("Yêu cầu báo cáo giải trình về việc không cử cán bộ dự họp.", []),
        ("Trụ sở xã A vắng bóng hồ sơ giấy.", []),
        ("Đến dự có 6/7 đơn vị, riêng Phòng KT&HT huyện An Lộc không tham dự.", [("Phòng KT&HT huyện An Lộc", None)]),
        ("Các đơn vị không cử người dự họp phải báo cáo.", []),
        ("Trường hợp vắng phải báo cáo lý do.", []),
        ("Nếu UBND xã A không tham dự thì gửi ý kiến bằng văn bản.", []),
        ("Yêu cầu các xã không được vắng mặt.", []),
        ("Chợ xã A còn vắng khách.", []),
        ("Xã A không tham dự thầu dự án.", []),
    ],
)
def test_sentences(sentence, expected):
    assert absent(prose=sentence) == expected


def test_what_is_said_of_several_units_in_one_entry_is_said_of_each():
    assert absent("- Huyện An Sơn, huyện Phú An: vắng có lý do") == [
        ("Huyện An Sơn", "có lý do"),
        ("huyện Phú An", "có lý do"),
    ]


def test_how_often_a_unit_did_not_come_is_no_part_of_its_name():
    said = "Huyện An Sơn hai quý liền không cử người dự giao ban. Huyện Phú An vẫn vắng."
    assert [unit for unit, _ in absent(prose=said)] == ["Huyện An Sơn", "Huyện Phú An"]


def test_a_unit_named_twice_is_absent_once_with_all_its_lines():
    paragraphs = read_paragraphs(["- Thị xã An Phú: Vắng", "Nay (Tx An Phú không cử cán bộ tham dự)."])[0]
    (absence,) = read_absences(paragraphs[:1], paragraphs[1:]).absences
    assert (absence.unit, absence.lines) == ("Thị xã An Phú", [1, 2])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Thị xã An Phú", "Tx An Phú", True),
        ("UBND xã An Phú", "xã An Phú", True),
        ("Huyện An Phú", "An Phú", True),
        ("Xã An Phú", "Huyện An Phú", False),
        ("Xã An Phú", "Xã An Tân", False),
    ],
)
def test_the_same_unit(one, other, same):
    assert same_unit(one, other) is same


def test_a_count_without_names_is_marked():
    found = read_absences(read_paragraphs(["Vắng 03 đơn vị."])[0], [])
    assert (found.absences, len(found.warnings)) == ([], 1)
