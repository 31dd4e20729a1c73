"""What a unit does with its assignment: takes it on, passes it on inside, asks that another do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from directives import access
from directives.enums import AssignmentState
from directives.life.moving import held, move, require, worded
from directives.models import Assignment
from districts.errors import DomainError
from districts.models import Officer, Unit
from districts.refusals import records_refusals, refusals_kept
from meetings.enums import PartyRole

ONLY_THE_UNIT = "Chỉ công chức, lãnh đạo của đơn vị được phân công làm được việc này."
ONLY_ITS_HEAD = "Chỉ lãnh đạo của đơn vị được phân công làm được việc này. Hãy trình lãnh đạo đơn vị."
NO_REASON = "Hãy ghi lý do đề nghị chuyển nhiệm vụ cho đơn vị khác."
NO_ONE_NAMED = "Hãy chọn bộ phận hoặc công chức xử lý."
NOT_INSIDE = "“{}” không thuộc đơn vị này. Hãy chọn bộ phận, công chức của chính đơn vị."


@records_refusals
def acknowledge(assignment: Assignment, *, by: Officer, at: datetime) -> Assignment:
    """The unit says that the order has reached it. Raises NotAllowed, WrongState."""
    with held(assignment) as row:
        require(access.may_work_on(by, row), ONLY_THE_UNIT)
        return move(row, "acknowledge", by=by, acting=access.working_for(by, row), at=at)


@dataclass(frozen=True)
class Acknowledged:
    """Of several at once: those that are now, and a sentence for each that is not."""

    done: list[Assignment]
    refused: list[tuple[Assignment, str]]


def acknowledge_several(assignments: Iterable[Assignment], *, by: Officer, at: datetime) -> Acknowledged:
    """Acknowledge each for itself: one that is refused keeps none of the others back."""
    done, refused = [], []
    for assignment in assignments:
        try:
            with refusals_kept():
                done.append(acknowledge(assignment, by=by, at=at))
        except DomainError as error:
            refused.append((assignment, str(error)))
    return Acknowledged(done, refused)


@records_refusals
def ask_transfer(assignment: Assignment, *, reason: str, by: Officer, at: datetime) -> Assignment:
    """The unit's head says that it is not the unit's task, and why. Raises NotAllowed, WrongState, DomainError."""
    with held(assignment) as row:
        require(access.may_head(by, row), ONLY_ITS_HEAD)
        note = worded(reason, NO_REASON)
        return move(row, "ask_transfer", by=by, acting=access.heading(by, row), at=at, note=note)


@records_refusals
def pass_on(
    assignment: Assignment,
    *,
    unit: Unit | None = None,
    officer: Officer | None = None,
    words: str = "",
    by: Officer,
    at: datetime,
) -> Assignment:
    """The unit's head passes it to an office of the unit, a person of it, or both (bút phê); again takes the place of before.

    Raises NotAllowed, WrongState, and DomainError for nobody or somebody outside the unit.
    """
    with held(assignment) as row:
        require(access.may_head(by, row), ONLY_ITS_HEAD)
        if unit is None and officer is None:
            raise DomainError(NO_ONE_NAMED)
        inside = {row.unit_id, *Unit.objects.filter(parent=row.unit_id).values_list("pk", flat=True)}
        if unit and unit.pk not in inside:
            raise DomainError(NOT_INSIDE.format(unit))
        if officer and not (officer.unit_ids & ({unit.pk} if unit else inside)):
            raise DomainError(NOT_INSIDE.format(officer))
        if officer and unit is None and row.unit_id not in officer.unit_ids:
            # who works in an office alone opens what is passed to that office
            unit = Unit.objects.filter(pk__in=officer.unit_ids & inside).order_by("pk").first()
        named = ", ".join(str(each) for each in (unit, officer) if each)
        note = f"{named}: {worded(words, '')}" if words.strip() else named
        acting = access.heading(by, row)
        return move(
            row, "pass_on", by=by, acting=acting, at=at, note=note, handling_unit=unit, handling_officer=officer
        )


@records_refusals
def set_contribution_day(assignment: Assignment, *, day: date, by: Officer, at: datetime) -> Assignment:
    """A leading unit says until when a coordinating one should send its part; never later than its own deadline.

    Raises NotAllowed, WrongState, and DomainError for a day that is over or too late.
    """
    with held(assignment) as row:
        leads = list(
            Assignment.objects.filter(directive=row.directive_id, role=PartyRole.LEAD, period=row.period).exclude(
                state=AssignmentState.TRANSFERRED
            )
        )
        require(
            access.may_set_contribution_day(by, row, leads),
            "Chỉ lãnh đạo đơn vị chủ trì đặt hạn gửi kết quả phối hợp.",
        )
        if day < timezone.localdate(at):
            raise DomainError("Hạn gửi kết quả phối hợp đã qua. Hãy chọn từ hôm nay trở đi.")
        own = next(lead for lead in leads if access.may_head(by, lead))
        if own.current_due_on and day > own.current_due_on:
            raise DomainError(
                f"Hạn gửi kết quả phối hợp phải chậm nhất ngày {own.current_due_on:%d/%m/%Y}, là hạn của đơn vị chủ trì."
            )
        acting = access.heading(by, own)
        return move(row, "set_contribution_day", by=by, acting=acting, at=at, note=f"{day:%d/%m/%Y}", contribute_by=day)
