"""The day of a meeting, entered after its notice was drafted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from districts.enums import Role
from districts.errors import NotAllowed
from districts.events import record
from districts.models import Officer
from meetings import access
from meetings.enums import MeetingState, PaperState
from meetings.lock_order import hold_outlines_papers_and_meeting
from meetings.models import Meeting, MeetingEvent
from meetings.models.day_checks import DAY_BLANK


def day_words(day: date | None) -> str:
    """'03/04/2026', or the blank that the day of the meeting fills once it is entered."""
    return f"{day:%d/%m/%Y}" if day else DAY_BLANK


def enter_day(meeting: Meeting, day: date, *, by: Officer, at: datetime) -> None:
    """The day on which the meeting was held, where none was known: it was held then, and its drafts say so."""
    if not access.may_edit_meeting(by, meeting):
        raise NotAllowed("Chỉ chuyên viên được giao mới nhập ngày họp.")
    with transaction.atomic():
        hold_outlines_papers_and_meeting(meeting.pk)
        meeting.held_on = day
        if meeting.state == MeetingState.PLANNED:
            meeting.state = MeetingState.HELD
        meeting.save()
        acting, words = by.capacity(Role.CLERK), day_words(day)
        meeting.refresh_from_db(fields=["event_count", "event_head"])
        record(MeetingEvent, [meeting], verb="enter_day", by=by, acting=acting, at=at, note=words)
        write_day_into_drafts(meeting)


def write_day_into_drafts(meeting: Meeting) -> None:
    """Fill the blank in the openings of the meeting's drafts, now that its day is known. Whoever saves the meeting first holds
    it with ``hold_outlines_papers_and_meeting``."""
    if meeting.held_on is None:
        return
    for paper in meeting.papers.filter(state=PaperState.DRAFT, opening__contains=DAY_BLANK):
        paper.opening = paper.opening.replace(DAY_BLANK, day_words(meeting.held_on))
        paper.save()
