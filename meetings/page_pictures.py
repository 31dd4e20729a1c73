"""Pages of a printed paper as pictures: shown on every device, and nothing of the file runs in the reader's browser."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from districts.errors import DomainError

WIDTH = 1240  # pixels: A4 at 150 dots an inch

_lock = threading.Lock()  # PDFium may serve one caller at a time


class CannotPicture(DomainError):
    """PDFium does not open the file: it can still be downloaded."""


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _lock:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise CannotPicture("Không vẽ được trang của tệp PDF này. Hãy mở tệp PDF để xem.") from error
        try:
            yield document
        finally:
            document.close()


def page_count(data: bytes) -> int:
    with _opened(data) as document:
        return len(document)


def page_png(data: bytes, number: int) -> bytes:
    """Page ``number``, from 1, as PNG. Raises IndexError where the paper has no such page."""
    with _opened(data) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        picture = page.render(scale=WIDTH / page.get_width(), grayscale=True).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
