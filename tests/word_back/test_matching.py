"""Paragraphs find each other by their words, wherever they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.word_back.matching import alike, bare, matched, moved

OLD = [("1.", "Về đổi mới công nghệ"), ("a)", "Rà soát thiết bị đo lường tại chợ"), ("b)", "Lập danh sách hợp tác xã")]


def test_a_text_is_matched_with_itself():
    assert matched(OLD, OLD) == {0: 0, 1: 1, 2: 2}


def test_a_moved_and_a_corrected_text_are_found_again():
    new = [OLD[0], ("a)", "Lập danh sách hợp tác xã"), ("b)", "Rà soát lại thiết bị đo lường tại các chợ")]
    assert matched(OLD, new) == {0: 0, 1: 2, 2: 1}


def test_what_is_new_or_gone_is_matched_with_nothing():
    new = [OLD[0], ("a)", "Tổ chức tập huấn cho công chức cấp xã"), OLD[2]]
    assert matched(OLD, new) == {0: 0, 2: 2}


def test_of_two_likely_ones_the_likest_is_taken_once():
    old = [("-", "Gửi báo cáo quý I về Sở"), ("-", "Gửi báo cáo quý II về Sở")]
    new = [("-", "Gửi báo cáo quý II về Sở trước ngày 20")]
    assert matched(old, new) == {0: 1}


@pytest.mark.parametrize(("order", "out"), [([], set()), ([0, 1, 2], set()), ([2, 0, 1], {0}), ([0, 3, 1, 2], {1})])
def test_as_few_as_can_be_are_moved(order, out):
    assert moved(order) == out


@given(st.permutations(range(7)))
def test_what_is_not_moved_stands_in_order(order):
    kept = [number for place, number in enumerate(order) if place not in moved(order)]
    assert kept == sorted(kept)


def test_marks_at_the_end_are_no_difference():
    assert bare("Tổ chức thực hiện./.") == bare("Tổ chức  thực hiện.") == "Tổ chức thực hiện"
    assert alike("", "một hai") == 0.0
