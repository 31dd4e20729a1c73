"""What a reader of an invitation has to know of its meeting: whether it still holds, whether the text fits, how early it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from districts.folding import fold
from meetings.enums import EXPECTED, MeetingState, PaperKind
from meetings.models import Meeting, Paper, Release
from meetings.planning.changes import in_short
from meetings.planning.invitation_sending import notice_given
from meetings.printing import released_content
from meetings.signing import ContentChanged, when_and_where

NO_LONGER = {MeetingState.POSTPONED: "Cuộc họp này đã hoãn.", MeetingState.CANCELLED: "Cuộc họp này đã hủy."}


@dataclass(frozen=True)
class DayRemark:
    """``serious``: whoever goes by the paper alone would be misled, or a rule is broken."""

    words: str
    serious: bool = True


def day_remarks(paper: Paper, today: date, *, inside: bool) -> list[DayRemark]:
    """None for any other kind of paper. ``inside``: for the Sở's staff, who write and release it. One query at most."""
    meeting = paper.meeting
    if paper.kind != PaperKind.INVITATION or meeting is None:
        return []
    released = getattr(paper, "release", None)
    if released is None:
        return [*_unfit(paper, meeting), *_timing(today, meeting, "Phát hành hôm nay là")] if inside else []
    if meeting.state in NO_LONGER:
        return [DayRemark(f"{NO_LONGER[MeetingState(meeting.state)]} Lý do và ngày mới, nếu có, ở trang của cuộc họp.")]
    if meeting.state in EXPECTED and (moved := _moved(released, meeting)):
        return [DayRemark(moved)]
    return _timing(released.released_on, meeting, "Phát hành") if inside else []


def _moved(released: Release, meeting: Meeting) -> str:
    """A sentence where the meeting is no longer as it was invited to, or where nobody can tell; '' where it is."""
    now = in_short(meeting)
    try:
        invited_to = released_content(released).get("meeting")
    except ContentChanged:
        return (
            f"Nội dung lưu của giấy mời đã bị thay đổi nên không đối chiếu được với lịch họp. Lịch họp nay là: {now}."
        )
    return "" if invited_to == when_and_where(meeting) else f"Lịch họp đã đổi sau giấy mời này. Nay là: {now}."


def _timing(sent: date, meeting: Meeting, act: str) -> list[DayRemark]:
    if meeting.held_on is None:
        return []
    given, late = notice_given(sent, meeting.held_on)
    return [DayRemark(f"{act} {given}.", late)]


def _unfit(paper: Paper, meeting: Meeting) -> list[DayRemark]:
    """Hour and place of the meeting that the text does not have; that it lacks the day is refused (`day_checks`)."""
    text = f"{paper.opening}\n{paper.body}\n{paper.closing}"
    found = []
    if meeting.starts_at and not _names_hour(text, meeting.starts_at):
        found.append(DayRemark(f"Giấy mời không ghi giờ họp {meeting.starts_at:%H:%M} của cuộc họp."))
    if meeting.place and fold(meeting.place.rstrip(".")) not in fold(text):
        found.append(DayRemark(f"Giấy mời không ghi địa điểm “{meeting.place}” của cuộc họp."))
    if meeting.starts_at is None or not meeting.place:
        found.append(DayRemark("Cuộc họp chưa ghi giờ bắt đầu hoặc địa điểm."))
    return found


def _names_hour(text: str, hour: time) -> bool:
    """'08 giờ 00 phút', '8 giờ', '8:00', '8h00'."""
    minutes = rf"\s*{hour.minute:02d}(?!\d)" if hour.minute else r"(?:\s*00(?!\d)|(?!\s*\d))"
    return re.search(rf"(?<!\d)0?{hour.hour}\s*(?:giờ|[hg](?![^\W\d])|:){minutes}", text) is not None
