"""Pages of a PDF that the portal did not print: opened in a process that may take only so much memory and time."""

from __future__ import annotations

import subprocess
import threading
from dataclasses import dataclass

from meetings.intake.readers import guard
from meetings.intake.readers.limits import MEGABYTE
from meetings.papers.drawing_child import COUNT, NO_SUCH_PAGE
from meetings.papers.page_drawing import WIDTH, NoSuchPage, UnreadablePages

CHILD = "meetings.papers.drawing_child"
AT_ONCE = 2  # a browser asks for the pictures of many pages together
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class DrawingLimits:
    """``memory_bytes`` beyond the reader's own code; ``seconds`` of processor and of wall time."""

    memory_bytes: int = 400 * MEGABYTE
    seconds: float = 10.0


LIMITS = DrawingLimits()


def count_outside(data: bytes, *, limits: DrawingLimits = LIMITS) -> int:
    """Raises UnreadablePages, also for a file that takes too long or too much memory."""
    try:
        return int(_answer(data, COUNT, WIDTH, limits))
    except ValueError as error:
        raise UnreadablePages from error


def draw_outside(data: bytes, number: int, width: int = WIDTH, *, limits: DrawingLimits = LIMITS) -> bytes:
    """As ``page_drawing.draw``. Raises UnreadablePages, also for a page that takes too long or too much memory."""
    if number < 1:
        raise NoSuchPage(number)
    return _answer(data, number, width, limits)


def _answer(data: bytes, number: int, width: int, limits: DrawingLimits) -> bytes:
    asked = (limits.memory_bytes, limits.seconds, width, number)
    with _turns:
        process = guard.start(CHILD, *map(str, asked), stdin=subprocess.PIPE)
        try:
            output = guard.wait(process, limits.seconds, data)
        except TimeoutError as error:
            raise UnreadablePages from error
    if process.returncode == NO_SUCH_PAGE:
        raise NoSuchPage(number)
    if process.returncode:
        raise UnreadablePages
    return output
