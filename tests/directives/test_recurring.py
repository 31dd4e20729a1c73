"""Orders that recur: each period gets its assignments once, missed ones too, until the order ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives.life import reporting, steering, unit_acts
from directives.life.extending import ask_extension
from directives.life.reporting import ReportKind, Telling
from directives.models import Assignment, Directive, DirectiveEvent
from directives.periods import in_words
from directives.recurring import end_recurrence, start_periods
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall
from districts.enums import UnitKind
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Appointment, Unit
from meetings.enums import DeadlineKind, Frequency
from meetings.models import Order, Paper
from tests.cast import NOW, make_conclusions, make_meeting, make_notice, make_unit


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2026-M11", "tháng 11 năm 2026"),
        ("2026-Q4", "quý IV năm 2026"),
        ("2026-H2", "6 tháng cuối năm 2026"),
        ("2026-Y1", "năm 2026"),
        ("", ""),
    ],
)
def test_a_period_is_named_as_one_says_it(key, words):
    assert in_words(key) == words


@pytest.fixture
def quarterly(cast, quick_press) -> Directive:
    """The order to the group, each quarter until its last day; released on 9 April 2026. Both communes have it."""
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    Order.objects.filter(conclusion__label="b)").update(
        recurrence=Frequency.QUARTERLY, deadline_kind=DeadlineKind.RECURRING, relative_days=None, working_days=False
    )
    issue_at_once(make_notice(cast, meeting), at=NOW)
    return Directive.objects.exclude(recurrence="").get()


def periods(directive: Directive, unit: Unit) -> list[tuple[str, date]]:
    rows = Assignment.objects.filter(directive=directive, unit=unit).order_by("original_due_on")
    assert all(row.original_due_on == row.current_due_on for row in rows)
    return list(rows.values_list("period", "original_due_on"))


SECOND = ("2026-Q2", date(2026, 6, 30))
THIRD = ("2026-Q3", date(2026, 9, 30))
FOURTH = ("2026-Q4", date(2026, 12, 31))
NEXT = ("2027-Q1", date(2027, 3, 31))


def test_a_period_gets_its_assignments_on_its_first_day_once(cast, quarterly):
    assert start_periods(date(2026, 6, 30), at=NOW) == 0
    assert start_periods(date(2026, 7, 1), at=NOW) == 2
    assert start_periods(date(2026, 7, 1), at=NOW) == 0
    assert start_periods(date(2026, 9, 30), at=NOW) == 0
    assert periods(quarterly, cast.commune) == [SECOND, THIRD]
    assert periods(quarterly, cast.other_commune) == [SECOND, THIRD]
    new = Assignment.objects.get(unit=cast.commune, period="2026-Q3")
    event = DirectiveEvent.objects.get(object_kind="assignment", object_id=new.pk)
    assert (event.verb, event.officer, event.digest) == ("new_period", None, new.event_head)


def test_missed_periods_are_made_up_over_the_turn_of_the_year(cast, quarterly):
    assert start_periods(date(2027, 1, 1), at=NOW) == 6
    assert periods(quarterly, cast.commune) == [SECOND, THIRD, FOURTH, NEXT]


def test_what_was_done_goes_on_and_what_rests_does_not(cast, quarterly):
    mine = Assignment.objects.get(directive=quarterly, unit=cast.commune)
    unit_acts.acknowledge(mine, by=cast.unit_officer, at=NOW)
    done = Telling(ReportKind.COMPLETION, text="Đã xong", no_evidence="Có trong phần mềm")
    reporting.report(mine, done, by=cast.unit_head, at=NOW)
    other = Assignment.objects.get(directive=quarterly, unit=cast.other_commune)
    steering.pause(other, reason="Chờ hướng dẫn", by=cast.division_head, at=NOW)
    assert start_periods(date(2026, 7, 1), at=NOW) == 1
    assert periods(quarterly, cast.other_commune) == [SECOND]
    steering.resume(other, reason="Đã có hướng dẫn", by=cast.division_head, at=NOW)
    assert start_periods(date(2026, 7, 2), at=NOW) == 1
    steering.withdraw(
        Assignment.objects.get(unit=cast.commune, period="2026-Q3"), reason="Thôi", by=cast.leader, at=NOW
    )
    assert start_periods(date(2026, 10, 1), at=NOW) == 1
    assert periods(quarterly, cast.commune) == [SECOND, THIRD]


def test_the_next_period_is_nobody_s_who_left_the_unit(cast, quarterly):
    first = Assignment.objects.get(directive=quarterly, unit=cast.commune)
    unit_acts.pass_on(first, officer=cast.unit_officer, by=cast.unit_head, at=NOW)
    start_periods(date(2026, 7, 1), at=NOW)
    Appointment.objects.filter(officer=cast.unit_officer).update(ends_on=date(2026, 9, 30))
    start_periods(date(2026, 10, 1), at=NOW)
    mine = Assignment.objects.filter(directive=quarterly, unit=cast.commune).order_by("original_due_on")
    assert [row.handling_officer for row in mine] == [cast.unit_officer, cast.unit_officer, None]


def test_a_period_open_long_after_its_end_may_still_be_extended(cast, quarterly):
    """To the end of the period after today's."""
    first = Assignment.objects.get(directive=quarterly, unit=cast.commune)
    asked = {"reason": "Chờ số liệu", "by": cast.unit_head, "at": datetime(2026, 10, 15, 3, tzinfo=UTC)}
    with pytest.raises(DomainError, match="31/03/2027"):
        ask_extension(first, wanted_on=date(2027, 4, 1), **asked)
    assert ask_extension(first, wanted_on=date(2026, 12, 31), **asked).due_on == SECOND[1]


