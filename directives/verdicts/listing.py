"""The tasks of earlier meetings as a meeting finds them on its day, the latest first, each with what it concluded of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery

from directives.carried_over import EARLIEST_FIRST, counted
from directives.enums import OPEN_STATES, AssignmentState, Bucket, VerdictKind
from directives.figures import Yardstick, yardstick_for
from directives.models import (
    Assignment,
    AssignmentQuerySet,
    Directive,
    DirectiveEvent,
    DirectiveQuerySet,
    MeetingVerdict,
    ProgressReport,
)
from directives.verdicts.as_of import Standing, end_of, standings
from districts.models import Officer
from meetings.models import Meeting

MOST = 300
"""Tasks that one meeting looks at; beyond them stand only those that fall due last."""
_RANK = {bucket: rank for rank, bucket in enumerate(Bucket)}
_ENDED = (Bucket.ON_TIME, Bucket.DONE_LATE, Bucket.WITHDRAWN)


@dataclass(frozen=True)
class LastReport:
    unit: str
    day: date
    text: str


@dataclass(frozen=True)
class CarriedRow:
    """One task on the day: ``state`` of its only unit, '' where there are more; ``done`` of the ``total`` leading units have finished it, ``waiting`` say so and wait for the Sở.

    ``late`` and ``behind``: names of the units that are late, and of the others that have it open. ``due_on``: the earliest
    day of an open one. ``before``: the verdict of the last meeting that looked at it. ``open_now``: what is open today,
    whatever the day of the list, for what a verdict would do.
    """

    directive: Directive
    bucket: Bucket
    days_late: int
    due_on: date | None
    state: str
    total: int
    done: int
    waiting: int
    paused: int
    late: list[str]
    behind: list[str]
    last_report: LastReport | None
    verdict: MeetingVerdict | None
    before: MeetingVerdict | None
    is_far: bool
    open_now: list[Assignment]

    @property
    def is_open(self) -> bool:
        return self.bucket not in _ENDED or self.paused > 0

    @property
    def from_above(self) -> bool:
        return self.directive.ruling_item_id is not None

    @property
    def awaits_verdict(self) -> bool:
        return self.is_open and self.verdict is None


@dataclass(frozen=True)
class Carried:
    """``shown``: open ones and those that have a verdict, the latest first; ``far``: due long after the meeting; ``ended``."""

    day: date
    rows: list[CarriedRow]
    counts: dict[Bucket, int] = field(default_factory=dict)

    @property
    def shown(self) -> list[CarriedRow]:
        return [row for row in self.rows if row.verdict or (row.is_open and not row.is_far)]

    @property
    def far(self) -> list[CarriedRow]:
        return [row for row in self.rows if row.is_far and not row.verdict]

    @property
    def ended(self) -> list[CarriedRow]:
        return [row for row in self.rows if not row.is_open and not row.verdict]

    @property
    def awaiting(self) -> int:
        """How many of those shown have no verdict yet."""
        return sum(row.awaits_verdict for row in self.shown)

    @property
    def decided(self) -> int:
        return sum(row.verdict is not None for row in self.rows)


def carried_to(meeting: Meeting, officer: Officer, *, only: int | None = None) -> Carried:
    """What the officer may see; ``only`` the one directive. A few queries whatever their number.

    A meeting without a day has none. Raises nothing.
    """
    if meeting.held_on is None:
        return Carried(date.min, [])
    found = _concerned(meeting, officer)
    directives = list(
        (found if only is None else found.filter(pk=only)).with_source().with_leads().order_by(*EARLIEST_FIRST)[:MOST]
    )
    of_directive: dict[int, list[Standing]] = {}
    for each in standings(_leads(directives, meeting.held_on), meeting.held_on):
        of_directive.setdefault(each.assignment.directive_id, []).append(each)
    here, before = _verdicts(meeting, directives)
    yardstick = yardstick_for(meeting.held_on)
    rows = [
        _row(each, of_directive[each.pk], here.get(each.pk), before.get(each.pk), yardstick)
        for each in directives
        if any(standing.state != AssignmentState.TRANSFERRED for standing in of_directive.get(each.pk, ()))
    ]
    rows.sort(key=_lateness)
    buckets = Counter(row.bucket for row in rows)
    return Carried(meeting.held_on, rows, {bucket: buckets[bucket] for bucket in Bucket})


def _concerned(meeting: Meeting, officer: Officer) -> DirectiveQuerySet:
    """Of the series' earlier meetings and of superiors: what some unit had open on the day; all of the meeting before; and
    whatever has a verdict. What another paper had taken the place of is not asked after again."""
    day = meeting.held_on
    assert day is not None
    end = end_of(day)
    leading = Assignment.objects.leading().filter(directive=OuterRef("pk"), assigned_at__lt=end)
    moved = DirectiveEvent.objects.filter(object_kind="assignment", object_id=OuterRef("pk"), at__gte=end)
    was_open = Exists(leading.filter(Q(state__in=OPEN_STATES) | Q(Exists(moved.exclude(from_state="")))))
    path = "order__conclusion__outline__meeting"
    of_series = Q(**{f"{path}__series": meeting.series_id, f"{path}__held_on__lt": day}) & Q(order__isnull=False)
    previous = Directive.objects.filter(of_series).order_by(f"-{path}__held_on", f"-{path}").values(path)[:1]
    ours = of_series & (Q(was_open) | Q(**{path: Subquery(previous)})) if meeting.series_id else Q(pk__in=())
    from_above = Q(ruling_item__isnull=False, ruling_item__ruling__issued_on__lte=day) & Q(was_open)
    concluded = Q(Exists(MeetingVerdict.objects.filter(meeting=meeting, directive=OuterRef("pk"))))
    in_force = Q(superseded_by=None) | Q(superseded_by__release__released_at__gte=end)
    return counted(Directive.objects.visible_to(officer)).filter(concluded | in_force & (ours | from_above))


def _leads(directives: list[Directive], day: date) -> AssignmentQuerySet:
    """The leading assignments with what was last reported until the day, the units of one directive by name."""
    last = ProgressReport.objects.filter(assignment=OuterRef("pk"), at__lt=end_of(day)).order_by("-number")
    rows = Assignment.objects.leading().filter(directive__in=directives).select_related("unit")
    told = {name: Subquery(last.values(name)[:1]) for name in ("text", "handed_in_on")}
    return rows.annotate(last_text=told["text"], last_on=told["handed_in_on"]).order_by("unit__sort_name", "pk")


def _verdicts(
    meeting: Meeting, directives: list[Directive]
) -> tuple[dict[int, MeetingVerdict], dict[int, MeetingVerdict]]:
    """Of each directive: the meeting's own, and the last one of the meetings before it; one query."""
    here, before = {}, {}
    rows = (
        MeetingVerdict.objects.standing()
        .filter(directive__in=directives)
        .select_related("meeting", "by", "effect__release")
    )
    for row in rows.order_by("meeting__held_on", "pk"):
        if row.meeting_id == meeting.pk:
            here[row.directive_id] = row
        elif row.meeting.held_on and meeting.held_on and row.meeting.held_on < meeting.held_on:
            before[row.directive_id] = row
    return here, before


