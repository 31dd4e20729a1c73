"""What is printed below an item: what its own words and the headings above it do not say, and nothing twice."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.composing import outline_blocks
from meetings.enums import ConclusionKind, DeadlineKind, PartyRole
from meetings.models import Conclusion, Order, OrderParty, Outline
from tests.cast import Cast, make_meeting

TEXT = "Gửi danh sách hợp tác xã, sản phẩm: bảng kê, trước 30/6/2026"


@pytest.fixture
def outline(cast: Cast) -> Outline:
    return make_meeting(cast).outlines.get()


def _written(outline: Outline, text: str, level: int = 1, kind: str = ConclusionKind.ITEM) -> Conclusion:
    position = outline.conclusions.count()
    return Conclusion.objects.create(outline=outline, text=text, level=level, kind=kind, position=position)


def _added(outline: Outline) -> list[str]:
    written = set(outline.conclusions.values_list("text", flat=True))
    return [block.text for block in outline_blocks(outline, outline.meeting.held_on) if block.text not in written]


def _order(item: Conclusion, *, words: str = "", unit=None, **fields) -> Order:
    order = Order.objects.create(conclusion=item, text=item.text, **fields)
    if words or unit:
        OrderParty.objects.create(order=order, words=words, unit=unit, role=PartyRole.LEAD)
    return order


@pytest.mark.parametrize(
    ("fields", "added"),
    [
        ({}, []),
        ({"product": "bảng kê"}, []),
        ({"product": "báo cáo"}, ["Sản phẩm: báo cáo."]),
        ({"deadline_words": "trước 30/6/2026", "due_on": date(2026, 6, 30)}, []),
        ({"deadline_words": "trong quý IV"}, ["Thời hạn: trong quý IV."]),
        ({"due_on": date(2026, 6, 30)}, []),
        ({"due_on": date(2026, 7, 31)}, ["Thời hạn: chậm nhất ngày 31/07/2026."]),
        (
            {"deadline_kind": DeadlineKind.RELATIVE, "relative_days": 10},
            ["Thời hạn: 10 ngày kể từ ngày ban hành."],
        ),
    ],
)
def test_a_deadline_and_a_product_are_printed_where_the_item_does_not_say_them(cast, outline, fields, added):
    _order(_written(outline, f"{cast.commune.name} gửi. {TEXT}"), unit=cast.commune, **fields)
    assert _added(outline) == added


@pytest.mark.parametrize(
    ("text", "fields", "added"),
    [
        (
            "Gửi danh sách trong quý I năm 2027",
            {"deadline_words": "quý I/2027", "deadline_kind": DeadlineKind.QUARTER, "due_on": date(2027, 3, 31)},
            [],
        ),
        ("Gửi danh sách trước ngày 05/3/2027", {"deadline_words": "trước 05/3", "due_on": date(2027, 3, 5)}, []),
        ("Gửi danh sách trước 05/3", {"deadline_words": "trước ngày 05/3/2027", "due_on": date(2027, 3, 5)}, []),
        (
            "Gửi danh sách chậm nhất là 10 ngày làm việc",
            {"deadline_kind": DeadlineKind.RELATIVE, "relative_days": 10, "working_days": True},
            [],
        ),
        (
            "Gửi danh sách trong 10 ngày",
            {"deadline_kind": DeadlineKind.RELATIVE, "relative_days": 10, "working_days": True},
            ["Thời hạn: 10 ngày làm việc kể từ ngày ban hành."],
        ),
        (
            "Gửi danh sách trước ngày 05/3/2027",
            {"deadline_words": "trước 06/3", "due_on": date(2027, 3, 6)},
            ["Thời hạn: trước 06/3."],
        ),
        (
            "Gửi danh sách trước ngày 05/3/2026",
            {"deadline_words": "trước 05/3/2027", "due_on": date(2027, 3, 5)},
            ["Thời hạn: trước 05/3/2027."],
        ),
        (
            "Gửi danh sách trong quý I năm 2027",
            {"due_on": date(2027, 3, 31), "deadline_kind": DeadlineKind.DAY},
            ["Thời hạn: chậm nhất ngày 31/03/2027."],
        ),
    ],
)
def test_a_deadline_is_not_printed_again_in_another_form_of_words(cast, outline, text, fields, added):
    _order(_written(outline, f"{cast.commune.name}: {text}"), unit=cast.commune, **fields)
    assert _added(outline) == added


def test_a_deadline_told_from_the_day_of_the_meeting_is_said_by_its_words(cast, outline):
    """The meeting was on Friday, 3 April 2026."""
    item = _written(outline, f"{cast.commune.name}: gửi danh sách trước thứ Sáu tuần sau")
    _order(item, unit=cast.commune, deadline_words="trước ngày 10/4/2026", due_on=date(2026, 4, 10))
    assert _added(outline) == []


def test_a_heading_says_the_deadline_of_what_it_encloses(cast, outline):
    _written(outline, "Hoàn thành trong quý I năm 2027:", kind=ConclusionKind.HEADING)
    values = {"deadline_words": "quý I/2027", "deadline_kind": DeadlineKind.QUARTER, "due_on": date(2027, 3, 31)}
    _order(_written(outline, f"{cast.commune.name} gửi danh sách", level=2), unit=cast.commune, **values)
    assert _added(outline) == []


def test_an_order_in_words_of_its_own_names_its_deadline_once(cast, outline):
    item = _written(outline, "Về tập huấn")
    order = _order(item, unit=cast.commune, deadline_words="trước 05/3", due_on=date(2027, 3, 5))
    Order.objects.filter(pk=order.pk).update(text="lập danh sách trước ngày 05/3/2027")
    assert _added(outline) == ["Đề nghị UBND xã Mẫu Một chủ trì; lập danh sách trước ngày 05/3/2027."]


@pytest.mark.parametrize(("label", "below"), [("-", "+"), ("a)", "-"), ("1.", "-")])
def test_what_is_added_below_a_dash_does_not_look_like_the_next_item(cast, outline, label, below):
    item = _written(outline, f"{cast.commune.name} gửi. {TEXT}")
    Conclusion.objects.filter(pk=item.pk).update(label=label)
    _order(item, unit=cast.commune, deadline_words="trong quý IV")
    assert [block.label for block in outline_blocks(outline, outline.meeting.held_on)] == [label, below]


def test_a_unit_is_named_by_the_heading_or_the_sentence_above_it(cast, outline):
    _written(outline, "Các huyện, thị xã:", level=2, kind=ConclusionKind.HEADING)
    _order(_written(outline, "Rà soát chợ", level=3), words="các huyện, thị xã", confidence=0.9)
    _written(outline, "UBND xã Mẫu Một làm các việc sau:", level=2, kind=ConclusionKind.PARAGRAPH)
    _order(_written(outline, "Lập danh sách", level=2), unit=cast.commune)
    assert _added(outline) == []


def test_a_name_that_the_clerk_wrote_is_printed_though_it_stands_elsewhere(cast, outline):
    _order(_written(outline, "Hội Nông dân lập danh sách"), words="Hội Nông dân")
    _order(_written(outline, "Kiểm tra cân đo"), words="Hội Nông dân")
    assert _added(outline) == ["Đề nghị Hội Nông dân chủ trì."]


def test_a_name_that_was_read_from_an_earlier_item_is_not_repeated(cast, outline):
    _order(_written(outline, "Hội Nông dân lập danh sách"), words="Hội Nông dân", confidence=0.9)
    _order(_written(outline, "Kiểm tra cân đo"), words="Hội Nông dân", confidence=0.6)
    assert _added(outline) == []


def test_what_a_table_gives_beside_the_task_is_printed(cast, outline):
    fields = {"product": "Bảng kê", "deadline_words": "tháng 6", "confidence": 0.9}
    _order(_written(outline, "Lập kế hoạch đo lường"), words="Phòng Mẫu", **fields)
    assert _added(outline) == ["Đề nghị Phòng Mẫu chủ trì; sản phẩm: Bảng kê; thời hạn: tháng 6."]
