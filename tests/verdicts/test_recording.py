"""Who may record what the chair concluded, what has to stand in it, and until when it may be corrected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from directives.enums import Basis, VerdictKind
from directives.models import Assignment, DirectiveEvent, MeetingVerdict
from directives.verdicts.recording import (
    IN_FORCE,
    IS_OLD,
    NEEDS_PAPER,
    NO_DAY,
    NO_ITEM,
    NOT_HELD,
    NOT_OF_BEFORE,
    NOT_YET,
    Said,
    lock_facts,
    lock_of,
    record_verdict,
)
from districts.enums import Role
from districts.errors import DomainError, EditConflict, Frozen, NotAllowed, WrongState
from districts.models import RefusedAttempt
from meetings.models import Meeting
from tests.cast import make_meeting, make_notice
from tests.earlier_papers import make_earlier
from tests.verdicts.conftest import AFTER, Later


def test_a_correction_is_one_more_row_and_the_last_one_stands(later: Later):
    first = later.say(later.measured, "goes_on")
    second = later.say(later.measured, "new_date", due_on=date(2026, 8, 31), words="Đồng chí chủ trì nhắc làm sớm")
    assert (first.number, second.number) == (1, 2)
    assert list(MeetingVerdict.objects.standing()) == [second]
    assert later.say(later.measured, "new_date", due_on=date(2026, 8, 31), words=second.words) == second, (
        "a second click"
    )
    event = DirectiveEvent.objects.filter(verb="record_verdict").order_by("pk").last()
    assert event.officer == later.cast.clerk
    assert "Đổi hạn đến 31/08/2026" in event.note


def test_of_two_who_record_at_once_the_second_is_told_what_the_first_wrote(later: Later):
    later.say(later.measured, "goes_on")
    with pytest.raises(EditConflict, match="Nguyễn Văn A vừa ghi “Tiếp tục thực hiện”"):
        record_verdict(
            later.measured, Said(VerdictKind.CLOSED), meeting=later.meeting, seen=None, by=later.cast.clerk, at=AFTER
        )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLERK])
def test_only_clerks_record(later: Later, role):
    with pytest.raises(NotAllowed):
        record_verdict(
            later.measured,
            Said(VerdictKind.CLOSED),
            meeting=later.meeting,
            seen=None,
            by=later.cast.officer(role),
            at=AFTER,
        )
    assert RefusedAttempt.objects.get().verb == "record_verdict"


def test_a_new_date_is_a_day_after_the_meeting(later: Later):
    with pytest.raises(DomainError, match=NO_DAY):
        later.say(later.measured, "new_date")
    with pytest.raises(DomainError, match="sau ngày họp"):
        later.say(later.measured, "new_date", due_on=date(2026, 7, 3))


@pytest.mark.parametrize("kind", ["stopped", "new_date", "replaced"])
def test_a_superior_s_task_moves_only_with_the_superior_s_paper(later: Later, kind):
    Assignment.objects.filter(directive=later.measured).update(basis=Basis.SUPERIOR)
    due_on = date(2026, 8, 31)
    with pytest.raises(DomainError) as refused:
        later.say(later.measured, kind, due_on=due_on)
    assert str(refused.value) == NEEDS_PAPER
    assert later.say(later.measured, kind, due_on=due_on, paper="215/UBND ngày 02/07/2026").paper
    assert later.say(later.measured, "closed").paper == "", "an end by its result needs none"


def test_what_takes_its_place_is_an_item_of_this_meeting(later: Later):
    strange = later.measured.order.conclusion
    with pytest.raises(DomainError, match=NO_ITEM[:20]):
        later.say(later.measured, "replaced", item=strange.pk)
    made = later.say(later.measured, "replaced")
    assert later.meeting.outlines.get().conclusions.get(pk=made.item).text == later.measured.text
    assert later.say(later.measured, "replaced") == made, "a second click makes no second item"
    own = later.meeting.outlines.get().conclusions.create(text="Làm theo cách khác")
    assert later.say(later.measured, "replaced", item=own.pk).item == own.pk


def test_a_task_that_is_none_of_the_meetings_before_is_refused(later: Later):
    other = make_meeting(later.cast, series=None, held_on=date(2026, 7, 3))
    with pytest.raises(WrongState, match=NOT_OF_BEFORE[:20]):
        record_verdict(
            later.measured, Said(VerdictKind.CLOSED), meeting=other, seen=None, by=later.cast.clerk, at=AFTER
        )


def lock(meeting: Meeting, day: date | None = None) -> str:
    return lock_of(Meeting.objects.annotate(**lock_facts()).get(pk=meeting.pk), day or AFTER.date())


def test_from_the_meeting_s_day_on_until_its_notice_leaves_the_draft(later: Later):
    meeting = later.meeting
    assert lock(meeting, meeting.held_on) == ""
    assert lock(meeting, meeting.held_on - timedelta(days=1)) == NOT_YET
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
    assert lock(meeting) == NOT_HELD
    Meeting.objects.filter(pk=meeting.pk).update(state="held")
    paper = make_notice(later.cast, meeting)
    assert lock(meeting) == ""
    for state, words in (("checked", "Kiểm tra"), ("signed", "Đã ký")):
        type(paper).objects.filter(pk=paper.pk).update(state=state)
        assert words.lower() in lock(meeting).lower()
    with pytest.raises(Frozen):
        later.say(later.measured, "goes_on")


def test_after_the_release_nothing_is_recorded(later: Later):
    later.say(later.measured, "goes_on")
    later.issue()
    assert lock(later.meeting) == IN_FORCE
    with pytest.raises(Frozen):
        later.say(later.measured, "closed")


def test_a_meeting_whose_notice_is_of_before_the_portal_takes_none(cast, quick_press):
    assert lock(make_earlier(cast).outline.meeting) == IS_OLD
