"""Two texts side by side: what only one has is marked, and the changes of both fit into one text."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.outline.merging import marked, merged

BASE = "Chi cục hỗ trợ đào tạo cho công chức cấp xã, hoàn thành trước ngày 15/11/2026."
STORED = "Chi cục hỗ trợ đào tạo cho công chức cấp xã, gồm cả trạm y tế, hoàn thành trước ngày 30/11/2026."
MINE = "Chi cục hỗ trợ đào tạo nghiệp vụ cho công chức cấp xã, hoàn thành trước ngày 15/12/2026."

words = st.lists(st.sampled_from(["xã", "phường", "sở", "quý", "năm"]), max_size=8).map(" ".join)


def test_what_only_one_text_has_is_marked():
    stored, mine = marked(STORED, MINE)
    assert [piece.text.strip() for piece in stored if piece.own] == ["gồm cả trạm y tế,", "30/11/2026."]
    assert [piece.text.strip() for piece in mine if piece.own] == ["nghiệp vụ", "15/12/2026."]


def test_both_changes_are_taken_over_and_where_they_meet_mine():
    assert merged(BASE, STORED, MINE) == (
        "Chi cục hỗ trợ đào tạo nghiệp vụ cho công chức cấp xã, gồm cả trạm y tế, hoàn thành trước ngày 15/12/2026."
    )


def test_without_a_common_beginning_mine_is_proposed():
    assert merged(None, STORED, MINE) == MINE


@given(words, words)
def test_the_pieces_make_up_their_texts(one, other):
    left, right = marked(one, other)
    assert "".join(piece.text for piece in left) == one
    assert "".join(piece.text for piece in right) == other


@given(words, words)
def test_a_side_that_changed_nothing_gives_way(base, changed):
    assert merged(base, base, changed) == changed
    assert merged(base, changed, base) == changed
    assert merged(base, changed, changed) == changed
