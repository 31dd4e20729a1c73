"""Quick looks before dear patterns: they may pass over nothing that the pattern would find."""

import gc
import re
from collections.abc import Callable

import pytest

import meetings.intake.parse  # noqa: F401  (all rules of the intake are there to be gathered)
from meetings.intake import absences, citations, days, deadline_weeks, orders_clause, orders_text
from meetings.intake import deadline_words as words
from meetings.intake.scan import Opened, lowered, says_any
from tests.intake.speaking import said_by

RULES = sorted(
    (found for found in gc.get_objects() if isinstance(found, Opened)), key=lambda rule: rule.pattern.pattern
)
SAMPLES = 700


def spans(matches) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.pattern.pattern[:40])
def test_a_rule_that_is_tried_at_its_opening_words_finds_all_that_its_pattern_finds(rule: Opened) -> None:
    found = 0
    for text in said_by(rule.pattern, samples=SAMPLES):
        expected = spans(rule.pattern.finditer(text))
        assert spans(rule.finditer(text)) == expected, text
        found += bool(expected)
    assert found > SAMPLES / 10


def holds(*looked_for: str) -> Callable[[str], bool]:
    return lambda text: says_any(text, looked_for)


def cites(reader: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda text: reader in citations._readers_for(text)


def begins_near_hint(text: str) -> bool:
    hint, moment = words.MOMENT_HINT.search(lowered(text)), words.MOMENT.search(text)
    return bool(hint and moment and moment.start() >= hint.start() - words.MOMENT_BEFORE)


LOOKS: list[tuple[re.Pattern[str], Callable[[str], object]]] = [
    (words.MOMENT, begins_near_hint),
    (words.DURATION, words.COUNTED.search),
    (words.RECURRING.pattern, holds(*words.RECURRING_WORDS)),
    (words.PLAIN_RECURRING, holds(*words.EVERY_WORDS)),
    (deadline_weeks._HINT, holds(*deadline_weeks._HINT_WORDS)),
    (orders_clause._WISH, orders_clause._wishes),
    (orders_clause._ALREADY, orders_clause._tells_of_past),
    (orders_clause._SAYS, orders_clause._tells_of_past),
    (re.compile(r"vắng|(?:không|chưa) (?:cử|tham|dự|đến|có)", re.I), holds(*absences._TOLD_ABSENT)),
    (citations._SIMPLE_NUMBER.pattern, cites(citations._by_simple_number)),
    (citations._PARTY, cites(citations._party)),
    (citations._CONGRESS, cites(citations._party)),
    (citations._BY_DAY, cites(citations._by_day)),
    (citations._LAW_HEAD.pattern, cites(citations._laws)),
    *((mark, hint.search) for hint, mark in orders_text._NUMBERED),
]


@pytest.mark.parametrize(("pattern", "look"), LOOKS, ids=lambda one: getattr(one, "pattern", "")[:40])
def test_a_quick_look_passes_over_nothing_that_its_pattern_finds(pattern, look) -> None:
    texts = [text for text in said_by(pattern, samples=SAMPLES) if pattern.search(text)]
    assert len(texts) > SAMPLES / 10
    assert not [text for text in texts if not look(text)]


def test_a_letter_for_a_digit_is_seen_by_the_quick_look() -> None:
    texts = [text for text in said_by(days._DAMAGED, samples=20 * SAMPLES) if days._DAMAGED.search(text)]
    damaged = [text for text in texts if days._DAMAGED.sub(days._mended, text) != text]
    assert len(damaged) > SAMPLES / 10
    assert not [text for text in damaged if not days._MAY_BE_DAMAGED.search(text)]


def test_days_are_found_where_a_number_begins() -> None:
    for text in said_by(days._DAY, samples=SAMPLES):
        assert spans(days._days_in(text)) == spans(days._DAY.finditer(text)), text


def test_matches_do_not_overlap_and_stand_at_whole_words() -> None:
    rule = Opened("giao", r"(?<!\w)giao\s+\w+(?:\s+giao)?")
    text = "Giao ban giao giao việc, bàngiao hồ sơ, giaoviệc, GIAO thầu"
    assert [match.group() for match in rule.finditer(text)] == ["Giao ban giao", "giao việc", "GIAO thầu"]
    assert rule.search("không có gì") is None


def test_an_opening_word_may_run_on_where_the_rule_says_so() -> None:
    text = "Luậtsố 5, luật số 6"
    assert len(list(Opened("luật*", r"luật\s*số").finditer(text))) == 2
    assert len(list(Opened("luật", r"luật\s*số").finditer(text))) == 1


def test_a_letter_that_is_two_in_lower_case_does_not_shift_the_places() -> None:
    match = Opened("giao", r"(?<!\w)giao\s+\w+").search("İİİ giao việc")
    assert match is not None
    assert match.group() == "giao việc"


def test_a_word_is_looked_for_whatever_its_case() -> None:
    assert says_any("VẮNG có lý do", ("vắng", "không"))
    assert not says_any("có mặt", ("vắng", "không"))
    assert lowered("ĐỀ NGHỊ" * 1000) == "đề nghị" * 1000
