"""Tables that plain text holds with tabs or wide gaps are rows of cells again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.intake.parse import parse_lines
from meetings.intake.readers import read_lines

CELL = st.sampled_from(
    ["", "1", "II", "Lập danh mục", "Văn phòng Sở", '"mở', 'đóng"', "30/6/2026", "a  b", "Ghi chú: không"]
)
LINE = st.one_of(st.just(""), st.lists(CELL, max_size=7).map("\t".join), st.lists(CELL, max_size=7).map("   ".join))
HEADINGS = "STT\tNội dung\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời hạn"


def read(*lines: str) -> list[str]:
    return read_lines("\n".join(lines).encode(), "dan.txt")


def test_rows_parted_by_tabs_keep_their_cells_and_blank_ones() -> None:
    assert read(HEADINGS, "I\tThể chế\t\t\t", "1\tLập danh mục\tVăn phòng Sở\t\t30/6/2026") == [
        "| STT | Nội dung | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn |",
        "| I | Thể chế | | | |",
        "| 1 | Lập danh mục | Văn phòng Sở | | 30/6/2026 |",
    ]


def test_a_line_break_inside_a_cell_is_mended() -> None:
    lines = read(
        HEADINGS, "1\tLập danh mục", "dự án khởi nghiệp\tVăn phòng Sở\tThanh tra Sở\t30/6/2026", "2\tIn\tA\tB\tC"
    )
    assert lines[1:] == [
        "| 1 | Lập danh mục dự án khởi nghiệp | Văn phòng Sở | Thanh tra Sở | 30/6/2026 |",
        "| 2 | In | A | B | C |",
    ]


def test_a_row_that_lost_its_last_tabs_does_not_take_in_the_next() -> None:
    assert read(HEADINGS, "I\tThể chế", "1\tLập danh mục\tVăn phòng Sở\tThanh tra")[1:] == [
        "| I | Thể chế |",
        "| 1 | Lập danh mục | Văn phòng Sở | Thanh tra |",
    ]


def test_a_cell_in_quotation_marks_is_taken_out_of_them() -> None:
    lines = read(HEADINGS, '1\t"Lập danh mục', 'dự án ""mới"""\tVăn phòng Sở\t\t30/6/2026')
    assert lines[1] == '| 1 | Lập danh mục dự án "mới" | Văn phòng Sở | | 30/6/2026 |'


def test_a_heading_between_rows_stands_in_the_column_of_tasks() -> None:
    lines = read(HEADINGS, "1\tA\tB\tC\tD", "II. Kiểm tra, giám sát", "2\tA\tB\tC\tD", "Ghi chú: không có.")
    assert lines[2:] == ["| II | Kiểm tra, giám sát |", "| 2 | A | B | C | D |", "Ghi chú: không có."]


def test_columns_one_under_another_are_known_by_their_place() -> None:
    lines = read(
        "STT   Nội dung                  Đơn vị chủ trì       Thời hạn",
        "1     Lập danh mục dự án        Văn phòng Sở         30/6/2026",
        "      khởi nghiệp               và Thanh tra Sở",
        "2     In tài liệu                                    15/7/2026",
        "",
        "Các đơn vị báo cáo  kịp thời.",
    )
    assert lines[1:] == [
        "| 1 | Lập danh mục dự án khởi nghiệp | Văn phòng Sở và Thanh tra Sở | 30/6/2026 |",
        "| 2 | In tài liệu | | 15/7/2026 |",
        "",
        "Các đơn vị báo cáo kịp thời.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "UBND TỈNH AN SƠN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Nơi nhận:\t\tKT. GIÁM ĐỐC\tPHÓ GIÁM ĐỐC",
        "1.\tPhòng A:\tlập kế hoạch",
        "Chỉ tiêu\tNăm 2025\tNăm 2026",
    ],
)
def test_tabs_and_gaps_without_headings_of_columns_make_no_table(line: str) -> None:
    assert read(line, "1\t2\t3") == [" ".join(line.split()), "1 2 3"]


def test_a_pasted_table_gives_its_directives() -> None:
    lines = read(HEADINGS, "1\tLập danh mục\tPhòng Quản lý khoa học; Văn phòng Sở\tSở Tài chính\tTrước 30/6/2026")
    [directive] = parse_lines(lines).directives
    assert directive.lead == ["Phòng Quản lý khoa học", "Văn phòng Sở"]
    assert directive.coordinating == ["Sở Tài chính"]
    assert directive.deadline
    assert str(directive.deadline.date) == "2026-06-30"


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=12), st.booleans())
def test_no_word_of_a_table_is_lost_or_moved(lines: list[str], wide: bool) -> None:
    headings = HEADINGS.replace("\t", "   ") if wide else HEADINGS
    told = "".join("\n".join([headings, *lines]).replace('"', "").split())
    assert sorted("".join(read(headings, *lines)).replace("|", "").replace('"', "").replace(" ", "")) == sorted(told)
