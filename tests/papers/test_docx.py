"""The Word document of a record: the form of its PDF, nothing but text, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from meetings.intake.readers import read_lines
from meetings.papers import word_file, word_pieces
from meetings.papers.docx import render_docx
from meetings.papers.record import Block, PaperRecord
from tests.papers import word_parts
from tests.papers.measuring import MM, measured
from tests.papers.samples import notice, task_annex
from tests.papers.test_hostile_text import LISTS, PAYLOADS, TEXTS, WORD, poisoned, squeezed
from tests.papers.word_parts import of_style, paragraphs, part, pdf_by_office

by_office = pytest.mark.skipif(word_parts.OFFICE is None, reason="LibreOffice is not on this machine")


def draft(**changes) -> PaperRecord:
    return notice(**{"number": None, "day": None, **changes})


def test_each_part_of_the_paper_stands_under_the_style_of_its_name():
    data = render_docx(notice(4))
    assert of_style(data, "Cơ quan chủ quản", "Cơ quan ban hành") == ["UBND TỈNH VĨNH LONG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"]
    assert of_style(data, "Quốc hiệu", "Tiêu ngữ") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert of_style(data, "Số và ký hiệu", "Địa danh và ngày tháng") == [
        "Số: 05/TB-SKHCN",
        "Vĩnh Long, ngày 05 tháng 02 năm 2018",
    ]
    assert of_style(data, "Tên loại") == ["THÔNG BÁO"]
    assert of_style(data, "Trích yếu") == [notice().abstract]
    assert of_style(data, "Phần mở đầu") == list(notice().opening)
    assert of_style(data, "Quyền hạn ký", "Người ký") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn A"]
    assert of_style(data, "Nơi nhận") == ["Nơi nhận:"]
    assert of_style(data, "Danh sách nơi nhận")[-1] == "- Lưu: VT, QLCN."
    assert of_style(data, "Heading 2") == ["1. Về công tác tiêu chuẩn, đo lường, chất lượng"]


def test_only_the_last_sentence_bears_the_end_mark():
    texts = [text for _, text in paragraphs(render_docx(notice(4)))]
    assert [text for text in texts if text.endswith("./.")] == [notice().closing[0].rstrip(".") + "./."]


def test_a_draft_leaves_blanks_for_number_and_day():
    data = render_docx(draft(), year=2026)
    assert of_style(data, "Số và ký hiệu") == ["Số:       /TB-SKHCN"]
    assert of_style(data, "Địa danh và ngày tháng") == ["Vĩnh Long, ngày       tháng      năm 2026"]


def test_the_sheet_is_that_of_the_decree():
    section = Document(io.BytesIO(render_docx(notice(2)))).sections[0]
    millimetres = [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert millimetres == [210, 297, 20, 20, 30, 15]
    assert section.different_first_page_header_footer


def test_the_text_is_justified_with_the_indent_and_spacing_of_the_pdf():
    styles = Document(io.BytesIO(render_docx(notice(2)))).styles
    text = styles["Nội dung"].paragraph_format
    assert round(text.first_line_indent.cm, 2) == 1.27
    assert text.space_before.pt == 6
    defaults = styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:ascii")) == "Times New Roman"
    assert defaults.find(f".//{qn('w:sz')}").get(qn("w:val")) == "28"


def test_names_and_numbers_cannot_break():
    data = render_docx(draft(opening=("Ngày 05, ông Trần Văn Bê giải thích Điều 18 Quyết định số 19/2017/QĐ-UBND.",)))
    xml = part(data, "word/document.xml")
    assert "ông Trần\u00a0Văn\u00a0Bê" in xml
    assert "Điều\u00a018" in xml
    assert re.search(r"19/2017/QĐ</w:t><w:noBreakHyphen/><w:t[^>]*>UBND", xml)
    sentence = "Ngày 05, ông Trần Văn Bê giải thích Điều 18 Quyết định số 19/2017/QĐ-UBND."
    assert sentence in read_lines(data, "a.docx", guarded=False)


def test_the_file_tells_of_the_agency_and_of_no_person():
    data = render_docx(notice(2))
    core = part(data, "docProps/core.xml")
    assert "Sở Khoa học và Công nghệ tỉnh Vĩnh Long" in core
    assert "Nguyễn Văn A" not in core.replace(notice().abstract, "")
    assert "python-docx" not in core + part(data, "docProps/app.xml")
    assert "2018-02-05" in core
    assert "dcterms" not in part(render_docx(draft()), "docProps/core.xml").partition("<dc:title")[2]


def test_the_same_record_makes_the_same_bytes(monkeypatch):
    record = notice(6, annexes=(task_annex(3),))
    first = render_docx(record)
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {member.date_time for member in file.infolist()} == {word_file.ZIP_DAY}
    assert render_docx(record) == first


def test_every_annex_begins_a_section_counted_from_one():
    data = render_docx(notice(2, annexes=(task_annex(2), task_annex(2, "Biểu số hai"))))
    document = Document(io.BytesIO(data))
    assert of_style(data, "Phụ lục") == ["Phụ lục I", "Phụ lục II"]
    starts = [section._sectPr.find(qn("w:pgNumType")) is not None for section in document.sections]
    assert starts == [False, True, True]
    heads = [table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in document.tables]
    assert heads == [False, False, True, True]


def test_a_long_list_of_recipients_goes_on_below_the_signature():
    names = tuple(f"UBND xã Mẫu {number}" for number in range(40))
    data = render_docx(notice(2, recipients=names))
    assert len(of_style(data, "Danh sách nơi nhận")) == 41
    foot = Document(io.BytesIO(data)).tables[-1]
    assert len(foot.rows[0].cells[0].paragraphs) == 11


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_is_text_in_word(payload: str):
    data = render_docx(poisoned(payload))
    times = squeezed(" ".join(text for _, text in paragraphs(data))).count(squeezed(payload))
    assert times >= len(TEXTS) - 1 + 2 * len(LISTS) + 2 * 3 * 3
    assert part(data, "word/_rels/document.xml.rels").count("External") == 0


def test_no_text_of_a_record_can_keep_the_file_from_being_made():
    text = "Đoạn\u0000 \u0007một\ud800\ufffe\uffff\u202e hai _x0041_ &#65; ]]> \U0010ffff"
    data = render_docx(poisoned(text))
    assert "Đoạn một hai _x0041_ &#65; ]]>" in " ".join(text for _, text in paragraphs(data))


def test_letters_that_xml_refuses_stop_the_file_where_they_are_let_through(monkeypatch):
    """The negative control of the test above."""
    monkeypatch.setattr(word_pieces, "_NOT_IN_XML", re.compile("nothing at all"))
    with pytest.raises(ValueError, match="XML"):
        render_docx(notice(1, opening=("a\ufffeb",)))


@pytest.mark.parametrize("field", ["abstract", "place", "signer_name", "symbol"])
def test_a_word_of_five_thousand_letters_is_no_hindrance(field: str):
    assert WORD in squeezed(" ".join(text for _, text in paragraphs(render_docx(notice(1, **{field: WORD})))))


@by_office
def test_libreoffice_prints_it_as_the_portal_does(tmp_path):
    printed = measured(pdf_by_office(render_docx(notice(30, annexes=(task_annex(30),))), tmp_path))
    nation, agency = printed.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), printed.line("SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    assert nation.page == agency.page == 1
    assert (nation.bold, agency.bold) == (True, True)
    assert nation.x0 > agency.x1
    assert printed.line("Vĩnh Long, ngày 05 tháng 02 năm 2018").italic
    assert printed.strokes_under(agency)
    assert printed.strokes_under(printed.line("Độc lập - Tự do - Hạnh phúc"))
    assert max(line.x1 for line in printed.lines) <= 195.5 * MM
    numbers = [(line.page, line.text) for line in printed.lines if line.top < 20 * MM and line.text.isdigit()]
    foot = printed.line("Nơi nhận:").page
    assert numbers[: foot - 1] == [(page, str(page)) for page in range(2, foot + 1)]
    assert (foot + 1, "1") not in numbers
    heads = [line for line in printed.lines if line.text == "Nhiệm vụ" and line.bold]
    assert len(heads) == printed.pages - foot


def test_a_block_of_any_kind_and_level_is_written():
    kinds = ("heading", "paragraph", "item")
    blocks = tuple(
        Block(kind, f"Chữ {kind} {level}", label="-", level=level) for kind in kinds for level in range(1, 10)
    )
    texts = " ".join(text for _, text in paragraphs(render_docx(notice(blocks=blocks, day=date(2026, 3, 1)))))
    assert all(f"- {block.text}" in texts for block in blocks)
