"""What one person is told inside the portal: the reminders of each day, as in the mails, and what the Sở answered to the
units that the person works for. Counted while it is new; the person says when it has been seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.db import connection, transaction
from django.db.models import Exists, IntegerField, Max, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from directives import access
from directives.enums import ReminderReason
from directives.models import SOURCE_PATHS, Assignment, BellMark, DirectiveEvent, Nudge
from districts.enums import Role
from districts.models import Appointment, Deputyship, Officer
from districts.models.officers import OFFICE_ROLES, AppointmentQuerySet
from districts.page_reads import read_once
from meetings.verbs import words_of

DAYS_KEPT = 60
MOST_LINES = 200
UNREAD = "unread"
STAND_IN, STAND_IN_DAY = -1, date(1945, 9, 2)  # no key and no day of a reminder
SEES_ALL = (*OFFICE_ROLES, Role.OBSERVER)
ANSWERED = (
    "confirm",
    "ask_supplement",
    "not_achieved",
    "decide_extension",
    "refuse_transfer",
    "transfer",
    "pass_to_successor",
    "pause",
    "resume",
    "withdraw",
    "reopen",
)
"""Acts of the Sở on an assignment that its unit did not do itself and is to know of."""
TOLD = (*ANSWERED, "hand_over", "pass_on")
"""Beside them what a colleague handed over, or the unit's head passed on."""


@dataclass(frozen=True)
class Line:
    """``label``: why it is told; ``words``: how it stood, or what the Sở said."""

    assignment: Assignment
    label: str
    words: str
    at: datetime
    is_new: bool


@dataclass(frozen=True)
class Seen:
    """Keys of the newest reminder and answer that somebody has seen."""

    nudge: int = 0
    event: int = 0


@dataclass(frozen=True)
class Bell:
    """``days``: newest first, each with its lines; ``newest``: what is seen by whoever sees this."""

    days: list[tuple[date, list[Line]]]
    unread: int
    newest: Seen


def nudges_of(officer: int, today: date) -> QuerySet[Nudge]:
    """Told by the portal to the officer, about orders that the officer may still see. ``officer``: the key."""
    held = Appointment.objects.in_force(today).filter(officer=officer)
    own = held.exclude(role__in=[Role.ADMINISTRATOR, Role.OBSERVER])
    visible = Q(assignment__in=Assignment.objects.of_units(own.values("unit"))) | Exists(held.filter(role__in=SEES_ALL))
    return Nudge.objects.filter(visible, whom=officer, digest__isnull=False, at__gte=_since(today))


def answers_to(officer: int, today: date) -> QuerySet[DirectiveEvent]:
    """What the Sở said to the officer's units, and what was handed over: to their heads, and to whom the order was passed on or else everybody."""
    held = Appointment.objects.in_force(today).filter(officer=officer)
    working = held.filter(role__in=access.WORKING_ROLES).values("unit")
    headed = held.filter(role__in=access.HEAD_ROLES).values("unit")
    nobody_s = Q(handling_unit__in=working) | Q(handling_unit=None, unit__in=working)
    meant = Q(unit__in=headed) | Q(handling_officer=officer) | Q(handling_officer=None) & nobody_s
    own = Assignment.objects.of_units(working).filter(meant)
    told = DirectiveEvent.objects.filter(object_kind="assignment", verb__in=TOLD, at__gte=_since(today))
    told = told.filter(Q(object_id__in=own.values("pk")) | _in_place_of_another(held, officer, today))
    return told.exclude(officer=officer)


def _in_place_of_another(held: AppointmentQuerySet, officer: int, today: date) -> Q:
    """What would be told to one for whom the officer stands in today, since the first day of it."""
    at_office = Q(appointment__role__in=OFFICE_ROLES) & Exists(held.filter(role__in=OFFICE_ROLES))
    beside = at_office | Q(appointment__unit__in=held.values("unit")) & ~Q(appointment__role__in=OFFICE_ROLES)
    principal = Appointment.objects.in_force(today).filter(role__in=access.WORKING_ROLES, officer__is_active=True)
    of_day = Deputyship.objects.filter(deputy=officer, starts_on__lte=today, ends_on__gte=today, ended_at=None)
    lent = of_day.filter(beside, appointment__in=principal)
    units = lent.values("appointment__unit")
    headed = lent.filter(appointment__role__in=access.HEAD_ROLES).values("appointment__unit")
    nobody_s = Q(handling_unit__in=units) | Q(handling_unit=None, unit__in=units)
    meant = (
        Q(unit__in=headed)
        | Q(handling_officer__in=lent.values("appointment__officer"))
        | Q(handling_officer=None) & nobody_s
    )
    theirs = Assignment.objects.of_units(units).filter(meant)
    first = lent.order_by("starts_on").values("starts_on")[:1]
    return Q(object_id__in=theirs.values("pk"), at__date__gte=Subquery(first))


def _since(today: date) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_KEPT), time.min))


def unread_of(officer: Officer, today: date) -> int | None:
    """How much is new; None for who is never told anything. At most one query, and none where ``keep_unread`` was asked."""
    if not access.may_hear(officer):
        return None
    return read_once((UNREAD, officer.pk), lambda: _counted(officer, today))[0]


