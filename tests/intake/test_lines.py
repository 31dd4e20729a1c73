"""Lines become paragraphs: marks off, labels apart, broken sentences mended, furniture and repeats dropped."""

from __future__ import annotations

import unicodedata

import pytest

from meetings.intake.furniture import BYLINE, PAGE_NUMBER, PRINTED, PUBLISHED, WEB_FRAME, furniture_reason
from meetings.intake.lines import BLANK, REPEATED, read_paragraphs

LONG = "Sở Khoa học và Công nghệ phối hợp với các địa phương tổ chức kiểm tra tình hình thực hiện kế hoạch năm."


def paragraphs(*lines):
    return read_paragraphs(list(lines))[0]


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        ("1. Ông Nguyễn Văn A", "1.", "Ông Nguyễn Văn A"),
        ("1.Ông Nguyễn Văn A", "1.", "Ông Nguyễn Văn A"),
        ("2/ Giao Văn phòng", "2/", "Giao Văn phòng"),
        ("3- Thanh tra Sở", "3-", "Thanh tra Sở"),
        ("- Huyện An Sơn:", "-", "Huyện An Sơn:"),
        ("-Huyện An Sơn:", "-", "Huyện An Sơn:"),
        ("+ Kiểm tra", "+", "Kiểm tra"),
        ("\\* Các phòng:", "*", "Các phòng:"),
        ("**\\* Các phòng:**", "*", "Các phòng:"),
        ("a) Rà soát", "a)", "Rà soát"),
        ("đ) Rà soát", "đ)", "Rà soát"),
        ("(1) Rà soát", "(1)", "Rà soát"),
        ("2.1. Tham mưu", "2.1.", "Tham mưu"),
        ("II. Kết luận", "II.", "Kết luận"),
        ("B. Phía huyện", "B.", "Phía huyện"),
        ("• Rà soát", "•", "Rà soát"),
    ],
)
def test_a_label_is_taken_off_the_text(line, label, text):
    (paragraph,) = paragraphs(line)
    assert (paragraph.label, paragraph.text) == (label, text)


@pytest.mark.parametrize(
    "line",
    [
        "25/01/2018 họp giao ban",
        "2018. Tiếp tục",
        "V/v tổ chức họp",
        "1.5 triệu đồng",
        "P. Giám đốc Sở",
        "đ/c Trần Thị B",
        "2/3 đại biểu",
    ],
)
def test_what_only_looks_like_a_label_stays(line):
    (paragraph,) = paragraphs(line)
    assert (paragraph.label, paragraph.text) == ("", line)


def test_markdown_marks_are_removed_and_say_what_is_a_heading():
    heading, bold, plain = paragraphs("## 1. Về các phòng", "", "**Thành phần**", "", "Có **một** chữ đậm.")
    assert (heading.text, heading.label, heading.level, heading.style) == ("Về các phòng", "1.", 2, "heading")
    assert (bold.text, bold.level, bold.style) == ("Thành phần", 0, "heading")
    assert (plain.text, plain.style) == ("Có một chữ đậm.", "")


def test_text_is_composed_and_without_invisible_letters():
    (paragraph,) = paragraphs(unicodedata.normalize("NFD", "Sở\u200b Khoa\u00a0học"))
    assert paragraph.text == "Sở Khoa học"


def test_a_sentence_cut_by_a_page_break_is_one_paragraph_with_all_its_lines():
    (paragraph,) = paragraphs(
        "- Trung tâm Kiểm định và Thử nghiệm phối hợp với các xã kiểm tra cân đối", "", "- 3 -", "", "chứng tại chợ."
    )
    assert paragraph.text.endswith("kiểm tra cân đối chứng tại chợ.")
    assert paragraph.lines == (1, 5)
    assert paragraph.label == "-"


def test_a_line_that_ends_in_a_preposition_goes_on_even_with_a_capital():
    (paragraph,) = paragraphs("Giao nhiệm vụ này cho Trung tâm thuộc", "Sở Khoa học và Công nghệ.")
    assert paragraph.lines == (1, 2)


def test_hard_wrapped_text_is_joined_and_its_paragraphs_stay_apart():
    wrapped = [
        "Ngày 06/7/2026, tại phòng họp, đồng chí Nguyễn Văn A, Chủ",
        "tịch UBND xã đã chủ trì cuộc họp nghe báo cáo về việc lập",
        "Kế hoạch năm. Tham dự cuộc họp có bà Trần Thị B, Văn phòng",
        "Hội đồng nhân dân và Ủy ban nhân dân, các công chức khác.",
        "Sau khi nghe báo cáo, Chủ tịch UBND xã kết luận như sau là",
        "các đơn vị tiếp tục thực hiện.",
    ]
    assert [p.lines for p in paragraphs(*wrapped)] == [(1, 2, 3, 4), (5, 6)]


