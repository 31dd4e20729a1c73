"""In the conclusions of an amending paper, what was issued keeps its number and place."""

from __future__ import annotations

import pytest

from directives.amending import start_amendment
from directives.whole_way import issue_at_once
from districts.errors import DomainError
from meetings.amended import changes_of
from meetings.models import Conclusion, Outline
from meetings.outline.editing import add_item, delete, indent, move, name_label, place, relabel
from meetings.outline.item_states import ItemState, stamp_of
from meetings.outline.undoing import undo
from tests.cast import NOW, make_notice


@pytest.fixture
def outline(cast, quick_press) -> Outline:
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    return start_amendment(paper, by=cast.clerk, at=NOW).outline


def row(outline: Outline, label: str) -> Conclusion:
    return outline.conclusions.get(label=label)


def labels(outline: Outline) -> list[str]:
    return list(outline.conclusions.order_by("position").values_list("label", flat=True))


def remove(outline: Outline, label: str, cast) -> None:
    found = row(outline, label)
    delete(outline, item=found.pk, stamp=stamp_of(found), by=cast.clerk, at=NOW)


def test_what_is_dropped_leaves_the_other_numbers(cast, outline):
    remove(outline, "a)", cast)
    assert labels(outline) == ["1.", "b)", "c)"]


def test_what_is_added_gets_a_number_of_its_own(cast, outline):
    for _ in range(2):
        add_item(outline, ItemState(text="Việc thêm"), after=row(outline, "b)").pk, by=cast.clerk, at=NOW)
    assert labels(outline) == ["1.", "a)", "b)", "b2)", "b1)", "c)"]
    assert [change.words for change in changes_of(outline)] == ["Bổ sung vào sau mục 1.b nội dung sau:"]


@pytest.mark.parametrize(
    "act",
    [
        lambda o, item, cast: move(o, item=item, up=False, by=cast.clerk, at=NOW),
        lambda o, item, cast: place(o, item=item, before=None, by=cast.clerk, at=NOW),
        lambda o, item, cast: indent(o, item=item, deeper=False, by=cast.clerk, at=NOW),
        lambda o, item, cast: name_label(o, item=item, label="z)", by=cast.clerk, at=NOW),
        lambda o, item, cast: relabel(o, by=cast.clerk, at=NOW),
    ],
    ids=["move", "place", "indent", "label", "relabel"],
)
def test_what_was_issued_stays_where_it_is(cast, outline, act):
    before = labels(outline)
    with pytest.raises(DomainError, match="giữ nguyên số và vị trí"):
        act(outline, row(outline, "a)").pk, cast)
    assert labels(outline) == before


def test_what_is_added_may_be_moved_and_named(cast, outline):
    added = add_item(outline, ItemState(text="Việc thêm"), after=row(outline, "a)").pk, by=cast.clerk, at=NOW)
    name_label(outline, item=added.pk, label="a bis)", by=cast.clerk, at=NOW)
    move(outline, item=added.pk, up=False, by=cast.clerk, at=NOW)
    assert labels(outline) == ["1.", "a)", "b)", "a bis)", "c)"]


def test_a_heading_is_not_dropped_from_above_its_items(cast, outline):
    with pytest.raises(DomainError, match="Hãy xóa các mục con"):
        remove(outline, "1.", cast)


def test_what_is_dropped_and_taken_back_is_the_same_item_again(cast, outline):
    remove(outline, "a)", cast)
    assert [change.words for change in changes_of(outline)] == ["Bãi bỏ mục 1.a."]
    undo(outline, by=cast.clerk, at=NOW)
    assert changes_of(outline) == []
