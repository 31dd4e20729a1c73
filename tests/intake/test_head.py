"""The head of a paper in one column, in two, in a table, damaged; and titles where there is no head."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.intake.head import in_reading_order, read_head
from meetings.intake.kinds import kind_of
from meetings.intake.lines import read_paragraphs
from meetings.intake.titles import title_in_sentence

TABLE = """| UBND TỈNH AN SƠN<br>**SỞ KHOA HỌC<br>VÀ CÔNG NGHỆ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>**Độc lập - Tự do - Hạnh phúc** |
|---|---|
| Số: 45/TB-SKHCN | *An Sơn, ngày 12 tháng 7 năm 2026* |

**THÔNG BÁO**
**Kết luận của Giám đốc Sở tại Hội nghị giao ban quý II năm 2026**

Ngày 08/7/2026, tại Hội trường Sở, Giám đốc Sở chủ trì hội nghị."""
COLUMNS = """UBND TỈNH AN SƠN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ KHOA HỌC VÀ CÔNG NGHỆ           Độc lập - Tự do - Hạnh phúc
Số: 45/TB-SKHCN               An Sơn, ngày 12 tháng 7 năm 2026
THÔNG BÁO
Kết luận của Giám đốc Sở tại Hội nghị giao ban quý II năm 2026
Ngày 08/7/2026, tại Hội trường Sở, Giám đốc Sở chủ trì hội nghị."""
RUN_TOGETHER = """UBND TỈNH AN SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ KHOA HỌC VÀ CÔNG NGHỆ Độc lập - Tự do - Hạnh phúc
Số: 45/TB-SKHCN An Sơn, ngày 12 tháng 7 năm 2026

THÔNG BÁO
Kết luận của Giám đốc Sở tại Hội nghị giao ban quý II năm 2026

Ngày 08/7/2026, tại Hội trường Sở, Giám đốc Sở chủ trì hội nghị."""
LINES = """UBND TỈNH AN SƠN
SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số: 45/TB-SKHCN
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
An Sơn, ngày 12 tháng 7 năm 2026
THÔNG BÁO
Kết luận của Giám đốc Sở tại Hội nghị giao ban quý II năm 2026

Ngày 08/7/2026, tại Hội trường Sở, Giám đốc Sở chủ trì hội nghị."""


def head_of(text):
    return read_head(read_paragraphs(text.split("\n"))[0])


@pytest.mark.parametrize(
    "text", [TABLE, COLUMNS, RUN_TOGETHER, LINES], ids=["table", "columns", "run together", "lines"]
)
def test_a_head_is_read_in_every_layout(text):
    head = head_of(text)
    assert head.title.text == "Kết luận của Giám đốc Sở tại Hội nghị giao ban quý II năm 2026"
    assert head.number.text == "45/TB-SKHCN"
    assert head.issued_on.date == date(2026, 7, 12)
    assert head.issuer.text == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
    assert head.type_line == "THONG BAO"


def test_a_type_line_that_came_before_the_right_column():
    text = "SỞ Y TẾ\nSố: 4/TB-SYT\nTHÔNG BÁO\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Sơn, ngày 12 tháng 7 năm 2026\nKết luận giao ban"
    head = read_head(in_reading_order(read_paragraphs(text.split("\n"))[0]))
    assert (head.title.text, head.issued_on.date, head.number.text) == (
        "Kết luận giao ban",
        date(2026, 7, 12),
        "4/TB-SYT",
    )


def test_the_text_begins_after_the_head():
    paragraphs = read_paragraphs(TABLE.split("\n"))[0]
    assert paragraphs[read_head(paragraphs).size].text.startswith("Ngày 08/7/2026")


def test_an_agencys_name_may_take_two_lines():
    head = head_of("ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: 12/TB-UBND\nTHÔNG BÁO\nKết luận cuộc họp")
    assert head.issuer.text == "ỦY BAN NHÂN DÂN XÃ AN BÌNH"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 05/TB-SKHCN", "05/TB-SKHCN"),
        ("Số 05 /TB-SKHCN", "05 /TB-SKHCN"),
        ("Số: /TB-UBND", "/TB-UBND"),
        ("Số: 210-TB/VPTU", "210-TB/VPTU"),
        ("Số: 7/2026/TB-UBND", "7/2026/TB-UBND"),
    ],
)
def test_numbers_as_written_whole_or_damaged(line, number):
    assert head_of(f"SỞ Y TẾ\n{line}\nTHÔNG BÁO\nKết luận cuộc họp").number.text == number


def test_a_day_not_filled_in_is_no_day():
    assert (
        head_of("SỞ Y TẾ\nSố: 1/TB-SYT\nAn Sơn, ngày     tháng 7 năm 2026\nTHÔNG BÁO\nKết luận cuộc họp").issued_on
        is None
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("**THÔNG BÁO**\n**KẾT LUẬN GIAO BAN**\n**CẤP HUYỆN NĂM 2020**", "KẾT LUẬN GIAO BAN CẤP HUYỆN NĂM 2020"),
        ("BIÊN BẢN HỌP GIAO BAN THÁNG 3", "BIÊN BẢN HỌP GIAO BAN THÁNG 3"),
        ("THONG BAO\nKết luận cuộc họp giao ban", "Kết luận cuộc họp giao ban"),
        ("BIÊN BẢN\nV/v kiểm tra tiến độ đề tài", "V/v kiểm tra tiến độ đề tài"),
        ("## III. TỔ CHỨC THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"),
        ("Sở họp giao ban tháng 11 (20:47 14/04/2019)", "Sở họp giao ban tháng 11"),
    ],
)
def test_titles(lines, title):
    assert head_of(f"{lines}\n\nNgày 08/7/2026, Sở họp giao ban.").title.text == title


def test_a_sentence_is_no_title_but_may_name_the_meeting():
    paragraphs = read_paragraphs(
        [
            "Ngày 20 tháng 01 năm 2015, Sở Y tế đã tổ chức hội nghị giao ban tháng 1 với các huyện. Tham dự có nhiều đại biểu."
        ]
    )[0]
    assert read_head(paragraphs).title is None
    assert title_in_sentence(paragraphs).text == "hội nghị giao ban tháng 1 với các huyện"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TABLE, "notice"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBIÊN BẢN\nHọp giao ban", "minutes"),
        ("Sở họp giao ban\n\nSáng 5/6/2026, Sở họp giao ban.", "news"),
        ("UBND TỈNH AN SƠN\nSố: 9/TB-UBND\nTHÔNG BÁO\nKết luận cuộc họp", "superior"),
        ("ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: 9/TB-UBND\nTHÔNG BÁO\nKết luận cuộc họp", "notice"),
        (
            "Bí thư làm việc với Sở\n\nTỉnh ủy vừa ban hành Thông báo số 1-TB/TU truyền đạt kết luận của đồng chí Bí thư.",
            "superior",
        ),
    ],
)
def test_kinds(text, kind):
    paragraphs = read_paragraphs(text.split("\n"))[0]
    assert kind_of(read_head(paragraphs), paragraphs, recipients=False) == kind
