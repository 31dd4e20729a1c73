"""A record's text as HTML inside a line."""

import re
from html import escape

from meetings.papers.wording import runs

NO_BREAK_SPACE = "\u00a0"
BREAKS_INSIDE = re.compile(r"[/-][^\W\d]")  # where Unicode line breaking would cut 'QĐ-UBND'


def inline(text: str) -> str:
    """Escaped text in which whole runs cannot break.

    They are held by no-break spaces, and by an element only where that is not enough: an element costs WeasyPrint
    0.8 ms, a no-break space nothing.
    """
    return "".join(_whole(run) if whole else escape(run) for run, whole in runs(text))


def _whole(run: str) -> str:
    joined = escape(run.replace(" ", NO_BREAK_SPACE))
    return f'<span class="whole">{joined}</span>' if BREAKS_INSIDE.search(run) else joined
