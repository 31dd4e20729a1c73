"""Connection points of an online meeting (điểm cầu), and which units sit at which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Max
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, EditConflict
from districts.events import record
from districts.models import Officer, Unit, UnitGroup
from meetings.attendance.recording import add_units, recorded_meeting
from meetings.models import ConnectionPoint, Delegation, Meeting, MeetingEvent


@dataclass(frozen=True)
class SeatedPoint:
    point: ConnectionPoint
    seats: list[Delegation]


@dataclass(frozen=True)
class Cluster:
    """``name`` is '' for the points that belong to none."""

    name: str
    points: list[SeatedPoint]


def clusters_of(meeting: Meeting, rows: Iterable[Delegation]) -> list[Cluster]:
    """The points by cluster, each with those of the delegations ``rows`` that sit there. One query."""
    seats: dict[int | None, list[Delegation]] = {}
    for row in rows:
        seats.setdefault(row.point_id, []).append(row)
    found: dict[str, list[SeatedPoint]] = {}
    for point in meeting.points.all():
        found.setdefault(point.cluster, []).append(SeatedPoint(point, seats.get(point.pk, [])))
    return [Cluster(name, points) for name, points in found.items()]


def save_point(
    point: ConnectionPoint, seats: Iterable[Unit | UnitGroup], *, by: Officer, at: datetime
) -> ConnectionPoint:
    """Save the point with the units that sit there; who is not invited yet is. A group gives its units of the day.

    Raises EditConflict where the point has moved on since it was read, WrongState once the list of units is closed.
    """
    seats = list(seats)
    with recorded_meeting(point.meeting, by) as meeting:
        if point.pk is None:
            point.position = (meeting.points.aggregate(last=Max("position"))["last"] or 0) + 1
        try:
            point.full_clean()
        except ValidationError as error:
            raise DomainError(" ".join(error.messages)) from error
        point.save()
        day = meeting.held_on or timezone.localdate(at)
        _seat(meeting, point, _units_of(seats, day), by=by, at=at)
        note = f"{point}: {'; '.join(map(str, seats))}"
        record(MeetingEvent, [meeting], verb="save_point", by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
    return point


def _units_of(seats: Iterable[Unit | UnitGroup], day: date) -> dict[int, Unit]:
    units: dict[int, Unit] = {}
    for each in seats:
        members = each.units_on(day).order_by("sort_name", "id") if isinstance(each, UnitGroup) else [each]
        units |= {unit.pk: unit for unit in members}
    return units


def _seat(meeting: Meeting, point: ConnectionPoint, units: dict[int, Unit], *, by: Officer, at: datetime) -> None:
    """A few statements whatever the number of units; who sat at another point has moved here.

    A delegation kept in words alone is no unit that could be picked, so it keeps its place.
    """
    point.delegations.filter(unit__isnull=False).exclude(unit_id__in=units).update(point=None, version=F("version") + 1)
    standing = dict(meeting.delegations.filter(unit_id__in=units).values_list("unit_id", "point_id"))
    arriving = [unit for unit, at_point in standing.items() if at_point != point.pk]
    meeting.delegations.filter(unit_id__in=arriving).update(point=point, version=F("version") + 1)
    missing = [unit for pk, unit in units.items() if pk not in standing]
    added = add_units(meeting, missing, by=by, at=at)
    Delegation.objects.filter(pk__in=[row.pk for row in added]).update(point=point)


def seats_of(point: ConnectionPoint) -> list[Unit]:
    return [row.unit for row in point.delegations.select_related("unit").order_by("position", "id") if row.unit]


def remove_point(point: ConnectionPoint, version: int, *, by: Officer, at: datetime) -> None:
    """Its units stay invited, without a point. Raises EditConflict where it has moved on since it was read."""
    with recorded_meeting(point.meeting, by) as meeting:
        point.delegations.update(point=None, version=F("version") + 1)
        gone, _ = ConnectionPoint.objects.filter(pk=point.pk, version=version).delete()
        if not gone:
            raise EditConflict(f"Điểm cầu “{point}” vừa được người khác sửa nên chưa bỏ. Hãy xem lại rồi quyết định.")
        record(
            MeetingEvent,
            [meeting],
            verb="remove_point",
            by=by,
            acting=by.capacity(Role.CLERK),
            at=at,
            note=str(point),
        )
