"""The meetings to which a unit is invited and has not answered yet: what its home tells, until it registers or is excused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from districts.calendar import WorkCalendar
from districts.enums import Role
from districts.models import Officer
from meetings.enums import Attendance, MeetingForm, PaperKind
from meetings.models import Delegation, Meeting, Paper
from meetings.planning.invitation import last_day_to_register
from meetings.planning.registering import OPEN

ANSWERING_AT_HOME = frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.DIVISION_HEAD, Role.OFFICE_HEAD})
"""Who answers for a unit as their own work: not the Sở's clerks and registrar, who run the meeting."""
SOON = 2  # days before the last day to register that count as soon


@dataclass(frozen=True)
class Until:
    """Until when the unit is to answer: a chip (components/chip.html)."""

    css: str
    icon: str
    words: str
    day: date | None


@dataclass(frozen=True)
class Unanswered:
    """``paper``: the number of the issued invitation in the reader's hands, with its page; None before it is issued.

    ``invitation``: the words for it, '' before. ``overdue``: the day to register is over, the meeting is not.
    """

    row: Delegation
    until: Until
    place: str
    invitation: str
    paper: int | None
    overdue: bool

    @property
    def meeting(self) -> Meeting:
        return self.row.meeting


def unanswered_of(officer: Officer, today: date, calendar: WorkCalendar) -> list[Unanswered]:
    """The nearest meeting first; those without a day only once their invitation is on record. One query.

    ``calendar`` is read only where there is such a meeting.
    """
    units = {each.unit_id for each in officer.current_appointments if each.role in ANSWERING_AT_HOME}
    if not units:
        return []
    issued = Paper.objects.visible_to(officer).released().filter(kind=PaperKind.INVITATION, meeting=OuterRef("meeting"))
    known = Q(meeting__held_on__gte=today) | (Q(meeting__held_on=None) & ~Q(meeting__invitation_paper=""))
    rows = (
        Delegation.objects.filter(known, unit__in=units, attendance=Attendance.INVITED, meeting__state__in=OPEN)
        .select_related("unit", "meeting", "point")
        .annotate(invitation_pk=Subquery(issued.order_by("-pk").values("pk")[:1]))
        .order_by("meeting__held_on", "meeting", "pk")
    )
    return [_unanswered(row, row.invitation_pk, today, calendar) for row in rows]


def _unanswered(row: Delegation, paper: int | None, today: date, calendar: WorkCalendar) -> Unanswered:
    meeting = row.meeting
    day, sent = meeting.held_on, meeting.invited_on
    asked = last_day_to_register(day, sent or date.min, calendar) if day else None
    return Unanswered(
        row=row,
        until=_until(asked, today),
        place=_place(row),
        invitation=meeting.invitation_paper,
        paper=paper,
        overdue=asked is not None and asked < today,
    )


def _until(asked: date | None, today: date) -> Until:
    if asked is None:
        return Until("hollow", "", "Chưa có ngày họp", None)
    left = (asked - today).days
    if left < 0:
        return Until("overdue", "alert", "Quá ngày đăng ký", asked)
    if left == 0:
        return Until("soon today", "clock", "Đăng ký trong hôm nay", asked)
    return Until("soon" if left <= SOON else "within", "clock", f"Đăng ký: còn {left} ngày", asked)


def _place(row: Delegation) -> str:
    """The connection point where the unit is seated, else the place of the meeting."""
    if row.point:
        return ", ".join(filter(None, [row.point.name, row.point.place]))
    online = row.meeting.form != MeetingForm.IN_PERSON
    return ", ".join(filter(None, [row.meeting.place, f"họp {row.meeting.get_form_display().lower()}" * online]))
