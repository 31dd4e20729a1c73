"""What a meeting finds of the tasks of earlier ones on its day, however things went on after it."""

from __future__ import annotations

from datetime import date, timedelta

from directives.enums import Bucket, DecisionKind, ReportKind
from directives.life.answering import confirm
from directives.life.reporting import Telling, report
from directives.life.unit_acts import acknowledge
from directives.models import Assignment, DeadlineDecision, Directive
from directives.verdicts.listing import carried_to
from tests.cast import NOW, make_meeting
from tests.verdicts.conftest import AFTER, Later


def rows(later: Later) -> dict[int, object]:
    return {row.directive.pk: row for row in carried_to(later.meeting, later.cast.clerk).rows}


def finish(later: Later, at=AFTER) -> Assignment:
    lead = later.leads(later.measured)[0]
    acknowledge(lead, by=later.cast.officer("unit_head"), at=at)
    telling = Telling(ReportKind.COMPLETION, text="Đã rà soát xong", no_evidence="Làm tại chỗ")
    report(lead, telling, by=later.cast.officer("unit_head"), at=at)
    return confirm(lead, by=later.cast.officer("division_head"), at=at)


def test_the_latest_stands_first_with_the_units_that_are_late(later):
    found = carried_to(later.meeting, later.cast.clerk)
    assert [row.directive for row in found.rows] == [later.listed, later.measured]
    first, second = found.rows
    assert (first.done, first.total, first.late) == (0, 2, ["UBND xã Mẫu Hai", "UBND xã Mẫu Một"])
    assert (second.bucket, second.days_late, second.due_on) == (Bucket.OVERDUE, 3, date(2026, 6, 30))
    assert found.awaiting == 2
    assert found.counts[Bucket.OVERDUE] == 2


def test_what_is_far_from_due_is_folded_but_not_what_the_last_meeting_put_off(later, settings):
    Assignment.objects.filter(directive=later.measured).update(current_due_on=date(2026, 8, 3))
    settings.CARRIED_AHEAD_DAYS = 31
    assert not carried_to(later.meeting, later.cast.clerk).far
    settings.CARRIED_AHEAD_DAYS = 30
    found = carried_to(later.meeting, later.cast.clerk)
    assert [row.directive for row in found.far] == [later.measured]
    assert found.awaiting == 1, "nobody need conclude on what is folded"
    later.say(later.measured, "put_off")
    assert later.measured in [row.directive for row in carried_to(later.meeting, later.cast.clerk).shown]
    Assignment.objects.filter(directive=later.measured).update(current_due_on=date(2027, 8, 3))
    third = make_meeting(later.cast, held_on=date(2026, 10, 2))
    assert later.measured in [row.directive for row in carried_to(third, later.cast.clerk).shown]


def test_a_past_day_tells_what_was_recorded_until_its_end(later):
    finish(later)
    DeadlineDecision.objects.create(
        assignment=later.leads(later.listed)[0],
        kind=DecisionKind.MEETING,
        old_due_on=date(2026, 4, 20),
        new_due_on=date(2026, 12, 1),
        by=later.cast.leader,
        at=AFTER,
    )
    Assignment.objects.filter(directive=later.listed).update(current_due_on=date(2026, 12, 1))
    row = rows(later)[later.measured.pk]
    assert (row.done, row.bucket, row.days_late, row.last_report) == (0, Bucket.OVERDUE, 3, None)
    assert date(2026, 4, 20) == rows(later)[later.listed.pk].due_on
    next_one = make_meeting(later.cast, held_on=AFTER.date() + timedelta(days=1))
    found = {each.directive.pk: each for each in carried_to(next_one, later.cast.clerk).rows}
    assert (found[later.measured.pk].bucket, found[later.measured.pk].done) == (Bucket.DONE_LATE, 1)
    assert found[later.measured.pk].last_report.text == "Đã rà soát xong"


def test_what_ended_in_time_is_told_apart(later):
    finish(later, at=NOW + timedelta(days=1))
    found = carried_to(later.meeting, later.cast.clerk)
    assert [row.directive for row in found.ended] == [later.measured]
    assert found.counts[Bucket.ON_TIME] == 1


def test_another_series_a_replaced_task_and_a_later_one_are_none_of_it(later):
    alone = make_meeting(later.cast, series=None, held_on=date(2026, 7, 3))
    before = make_meeting(later.cast, held_on=date(2026, 4, 3))
    assert carried_to(alone, later.cast.clerk).rows == carried_to(before, later.cast.clerk).rows == []
    Directive.objects.filter(pk=later.measured.pk).update(superseded_by=later.listed)
    assert later.measured.pk not in rows(later)
    Assignment.objects.filter(directive=later.listed).update(assigned_at=AFTER)
    assert rows(later) == {}, "given after the meeting"
