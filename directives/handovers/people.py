"""In whose name work stands, person by person: those first who cannot go on with it any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast

from directives import access
from directives.enums import WorkKind
from directives.handovers.work import (
    ROLES,
    Posts,
    posts_of,
    standing_comments,
    standing_drafts,
    standing_followed,
    standing_orders,
    standing_readings,
    standing_words,
)
from districts.models import Appointment, Officer, Unit
from meetings.draft_comments.consulting import ASKED_ROLES

MOST_PEOPLE = 200


@dataclass(frozen=True)
class Person:
    """``count``: how much stands in the name; ``left``: of that, what the person may not do any more."""

    officer: Officer
    posts: Posts
    count: int
    left: int


@dataclass(frozen=True)
class _Counted:
    """So many of a kind in the name of ``who``, for the unit ``where``, which may not be told by the rows."""

    who: int
    where: int | None
    kind: str
    count: int


def people_with_work(reader: Officer, day: date) -> list[Person]:
    """Of the units that the reader heads, or to an administrator of all; three queries. Nobody for other readers."""
    everywhere, headed = access.may_hand_over_for_all(reader), access.headed_units(reader)
    if not everywhere and not headed:
        return []
    near = None if everywhere else Unit.objects.filter(Q(pk__in=headed) | Q(parent__in=headed)).values("pk")
    counted: dict[int, list[_Counted]] = defaultdict(list)
    for row in _counted(near):
        counted[row.who].append(row)
    held = Prefetch("appointments", Appointment.objects.select_related("unit"))
    officers = Officer.objects.filter(pk__in=counted).prefetch_related(held)
    told = [_person(each, counted[each.pk], day, None if everywhere else headed) for each in officers]
    people = [each for each in told if each.count]
    people.sort(key=lambda each: (not each.left, each.officer.full_name, each.officer.pk))
    return people[:MOST_PEOPLE]


def _person(officer: Officer, rows: list[_Counted], day: date, headed: set[int] | None) -> Person:
    posts = posts_of(officer.appointments.all(), day)
    rows = [row for row in rows if _is_open_to(headed, posts, row)]
    left = sum(row.count for row in rows if not _goes_on(officer, posts, row, day))
    return Person(officer, posts, sum(row.count for row in rows), left)


def _is_open_to(headed: set[int] | None, posts: Posts, row: _Counted) -> bool:
    """Whether the person's page lists it for the head of those units; None: for an administrator. What names no unit belongs
    to where the person is now, not to every unit of before.
    """
    office = posts.office_unit
    if office is None and row.kind != WorkKind.ORDER:
        return False
    return headed is None or row.where is not None or bool(office and {office.pk, office.parent_id} & headed)


def _goes_on(officer: Officer, posts: Posts, row: _Counted, day: date) -> bool:
    """Whether the person still holds a role that does such work in its unit; an order also in an office below it."""
    where = row.where or (posts.office_unit.pk if posts.office_unit else None)
    kind = WorkKind(row.kind)
    return officer.is_active and any(
        (each.starts_on or day) <= day <= (each.ends_on or day)
        and each.role in ROLES[kind]
        and (each.unit_id == where or (kind == WorkKind.ORDER and each.unit.parent_id == where))
        for each in posts.shown
    )


def _counted(near: QuerySet | None) -> Iterator[_Counted]:
    """One query, whatever the number of kinds."""
    nowhere = Cast(Value(None), BigIntegerField())
    at_office = Appointment.objects.filter(unit__in=near, role__in=ASKED_ROLES) if near is not None else None
    parts = [
        (WorkKind.ORDER, standing_orders(), "handling_officer", F("worked_in")),
        (WorkKind.FOLLOWED, standing_followed(), "following_clerk", F("following_unit")),
        (WorkKind.DRAFT, standing_drafts(), "drafted_by", F("drafting_unit")),
        (WorkKind.WORD, standing_words(), "owner", F("paper__drafting_unit")),
        (WorkKind.READING, standing_readings(), "owner", nowhere),
        (WorkKind.COMMENT, standing_comments(), "officer", nowhere),
    ]
    found = []
    for kind, rows, column, where in parts:
        told = rows.order_by().annotate(where=where)
        if at_office is not None:
            unnamed = Q(where=None, **{f"{column}__in": at_office.values("officer")})
            told = told.filter(Q(where__in=near) | unnamed)
        grouped = told.values(who=F(column), at=F("where"), what=Value(kind.value)).annotate(n=Count("pk"))
        found.append(grouped.values_list("who", "at", "what", "n"))
    for row in found[0].union(*found[1:], all=True):
        yield _Counted(*row)


def still_works(day: date) -> Exists:
    """Of an order in a query: to whom it was passed works for its unit, or an office of it, on the day."""
    there = Q(unit=OuterRef("unit")) | Q(unit=OuterRef("handling_unit")) | Q(unit__parent=OuterRef("unit"))
    held = Appointment.objects.in_force(day).filter(role__in=access.WORKING_ROLES, officer__is_active=True)
    return Exists(held.filter(there, officer=OuterRef("handling_officer")))
