"""Pages saved from a website, and what Word or a portal exports as HTML (often under the name .doc)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from meetings.intake.readers import encodings, errors
from meetings.intake.readers.breaks import mend_breaks
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.grids import Cell, Row, table_lines
from meetings.intake.readers.legacy import by_font
from meetings.intake.readers.limits import Limits
from meetings.intake.readers.word_numbering import write_number

_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_NULLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_DROPPED = frozenset(
    (
        "head",
        "script",
        "style",
        "nav",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "select",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul",
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.IGNORECASE)
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LAYOUT_TEXT = 1_500
_BREAK = "\n"
_MOST = 40


def read(data: bytes, limits: Limits) -> list[str]:
    """Return the lines of an HTML page: what a browser shows, without menus (nav), scripts and styles."""
    declared = _CHARSET.search(data[:8192])
    text = encodings.decode(data, declared[1].decode("ascii") if declared else None)
    text = _NULLS.sub("", _XML_HEAD.sub("", text))
    parser = html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except etree.LxmlError as error:
        raise UnreadableDocument(errors.NO_TEXT) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        # The parser gave up on the nesting and left out the rest; a part must not pass for the whole.
        raise UnreadableDocument(errors.DAMAGED)
    body = root.find("body")
    return _Page().block(root if body is None else body)


class _Page:
    """Walks the tree; ``block`` gives lines, ``_inline`` the text between two blocks."""

    def block(self, element: html.HtmlElement, font: str | None = None) -> list[str]:
        if _is_dropped(element):
            return []
        font = _font_of(element) or font
        if element.tag == "table":
            return self._table(element, font)
        if element.tag in {"ul", "ol"}:
            return self._list(element, font)
        lines = self._children(element, font)
        if re.fullmatch(r"h[1-6]", element.tag) and lines:
            return ["#" * max(2, int(element.tag[1])) + " " + " ".join(lines)]
        return lines

    def _children(self, element: html.HtmlElement, font: str | None) -> list[str]:
        """Text between blocks is one paragraph; each block is a paragraph or more of its own."""
        lines: list[str] = []
        text = [_converted(element.text, font)]
        for child in element:
            if not isinstance(child.tag, str):
                text.append(_converted(child.tail, font))
                continue
            if child.tag in _BLOCKS or _holds_block(child):
                lines += _paragraph(text)
                lines += self.block(child, font)
                text = []
            else:
                text.extend(self._inline(child, font))
            text.append(_converted(child.tail, font))
        return lines + _paragraph(text)

    def _inline(self, element: html.HtmlElement, font: str | None) -> Iterator[str]:
        if element.tag == "br":
            yield _BREAK
        if _is_dropped(element):
            return
        font = _font_of(element) or font
        yield _converted(element.text, font)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._inline(child, font)
            yield _converted(child.tail, font)

    def _list(self, element: html.HtmlElement, font: str | None) -> list[str]:
        lines: list[str] = []
        style = _LIST_TYPES.get(element.get("type", ""), "decimal")
        at = _integer(element.get("start"), 1)
        for child in element:
            inner = self.block(child, font) if isinstance(child.tag, str) else []
            if child.tag == "li" and inner:
                at = _integer(child.get("value"), at)
                label = "-" if element.tag == "ul" else write_number(at, style) + "."
                inner[0] = inner[0] if inner[0].startswith(label) else f"{label} {inner[0]}"
                at += 1
            lines += inner
        return lines

    def _table(self, table: html.HtmlElement, font: str | None) -> list[str]:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        if _frames_the_page(table, rows):
            cells = [cell for row in rows for cell in row if cell.tag in {"td", "th"}]
            return [line for cell in cells for line in self.block(cell, font)]
        caption = [line for child in table.findall("caption") for line in self.block(child, font)]
        return caption + table_lines(self._rows(rows, font))

    def _rows(self, rows: list[html.HtmlElement], font: str | None) -> list[Row]:
        """Lay the cells out on the grid: a cell that spans rows leaves empty cells below it."""
        read: list[Row] = []
        hanging: dict[int, int] = {}
        for row in rows:
            cells: Row = []
            begun: dict[int, int] = {}
            at = 0
            for cell in (child for child in row if child.tag in {"td", "th"}):
                at = _fill(cells, at, hanging)
                span, depth = _integer(cell.get("colspan"), 1), _integer(cell.get("rowspan"), 1)
                begun |= {at + column: depth - 1 for column in range(span) if depth > 1}
                cells.append(Cell(self.block(cell, font), span))
                at += span
            _fill(cells, at, hanging)
            hanging = {column: left - 1 for column, left in hanging.items() if left > 1} | begun
            read.append(cells)
        return read


def _fill(cells: Row, at: int, hanging: dict[int, int]) -> int:
    """Leave empty cells from column ``at`` on where a cell from above reaches down; return the next free column.

    ``hanging`` maps such columns to the number of rows still covered.
    """
    while hanging.get(at):
        cells.append(Cell())
        at += 1
    return at


def _paragraph(pieces: list[str]) -> list[str]:
    """Fold blanks as a browser does and break where <br> stands."""
    joined = "".join(pieces)
    return mend_breaks([re.sub(r"[^\S\u00a0]+", " ", line) for line in joined.split(_BREAK)])


def _converted(text: str | None, font: str | None) -> str:
    return by_font(text.replace("\n", " "), font) if text else ""


def _font_of(element: html.HtmlElement) -> str | None:
    face = element.get("face") if element.tag == "font" else None
    named = _FONT.search(element.get("style", ""))
    return face or (named[1].strip() if named else None)


def _is_dropped(element: html.HtmlElement) -> bool:
    return (
        element.tag in _DROPPED
        or "hidden" in element.attrib
        or element.get("role") == "navigation"
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _holds_block(element: html.HtmlElement) -> bool:
    return any(child.tag in _BLOCKS for child in element.iterdescendants())


def _frames_the_page(table: html.HtmlElement, rows: list[html.HtmlElement]) -> bool:
    """Tell a table that lays the page out: it holds tables, headings or lists of its own, or long text, in few columns."""
    if table.find(".//table") is not None:
        return True
    widest = max((len(row) for row in rows), default=0)
    return widest <= 2 and len(rows) <= 2 and len(table.text_content()) > _LAYOUT_TEXT


def _integer(text: str | None, default: int) -> int:
    """Return a small positive attribute; a hostile one (colspan=1000000) is cut."""
    try:
        return min(max(int(text or ""), 1), _MOST)
    except ValueError:
        return default
