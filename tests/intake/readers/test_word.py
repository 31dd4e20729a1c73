"""Word documents: numbers, bullets, headings, tables, changes and odd habits become the lines that the page shows."""

from __future__ import annotations

import pytest

from meetings.intake.readers import read_lines
from tests.intake.readers.builders import abstract_list, archive, docx, docx_members, listed, num, paragraph, run, table
from tests.intake.readers.test_plain import LINES, to_tcvn3, to_vni


def lines(body: str, **parts: str) -> list[str]:
    return read_lines(docx(body, **parts), "a.docx", guarded=False)


def test_guarded_and_unguarded_give_the_same() -> None:
    data = docx(paragraph("Một") + table(["a", "b"], ["c", "d"]))
    assert read_lines(data, "a.docx") == read_lines(data, "a.docx", guarded=False)


OUTLINE = abstract_list(
    0, ("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7"), ("bullet", "+")
)
LEGAL = abstract_list(1, ("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3"))


def test_outline_numbers_are_typed_in_and_start_again_below_a_higher_level() -> None:
    body = "".join(listed(f"Nội dung {at}", 1, level) for at, level in enumerate([0, 1, 1, 2, 2, 3, 4, 1, 0, 1]))
    labels = [line.split(" ")[0] for line in lines(body, numbering=OUTLINE + num(1, 0))]
    assert labels == ["I.", "1.", "2.", "a)", "b)", "-", "+", "3.", "II.", "1."]


def test_numbers_of_several_levels() -> None:
    body = "".join(listed("Việc", 1, level) for level in (0, 1, 1, 2, 0, 1))
    labels = [line.split(" ")[0] for line in lines(body, numbering=LEGAL + num(1, 1))]
    assert labels == ["1.", "1.1.", "1.2.", "1.2.1", "2.", "2.1."]


def test_two_lists_of_one_definition_run_on_unless_one_starts_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = LEGAL + num(1, 1) + num(2, 1) + num(3, 1, again)
    body = "".join(listed("Việc", at) for at in (1, 1, 2, 3, 3, 1))
    assert [line.split(" ")[0] for line in lines(body, numbering=numbering)] == ["1.", "2.", "3.", "1.", "2.", "3."]


def test_a_number_from_the_style_and_one_taken_away() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="DS"><w:name w:val="Danh sách"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    none = '<w:pStyle w:val="DS"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        paragraph("Việc", '<w:pStyle w:val="DS"/>')
        + paragraph("Xen vào", none)
        + paragraph("Việc", '<w:pStyle w:val="DS"/>')
    )
    assert lines(body, styles=styles, numbering=LEGAL + num(1, 1)) == ["1. Việc", "Xen vào", "2. Việc"]


def test_typed_numbers_among_automatic_ones() -> None:
    body = (
        listed("Tự động", 1)
        + paragraph("2. Gõ tay")
        + listed("2. Gõ cả hai", 1)
        + listed("", 1)
        + listed("Sau dòng trống", 1)
    )
    assert lines(body, numbering=LEGAL + num(1, 1)) == ["1. Tự động", "2. Gõ tay", "2. Gõ cả hai", "4. Sau dòng trống"]


@pytest.mark.parametrize(
    ("style", "labels"),
    [
        ("lowerRoman", ["i.", "ii.", "iii.", "iv."]),
        ("upperLetter", ["A.", "B.", "C.", "D."]),
        ("decimalZero", ["01.", "02.", "03.", "04."]),
    ],
)
def test_number_formats(style: str, labels: list[str]) -> None:
    body = "".join(listed("Việc", 1) for _ in labels)
    read = lines(body, numbering=abstract_list(0, (style, "%1.")) + num(1, 0))
    assert [line.split(" ")[0] for line in read] == labels


