"""The orders of a letter of urging as the table of an annex, signed with it.

Phụ lục I, mục III, khoản 1, Nghị định 30/2020/NĐ-CP: the text of a paper points to its annex. So a letter whose text says
'Phụ lục' is printed with the list, and one that names its few orders itself is printed without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

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
    """One row an order, with its units; none where the text does not point to it. One query."""
    if paper.kind != PaperKind.URGING or "phu luc" not in fold(f"{paper.opening}\n{paper.body}\n{paper.closing}"):
        return ()
    tasks = list(UrgedTask.objects.filter(letter__paper=paper).select_related("letter"))
    if not tasks:
        return ()
    rows = tuple((str(number), *_cells(alike)) for number, alike in enumerate(orders_of(tasks), start=1))
    title = TITLE.format(tasks[0].letter.as_of)
    return (Annex(title=title, columns=COLUMNS, rows=rows, orientation="landscape"),)


def orders_of(tasks: Iterable[UrgedTask]) -> list[list[UrgedTask]]:
    """The tasks of each order, whose units have it with the same deadline; in the order of the letter."""
    found: dict[tuple[object, ...], list[UrgedTask]] = {}
    for task in tasks:
        found.setdefault((task.text, task.source_words, task.due_on), []).append(task)
    return list(found.values())


def _cells(alike: list[UrgedTask]) -> tuple[str, ...]:
    first = alike[0]
    return (
        " ".join(first.text.split()).rstrip(".;"),
        "; ".join(task.unit_words for task in alike),
        first.source_words,
        f"{first.due_on:%d/%m/%Y}",
        str(first.days_late),
        _urged(alike),
    )


def how_often(alike: list[UrgedTask]) -> tuple[str, date | None]:
    """'2', of units that were reminded more or less often '0 đến 2', and when last; '' and None where none was."""
    days = [task.last_urged_on for task in alike if task.times_urged and task.last_urged_on]
    times = sorted({task.times_urged for task in alike})
    if not days:
        return "", None
    return (str(times[0]) if len(times) == 1 else f"{times[0]} đến {times[-1]}"), max(days)


def _urged(alike: list[UrgedTask]) -> str:
    """'2 lần, gần nhất 15/11/2026'; 'Chưa' where the units were not reminded of it before."""
    times, last = how_often(alike)
    return f"{times} lần, gần nhất {last:%d/%m/%Y}" if last else "Chưa"
