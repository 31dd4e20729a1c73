"""What the verdicts of a meeting do, once the release of its notice makes them official.

The chair concludes at the meeting and the notice tells it to the units within 5 working days (Quyết định 45/2018/QĐ-TTg): until then a
verdict is a proposal that may be corrected, and moves nothing. A meeting without a notice of this portal never moves
anything: no paper has reached the units, so that the tasks go on and come up again at the next meeting. A recall of the
notice does not take the effects back: what it closed a leader opens again, what it moved another decision moves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from directives.assigning import Issue
from directives.enums import OPEN_STATES, AssignmentState, DecisionKind, ReportKind, Verdict, VerdictKind
from directives.figures import Yardstick
from directives.life.extending import is_from_above
from directives.life.table import target_of
from directives.models import (
    Assignment,
    DeadlineDecision,
    Directive,
    DirectiveEvent,
    ExtensionRequest,
    MeetingVerdict,
    ProgressReport,
    ReportAnswer,
    VerdictEffect,
)
from directives.withdrawing import end_recurrence, stop, withdraw
from districts.events import record
from districts.models import Officer
from meetings.enums import PaperKind, PartyRole
from meetings.models import Meeting, Paper

NOTHING_OPEN = "Nhiệm vụ đã kết thúc trước khi phát hành thông báo, không có gì thay đổi."
NO_TASK = "Mục kết luận được chọn không có nhiệm vụ nào, nên nhiệm vụ này vẫn tiếp tục."
GOES_ON = {
    VerdictKind.GOES_ON: "Nhiệm vụ tiếp tục, thời hạn giữ nguyên.",
    VerdictKind.PUT_OFF: "Nhiệm vụ tiếp tục và được đưa ra lại tại kỳ sau, thời hạn giữ nguyên.",
}


def take_force(issue: Issue) -> None:
    """Inside the transaction of the release, after its own orders are set off: what the verdicts of the meeting do."""
    paper = issue.release.paper
    if paper.kind != PaperKind.NOTICE or paper.meeting_id is None:
        return
    waiting = MeetingVerdict.objects.standing().filter(meeting=paper.meeting_id, effect=None)
    verdicts = list(waiting.select_related("directive", "meeting").order_by("directive"))
    told = [
        VerdictEffect(verdict=each, release=issue.release, told=_done(each, issue), at=issue.at) for each in verdicts
    ]
    VerdictEffect.objects.bulk_create(told)


def count_waiting(paper: Paper) -> Coalesce:
    """How many verdicts take force with the paper, to be read along with another row."""
    waiting = MeetingVerdict.objects.standing().filter(meeting=paper.meeting_id, effect=None)
    if paper.kind != PaperKind.NOTICE:
        waiting = waiting.none()
    counted = waiting.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _done(verdict: MeetingVerdict, issue: Issue) -> str:
    kind = VerdictKind(verdict.kind)
    if kind in GOES_ON:
        return GOES_ON[kind]
    acts: dict[VerdictKind, Callable[[MeetingVerdict, list[Assignment], Issue], str]] = {
        VerdictKind.CLOSED: _close,
        VerdictKind.STOPPED: _stop,
        VerdictKind.NEW_DATE: _move_date,
        VerdictKind.REPLACED: _replace,
    }
    return acts[kind](verdict, _open_leads(verdict.directive), issue)


def _open_leads(directive: Directive) -> list[Assignment]:
    rows = Assignment.objects.select_for_update(of=("self",)).filter(directive=directive, state__in=OPEN_STATES)
    return list(rows.filter(role=PartyRole.LEAD).select_related("directive").order_by("pk"))


def has_handed_in(assignment: Assignment) -> bool:
    """Whether the unit says to have finished, and waits for the Sở's answer."""
    return AssignmentState.REPORTED in (assignment.state, assignment.paused_from)


