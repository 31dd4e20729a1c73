"""Days around a deadline, a day off and the turn of the year: when a reminder falls due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from directives.reminding.moments import Moments, Rhythm
from districts.calendar import WorkCalendar

RHYTHM = Rhythm((7, 3, 1), 7, 90, 10, 21)
CALENDAR = WorkCalendar({})


def moments(today: date) -> Moments:
    return Moments(today, CALENDAR, RHYTHM)


def told_on(due_on: date, first: date, last: date) -> list[date]:
    """The days on which a run each day would tell of the deadline; none on days off."""
    told, since = [], first - timedelta(days=1)
    day = first
    while day <= last:
        if CALENDAR.is_working_day(day):
            moment = moments(day).of_deadline(due_on)
            if moment and moment > since:
                told.append(day)
            since = day
        day += timedelta(days=1)
    return told


def test_seven_three_and_one_working_days_before_on_the_day_then_weekly():
    # 13/10/2026 is a Tuesday
    assert told_on(date(2026, 10, 13), date(2026, 9, 25), date(2026, 10, 30)) == [
        date(2026, 10, 2),
        date(2026, 10, 8),
        date(2026, 10, 12),
        date(2026, 10, 13),
        date(2026, 10, 20),
        date(2026, 10, 27),
    ]


def test_a_deadline_on_a_day_off_is_told_on_the_next_working_day():
    # 14/11/2026 is a Saturday: until Monday the 16th
    assert told_on(date(2026, 11, 14), date(2026, 11, 11), date(2026, 11, 23)) == [
        date(2026, 11, 11),
        date(2026, 11, 13),
        date(2026, 11, 16),
        date(2026, 11, 23),
    ]


def test_a_week_that_ends_on_a_holiday_is_told_after_it():
    # due on Thursday 25/12/2025; a week later is New Year, the 2nd is made up for, then comes a weekend
    told = told_on(date(2025, 12, 25), date(2025, 12, 25), date(2026, 1, 9))
    assert told[0] == date(2025, 12, 25)
    assert told[1] == CALENDAR.next_working_day(date(2026, 1, 1))
    assert told[1] > date(2026, 1, 1)
    assert told[2] == date(2026, 1, 8)


@pytest.mark.parametrize(("days", "moment"), [(9, None), (10, 10), (16, 10), (17, 17), (31, 31)])
def test_who_stands_above_is_told_from_a_lateness_on_and_weekly(days, moment):
    due_on = date(2026, 11, 17)
    found = moments(due_on + timedelta(days=days)).of_lateness(due_on, 10)
    assert found == (due_on + timedelta(days=moment) if moment else None)
