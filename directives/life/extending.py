"""More time: asked by the unit, decided by a leader; the original deadline never moves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce
from django.utils import timezone

from directives import access
from directives.enums import Basis, DecisionKind
from directives.life.moving import held, move, require, worded
from directives.life.unit_acts import ONLY_ITS_HEAD
from directives.models import Assignment, DeadlineDecision, ExtensionRequest
from directives.periods import period_after
from districts.calendar import WorkCalendar
from districts.errors import DomainError, WrongState
from districts.models import Officer
from districts.refusals import records_refusals

NO_REASON = "Hãy ghi lý do đề nghị điều chỉnh thời hạn."
NO_DEADLINE = "Nhiệm vụ này không có thời hạn nên không cần đề nghị điều chỉnh."
NOT_LATER = "Ngày đề nghị phải sau thời hạn hiện tại ({}). Hãy chọn ngày khác."
IS_OVER = "Ngày đề nghị phải sau hôm nay. Hãy chọn ngày khác."
ONE_AT_A_TIME = "Đơn vị đã có một đề nghị đang chờ ý kiến lãnh đạo. Hãy chờ ý kiến rồi đề nghị tiếp."
TOO_OFTEN = "Thời hạn đã được điều chỉnh {} lần, là số lần tối đa. Hãy trao đổi với bộ phận theo dõi của Sở."
ONLY_LEADERS = "Chỉ lãnh đạo Sở quyết định về thời hạn, và không phải người phụ trách đơn vị đề nghị."
DECIDED = "Đề nghị này đã có ý kiến của lãnh đạo hoặc đơn vị đã rút. Hãy tải lại trang để xem."
OUT_OF_RANGE = "Chỉ đồng ý được từ sau ngày {} đến ngày {} mà đơn vị đề nghị."
NEEDS_PAPER = "Nhiệm vụ do cấp trên giao chỉ điều chỉnh thời hạn khi có văn bản của cấp trên. Hãy ghi số, ngày văn bản."
TOO_FAR = (
    "Thời hạn chỉ điều chỉnh được đến ngày {}: không quá {} ngày sau hạn ban đầu, hoặc sau hôm nay nếu hạn đó đã qua."
)
PAST_NEXT_PERIOD = "Nhiệm vụ định kỳ chỉ điều chỉnh được đến ngày {}, ngày cuối của kỳ sau. Hãy chọn ngày sớm hơn."
NO_ANSWER = "Hãy ghi ý kiến để đơn vị biết vì sao giữ nguyên thời hạn."


def pending_request(assignment: Assignment) -> ExtensionRequest | None:
    """The one that waits for a decision."""
    return assignment.extension_requests.filter(decision=None).order_by("-pk").first()


def is_from_above(assignment: Assignment) -> bool:
    """Whether a superior gave the task, so that its deadline is not the Sở's to move."""
    return assignment.directive.ruling_item_id is not None or assignment.basis == Basis.SUPERIOR


def extensions_of(assignment: Assignment) -> int:
    """How often its deadline was extended, at the units from which it came too. One query."""
    granted: int = assignment.deadline_decisions.filter(kind=DecisionKind.EXTENSION).count()
    return assignment.extensions_before + granted


def extensions_told() -> CombinedExpression:
    """``extensions_of``, as a column for a query of assignments."""
    granted = DeadlineDecision.objects.filter(assignment=OuterRef("pk"), kind=DecisionKind.EXTENSION).order_by()
    counted = Subquery(granted.values("assignment").annotate(n=Count("pk")).values("n"))
    return F("extensions_before") + Coalesce(counted, 0)


@records_refusals
def ask_extension(
    assignment: Assignment, *, wanted_on: date, reason: str, by: Officer, at: datetime
) -> ExtensionRequest:
    """The unit's head asks for a later day. Raises NotAllowed, WrongState, and DomainError for what cannot be asked."""
    with held(assignment) as row:
        require(access.may_head(by, row), ONLY_ITS_HEAD)
        words = worded(reason, NO_REASON)
        due_on, today = row.current_due_on, timezone.localdate(at)
        if due_on is None:
            raise DomainError(NO_DEADLINE)
        if wanted_on <= due_on:
            raise DomainError(NOT_LATER.format(f"{due_on:%d/%m/%Y}"))
        if wanted_on <= today:
            raise DomainError(IS_OVER)
        _refuse_too_far(row, wanted_on, today)
        if pending_request(row):
            raise WrongState(ONE_AT_A_TIME)
        granted = extensions_of(row)
        if granted >= settings.MOST_EXTENSIONS:
            raise DomainError(TOO_OFTEN.format(granted))
        is_late = today > WorkCalendar.load(due_on.year, due_on.year).next_working_day(due_on)
        asked = ExtensionRequest.objects.create(
            assignment=row, due_on=due_on, wanted_on=wanted_on, reason=words, is_late=is_late, by=by, at=at
        )
        note = f"Đến {wanted_on:%d/%m/%Y}: {words}"
        move(row, "ask_extension", by=by, acting=access.heading(by, row), at=at, note=note)
        return asked


