"""A meeting that was planned here receives the conclusions of a document: what was entered of it before stands.

Blank facts are filled from the document; where it says otherwise, that becomes a point to be looked at.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from districts.errors import DomainError
from districts.models import Unit
from meetings.admitted_people import clip
from meetings.enums import AHEAD, MeetingState
from meetings.intake.draft import MeetingFacts
from meetings.lock_order import hold_outlines_papers_and_meeting
from meetings.minutes.editions import closing_words
from meetings.models import Conclusion, Meeting

SHUT = {
    MeetingState.POSTPONED: "đang hoãn",
    MeetingState.CANCELLED: "đã hủy",
    MeetingState.CLOSED: "đã kết thúc theo dõi",
}


class CannotReceive(DomainError):
    """The meeting has conclusions already, or is in a state in which nothing is written into it."""


def refuse_receiving(meeting: Meeting) -> None:
    """Raise CannotReceive unless the conclusions of a document may be written into the meeting."""
    if meeting.state in SHUT:
        state = SHUT[MeetingState(meeting.state)]
        raise CannotReceive(f"Cuộc họp “{meeting}” {state} nên không nhận kết luận từ tài liệu.")
    if Conclusion.objects.filter(outline__meeting=meeting).exists():
        raise CannotReceive(
            f"Cuộc họp “{meeting}” đã có nội dung kết luận. Hãy sửa ở phần Kết luận của cuộc họp, "
            "hoặc đọc tài liệu thành một cuộc họp mới."
        )
    if words := closing_words(meeting):
        raise CannotReceive(f"{words} Kết luận của cuộc họp thì ghi ở phần Kết luận, không nhập từ tài liệu.")


def awaits_conclusions(meeting: Meeting, today: date) -> bool:
    """Whether its day has come and nothing keeps its conclusions from being written."""
    return meeting.state not in SHUT and (meeting.held_on or today) <= today


def held_to_receive(pk: int) -> Meeting:
    """The meeting, locked with its outlines until the transaction ends. Raises CannotReceive."""
    meeting = hold_outlines_papers_and_meeting(pk)
    refuse_receiving(meeting)
    return meeting


def fill_in(meeting: Meeting, facts: MeetingFacts, host: Unit | None, *, today: date) -> list[str]:
    """Write what the meeting lacks; the sentences say where the document differs. The caller saves the meeting."""
    differing = [
        words
        for words in (
            _take(meeting, "held_on", facts.date, "ngày họp"),
            _take(meeting, "place", clip(facts.place, 255), "địa điểm"),
            _take(meeting, "period", clip(facts.period, 60), "kỳ họp"),
        )
        if words
    ]
    if meeting.host_id is None and not meeting.host_words:
        meeting.host, meeting.host_words = host, clip(facts.host, 255)
    if meeting.state in AHEAD and meeting.held_on and meeting.held_on <= today:
        meeting.state = MeetingState.HELD
    return differing


def _take(meeting: Meeting, name: str, read: Any, label: str) -> str:
    stored = getattr(meeting, name)
    if read and not stored:
        setattr(meeting, name, read)
        return ""
    if not read or not stored or _said(read).casefold() == _said(stored).casefold():
        return ""
    return f"Tài liệu ghi {label} là “{_said(read)}”; cuộc họp đã ghi “{_said(stored)}”."


def _said(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