PRINTED_PAGE = [
    "08:12, 27/05/2026 Sở họp giao ban - Trang tin của Sở",
    "Sáng 26/5/2026, tại điểm cầu của Sở, đồng chí Nguyễn",
    "Văn An chủ trì giao ban với các xã, phường của tỉnh nhà",
    "về chuyển đổi số, cải cách hành chính và việc nộp hồ sơ",
    "https://so.example.vn/tin/1.html 1/2 08:12, 27/05/2026 Sở họp giao ban - Trang tin của Sở",
    "trực tuyến; dự họp có lãnh đạo các phòng của Sở Y tế.",
    "Các tin khác",
    "Xã A khai trương nhà văn hóa",
]


def test_what_a_browser_prints_on_every_page_is_furniture_and_parts_no_sentence():
    kept, dropped = read_paragraphs(PRINTED_PAGE)
    assert [p.lines for p in kept] == [(2, 3, 4, 6)]
    assert {d.line: d.reason for d in dropped} == {1: PRINTED, 5: PRINTED, 7: WEB_FRAME, 8: WEB_FRAME}


def test_a_meetings_time_is_no_printed_header():
    (paragraph,) = paragraphs("14:00, 27/05/2026 tại phòng họp số 2")
    assert paragraph.text.endswith("số 2")


@pytest.mark.parametrize(
    "lines",
    [
        ("THÔNG BÁO", "KẾT LUẬN GIAO BAN"),
        ("- Thanh tra Sở", "- Văn phòng Sở"),
        ("Kết quả năm nay đạt yêu cầu đề ra theo kế hoạch.", "các xã tiếp tục thực hiện."),
        ("Tin ngắn", "các xã tiếp tục thực hiện."),
        ("| a | b |", "| c | d |"),
    ],
)
def test_what_is_complete_is_not_joined(lines):
    assert len(paragraphs(*lines)) == 2


def test_nothing_is_joined_across_a_websites_frame():
    title, text = paragraphs(
        "Giao ban công tác khoa học và công nghệ của huyện trong", "Trang chủ", "năm nay huyện làm tốt."
    )
    assert (title.lines, text.lines) == ((1,), (3,))


def test_two_columns_of_plain_text_become_a_row():
    number, label = paragraphs("Số: 05/TB-SKHCN          An Sơn, ngày 05 tháng 02 năm 2018", "1.      Rà soát")
    assert (number.style, number.text) == ("table", "| Số: 05/TB-SKHCN | An Sơn, ngày 05 tháng 02 năm 2018 |")
    assert (label.style, label.text) == ("", "Rà soát")


def test_a_running_paragraph_that_stands_twice_is_read_once():
    kept, dropped = read_paragraphs([LONG, "", "Việc khác.", "", LONG])
    assert [p.lines for p in kept] == [(1,), (3,)]
    assert [(d.line, d.reason) for d in dropped] == [(2, BLANK), (4, BLANK), (5, REPEATED)]


def test_the_same_item_under_two_headings_is_two_items():
    assert len(paragraphs("A các phòng:", f"- {LONG}", "B các xã:", f"- {LONG}")) == 4


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- 2 -", PAGE_NUMBER),
        ("Trang 2/5", PAGE_NUMBER),
        ("Lượt xem: 245", WEB_FRAME),
        ("Trang chủ > Tin tức", WEB_FRAME),
        ("Họ tên:(*)", WEB_FRAME),
        ("Tổng số lượt truy cập: 1.118", WEB_FRAME),
        ("Chia sẻ", WEB_FRAME),
        ("Thứ Năm, 11/07/2024, 08:30 GMT+7", PUBLISHED),
        ("Ngày đăng 20/01/2024 | 12:26 | Lượt xem: 77", PUBLISHED),
        ("Tin, ảnh: Trần Thị B", BYLINE),
    ],
)
def test_furniture_is_known_by_its_words(line, reason):
    assert furniture_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Kết quả:",
        "Nội dung:",
        "Thứ Tư, ngày 15/7/2026, Sở họp giao ban",
        "Thống kê số liệu giải ngân",
        "Đánh giá:",
        "Ngày 05/7/2026 họp",
        "Danh mục",
    ],
)
def test_what_a_paper_may_say_is_no_furniture(line):
    assert furniture_reason(line) is None


def test_what_follows_the_end_of_a_page_is_furniture():
    page = [LONG + " " + LONG, LONG, "Tin liên quan", "Hội nghị tổng kết năm 2023", "Tập huấn đo lường"]
    kept, dropped = read_paragraphs(page)
    assert [p.lines for p in kept] == [(1,), (2,)]
    assert {d.reason for d in dropped} == {WEB_FRAME}
