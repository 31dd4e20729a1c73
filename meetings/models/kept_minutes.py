"""Which minutes are never thrown away, though they are drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meetings.enums import PaperKind
from meetings.models.history import MeetingEvent

if TYPE_CHECKING:
    from meetings.models.papers import Paper

OF_ATTENDANCE = ("attendance", "attendance_list", "invite", "uninvite")
"""Acts in the history of a meeting that change its list of those who came."""


def kept_minutes_words(paper: Paper) -> str:
    """Why the minutes stay, '' where they may go and of any other paper: only a copy that was begun in place of issued minutes
    is given up, and only while those still tell who came."""
    if paper.kind != PaperKind.MINUTES:
        return ""
    if paper.minutes.edition == 1:
        return "Biên bản đã lập của cuộc họp không xóa được. Hãy ghi tiếp rồi để thư ký xác nhận."
    begun = MeetingEvent.objects.filter(object_kind="paper", object_id=paper.pk).order_by("sequence").first()
    acts = MeetingEvent.objects.filter(object_kind="meeting", object_id=paper.meeting_id or 0, verb__in=OF_ATTENDANCE)
    if begun and acts.filter(at__gte=begun.at).exists():
        return (
            "Thành phần dự họp đã được sửa từ khi lập biên bản này nên không xóa được: biên bản đang có hiệu lực ghi khác. "
            "Hãy hoàn thiện và phát hành biên bản này."
        )
    return ""