def _row(
    directive: Directive,
    units: list[Standing],
    verdict: MeetingVerdict | None,
    before: MeetingVerdict | None,
    yardstick: Yardstick,
) -> CarriedRow:
    units = [each for each in units if each.state != AssignmentState.TRANSFERRED]
    states = Counter(each.state for each in units)
    open_ones = [each for each in units if each.state in OPEN_STATES]
    late = [each for each in open_ones if yardstick.bucket(each) == Bucket.OVERDUE]
    due_on = min(filter(None, (each.current_due_on for each in open_ones)), default=None)
    return CarriedRow(
        directive=directive,
        bucket=min((yardstick.bucket(each) for each in open_ones or units), key=_worst),
        days_late=max((yardstick.days_late(each) for each in late), default=0),
        due_on=due_on,
        state=_state_words(units[0].state) if len(units) == 1 else "",
        total=len(units),
        done=states[AssignmentState.DONE],
        waiting=states[AssignmentState.REPORTED],
        paused=states[AssignmentState.PAUSED],
        late=_names(late),
        behind=_names(each for each in open_ones if yardstick.bucket(each) != Bucket.OVERDUE),
        last_report=_last_report(units),
        verdict=verdict,
        before=before,
        is_far=_is_far(due_on, before, yardstick.today),
        open_now=[each.assignment for each in units if each.assignment.state in OPEN_STATES],
    )


def _is_far(due_on: date | None, before: MeetingVerdict | None, day: date) -> bool:
    """What the last meeting put off comes up again however far its day is."""
    put_off = before is not None and before.kind == VerdictKind.PUT_OFF
    far_from = day + timedelta(days=settings.CARRIED_AHEAD_DAYS)
    return due_on is not None and due_on > far_from and not put_off


def _state_words(state: str) -> str:
    """As the units read it too: a Sở gives no orders to a commune, so what nobody has taken in is not 'đã giao'."""
    return "Chưa tiếp nhận" if state == AssignmentState.ASSIGNED else str(AssignmentState(state).label)


def _worst(bucket: Bucket) -> tuple[bool, int]:
    """Of the buckets of one task's units the one to be told: a late end before one in time, and a stop last."""
    return bucket == Bucket.WITHDRAWN, -_RANK[bucket] if bucket == Bucket.DONE_LATE else _RANK[bucket]


def _names(units: Iterable[Standing]) -> list[str]:
    """Each unit once, whatever the periods of a recurring task."""
    return list(dict.fromkeys(str(each.assignment.unit) for each in units))


def _last_report(units: list[Standing]) -> LastReport | None:
    told = [each.assignment for each in units if vars(each.assignment)["last_on"]]
    if not told:
        return None
    newest = max(told, key=lambda row: (vars(row)["last_on"], row.pk))
    return LastReport(str(newest.unit), vars(newest)["last_on"], vars(newest)["last_text"])


def _lateness(row: CarriedRow) -> tuple[int, int, int, int]:
    """The longest late first, then by the day; what has none after it, what is paused or ended last."""
    rank = _RANK[row.bucket] if row.bucket != Bucket.WITHDRAWN or not row.is_open else _RANK[Bucket.WITHIN]
    return rank, -row.days_late, (row.due_on or date.max).toordinal(), row.directive.pk
