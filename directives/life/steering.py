"""What the Sở does besides answering: pause, resume, stop, reopen, and settle who carries an assignment out."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from directives import access
from directives.assigning import basis_for
from directives.enums import Basis
from directives.life.extending import extensions_of, is_from_above
from directives.life.moving import held, move, require, worded
from directives.models import Assignment, DirectiveEvent
from districts.errors import DomainError
from districts.events import record
from districts.models import Appointment, Officer, Unit
from districts.refusals import records_refusals
from meetings.models.secrecy import refuse_secret

ONLY_FOLLOWERS = "Chỉ bộ phận theo dõi nhiệm vụ này làm được việc này."
ONLY_THEIR_HEAD = "Chỉ trưởng bộ phận theo dõi nhiệm vụ này cho ý kiến về đề nghị chuyển."
ONLY_LEADERS = "Chỉ lãnh đạo Sở làm được việc này, và không phải người phụ trách đơn vị thực hiện."
NO_REASON = "Hãy ghi lý do."
NEEDS_PAPER = "Nhiệm vụ do cấp trên giao chỉ dừng khi có văn bản của cấp trên. Hãy ghi số, ngày văn bản."
HAS_IT = "{} đã có nhiệm vụ này. Hãy chọn đơn vị khác."
NOT_IN_FORCE = "{} không còn hoạt động. Hãy chọn đơn vị khác."


@records_refusals
def pause(assignment: Assignment, *, reason: str, by: Officer, at: datetime) -> Assignment:
    """It waits for something outside; the state before is kept. Raises NotAllowed, WrongState, DomainError."""
    with held(assignment) as row:
        require(access.may_manage(by, row), ONLY_FOLLOWERS)
        note = worded(reason, NO_REASON)
        acting = access.following(by, row.directive)
        return move(row, "pause", by=by, acting=acting, at=at, note=note, paused_from=row.state)


@records_refusals
def resume(assignment: Assignment, *, reason: str, by: Officer, at: datetime) -> Assignment:
    """It goes on from exactly the state before the pause. Raises NotAllowed, WrongState, DomainError."""
    with held(assignment) as row:
        require(access.may_manage(by, row), ONLY_FOLLOWERS)
        note = worded(reason, NO_REASON)
        acting = access.following(by, row.directive)
        return move(row, "resume", by=by, acting=acting, at=at, note=note, paused_from="")


@records_refusals
def withdraw(assignment: Assignment, *, reason: str, paper: str = "", by: Officer, at: datetime) -> Assignment:
    """A leader stops what one unit still has open, but not what his own has; a superior's task by the superior's ``paper``.

    Raises NotAllowed, WrongState, DomainError.
    """
    with held(assignment) as row:
        require(access.may_lead_on(by, row), ONLY_LEADERS)
        words, named = worded(reason, NO_REASON), " ".join(paper.split())
        if is_from_above(row) and not named:
            raise DomainError(NEEDS_PAPER)
        refuse_secret(named)
        note = ": ".join(filter(None, [named, words]))
        columns = {"withdrawn_at": at, "withdrawn_reason": note[:255], "paused_from": "", "waiting_since": None}
        return move(row, "withdraw", by=by, acting=access.deciding_as(by, row), at=at, note=note, **columns)


@records_refusals
def reopen(assignment: Assignment, *, reason: str, by: Officer, at: datetime) -> Assignment:
    """A leader takes back that it is done, but not at his own unit: the day of hand-in is void.

    Raises NotAllowed, WrongState, DomainError.
    """
    with held(assignment) as row:
        require(access.may_lead_on(by, row), ONLY_LEADERS)
        note = worded(reason, NO_REASON)
        columns = {"handed_in_on": None, "disputed": True}
        return move(row, "reopen", by=by, acting=access.deciding_as(by, row), at=at, note=note, **columns)


@records_refusals
def refuse_transfer(assignment: Assignment, *, reason: str, by: Officer, at: datetime) -> Assignment:
    """The unit keeps it, and is told why. Raises NotAllowed, WrongState, DomainError."""
    with held(assignment) as row:
        require(access.may_settle_transfer(by, row), ONLY_THEIR_HEAD)
        note = worded(reason, NO_REASON)
        acting = access.following(by, row.directive, *access.HEAD_ROLES)
        return move(row, "refuse_transfer", by=by, acting=acting, at=at, note=note)


@records_refusals
def transfer(assignment: Assignment, *, to: Unit, reason: str, by: Officer, at: datetime) -> Assignment:
    """Another unit carries it out, to the same deadline; the answer is its assignment. Raises NotAllowed, WrongState,
    DomainError.
    """
    with held(assignment) as row:
        require(access.may_settle_transfer(by, row), ONLY_THEIR_HEAD)
        acting = access.following(by, row.directive, *access.HEAD_ROLES)
        return _hand_over(row, to, "transfer", worded(reason, NO_REASON), by=by, acting=acting, at=at)


def _hand_over(
    row: Assignment, to: Unit, verb: str, reason: str, *, by: Officer, acting: Appointment | None, at: datetime
) -> Assignment:
    """The same directive and period for another unit, with both deadlines and the count of extensions as they are.

    Each row tells of the other.
    """
    if Assignment.objects.filter(directive=row.directive_id, unit=to, period=row.period).exists():
        raise DomainError(HAS_IT.format(to))
    day = timezone.localdate(at)
    if (to.valid_to and to.valid_to < day) or (to.valid_from and to.valid_from > day):
        raise DomainError(NOT_IN_FORCE.format(to))
    heir = Assignment.objects.create(
        directive=row.directive,
        unit=to,
        period=row.period,
        role=row.role,
        basis=row.basis if row.basis == Basis.SUPERIOR else basis_for(to),
        original_due_on=row.original_due_on,
        current_due_on=row.current_due_on,
        contribute_by=row.contribute_by,
        extensions_before=extensions_of(row),
        assigned_at=at,
    )
    columns = {"succeeded_by": heir, "paused_from": "", "waiting_since": None}
    move(row, verb, by=by, acting=acting, at=at, note=f"{to}: {reason}", **columns)
    record(
        DirectiveEvent,
        [heir],
        verb="take_over",
        by=by,
        acting=acting,
        at=at,
        to_state=heir.state,
        note=f"{row.unit}: {reason}",
    )
    return heir
