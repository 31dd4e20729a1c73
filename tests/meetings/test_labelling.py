"""Labels of an outline follow one another, and a bad one is left as it was typed."""

import pytest

from meetings.outline.labelling import (
    Labelled,
    first_below,
    first_of,
    is_well_numbered,
    proposed,
    renumbered,
    successor,
)


@pytest.mark.parametrize(
    ("label", "after"),
    [
        ("I.", "II."),
        ("III.", "IV."),
        ("VIII.", "IX."),
        ("XXXIX.", "XL."),
        ("1.", "2."),
        ("9)", "10)"),
        ("1.9.", "1.10."),
        ("c)", "d)"),
        ("d)", "đ)"),
        ("đ)", "e)"),
        ("e)", "g)"),
        ("i)", "k)"),
        ("A.", "B."),
        ("-", "-"),
        ("+", "+"),
        ("Mục 1", "Mục 1"),
        ("y)", "y)"),
    ],
)
def test_the_next_one(label, after):
    assert successor(label) == after


@pytest.mark.parametrize(
    ("label", "first"),
    [("IV.", "I."), ("7.", "1."), ("2.3.", "2.1."), ("đ)", "a)"), ("-", "-"), ("Phần hai", "Phần hai")],
)
def test_the_first_of_its_kind(label, first):
    assert first_of(label) == first


@pytest.mark.parametrize(
    ("label", "below"), [("I.", "1."), ("2.", "a)"), ("2.1.", "2.1.1."), ("a)", "-"), ("-", "+"), ("+", "-"), ("", "-")]
)
def test_the_first_beneath(label, below):
    assert first_below(label) == below


def test_a_new_row_is_labelled_by_its_place():
    rows = [Labelled(1, "I."), Labelled(2, "1."), Labelled(3, "a)"), Labelled(3, ""), Labelled(2, ""), Labelled(1, "")]
    assert [proposed(rows, index) for index in range(len(rows))] == ["I.", "1.", "a)", "b)", "2.", "II."]
    assert proposed([Labelled(1, ""), Labelled(1, "1.")], 0) == "1.", "it takes the way of those after it"


def test_everything_anew_in_the_way_of_each_first_one():
    rows = [(1, "V."), (2, "3."), (2, "3."), (3, "b)"), (3, "a)"), (2, ""), (1, "I."), (2, "2.4."), (2, "2.4.")]
    labels = renumbered([Labelled(level, label) for level, label in rows])
    assert labels == ["I.", "1.", "2.", "a)", "b)", "", "II.", "2.1.", "2.2."]
    assert is_well_numbered([Labelled(level, label) for (level, _), label in zip(rows, labels, strict=True)])
    assert not is_well_numbered([Labelled(1, "I."), Labelled(1, "III.")])


def test_a_dotted_label_follows_its_parent():
    assert renumbered([Labelled(1, "1."), Labelled(1, "1."), Labelled(2, "1.1.")]) == ["1.", "2.", "2.1."]
