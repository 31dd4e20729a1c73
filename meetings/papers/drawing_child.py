"""The process in which a PDF or a picture from outside is opened: ``… MEMORY SECONDS WIDTH NUMBER``, its bytes in, PNG or a
count out. A picture is a file of one page.

NUMBER is that of the page to be drawn, from 1; COUNT asks how many there are, in decimal digits.
"""

from __future__ import annotations

import dataclasses
import sys

from meetings.intake.readers.child import restrain
from meetings.intake.readers.limits import LIMITS
from meetings.papers.page_drawing import NoSuchPage, count, draw
from meetings.papers.picture_drawing import draw_picture, is_picture

COUNT = 0
NO_SUCH_PAGE = 3  # exit status; that of any other failure is another


def main(memory_bytes: str, seconds: str, width: str, number: str) -> None:
    restrain(dataclasses.replace(LIMITS, memory_bytes=int(memory_bytes), seconds=float(seconds)))
    data = sys.stdin.buffer.read()
    try:
        answer = _answer(data, int(width), int(number))
    except NoSuchPage:
        sys.exit(NO_SUCH_PAGE)
    sys.stdout.buffer.write(answer)


def _answer(data: bytes, width: int, number: int) -> bytes:
    if number == COUNT:
        return b"1" if is_picture(data) else b"%d" % count(data)
    if not is_picture(data):
        return draw(data, number, width)
    if number > 1:
        raise NoSuchPage(number)
    return draw_picture(data, width)


if __name__ == "__main__":
    main(*sys.argv[1:])
