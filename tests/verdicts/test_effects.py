"""A verdict moves nothing before the meeting's notice is released, and then just what it says."""

from __future__ import annotations

from datetime import date

import pytest

from directives.enums import AssignmentState, DecisionKind, ReportKind, Verdict
from directives.foretelling import foretell_release
from directives.life.extending import ask_extension, pending_request
from directives.life.reporting import Telling, report
from directives.life.unit_acts import acknowledge
from directives.models import Assignment, DeadlineDecision, Directive, DirectiveEvent, ReportAnswer, VerdictEffect
from directives.verdicts.effects import NO_TASK, NOTHING_OPEN
from directives.verdicts.listing import carried_to
from meetings.enums import PaperState, PartyRole
from tests.cast import NOW, make_conclusions, make_notice, make_order
from tests.verdicts.conftest import AFTER, Later

A = AssignmentState


def told(directive: Directive) -> str:
    return VerdictEffect.objects.get(verdict__directive=directive).told


def hand_in(later: Later, lead: Assignment) -> None:
    head = later.cast.officer("unit_head")
    acknowledge(lead, by=head, at=NOW)
    report(lead, Telling(ReportKind.COMPLETION, text="Đã lập", no_evidence="Gửi bản giấy"), by=head, at=NOW)


def test_nothing_moves_before_the_release(later: Later):
    before = list(Assignment.objects.order_by("pk").values())
    for kind in ("closed", "stopped", "goes_on", "replaced", "put_off"):
        later.say(later.listed, kind)
    later.say(later.measured, "new_date", due_on=date(2026, 8, 31))
    assert list(Assignment.objects.order_by("pk").values()) == before
    assert not DeadlineDecision.objects.exists()
    assert not VerdictEffect.objects.exists()


def test_closed_confirms_who_reported_and_takes_the_meeting_s_day_for_the_others(later: Later):
    two, one = later.leads(later.listed)
    assert one.unit == later.cast.commune
    helping = Assignment.objects.create(
        directive=later.listed, unit=later.cast.division, role=PartyRole.COORDINATING, basis="order", assigned_at=NOW
    )
    hand_in(later, one)
    later.say(later.listed, "closed")
    later.issue()
    for row in (one, two, helping):
        row.refresh_from_db()
    assert (one.state, one.handed_in_on, one.waiting_since) == (A.DONE, NOW.date(), None)
    assert (two.state, two.handed_in_on, two.percent) == (A.DONE, date(2026, 7, 3), 100)
    assert helping.state == A.WITHDRAWN
    answer = ReportAnswer.objects.get()
    assert (answer.verdict, answer.by) == (Verdict.CONFIRMED, later.cast.leader), "who signed the notice"
    verbs = DirectiveEvent.objects.filter(object_kind="assignment", object_id__in=[one.pk, two.pk], at=AFTER)
    assert dict(verbs.values_list("object_id", "verb")) == {one.pk: "confirm", two.pk: "close"}
    assert "xác nhận hoàn thành 1 đơn vị" in told(later.listed).lower()
    assert "03/07/2026" in told(later.listed)
    assert [row.done for row in carried_to(later.meeting, later.cast.clerk).rows if row.verdict] == [0], "as on its day"


def test_stopped_makes_up_no_result(later: Later):
    two, one = later.leads(later.listed)
    hand_in(later, one)
    later.say(later.listed, "stopped")
    later.issue()
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, one.handed_in_on) == (A.DONE, NOW.date())
    assert (two.state, two.handed_in_on) == (A.WITHDRAWN, None)
    assert "theo Thông báo số" in two.withdrawn_reason


def test_a_paused_one_is_closed_too(later: Later):
    Assignment.objects.filter(directive=later.measured).update(state=A.PAUSED, paused_from=A.IN_PROGRESS)
    later.say(later.measured, "closed")
    later.issue()
    assert later.leads(later.measured)[0].state == A.DONE


