"""Words of a page to visual lines, the page's furniture told apart, and the two columns of a letterhead or a foot."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from meetings.intake.readers.grids import LETTERHEAD, RECIPIENTS, SIGNATURE
from meetings.intake.readers.pdf_page import Word

_SAME_LINE = 0.45
_COLUMN_GAP = 1.0
_PAGE_NUMBER = re.compile(r"[-–—~\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—~\s]*", re.IGNORECASE)
_COUNTRY_END = re.compile(r"(?:(?:NGHĨA )?VIỆT )?NAM")
_MARGIN_SHARE = 0.12
_CENTRED = 12.0
_RUNNING_PAGES = 3


@dataclass
class Line:
    words: list[Word]
    page: int

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def lines_of(words: list[Word], page: int) -> list[Line]:
    """Return the visual lines from top to bottom; words a little off the line (a note's mark) stay on it."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.base, w.left)):
        if lines and word.base - lines[-1][0].base < _SAME_LINE * min(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(sorted(line, key=lambda w: w.left), page) for line in lines]


def without_furniture(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """Drop page numbers, and what runs at the same edge of at least half the pages (three or more)."""
    edges = [
        {_edge_text(line) for line in _edge_lines(lines, height)} for lines, height in zip(pages, heights, strict=True)
    ]
    counts = Counter(text for texts in edges for text in texts)
    least = max(_RUNNING_PAGES, len(pages) / 2)
    running = {text for text, count in counts.items() if count >= least and re.search(r"[^\W\d_]", text)}
    return [
        [line for line in lines if not (_is_at_edge(line, height) and _is_furniture(line, lines, running))]
        for lines, height in zip(pages, heights, strict=True)
    ]


def _is_furniture(line: Line, lines: list[Line], running: set[str]) -> bool:
    outermost = line is lines[0] or line is lines[-1]
    return (outermost and bool(_PAGE_NUMBER.fullmatch(line.text))) or _edge_text(line) in running


def _edge_lines(lines: list[Line], height: float) -> list[Line]:
    return [line for line in (*lines[:2], *lines[2:][-2:]) if _is_at_edge(line, height)]


def _is_at_edge(line: Line, height: float) -> bool:
    return line.base < height * _MARGIN_SHARE or line.base > height * (1 - _MARGIN_SHARE)


def _edge_text(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


@dataclass
class Columns:
    """Two columns that stand side by side: the letterhead, or the recipients beside the signature."""

    left: list[Line]
    right: list[Line]

    def texts(self) -> list[str]:
        """Return the lines, left column first; the name of the country, which is too long for a narrow column, in one line."""
        texts: list[str] = []
        for line in (*self.left, *self.right):
            if texts and _COUNTRY_END.fullmatch(line.text) and LETTERHEAD.match(texts[-1]):
                texts[-1] += " " + line.text
            else:
                texts.append(line.text)
        return texts


def with_columns(lines: list[Line], centre: float) -> list[Line | Columns]:
    """Return the page's lines, those of a letterhead and a foot gathered into columns. ``centre`` is that of the text's width."""
    items: list[Line | Columns] = []
    at = 0
    while at < len(lines):
        split = _anchor(lines[at])
        if split is None:
            items.append(lines[at])
            at += 1
            continue
        columns = _split(lines[at], split)
        gutter = (columns.left[0].right + columns.right[0].left) / 2
        _take_above(items, columns, gutter)
        at = _take_below(lines, at + 1, columns, gutter, centre)
        items.append(columns)
    return items


def _anchor(line: Line) -> int | None:
    """Return the index of the word with which the right column begins, None where the line opens no such block."""
    for index in range(1, len(line.words)):
        if LETTERHEAD.match(" ".join(word.text for word in line.words[index:])) and _gap(line, index) > 0.5:
            return index
    widest = max(range(1, len(line.words)), key=lambda index: _gap(line, index), default=0)
    if not widest or _gap(line, widest) < _COLUMN_GAP:
        return None
    halves = _split(line, widest)
    return widest if _opens_foot(halves.left[0].text, halves.right[0].text) else None


def _opens_foot(left: str, right: str) -> bool:
    signed = bool(SIGNATURE.match(right))
    return bool(RECIPIENTS.match(left)) or (signed and (right.isupper() or bool(SIGNATURE.match(left))))


def _gap(line: Line, index: int) -> float:
    """The blank before a word, in letter sizes."""
    before, word = line.words[index - 1], line.words[index]
    return (word.left - before.right) / max(word.size, before.size)


def _split(line: Line, index: int) -> Columns:
    return Columns([Line(line.words[:index], line.page)], [Line(line.words[index:], line.page)])


def _take_above(items: list[Line | Columns], columns: Columns, gutter: float) -> None:
    """The column that begins higher: the post over the name of a signature, the first line of an agency's long name."""
    while items and isinstance(items[-1], Line) and items[-1].page == columns.right[0].page:
        line = items[-1]
        if line.left > gutter and line.text.isupper():
            columns.right.insert(0, line)
        elif line.right < gutter and line.text.isupper():
            columns.left.insert(0, line)
        else:
            return
        items.pop()


def _take_below(lines: list[Line], at: int, columns: Columns, gutter: float, centre: float) -> int:
    """Follow both columns down to the first line that crosses the gutter or is centred like a title; return its index."""
    while at < len(lines):
        line = lines[at]
        crossing = _crossing(line, gutter)
        if crossing is None or (
            crossing in (0, len(line.words)) and abs((line.left + line.right) / 2 - centre) < _CENTRED
        ):
            break
        if crossing:
            columns.left.append(Line(line.words[:crossing], line.page))
        if crossing < len(line.words):
            columns.right.append(Line(line.words[crossing:], line.page))
        at += 1
    return at


def _crossing(line: Line, gutter: float) -> int | None:
    """Return the index of the first word right of the gutter; None where the line runs across it."""
    index = sum((word.left + word.right) / 2 < gutter for word in line.words)
    if 0 < index < len(line.words):
        near = max(range(max(1, index - 2), min(len(line.words), index + 3)), key=lambda i: _gap(line, i))
        return near if _gap(line, near) >= _COLUMN_GAP * 0.8 else None
    reaches = line.right > gutter if index == len(line.words) else line.left < gutter
    return (
        None if reaches and line.right - line.left > 2 * abs(line.right - gutter) > 0 and len(line.words) > 6 else index
    )
