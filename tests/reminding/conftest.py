from __future__ import annotations

import pytest

from directives.enums import AssignmentState
from directives.models import Assignment
from tests.cast import NOW, Cast
from tests.directives.lives import Lives, make_lives
from tests.office_fixtures import cast, files, paper_in, quick_press

__all__ = ["cast", "files", "paper_in", "quick_press"]


@pytest.fixture
def lives(cast: Cast, quick_press: list) -> Lives:
    """The released notice; of its orders one alone is open, without a deadline until a test sets one."""
    made = make_lives(cast)
    Assignment.objects.update(current_due_on=None)
    others = Assignment.objects.exclude(pk__in=[made.lead.pk, made.helping.pk])
    others.update(state=AssignmentState.WITHDRAWN, withdrawn_at=NOW)
    return made
