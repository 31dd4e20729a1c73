"""Tables in plain text, pasted with tabs or laid out with wide gaps: their rows become Markdown rows.

A table is one when a row of headings opens it; its rows go on to the next blank line or line of text. A line break inside
a cell is mended, and a cell that a spreadsheet put in quotation marks is taken out of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_CHUNK = re.compile(r"\S+(?: \S+)*")
_LONGEST_HEADING = 45
_MOST_COLUMNS = 20
_MOST_BREAKS = 12  # within the cells of one row
_HEADING = re.compile(
    r"(?:s?tt|số tt|số thứ tự|tên|nội dung|nhiệm vụ|công việc|đơn vị|cơ quan|bộ phận|phòng|địa phương|chủ trì|phối hợp|phụ trách|người|lãnh đạo|thời (?:gian|hạn)|hạn|tiến độ|ngày"
    r"|sản phẩm|kết quả|họ (?:và |, ?)?tên|chức (?:vụ|danh)|đại biểu|ghi chú)(?!\w)",
    re.I,
)
_MAIN = re.compile(r"(?:tên|nội dung|nhiệm vụ|công việc|họ (?:và |, ?)?tên|đại biểu)(?!\w)", re.I)
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-ZĐa-zđ])[.)]?")
_NUMBERED = re.compile(r"(?P<label>[IVX]{1,5}|[A-ZĐ]|\d{1,3})[.)/]?\s+(?P<text>[^\W\d_a-z].*)")


def with_tables(lines: Sequence[str], clean: Callable[[str], str]) -> list[str]:
    """The lines, with those of each table as '| a | b |'. ``clean`` makes a heading readable before it is judged."""
    done: list[str] = []
    at = 0
    while at < len(lines):
        rows, after = _table_at(lines, at, clean)
        done += ["| " + " | ".join(cell.replace("|", "/").strip() for cell in row) + " |" for row in rows]
        if not rows:
            done.append(lines[at])
        at = max(after, at + 1)
    return done


def _table_at(lines: Sequence[str], at: int, clean: Callable[[str], str]) -> tuple[list[list[str]], int]:
    """The rows of the table whose headings stand at ``at``, and the line behind it; no rows if no table begins there."""
    line = lines[at]
    if "\t" in line:
        headings = [cell.strip() for cell in line.split("\t")]
        if _are_headings([clean(cell) for cell in headings]):
            return _tabbed(lines, at, headings)
    elif "  " in line.strip() and not line.lstrip().startswith("|"):
        columns = [match.span() for match in _CHUNK.finditer(line)]
        if _are_headings([clean(line[start:end]) for start, end in columns]):
            return _laid_out(lines, at, [start for start, _ in columns])
    return [], at


def _are_headings(cells: Sequence[str]) -> bool:
    """Three cells or more, all short, all but one words that head a column, and one of those that say what a row is about."""
    filled = [cell for cell in cells if cell]
    if not 3 <= len(filled) <= len(cells) <= _MOST_COLUMNS or any(len(cell) > _LONGEST_HEADING for cell in filled):
        return False
    known = sum(1 for cell in filled if _HEADING.match(cell))
    return known >= max(2, len(filled) - 1) and any(map(_MAIN.match, filled))


# rows parted by tabs


def _tabbed(lines: Sequence[str], at: int, headings: list[str]) -> tuple[list[list[str]], int]:
    width, rows = len(headings), [headings]
    at += 1
    while at < len(lines) and _goes_on(lines, at):
        cells, at = _tabbed_row(lines, at, width)
        rows.append(cells)
    return rows, at


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """A row, or a line without tabs that stands right before one."""
    if "\t" in lines[at]:
        return True
    return bool(lines[at].strip()) and at + 1 < len(lines) and "\t" in lines[at + 1]


def _tabbed_row(lines: Sequence[str], at: int, width: int) -> tuple[list[str], int]:
    """The cells of the row at ``at``, put together where line breaks stand in them, and the line behind it."""
    line, at = _whole_quotes(lines, at)
    cells = _cells(line)
    if len(cells) == 1:
        heads = _NUMBERED.match(cells[0].strip())
        return ([heads["label"], heads["text"]] if heads else ["", cells[0]]), at
    joined, end = list(cells), at
    most = min(len(lines), at + _MOST_BREAKS)
    while len(joined) < width and end < most and lines[end].strip():
        more = _cells(lines[end])
        if len(more) > 1 and _NUMBER.fullmatch(more[0].strip()):
            break
        joined = [*joined[:-1], f"{joined[-1]} {more[0]}", *more[1:]]
        end += 1
    return (joined, end) if len(joined) == width else (cells, at)


def _whole_quotes(lines: Sequence[str], at: int) -> tuple[str, int]:
    """The line with those that follow it up to the end of a cell in quotation marks, and the line behind them."""
    line, end = lines[at], at + 1
    if '\t"' not in line and not line.startswith('"'):
        return line, end
    most = min(len(lines), end + _MOST_BREAKS)
    while line.count('"') % 2 and end < most and lines[end].strip():
        line, end = f"{line} {lines[end]}", end + 1
    return (line, end) if line.count('"') % 2 == 0 else (lines[at], at + 1)


def _cells(line: str) -> list[str]:
    return [_unquoted(cell.strip(" \r")) for cell in line.split("\t")]


def _unquoted(cell: str) -> str:
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


# columns one under another


def _laid_out(lines: Sequence[str], at: int, starts: list[int]) -> tuple[list[list[str]], int]:
    """Rows by the place of their words below the headings; a row without a word in its first column goes on with the one above."""
    rows = [[match.group() for match in _CHUNK.finditer(lines[at])]]
    at += 1
    while at < len(lines) and _in_columns(lines[at], starts):
        cells = _under(lines[at], starts)
        if cells[0] or len(rows) == 1:
            rows.append(cells)
        else:
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)]
        at += 1
    return (rows, at) if len(rows) > 1 else ([], at)


def _in_columns(line: str, starts: Sequence[int]) -> bool:
    """Two columns or more filled, or words that begin below a heading further to the right."""
    chunks = [match.start() for match in _CHUNK.finditer(line)]
    return len(chunks) > 1 or bool(chunks and chunks[0] >= starts[1] - 2)


def _under(line: str, starts: Sequence[int]) -> list[str]:
    cells = [""] * len(starts)
    least = 0
    for match in _CHUNK.finditer(line):
        column = min(range(least, len(starts)), key=lambda i: abs(starts[i] - match.start()))
        cells[column] = f"{cells[column]} {match.group()}".strip()
        least = column
    return cells
