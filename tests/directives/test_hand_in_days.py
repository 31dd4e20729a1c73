"""Days around a deadline, a day off, a holiday and the turn of the year: by which day a unit is on time.

Every instant is a moment in Asia/Ho_Chi_Minh, also where it is the day before in UTC.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from directives.chips import chip_of
from directives.enums import Bucket, ReportKind
from directives.figures import Yardstick
from directives.life import answering, reporting, unit_acts
from directives.life.reporting import Telling
from directives.models import Assignment
from districts.calendar import WorkCalendar
from meetings.enums import ReportRoute
from tests.directives.lives import make_lives

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DONE = Telling(ReportKind.COMPLETION, text="Đã làm xong", no_evidence="Kết quả nằm trong phần mềm dùng chung")
# a deadline, and the last day on which a hand-in is on time
DEADLINES = [
    (date(2026, 11, 17), date(2026, 11, 17)),  # a Tuesday
    (date(2026, 11, 14), date(2026, 11, 16)),  # a Saturday: until Monday
    (date(2026, 9, 2), date(2026, 9, 3)),  # National Day, and the day before it
    (date(2026, 12, 31), date(2026, 12, 31)),  # the last day of the year
    (date(2027, 1, 1), date(2027, 1, 4)),  # New Year on a Friday
]


@pytest.fixture
def lead(cast, quick_press) -> Assignment:
    lives = make_lives(cast)
    unit_acts.acknowledge(lives.lead, by=cast.unit_officer, at=datetime(2026, 4, 10, 8, tzinfo=ZONE))
    return lives.lead


def due(lead: Assignment, day: date) -> Assignment:
    Assignment.objects.filter(pk=lead.pk).update(original_due_on=day, current_due_on=day)
    return read(lead)


def read(lead: Assignment) -> Assignment:
    return Assignment.objects.select_related("directive").get(pk=lead.pk)


def at_on(day: date, hour: int = 6) -> datetime:
    """06:30 of the day here is the evening before in UTC."""
    return datetime.combine(day, time(hour, 30), ZONE)


def bucket(lead: Assignment, today: date) -> Bucket:
    return Yardstick(today, WorkCalendar.load(), soon_days=7).bucket(read(lead))


@pytest.mark.parametrize(("deadline", "last"), DEADLINES)
@pytest.mark.parametrize("after", [-1, 0, 1])
def test_a_result_that_is_accepted_counts_on_the_day_it_was_sent(cast, lead, deadline, last, after):
    due(lead, deadline)
    sent = last + timedelta(days=after)
    reporting.report(lead, DONE, by=cast.unit_head, at=at_on(sent))
    assert read(lead).handed_in_on == sent
    answering.confirm(lead, by=cast.division_head, at=at_on(sent + timedelta(days=30)))
    assert bucket(lead, sent + timedelta(days=60)) == (Bucket.DONE_LATE if after > 0 else Bucket.ON_TIME)


@pytest.mark.parametrize(("deadline", "last"), DEADLINES)
def test_one_minute_before_midnight_is_still_the_day(cast, lead, deadline, last):
    due(lead, deadline)
    reporting.report(lead, DONE, by=cast.unit_head, at=datetime.combine(last, time(23, 59), ZONE))
    answering.confirm(lead, by=cast.division_head, at=at_on(last + timedelta(days=9)))
    assert bucket(lead, last + timedelta(days=9)) == Bucket.ON_TIME


@pytest.mark.parametrize(("deadline", "last"), DEADLINES)
def test_an_open_order_is_late_from_the_day_after_the_last(lead, deadline, last):
    due(lead, deadline)
    assert bucket(lead, last) == Bucket.SOON
    assert bucket(lead, last + timedelta(days=1)) == Bucket.OVERDUE


@pytest.mark.parametrize(("deadline", "last"), DEADLINES)
def test_time_at_the_office_makes_nobody_late(cast, lead, deadline, last):
    due(lead, deadline)
    reporting.report(lead, DONE, by=cast.unit_head, at=at_on(last))
    later = last + timedelta(days=20)
    assert bucket(lead, later) == Bucket.SOON
    chip = chip_of(read(lead), Yardstick(later, WorkCalendar.load(), soon_days=7))
    assert chip.words.endswith(", chờ Sở xác nhận")
    assert "Quá hạn" not in chip.words


@pytest.mark.parametrize(("deadline", "last"), DEADLINES)
def test_a_supplement_keeps_the_day_of_the_first_hand_in(cast, lead, deadline, last):
    due(lead, deadline)
    reporting.report(lead, DONE, by=cast.unit_head, at=at_on(last))
    until = last + timedelta(days=14)
    answering.ask_supplement(lead, words="Thiếu biểu 2", until=until, by=cast.division_head, at=at_on(last, 9))
    assert bucket(lead, until) == Bucket.SOON
    reporting.report(lead, DONE, by=cast.unit_head, at=at_on(until))
    answering.confirm(lead, by=cast.division_head, at=at_on(until, 9))
    assert read(lead).handed_in_on == last
    assert bucket(lead, until) == Bucket.ON_TIME


def test_a_supplement_that_never_comes_is_late_again(cast, lead):
    due(lead, date(2026, 11, 17))
    reporting.report(lead, DONE, by=cast.unit_head, at=at_on(date(2026, 11, 17)))
    until = date(2026, 11, 27)
    answering.ask_supplement(
        lead, words="Thiếu biểu 2", until=until, by=cast.division_head, at=at_on(date(2026, 11, 18))
    )
    assert bucket(lead, until) == Bucket.SOON
    assert bucket(lead, date(2026, 11, 30)) == Bucket.OVERDUE  # the 28th and 29th are a weekend


@pytest.mark.parametrize(("deadline", "last"), DEADLINES)
def test_what_was_not_achieved_was_never_handed_in(cast, lead, deadline, last):
    due(lead, deadline)
    reporting.report(lead, DONE, by=cast.unit_head, at=at_on(last))
    answering.not_achieved(lead, reason="Số liệu sai", by=cast.division_head, at=at_on(last, 9))
    assert bucket(lead, last) == Bucket.SOON
    assert bucket(lead, last + timedelta(days=1)) == Bucket.OVERDUE
    again = last + timedelta(days=2)
    reporting.report(lead, DONE, by=cast.unit_head, at=at_on(again))
    answering.confirm(lead, by=cast.leader, at=at_on(again, 9))
    assert bucket(lead, again) == Bucket.DONE_LATE


@pytest.mark.parametrize(("deadline", "last"), DEADLINES)
@pytest.mark.parametrize("after", [0, 1])
def test_a_paper_counts_on_the_day_it_arrived_whenever_it_is_recorded(cast, lead, deadline, last, after):
    due(lead, deadline)
    arrived = last + timedelta(days=after)
    reporting.record_paper(
        lead,
        DONE,
        route=ReportRoute.ON_PAPER,
        arrived_on=arrived,
        by=cast.clerk,
        at=at_on(arrived + timedelta(days=5)),
    )
    answering.confirm(lead, by=cast.division_head, at=at_on(arrived + timedelta(days=6)))
    assert bucket(lead, arrived + timedelta(days=6)) == (Bucket.DONE_LATE if after else Bucket.ON_TIME)


def test_the_office_has_its_own_days_to_answer(cast, lead):
    reporting.report(lead, DONE, by=cast.unit_head, at=at_on(date(2026, 4, 28)))  # a Tuesday before three days off
    by = Yardstick(date(2026, 5, 1), WorkCalendar.load(), soon_days=7).answer_by(read(lead))
    calendar = WorkCalendar.load()
    assert by == calendar.add_working_days(date(2026, 4, 28), 5)
    assert by > date(2026, 5, 5)
    assert timezone.localdate(read(lead).waiting_since) == date(2026, 4, 28)