def test_headings_by_style_by_base_style_and_by_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="R"><w:name w:val="Riêng"/><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="toc 1"/></w:style>'
    )
    body = (
        paragraph("Về các huyện", '<w:pStyle w:val="H1"/>')
        + paragraph("Về các phòng", '<w:pStyle w:val="R"/>')
        + paragraph("Mức ba", '<w:outlineLvl w:val="2"/>')
        + paragraph("Dòng mục lục", '<w:pStyle w:val="M"/>')
        + paragraph("Đoạn văn dài đặt nhầm kiểu đề mục. " * 10, '<w:pStyle w:val="H1"/>')
    )
    read = lines(body, styles=styles)
    assert read[:3] == ["## Về các huyện", "## Về các phòng", "#### Mức ba"]
    assert read[3].startswith("Đoạn văn dài")


def test_a_task_table_becomes_markdown_rows() -> None:
    body = table(
        ["TT", "Nhiệm vụ", paragraph("Cơ quan") + paragraph("chủ trì")],
        ["1", "Lập kế hoạch | dự toán", paragraph("Huyện C") + paragraph("Huyện D")],
    )
    assert lines(body) == [
        "| TT | Nhiệm vụ | Cơ quan chủ trì |",
        "|---|---|---|",
        "| 1 | Lập kế hoạch / dự toán | Huyện C; Huyện D |",
    ]


def test_merged_cells_are_given_once_and_numbers_fill_their_column() -> None:
    merge = "<w:tcPr><w:vMerge{}/></w:tcPr>"
    cell = "<w:tc>{}{}</w:tc>"
    numbered = listed("", 1)
    rows = [
        f"<w:tr>{cell.format('', numbered)}{cell.format('', paragraph(name))}{cell.format(merge.format(start), paragraph(text))}</w:tr>"
        for name, start, text in (("Huyện C", ' w:val="restart"', "Quý I"), ("Huyện D", "", "ẩn"))
    ]
    span = '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>'
    wide = f"<w:tr>{cell.format(span, paragraph('Danh mục nhiệm vụ'))}</w:tr>"
    body = (
        "<w:tbl>"
        + wide
        + "<w:tr>"
        + "".join(cell.format("", paragraph(t)) for t in ("TT", "Đơn vị", "Hạn"))
        + "</w:tr>"
        + "".join(rows)
        + "</w:tbl>"
    )
    assert lines(body, numbering=LEGAL + num(1, 1)) == [
        "Danh mục nhiệm vụ",
        "| TT | Đơn vị | Hạn |",
        "|---|---|---|",
        "| 1. | Huyện C | Quý I |",
        "| 2. | Huyện D | |",
    ]


