"""The printed invitation: Mẫu 1.7, Phụ lục III, Nghị định 30/2020/NĐ-CP, in the form of every paper."""

import re

import pytest

from meetings.papers.pdf import render_pdf
from meetings.papers.record import Annex, Block, PaperRecord
from tests.papers.measuring import LEFT_EDGE, MM, Printed, measured
from tests.papers.samples import notice

BODY = (
    "Chủ trì: Bà Phạm Thị D, Phó Giám đốc Sở.",
    "Thời gian: 08 giờ 00 phút, thứ Sáu, ngày 27 tháng 11 năm 2026.",
    "Địa điểm: Hội trường Sở Khoa học và Công nghệ.",
    "Chương trình:",
    "- 08 giờ 15 phút: Báo cáo kết quả quý III và nhiệm vụ trọng tâm quý IV (Phòng Quản lý Công nghệ);",
    "- 10 giờ 30 phút: Kết luận của chủ trì.",
)


def invitation(**changes: object) -> PaperRecord:
    rows = tuple((str(n), f"UBND xã Mẫu {n}") for n in range(1, 125))
    content: dict[str, object] = {
        "kind_title": "GIẤY MỜI",
        "symbol": "GM-SKHCN",
        "abstract": "Dự hội nghị giao ban khoa học và công nghệ quý IV năm 2026",
        "opening": (
            "Sở Khoa học và Công nghệ trân trọng kính mời:",
            "- UBND các xã theo danh sách tại Phụ lục kèm theo;",
            "- Các phòng, đơn vị thuộc Sở.",
            "Tới dự hội nghị giao ban khoa học và công nghệ quý IV năm 2026.",
        ),
        "blocks": tuple(Block("paragraph", text) for text in BODY),
        "closing": ("Kính mong các đại biểu dự họp đúng thành phần, đúng thời gian.",),
        "recipients": ("Như thành phần mời", "Ban Giám đốc Sở (để báo cáo)"),
        "annexes": (Annex("Danh sách cơ quan, đơn vị được mời dự họp", (), ("STT", "Cơ quan, đơn vị"), rows),),
    }
    return notice(**content | changes)


@pytest.fixture(scope="module")
def printed() -> Printed:
    return measured(render_pdf(invitation()))


def test_its_title_and_abstract_stand_as_the_decree_has_them(printed):
    title, abstract = (
        printed.line("GIẤY MỜI"),
        printed.line("Dự hội nghị giao ban khoa học và công nghệ quý IV năm 2026"),
    )
    assert title.bold
    assert abstract.bold
    assert (title.size, abstract.size) == (14, 14)
    assert title.middle == pytest.approx((30 + 195) / 2 * MM, abs=1)
    (stroke,) = printed.strokes_under(abstract)
    assert 1 / 3 <= stroke / abstract.width <= 1 / 2
    assert printed.line("Số: 05/GM-SKHCN").size == 13


def test_who_when_and_where_stand_each_in_a_paragraph_of_its_own(printed):
    for start in ("Sở Khoa học và Công nghệ trân trọng kính mời:", "Tới dự", "Chủ trì:", "Thời gian:", "Địa điểm:"):
        (line,) = [line for line in printed.lines if line.text.startswith(start) and line.page == 1]
        assert line.x0 == pytest.approx(LEFT_EDGE + 12.7 * MM, abs=1)
        assert (line.size, line.bold, line.italic) == (14, False, False)


def test_it_ends_with_the_end_mark_and_its_recipients(printed):
    assert "đúng thời gian./." in printed.text
    assert printed.text.count("./.") == 1
    assert "- Như thành phần mời;" in printed.text


def test_the_list_of_124_units_is_an_annex_of_the_invitation_with_pages_of_its_own(printed):
    assert "DANH SÁCH CƠ QUAN, ĐƠN VỊ ĐƯỢC MỜI DỰ HỌP" in printed.text
    assert "(Kèm theo Giấy mời số 05/GM-SKHCN" in printed.text
    assert [n for n in range(1, 125) if not re.search(rf"UBND xã Mẫu {n}\b", printed.text)] == []


@pytest.mark.parametrize("above", range(14, 20))
def test_what_leads_to_a_list_is_never_the_last_line_of_a_page(above):
    """The programme's heading comes over the page's end at one of these lengths."""
    filler = tuple(Block("paragraph", f"Nội dung thứ {n} của phần trên.") for n in range(above))
    page = measured(
        render_pdf(invitation(blocks=(*filler, *(Block("paragraph", text) for text in BODY[3:])), annexes=()))
    )
    heading = page.line("Chương trình:")
    (first,) = [line for line in page.lines if line.text.startswith("- 08 giờ 15 phút")]
    assert heading.page == first.page
