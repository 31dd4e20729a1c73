"""Who is reminded of what on a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from directives.enums import AssignmentState, ReminderReason, ReportKind
from directives.life import answering, reporting, steering, unit_acts
from directives.life.reporting import Telling
from directives.models import Assignment, Digest, Nudge
from directives.reminding.telling import plan_day
from districts.enums import Role
from districts.models import Appointment, Officer
from tests.cast import make_officer

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
R = ReminderReason
DUE = date(2026, 10, 13)  # a Tuesday
DONE = Telling(ReportKind.COMPLETION, text="Đã làm xong", no_evidence="Kết quả nằm trong phần mềm dùng chung")


def on(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def told(day: date) -> dict[str, list[ReminderReason]]:
    """Username to the reasons told, of what a run on the day would say."""
    return {person.officer.username: [due.reason for due in person.dues] for person in plan_day(day).people}


def due(lives, **columns) -> None:
    Assignment.objects.filter(pk=lives.lead.pk).update(**{"state": AssignmentState.IN_PROGRESS} | columns)


def test_the_unit_is_told_and_nobody_of_another(lives):
    due(lives, current_due_on=DUE)
    assert told(DUE) == {"unit_officer": [R.TODAY], "unit_head": [R.TODAY]}
    assert told(date(2026, 10, 12)) == {"unit_officer": [R.SOON], "unit_head": [R.SOON]}
    assert told(date(2026, 10, 14)) == {}
    assert told(date(2026, 10, 20)) == {"unit_officer": [R.OVERDUE], "unit_head": [R.TO_HEAD]}


def test_choosing_writes_nothing(lives):
    due(lives, current_due_on=DUE)
    plan_day(DUE)
    assert (Digest.objects.count(), Nudge.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": AssignmentState.PAUSED, "paused_from": AssignmentState.IN_PROGRESS},
        {"state": AssignmentState.DONE, "handed_in_on": DUE},
        {"state": AssignmentState.WITHDRAWN, "withdrawn_at": on(DUE)},
        {"state": AssignmentState.TRANSFERRED},
    ],
    ids=lambda columns: columns["state"],
)
def test_what_does_not_go_on_is_never_told(lives, columns):
    due(lives, current_due_on=DUE, **columns)
    for days in (-11, -5, -1, 0, 7, 14, 21, 42):
        assert told(DUE + timedelta(days=days)) == {}


def test_the_person_to_whom_it_was_passed_on_is_told_with_the_heads(lives):
    due(lives, current_due_on=DUE)
    unit_acts.pass_on(lives.lead, officer=lives.sub_officer, by=lives.cast.unit_head, at=on(DUE))
    assert told(DUE) == {"sub_officer": [R.TODAY], "unit_head": [R.TODAY]}


def test_the_office_to_which_it_was_passed_on_is_told_with_the_heads(lives):
    due(lives, current_due_on=DUE)
    unit_acts.pass_on(lives.lead, unit=lives.sub, by=lives.cast.unit_head, at=on(DUE))
    assert told(DUE) == {"sub_officer": [R.TODAY], "unit_head": [R.TODAY]}


def test_who_left_and_whose_account_is_closed_are_not_told(lives):
    due(lives, current_due_on=DUE)
    Appointment.objects.filter(officer=lives.cast.unit_officer).update(ends_on=DUE - timedelta(days=1))
    Officer.objects.filter(pk=lives.cast.unit_head.pk).update(is_active=False)
    assert told(DUE) == {}
    assert plan_day(DUE).unheard == ["UBND xã Mẫu Một"]


def test_a_leader_of_the_office_is_told_from_three_weeks_on(lives):
    due(lives, current_due_on=DUE)
    other = make_officer("giam_doc", "Ngô Văn Q", Role.LEADER, lives.cast.office, "Giám đốc")
    assert "leader" not in told(DUE + timedelta(days=20))
    assert told(DUE + timedelta(days=21))["leader"] == [R.TO_LEADER], "who signed the notice"
    assert other.username not in told(DUE + timedelta(days=21))
    Appointment.objects.filter(officer=lives.cast.leader).update(ends_on=DUE)
    assert told(DUE + timedelta(days=21))[other.username] == [R.TO_LEADER], "who signed is there no more"


def test_the_lateness_is_a_setting(lives, settings):
    settings.HEAD_TOLD_AFTER_DAYS, settings.LEADER_TOLD_AFTER_DAYS = 14, 14
    due(lives, current_due_on=DUE)
    assert told(DUE + timedelta(days=7)) == {"unit_officer": [R.OVERDUE], "unit_head": [R.OVERDUE]}
    assert told(DUE + timedelta(days=14))["leader"] == [R.TO_LEADER]
    settings.REMIND_BEFORE = [5]
    assert told(date(2026, 10, 6)) == {"unit_officer": [R.SOON], "unit_head": [R.SOON]}
    assert told(date(2026, 10, 12)) == {}


def test_an_order_without_a_deadline_is_told_after_ninety_days_without_a_report(lives):
    due(lives, assigned_at=on(date(2026, 5, 4)))
    both = {"unit_officer": [R.SILENT], "unit_head": [R.SILENT]}
    assert told(date(2026, 7, 31)) == {}
    assert told(date(2026, 8, 3)) == both  # the 2nd is a Sunday
    assert told(date(2026, 8, 10)) == both  # and weekly
    work = Telling(ReportKind.PROGRESS, text="Đang làm", percent=40)
    reporting.report(lives.lead, work, by=lives.cast.unit_officer, at=on(date(2026, 7, 31)))
    assert told(date(2026, 8, 3)) == {}
    assert told(date(2026, 10, 29)) == both


def test_a_supplement_is_told_by_its_own_day(lives):
    due(lives, current_due_on=DUE)
    reporting.report(lives.lead, DONE, by=lives.cast.unit_head, at=on(DUE))
    until = date(2026, 10, 27)
    answering.ask_supplement(
        lives.lead, words="Thiếu biểu", until=until, by=lives.cast.division_head, at=on(date(2026, 10, 14))
    )
    assert told(date(2026, 10, 20)) == {}, "the deadline is kept by the first hand-in"
    assert told(until) == {"unit_officer": [R.SUPPLEMENT], "unit_head": [R.SUPPLEMENT]}
    late = told(until + timedelta(days=7))
    assert late == {"unit_officer": [R.SUPPLEMENT], "unit_head": [R.TO_HEAD]}


def test_a_coordinating_unit_is_told_by_its_day_while_somebody_leads(lives):
    Assignment.objects.filter(pk=lives.helping.pk).update(contribute_by=DUE)
    both = {"other_officer": [R.CONTRIBUTION], "other_head": [R.CONTRIBUTION]}
    assert told(DUE) == both
    assert told(DUE + timedelta(days=7)) == both
    due(lives, state=AssignmentState.DONE, handed_in_on=DUE)
    assert told(DUE) == {}


def test_the_office_s_own_overdue_answer_is_told_to_the_head_of_the_following_division(lives):
    due(lives, current_due_on=DUE)
    reporting.report(lives.lead, DONE, by=lives.cast.unit_head, at=on(DUE))
    assert told(date(2026, 10, 20)) == {}, "five working days: until the 20th; the unit has done its part"
    assert told(date(2026, 10, 21)) == {"division_head": [R.ANSWER]}
    Assignment.objects.filter(pk=lives.lead.pk).update(disputed=True)
    assert told(date(2026, 10, 21)) == {"division_head": [R.ANSWER], "leader": [R.ANSWER]}, "a leader's to answer"


def test_nothing_is_told_on_a_day_off(lives):
    due(lives, current_due_on=date(2026, 10, 10))
    assert plan_day(date(2026, 10, 10)).day_off
    assert told(date(2026, 10, 10)) == {}
    assert told(date(2026, 10, 12)) == {"unit_officer": [R.TODAY], "unit_head": [R.TODAY]}


def test_a_resumed_order_is_told_again(lives):
    due(lives, current_due_on=DUE)
    steering.pause(lives.lead, reason="Chờ hướng dẫn", by=lives.cast.division_head, at=on(DUE))
    assert told(DUE) == {}
    steering.resume(lives.lead, reason="Đã có hướng dẫn", by=lives.cast.division_head, at=on(DUE))
    assert told(DUE) == {"unit_officer": [R.TODAY], "unit_head": [R.TODAY]}
