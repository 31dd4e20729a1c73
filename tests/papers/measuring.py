"""Reads a printed page back: its lines with place, size and face, and its horizontal strokes. Lengths in points."""

import io
import re
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

import pdfplumber

MM = 72 / 25.4
LEFT_EDGE, RIGHT_EDGE = 30 * MM, 195 * MM
COLUMN_GAP = 12


@dataclass(frozen=True)
class Line:
    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    italic: bool

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def begins_paragraph(self) -> bool:
        return self.x0 > LEFT_EDGE + 20


@dataclass(frozen=True)
class Printed:
    lines: list[Line]
    strokes: list[tuple[int, float, float, float]]  # page, x0, x1, top
    pages: int
    fonts: set[str]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def line(self, text: str) -> Line:
        """The one line that reads so."""
        (found,) = [line for line in self.lines if line.text == text]
        return found

    def body(self) -> list[Line]:
        """The lines between the title and the foot, without page numbers."""
        start = next(place for place, line in enumerate(self.lines) if line.text.startswith("Ngày 02"))
        end = next(place for place, line in enumerate(self.lines) if line.text == "Nơi nhận:")
        return [line for line in self.lines[start:end] if line.top > 18 * MM and line.x0 < 120 * MM]

    def strokes_under(self, line: Line) -> list[float]:
        """Lengths of the centred strokes within 10 points below a line."""
        return [
            x1 - x0
            for page, x0, x1, top in self.strokes
            if page == line.page and 0 <= top - line.bottom + 3 <= 13 and abs((x0 + x1) / 2 - line.middle) < 3
        ]


def measured(pdf: bytes) -> Printed:
    lines, strokes, fonts = [], [], set()
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            rows = defaultdict(list)
            for char in page.chars:
                rows[round(char["matrix"][5])].append(char)
                fonts.add(char["fontname"].split("+")[-1])
            lines += sorted((line for row in rows.values() for line in _lines(page.page_number, row)), key=_place)
            strokes += [(page.page_number, s["x0"], s["x1"], s["top"]) for s in page.lines if s["height"] < 1]
            strokes += [(page.page_number, r["x0"], r["x1"], r["top"]) for r in page.rects if r["height"] < 2]
        return Printed(lines, strokes, len(opened.pages), fonts)


def _place(line: Line) -> tuple[float, float]:
    return round(line.top), line.x0


def _lines(page: int, chars: list[dict]) -> list[Line]:
    """One row of characters, cut where a gap parts two columns."""
    runs: list[list[dict]] = []
    for char in sorted(chars, key=lambda c: c["x0"]):
        if not runs or char["x0"] - runs[-1][-1]["x1"] > COLUMN_GAP:
            runs.append([])
        runs[-1].append(char)
    return [_line(page, run) for run in runs if any(not char["text"].isspace() for char in run)]


def _line(page: int, run: list[dict]) -> Line:
    solid = [char for char in run if not char["text"].isspace()]
    faces = [char["fontname"].lower() for char in solid]
    return Line(
        page=page,
        text=re.sub(" +", " ", "".join(char["text"] for char in run)).strip(),
        x0=solid[0]["x0"],
        x1=solid[-1]["x1"],
        top=min(char["top"] for char in solid),
        bottom=max(char["bottom"] for char in solid),
        size=round(median(char["size"] for char in solid), 2),
        bold=sum("bold" in face for face in faces) * 2 > len(faces),
        italic=sum("italic" in face for face in faces) * 2 > len(faces),
    )
