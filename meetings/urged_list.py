"""The orders of a letter of urging as the table of an annex, signed with it.

Phụ lục I, mục III, khoản 1, Nghị định 30/2020/NĐ-CP: the text of a paper points to its annex. So a letter whose text says
'Phụ lục' is printed with the list, and one that names its few orders itself is printed without it.
"""

from __future__ import annotations

from districts.folding import fold
from meetings.enums import PaperKind
from meetings.models import Paper, UrgedTask
from meetings.papers.record import Annex

TITLE = "Danh sách nhiệm vụ quá thời hạn tính đến ngày {:%d/%m/%Y}"
COLUMNS = (
    "STT",
    "Nội dung nhiệm vụ",
    "Chủ trì thực hiện",
    "Theo văn bản",
    "Thời hạn",
    "Số ngày quá hạn",
    "Đã nhắc, đôn đốc",
)


def urged_annexes(paper: Paper) -> tuple[Annex, ...]:
    """One row an order; none where the text does not point to it. One query."""
    if paper.kind != PaperKind.URGING or "phu luc" not in fold(f"{paper.opening}\n{paper.body}\n{paper.closing}"):
        return ()
    tasks = list(UrgedTask.objects.filter(letter__paper=paper).select_related("letter"))
    if not tasks:
        return ()
    rows = tuple((str(number), *_cells(task)) for number, task in enumerate(tasks, start=1))
    title = TITLE.format(tasks[0].letter.as_of)
    return (Annex(title=title, columns=COLUMNS, rows=rows, orientation="landscape"),)


def _cells(task: UrgedTask) -> tuple[str, ...]:
    return (
        " ".join(task.text.split()).rstrip(".;"),
        task.unit_words,
        task.source_words,
        f"{task.due_on:%d/%m/%Y}",
        str(task.days_late),
        _urged(task),
    )


def _urged(task: UrgedTask) -> str:
    """'2 lần, gần nhất 15/11/2026'; 'Chưa' where the unit was not reminded of it before."""
    if not task.times_urged or task.last_urged_on is None:
        return "Chưa"
    return f"{task.times_urged} lần, gần nhất {task.last_urged_on:%d/%m/%Y}"