def _close(verdict: MeetingVerdict, rows: list[Assignment], issue: Issue) -> str:
    """Units that reported are confirmed. Of the others the result was taken at the meeting: its day is that of hand-in."""
    if not rows:
        return NOTHING_OPEN
    held_on = verdict.meeting.held_on or issue.day
    handed_in = [row for row in rows if has_handed_in(row)]
    others = [row for row in rows if not has_handed_in(row)]
    _confirm(handed_in, issue)
    yardstick = Yardstick(held_on, issue.calendar, 0)
    for row in others:
        row.handed_in_on = yardstick.measured_on(row)
    _end(others, issue, f"{_named(issue)} công nhận hoàn thành tại cuộc họp, không có báo cáo hoàn thành")
    helping = Assignment.objects.select_for_update(of=("self",)).filter(directive=verdict.directive)
    stop(list(helping.filter(state__in=OPEN_STATES)), issue, reason=f"Nhiệm vụ đã đóng {_named(issue)}")
    end_recurrence([verdict.directive], issue)
    return foretold_closing(len(handed_in), len(others), held_on)


def foretold_closing(reported: int, others: int, held_on: date) -> str:
    """'Xác nhận hoàn thành 2 đơn vị đã báo cáo; ghi hoàn thành ngày 03/07/2026 …'."""
    told = []
    if reported:
        told.append(f"xác nhận hoàn thành {reported} đơn vị đã báo cáo, ngày nộp giữ nguyên")
    if others:
        told.append(f"ghi hoàn thành {others} đơn vị chưa báo cáo hoàn thành, ngày nộp là ngày họp {held_on:%d/%m/%Y}")
    return _sentence(told)


def _stop(verdict: MeetingVerdict, rows: list[Assignment], issue: Issue) -> str:
    """Units that reported have done their part and are confirmed; the others stop, no result is made up for them."""
    if not rows:
        return NOTHING_OPEN
    handed_in = [row for row in rows if has_handed_in(row)]
    _confirm(handed_in, issue)
    withdraw([verdict.directive], issue, reason=f"Cuộc họp kết luận dừng thực hiện, {_named(issue)}")
    return foretold_stopping(len(handed_in), len(rows) - len(handed_in))


def foretold_stopping(reported: int, others: int) -> str:
    told = []
    if reported:
        told.append(f"xác nhận hoàn thành {reported} đơn vị đã báo cáo, ngày nộp giữ nguyên")
    if others:
        told.append(f"dừng thực hiện ở {others} đơn vị")
    return _sentence(told)


def _confirm(rows: list[Assignment], issue: Issue) -> None:
    """The completion that waits is answered by who signed the notice; the day of hand-in stands."""
    waiting = ProgressReport.objects.filter(assignment__in=rows, kind=ReportKind.COMPLETION, answer=None)
    newest = {report.assignment_id: report for report in waiting.order_by("number")}
    ReportAnswer.objects.bulk_create(
        ReportAnswer(
            report=report, verdict=Verdict.CONFIRMED, reason=_named(issue), by=_concluded_by(issue), at=issue.at
        )
        for report in newest.values()
    )
    _end(rows, issue, _named(issue))


def _end(rows: list[Assignment], issue: Issue, note: str) -> None:
    """Take the locked rows to 'hoàn thành' along the table; ``handed_in_on`` is set already."""
    by_state: dict[str, list[Assignment]] = {}
    for row in rows:
        by_state.setdefault(row.state, []).append(row)
    for state, alike in by_state.items():
        verb = "confirm" if state == AssignmentState.REPORTED else "close"
        for row in alike:
            row.state = target_of(row, verb)
            row.waiting_since = row.supplement_by = None
            row.paused_from, row.percent = "", 100
        record(
            DirectiveEvent,
            alike,
            verb=verb,
            by=issue.by,
            acting=issue.acting,
            at=issue.at,
            from_state=state,
            to_state=AssignmentState.DONE,
            note=note,
        )
    columns = ["state", "handed_in_on", "waiting_since", "supplement_by", "paused_from", "percent"]
    Assignment.objects.bulk_update(rows, columns, batch_size=500)


