"""What a paper about a day says of its meeting, against the meeting as it stands."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from meetings.enums import EXPECTED, PaperKind

if TYPE_CHECKING:
    from meetings.models.meetings import Meeting
    from meetings.models.papers import Paper

DAY_BLANK = "…/…/……"
"""Stands in a draft's opening for the day of a meeting that has none yet."""


def undated_words(paper: Paper) -> str:
    """Why the paper cannot go on: its meeting has no day, or is not held as the paper says. '' where nothing hinders it."""
    told_by = {
        PaperKind.NOTICE: _of_notice,
        PaperKind.INVITATION: _of_invitation,
        PaperKind.CALLING_OFF: _of_calling_off,
    }.get(PaperKind(paper.kind))
    return told_by(paper, paper.meeting) if told_by and paper.meeting else ""


def _of_notice(paper: Paper, meeting: Meeting) -> str:
    if meeting.held_on is None:
        return (
            "Cuộc họp chưa có ngày họp nên thông báo chưa kiểm tra, trình ký hay ký được. "
            "Hãy nhập ngày họp ở phần “Sửa thông tin” của cuộc họp."
        )
    if DAY_BLANK in paper.opening:
        return "Phần mở đầu của dự thảo còn để trống ngày họp. Hãy sửa dự thảo và ghi ngày họp."
    return ""


def _of_invitation(paper: Paper, meeting: Meeting) -> str:
    if meeting.state not in EXPECTED:
        return (
            f"Cuộc họp đang ở tình trạng “{meeting.get_state_display()}” nên giấy mời không kiểm tra, trình ký, ký hay "
            "phát hành được. Cuộc họp có ngày mới thì dùng “Dời cuộc họp” rồi sửa giấy mời."
        )
    if meeting.held_on is None:
        return (
            "Cuộc họp chưa có ngày họp nên giấy mời chưa kiểm tra, trình ký hay ký được. "
            "Hãy nhập ngày họp ở phần “Sửa thông tin” của cuộc họp."
        )
    if not names_day("\n".join([paper.opening, paper.body, paper.closing]), meeting.held_on):
        return (
            f"Giấy mời không ghi ngày họp {meeting.held_on:%d/%m/%Y} của cuộc họp. Hãy sửa dự thảo cho khớp với cuộc họp, "
            "hoặc sửa ngày ở cuộc họp."
        )
    return ""


def _of_calling_off(paper: Paper, meeting: Meeting) -> str:
    """The notice tells of one change; once the meeting stands otherwise it would mislead."""
    change = paper.meeting_change
    if change is None or meeting.state == change.kind:
        return ""
    return (
        f"Cuộc họp nay ở tình trạng “{meeting.get_state_display()}”, khác với điều thông báo này báo. "
        "Hãy xóa dự thảo này; cuộc họp có ngày mới thì soạn giấy mời mới."
    )


def names_day(text: str, day: date) -> bool:
    """Whether a line of the text writes the day, as 'ngày 05 tháng 02 năm 2026', '5/2/2026' or '05 và 06/02/2026'."""
    month = rf"\s*(?:/|-|\.|tháng)\s*0?{day.month}\s*(?:/|-|\.|năm)\s*{day.year}"
    return re.search(rf"(?<!\d)0?{day.day}(?!\d)[^\n]{{0,40}}?{month}(?!\d)", text) is not None