def test_a_new_date_is_a_decision_of_the_meeting_and_answers_who_asked_for_time(later: Later):
    lead = later.leads(later.measured)[0]
    asked = ask_extension(
        lead, wanted_on=date(2026, 9, 30), reason="Chờ thiết bị", by=later.cast.officer("unit_head"), at=NOW
    )
    later.say(later.measured, "new_date", due_on=date(2026, 8, 31), words="Không chậm hơn")
    later.issue()
    lead.refresh_from_db()
    assert (lead.original_due_on, lead.current_due_on) == (date(2026, 6, 30), date(2026, 8, 31))
    decision = DeadlineDecision.objects.get()
    assert (decision.kind, decision.request, decision.by) == (DecisionKind.MEETING, asked, later.cast.leader)
    assert pending_request(lead) is None
    assert carried_to(later.meeting, later.cast.clerk).rows[1].due_on == date(2026, 6, 30)


def test_a_new_date_leaves_who_has_handed_in(later: Later):
    one = later.leads(later.listed)[1]
    hand_in(later, one)
    before = one.current_due_on
    later.say(later.listed, "new_date", due_on=date(2026, 8, 31))
    later.issue()
    assert [row.current_due_on for row in later.leads(later.listed)] == [date(2026, 8, 31), before]


def test_a_superior_s_task_moves_by_the_superior_s_paper(later: Later):
    Assignment.objects.filter(directive=later.measured).update(basis="superior")
    later.say(later.measured, "new_date", due_on=date(2026, 8, 31), paper="215/UBND ngày 02/07/2026")
    later.issue()
    decision = DeadlineDecision.objects.get()
    assert (decision.kind, decision.paper) == (DecisionKind.SUPERIOR, "215/UBND ngày 02/07/2026")


def test_a_new_conclusion_takes_its_place(later: Later):
    item = later.meeting.outlines.get().conclusions.create(text="Rà soát lại toàn bộ")
    make_order(item, later.cast.commune, deadline_kind="day", due_on=date(2026, 12, 1))
    later.say(later.measured, "replaced", item=item.pk)
    later.issue()
    later.measured.refresh_from_db()
    assert later.measured.superseded_by.text == "Rà soát lại toàn bộ"
    assert later.leads(later.measured)[0].state == A.WITHDRAWN


def test_an_item_without_an_order_takes_nobody_s_place(later: Later):
    item = later.meeting.outlines.get().conclusions.create(text="Ghi nhận kết quả", settlement="no_task")
    later.say(later.measured, "replaced", item=item.pk)
    later.issue()
    later.measured.refresh_from_db()
    assert (later.measured.superseded_by, told(later.measured)) == (None, NO_TASK)
    assert later.leads(later.measured)[0].state == A.ASSIGNED


@pytest.mark.parametrize("kind", ["goes_on", "put_off"])
def test_what_goes_on_or_is_put_off_stays_as_it_is(later: Later, kind):
    before = list(Assignment.objects.filter(directive=later.measured).values())
    later.say(later.measured, kind)
    later.issue()
    assert list(Assignment.objects.filter(directive=later.measured).values()) == before
    assert "thời hạn giữ nguyên" in told(later.measured)


def test_only_the_last_verdict_takes_force_and_what_ended_meanwhile_is_left(later: Later):
    later.say(later.measured, "stopped")
    later.say(later.measured, "goes_on")
    later.say(later.listed, "closed")
    Assignment.objects.filter(directive=later.listed).update(state=A.WITHDRAWN, withdrawn_at=NOW)
    later.issue()
    assert later.leads(later.measured)[0].state == A.ASSIGNED
    assert told(later.listed) == NOTHING_OPEN


def test_the_page_of_the_release_says_how_many_take_force(later: Later, paper_in):
    later.say(later.measured, "goes_on")
    later.say(later.measured, "closed")
    make_conclusions(later.meeting.outlines.get(), later.cast)
    paper = paper_in(PaperState.SIGNED, make_notice(later.cast, later.meeting))
    assert "1 kết luận về nhiệm vụ kỳ trước có hiệu lực." in foretell_release(paper, AFTER.date())
