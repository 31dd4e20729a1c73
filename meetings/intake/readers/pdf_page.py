"""One PDF page as words with positions, and the straight lines drawn on it. Coordinates in points, origin at the top left."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

# A gap wider than this share of the letter size parts two words where the file writes no blank.
_WORD_GAP = 0.22
_BASELINE_SLACK = 0.35
# Drawings with more strokes than this are pictures or maps, not tables.
_MAX_STROKES = 4_000
_THIN = 2.5
_MAX_LETTERS = 60_000
_LARGEST = 200.0


@dataclass
class Word:
    """``spaced``: the file itself writes a blank after it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool = False

    def __len__(self) -> int:
        return len(self.text)


@dataclass(frozen=True)
class Stroke:
    """A horizontal or vertical line: ``at`` its constant coordinate, from ``low`` to ``high`` along the other axis."""

    upright: bool
    at: float
    low: float
    high: float


@dataclass
class PageContent:
    width: float
    height: float
    words: list[Word]
    strokes: list[Stroke]
    picture_share: float
    unmapped: int


@dataclass(frozen=True)
class _Frame:
    """The visible box of a page and its rotation, to turn file coordinates into those of the reader."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        across, up = x - self.left, y - self.bottom
        width, height = self.right - self.left, self.top - self.bottom
        return {
            0: (across, height - up),
            90: (up, across),
            180: (width - across, up),
            270: (height - up, width - across),
        }[self.rotation]


def read_page(page: pypdfium2.PdfPage) -> PageContent:
    left, bottom, right, top = page.get_cropbox()
    frame = _Frame(left, bottom, right, top, page.get_rotation() % 360)
    words, unmapped = _words(page, frame)
    strokes, pictures = _drawings(page, frame)
    width, height = frame.size
    return PageContent(width, height, words, strokes, min(pictures / max(width * height, 1.0), 1.0), unmapped)


@dataclass
class _Letter:
    text: str
    left: float
    right: float
    base: float
    size: float


def _words(page: pypdfium2.PdfPage, frame: _Frame) -> tuple[list[Word], int]:
    """Put letters that touch into words, in the order of the file."""
    words: list[Word] = []
    unmapped, open_word = 0, False
    textpage = page.get_textpage()
    try:
        for letter in _letters(textpage, frame):
            if letter is None or letter.text.isspace():
                if open_word:
                    words[-1].spaced = letter is not None
                open_word = False
                continue
            unmapped += letter.text == "\ufffd" or "\ue000" <= letter.text <= "\uefff"
            if open_word and _touches(words[-1], letter):
                words[-1].text += letter.text
                words[-1].right = max(words[-1].right, letter.right)
            else:
                words.append(Word(letter.text, letter.left, letter.right, letter.base, letter.size))
            open_word = True
    finally:
        textpage.close()
    return words, unmapped


def _touches(word: Word, letter: _Letter) -> bool:
    gap = letter.left - word.right
    near = -word.size < gap < _WORD_GAP * max(word.size, letter.size)
    return near and abs(letter.base - word.base) < _BASELINE_SLACK * word.size


def _letters(textpage: pypdfium2.PdfTextPage, frame: _Frame) -> Iterator[_Letter | None]:
    """Yield each letter with its place; None for those that the library only inferred (blanks, line ends)."""
    handle = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    pending = ""
    for index in range(min(textpage.count_chars(), _MAX_LETTERS)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if raw.FPDFText_IsGenerated(handle, index) == 1 or code in (0x0A, 0x0D):
            yield None
            continue
        if 0xD800 <= code < 0xDC00:
            pending = chr(code)
            continue
        text = _character(pending, code)
        pending = ""
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        base = frame.place(x.value, y.value)
        first, second = frame.place(box.left, box.bottom), frame.place(box.right, box.top)
        left, right = sorted((first[0], second[0]))
        yield _Letter(text, left, right, base[1], _size(handle, index, matrix))


def _size(handle: raw.FPDF_TEXTPAGE, index: int, matrix: raw.FS_MATRIX) -> float:
    """The letter size in points: some producers set it in the font, others set 1 there and scale."""
    raw.FPDFText_GetMatrix(handle, index, matrix)
    size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
    return min(max(size, 1.0), _LARGEST)


def _character(pending: str, code: int) -> str:
    if pending and 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((ord(pending) - 0xD800) << 10) + code - 0xDC00)
    if code in (0x02, 0xFFFE, 0xFFFF, 0xAD):
        # How the library marks a hyphen at a line's end; Vietnamese has none, so it is a dash that was typed.
        return "-"
    return "\ufffd" if code == 0 or 0xD800 <= code < 0xE000 else chr(code)


def _drawings(page: pypdfium2.PdfPage, frame: _Frame) -> tuple[list[Stroke], float]:
    """Return the straight strokes and the area covered by pictures."""
    strokes: list[Stroke] = []
    pictures = 0.0
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += max(right - left, 0) * max(top - bottom, 0)
        elif len(strokes) <= _MAX_STROKES:
            strokes += _strokes(frame.place(left, bottom), frame.place(right, top))
    return (strokes if len(strokes) <= _MAX_STROKES else []), pictures


def _strokes(corner: tuple[float, float], opposite: tuple[float, float]) -> list[Stroke]:
    """A thin shape is one stroke; a box that is drawn or filled has four edges."""
    left, right = sorted((corner[0], opposite[0]))
    top, bottom = sorted((corner[1], opposite[1]))
    if bottom - top <= _THIN:
        return [Stroke(False, (top + bottom) / 2, left, right)] if right - left > _THIN else []
    if right - left <= _THIN:
        return [Stroke(True, (left + right) / 2, top, bottom)]
    return [
        Stroke(False, top, left, right),
        Stroke(False, bottom, left, right),
        Stroke(True, left, top, bottom),
        Stroke(True, right, top, bottom),
    ]
