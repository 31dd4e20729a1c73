from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from directives.models import Assignment
from districts.models import Unit
from tests.cast import Cast
from tests.directives.lives import Lives, make_lives
from tests.office_fixtures import ONE_PAGE, cast, files, paper_in, quick_press

__all__ = ["cast", "files", "paper_in", "quick_press"]

LATER = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""A Friday, long after the deadlines of the sample notice."""


@pytest.fixture
def lives(cast: Cast, quick_press: list, monkeypatch: pytest.MonkeyPatch) -> Lives:
    """On the Friday: the lead's order is 10 days late, every other one is due later."""
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: ONE_PAGE)
    made = make_lives(cast)
    Unit.objects.filter(pk=cast.division.pk).update(short_name="Phòng QLCN")  # a letter's symbol needs it
    Assignment.objects.update(current_due_on=LATER.date() + timedelta(days=30))
    Assignment.objects.filter(pk=made.lead.pk).update(current_due_on=LATER.date() - timedelta(days=10))
    made.lead.refresh_from_db()
    with time_machine.travel(LATER, tick=False):
        yield made
