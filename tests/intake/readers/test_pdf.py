"""PDF files with a text layer: paragraphs mended, page numbers out, letterhead and tables as in Word."""

from __future__ import annotations

import pytest

from meetings.intake.readers import read_lines
from meetings.intake.readers.pdf_page import Stroke
from meetings.intake.readers.pdf_tables import find_tables
from tests.intake.readers.builders import pdf_from_html

LONG = (
    "Giao phòng Quản lý chuyên ngành chủ trì, phối hợp với các huyện, thị xã, thành phố hướng dẫn lập hồ sơ đăng ký nhiệm vụ khoa học "
    "và công nghệ cấp cơ sở năm sau, tổng hợp báo cáo lãnh đạo Sở trước ngày 15/3/2018 theo Quyết định số 08/2012/QĐ-UBND của Ủy ban nhân dân tỉnh."
)


def lines(body: str, css: str = "") -> list[str]:
    return read_lines(pdf_from_html(body, css), "a.pdf", guarded=False)


def test_paragraphs_come_back_whole_over_lines_and_pages() -> None:
    texts = [f"{at}. {LONG}" if at % 3 else f"- {LONG}" for at in range(1, 25)]
    assert lines("".join(f"<p>{text}</p>" for text in texts)) == texts


@pytest.mark.parametrize(
    "css",
    [
        "p{text-indent:0;text-align:left;margin:0 0 8pt}",
        "p{text-indent:0;margin:0 0 12pt}",
        "p{text-indent:1.27cm;margin:0}",
        "p{text-indent:-1cm;padding-left:1cm}",
        "p{line-height:1.5;font-size:13pt}",
    ],
    ids=["ragged", "no indent", "no spacing", "hanging", "line and a half"],
)
def test_paragraphs_in_other_settings(css: str) -> None:
    texts = [f"{at}. {LONG}" for at in range(1, 9)]
    assert lines("".join(f"<p>{text}</p>" for text in texts), css) == texts


def test_page_numbers_are_dropped_and_numbers_in_the_text_are_not() -> None:
    read = lines(
        "<p>Năm</p><p style='break-after:page'>2018</p><p>Trang sau</p><p style='break-before:page'>Trang cuối</p>"
    )
    assert read == ["Năm", "2018", "Trang sau", "Trang cuối"]


def test_a_running_head_is_dropped() -> None:
    css = "@page{@bottom-center{content:'Sở Khoa học và Công nghệ tỉnh Mẫu'}}"
    body = "".join(f"<p style='break-after:page'>Nội dung {name}.</p>" for name in ("một", "hai", "ba", "bốn"))
    assert lines(body, css) == [f"Nội dung {name}." for name in ("một", "hai", "ba", "bốn")]


HEAD = (
    "<table style='width:100%;text-align:center;font-size:12pt'><tr><td style='width:42%'>UBND TỈNH MẪU<br><b>SỞ KHOA HỌC VÀ CÔNG NGHỆ</b><br><br>Số: 05/TB-SKHCN"
    "<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><br><br><i>Mẫu, ngày 05 tháng 02 năm 2018</i></table>"
    "<h1 style='text-align:center;font-size:14pt'>THÔNG BÁO<br>Kết luận của Phó Giám đốc Sở<br>tại Hội nghị giao ban quý I</h1>"
)
FOOT = (
    "<table style='width:100%'><tr><td style='width:50%;font-size:11pt;vertical-align:top'><b><i>Nơi nhận:</i></b><br>- Như trên;<br>- UBND tỉnh (để b/c);<br>- Lưu: VT, QLCN."
    "<td style='text-align:center;vertical-align:top'><b>KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC</b><br><br><br><br><b>Nguyễn Văn A</b></table>"
)