def test_letterhead_and_foot_are_plain_lines_left_column_first() -> None:
    head = table(
        [
            paragraph("UBND TỈNH MẪU") + paragraph("SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
            paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("Độc lập - Tự do - Hạnh phúc"),
        ],
        ["Số: 05/TB-SKHCN", "Mẫu, ngày 05 tháng 02 năm 2018"],
    )
    foot = table(
        [
            paragraph("Nơi nhận:") + paragraph("- Như trên;"),
            paragraph("KT. GIÁM ĐỐC") + paragraph("PHÓ GIÁM ĐỐC") + paragraph("Nguyễn Văn A"),
        ]
    )
    two = table(["THƯ KÝ", "CHỦ TRÌ"], ["Trần Thị B", "Nguyễn Văn A"])
    assert lines(head + foot + two) == [
        *("UBND TỈNH MẪU", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Số: 05/TB-SKHCN"),
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 05 tháng 02 năm 2018"),
        *("Nơi nhận:", "- Như trên;", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn A"),
        *("THƯ KÝ", "Trần Thị B", "CHỦ TRÌ", "Nguyễn Văn A"),
    ]


def test_insertions_count_and_deletions_do_not() -> None:
    body = paragraph(
        runs=run("Giao ") + f"<w:ins>{run('phòng A')}</w:ins><w:del><w:r><w:delText>phòng B</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('chỗ cũ')}</w:moveFrom><w:moveTo>{run(' thực hiện')}</w:moveTo>"
    )
    deleted_row = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('bỏ')}</w:tc></w:tr></w:tbl>"
    assert lines(body + deleted_row) == ["Giao phòng A thực hiện"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = paragraph("Giao phòng A ", "<w:rPr><w:del/></w:rPr>") + paragraph("thực hiện.")
    assert lines(body) == ["Giao phòng A thực hiện."]


def test_field_codes_hidden_text_and_comments_stay_out_and_links_in() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = paragraph(
        runs=field.format("begin")
        + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        + run("mã ẩn")
        + field.format("separate")
        + run("12")
        + field.format("end")
        + run(" ẩn", "<w:vanish/>")
        + f"<w:hyperlink>{run(' theo Công văn')}</w:hyperlink><w:smartTag>{run(' số 5')}</w:smartTag>"
        + '<w:r><w:noBreakHyphen/><w:t>CV</w:t><w:softHyphen/><w:tab/><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    )
    assert lines(body) == ["12 theo Công văn số 5-CV →"]


def test_text_boxes_once_and_footnotes_at_the_end() -> None:
    box = f"<w:txbxContent>{paragraph('Trong khung')}</w:txbxContent>"
    twice = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    note = '<w:footnote w:id="2">' + paragraph("Theo báo cáo năm trước.") + "</w:footnote>"
    body = paragraph("Đoạn có khung", runs=twice + '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph("Đoạn sau")
    assert lines(body, footnotes=note) == [
        "Đoạn có khung",
        "Trong khung",
        "Đoạn sau",
        "Ghi chú 1: Theo báo cáo năm trước.",
    ]


def test_a_typed_line_break_parts_lines_and_a_break_in_a_sentence_does_not() -> None:
    broken = "<w:r><w:br/></w:r>"
    body = paragraph(runs=run("- Như trên;") + broken + run("- Lưu: VT.")) + paragraph(
        runs=run("Giao các phòng") + broken + run("thực hiện.")
    )
    assert lines(body) == ["- Như trên;", "- Lưu: VT.", "Giao các phòng thực hiện."]


def test_legacy_fonts_are_converted_by_their_name() -> None:
    fonts = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    body = (
        paragraph(runs=run(to_tcvn3("Sở"), fonts.format(".VnTime")))
        + paragraph(runs=run(to_tcvn3("thông báo"), fonts.format(".VnTimeH")))
        + paragraph(
            runs=run("Keá", fonts.format("VNI-Times"))
            + run("t lua", fonts.format("VNI-Times"))
            + run("än", fonts.format("VNI-Times"))
        )
        + paragraph(to_vni(LINES[1]))
    )
    assert lines(body) == ["Sở", "THÔNG BÁO", "Kết luận", LINES[1]]


def test_a_legacy_font_name_on_unicode_text_is_not_believed() -> None:
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    body = paragraph(runs=run("Bé Thé ", fonts) + run("ở huyện", fonts)) + paragraph(runs=run("Bé", fonts))
    assert lines(body) == ["Bé Thé ở huyện", "Bé"]


def test_capitals_by_format() -> None:
    assert lines(paragraph(runs=run("Thông báo", "<w:caps/>"))) == ["THÔNG BÁO"]


def test_a_page_embedded_whole() -> None:
    members = docx_members(paragraph("Trước") + '<w:altChunk r:id="rc"/>')
    relation = '<Relationship Id="rc" Type="x/aFChunk" Target="trang.html"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    members |= {
        "word/trang.html": "<html><p>Từ trang web</p></html>",
        rels: str(members[rels]).replace("</Relationships>", relation),
    }
    assert read_lines(archive(members), "a.docx") == ["Trước", "Từ trang web"]


def test_the_strict_form_of_the_format() -> None:
    members = docx_members(paragraph("Một đoạn"))
    strict = str(members["word/document.xml"]).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_lines(archive(members | {"word/document.xml": strict}), "a.docx") == ["Một đoạn"]


def test_the_content_decides_over_the_name() -> None:
    assert read_lines(docx(paragraph("Một đoạn")), "a.doc") == ["Một đoạn"]
    assert read_lines("<html><body><p>Một đoạn".encode(), "a.doc") == ["Một đoạn"]
    assert read_lines("Một đoạn".encode(), "a.docx") == ["Một đoạn"]
