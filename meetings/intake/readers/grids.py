"""A table's cells as lines: Markdown rows where it holds data, plain lines where it only holds the page together."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from meetings.intake.readers.breaks import in_one_line

LETTERHEAD = re.compile(r"C[ỘO]NG\s+H[OÒ][AÀ]\s+X[ÃA]\s+H[ỘO]I|Độc\s+lập\s*[-–—]\s*Tự\s+do", re.IGNORECASE)
RECIPIENTS = re.compile(r"Nơi\s+nhận\s*:?", re.IGNORECASE)
SIGNATURE = re.compile(
    r"(?:KT|TL|TM|TUQ|Q)\s*\.\s*[A-ZĐÀ-Ỹ]|(?:PHÓ\s+)?(?:GIÁM ĐỐC|CHỦ TỊCH|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|CHI CỤC TRƯỞNG)\b"
    r"|THƯ KÝ|CHỦ TRÌ|CHỦ TỌA|CHỦ TOẠ|NGƯỜI GHI BIÊN BẢN|ĐẠI DIỆN"
)
# A letterhead or a foot is small: a longer table that happens to name such a word is data.
_LAYOUT_ROWS = 8
_LAYOUT_COLUMNS = 4
_FOOT_ROWS = 4


@dataclass
class Cell:
    """A cell's lines; ``span`` columns wide. A cell merged with the one above or before it is left empty there.

    ``full``: its last line reaches the cell's edge, so that the sentence may go on in the next row's cell, on the next page.
    """

    lines: list[str] = field(default_factory=list)
    span: int = 1
    full: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


Row = list[Cell]


def table_lines(rows: list[Row]) -> list[str]:
    """Return the lines of a table, its empty rows and columns left out."""
    rows = [row for row in rows if any(cell.text.strip() for cell in row)]
    if not rows:
        return []
    if is_layout(rows):
        return layout_lines(rows)
    return markdown_lines([[in_one_line(cell.lines) for cell in _spread(row)] for row in rows])


def is_layout(rows: list[Row]) -> bool:
    """Tell the letterhead, the foot with its signature, a frame around text, and a single row apart from a table of data."""
    columns = max(_width(row) for row in rows)
    if columns == 1 or (len(rows) == 1 and columns <= 3):
        return True
    if columns > _LAYOUT_COLUMNS or len(rows) > _LAYOUT_ROWS:
        return False
    return _is_letterhead(rows) or (len(rows) <= _FOOT_ROWS and _is_foot(rows[0]))


def _is_letterhead(rows: list[Row]) -> bool:
    return any(LETTERHEAD.search(cell.text) for row in rows for cell in row)


def _is_foot(first: Row) -> bool:
    """The first row names the recipients, or nothing but posts that sign."""
    texts = [text for cell in first if (text := cell.text.strip())]
    return any(map(RECIPIENTS.match, texts)) or all(map(SIGNATURE.match, texts))


def layout_lines(rows: list[Row]) -> list[str]:
    """Read column by column: what stands under one another in a letterhead belongs together."""
    columns: dict[int, list[str]] = {}
    for row in rows:
        at = 0
        for cell in row:
            columns.setdefault(at, []).extend(line for line in cell.lines if line.strip())
            at += cell.span
    return [line for at in sorted(columns) for line in columns[at]]


def markdown_lines(rows: list[list[str]]) -> list[str]:
    """Return '| a | b |' rows, all of one width, the rule under the first; a caption over the whole width goes before it."""
    columns = [column for column in itertools.zip_longest(*rows, fillvalue="") if any(column)]
    rows = [list(row) for row in zip(*columns, strict=True)]
    captions: list[str] = []
    while len(rows) > 1 and len(columns) > 1 and rows[0][0] and not any(rows[0][1:]):
        captions.append(rows.pop(0)[0])
    lines = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    return [*captions, lines[0], "|" + "---|" * len(columns), *lines[1:]]


def _spread(row: Row) -> Row:
    return [piece for cell in row for piece in (cell, *(Cell() for _ in range(cell.span - 1)))]


def _width(row: Row) -> int:
    return sum(cell.span for cell in row)
