"""An outline of seven rows at three levels, for the tests of its acts."""

from __future__ import annotations

import pytest

from districts.models import Officer
from meetings.models import Outline
from meetings.outline.item_states import ItemState, OrderState, stamp_of
from tests.cast import NOW, Cast, make_meeting, make_officer

ROWS = [
    (1, "I.", "Đánh giá chung", "heading"),
    (2, "1.", "Kết quả quý", "item"),
    (1, "II.", "Nhiệm vụ", "heading"),
    (2, "1.", "Các phòng", "heading"),
    (3, "a)", "Rà soát thiết bị", "item"),
    (3, "b)", "Lập danh sách", "item"),
    (2, "2.", "Các xã", "item"),
]


@pytest.fixture
def outline(cast: Cast) -> Outline:
    outline = make_meeting(cast).outlines.get()
    for number, (level, label, text, kind) in enumerate(ROWS, start=1):
        outline.conclusions.create(level=level, label=label, text=text, kind=kind, position=10 * number)
    return outline


@pytest.fixture
def acting(cast: Cast) -> dict:
    return {"by": cast.clerk, "at": NOW}


def other_clerk(cast: Cast) -> Officer:
    return make_officer("clerk2", "Huỳnh Thị N", "clerk", cast.secretariat, "Chuyên viên")


def shape(outline: Outline) -> list[str]:
    return [f"{row.level} {row.label} {row.text}" for row in outline.conclusions.order_by("position", "id")]


def pk_of(outline: Outline, text: str) -> int:
    return outline.conclusions.get(text=text).pk


def stamp(outline: Outline, pk: int) -> str:
    return stamp_of(outline.conclusions.get(pk=pk))


def written(text: str, *orders: OrderState) -> ItemState:
    return ItemState(text=text, orders=orders)
