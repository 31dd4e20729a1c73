"""Counting and drawing the pages of a PDF, in whichever process: of the portal's own prints here, of all others in a child."""

from __future__ import annotations

import io
import math

import pypdfium2

from meetings.papers.pdfium import opened

WIDTH = 1240  # pixels: A4 at 150 dots an inch
TALLEST = 4  # times the width: a page may say that it is 1 point wide and 5 m high


class UnreadablePages(ValueError):
    """PDFium does not open the file, or the page."""


class NoSuchPage(IndexError):
    """The file has fewer pages."""


def count(data: bytes) -> int:
    try:
        with opened(data) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePages from error


def draw(data: bytes, number: int, width: int = WIDTH) -> bytes:
    """Page ``number``, from 1, as a grey PNG of ``width`` pixels, narrower where it would be over TALLEST times as high."""
    try:
        with opened(data) as document:
            if not 1 <= number <= len(document):
                raise NoSuchPage(number)
            page = document[number - 1]
            picture = page.render(scale=scale_of(page.get_size(), width), grayscale=True).to_pil()
    except pypdfium2.PdfiumError as error:
        raise UnreadablePages from error
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def scale_of(size: tuple[float, float], width: int) -> float:
    """Pixels a point for a page of ``size`` (points, width first). Raises UnreadablePages where it has no size."""
    across, down = size
    if not (0 < across < math.inf and 0 < down < math.inf):
        raise UnreadablePages
    return min(width / across, TALLEST * width / down)
