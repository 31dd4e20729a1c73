"""Limits told from Tết: the eve of its first day, said as a doubt; what names no day; what is no limit."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from meetings.intake.deadline_tet import FIRST_DAYS
from meetings.intake.deadlines import Calendar, find_deadlines, read_deadline
from meetings.intake.orders_deadline import limits
from meetings.intake.parse import parse_lines

NOVEMBER = Calendar(2026, date(2026, 11, 20))


def limit_of(sentence, known=NOVEMBER):
    return [(limit.deadline.text, limit.deadline.date, limit.deadline.kind) for limit in limits(sentence, known)]


@pytest.mark.parametrize(
    ("words", "eve"),
    [
        ("trước Tết Nguyên đán 2027", date(2027, 2, 5)),
        ("trước Tết Nguyên đán năm 2028", date(2028, 1, 25)),
        ("trước tết Âm lịch (2029)", date(2029, 2, 12)),
        ("trước Tết", date(2027, 2, 5)),
        ("trước dịp Tết Nguyên đán", date(2027, 2, 5)),
        ("trước Tết Nguyên đán Đinh Mùi", date(2027, 2, 5)),
        ("trước Tết Nguyên đán năm Mậu Thân", date(2028, 1, 25)),
        ("trước Tết Nguyên đán Nhâm Tí 2032", date(2032, 2, 10)),
        ("xong trước Tết cổ truyền", date(2027, 2, 5)),
    ],
)
def test_before_tet_means_its_eve_and_says_so(words, eve):
    (found,) = find_deadlines(f"Phòng Kế hoạch sửa nhà làm việc {words}.", NOVEMBER)
    assert found.deadline.text == words.removeprefix("xong ")
    assert (found.deadline.date, found.deadline.kind, found.strong) == (eve, "day", True)
    assert f"{eve:%d/%m/%Y}" in (found.deadline.doubt or "")


@pytest.mark.parametrize(
    "words",
    [
        "chậm nhất 10 ngày trước Tết",
        "trước Tết Nguyên đán 15 ngày",
        "trước kỳ nghỉ Tết Nguyên đán",
        "trước Tết Nguyên đán 2051",
        "trước Tết Nguyên đán Giáp Tý",
    ],
)
def test_what_names_no_certain_day_is_kept_in_its_words_with_a_doubt(words):
    (found,) = find_deadlines(f"Phòng Kế hoạch sửa nhà làm việc {words}.", NOVEMBER)
    assert (found.deadline.text, found.deadline.date) == (words, None)
    assert "không nêu ngày" in (found.deadline.doubt or "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Văn phòng trực bảo vệ trước, trong và sau Tết.",
        "Phòng Kế hoạch theo dõi thị trường những ngày trước Tết.",
        "Văn phòng chuẩn bị quà trước Tết Trung thu.",
        "Văn phòng treo cờ trong dịp Tết.",
    ],
)
def test_a_time_around_tet_is_no_limit(sentence):
    assert limit_of(sentence) == []


def test_the_next_tet_is_meant_where_no_year_stands():
    assert limit_of("Phòng A nộp báo cáo trước Tết.", Calendar(2026, date(2026, 1, 10))) == [
        ("trước Tết", date(2026, 2, 16), "day")
    ]
    typed = read_deadline("trước Tết", year=2026)
    assert typed is not None
    assert typed.date == date(2026, 2, 16)
    later = read_deadline("trước Tết", year=2026, start=date(2026, 11, 20))
    assert later is not None
    assert later.date == date(2027, 2, 5)
    unknown = read_deadline("trước Tết", year=None)
    assert unknown is not None
    assert unknown.date is None


def test_an_order_before_tet_is_to_be_looked_at():
    lines = ["THÔNG BÁO", "Kết luận giao ban", "Ngày 20/11/2026, Sở A họp giao ban. Giám đốc kết luận:"]
    draft = parse_lines([*lines, "1. Giao Chi cục Thú y kiểm tra các lò mổ trước Tết Nguyên đán."])
    (order,) = draft.directives
    assert order.deadline is not None
    assert order.deadline.date == date(2027, 2, 5)
    assert [warning.message for warning in draft.warnings] == [order.deadline.doubt]


def test_the_table_agrees_with_the_holidays_of_the_country():
    named = holidays.country_holidays("VN", years=list(FIRST_DAYS), language="vi", observed=False)
    assert list(FIRST_DAYS) == list(range(2015, 2036))
    assert {day: named.get(day) for day in FIRST_DAYS.values()} == dict.fromkeys(FIRST_DAYS.values(), "Tết Nguyên Đán")