@records_refusals
def grant_extension(
    request: ExtensionRequest, *, until: date, words: str = "", paper: str = "", by: Officer, at: datetime
) -> DeadlineDecision:
    """A leader agrees: to the day asked or an earlier one; for a superior's task with the superior's ``paper``.

    Raises NotAllowed, WrongState, DomainError.
    """
    with held(request.assignment) as row:
        _refuse_deciding(request, row, by)
        if not request.due_on < until <= request.wanted_on:
            raise DomainError(OUT_OF_RANGE.format(f"{request.due_on:%d/%m/%Y}", f"{request.wanted_on:%d/%m/%Y}"))
        _refuse_too_far(row, until, timezone.localdate(at))
        above = is_from_above(row)
        if above and not paper.strip():
            raise DomainError(NEEDS_PAPER)
        kind = DecisionKind.SUPERIOR if above else DecisionKind.EXTENSION
        return _decide(row, kind, until, words, paper, request=request, by=by, at=at)


@records_refusals
def refuse_extension(request: ExtensionRequest, *, words: str, by: Officer, at: datetime) -> DeadlineDecision:
    """A leader keeps the deadline and says why. Raises NotAllowed, WrongState, DomainError."""
    with held(request.assignment) as row:
        _refuse_deciding(request, row, by)
        told = worded(words, NO_ANSWER)
        return _decide(row, DecisionKind.REFUSAL, row.current_due_on, told, "", request=request, by=by, at=at)


@records_refusals
def take_back_extension(assignment: Assignment, *, by: Officer, at: datetime) -> DeadlineDecision:
    """The unit's head takes the wish back while it is undecided; the deadline stays. Raises NotAllowed, WrongState."""
    with held(assignment) as row:
        require(access.may_head(by, row), ONLY_ITS_HEAD)
        request = pending_request(row)
        if request is None:
            raise WrongState(DECIDED)
        stays, acting = row.current_due_on, access.heading(by, row)
        taken = {"kind": DecisionKind.TAKEN_BACK, "old_due_on": stays, "new_due_on": stays}
        decision = DeadlineDecision.objects.create(assignment=row, request=request, by=by, at=at, **taken)
        move(row, "take_back_extension", by=by, acting=acting, at=at, note=f"Đến {request.wanted_on:%d/%m/%Y}")
        return decision


def _refuse_too_far(row: Assignment, day: date, today: date) -> None:
    """A slip of the keyboard moves no deadline by a century, nor one of a period past the next period."""
    original = row.original_due_on or today
    latest = max(original, today) + timedelta(days=settings.LONGEST_EXTENSION_DAYS)
    if row.period and row.directive.recurrence:
        last = period_after(row.directive.recurrence, max(original, today)).due_on
        if day > last:
            raise DomainError(PAST_NEXT_PERIOD.format(f"{last:%d/%m/%Y}"))
    if day > latest:
        raise DomainError(TOO_FAR.format(f"{latest:%d/%m/%Y}", settings.LONGEST_EXTENSION_DAYS))


def _refuse_deciding(request: ExtensionRequest, row: Assignment, by: Officer) -> None:
    require(access.may_decide_deadline(by, row), ONLY_LEADERS)
    if DeadlineDecision.objects.filter(request=request).exists() or row.current_due_on != request.due_on:
        raise WrongState(DECIDED)


def _decide(
    row: Assignment,
    kind: DecisionKind,
    new_due_on: date | None,
    words: str,
    paper: str,
    *,
    request: ExtensionRequest | None,
    by: Officer,
    at: datetime,
) -> DeadlineDecision:
    decision = DeadlineDecision.objects.create(
        assignment=row,
        request=request,
        kind=kind,
        old_due_on=row.current_due_on,
        new_due_on=new_due_on,
        reason=words.strip(),
        paper=" ".join(paper.split()),
        by=by,
        at=at,
    )
    day = f"{new_due_on:%d/%m/%Y}" if new_due_on else "không thời hạn"
    note = ": ".join(filter(None, [f"{kind.label}, hạn {day}", decision.paper, decision.reason]))
    acting = access.deciding_as(by, row)
    move(row, "decide_extension", by=by, acting=acting, at=at, note=note, current_due_on=new_due_on)
    return decision
