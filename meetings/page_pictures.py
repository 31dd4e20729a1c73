"""Pages of a paper as pictures: shown on every device, and nothing of the file runs in the reader's browser.

The portal's own prints are opened here, which takes no time. A file from outside may be made to break or to choke its
reader: it is opened in a child process (meetings.papers.outside_pages).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from districts.errors import DomainError
from meetings.papers import page_drawing
from meetings.papers.outside_pages import count_outside, draw_outside
from meetings.papers.page_drawing import WIDTH, UnreadablePages


class CannotPicture(DomainError):
    """PDFium does not open the file, or not within the limits: it can still be downloaded."""


@contextmanager
def _refused_in_words() -> Iterator[None]:
    try:
        yield
    except UnreadablePages as error:
        raise CannotPicture("Không hiển thị được trang của tệp PDF này. Hãy mở tệp PDF để xem.") from error


def page_count(data: bytes, *, is_own: bool) -> int:
    """``is_own``: the bytes are the portal's own print. Raises CannotPicture."""
    with _refused_in_words():
        return page_drawing.count(data) if is_own else count_outside(data)


def page_png(data: bytes, number: int, *, is_own: bool) -> bytes:
    """Page ``number``, from 1, as PNG. Raises IndexError where the paper has no such page; ``is_own`` as above."""
    with _refused_in_words():
        return page_drawing.draw(data, number, WIDTH) if is_own else draw_outside(data, number, WIDTH)
