"""Ruled tables of a PDF page: the grid that its strokes draw, and which cell each word stands in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from meetings.intake.readers.pdf_page import Stroke, Word

_SNAP = 3.0
_MIN_ROWS, _MIN_COLUMNS = 1, 2
_MIN_CELL = 6.0
# A page of a table draws some hundred lines once they are joined; a map or a chart draws thousands.
_MOST_STROKES = 500


@dataclass
class Table:
    """``columns`` and ``rows`` are the grid's lines; ``cells`` maps the first (row, column) of each cell to its words."""

    columns: list[float]
    rows: list[float]
    cells: dict[tuple[int, int], list[Word]]
    owner: dict[tuple[int, int], tuple[int, int]]

    @property
    def top(self) -> float:
        return self.rows[0]

    @property
    def bottom(self) -> float:
        return self.rows[-1]

    def holds(self, word: Word) -> bool:
        middle = (word.left + word.right) / 2
        return (
            self.columns[0] <= middle <= self.columns[-1]
            and self.rows[0] <= word.base - word.size * 0.25 <= self.rows[-1]
        )

    def take(self, word: Word) -> None:
        row = _slot(self.rows, word.base - word.size * 0.25)
        column = _slot(self.columns, (word.left + word.right) / 2)
        self.cells[self.owner[row, column]].append(word)


def find_tables(strokes: list[Stroke]) -> list[Table]:
    """Return the grids of two columns or more, from top to bottom."""
    found = []
    merged = _merged(strokes)
    for group in _connected(merged) if len(merged) <= _MOST_STROKES else []:
        across = [stroke for stroke in group if not stroke.upright]
        upright = [stroke for stroke in group if stroke.upright]
        rows, columns = _with_ends(_lines_at(across), upright), _with_ends(_lines_at(upright), across)
        if len(rows) > _MIN_ROWS and len(columns) > _MIN_COLUMNS:
            owner = _owners(rows, columns, across, upright)
            found.append(Table(columns, rows, {cell: [] for cell in owner.values()}, owner))
    return sorted(found, key=lambda table: table.top)


def _slot(lines: list[float], at: float) -> int:
    return min(max(bisect_right(lines, at) - 1, 0), len(lines) - 2)


def _merged(strokes: list[Stroke]) -> list[Stroke]:
    """Join strokes that lie on one line and touch: borders are often drawn cell by cell, or twice."""
    merged: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: (s.upright, round(s.at / _SNAP), s.low)):
        last = merged[-1] if merged else None
        if (
            last
            and last.upright == stroke.upright
            and abs(last.at - stroke.at) <= _SNAP
            and stroke.low <= last.high + _SNAP
        ):
            merged[-1] = Stroke(last.upright, last.at, min(last.low, stroke.low), max(last.high, stroke.high))
        else:
            merged.append(stroke)
    return [stroke for stroke in merged if stroke.high - stroke.low >= _MIN_CELL]


def _connected(strokes: list[Stroke]) -> list[list[Stroke]]:
    """Group strokes that cross or touch one another."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        touching = [group for group in groups if any(_cross(stroke, other) for other in group)]
        groups = [group for group in groups if not any(group is other for other in touching)]
        groups.append([stroke, *(other for group in touching for other in group)])
    return groups


def _cross(one: Stroke, other: Stroke) -> bool:
    if one.upright == other.upright:
        return False
    return one.low - _SNAP <= other.at <= one.high + _SNAP and other.low - _SNAP <= one.at <= other.high + _SNAP


def _lines_at(strokes: list[Stroke]) -> list[float]:
    lines: list[float] = []
    for at in sorted(stroke.at for stroke in strokes):
        if not lines or at - lines[-1] > _MIN_CELL:
            lines.append(at)
    return lines


def _with_ends(lines: list[float], crossing: list[Stroke]) -> list[float]:
    """Close an open side: a row cut by the page has no stroke there, nor do the outer columns of some tables."""
    if not lines or not crossing:
        return lines
    low, high = min(stroke.low for stroke in crossing), max(stroke.high for stroke in crossing)
    return [
        *([low] if lines[0] - low > _MIN_CELL else []),
        *lines,
        *([high] if high - lines[-1] > _MIN_CELL else []),
    ]


def _owners(
    rows: list[float], columns: list[float], across: list[Stroke], upright: list[Stroke]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Map every square of the grid to the first square of its cell: squares with no stroke between them are one cell."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            middle = ((rows[row] + rows[row + 1]) / 2, (columns[column] + columns[column + 1]) / 2)
            mine = (row, column)
            if column and not _drawn(upright, columns[column], middle[0]):
                mine = owner[row, column - 1]
            elif row and not _drawn(across, rows[row], middle[1]):
                mine = owner[row - 1, column]
            owner[row, column] = mine
    return owner


def _drawn(strokes: list[Stroke], at: float, along: float) -> bool:
    return any(
        abs(stroke.at - at) <= _MIN_CELL and stroke.low - _SNAP <= along <= stroke.high + _SNAP for stroke in strokes
    )
