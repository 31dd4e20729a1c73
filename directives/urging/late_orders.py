"""Which orders a letter of urging may speak of, and what is so of each on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from directives import access
from directives.enums import AssignmentState
from directives.figures import Yardstick
from directives.models import Assignment, AssignmentQuerySet, Directive, ExtensionRequest, UrgedAssignment
from directives.reminding.nudging import REMINDED, Told, counts_to_the_unit, may_be_reminded, told_to_the_unit
from districts.enums import Role
from districts.models import Officer
from meetings.enums import PaperKind, PaperState, PartyRole
from meetings.models import UrgedTask

MOST = 200
"""Orders of one letter: a longer list is not read, and the units are better told by several letters."""


@dataclass(frozen=True)
class LateOrder:
    """An order that may stand in a letter, as it stands on the day. ``waits``: what its unit waits for at the Sở, or ''."""

    assignment: Assignment
    days_late: int
    told: Told
    waits: str


def with_what_is_told(assignments: AssignmentQuerySet) -> AssignmentQuerySet:
    """With all that a letter tells of each; one query."""
    pending = ExtensionRequest.objects.filter(assignment=OuterRef("pk"), decision=None)
    marked = assignments.with_source_joined().select_related("directive__following_unit")
    return marked.annotate(**counts_to_the_unit(), asks_time=Exists(pending), is_in_work=Exists(_in_work()))


def _in_work() -> Any:
    named = UrgedAssignment.objects.filter(assignment=OuterRef("pk"))
    return named.exclude(task__letter__paper__state=PaperState.RELEASED)


def urgeable(assignments: AssignmentQuerySet, officer: Officer) -> AssignmentQuerySet:
    """Of orders that are late those that the officer may put into a letter, the longest late first."""
    divisions = [each.unit_id for each in officer.current_appointments if each.role == Role.CLERK]
    followed = Q(directive__following_unit=None) | Q(directive__following_unit__in=divisions)
    fitting = assignments.leading().filter(followed, ~Exists(_in_work()), state__in=REMINDED)
    return fitting.order_by("current_due_on", "pk")


def late_orders(assignments: Iterable[Assignment], officer: Officer, yardstick: Yardstick) -> list[LateOrder]:
    """Those that the officer may urge, are late and in no other letter in work; by unit, the Sở's own last.

    ``assignments`` as ``with_what_is_told`` gives them.
    """
    fitting = [each for each in assignments if access.may_urge(officer, each) and not why_not(each, yardstick)]
    orders = [told_of(each, yardstick) for each in fitting if not vars(each)["is_in_work"]]
    return sorted(orders, key=_place)


def _place(order: LateOrder) -> tuple[bool, str, int, int]:
    unit = order.assignment.unit
    return unit.is_own, unit.sort_name, -order.days_late, order.assignment.pk


def told_of(assignment: Assignment, yardstick: Yardstick) -> LateOrder:
    return LateOrder(assignment, yardstick.days_late(assignment), told_to_the_unit(assignment), _waits(assignment))


def _waits(assignment: Assignment) -> str:
    if vars(assignment)["asks_time"]:
        return "Đơn vị đề nghị điều chỉnh thời hạn, chờ ý kiến lãnh đạo"
    return "Đơn vị đề nghị chuyển đơn vị khác" if assignment.state == AssignmentState.TRANSFER_ASKED else ""


def why_not(assignment: Assignment, yardstick: Yardstick) -> str:
    """Why the unit is not to be urged on the day, in words that follow the order's name; '' where it is."""
    if assignment.role != PartyRole.LEAD or not may_be_reminded(assignment):
        return AssignmentState(assignment.state).label.lower()
    if yardstick.days_late(assignment):
        return ""
    due_on = assignment.current_due_on
    return f"thời hạn nay là ngày {due_on:%d/%m/%Y}" if due_on else "nay không có thời hạn"


def task_of(order: LateOrder, position: int) -> UrgedTask:
    """Unsaved and of no letter yet."""
    assignment = order.assignment
    if assignment.current_due_on is None:
        raise ValueError("an order without a deadline is not late")
    return UrgedTask(
        position=position,
        unit=assignment.unit,
        unit_words=assignment.unit.name[:1].upper() + assignment.unit.name[1:],
        is_own=assignment.unit.is_own,
        text=assignment.directive.text,
        source_words=source_words(assignment.directive),
        due_on=assignment.current_due_on,
        days_late=order.days_late,
        times_urged=order.told.times,
        last_urged_on=order.told.last,
    )


def source_words(directive: Directive) -> str:
    """'Thông báo số 05/TB-SKHCN ngày 05/02/2026', of a superior's paper with who issued it."""
    source = directive.source
    if directive.ruling_item:
        ruling = directive.ruling_item.ruling
        of = f" của {ruling.issuer}" if ruling.issuer else ""
        return f"Văn bản số {ruling.number or ruling.file_name} ngày {source.day:%d/%m/%Y}{of}"
    kind = PaperKind(directive.release.paper.kind) if directive.release else PaperKind.NOTICE
    return f"{kind.named} số {source.number} ngày {source.day:%d/%m/%Y}"
