"""Evidence to look at without opening it: pictures of its pages, drawn by the server in a process of its own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath

from meetings import storage
from meetings.page_pictures import page_count, page_png

SHOWN = frozenset({".pdf", ".jpg", ".jpeg", ".png"})
MOST_SHOWN = 20


def is_shown(name: str) -> bool:
    """Whether there is a picture of files of this kind; others are downloaded."""
    return PurePath(name).suffix.lower() in SHOWN


@lru_cache(maxsize=256)
def pages_of(sha256: str) -> int:
    """How many pages the stored file has. Raises CannotPicture, DamagedFile."""
    return page_count(storage.get(sha256), is_own=False)


@lru_cache(maxsize=64)
def picture_of(sha256: str, number: int) -> bytes:
    """Page ``number``, from 1, as PNG. Raises IndexError beyond those that are shown, CannotPicture, DamagedFile."""
    if number > MOST_SHOWN:
        raise IndexError(number)
    return page_png(storage.get(sha256), number, is_own=False)
