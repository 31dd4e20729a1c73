"""Beginning the minutes of a meeting, and the facts that they keep beside the meeting's own."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.folding import fold
from districts.models import Appointment, Officer
from districts.models.officers import OFFICE_ROLES
from districts.refusals import records_refusals
from meetings import access
from meetings.addressing import TO_REPORT
from meetings.drafting import title_phrase
from meetings.enums import AttendeeRole, MeetingState, PaperKind, PaperState
from meetings.minutes.acts import NOT_A_CLERK, note_act, open_minutes
from meetings.models import Meeting, MeetingEvent, Minutes, Paper, Recipient

KEPT_IN = "VT, Hồ sơ"  # Mẫu 1.9, Phụ lục III, Nghị định 30/2020/NĐ-CP
NOT_HELD = {
    MeetingState.POSTPONED: "Cuộc họp đang hoãn nên chưa có biên bản.",
    MeetingState.CANCELLED: "Cuộc họp đã hủy nên không có biên bản.",
}


@records_refusals
def begin_minutes(meeting: Meeting, *, by: Officer, at: datetime) -> Minutes:
    """The minutes of the meeting with their paper as a draft; of two clicks the second finds those of the first.

    Those that stand are found too, and those that were recalled: what follows them begins at their own paper.

    They go to the leaders alone until the clerk adds others: they tell what each person said and why units were away.
    """
    if not access.may_edit_meeting(by, meeting):
        raise NotAllowed(NOT_A_CLERK)
    drafting = by.capacity(Role.CLERK)
    with transaction.atomic():
        held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
        if known := Minutes.objects.filter(meeting=held).order_by("-edition").first():
            return known
        if held.state in NOT_HELD:
            raise WrongState(NOT_HELD[MeetingState(held.state)])
        chair = account_of(held, AttendeeRole.CHAIR, at)
        paper = Paper.objects.create(
            kind=PaperKind.MINUTES,
            meeting=held,
            abstract=abstract_of(held),
            signer=chair,
            drafting_unit=drafting.unit if drafting else None,
            drafted_by=by,
            archive_line=KEPT_IN,
        )
        Recipient.objects.create(paper=paper, words="Ban Giám đốc Sở", purpose=TO_REPORT, position=1)
        record(MeetingEvent, [paper], verb="draft", by=by, acting=drafting, at=at, to_state=PaperState.DRAFT)
        secretary = account_of(held, AttendeeRole.SECRETARY, at)
        return Minutes.objects.create(
            meeting=held,
            paper=paper,
            begun_at=held.starts_at,
            ended_on=held.held_on,
            chair=chair,
            secretary=secretary if secretary and secretary.has_role(Role.CLERK) else None,
        )


def abstract_of(meeting: Meeting) -> str:
    """What the minutes are of, under their title: a bare 'Giao ban quý I' is called a meeting."""
    phrase = title_phrase(meeting)
    bare = fold(phrase).startswith("giao ban")
    return (f"Cuộc họp {phrase[:1].lower()}{phrase[1:]}" if bare else phrase)[:500]


def account_of(meeting: Meeting, role: AttendeeRole, at: datetime) -> Officer | None:
    """The one officer of the Sở who bears the name of who holds the role; None for nobody, and for several."""
    named = {fold(row.name) for row in meeting.attendees.all() if row.role == role}
    holding = Appointment.objects.in_force(timezone.localdate(at)).filter(
        role__in=OFFICE_ROLES, officer__is_active=True
    )
    found = {each.officer for each in holding.select_related("officer") if fold(each.officer.full_name) in named}
    return found.pop() if len(found) == 1 else None


@records_refusals
def save_facts(minutes: Minutes, *, by: Officer, at: datetime) -> Minutes:
    """Hours, notes, and whose accounts sign. Raises EditConflict where they have moved on since they were read."""
    with open_minutes(minutes, by) as held:
        try:
            minutes.full_clean()
        except ValidationError as error:
            raise DomainError(" ".join(error.messages)) from error
        minutes.order = held.order  # moved by others while the facts were written
        minutes.save()
        note_act(minutes, verb="minutes_facts", note="", by=by, at=at)
    return minutes
