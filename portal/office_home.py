"""What waits at the Sở on the home page: for a leader time and the results that are his to answer, for the head of a
division the results and transfers of the orders that it follows; the facts beside each, and one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from directives import access
from directives.enums import OPEN_STATES, AssignmentState, ReportKind
from directives.figures import yardstick_for
from directives.life.answering import why_a_leader
from directives.life.extending import is_from_above
from directives.models import (
    SOURCE_PATHS,
    Assignment,
    AssignmentQuerySet,
    DirectiveEvent,
    ExtensionRequest,
    ProgressReport,
)
from districts.calendar import WorkCalendar
from districts.enums import Role
from districts.models import Officer

TIME, RESULT, TRANSFER = "time", "result", "transfer"
SHOWN = 20


@dataclass(frozen=True)
class OfficeRow:
    """``kind``: time, result or transfer. ``answer_by``: the Sở's own limit; ``why``: why it is a leader's, or '';
    ``files``: of the report that is to be judged."""

    kind: str
    assignment: Assignment
    words: str
    wanted_on: date | None = None
    is_late: bool = False
    in_one_click: bool = True
    files: int = 0
    handed_in_on: date | None = None
    answer_by: date | None = None
    answer_is_late: bool = False
    why: str = ""
    no_file_why: str = ""


@dataclass(frozen=True)
class OfficeWork:
    """``rows``: the first of ``total``, those with the nearest limit before those without one; ``results`` of them all wait
    to be confirmed."""

    rows: list[OfficeRow]
    total: int
    is_leader: bool
    results: int = 0


def answers_for_office(officer: Officer) -> bool:
    """Leaders, and the heads of the Sở's divisions."""
    return officer.works_at_office and (officer.has_role(Role.LEADER) or bool(_headed(officer)))


def _headed(officer: Officer) -> set[int]:
    return {each.unit_id for each in officer.current_appointments if each.role in access.HEAD_ROLES}


def office_work(officer: Officer, today: date, calendar: WorkCalendar) -> OfficeWork | None:
    """None for who answers nothing; one query."""
    if not answers_for_office(officer):
        return None
    is_leader, headed = officer.has_role(Role.LEADER), _headed(officer)
    waits = Q(
        directive__following_unit__in=headed, state__in=[AssignmentState.REPORTED, AssignmentState.TRANSFER_ASKED]
    )
    if is_leader:
        waits |= Q(asks_time=True, state__in=OPEN_STATES) | Q(state=AssignmentState.REPORTED) & _leaders()
    found = _told(Assignment.objects.visible_to(officer)).filter(waits)
    rows = [row for each in found for row in _rows(each, officer, today, calendar)]
    rows.sort(key=lambda row: (row.answer_by or date.max, row.assignment.current_due_on or date.max, row.assignment.pk))
    return OfficeWork(rows[:SHOWN], len(rows), is_leader, sum(row.kind == RESULT for row in rows))


def _leaders() -> Q:
    """What ``access.needs_leader`` says of a row, to the database."""
    of_nobody, own = Q(directive__following_unit=None), Q(unit=F("directive__following_unit"))
    return Q(directive__starred=True) | Q(disputed=True) | own | of_nobody


def _told(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    asked = ExtensionRequest.objects.filter(assignment=OuterRef("pk"), decision=None).order_by("-pk")
    last = ProgressReport.objects.filter(assignment=OuterRef("pk"), kind=ReportKind.COMPLETION).order_by("-number")
    why = DirectiveEvent.objects.filter(object_kind="assignment", object_id=OuterRef("pk"), verb="ask_transfer")
    return rows.select_related(*(f"directive__{path}" for path in SOURCE_PATHS), "unit").annotate(
        asks_time=Exists(asked),
        time_until=Subquery(asked.values("wanted_on")[:1]),
        time_reason=Subquery(asked.values("reason")[:1]),
        time_is_late=Subquery(asked.values("is_late")[:1]),
        result_text=Subquery(last.values("text")[:1]),
        file_count=Subquery(last.annotate(count=Count("files")).values("count")[:1]),
        no_file_why=Subquery(last.values("no_evidence")[:1]),
        transfer_reason=Subquery(why.order_by("-sequence").values("note")[:1]),
    )


def _rows(each: Assignment, officer: Officer, today: date, calendar: WorkCalendar) -> list[OfficeRow]:
    """The predicates that guard the acts decide what is shown."""
    told, rows = vars(each), []
    if told["asks_time"] and access.may_decide_deadline(officer, each):
        rows.append(
            OfficeRow(
                TIME,
                each,
                told["time_reason"],
                wanted_on=told["time_until"],
                is_late=bool(told["time_is_late"]),
                in_one_click=not is_from_above(each),
                handed_in_on=each.handed_in_on if each.state == AssignmentState.REPORTED else None,
            )
        )
    if each.state == AssignmentState.REPORTED and access.may_answer_completion(officer, each):
        answer_by = yardstick_for(today, calendar).answer_by(each)
        rows.append(
            OfficeRow(
                RESULT,
                each,
                told["result_text"] or "",
                files=told["file_count"] or 0,
                handed_in_on=each.handed_in_on,
                answer_by=answer_by,
                answer_is_late=answer_by is not None and today > answer_by,
                why=why_a_leader(each),
                no_file_why=told["no_file_why"] or "",
            )
        )
    if each.state == AssignmentState.TRANSFER_ASKED and access.may_settle_transfer(officer, each):
        rows.append(OfficeRow(TRANSFER, each, told["transfer_reason"] or "", in_one_click=False))
    return rows
