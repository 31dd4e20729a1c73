"""PDFium, opened by one caller at a time: it keeps what it knows in one place and may not serve two threads at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

_lock = threading.Lock()


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document for as long as the block lasts. Raises ``pypdfium2.PdfiumError`` for a file that it cannot read."""
    with _lock:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()
