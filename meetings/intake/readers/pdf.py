"""PDF documents with a text layer, read by PDFium: paragraphs, letterhead and foot, and ruled tables that go on over pages.

PDFium reads a page of a notice in 8 ms where pdfminer takes 100, which is what keeps a long document under the time limit.
"""

from __future__ import annotations

import itertools

import pypdfium2
from pypdfium2 import raw

from meetings.intake.readers import errors
from meetings.intake.readers.breaks import ends_sentence
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.grids import Cell, Row, table_lines
from meetings.intake.readers.limits import Limits
from meetings.intake.readers.pdf_lines import Columns, Line, lines_of, with_columns, without_furniture
from meetings.intake.readers.pdf_page import PageContent, Word, read_page
from meetings.intake.readers.pdf_paragraphs import Measure, join, measure, paragraphs, writes_blanks
from meetings.intake.readers.pdf_tables import Table, find_tables

# A scan still carries a few words when it was signed digitally: the stamp of the signature.
_STAMP_LETTERS = 300
_PICTURE_PAGE = 0.5
_MAX_UNMAPPED = 0.2
_SAME_GRID = 6.0
_CELL_PADDING = 4.0
_FINE_PRINT = 0.88
_BLANK = 0.3
_FULL = 3.0

Item = Line | Columns | Table


def read(data: bytes, limits: Limits) -> list[str]:
    """Return the lines of a PDF.

    Raises UnreadableDocument for one with a password, a damaged one, a scan, one without a map of its letters, or one with more
    pages than allowed.
    """
    document = _open(data)
    try:
        if len(document) > limits.pages:
            raise UnreadableDocument(errors.TOO_MANY_PAGES.format(limit=limits.pages))
        pages = [_page(document, index) for index in range(len(document))]
    finally:
        document.close()
    _refuse_unreadable(pages)
    return _lines(pages)


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableDocument(errors.ENCRYPTED if locked else errors.DAMAGED) from error
    if not len(document):
        raise UnreadableDocument(errors.DAMAGED)
    return document


def _page(document: pypdfium2.PdfDocument, index: int) -> PageContent:
    try:
        page = document[index]
        content = read_page(page)
        page.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(errors.DAMAGED) from error
    return content


def _refuse_unreadable(pages: list[PageContent]) -> None:
    letters = [sum(map(len, page.words)) for page in pages]
    if all(map(_is_picture, pages)) and any(page.picture_share for page in pages):
        raise UnreadableDocument(errors.SCAN)
    if not sum(letters):
        raise UnreadableDocument(errors.NO_TEXT)
    if sum(page.unmapped for page in pages) > _MAX_UNMAPPED * sum(letters):
        raise UnreadableDocument(errors.NO_LETTERS_MAP)


def _is_picture(page: PageContent) -> bool:
    """A page that shows a picture (or nothing) and hardly any letters."""
    letters = sum(map(len, page.words))
    return not letters or (page.picture_share > _PICTURE_PAGE and letters < _STAMP_LETTERS)


def _lines(pages: list[PageContent]) -> list[str]:
    tables = [find_tables(page.strokes) for page in pages]
    free = [_outside_tables(page.words, found) for page, found in zip(pages, tables, strict=True)]
    lines = [lines_of(words, index) for index, words in enumerate(free)]
    lines = without_furniture(lines, [page.height for page in pages])
    measures = _measures(pages, lines)
    items: list[Item] = []
    notes: list[Line] = []
    for index, page in enumerate(pages):
        body, fine = _without_notes(lines[index])
        notes += fine
        ordered = [*with_columns(body, measures[index].centre), *tables[index]]
        items += sorted(ordered, key=_top)
        if page.picture_share > _PICTURE_PAGE and _is_picture(page):
            items.append(_scanned_page_mark(index, page))
    return [*_render(items, measures), *paragraphs(notes, measures)]


def _measures(pages: list[PageContent], lines: list[list[Line]]) -> dict[int, Measure]:
    """One measure for all pages of a format: an annex in landscape has its own."""
    by_width: dict[int, list[Line]] = {}
    for page, found in zip(pages, lines, strict=True):
        by_width.setdefault(round(page.width), []).extend(found)
    known = {width: measure(found, width) for width, found in by_width.items()}
    return {index: known[round(page.width)] for index, page in enumerate(pages)}


def _outside_tables(words: list[Word], tables: list[Table]) -> list[Word]:
    free = []
    for word in words:
        table = next((table for table in tables if table.holds(word)), None)
        if table is None:
            free.append(word)
        else:
            table.take(word)
    return free