def test_a_unit_that_has_ended_gets_no_more(cast, quarterly):
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=date(2026, 8, 31))
    start_periods(date(2026, 12, 1), at=NOW)
    assert periods(quarterly, cast.commune) == [SECOND, THIRD]
    assert periods(quarterly, cast.other_commune) == [SECOND, THIRD, FOURTH]


def test_a_leader_ends_it_and_open_periods_stay(cast, quarterly):
    today = NOW.date()
    with pytest.raises(NotAllowed):
        end_recurrence(quarterly, after=today, reason="Đã có phần mềm", by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="lý do"):
        end_recurrence(quarterly, after=today, reason=" ", by=cast.leader, at=NOW)
    with pytest.raises(DomainError, match="đã qua"):
        end_recurrence(quarterly, after=today - timedelta(days=1), reason="x", by=cast.leader, at=NOW)
    end_recurrence(quarterly, after=date(2026, 8, 1), reason="Đã có phần mềm", by=cast.leader, at=NOW)
    with pytest.raises(WrongState, match="01/08/2026"):
        end_recurrence(quarterly, after=date(2026, 8, 1), reason="Đã có phần mềm", by=cast.leader, at=NOW)
    assert start_periods(date(2026, 8, 1), at=NOW) == 2  # the third quarter began before the last day
    assert start_periods(date(2027, 1, 1), at=NOW) == 0
    assert periods(quarterly, cast.commune) == [SECOND, THIRD]
    assert set(Assignment.objects.filter(directive=quarterly).values_list("state", flat=True)) == {"assigned"}


def test_an_order_that_does_not_recur_cannot_be_ended(cast, quarterly):
    once = Directive.objects.get(recurrence="")
    with pytest.raises(DomainError, match="không định kỳ"):
        end_recurrence(once, after=NOW.date(), reason="x", by=cast.leader, at=NOW)


def test_a_recalled_notice_gives_no_new_period_even_to_who_had_finished(cast, quarterly):
    mine = Assignment.objects.get(directive=quarterly, unit=cast.commune)
    Assignment.objects.filter(pk=mine.pk).update(state="done", handed_in_on=NOW.date())
    issue_at_once(start_recall(Paper.objects.get(), by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW + timedelta(hours=1))
    assert start_periods(date(2026, 7, 1), at=NOW) == 0
    assert start_periods(NOW.date(), at=NOW) == 0


def test_the_number_of_queries_does_not_grow_with_units(cast, quarterly):
    def queries(day: date) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert start_periods(day, at=NOW)
        return len(captured)

    few = queries(date(2026, 7, 1))
    lead = Assignment.objects.filter(directive=quarterly, unit=cast.commune).earliest("pk")
    for number in range(20):
        lead.pk, lead._state.adding = None, True
        lead.unit = make_unit(f"X{number}", f"UBND xã Số {number}", UnitKind.COMMUNE)
        lead.event_count, lead.event_head = 0, ""
        lead.save()
    assert queries(date(2026, 10, 1)) <= few + 1


def test_the_command_says_how_many(quarterly, capsys):
    call_command("start_periods", "--day", "01/07/2026")
    assert "Tính đến 01/07/2026: 2 phân công" in capsys.readouterr().out
