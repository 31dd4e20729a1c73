"""The words of a deadline on a day, by the interface's table of deadline chips."""

from __future__ import annotations

from datetime import date

import pytest

from directives.chips import chip_of
from directives.enums import AssignmentState
from directives.figures import Yardstick
from directives.models import Assignment, Directive
from districts.calendar import WorkCalendar
from meetings.enums import Frequency, PartyRole

MONDAY = date(2026, 11, 16)
SATURDAY = date(2026, 11, 14)


def chip_on(today: date, due_on: date | None, state: str = AssignmentState.ASSIGNED, recurrence: str = ""):
    assignment = Assignment(
        directive=Directive(recurrence=recurrence), role=PartyRole.LEAD, state=state, current_due_on=due_on
    )
    return chip_of(assignment, Yardstick(today, WorkCalendar({}), soon_days=7))


@pytest.mark.parametrize(
    ("due_on", "css", "words"),
    [
        (date(2026, 11, 30), "within", "Còn 14 ngày"),
        (date(2026, 11, 24), "within", "Còn 8 ngày"),
        (date(2026, 11, 23), "soon", "Còn 7 ngày"),
        (date(2026, 11, 18), "soon", "Còn 2 ngày"),
        (date(2026, 11, 17), "soon", "Ngày mai"),
        (MONDAY, "soon today", "Hôm nay"),
        (date(2026, 11, 13), "overdue", "Quá hạn 3 ngày"),
        (date(2026, 11, 11), "overdue", "Quá hạn 5 ngày"),
        (None, "hollow", "Không có hạn"),
    ],
)
def test_the_words_follow_the_day(due_on, css, words):
    chip = chip_on(MONDAY, due_on)
    assert (chip.css, chip.words, chip.day) == (css, words, due_on)


def test_a_deadline_on_a_day_off_is_not_yet_late_on_the_next_working_day():
    assert chip_on(MONDAY, SATURDAY).words == "Hạn vào ngày nghỉ"
    assert chip_on(date(2026, 11, 17), SATURDAY).words == "Quá hạn 3 ngày"


def test_a_recurring_order_says_its_period_until_it_is_due_soon():
    assert chip_on(MONDAY, date(2026, 12, 25), recurrence=Frequency.QUARTERLY).words == "Định kỳ hằng quý"
    assert chip_on(MONDAY, date(2026, 11, 20), recurrence=Frequency.QUARTERLY).words == "Còn 4 ngày"


def test_what_is_stopped_says_so_however_late_it_was():
    chip = chip_on(MONDAY, date(2026, 1, 5), AssignmentState.WITHDRAWN)
    assert (chip.css, chip.icon, chip.words) == ("off", "slash", "Dừng thực hiện")
