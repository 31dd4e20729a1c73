"""A meeting is called by its own name, not by that of its paper."""

import pytest

from meetings.intake.draft import Conclusion, Draft, Text
from meetings.naming import call_by_meeting, label_kept, meeting_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("KẾT LUẬN GIAO BAN KH&CN QUÝ III NĂM 2026", "Giao ban KH&CN quý III năm 2026"),
        ("Kết luận của Phó Giám đốc Sở tại Hội nghị giao ban quý I", "Hội nghị giao ban quý I"),
        ("Thông báo kết luận buổi làm việc với UBND xã Mẫu", "Buổi làm việc với UBND xã Mẫu"),
        ("Biên bản cuộc họp giao ban tháng 3", "Cuộc họp giao ban tháng 3"),
        ("Kết luận thanh tra việc chấp hành pháp luật về đo lường", None),
        ("Hội nghị giao ban quý II năm 2026", None),
        ("kết quả thực hiện nhiệm vụ quý I", "Kết quả thực hiện nhiệm vụ quý I"),
    ],
)
def test_the_paper_s_words_are_left_out_before_those_of_a_meeting(title, name):
    assert meeting_name(title) == (name or title)


def test_units_get_their_capitals_back():
    assert meeting_name("KẾT LUẬN GIAO BAN TẠI XÃ MẪU MỘT", ["xã Mẫu Một"]) == "Giao ban tại xã Mẫu Một"


@pytest.mark.parametrize(
    ("label", "alone", "kept"), [("II.", True, ""), ("II.", False, "II."), ("1.", True, "1."), ("", True, "")]
)
def test_a_numeral_that_counts_nothing_is_left_out(label, alone, kept):
    assert label_kept(label, opens_alone=alone) == kept


def _labels(saved, *conclusions: Conclusion) -> list[str]:
    draft = Draft(kind="notice", line_count=9, title=Text("Kết luận giao ban"), conclusions=list(conclusions))
    return list(saved(draft).outline.conclusions.values_list("label", flat=True))


def test_the_section_of_the_conclusions_loses_the_number_that_it_had_among_the_document_s(saved):
    opening = Conclusion(1, "II.", "heading", "Kết luận", [], [1])
    items = [Conclusion(2, f"{n}.", "item", f"Việc {n}", [], [n]) for n in (1, 2)]
    assert _labels(saved, opening, *items) == ["", "1.", "2."]


def test_a_section_among_others_keeps_its_number(saved):
    first, second = (Conclusion(1, label, "heading", "Nội dung", [], [1]) for label in ("I.", "II."))
    assert _labels(saved, first, Conclusion(2, "1.", "item", "Việc", [], [2]), second) == ["I.", "1.", "II."]


def test_what_is_read_is_called_by_its_meeting_and_what_is_typed_is_kept(saved):
    draft = Draft(
        kind="notice", line_count=9, title=Text("KẾT LUẬN GIAO BAN"), conclusions=[Conclusion(1, "1.", "item", "Việc")]
    )
    call_by_meeting(draft)
    assert saved(draft).meeting.title == "Giao ban"
    draft.title = Text("Kết luận giao ban theo lời người nhập")
    assert saved(draft).meeting.title == "Kết luận giao ban theo lời người nhập"


def test_a_working_gathering_is_a_meeting_too():
    assert meeting_name("Kết luận của Phó Giám đốc Sở tại buổi giao ban quý IV") == "Buổi giao ban quý IV"
