"""The orders of a unit on its home: six counters, the rows of the chosen one, new notices, and what waits at the Sở."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from directives import access
from directives.chips import ICONS, Chip, chip_of
from directives.enums import OPEN_STATES, AssignmentState, Bucket
from directives.figures import Yardstick, count_buckets, is_counted, yardstick_for
from directives.handovers.people import still_works
from directives.life.drafting import takes_report
from directives.models import Assignment, DirectiveEvent, ExtensionRequest, ProgressDraft, with_leads_of
from directives.reminding.nudging import Told, counts_to_the_unit, may_be_reminded, told_to_the_unit
from directives.sources import Source
from directives.tasks.next_act import ACKNOWLEDGE, NextAct, next_act
from directives.urging.standing import last_letter
from districts.calendar import WorkCalendar
from districts.models import Officer, Unit
from meetings.enums import PartyRole

ALL = "tat-ca"
ROLES = ("unit_officer", "unit_head", "division_head", "office_head")
PASSED = ("pass_on", "hand_over")
HANDLED = ("handling_unit", "handling_officer")
WAITING = {
    AssignmentState.REPORTED: "Báo cáo hoàn thành chờ Sở xác nhận",
    AssignmentState.TRANSFER_ASKED: "Đề nghị chuyển đơn vị khác",
}


@dataclass(frozen=True)
class Counter:
    """One of the six buckets as a link that filters. ``current``: the list shows this bucket now."""

    key: str
    label: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True)
class WorkRow:
    """``act``: the row's one button, which leads to the order's page; ``handed_up``: its report waits for the unit's head."""

    assignment: Assignment
    chip: Chip
    is_lead: bool
    told: Told
    act: NextAct
    handed_up: bool


@dataclass(frozen=True)
class Prepared:
    """A report that the unit's people left to its head to send. ``words``: which, by whom and since when."""

    assignment: Assignment
    words: str


@dataclass(frozen=True)
class PassedOn:
    """What the unit's head passed on, or a colleague handed over, to the reader. ``words``: the head's own, from whom to whom,
    or ''; ``by``: who, on which day.
    """

    assignment: Assignment
    words: str
    by: str


@dataclass(frozen=True)
class NewNotice:
    """A paper of which the unit has not acknowledged all that it leads."""

    source: Source
    assignments: list[Assignment]


@dataclass(frozen=True)
class AtOffice:
    """What the unit sent and the Sở has not answered. ``answer_by``: until when it should, where that is set."""

    assignment: Assignment
    words: str
    answer_by: date | None


@dataclass(frozen=True)
class UrgedBy:
    """A letter that urges the unit. ``words``: its number and day, and until when to answer; ``count``: orders still open."""

    paper: int
    words: str
    count: int


@dataclass(frozen=True)
class UnitWork:
    """The orders of the officer's own units: the six counters, and the rows of the chosen bucket, ``helping`` of them as those
    of a coordinating unit, which no bucket counts.
    """

    units: list[Unit]
    counters: list[Counter]
    rows: list[WorkRow]
    chosen: str
    total: int
    urgent: int
    new: list[NewNotice]
    urged: list[UrgedBy]
    at_office: list[AtOffice]
    left_behind: int
    prepared: list[Prepared]
    passed_on: list[PassedOn]
    helping: int


def unit_work(officer: Officer, today: date, chosen: str, calendar: WorkCalendar | None = None) -> UnitWork | None:
    """None for an officer whose appointments are all in the Sở's own process or who only observes."""
    units = [a.unit for a in officer.current_appointments if a.role in ROLES]
    if not units:
        return None
    yardstick = yardstick_for(today, calendar)
    assignments = _assignments_of(officer, {unit.pk for unit in units}, today)
    counts = count_buckets(assignments, yardstick)
    counters = [
        Counter(str(bucket), bucket.label, ICONS[bucket], counts[bucket], current=chosen == bucket) for bucket in Bucket
    ]
    rows = [
        WorkRow(
            each,
            chip_of(each, yardstick),
            each.role == PartyRole.LEAD,
            told_to_the_unit(each),
            next_act(each, officer),
            _is_handed_up(each),
        )
        for each in assignments
        if _is_chosen(each, chosen, yardstick)
    ]
    rows.sort(key=lambda row: _awaited_on(row.assignment))  # stable: what has no day of its own keeps its place
    with_leads_of([row.assignment for row in rows if not row.is_lead])
    return UnitWork(
        list(dict.fromkeys(units)),
        counters,
        rows,
        chosen,
        len(assignments),
        counts[Bucket.OVERDUE] + counts[Bucket.SOON],
        _new_notices(assignments, officer),
        _urged(assignments),
        _at_office(assignments, yardstick),
        sum(_is_left_behind(each, officer) for each in assignments),
        _prepared(assignments, officer),
        _passed_on(assignments, officer),
        sum(not row.is_lead for row in rows),
    )