def _without_notes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Split footnotes off: lines of fine print at the foot of a page, the first of which begins with its number."""
    if len(lines) < 3:
        return lines, []
    usual = sorted(line.size for line in lines)[len(lines) // 2]
    at = len(lines)
    while at > 1 and lines[at - 1].size < _FINE_PRINT * usual:
        at -= 1
    is_note = at < len(lines) and lines[at].words[0].text[0] in "0123456789*[("
    return (lines[:at], lines[at:]) if is_note else (lines, [])


def _scanned_page_mark(index: int, page: PageContent) -> Line:
    """A page without letters inside a document that has some is said, never left out in silence."""
    text = f"[Trang {index + 1} là ảnh quét, không chép được chữ nên chưa đọc được]"
    return Line([Word(text, 0.0, page.width, page.height, 1.0)], index)


def _top(item: Item) -> float:
    if isinstance(item, Table):
        return item.top
    return item.base if isinstance(item, Line) else min(line.base for line in (*item.left, *item.right))


def _render(items: list[Item], measures: dict[int, Measure]) -> list[str]:
    rendered: list[str] = []
    for kind, group in itertools.groupby(items, type):
        alike = list(group)
        if kind is Line:
            rendered += paragraphs([item for item in alike if isinstance(item, Line)], measures)
        elif kind is Table:
            rendered += _tables([item for item in alike if isinstance(item, Table)])
        else:
            rendered += [text for item in alike if isinstance(item, Columns) for text in item.texts()]
    return rendered


def _tables(tables: list[Table]) -> list[str]:
    """Tables that follow one another on one grid are one table, cut by the page."""
    lines: list[str] = []
    rows: list[Row] = []
    before: Table | None = None
    for table in tables:
        if before is not None and not _same_grid(before, table):
            lines += table_lines(rows)
            rows = []
        _append_rows(rows, _rows(table))
        before = table
    return lines + table_lines(rows)


def _same_grid(one: Table, other: Table) -> bool:
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) < _SAME_GRID for a, b in zip(one.columns, other.columns, strict=True)
    )


def _append_rows(rows: list[Row], more: list[Row]) -> None:
    """Add the rows of the next page: without the repeated header, and with a row cut by the page made whole."""
    if rows and more and [cell.text for cell in more[0]] == [cell.text for cell in rows[0]]:
        more = more[1:]
    if rows and more and _is_cut(rows[-1], more[0]):
        for cell, rest in zip(rows[-1], more[0], strict=True):
            _go_on(cell, rest)
        more = more[1:]
    rows += more


def _go_on(cell: Cell, rest: Cell) -> None:
    if cell.full and cell.lines and rest.lines:
        cell.lines = [*cell.lines[:-1], f"{cell.lines[-1]} {rest.lines[0]}", *rest.lines[1:]]
    else:
        cell.lines = [*cell.lines, *rest.lines]


def _is_cut(row: Row, rest: Row) -> bool:
    """Tell whether ``rest`` goes on with ``row``: without a number of its own, in fewer cells, in the middle of a sentence."""
    if len(row) != len(rest) or rest[0].lines or not row[0].lines:
        return False
    if sum(bool(cell.lines) for cell in rest) >= sum(bool(cell.lines) for cell in row):
        return False
    return any(a.lines and b.lines and not ends_sentence(a.lines[-1]) for a, b in zip(row, rest, strict=True))


def _rows(table: Table) -> list[Row]:
    columns = range(len(table.columns) - 1)
    return [[_cell(table, row, column) for column in columns] for row in range(len(table.rows) - 1)]


def _cell(table: Table, row: int, column: int) -> Cell:
    words = table.cells.get((row, column))
    if not words or table.owner[row, column] != (row, column):
        return Cell()
    last = max(c for (r, c), owner in table.owner.items() if owner == (row, column))
    lines, edge = lines_of(words, 0), table.columns[last + 1] - _CELL_PADDING
    return Cell(_cell_lines(lines, edge), full=edge - lines[-1].right < _FULL * lines[-1].size)


def _cell_lines(lines: list[Line], edge: float) -> list[str]:
    """Join the lines that the cell's right edge broke: the next word would not have fitted before it."""
    groups: list[list[Line]] = []
    for line in lines:
        room = edge - groups[-1][-1].right if groups else 0.0
        if groups and room < line.words[0].right - line.words[0].left + _BLANK * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [join(group, blanks_written=writes_blanks(lines)) for group in groups]
