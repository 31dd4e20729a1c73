"""A printed file read back: its lines with place, size and face, its strokes, its fonts. Lengths in points, from the top left."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

from meetings.papers.pdfium import opened

MM = 72 / 25.4
COLUMN_GAP = 12  # points; a wider gap on one baseline parts two columns
WORD_GAP = 0.12  # of the size; a wider gap is a space, even where the file writes none
DESCENT = 0.216  # of the size, as in Times New Roman
MOST_GLYPHS = 400_000
THIN = 2


@dataclass(frozen=True)
class Glyph:
    text: str
    x0: float
    x1: float
    base: float
    size: float
    face: str


@dataclass(frozen=True)
class Line:
    """A run of letters on one baseline. ``page`` from 1."""

    page: int
    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    italic: bool

    @property
    def top(self) -> float:
        return self.base - (1 - DESCENT) * self.size

    @property
    def bottom(self) -> float:
        return self.base + DESCENT * self.size

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def place(self) -> tuple[int, float]:
        return self.page, self.top


@dataclass(frozen=True)
class Stroke:
    """A horizontal stroke, ``y`` its middle."""

    x0: float
    x1: float
    y: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True)
class Printed:
    """``families``: names of the fonts without their styles. ``loose``: those that the file does not carry itself.

    ``coloured``: whether any letter is not black. ``plain``: widths of letters over their size, upright and not bold.
    """

    pages: tuple[Page, ...]
    families: frozenset[str]
    loose: frozenset[str]
    coloured: bool
    plain: dict[str, float]
    title: str
    language: str
    unmapped: bool

    @property
    def lines(self) -> list[Line]:
        return [line for page in self.pages for line in page.lines]


class UnreadableFile(ValueError):
    """PDFium does not open the file, or it holds more letters than a paper has."""


def read_back(data: bytes) -> Printed:
    """Raises UnreadableFile."""
    try:
        with opened(data) as document:
            return _Reader(document).printed()
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("Không đọc được tệp PDF.") from error


class _Reader:
    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self.document = document
        self.families: set[str] = set()
        self.loose: set[str] = set()
        self.coloured = self.unmapped = False
        self.widths: dict[str, list[float]] = {}
        self.left = MOST_GLYPHS

    def printed(self) -> Printed:
        pages = tuple(self._page(page, number) for number, page in enumerate(self.document, start=1))
        return Printed(
            pages=pages,
            families=frozenset(self.families),
            loose=frozenset(self.loose),
            coloured=self.coloured,
            plain={letter: median(widths) for letter, widths in self.widths.items()},
            title=self.document.get_metadata_value("Title").strip(),
            language=_language(self.document),
            unmapped=self.unmapped,
        )

    def _page(self, page: pypdfium2.PdfPage, number: int) -> Page:
        width, height = page.get_size()
        text = page.get_textpage()
        try:
            lines = tuple(_lines(number, list(self._glyphs(text, height))))
            strokes = tuple(self._drawn(page, height))
        finally:
            text.close()
            page.close()
        return Page(width, height, lines, strokes)

    def _glyphs(self, text: pypdfium2.PdfTextPage, height: float) -> Iterator[Glyph]:
        count = text.count_chars()
        self.left -= count
        if self.left < 0:
            raise UnreadableFile("Tệp PDF có quá nhiều chữ so với một văn bản.")
        matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
        x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        name = ctypes.create_string_buffer(128)
        for place in range(count):
            if raw.FPDFText_IsGenerated(text, place) == 1:
                continue
            self.unmapped = self.unmapped or raw.FPDFText_HasUnicodeMapError(text, place) == 1
            raw.FPDFText_GetMatrix(text, place, matrix)
            raw.FPDFText_GetCharOrigin(text, place, x, y)
            raw.FPDFText_GetLooseCharBox(text, place, box)
            raw.FPDFText_GetFontInfo(text, place, name, 128, flags)
            size = raw.FPDFText_GetFontSize(text, place) * math.hypot(matrix.a, matrix.b)
            glyph = Glyph(
                chr(raw.FPDFText_GetUnicode(text, place)),
                box.left,
                box.right,
                height - y.value,
                size,
                name.value.decode("utf-8", "replace").rpartition("+")[2],
            )
            self._note(glyph)
            yield glyph

    def _note(self, glyph: Glyph) -> None:
        if glyph.text.isspace():
            return
        self.families.add(family_of(glyph.face))
        if glyph.size > 12 and not _is_bold(glyph) and not _is_italic(glyph):
            self.widths.setdefault(glyph.text, []).append((glyph.x1 - glyph.x0) / glyph.size)

    def _drawn(self, page: pypdfium2.PdfPage, height: float) -> Iterator[Stroke]:
        """Horizontal strokes; on the way, what each text's font and colour are."""
        for item in page.get_objects(max_depth=4):
            if item.type == raw.FPDF_PAGEOBJ_TEXT:
                self._note_font(item)
            elif item.type == raw.FPDF_PAGEOBJ_PATH:
                left, bottom, right, top = item.get_bounds()
                if top - bottom < THIN and right - left > 8:
                    yield Stroke(left, right, height - (top + bottom) / 2)

    def _note_font(self, item: pypdfium2.PdfObject) -> None:
        font = raw.FPDFTextObj_GetFont(item.raw)
        name = ctypes.create_string_buffer(128)
        raw.FPDFFont_GetBaseFontName(font, name, 128)
        if raw.FPDFFont_GetIsEmbedded(font) != 1:
            self.loose.add(family_of(name.value.decode("utf-8", "replace").rpartition("+")[2]))
        colour = [ctypes.c_uint() for _ in range(4)]
        if raw.FPDFPageObj_GetFillColor(item.raw, *colour):
            self.coloured = self.coloured or any(part.value > 60 for part in colour[:3])


