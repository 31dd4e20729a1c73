"""'Tình hình thực hiện kết luận kỳ trước': the annex of a notice that tells what it concludes of earlier tasks.

What became of the tasks is not this room's to know: the rows are handed in by the room of the directives, and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from meetings.models import CarriedSummary, Meeting, Paper
from meetings.papers.record import Annex, Block

TITLE = "Tình hình thực hiện kết luận kỳ trước"
COLUMNS = ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Thời hạn", "Kết quả đến ngày họp", "Kết luận của chủ trì")


def keep_summary(meeting: Meeting, told: str, rows: Sequence[Sequence[str]], *, at: datetime) -> None:
    """In the place of what was kept. Call under the lock of the meeting; rows without the number that stands first."""
    numbered = [[str(number), *cells] for number, cells in enumerate(rows, start=1)]
    CarriedSummary.objects.update_or_create(
        meeting=meeting, defaults={"told": told, "rows": numbered, "written_at": at}
    )


def carried_annexes(paper: Paper) -> tuple[Annex, ...]:
    """The annex where the draft asks for it and something was concluded of earlier tasks; else none."""
    if not paper.carried_annex:
        return ()
    kept = CarriedSummary.objects.filter(meeting=paper.meeting_id).first()
    if kept is None or not kept.rows:
        return ()
    rows = tuple(tuple(cells) for cells in kept.rows)
    told = Block(style="paragraph", text=kept.told)
    return (Annex(title=TITLE, blocks=(told,), columns=COLUMNS, rows=rows, orientation="landscape"),)
