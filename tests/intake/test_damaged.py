"""A scan's damaged words are recognised and kept as they stand; sound words are left alone."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.intake.context import Context, Known, KnownUnit
from meetings.intake.damaged import readable
from meetings.intake.once import forget, once
from meetings.intake.orders import Scope, directive_of, read_orders

CONTEXT = Context(plan_year=2026, meeting_date=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("damaged", "read"),
    [
        ("Đê nghị các xã", "Đề nghị các xã"),
        ("chủ trì, phôi hợp với Sở Y tế", "chủ trì, phối hợp với Sở Y tế"),
        ("UBND các huyện, thành phô", "UBND các huyện, thành phố"),
        ("cử cán bô dự", "cử cán bộ dự"),
        ("trong tuần thứ 2 tháng 7", "trong tuần thứ 2 tháng 7"),
        ("Bà Trần Thị Thanh Phô", "Bà Trần Thị Thanh Phô"),
        ("tại xã Tân Hô Đê", "tại xã Tân Hô Đê"),
    ],
)
def test_only_a_phrase_of_the_genre_is_read_anew(damaged, read):
    assert readable(damaged) == read


def test_a_damaged_order_is_read_and_its_words_are_kept():
    text = "Đê nghị UBND các huyện, thành phô phôi hợp với Sở Y tế nộp hô sơ trươc ngày 05/7/2026."
    [order] = read_orders(text, Scope(), CONTEXT)
    directive = directive_of(order, text, Scope(), CONTEXT, [1])
    assert directive.lead == ["UBND các huyện, thành phô"]
    assert directive.coordinating == ["Sở Y tế"]
    assert directive.deadline
    assert (directive.deadline.text, directive.deadline.date) == ("trươc ngày 05/7/2026", date(2026, 7, 5))
    assert directive.text == text


def test_an_answer_is_worked_out_once_and_forgotten_with_its_document():
    asked = []

    @once(4)
    def answer(question: str) -> str:
        asked.append(question)
        return question.upper()

    assert answer("a") == answer("a") == "A"
    forget()
    answer("a")
    assert asked == ["a", "a"]


def test_a_list_of_units_is_taken_as_it_is_and_equals_another_of_the_same_units():
    units = Known.of([KnownUnit("A", "Sở A")])
    assert Known.of(units) is units
    assert {units: 1}[Known.of([KnownUnit("A", "Sở A")])] == 1
    assert units != Known.of([KnownUnit("B", "Sở B")])
