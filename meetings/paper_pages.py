"""The pages of a paper as pictures, each drawn once for as long as the file stays the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial

from meetings import storage
from meetings.models import Paper, RenderedPaper
from meetings.page_pictures import page_count, page_png
from meetings.printing import issued_file, preview_pdf

MOST_PAGES = 60  # drawn on a paper's page; the PDF has all of them


@dataclass(frozen=True)
class PrintedFile:
    """A file known by its SHA-256. ``read`` gives its bytes and is called only where no picture is kept.

    ``is_own``: the portal printed it; a signed copy came from outside.
    """

    sha256: str
    is_own: bool
    read: Callable[[], bytes] = field(compare=False)


def file_of(paper: Paper, *, at: datetime) -> PrintedFile:
    """The issued file of a released paper, the preview of any other."""
    released = getattr(paper, "release", None)
    if released:
        kept = issued_file(released)
        return PrintedFile(kept.sha256, isinstance(kept, RenderedPaper), partial(storage.get, kept.sha256))
    data = preview_pdf(paper, at=at)
    return PrintedFile(hashlib.sha256(data).hexdigest(), True, lambda: data)


@lru_cache(maxsize=64)
def count_pages(file: PrintedFile) -> int:
    return page_count(file.read(), is_own=file.is_own)


@lru_cache(maxsize=64)
def picture_of(file: PrintedFile, number: int) -> bytes:
    """Page ``number``, from 1, as PNG. Raises IndexError beyond the last page, and beyond those that are drawn."""
    if number > MOST_PAGES:
        raise IndexError(number)
    return page_png(file.read(), number, is_own=file.is_own)
