"""Cells of a table row ('| a | b |') and their own lines."""

from __future__ import annotations

import re

_BREAK = re.compile(r"<br\s*/?>|\n", re.I)
_DIVIDER = re.compile(r"[\s|:\-–—]+")


def cells(row: str) -> list[str]:
    """The row's cells in order, empty ones too; breaks inside a cell become spaces."""
    return [" ".join(_BREAK.sub(" ", cell).split()) for cell in row.strip().strip("|").split("|")]


def cell_lines(row: str) -> list[list[str]]:
    """For each cell its own lines."""
    return [[line.strip() for line in _BREAK.split(cell) if line.strip()] for cell in row.strip().strip("|").split("|")]


def is_divider(row: str) -> bool:
    """Whether the row is the '|---|---|' under a Markdown header."""
    return bool(_DIVIDER.fullmatch(row))
