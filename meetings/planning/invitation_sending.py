"""What the release of an invitation means for its meeting: it was sent, on this day, with this number."""

from __future__ import annotations

from datetime import date, datetime

from districts.calendar import WorkCalendar
from districts.enums import Role
from districts.events import record
from districts.models import Officer
from meetings.enums import ABOUT_A_DAY, PaperKind
from meetings.models import Meeting, MeetingEvent, Paper, Release
from meetings.planning.invitation import DECISION, INVITE_BEFORE, working_days_before


def notice_given(sent: date, day: date) -> tuple[str, bool]:
    """How long before the meeting the invitation is sent, in words; and whether it is too late. One query."""
    if sent > day:
        return "Ngày họp đã qua.", True
    days = working_days_before(sent, day, WorkCalendar.load(sent.year, day.year))
    if days < INVITE_BEFORE:
        return f"trước cuộc họp {days} ngày làm việc, ít hơn {INVITE_BEFORE} ngày theo {DECISION}", True
    return f"trước cuộc họp {days} ngày làm việc (quy định ít nhất {INVITE_BEFORE} ngày, {DECISION})", False


def hold_meeting_of(paper: Paper) -> None:
    """Lock the meeting of a paper about its day until the transaction ends, and refuse a paper that it has overtaken.

    Raises DomainError with what has changed. Any other kind of paper passes.
    """
    if paper.kind in ABOUT_A_DAY and paper.meeting_id:
        paper.meeting = Meeting.objects.select_for_update(no_key=True).get(pk=paper.meeting_id)
        paper.refuse_undated()


def write_into_meeting(released: Release, *, by: Officer, at: datetime) -> None:
    """The day and the number of the invitation become the meeting's; what stood there before goes on its record.

    In the transaction of the release, which holds the meeting's row.
    """
    if released.paper.kind != PaperKind.INVITATION:
        return
    meeting = Meeting.objects.get(papers=released.paper)
    before = invited_in_words(meeting)
    meeting.invited_on, meeting.invitation_paper = released.released_on, released.full_number
    meeting.save()
    note = released.full_number + (f"; trước đó ghi: {before}" if before else "")
    record(MeetingEvent, [meeting], verb="send_invitation", by=by, acting=by.capacity(Role.REGISTRAR), at=at, note=note)


def invited_in_words(meeting: Meeting) -> str:
    """'12/GM-SKHCN, gửi ngày 16/04/2026': what the meeting says of its invitation; '' where nothing is entered."""
    sent = f"gửi ngày {meeting.invited_on:%d/%m/%Y}" if meeting.invited_on else ""
    return ", ".join(filter(None, [meeting.invitation_paper, sent]))


def foretold_of(paper: Paper, day: date) -> list[str]:
    """What a release on the day will mean for the meeting of an invitation, in sentences. Two queries."""
    meeting = paper.meeting
    if paper.kind != PaperKind.INVITATION or meeting is None or meeting.held_on is None:
        return []
    given, late = notice_given(day, meeting.held_on)
    told = [f"{'Muộn: phát' if late else 'Phát'} hành hôm nay là {given}."]
    standing = paper.replaces.release.full_number if paper.replaces else ""
    if (before := invited_in_words(meeting)) and meeting.invitation_paper != standing:
        told.append(
            f"Cuộc họp đang ghi giấy mời {before} (nhập tay); khi phát hành, số và ngày của giấy mời này được ghi thay, "
            "thông tin cũ còn trong nhật ký của cuộc họp."
        )
    return told
