"""The process in which a PDF from outside is opened: ``… MEMORY SECONDS WIDTH NUMBER``, its bytes in, PNG or a count out.

NUMBER is that of the page to be drawn, from 1; COUNT asks how many there are, in decimal digits.
"""

from __future__ import annotations

import dataclasses
import sys

from meetings.intake.readers.child import restrain
from meetings.intake.readers.limits import LIMITS
from meetings.papers.page_drawing import NoSuchPage, count, draw

COUNT = 0
NO_SUCH_PAGE = 3  # exit status; that of any other failure is another


def main(memory_bytes: str, seconds: str, width: str, number: str) -> None:
    restrain(dataclasses.replace(LIMITS, memory_bytes=int(memory_bytes), seconds=float(seconds)))
    data = sys.stdin.buffer.read()
    try:
        answer = b"%d" % count(data) if int(number) == COUNT else draw(data, int(number), int(width))
    except NoSuchPage:
        sys.exit(NO_SUCH_PAGE)
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
