"""What the notice's annex tells of earlier tasks, handed to the room that prints it with each verdict."""

from __future__ import annotations

from datetime import datetime

from directives.enums import Bucket, VerdictKind
from directives.models import MeetingVerdict
from directives.verdicts.listing import Carried, CarriedRow, carried_to
from directives.verdicts.wording import chip_of_row, deadline_words, task_words
from districts.models import Officer
from meetings.carried_annex import keep_summary
from meetings.models import Meeting


def hand_in_annex(meeting: Meeting, *, by: Officer, at: datetime) -> None:
    """Call inside the transaction that holds the meeting. Of superiors' tasks only those with a verdict are told."""
    carried = carried_to(meeting, by)
    rows = [row for row in carried.shown if row.verdict or not row.from_above]
    keep_summary(meeting, _told(carried, rows), [_cells(row, meeting) for row in rows], at=at)


def _told(carried: Carried, rows: list[CarriedRow]) -> str:
    overdue = sum(row.bucket == Bucket.OVERDUE for row in rows)
    ended = len(carried.ended)
    told = f"Tính đến ngày {carried.day:%d/%m/%Y}, cuộc họp xem xét {len(rows)} nhiệm vụ, trong đó {overdue} quá hạn"
    return f"{told}; {ended} nhiệm vụ khác đã kết thúc." if ended else f"{told}."


def _cells(row: CarriedRow, meeting: Meeting) -> list[str]:
    standing = chip_of_row(row, meeting).words.lower()
    result = f"{row.state or f'{row.done}/{row.total} đơn vị hoàn thành'}, {standing}"
    if row.total > 1 and row.late:
        result = f"{result}. Trễ hạn: {', '.join(row.late)}"
    return [task_words(row), row.directive.lead_words, deadline_words(row), result, _concluded(row.verdict)]


def _concluded(verdict: MeetingVerdict | None) -> str:
    if verdict is None:
        return ""
    # by no number of an item: those may still change in the draft
    replaced = verdict.kind == VerdictKind.REPLACED
    words = "Thay bằng kết luận tại Thông báo này" if replaced else str(verdict)
    return ". ".join(filter(None, [words, verdict.words.rstrip(".")]))
