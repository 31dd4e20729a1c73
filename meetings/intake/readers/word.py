"""Word documents (.docx): paragraphs, headings, lists and tables as lines, in the order of the page; headers and footers left out."""

from __future__ import annotations

import itertools

from lxml import etree

from meetings.intake.readers import web
from meetings.intake.readers.breaks import in_one_line, mend_breaks
from meetings.intake.readers.grids import Cell, Row, table_lines
from meetings.intake.readers.legacy import is_legacy_font
from meetings.intake.readers.limits import Limits
from meetings.intake.readers.word_names import MC, R, W, number, value
from meetings.intake.readers.word_numbering import Numbering
from meetings.intake.readers.word_package import Package
from meetings.intake.readers.word_styles import BODY_TEXT_LEVEL, Style, Styles
from meetings.intake.readers.word_text import TextReader, has_unicode_in_legacy_fonts

# People set the heading style on whole paragraphs: what is longer than this is text.
_LONGEST_HEADING = 200
_DEEPEST_HEADING = 6
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


def read(data: bytes, limits: Limits) -> list[str]:
    """Return the lines of a .docx. Raises UnreadableDocument where it is damaged or breaks a limit."""
    return Document(Package(data, limits), limits).lines()


class Document:
    """One reading of a document, paragraph after paragraph in the order of the page."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._root = package.document()
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"))
        trusted = not has_unicode_in_legacy_fonts(self._root, is_legacy_font)
        self._texts = TextReader(self._styles, trust_fonts=trusted)
        self._notes: list[str] = []
        self._unfinished = ""

    def lines(self) -> list[str]:
        body = self._root.find(W + "body")
        lines = [] if body is None else self._blocks(body)
        return [*lines, *([self._unfinished] if self._unfinished else []), *self._note_lines()]

    def _blocks(self, parent: etree._Element) -> list[str]:
        lines: list[str] = []
        for child in parent:
            if child.tag == W + "p":
                lines += self._paragraph(child)
            elif child.tag == W + "tbl":
                lines += table_lines(self._rows(child))
            elif child.tag == W + "altChunk":
                lines += self._chunk(child)
            elif child.tag in _WRAPPERS:
                lines += self._blocks(child)
            elif child.tag == MC + "AlternateContent":
                lines += self._blocks(child[0]) if len(child) else []
        return lines

    def _paragraph(self, paragraph: etree._Element, *, in_cell: bool = False) -> list[str]:
        properties = paragraph.find(W + "pPr")
        style = self._styles.paragraph(value(properties, "pStyle"))
        if style.is_contents:
            return []
        read = self._texts.read(paragraph, style)
        self._notes += read.notes
        text, self._unfinished = self._unfinished + read.text, ""
        if _mark_is_deleted(properties):
            # The end of this paragraph was deleted, so its text runs on into the next.
            self._unfinished = text
            return []
        lines = self._labelled(mend_breaks(text.split("\n")), properties, style, in_cell=in_cell)
        if not in_cell:
            lines = _as_heading(lines, properties, style)
        return lines + [line for box in read.boxes for line in self._blocks(box)]

    def _labelled(
        self, lines: list[str], properties: etree._Element | None, style: Style, *, in_cell: bool
    ) -> list[str]:
        num_id = number(properties, "numPr/numId")
        num_id = style.num_id if num_id is None else num_id
        if not num_id:
            return lines
        ilvl = number(properties, "numPr/ilvl")
        label = self._numbering.label(num_id, (style.ilvl or 0) if ilvl is None else ilvl)
        if not lines:
            # In a table's first column the number alone is the content; elsewhere it is an empty line.
            return [label] if in_cell and label else []
        if not label or lines[0].startswith(label):
            return lines
        return [f"{label} {lines[0]}", *lines[1:]]

    def _rows(self, table: etree._Element) -> list[Row]:
        return [self._row(row) for row in _children(table, "tr") if row.find(f"{W}trPr/{W}del") is None]

    def _row(self, row: etree._Element) -> Row:
        cells = [Cell(span=skipped)] if (skipped := number(row.find(W + "trPr"), "gridBefore")) else []
        for cell in _children(row, "tc"):
            properties = cell.find(W + "tcPr")
            span = min(max(number(properties, "gridSpan") or 1, 1), 100)
            merged = value(properties, "vMerge") in {"", "continue"} or value(properties, "hMerge") in {"", "continue"}
            cells.append(Cell([] if merged else self._cell(cell), span))
        return cells

    def _cell(self, cell: etree._Element) -> list[str]:
        lines: list[str] = []
        for child in _children(cell, "p", "tbl"):
            if child.tag == W + "p":
                lines += self._paragraph(child, in_cell=True)
            else:
                lines += [in_one_line([line for inner in row for line in inner.lines]) for row in self._rows(child)]
        return lines

    def _chunk(self, element: etree._Element) -> list[str]:
        data = self._package.chunk(element.get(R + "id", ""))
        return web.read(data, self._limits) if data else []

    def _note_lines(self) -> list[str]:
        """Return the notes that the text refers to, in the order of their marks."""
        roots = (self._package.part("footnotes"), self._package.part("endnotes")) if self._notes else ()
        notes: dict[str, etree._Element] = {}
        for kind, root in enumerate(roots):
            notes |= {f"{kind}:{note.get(W + 'id')}": note for note in (() if root is None else root)}
        found = [notes[key] for key in dict.fromkeys(self._notes) if key in notes]
        texts = (" ".join(self._blocks(note)) for note in found)
        return [f"Ghi chú {at}: {text}" for at, text in zip(itertools.count(1), texts, strict=False)]


def _children(parent: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children of these names, also those wrapped in content controls, smart tags or insertions."""
    wanted = {W + name for name in names}
    found: list[etree._Element] = []
    for child in parent:
        if child.tag in wanted:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found += _children(child, *names)
    return found


def _mark_is_deleted(properties: etree._Element | None) -> bool:
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def _as_heading(lines: list[str], properties: etree._Element | None, style: Style) -> list[str]:
    level = number(properties, "outlineLvl")
    level = style.heading if level is None else level
    text = " ".join(lines)
    if level is None or not 0 <= level < BODY_TEXT_LEVEL or not text or len(text) > _LONGEST_HEADING:
        return lines
    return ["#" * min(level + 2, _DEEPEST_HEADING) + " " + text]
