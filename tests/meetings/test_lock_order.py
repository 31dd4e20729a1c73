"""Whoever writes into a meeting and its drafts locks outlines, papers and the meeting in one order, on either database."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import QuerySet

from directives.whole_way import issue_at_once
from directives.withdrawing import start_replacement
from meetings.dating import enter_day
from meetings.drafting import draft_notice
from meetings.enums import MeetingState
from meetings.models import Meeting, Paper
from meetings.outline.editing import add_item
from meetings.outline.item_states import ItemState
from meetings.planning.facts import Plan, correct_meeting
from meetings.receiving import held_to_receive
from tests.admin_forms import save
from tests.cast import NOW, make_conclusions, make_meeting, make_notice
from tests.office_fixtures import cast, files, quick_press

__all__ = ["cast", "files", "quick_press"]

ORDER = ["outline", "paper", "meeting"]


@pytest.fixture
def locks(monkeypatch) -> list[tuple[str, bool]]:
    """What is locked, in order: the model's name, and whether its key is left free."""
    taken: list[tuple[str, bool]] = []
    lock = QuerySet.select_for_update

    def noted(rows, *args, **kwargs):
        taken.append((rows.model._meta.model_name, kwargs.get("no_key", False)))
        return lock(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    return taken


@pytest.fixture
def undated(cast) -> Meeting:
    """A meeting without a day whose notice is drafted."""
    meeting = make_meeting(cast, held_on=None, state=MeetingState.PLANNED)
    make_conclusions(meeting.outlines.get(), cast)
    draft_notice(meeting, by=cast.clerk, at=NOW)
    return Meeting.objects.get(pk=meeting.pk)


def first_of_each(locks: list[tuple[str, bool]]) -> list[str]:
    return [name for name in dict.fromkeys(name for name, _ in locks) if name in ORDER]


def test_an_edit_of_conclusions_sets_the_order(cast, undated, locks):
    add_item(undated.outlines.get(), ItemState(text="Mục mới"), after=None, by=cast.clerk, at=NOW)
    assert first_of_each(locks) == ORDER


def test_entering_the_day_keeps_it(cast, undated, locks):
    enter_day(undated, date(2026, 4, 3), by=cast.clerk, at=NOW)
    assert first_of_each(locks) == ORDER


def test_correcting_the_meeting_keeps_it(cast, undated, locks):
    undated.held_on = date(2026, 4, 3)
    correct_meeting(undated, Plan(), by=cast.clerk, at=NOW)
    assert first_of_each(locks) == ORDER


def test_receiving_conclusions_keeps_it(cast, locks, db):
    held_to_receive(make_meeting(cast).pk)
    assert first_of_each(locks) == ORDER


def test_the_administration_keeps_it(client, cast, undated, locks):
    client.force_login(cast.clerk)
    save(client, f"/quan-tri/meetings/meeting/{undated.pk}/change/", held_on="03/04/2026")
    assert first_of_each(locks) == ORDER


def test_what_follows_a_paper_leaves_its_key_free_for_the_invitation_in_its_place(cast, quick_press, locks):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    locks.clear()
    start_replacement(Paper.objects.get(pk=paper.pk), by=cast.clerk, at=NOW)
    assert ("paper", True) in locks
    assert ("paper", False) not in locks
