"""What the page of an order shows to this reader: read here, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.http import Http404

from directives import access
from directives.chips import Chip, chip_of
from directives.enums import AssignmentState, ReportKind, Verdict
from directives.figures import yardstick_for
from directives.keeping import kept_under
from directives.models import (
    Assignment,
    AssignmentQuerySet,
    DirectiveEvent,
    Evidence,
    ExtensionRequest,
    ProgressReport,
    ReportAnswer,
)
from directives.reminding.nudging import counts_to_the_unit
from directives.stages import Stage
from directives.tasks.next_act import NextAct, next_act
from directives.tasks.steps import Told, history_of, stages_of
from districts.enums import Role
from districts.models import Officer
from meetings.enums import PartyRole
from meetings.models import Release
from meetings.posted import is_key
from meetings.standing import read_later

JOINED = (
    "directive__following_unit",
    "directive__following_clerk",
    "directive__release__paper__meeting",
    "directive__superseded_by",
    "handling_unit",
    "handling_officer",
    "succeeded_by__unit",
    "periods_pass_to",
    "draft__updated_by",
)
MOST_NAMED = 12


@dataclass(frozen=True)
class Party:
    """A unit that carries the directive out. ``state``: '' where the reader learns only that the unit takes part."""

    assignment: Assignment
    is_mine: bool
    state: str
    may_open: bool


@dataclass(frozen=True)
class Parties:
    """``done`` of the ``total`` leading units have done it; ``named`` stand on the page, ``folded`` behind a fold."""

    done: int
    total: int
    leading: list[Party]
    coordinating: list[Party]

    @property
    def named(self) -> list[Party]:
        return self.leading[:MOST_NAMED]

    @property
    def folded(self) -> list[Party]:
        return self.leading[MOST_NAMED:]


@dataclass(frozen=True)
class Inherited:
    """What was taken over from a unit that has ended. ``asked_until``: the later day that it asked for without an answer."""

    assignment: Assignment
    reports: list[ProgressReport]
    asked_until: date | None


@dataclass(frozen=True)
class TaskPage:
    """``may_work``: whoever does sees the working copy; ``asked_until``: the later day that waits for a decision;
    ``kept_under``: the notice that replaced the source and kept the task as it was."""

    assignment: Assignment
    chip: Chip
    act: NextAct
    stages: list[Stage]
    history: list[Told]
    reports: list[ProgressReport]
    inherited: list[Inherited]
    parties: Parties
    may_work: bool
    may_head: bool
    may_open_heir: bool
    asked_until: date | None
    answer_by: date | None
    days_late: int
    kept_under: Release | None

    @property
    def asked_back(self) -> ReportAnswer | None:
        """What the Sở said to the last completion, while the unit is to complete again."""
        last = next((report for report in self.reports if report.kind == ReportKind.COMPLETION), None)
        answer: ReportAnswer | None = getattr(last, "answer", None)
        goes_on = self.assignment.state == AssignmentState.IN_PROGRESS
        return answer if goes_on and answer and answer.verdict != Verdict.CONFIRMED else None


def seen(officer: Officer, pk: int) -> Assignment:
    """The only door from an address to an assignment: a stranger is told that there is none. A successor reads what it
    took over; what may be done there the predicates say.
    """
    row = _whole(Assignment.objects.readable_by(officer)).filter(pk=pk).first() if is_key(pk) else None
    if row is None:
        raise Http404
    return row


def _whole(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    asked = ExtensionRequest.objects.filter(assignment=OuterRef("pk"), decision=None).order_by("-pk")
    return (
        rows.with_source_joined()
        .select_related(*JOINED)
        .annotate(asked_until=Subquery(asked.values("wanted_on")[:1]), **counts_to_the_unit())
    )


def page_of(assignment: Assignment, officer: Officer, today: date) -> TaskPage:
    """``assignment`` as ``seen`` gave it."""
    if assignment.directive.release:
        read_later([assignment.directive.release])
    events = list(DirectiveEvent.objects.filter(object_kind="assignment", object_id=assignment.pk).order_by("sequence"))
    yardstick = yardstick_for(today)
    reports, rows = _reports(assignment), _of_all_units(assignment)
    return TaskPage(
        assignment=assignment,
        chip=chip_of(assignment, yardstick),
        act=next_act(assignment, officer),
        stages=stages_of(assignment, events),
        history=history_of(events),
        reports=[report for report in reports if report.assignment_id == assignment.pk],
        inherited=[_inherited(row, reports) for row in rows if _is_taken_over(row, assignment)],
        parties=_parties(assignment, officer, rows),
        may_work=access.may_work_on(officer, assignment),
        may_head=access.may_head(officer, assignment),
        may_open_heir=_may_open_heir(officer, assignment),
        asked_until=vars(assignment)["asked_until"],
        answer_by=yardstick.answer_by(assignment),
        days_late=yardstick.days_late(assignment),
        kept_under=_kept_under(assignment),
    )


def _kept_under(assignment: Assignment) -> Release | None:
    release = assignment.directive.release
    return kept_under(assignment.directive) if release and hasattr(release, "replacement") else None


def _reports(assignment: Assignment) -> list[ProgressReport]:
    """Its own and those of the units from which it was taken over."""
    files = Prefetch("files", Evidence.objects.order_by("id"))
    taken_over = Q(assignment__succeeded_by=assignment.pk, assignment__by_succession=True)
    found = ProgressReport.objects.filter(Q(assignment=assignment.pk) | taken_over)
    return list(found.select_related("by", "answer__by").prefetch_related(files))


def _of_all_units(assignment: Assignment) -> list[Assignment]:
    """Of the same directive and period: those that stand, this one, and those that it took over."""
    asked = ExtensionRequest.objects.filter(assignment=OuterRef("pk"), decision=None).order_by("-pk")
    rows = Assignment.objects.filter(directive=assignment.directive_id, period=assignment.period)
    meant = Q(pk=assignment.pk) | Q(succeeded_by=assignment.pk, by_succession=True)
    rows = rows.filter(~Q(state=AssignmentState.TRANSFERRED) | meant).select_related("unit")
    return list(rows.annotate(asked_until=Subquery(asked.values("wanted_on")[:1])))


def _is_taken_over(row: Assignment, assignment: Assignment) -> bool:
    return row.by_succession and row.succeeded_by_id == assignment.pk


def _inherited(row: Assignment, reports: list[ProgressReport]) -> Inherited:
    return Inherited(row, [each for each in reports if each.assignment_id == row.pk], vars(row)["asked_until"])


def _may_open_heir(officer: Officer, assignment: Assignment) -> bool:
    heir = assignment.succeeded_by
    return heir is not None and (_sees_all(officer) or heir.unit_id in officer.unit_ids)


def _sees_all(officer: Officer) -> bool:
    return officer.works_at_office or officer.has_role(Role.OBSERVER)


def _parties(assignment: Assignment, officer: Officer, rows: list[Assignment]) -> Parties:
    """The names are common knowledge, in the notice; the states are the Sở's, and of those who help the lead's."""
    sees_all = _sees_all(officer)
    rows = [row for row in rows if not _is_taken_over(row, assignment)]
    parties: dict[str, list[Party]] = {PartyRole.LEAD: [], PartyRole.COORDINATING: []}
    own, done = officer.unit_ids, 0
    for row in sorted(rows, key=lambda each: (each.pk != assignment.pk, each.unit.kind, each.unit.sort_name)):
        done += row.role == PartyRole.LEAD and row.state == AssignmentState.DONE
        is_mine = bool({row.unit_id, row.handling_unit_id} & own)
        helps = row.role == PartyRole.COORDINATING and assignment.role == PartyRole.LEAD
        told = row.pk != assignment.pk and (sees_all or is_mine or (helps and assignment.unit_id in own))
        label = AssignmentState(row.state).label if told else ""
        parties[row.role].append(Party(row, is_mine, label, sees_all or is_mine))
    leading = parties[PartyRole.LEAD]
    return Parties(done, len(leading), leading, parties[PartyRole.COORDINATING])