def _counted(officer: Officer, today: date) -> tuple[int]:
    """Built only where it is asked: it takes longer to put together than to run."""
    counted: tuple[int] = Officer.objects.values_list(unread_for(officer.pk, today)).get(pk=officer.pk)
    return counted


def keep_unread(officer: int, unread: int) -> None:
    """For the page that is being answered: counted already by ``unread_for``."""
    read_once((UNREAD, officer), lambda: (unread,))


def unread_for(officer: int, today: date) -> RawSQL:
    """How much is new for the officer, as a column of a query of whatever rows.

    Every page asks for it, and Django takes ten times as long to write the question as a database to answer it: it is
    written once, for a stand-in, in whose place the officer and the day are put.
    """
    sql, parameters = _written(connection.vendor)
    meant = dict(zip(_parameters(STAND_IN, STAND_IN_DAY), _parameters(officer, today), strict=True))
    return RawSQL(sql, [meant.get(each, each) for each in parameters], output_field=IntegerField())  # noqa: S611 (Django's)


@cache
def _written(vendor: str) -> tuple[str, tuple[object, ...]]:
    """The SQL of what is new for the stand-in, and its parameters, on the engine."""
    nudges = nudges_of(STAND_IN, STAND_IN_DAY).filter(pk__gt=_mark(STAND_IN, "nudge"))
    events = answers_to(STAND_IN, STAND_IN_DAY).filter(pk__gt=_mark(STAND_IN, "event"))
    (of_nudges, first), (of_events, second) = (
        rows.order_by().values("pk").query.sql_with_params() for rows in (nudges, events)
    )
    told, said = (f"(SELECT COUNT(*) FROM ({each}) AS counted)" for each in (of_nudges, of_events))  # noqa: S608 (Django's)
    return f"({told} + {said})", (*first, *second)


def _parameters(officer: int, today: date) -> tuple[object, ...]:
    """As they stand among the parameters on the engine."""
    adapt = connection.ops
    return officer, adapt.adapt_datefield_value(today), adapt.adapt_datetimefield_value(_since(today))


def _mark(officer: int, column: str) -> Coalesce:
    return Coalesce(Subquery(BellMark.objects.filter(officer=officer).values(column)[:1]), Value(0))


def bell_of(officer: Officer, today: date) -> Bell:
    """The last days' lines, the newest first; four queries."""
    seen = BellMark.objects.filter(officer=officer).first() or BellMark(officer=officer)
    nudges = list(nudges_of(officer.pk, today).order_by("-pk")[:MOST_LINES])
    events = list(answers_to(officer.pk, today).order_by("-pk")[:MOST_LINES])
    named = {nudge.assignment_id for nudge in nudges} | {event.object_id for event in events}
    paths = (f"directive__{path}" for path in SOURCE_PATHS)
    orders = Assignment.objects.select_related(*paths, "unit").in_bulk(named)
    lines = [*_reminders(nudges, orders, seen), *_answers(events, orders, seen)]
    lines.sort(key=lambda line: line.at, reverse=True)
    days: dict[date, list[Line]] = {}
    for line in lines[:MOST_LINES]:
        days.setdefault(timezone.localdate(line.at), []).append(line)
    newest = Seen(max((row.pk for row in nudges), default=0), max((row.pk for row in events), default=0))
    return Bell(list(days.items()), sum(line.is_new for line in lines), newest)


def _reminders(nudges: Iterable[Nudge], orders: dict[int, Assignment], seen: BellMark) -> list[Line]:
    return [
        Line(orders[row.assignment_id], ReminderReason(row.reason).label, _reminded(row), row.at, row.pk > seen.nudge)
        for row in nudges
    ]


def _reminded(row: Nudge) -> str:
    """A deputy is told in whose place."""
    _, _, place = row.whom_words.partition(", thay ")
    return f"{row.words}; thay {place}" if place else row.words


def _answers(events: Iterable[DirectiveEvent], orders: dict[int, Assignment], seen: BellMark) -> list[Line]:
    return [Line(orders[row.object_id], _label(row.verb), row.note, row.at, row.pk > seen.event) for row in events]


def _label(verb: str) -> str:
    return f"Sở: {words_of(verb)}" if verb in ANSWERED else words_of(verb)


def mark_seen(officer: Officer, seen: Seen, *, at: datetime) -> None:
    """Nothing up to ``seen`` is new any more. What is told later stays new, even where larger keys are handed in."""
    today = timezone.localdate(at)
    with transaction.atomic():
        BellMark.objects.get_or_create(officer=officer)
        mark = BellMark.objects.select_for_update().get(officer=officer)
        mark.nudge = max(mark.nudge, min(seen.nudge, _newest(nudges_of(officer.pk, today))))
        mark.event = max(mark.event, min(seen.event, _newest(answers_to(officer.pk, today))))
        mark.save()


def _newest(rows: QuerySet[Nudge] | QuerySet[DirectiveEvent]) -> int:
    newest: int | None = rows.aggregate(newest=Max("pk"))["newest"]
    return newest or 0
