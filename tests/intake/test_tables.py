"""Task tables: columns by their headings, group rows, merged cells, and tables that are none."""

from __future__ import annotations

from datetime import date

from meetings.intake.context import Context
from meetings.intake.lines import Paragraph
from meetings.intake.outline import read_body
from meetings.intake.tables import LEAD_ABOVE, cells_of, is_task_header

CONTEXT = Context(plan_year=2026, meeting_date=date(2026, 6, 1))


def read(*rows: str):
    return read_body([Paragraph(row, (i,), style="table") for i, row in enumerate(rows, start=1)], CONTEXT)


def test_columns_are_known_by_their_headings_in_any_order():
    body = read(
        "| STT | Thời hạn hoàn thành | Nội dung công việc | Sản phẩm | Đơn vị chủ trì | Đơn vị phối hợp |",
        "|---|---|---|---|---|---|",
        "| 1 | Trước 30/6/2026 | Lập danh mục dự án | Danh mục | Sở Xây dựng, Sở Y tế | các bộ, ngành, địa phương; VTV, VOV |",
    )
    [directive] = body.directives
    assert directive.text == "Lập danh mục dự án"
    assert directive.lead == ["Sở Xây dựng", "Sở Y tế"]
    assert directive.coordinating == ["các bộ, ngành, địa phương", "VTV", "VOV"]
    assert directive.product == "Danh mục"
    assert directive.deadline
    assert (directive.deadline.text, directive.deadline.date) == ("Trước 30/6/2026", date(2026, 6, 30))
    assert body.used == {1, 2, 3}


def test_a_header_of_two_rows_is_read_as_one():
    body = read(
        "| TT | Nhiệm vụ | Cơ quan thực hiện | | Thời gian |",
        "| | | Chủ trì | Phối hợp | |",
        "| 1 | Rà soát thủ tục | Văn phòng Sở | Các phòng | Tháng 7/2026 |",
    )
    [directive] = body.directives
    assert (directive.lead, directive.coordinating) == (["Văn phòng Sở"], ["Các phòng"])


def test_a_group_row_is_a_heading_and_its_label_no_task():
    body = read(
        "| TT | Tên nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành |",
        "| I. | Hoàn thiện thể chế | | |",
        "| 1 | Sửa quy chế | Sở Nội vụ | 2027 |",
    )
    assert [(c.kind, c.label) for c in body.conclusions] == [("heading", ""), ("heading", "I."), ("item", "1")]
    assert [d.deadline.date for d in body.directives if d.deadline] == [date(2027, 12, 31)]


def test_regular_work_keeps_its_words_has_no_day_and_is_not_tracked():
    body = read(
        "| TT | Nhiệm vụ | Chủ trì | Thời gian |",
        "| 1 | Tuyên truyền | Các phòng | Thường xuyên |",
        "| 2 | Báo cáo | Các phòng | Hằng quý |",
    )
    regular, quarterly = body.directives
    assert regular.deadline
    assert (regular.deadline.text, regular.deadline.date, regular.deadline.kind) == ("Thường xuyên", None, "recurring")
    assert not regular.tracked
    assert quarterly.tracked


def test_nt_and_a_merged_cell_take_the_unit_above_and_the_merged_one_is_marked():
    body = read(
        "| TT | Nhiệm vụ | Chủ trì | Thời gian |",
        "| 1 | Lập kế hoạch | Phòng Kinh tế | Tháng 7 |",
        "| 2 | Trình duyệt | nt | Tháng 8 |",
        "| 3 | Tổ chức | | Tháng 9 |",
    )
    assert [directive.lead for directive in body.directives] == [["Phòng Kinh tế"]] * 3
    assert [warning.line for warning in body.warnings if warning.message == LEAD_ABOVE] == [4]


def test_units_of_a_group_row_lead_where_no_column_names_who_acts():
    body = read(
        "| TT | Nội dung | Thời hạn |",
        "| I | Sở Tài chính | |",
        "| 1 | Lập dự toán | 15/9/2026 |",
        "| II | Sở Nội vụ | |",
        "| 1 | Rà soát biên chế | 20/9/2026 |",
    )
    assert [directive.lead for directive in body.directives] == [["Sở Tài chính"], ["Sở Nội vụ"]]


def test_a_repeated_header_and_a_row_of_column_numbers_are_no_tasks():
    header = "| TT | Nhiệm vụ | Chủ trì | Thời gian |"
    body = read(
        header,
        "| (1) | (2) | (3) | (4) |",
        "| 1 | Lập kế hoạch | Sở Y tế | 6/2026 |",
        header,
        "| 2 | Báo cáo | Sở Y tế | 7/2026 |",
    )
    assert [directive.text for directive in body.directives] == ["Lập kế hoạch", "Báo cáo"]


def test_a_table_of_figures_holds_no_directives_and_stays_in_the_outline():
    body = read("| TT | Tên dự án | Tổng mức | Giải ngân |", "| 1 | Đường A | 12,5 | 3,4 |")
    assert body.directives == []
    assert len(body.conclusions) == 2


def test_cells():
    assert cells_of("| a | b \\| c |  |") == ["a", "b | c", ""]


def test_a_header_of_tasks_is_told_from_one_of_people_and_of_figures():
    assert is_task_header("| TT | Tên nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành |")
    assert not is_task_header("| TT | Họ và tên | Chức vụ | Ghi chú |")
    assert not is_task_header("| TT | Tên dự án | Tổng mức | Giải ngân |")