def _is_left_behind(assignment: Assignment, officer: Officer) -> bool:
    """Told to the head of its unit: the person to whom it was passed does not work there any more."""
    passed = assignment.handling_officer_id is not None and assignment.state in OPEN_STATES
    return passed and not vars(assignment)["handler_works"] and access.may_head(officer, assignment)


def _assignments_of(officer: Officer, units: set[int], today: date) -> list[Assignment]:
    """Each with ``asked_until``: the later day that waits for a decision, how often it was told, the last letter, and whether
    the person to whom it was passed still works there. One query.
    """
    mine = Assignment.objects.visible_to(officer).of_units(units).with_source_joined()
    asked = ExtensionRequest.objects.filter(assignment=OuterRef("pk"), decision=None).order_by("-pk")
    mine = mine.annotate(asked_until=Subquery(asked.values("wanted_on")[:1]), **last_letter(), **counts_to_the_unit())
    passed = DirectiveEvent.objects.filter(object_kind="assignment", object_id=OuterRef("pk"), verb__in=PASSED)
    passed = passed.order_by("-sequence")
    told = {f"passed_{name}": Subquery(passed.values(name)[:1]) for name in ("note", "officer_name", "at")}
    mine = mine.annotate(handler_works=still_works(today), **told)
    return list(mine.select_related("directive__order", "draft__updated_by", *HANDLED))


def _awaited_on(assignment: Assignment) -> date:
    """The day by which something is to come: what the Sở asked for besides, or else the whole."""
    return assignment.supplement_by or assignment.current_due_on or date.max


def _is_chosen(assignment: Assignment, chosen: str, yardstick: Yardstick) -> bool:
    """A bucket holds lead assignments alone; without one chosen, all that is still open is listed."""
    if chosen in Bucket.values:
        return is_counted(assignment) and yardstick.bucket(assignment) == chosen
    return chosen == ALL or assignment.state in OPEN_STATES


def _new_notices(assignments: Iterable[Assignment], officer: Officer) -> list[NewNotice]:
    """By paper, the newest first."""
    found: dict[str, NewNotice] = {}
    for assignment in assignments:
        if next_act(assignment, officer) == ACKNOWLEDGE:
            source = assignment.directive.source
            found.setdefault(source.url, NewNotice(source, [])).assignments.append(assignment)
    return sorted(found.values(), key=lambda notice: (notice.source.day, notice.source.number), reverse=True)


def _urged(assignments: Iterable[Assignment]) -> list[UrgedBy]:
    """The letters whose orders the unit still has to work at, the newest first."""
    found: dict[int, UrgedBy] = {}
    for assignment in assignments:
        told = vars(assignment)
        if told["letter_paper"] and may_be_reminded(assignment):
            before = found.get(told["letter_paper"])
            count = before.count + 1 if before else 1
            found[told["letter_paper"]] = UrgedBy(told["letter_paper"], told["letter_words"], count)
    return [found[paper] for paper in sorted(found, reverse=True)]


def _is_handed_up(assignment: Assignment) -> bool:
    draft: ProgressDraft | None = getattr(assignment, "draft", None)
    return draft is not None and draft.handed_up_at is not None and takes_report(assignment)


def _prepared(assignments: Iterable[Assignment], officer: Officer) -> list[Prepared]:
    """For the head of the unit alone: who may send what the others prepared."""
    waiting = []
    for assignment in assignments:
        if _is_handed_up(assignment) and access.may_head(officer, assignment):
            draft = assignment.draft
            words = f"{draft.get_kind_display()}, {draft.updated_by} soạn, chuyển lúc"
            waiting.append(Prepared(assignment, f"{words} {timezone.localtime(draft.handed_up_at):%H:%M %d/%m/%Y}"))
    return waiting


def _passed_on(assignments: Iterable[Assignment], officer: Officer) -> list[PassedOn]:
    """To the person by name, or without one to the office of the person; what the unit has yet to do."""
    found = []
    for each in assignments:
        named = ", ".join(str(one) for one in (each.handling_unit, each.handling_officer) if one)
        by_office = each.handling_officer_id is None and access.acting_in(
            officer, each.handling_unit_id, *access.WORKING_ROLES
        )
        told = vars(each)
        if (
            told["passed_at"]
            and next_act(each, officer).is_due
            and (each.handling_officer_id == officer.pk or by_office)
        ):
            words = told["passed_note"].removeprefix(named).removeprefix(": ")
            by = f"{told['passed_officer_name']}, {timezone.localtime(told['passed_at']):%d/%m/%Y}"
            found.append(PassedOn(each, words, by))
    return found


def _at_office(assignments: Iterable[Assignment], yardstick: Yardstick) -> list[AtOffice]:
    waiting = []
    for assignment in assignments:
        if words := WAITING.get(AssignmentState(assignment.state)):
            waiting.append(AtOffice(assignment, words, yardstick.answer_by(assignment)))
        asked_until = vars(assignment)["asked_until"]
        if asked_until and assignment.state in OPEN_STATES:
            waiting.append(AtOffice(assignment, f"Đề nghị điều chỉnh thời hạn đến {asked_until:%d/%m/%Y}", None))
    return waiting
