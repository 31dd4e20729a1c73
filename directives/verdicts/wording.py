"""How a carried task stands, in the words that the page, the handout and the annex have in common."""

from __future__ import annotations

from directives.chips import ICONS, WAITS, Chip
from directives.enums import Bucket
from directives.verdicts.listing import Carried, CarriedRow
from meetings.models import Meeting


def counted_words(carried: Carried) -> str:
    """'12 nhiệm vụ, 3 quá hạn; đã có kết luận 5, chưa có kết luận 4.'"""
    overdue = carried.counts.get(Bucket.OVERDUE, 0)
    return (
        f"{len(carried.rows)} nhiệm vụ, {overdue} quá hạn; "
        f"đã có kết luận {carried.decided}, chưa có kết luận {carried.awaiting}."
    )


def chip_of_row(row: CarriedRow, meeting: Meeting) -> Chip:
    """How the task stands on the meeting's day, in the words of the other lists."""
    css = "hollow" if row.bucket == Bucket.WITHIN and row.due_on is None else str(row.bucket)
    return Chip(css, ICONS[row.bucket], _chip_words(row, meeting), row.due_on)


def _chip_words(row: CarriedRow, meeting: Meeting) -> str:
    if not row.is_open:
        return str(row.bucket.label)
    if row.bucket == Bucket.WITHDRAWN:
        return "Tạm dừng"
    if row.bucket == Bucket.OVERDUE:
        words = f"Quá hạn {row.days_late} ngày"
    elif row.due_on is None or meeting.held_on is None:
        words = "Không có hạn"
    else:
        days = (row.due_on - meeting.held_on).days
        words = f"Còn {days} ngày" if days > 0 else "Đến hạn đúng ngày họp" if days == 0 else "Đã nộp trong hạn"
    waits = row.waiting and row.waiting == row.total - row.done
    return f"{words}, {WAITS}" if waits else words


def task_words(row: CarriedRow) -> str:
    """The task, and in brackets the paper that gave it."""
    source = row.directive.source
    return f"{' '.join(row.directive.text.split()).rstrip('.;')} ({source.number})"


def deadline_words(row: CarriedRow) -> str:
    return f"{row.due_on:%d/%m/%Y}" if row.due_on else ""


def result_lines(row: CarriedRow) -> list[str]:
    """'3/17 đơn vị hoàn thành', who is late, and what was last reported."""
    lines = [row.state or f"{row.done}/{row.total} đơn vị hoàn thành"]
    if row.total > 1 and row.late:
        lines.append(f"Trễ hạn: {', '.join(row.late)}")
    if row.total > 1 and row.behind:
        lines.append(f"Chưa hoàn thành, chưa quá hạn: {len(row.behind)} đơn vị")
    if row.last_report:
        text = " ".join(row.last_report.text.split())
        lines.append(f"Báo cáo {row.last_report.day:%d/%m/%Y}: {text}")
    return lines