def _language(document: pypdfium2.PdfDocument) -> str:
    """'vi', '' where the file names none."""
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    if size <= 2:
        return ""
    words = ctypes.create_string_buffer(size)
    raw.FPDFCatalog_GetLanguage(document, ctypes.cast(words, ctypes.POINTER(ctypes.c_ushort)), size)
    return words.raw.decode("utf-16-le", "replace").rstrip("\x00")


def family_of(face: str) -> str:
    """'Liberation-Serif-Bold' -> 'liberationserif', 'TimesNewRomanPS-BoldMT' -> 'timesnewroman'."""
    bare = re.sub(r"bold|italic|oblique|regular|[^a-z0-9]", "", face.lower())
    return re.sub(r"(ps)?(mt)?$", "", bare)


def _is_bold(glyph: Glyph) -> bool:
    return "bold" in glyph.face.lower()


def _is_italic(glyph: Glyph) -> bool:
    return bool(re.search("ital|obliq", glyph.face, re.IGNORECASE))


def _lines(page: int, glyphs: list[Glyph]) -> list[Line]:
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        row = round(glyph.base)
        rows.setdefault(next((key for key in (row, row - 1, row + 1) if key in rows), row), []).append(glyph)
    runs = [run for row in rows.values() for run in _runs(sorted(row, key=lambda glyph: glyph.x0))]
    lines = [_line(page, run) for run in runs]
    return sorted(lines, key=lambda line: (round(line.top), line.x0))


def _runs(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """The row cut where a gap parts two columns, without blanks at either end."""
    run: list[Glyph] = []
    for glyph in row:
        if glyph.text.isspace():
            if run:
                run.append(glyph)
            continue
        solid = next((each for each in reversed(run) if not each.text.isspace()), None)
        blanks = len(run) - 1 - run.index(solid) if solid else 0
        if solid and glyph.x0 - solid.x1 > COLUMN_GAP + blanks * glyph.size * 0.6:
            yield _trimmed(run)
            run = []
        run.append(glyph)
    if run:
        yield _trimmed(run)


def _trimmed(run: list[Glyph]) -> list[Glyph]:
    while run[-1].text.isspace():
        run = run[:-1]
    return run


def _line(page: int, run: list[Glyph]) -> Line:
    solid = [glyph for glyph in run if not glyph.text.isspace()]
    words = run[0].text
    for before, glyph in pairwise(run):
        words += (" " if glyph.x0 - before.x1 > WORD_GAP * glyph.size else "") + glyph.text
    return Line(
        page=page,
        text=re.sub(r"\s+", " ", words).strip(),
        x0=solid[0].x0,
        x1=solid[-1].x1,
        base=median(glyph.base for glyph in solid),
        size=round(median(glyph.size for glyph in solid), 2),
        bold=sum(map(_is_bold, solid)) * 2 > len(solid),
        italic=sum(map(_is_italic, solid)) * 2 > len(solid),
    )