def _move_date(verdict: MeetingVerdict, rows: list[Assignment], issue: Issue) -> str:
    """A new current deadline for those who still work at it; the original stands. A request for time is answered by it."""
    moved = [row for row in rows if not has_handed_in(row) and row.current_due_on != verdict.due_on]
    if not moved or verdict.due_on is None:
        return NOTHING_OPEN
    asked = ExtensionRequest.objects.filter(assignment__in=moved, decision=None).order_by("pk")
    requests = {request.assignment_id: request for request in asked}
    DeadlineDecision.objects.bulk_create(
        DeadlineDecision(
            assignment=row,
            request=requests.get(row.pk),
            kind=DecisionKind.SUPERIOR if is_from_above(row) else DecisionKind.MEETING,
            old_due_on=row.current_due_on,
            new_due_on=verdict.due_on,
            reason=verdict.words,
            paper=verdict.paper if is_from_above(row) else issue.number,
            by=_concluded_by(issue),
            at=issue.at,
        )
        for row in moved
    )
    for row in moved:
        row.current_due_on = verdict.due_on
    Assignment.objects.bulk_update(moved, ["current_due_on"], batch_size=500)
    note = f"{DecisionKind.MEETING.label}, hạn {verdict.due_on:%d/%m/%Y}: {_named(issue)}"
    for state in {row.state for row in moved}:
        record(
            DirectiveEvent,
            [row for row in moved if row.state == state],
            verb="decide_extension",
            by=issue.by,
            acting=issue.acting,
            at=issue.at,
            from_state=state,
            to_state=state,
            note=note,
        )
    return foretold_date(len(moved), verdict.due_on)


def foretold_date(units: int, due_on: date) -> str:
    return f"Hạn hiện tại của {units} đơn vị đổi đến ngày {due_on:%d/%m/%Y}, hạn ban đầu giữ nguyên."


def _replace(verdict: MeetingVerdict, rows: list[Assignment], issue: Issue) -> str:
    """The directive that the notice made of the item takes the place of this one."""
    if not rows:
        return NOTHING_OPEN
    made = Directive.objects.filter(release=issue.release, order__conclusion=verdict.item).order_by("pk").first()
    if made is None:
        return NO_TASK
    verdict.directive.superseded_by = made
    verdict.directive.save(update_fields=["superseded_by"])
    withdraw([verdict.directive], issue, reason=f"Thay bằng kết luận mới, {_named(issue)}")
    return foretold_replacing(len(rows))


def foretold_replacing(units: int) -> str:
    return f"Nhiệm vụ mới thay cho nhiệm vụ này; nhiệm vụ này dừng ở {units} đơn vị."


def _named(issue: Issue) -> str:
    """'theo Thông báo số 05/TB-SKHCN ngày 09/07/2026'."""
    return f"theo Thông báo số {issue.number} ngày {issue.day:%d/%m/%Y}"


def _concluded_by(issue: Issue) -> Officer:
    """Who signed what the meeting concluded; the registrar only sends it out, and stands in for who has no account."""
    return issue.release.signed_record.signer or issue.by


def _sentence(told: list[str]) -> str:
    words = "; ".join(told)
    return f"{words[:1].upper()}{words[1:]}." if words else NOTHING_OPEN


def foretold(verdict: MeetingVerdict, meeting: Meeting, rows: list[Assignment]) -> str:
    """What the verdict would do to the open leading ``rows`` as they stand now, if the notice were released."""
    kind = VerdictKind(verdict.kind)
    if kind in GOES_ON:
        return GOES_ON[kind]
    if not rows:
        return NOTHING_OPEN
    reported = sum(has_handed_in(row) for row in rows)
    others = len(rows) - reported
    if kind == VerdictKind.CLOSED:
        return foretold_closing(reported, others, meeting.held_on or timezone.localdate())
    if kind == VerdictKind.STOPPED:
        return foretold_stopping(reported, others)
    if kind == VerdictKind.NEW_DATE and verdict.due_on:
        moved = [row for row in rows if not has_handed_in(row) and row.current_due_on != verdict.due_on]
        return foretold_date(len(moved), verdict.due_on) if moved else NOTHING_OPEN
    return foretold_replacing(len(rows))
