"""Pieces of a Word document: paragraphs whose text is only ever text, strokes, and places that hold paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.oxml.text.paragraph import CT_P
from lxml import etree

from meetings.papers.wording import runs, tidy

TWIPS = 20  # to a point: what Word counts widths and indents in
NO_BREAK_SPACE = "\u00a0"
_BREAKING = re.compile(r"-(?=[^\W\d])")  # where a line could be cut inside 'QĐ-UBND'
_NOT_IN_XML = re.compile("[\ufffe\uffff]")  # the two that a record may hold and XML may not


class Place(Protocol):
    """Where paragraphs go one below the other: the page, a cell, a header."""

    def append(self, element: etree._Element) -> None: ...


def made(tag: str, **attributes: object) -> etree._Element:
    """An element of WordprocessingML: ``made("ind", left=720)`` is ``<w:ind w:left="720"/>``."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def paragraph(style: str, text: str = "", *, label: str = "", kept: bool = False) -> CT_P:
    """A paragraph of the style (its id in word_styles.xml); ``kept``: on the page of the one that follows.

    Whole runs of the text (``wording.runs``) are held together by no-break spaces and hyphens.
    """
    made_one: CT_P = made("p")  # type: ignore[assignment]
    properties = made_one.get_or_add_pPr()
    properties.append(made("pStyle", val=style))
    if kept:
        properties.append(made("keepNext"))
    if label or text:
        made_one.append(_run(*([f"{tidy(label)} "] if label else []), *_unbroken(text)))
    return made_one


def verbatim(style: str, *lines: str) -> CT_P:
    """A paragraph whose blanks are kept as they are: those that a draft leaves for its number and day."""
    made_one = paragraph(style)
    for place, line in enumerate(lines):
        made_one.append(run := _run(line))
        if place:
            run.insert(0, made("br"))
    return made_one


def _unbroken(text: str) -> Iterable[str | None]:
    """Texts, and None for each hyphen at which no line may break."""
    for words, whole in runs(text):
        if not whole:
            yield words
            continue
        first, *others = _BREAKING.split(words.replace(" ", NO_BREAK_SPACE))
        yield first
        for other in others:
            yield None
            yield other


def _run(*texts: str | None) -> etree._Element:
    run, kept = made("r"), ""
    for text in [*texts, None]:
        if text is not None:
            kept += text
            continue
        if kept:
            run.append(_text(kept))
        run.append(made("noBreakHyphen"))
        kept = ""
    run.remove(run[-1])
    return run


def _text(words: str) -> etree._Element:
    element = made("t")
    element.text = xml_text(words)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def xml_text(words: str) -> str:
    """The words without what a file of XML cannot hold."""
    return _NOT_IN_XML.sub("", words)


def stroke(style: str, width: float, room: float) -> CT_P:
    """A centred line ``width`` points long in a column of ``room`` points: the top border of an empty paragraph."""
    side = round(max(0.0, (room - width) / 2) * TWIPS)
    return indented(paragraph(style), side, side)


def indented(made_one: CT_P, left: int, right: int) -> CT_P:
    """The paragraph, its lines ``left`` and ``right`` twips from the column's edges."""
    made_one.get_or_add_pPr().append(made("ind", left=left, right=right))
    return made_one


def page_number(style: str) -> CT_P:
    """The number of the page, which Word counts."""
    made_one, field = paragraph(style), made("fldSimple", instr=" PAGE ")
    field.append(_run("1"))
    made_one.append(field)
    return made_one


def frame(widths: Iterable[int]) -> tuple[etree._Element, list[CT_Tc]]:
    """A row of empty cells without lines, ``widths`` twips wide, kept on one page; the table and its cells."""
    widths = list(widths)
    table = table_of(widths)
    row, cells = row_of(widths)
    table.append(row)
    return table, cells


def table_of(widths: Iterable[int], *, lines: bool = False) -> etree._Element:
    """A table without rows, as wide as its columns; ``lines`` around each cell."""
    widths = list(widths)
    table, properties, grid = made("tbl"), made("tblPr"), made("tblGrid")
    properties.append(made("tblW", w=sum(widths), type="dxa"))
    if lines:
        properties.append(_borders())
    properties.append(made("tblLayout", type="fixed"))
    properties.append(_cell_margins(4 * TWIPS if lines else 0))
    grid.extend(made("gridCol", w=width) for width in widths)
    table.extend([properties, grid])
    return table


def _borders() -> etree._Element:
    borders = made("tblBorders")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders.extend(made(side, val="single", sz=4, space=0, color="000000") for side in sides)
    return borders


def _cell_margins(width: int) -> etree._Element:
    margins = made("tblCellMar")
    margins.extend(made(side, w=width, type="dxa") for side in ("left", "right"))
    return margins


def row_of(widths: Iterable[int], *, repeated: bool = False) -> tuple[etree._Element, list[CT_Tc]]:
    """A row that no page cuts, and its empty cells; ``repeated`` at the top of each page."""
    row, properties, cells = made("tr"), made("trPr"), []
    properties.append(made("cantSplit"))
    if repeated:
        properties.append(made("tblHeader"))
    row.append(properties)
    for width in widths:
        cell, of_cell = made("tc"), made("tcPr")
        of_cell.append(made("tcW", w=width, type="dxa"))
        cell.append(of_cell)
        row.append(cell)
        cells.append(cell)
    return row, cells  # type: ignore[return-value]
