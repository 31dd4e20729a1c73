"""Pages saved from websites: what a browser shows, in lines."""

from __future__ import annotations

import pytest

from meetings.intake.readers import read_lines
from tests.intake.readers.test_plain import LINES, to_tcvn3, to_vni


def lines(body: str, head: str = "") -> list[str]:
    return read_lines(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html", guarded=False)


def test_scripts_styles_and_menus_stay_out_and_text_stays_in() -> None:
    body = (
        "<nav><a>Trang chủ</a></nav><script>var a = '<p>mã</p>';</script><style>p{}</style><noscript>Bật JavaScript</noscript>"
        "<div style='display: none'>ẩn</div><p hidden>ẩn</p><header>Tin tức</header><p>Giao <b>phòng</b> <i>A</i>\n thực hiện.</p><form><input value=x>Bình luận</form>"
    )
    assert lines(body, "<title>Tiêu đề cửa sổ</title>") == ["Tin tức", "Giao phòng A thực hiện.", "Bình luận"]


def test_headings_lists_and_breaks() -> None:
    body = (
        "<h1>Thông báo</h1><h3>Kết luận</h3><ol start=3><li>Ba<ul><li>con</li></ul></li><li>Bốn</li></ol>"
        "<ol type=a><li>chữ a</li></ol><ul><li>- có gạch</li></ul><p>Dòng một<br>Dòng hai</p><p>Giao các phòng<br>thực hiện"
    )
    assert lines(body) == [
        *("## Thông báo", "### Kết luận", "3. Ba", "- con", "4. Bốn", "a. chữ a", "- có gạch"),
        *("Dòng một", "Dòng hai", "Giao các phòng thực hiện"),
    ]


def test_text_between_blocks_is_a_paragraph() -> None:
    assert lines("Đầu <b>đậm</b><div>Giữa</div>cuối <span>nối</span>") == ["Đầu đậm", "Giữa", "cuối nối"]


def test_a_data_table_with_spans() -> None:
    body = (
        "<table><tr><th>TT<th>Nhiệm vụ<th>Hạn</tr><tr><td>1<td>Lập kế hoạch<td rowspan=2>Quý I</tr><tr><td>2<td><p>Huyện C</p><p>Huyện D</p></tr>"
        "<tr><td>3<td colspan=2>Báo cáo</tr></table>"
    )
    assert lines(body) == [
        "| TT | Nhiệm vụ | Hạn |",
        "|---|---|---|",
        "| 1 | Lập kế hoạch | Quý I |",
        "| 2 | Huyện C; Huyện D | |",
        "| 3 | Báo cáo | |",
    ]


def test_a_letterhead_and_a_table_that_frames_the_page() -> None:
    head = "<table><tr><td>UBND TỈNH MẪU<br>SỞ KHOA HỌC<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</tr></table>"
    body = f"<table><tr><td>{head}<p>Đoạn một.</p><ul><li>Việc</li></ul></td></tr></table>"
    assert lines(body) == [
        *("UBND TỈNH MẪU", "SỞ KHOA HỌC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *("Đoạn một.", "- Việc"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    page = f"<html><body><p>{LINES[1]}</p></body></html>"
    assert read_lines(page.encode(encoding), "a.html") == [LINES[1]]


def test_a_declared_encoding_that_is_wrong_is_not_believed() -> None:
    page = f"<html><meta charset=iso-8859-1><body><p>{LINES[1]}</p></body></html>"
    assert read_lines(page.encode(), "a.html") == [LINES[1]]


def test_legacy_fonts_and_legacy_bytes() -> None:
    body = (
        f"<font face='.VnTimeH'>{to_tcvn3('thông báo')}</font><p style=\"font-family:'VNI-Times'\">{to_vni('Kết luận')}"
    )
    assert lines(body) == ["THÔNG BÁO", "Kết luận"]
    page = f"<html><body><p>{to_tcvn3(LINES[2])}</p></body></html>".encode("latin-1")
    assert read_lines(page, "a.html") == [LINES[2]]


def test_a_single_file_web_page_named_doc() -> None:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n'
    page = head + "<html><body><p>Giao c=C3=A1c ph=C3=B2ng</p></body></html>\n--b--\n"
    assert read_lines(page.encode(), "a.doc") == ["Giao các phòng"]


def test_hostile_spans_cost_nothing() -> None:
    body = "<table>" + "<tr><td colspan=999999999 rowspan=999999999>a<td>b</tr>" * 50 + "</table>"
    assert lines(body)[0].startswith("| a |")
