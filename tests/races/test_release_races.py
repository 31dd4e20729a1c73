"""A hundred processes release at once: no number twice, no gap; and with a guard off, it shows."""

import pytest

from tests.races.arenas import Arena, SQLiteArena

ORDERS, ASSIGNMENTS = 1, 2  # of each prepared notice


def test_a_hundred_releases_at_once_take_the_numbers_1_to_100(arena: Arena):
    facts = arena.run("hundred_at_once")
    assert facts["errors"] == []
    assert facts["numbers"] == list(range(1, 101))
    assert sorted(facts["values"]) == facts["numbers"]
    assert facts["last_number"] == 100
    assert facts["directives"] == 100 * ORDERS
    assert facts["assignments"] == 100 * ASSIGNMENTS
    assert facts["release_events"] == 100


def test_releases_that_fail_or_are_killed_leave_no_gap(arena: Arena):
    facts = arena.run("hundred_with_failures")
    assert sorted(error for error, _ in facts["errors"]) == ["Killed"] * 10 + ["RuntimeError"] * 10
    assert facts["numbers"] == list(range(1, 81))
    assert facts["last_number"] == 80
    assert facts["released_papers"] == facts["release_events"] == 80
    assert facts["directives"] == 80 * ORDERS


def test_one_paper_released_by_twenty_at_once_is_released_once(arena: Arena):
    facts = arena.run("same_paper")
    assert facts["numbers"] == [1]
    assert facts["last_number"] == 1
    assert [error for error, _ in facts["errors"]] == ["WrongState"] * 19
    assert facts["refused"] == 19
    assert facts["directives"] == ORDERS


def test_the_first_releases_of_a_year_may_come_at_once(arena: Arena):
    facts = arena.run("turn_of_year")
    assert facts["errors"] == []
    assert facts["numbers"] == list(range(1, 21))
    assert facts["old_year"] == [1, 2, 3, 4, 5]


def test_a_number_typed_by_twenty_at_once_is_given_once(arena: Arena):
    facts = arena.run("typed_twice")
    assert facts["numbers"] == [7]
    assert [error for error, _ in facts["errors"]] == ["NumberRefused"] * 19


def test_twenty_clicks_on_sign_make_one_signature(arena: Arena):
    facts = arena.run("sign_at_once")
    assert facts["records"] == 1
    assert [error for error, _ in facts["errors"]] == ["WrongState"] * 19


def test_what_is_signed_holds_the_edit_that_was_on_its_way(arena: Arena):
    assert arena.run("edit_meets_signature") == {"signed as edited": True, "stored as edited": True}


def test_an_outline_that_is_not_held_is_signed_as_it_no_longer_is(arena: Arena):
    if isinstance(arena, SQLiteArena):
        pytest.skip("an IMMEDIATE transaction of SQLite holds everything")
    facts = arena.run("edit_meets_signature_without_holding")
    assert facts == {"signed as edited": False, "stored as edited": True}


@pytest.mark.parametrize("scenario", ["without_the_lock", "without_the_insert_or_ignore"])
def test_with_the_guard_off_the_race_is_lost(arena: Arena, scenario: str):
    """What holds the numbers is the guard, and not luck: without it all but one release break."""
    facts = arena.run(scenario)
    assert len(facts["errors"]) == 19
    assert {error for error, _ in facts["errors"]} <= {"IntegrityError", "OperationalError"}
    if "taken" in facts:
        assert facts["taken"] == [1] * 20
