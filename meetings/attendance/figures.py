"""How each unit came to the meetings of a series in a year; excused and plain absences stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from meetings.attendance.entries import MARKS
from meetings.attendance.groups import GROUPS, group_of_kind
from meetings.enums import UNRECORDED, Attendance
from meetings.models import Delegation, Meeting


@dataclass(frozen=True)
class UnitFigures:
    """``held``: meetings for which the unit is recorded; the six counts beside it add up to it."""

    name: str
    held: int
    present: int
    late: int
    substitute: int
    wrong_rank: int
    excused: int
    absent: int

    @property
    def came(self) -> int:
        return self.present + self.late + self.substitute + self.wrong_rank

    @property
    def share(self) -> str:
        """'92,9' percent of the meetings recorded; '' where there is none."""
        return f"{100 * self.came / self.held:.1f}".replace(".", ",") if self.held else ""


@dataclass(frozen=True)
class Figures:
    """``meetings``: how many of the year have a unit recorded; ``series`` is '' for a meeting that stands alone."""

    series: str
    year: int
    meetings: int
    rows: list[UnitFigures]
    total: UnitFigures


def figures_of(meeting: Meeting, today: date) -> Figures:
    """Of the meeting's series in its year; of the meeting alone where it belongs to none. Two queries at any number."""
    year = (meeting.held_on or today).year
    found = Delegation.objects.exclude(attendance__in=UNRECORDED)
    if meeting.series_id:
        found = found.filter(meeting__series=meeting.series_id, meeting__held_on__year=year)
    else:
        found = found.filter(meeting=meeting)
    counts = {str(m.value): Count("pk", Q(attendance=m)) for m in Attendance if m.is_recorded}
    named = found.order_by("unit__kind", "unit__sort_name", "words").values("unit__kind", "unit__name", "words", "unit")
    rows: dict[tuple[object, str], UnitFigures] = {}
    counted = named.annotate(held=Count("pk"), **counts)
    for row in sorted(counted, key=lambda each: GROUPS.index(group_of_kind(each["unit__kind"] or ""))):
        key = (row["unit"], "" if row["unit"] else row["words"])
        rows[key] = _sum(rows.get(key), _figures(row["unit__name"] or row["words"], row))
    total = UnitFigures("Tất cả đơn vị", 0, 0, 0, 0, 0, 0, 0)
    for each in rows.values():
        total = _sum(total, each)
    held = found.order_by().aggregate(n=Count("meeting", distinct=True))["n"]
    return Figures(str(meeting.series or ""), year, held, list(rows.values()), total)


def _figures(name: str, row: dict) -> UnitFigures:
    return UnitFigures(name, row["held"], *(row[str(mark.value)] for mark in MARKS))


def _sum(one: UnitFigures | None, other: UnitFigures) -> UnitFigures:
    if one is None:
        return other
    names = ("held", "present", "late", "substitute", "wrong_rank", "excused", "absent")
    return UnitFigures(one.name, *(getattr(one, name) + getattr(other, name) for name in names))
