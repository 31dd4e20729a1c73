"""A meeting is entered and corrected: its facts, who leads it, its programme. One version covers them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.models import Officer
from meetings import access
from meetings.dating import write_day_into_drafts
from meetings.drafting import first_outline
from meetings.enums import AHEAD, Attendance, AttendeeRole
from meetings.lock_order import hold_outlines_papers_and_meeting
from meetings.models import Meeting, MeetingEvent
from meetings.planning.agenda import AgendaLine, stored_agenda
from meetings.planning.people import Person, write_people

TAKEN = next(c for c in Meeting._meta.constraints if c.name == "one_meeting_a_period")
LATER_BY_PAPER = (
    "Giấy mời đã gửi hoặc đã có đơn vị trả lời, nên ngày, giờ và địa điểm không sửa tại đây. "
    "Hãy dùng “Dời cuộc họp” để ghi lý do và để các đơn vị được mời biết."
)


@dataclass(frozen=True)
class Plan:
    """What stands beside the meeting's own fields."""

    chair: Person | None = None
    co_chairs: Sequence[Person] = field(default_factory=tuple)
    secretaries: Sequence[Person] = field(default_factory=tuple)
    agenda: Sequence[AgendaLine] = field(default_factory=tuple)


def enter_meeting(meeting: Meeting, plan: Plan, *, by: Officer, at: datetime) -> None:
    """Save a new meeting with its outline. Raises DomainError where its series has one of the period."""
    if not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên lập cuộc họp.")
    with transaction.atomic():
        meeting.created_by = by
        meeting.agenda_lines = stored_agenda(plan.agenda)
        save_meeting(meeting)
        _write(meeting, plan)
        first_outline(meeting)
        record(MeetingEvent, [meeting], verb="plan", by=by, acting=by.capacity(Role.CLERK), at=at)


def correct_meeting(meeting: Meeting, plan: Plan, *, by: Officer, at: datetime) -> None:
    """Save what was typed over the version that was read. Raises EditConflict where it has moved on.

    Once the invitation is sent, or a unit has answered, the day of a meeting to come is moved by an act with its reason:
    only what was still empty is filled in here, and the day set right of a meeting that has taken place.
    """
    if not access.may_edit_meeting(by, meeting):
        raise NotAllowed("Chỉ chuyên viên sửa thông tin cuộc họp.")
    with transaction.atomic():
        stored = hold_outlines_papers_and_meeting(meeting.pk)
        if _is_moved(stored, meeting, timezone.localdate(at)) and units_count_on_day(stored):
            raise DomainError(LATER_BY_PAPER)
        meeting.state, meeting.agenda_lines = stored.state, stored_agenda(plan.agenda)
        save_meeting(meeting)
        _write(meeting, plan)
        write_day_into_drafts(meeting)
        meeting.refresh_from_db(fields=["event_count", "event_head"])
        record(MeetingEvent, [meeting], verb="edit_meeting", by=by, acting=by.capacity(Role.CLERK), at=at)


def units_count_on_day(meeting: Meeting) -> bool:
    """Whether units were told the day of a meeting to come: it was sent out, or one has registered or excused itself."""
    if meeting.state not in AHEAD:
        return False
    answered = meeting.delegations.filter(attendance__in=[Attendance.REGISTERED, Attendance.EXCUSED])
    return meeting.invited_on is not None or answered.exists()


def day_remarks_of(meeting: Meeting, today: date) -> list[str]:
    """What its clerk should look at once a meeting to come has another day: a day that is over, reports due after it."""
    day = meeting.held_on
    if day is None or meeting.state not in AHEAD:
        return []
    told = [f"Ngày họp {day:%d/%m/%Y} đã qua. Hãy kiểm tra lại ngày họp."] if day < today else []
    late = meeting.report_requests.filter(due_on__gt=day).values_list("due_on", flat=True)
    if days := sorted(set(late)):
        words = ", ".join(f"{each:%d/%m/%Y}" for each in days)
        told.append(f"Hạn gửi báo cáo ({words}) nay ở sau ngày họp {day:%d/%m/%Y}. Hãy sửa hạn ở mục Báo cáo.")
    return told


def _is_moved(stored: Meeting, meeting: Meeting, today: date) -> bool:
    """Whether what was told becomes another: no empty field filled in, nor the day of a meeting that is over."""
    if meeting.held_on is not None and meeting.held_on < today:
        return False
    pairs = zip(_when_where(stored), _when_where(meeting), strict=True)
    return any(old not in (None, "") and old != new for old, new in pairs)


def _when_where(meeting: Meeting) -> tuple[object, ...]:
    return meeting.held_on, meeting.starts_at, meeting.place


def save_meeting(meeting: Meeting) -> None:
    """Save it once every rule of its fields is kept; raises DomainError with the sentences of those that are not.

    Of two people who make the meeting of one period the second is told by the sentence of the constraint.
    """
    try:
        with transaction.atomic():
            meeting.full_clean()
            meeting.save()
    except (ValidationError, IntegrityError) as error:
        words = error.messages if isinstance(error, ValidationError) else [str(TAKEN.violation_error_message)]
        raise DomainError(" ".join(words)) from error


def _write(meeting: Meeting, plan: Plan) -> None:
    write_people(meeting, AttendeeRole.CHAIR, [plan.chair] if plan.chair else [])
    write_people(meeting, AttendeeRole.CO_CHAIR, plan.co_chairs)
    write_people(meeting, AttendeeRole.SECRETARY, plan.secretaries)
