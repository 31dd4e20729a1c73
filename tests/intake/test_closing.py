"""Closing sentences belong to a paper's frame: neither conclusions nor orders, and yet no line is lost."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.intake.closing import MINUTES, NOTICE, closing_reason, part_closing
from meetings.intake.context import Body, Context
from meetings.intake.deadlines import Calendar
from meetings.intake.lines import Paragraph, read_paragraphs
from meetings.intake.outline import read_body
from meetings.intake.parse import parse_lines

CALENDAR = Calendar(2026, date(2026, 6, 1))


def read(text: str) -> Body:
    paragraphs, _ = read_paragraphs(text.split("\n"))
    return read_body(paragraphs, Context(plan_year=2026, meeting_date=date(2026, 6, 1)))


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Sở Khoa học và Công nghệ thông báo để các xã, phường biết, thực hiện./.", NOTICE),
        ("Thừa lệnh Giám đốc Sở, Văn phòng Sở thông báo để các phòng biết, thực hiện.", NOTICE),
        ("Trên đây là ý kiến kết luận của Giám đốc Sở, Văn phòng thông báo đến các đơn vị biết, triển khai.", NOTICE),
        ("Vậy Văn phòng Sở xin thông báo đến các cơ quan, đơn vị được biết và phối hợp thực hiện.", NOTICE),
        ("Sở Khoa hoc và Công nghê thông báo để các xã biêt và thực hiên.", NOTICE),
        ("Yêu cầu các phòng, đơn vị nghiêm túc triển khai thực hiện.", NOTICE),
        ("Biên bản được lập thành 02 bản, các thành viên nhất trí ký tên.", MINUTES),
        ("Cuộc họp kết thúc lúc 11 giờ 30 phút cùng ngày.", MINUTES),
        ("Giao Văn phòng Sở thông báo để các xã biết, cử cán bộ dự tập huấn.", None),
        ("Văn phòng Sở thông báo để các xã biết, gửi danh sách trước ngày 05/7/2026.", None),
        ("Yêu cầu các phòng triển khai thực hiện kiểm tra đo lường tại chợ.", None),
        ("Sở Tài chính thông báo dự toán cho các đơn vị.", None),
    ],
)
def test_what_closes_a_paper_and_what_orders(sentence, reason):
    assert closing_reason(sentence, CALENDAR) == reason


def test_a_closing_paragraph_is_kept_apart_with_its_reason():
    body = read("1. Giao Phòng A rà soát hồ sơ.\n\nSở Khoa học và Công nghệ thông báo để các đơn vị biết, thực hiện./.")
    assert [directive.lead for directive in body.directives] == [["Phòng A"]]
    assert len(body.conclusions) == 1
    assert body.closing == {3: NOTICE}


def test_the_last_sentence_of_a_paragraph_may_close_the_paper():
    body = read("Đề nghị UBND các xã gửi báo cáo về Sở. Văn phòng Sở thông báo để các đơn vị biết, thực hiện./.")
    assert [c.text for c in body.conclusions] == ["Đề nghị UBND các xã gửi báo cáo về Sở."]
    assert len(body.directives) == 1
    assert body.closing == {}


def test_a_call_upon_all_closes_only_at_the_end():
    call = Paragraph("Đề nghị các đơn vị triển khai thực hiện.", (1,))
    assert part_closing(call, CALENDAR, last=True) == ("", NOTICE)
    assert part_closing(call, CALENDAR, last=False) == (call.text, None)


def test_an_item_of_a_list_closes_nothing():
    item = Paragraph("Văn phòng Sở thông báo để các xã biết, thực hiện.", (1,), label="-")
    assert part_closing(item, CALENDAR, last=True) == (item.text, None)


def test_the_line_is_dropped_with_its_reason():
    lines = [
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "THÔNG BÁO", "Kết luận giao ban quý I năm 2026", "Giám đốc Sở kết luận như sau:",
        "1. Giao Văn phòng Sở tổng hợp kiến nghị.", "Sở Khoa học và Công nghệ thông báo để các đơn vị biết, thực hiện./.",
    ]  # fmt: skip
    draft = parse_lines(lines)
    assert [(gone.line, gone.reason) for gone in draft.dropped if gone.line == 6] == [(6, NOTICE)]
    assert all(6 not in conclusion.lines for conclusion in draft.conclusions)
