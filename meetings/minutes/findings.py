"""What the minutes still lack before the secretary confirms them: what stands in the way, and what is worth a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from districts.folding import fold
from meetings.enums import UNRECORDED, Attendance, AttendeeRole
from meetings.models import Attendee, Delegation, Meeting, Minutes, Statement


@dataclass(frozen=True)
class Finding:
    """``where`` says which page mends it: 'meeting', 'people', 'outline', 'facts' or 'statements'."""

    words: str
    where: str
    blocks: bool = True


def findings_of(
    minutes: Minutes, delegations: Iterable[Delegation], statements: Sequence[Statement], *, conclusions: int
) -> list[Finding]:
    """``conclusions``: how many stand in the outline. Asks nothing but for the meeting's attendees."""
    meeting = minutes.meeting
    return [
        *_of_meeting(meeting),
        *_of_attendance(delegations),
        *_of_hours(minutes),
        *_of_accounts(minutes),
        *_of_statements(statements),
        *([] if conclusions else [Finding("Cuộc họp chưa có nội dung kết luận", "outline", blocks=False)]),
    ]


def leading(meeting: Meeting, role: AttendeeRole) -> list[Attendee]:
    return [row for row in meeting.attendees.all() if row.role == role]


def _of_meeting(meeting: Meeting) -> Iterator[Finding]:
    if meeting.held_on is None:
        yield Finding("Chưa có ngày họp", "meeting")
    if not meeting.place:
        yield Finding("Chưa có địa điểm", "meeting")
    if not leading(meeting, AttendeeRole.CHAIR):
        yield Finding("Chưa có người chủ trì", "meeting")
    if not leading(meeting, AttendeeRole.SECRETARY):
        yield Finding("Chưa có thư ký", "meeting")


def _of_attendance(delegations: Iterable[Delegation]) -> Iterator[Finding]:
    open_rows = sum(Attendance(row.attendance) in UNRECORDED for row in delegations)
    if open_rows:
        yield Finding(f"Còn {open_rows} đơn vị chưa ghi tham dự", "people")


def _of_hours(minutes: Minutes) -> Iterator[Finding]:
    if minutes.begun_at is None:
        yield Finding("Chưa có giờ bắt đầu", "facts")
    if minutes.ended_at is None or minutes.ended_on is None:
        yield Finding("Chưa có giờ, ngày kết thúc", "facts")
    elif minutes.begun_at and minutes.meeting.held_on:
        begun, ended = (minutes.meeting.held_on, minutes.begun_at), (minutes.ended_on, minutes.ended_at)
        if ended <= begun:
            yield Finding("Giờ kết thúc không sau giờ bắt đầu", "facts")


def _of_accounts(minutes: Minutes) -> Iterator[Finding]:
    """An account that signs must bear the name that is printed above it."""
    for officer, role, what in (
        (minutes.chair, AttendeeRole.CHAIR, "Người ký trên cổng"),
        (minutes.secretary, AttendeeRole.SECRETARY, "Người xác nhận trên cổng"),
    ):
        named = leading(minutes.meeting, role)[:1]
        if officer and named and fold(officer.full_name) != fold(named[0].name):
            yield Finding(f"{what} là {officer}, khác với {named[0]} ghi ở cuộc họp", "facts")


def _of_statements(statements: Sequence[Statement]) -> Iterator[Finding]:
    if not statements:
        yield Finding("Chưa ghi ý kiến phát biểu nào", "statements", blocks=False)
    wordless = [row.speaker for row in statements if not row.text]
    if wordless:
        yield Finding(f"Chưa có nội dung phát biểu của {', '.join(wordless[:3])}{_more(wordless)}", "statements")
    nameless = sum(not row.speaker for row in statements)
    if nameless:
        yield Finding(f"Còn {nameless} ý kiến chưa ghi người phát biểu", "statements")


def _more(names: Sequence[str]) -> str:
    return f" và {len(names) - 3} người khác" if len(names) > 3 else ""
