"""What the Sở says to a completion: confirmed, to be supplemented, not achieved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from directives import access
from directives.enums import AssignmentState, ReportKind, Verdict
from directives.life.moving import held, move, require, worded
from directives.models import Assignment, ProgressReport, ReportAnswer
from districts.errors import DomainError
from districts.models import Appointment, Officer
from districts.refusals import records_refusals, refusals_kept

ONLY_CONFIRMERS = "Chỉ trưởng bộ phận theo dõi nhiệm vụ này cho ý kiến về kết quả."
ONLY_LEADERS = "Kết quả của nhiệm vụ này do lãnh đạo Sở cho ý kiến: {}."
NO_SUPPLEMENT = "Hãy ghi nội dung cần bổ sung."
NO_REASON = "Hãy ghi lý do chưa đạt yêu cầu."
DAY_OVER = "Hạn bổ sung phải sau hôm nay. Hãy chọn ngày khác."


@records_refusals
def confirm(assignment: Assignment, *, words: str = "", by: Officer, at: datetime) -> Assignment:
    """The result is accepted; the day of hand-in counts. Raises NotAllowed, WrongState."""
    with held(assignment) as row:
        acting = _acting(row, by)
        _answer(row, Verdict.CONFIRMED, words.strip(), None, by=by, at=at)
        return move(row, "confirm", by=by, acting=acting, at=at, note=words.strip(), waiting_since=None)


@records_refusals
def ask_supplement(assignment: Assignment, *, words: str, until: date, by: Officer, at: datetime) -> Assignment:
    """Something is missing: the day of hand-in stands, and the rest comes by ``until``.

    Raises NotAllowed, WrongState, and DomainError for no words or a day that is over.
    """
    with held(assignment) as row:
        acting = _acting(row, by)
        note = worded(words, NO_SUPPLEMENT)
        if until <= timezone.localdate(at):
            raise DomainError(DAY_OVER)
        _answer(row, Verdict.SUPPLEMENT, note, until, by=by, at=at)
        told = f"{note} (hạn bổ sung {until:%d/%m/%Y})"
        return move(
            row, "ask_supplement", by=by, acting=acting, at=at, note=told, waiting_since=None, supplement_by=until
        )


@records_refusals
def not_achieved(assignment: Assignment, *, reason: str, by: Officer, at: datetime) -> Assignment:
    """The result does not do: the day of hand-in is void, and the next answer is a leader's.

    Raises NotAllowed, WrongState, and DomainError for no reason.
    """
    with held(assignment) as row:
        acting = _acting(row, by)
        note = worded(reason, NO_REASON)
        _answer(row, Verdict.NOT_ACHIEVED, note, None, by=by, at=at)
        columns = {"handed_in_on": None, "waiting_since": None, "disputed": True}
        return move(row, "not_achieved", by=by, acting=acting, at=at, note=note, **columns)


@dataclass(frozen=True)
class Confirmed:
    """Of several at once: those that are done now, and a sentence for each that is not; ``already`` were done before."""

    done: list[Assignment]
    refused: list[tuple[Assignment, str]]
    already: list[Assignment] = field(default_factory=list)


def confirm_several(assignments: Iterable[Assignment], *, by: Officer, at: datetime) -> Confirmed:
    """Confirm each for itself: one that is refused keeps none of the others back."""
    done, refused, already = [], [], []
    for assignment in assignments:
        try:
            with refusals_kept():
                done.append(confirm(assignment, by=by, at=at))
        except DomainError as error:
            if Assignment.objects.filter(pk=assignment.pk, state=AssignmentState.DONE).exists():
                already.append(assignment)
            else:
                refused.append((assignment, str(error)))
    return Confirmed(done, refused, already)


def why_a_leader(assignment: Assignment) -> str:
    """Why its completion is a leader's to answer, '' where the head of the following division answers it."""
    if assignment.directive.following_unit_id is None:
        return "chưa có bộ phận theo dõi"
    if not access.needs_leader(assignment):
        return ""
    if assignment.directive.starred:
        return "nhiệm vụ trọng tâm"
    return "kết quả từng không đạt" if assignment.disputed else "việc của chính bộ phận theo dõi"


def _acting(row: Assignment, by: Officer) -> Appointment | None:
    leaders = why_a_leader(row)
    require(access.may_answer_completion(by, row), ONLY_LEADERS.format(leaders) if leaders else ONLY_CONFIRMERS)
    return access.answering_leader(by, row) if leaders else access.following(by, row.directive, *access.HEAD_ROLES)


def _answer(row: Assignment, verdict: Verdict, reason: str, until: date | None, *, by: Officer, at: datetime) -> None:
    """One answer for the completion that waits; a row in another state has none, and the table refuses it next."""
    waiting: ProgressReport | None = (
        row.reports.filter(kind=ReportKind.COMPLETION, answer=None).order_by("-number").first()
        if row.waiting_since
        else None
    )
    if waiting:
        ReportAnswer.objects.create(report=waiting, verdict=verdict, reason=reason, supplement_by=until, by=by, at=at)
