"""The table of an annex: real rows and columns, as wide as what stands in them."""

from collections.abc import Sequence

from meetings.papers.fonts import FontFiles
from meetings.papers.head import LYING_WIDTH, TEXT_WIDTH
from meetings.papers.inline import inline
from meetings.papers.line_breaking import Ruler, ruler
from meetings.papers.record import Annex

SIZE = 12  # pt
PADDING = 9  # pt, both sides of a cell and its line
LONGEST_HEAD = 200  # letters of a column's name; WeasyPrint leaves out a head that is too tall to repeat on each page
WIDEST_WORD = 80  # pt; a longer word breaks rather than take another column's room


def table(annex: Annex, serif: FontFiles) -> str:
    if not annex.columns:
        return ""
    measure = ruler(serif.bold)  # the head is bold, and bold is the wider
    columns = [list(cells) for cells in zip(annex.columns, *annex.rows, strict=True)]
    widths = "".join(f'<col style="width: {share:.2f}%">' for share in shares(columns, measure, room_of(annex)))
    head = _row(annex.columns, 'th scope="col"', "th")
    rows = "".join(_row(cells, "td", "td") for cells in annex.rows)
    if max(map(len, annex.columns)) <= LONGEST_HEAD:
        head, rows = f"<thead>{head}</thead>", f"<tbody>{rows}</tbody>"
    return f"<table><colgroup>{widths}</colgroup>{head}{rows}</table>"


def _row(cells: Sequence[str], opening: str, tag: str) -> str:
    return f"<tr>{''.join(f'<{opening}>{inline(cell)}</{tag}>' for cell in cells)}</tr>"


def room_of(annex: Annex) -> float:
    """Points between the margins of the annex's sheet."""
    return LYING_WIDTH if annex.orientation == "landscape" else TEXT_WIDTH


def shares(columns: Sequence[Sequence[str]], measure: Ruler, width: float = TEXT_WIDTH) -> list[float]:
    """Each column's part of the width in %: its longest word always, and more the longer its texts are.

    The power below 1 lets a column of long sentences be wide without squeezing the others.
    """
    wanted = []
    for cells in columns:
        word = max((measure.width(word, SIZE) for cell in cells for word in cell.split()), default=0)
        longest = max(measure.width(cell, SIZE) for cell in cells)
        floor = min(word, WIDEST_WORD) + PADDING
        wanted.append((floor, max(0, longest - floor) ** 0.7))
    room = max(0, width - sum(floor for floor, _ in wanted))
    more = sum(extra for _, extra in wanted) or 1
    widths = [floor + room * extra / more for floor, extra in wanted]
    return [100 * width / sum(widths) for width in widths]