def test_letterhead_and_foot_keep_their_columns_apart() -> None:
    read = lines(f"{HEAD}<p>{LONG}</p><p>Trên đây là kết luận, đề nghị các đơn vị thực hiện./.</p>{FOOT}")
    assert read == [
        *("UBND TỈNH MẪU", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Số: 05/TB-SKHCN"),
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 05 tháng 02 năm 2018"),
        *("THÔNG BÁO", "Kết luận của Phó Giám đốc Sở tại Hội nghị giao ban quý I"),
        *(LONG, "Trên đây là kết luận, đề nghị các đơn vị thực hiện./."),
        *("Nơi nhận:", "- Như trên;", "- UBND tỉnh (để b/c);", "- Lưu: VT, QLCN."),
        *("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn A"),
    ]


RULED = "table.d{border-collapse:collapse;width:100%;font-size:12pt}table.d td,table.d th{border:1px solid;padding:3pt;text-indent:0}"


def test_a_table_over_pages_is_one_table_with_one_header() -> None:
    rows = "".join(f"<tr><td>{at}<td>{LONG}<td>Huyện C<br>Huyện D<td>Quý I" for at in range(1, 16))
    body = f"<p>Danh mục:</p><table class=d><thead><tr><th>TT<th style='width:55%'>Nhiệm vụ<th>Cơ quan chủ trì<th>Hạn</thead>{rows}</table>"
    read = lines(body, RULED + "tr{break-inside:avoid}")
    assert read[:3] == ["Danh mục:", "| TT | Nhiệm vụ | Cơ quan chủ trì | Hạn |", "|---|---|---|---|"]
    assert read[3:] == [f"| {at} | {LONG} | Huyện C; Huyện D | Quý I |" for at in range(1, 16)]


def test_a_row_cut_by_the_page_is_made_whole() -> None:
    rows = "".join(f"<tr><td>{at}<td>{LONG}<td>Quý I" for at in range(1, 16))
    read = lines(f"<table class=d><tr><th>TT<th style='width:70%'>Nhiệm vụ<th>Hạn</tr>{rows}</table>", RULED)
    assert read[2:] == [f"| {at} | {LONG} | Quý I |" for at in range(1, 16)]


def test_merged_cells_of_a_ruled_table() -> None:
    body = "<table class=d><tr><td>TT<td>Đơn vị<td>Hạn</tr><tr><td>1<td>Huyện C<td rowspan=2>Quý I</tr><tr><td>2<td>Huyện D</tr><tr><td>3<td colspan=2>Các huyện còn lại</tr></table>"
    assert lines(body, RULED)[2:] == ["| 1 | Huyện C | Quý I |", "| 2 | Huyện D | |", "| 3 | Các huyện còn lại | |"]


def test_strokes_under_titles_and_a_frame_around_the_page_are_no_table() -> None:
    frame = [
        Stroke(False, 20, 20, 570),
        Stroke(False, 820, 20, 570),
        Stroke(True, 20, 20, 820),
        Stroke(True, 570, 20, 820),
    ]
    assert find_tables([*frame, Stroke(False, 120, 250, 350), Stroke(False, 90, 80, 160)]) == []


def test_footnotes_do_not_cut_a_paragraph_that_goes_over_the_page() -> None:
    note = "<span style='float:footnote;font-size:9pt;text-indent:0'>Theo báo cáo năm trước của Sở.</span>"
    css = "@page{@footnote{margin-top:10pt}}::footnote-call{content:''}::footnote-marker{content:'1 '}"
    texts = [f"{at}. {LONG}" for at in range(1, 12)]
    read = lines("".join(f"<p>{text}{note if at == 1 else ''}</p>" for at, text in enumerate(texts)), css)
    assert [line for line in read if line in texts] == texts
    assert any("Theo báo cáo năm trước của Sở." in line for line in read[len(texts) :])


def test_a_landscape_annex_has_a_measure_of_its_own() -> None:
    css = "@page rong{size:A4 landscape}.r{page:rong}"
    texts = [f"{at}. {LONG}" for at in range(1, 9)]
    body = "".join(f"<p>{text}</p>" for text in texts)
    assert lines(f"{body}<div class=r>{body}</div>", css) == texts * 2


def test_a_page_turned_by_its_rotation_reads_the_same() -> None:
    import io

    import pikepdf

    turned = io.BytesIO()
    with pikepdf.open(
        io.BytesIO(pdf_from_html(f"<div style='writing-mode:horizontal-tb'><p>{LONG}</p><p>Câu hai.</p></div>"))
    ) as document:
        page = document.pages[0]
        page.Rotate = 90
        # The content is turned back, as a scanner or a copier does that feeds the sheet sideways.
        width, height = float(page.MediaBox[2]), float(page.MediaBox[3])
        page.MediaBox = page.CropBox = pikepdf.Array([0, 0, height, width])
        page.contents_add(f"q 0 1 -1 0 {height} 0 cm".encode(), prepend=True)
        page.contents_add(b"Q")
        document.save(turned)
    assert read_lines(turned.getvalue(), "a.pdf", guarded=False) == [LONG, "Câu hai."]
