"""Which orders are to be reminded of on a day, why, and who is meant. It reads and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone

from directives.enums import PAUSABLE_STATES, AssignmentState, ReminderReason
from directives.figures import Yardstick
from directives.models import SOURCE_PATHS, Assignment, AssignmentQuerySet, ProgressReport
from directives.reminding.moments import Moments
from meetings.enums import PartyRole

R = ReminderReason


class Meant(Enum):
    """For whom a reminder is."""

    UNIT = "heads of the unit, and its officers or to whom the order was passed on"
    WORKERS = "the same without the heads, who are told for themselves"
    HEADS = "the heads of the unit"
    LEADER = "the leader who signed, or the leaders"
    ANSWERING = "who in the Sở should answer"


@dataclass(frozen=True)
class Due:
    """``moment``: since when it is due to be told; ``words``: how it stands today; ``in_place_of``: of whom a deputy is told
    it, '' to anybody else.
    """

    assignment: Assignment
    reason: ReminderReason
    meant: Meant
    moment: date
    words: str
    in_place_of: str = ""


def open_assignments() -> AssignmentQuerySet:
    """Those that go on: neither paused nor finished. A coordinating one as long as somebody still leads the order."""
    leading = Assignment.objects.filter(
        directive=OuterRef("directive"), period=OuterRef("period"), role=PartyRole.LEAD, state__in=PAUSABLE_STATES
    )
    reported = ProgressReport.objects.filter(assignment=OuterRef("pk")).values("assignment")
    return (
        Assignment.objects.filter(state__in=PAUSABLE_STATES)
        .filter(Q(role=PartyRole.LEAD) | Exists(leading))
        .annotate(last_report=Subquery(reported.annotate(last=Max("handed_in_on")).values("last")))
        .select_related("unit", *(f"directive__{path}" for path in SOURCE_PATHS))
    )


def due_reminders(assignment: Assignment, moments: Moments, yardstick: Yardstick) -> Iterator[Due]:
    """What is due today about one of ``open_assignments``."""
    if assignment.state == AssignmentState.REPORTED:
        yield from _answer(assignment, moments, yardstick)
    elif assignment.role == PartyRole.COORDINATING:
        yield from _contribution(assignment, moments)
    elif assignment.handed_in_on and assignment.supplement_by:
        yield from _supplement(assignment, moments)
    elif assignment.current_due_on is None:
        yield from _silence(assignment, moments)
    else:
        yield from _deadline(assignment, assignment.current_due_on, moments)


def _deadline(assignment: Assignment, due_on: date, moments: Moments) -> Iterator[Due]:
    reason, words = _standing(due_on, moments)
    yield from _of_day(assignment, due_on, reason, words, moments)


def _of_day(assignment: Assignment, day: date, reason: ReminderReason, words: str, moments: Moments) -> Iterator[Due]:
    """About a day by which the unit should have done something, and to those above it when that is long over."""
    to_head = moments.of_lateness(day, moments.rhythm.head_days)
    if moment := moments.of_deadline(day):
        yield Due(assignment, reason, Meant.WORKERS if to_head else Meant.UNIT, moment, words)
    if to_head:
        yield Due(assignment, R.TO_HEAD, Meant.HEADS, to_head, words)
    if moment := moments.of_lateness(day, moments.rhythm.leader_days):
        yield Due(assignment, R.TO_LEADER, Meant.LEADER, moment, words)


def _standing(due_on: date, moments: Moments) -> tuple[ReminderReason, str]:
    today, last = moments.today, moments.calendar.next_working_day(due_on)
    if today > last:
        return R.OVERDUE, f"Quá hạn {(today - due_on).days} ngày (hạn {due_on:%d/%m/%Y})"
    if today == last:
        return R.TODAY, "Hôm nay là hạn" if due_on == today else f"Hạn {due_on:%d/%m/%Y} là ngày nghỉ, nay là ngày cuối"
    left = moments.calendar.working_days_between(today, last)
    return R.SOON, f"Còn {left} ngày làm việc (hạn {due_on:%d/%m/%Y})"


def _supplement(assignment: Assignment, moments: Moments) -> Iterator[Due]:
    if day := assignment.supplement_by:
        yield from _of_day(assignment, day, R.SUPPLEMENT, _by("Bổ sung kết quả", day, moments), moments)


def _contribution(assignment: Assignment, moments: Moments) -> Iterator[Due]:
    """By the day that the leading unit set, or else by the order's own."""
    day = assignment.contribute_by or assignment.current_due_on
    if day and (moment := moments.of_deadline(day)):
        yield Due(assignment, R.CONTRIBUTION, Meant.UNIT, moment, _by("Gửi kết quả phối hợp", day, moments))


def standing_words(assignment: Assignment, moments: Moments) -> str:
    """How it stands today, whether or not a reminder is due: 'Quá hạn 3 ngày (hạn 13/10/2026)'."""
    if assignment.role == PartyRole.COORDINATING:
        day = assignment.contribute_by or assignment.current_due_on
        return _by("Gửi kết quả phối hợp", day, moments) if day else "Nhiệm vụ không có hạn gửi kết quả phối hợp"
    if assignment.handed_in_on and assignment.supplement_by:
        return _by("Bổ sung kết quả", assignment.supplement_by, moments)
    due_on = assignment.current_due_on
    return _standing(due_on, moments)[1] if due_on else "Nhiệm vụ không có hạn"


def _by(what: str, day: date, moments: Moments) -> str:
    over = (moments.today - day).days if moments.today > moments.calendar.next_working_day(day) else 0
    return f"{what} chậm nhất ngày {day:%d/%m/%Y}" + (f", đã quá {over} ngày" if over else "")


def _silence(assignment: Assignment, moments: Moments) -> Iterator[Due]:
    since: date = getattr(assignment, "last_report", None) or timezone.localdate(assignment.assigned_at)
    if moment := moments.repeated(since + timedelta(days=moments.rhythm.silent_days)):
        words = f"Không có hạn, {(moments.today - since).days} ngày chưa có báo cáo"
        yield Due(assignment, R.SILENT, Meant.UNIT, moment, words)


def _answer(assignment: Assignment, moments: Moments, yardstick: Yardstick) -> Iterator[Due]:
    by = yardstick.answer_by(assignment)
    if by and (moment := moments.repeated(by + timedelta(days=1))):
        over = (moments.today - by).days
        words = f"Đơn vị đã báo cáo hoàn thành; Sở cần trả lời chậm nhất ngày {by:%d/%m/%Y}, đã quá {over} ngày"
        yield Due(assignment, R.ANSWER, Meant.ANSWERING, moment, words)
