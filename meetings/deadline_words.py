"""A deadline in an official's words, read where no document stands around it."""

from __future__ import annotations

from datetime import date

from meetings.intake.deadlines import Calendar, find_deadlines
from meetings.intake.draft import Deadline


def deadline_in(words: str, *, held_on: date | None) -> Deadline | None:
    """What the words name, a plain one before one that may be something else; None where they name no time.

    A day without its year is of the meeting's year, or of the next where it is long gone by.
    """
    found = find_deadlines(words, Calendar(held_on.year if held_on else None, held_on, None, held_on))
    best = next((one for one in found if one.strong), None) or (found[0] if found else None)
    return best.deadline if best else None
