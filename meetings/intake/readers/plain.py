"""Lines of plain text: from a .txt file, from pasted text, and the last polish of every other reader's lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from meetings.intake.readers import encodings, errors, legacy
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import Limits
from meetings.intake.readers.pasted_tables import with_tables

# A pattern that begins with one set of characters is searched for fast; with a choice ('\r\n|…') it is not.
_LINE_END = re.compile(r"[\n\r\v\f\u0085\u2028\u2029](?:(?<=\r)\n)?")
# Marks that no reader sees: zero-width blanks and joiners, direction marks, the soft hyphen, stray controls.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"[\t \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_ODD_BLANK = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Bullets as Symbol and Wingdings leave them (private-use letters), and the usual Unicode ones, at the start of a line.
_BULLET = re.compile(r"^\s*[\uf000-\uf0ff•●○▪▫■□◦‣⁃∙·⮚➢➤►✓✔❖◆♦–—−]\s*(?=\S)")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")


def read(data: bytes, limits: Limits) -> list[str]:
    """Return the lines of a text file, blank ones kept (they part paragraphs), without those before and after the text."""
    return polish(with_tables(_LINE_END.split(encodings.decode(data)), clean), limits)


def polish(lines: Iterable[str], limits: Limits) -> list[str]:
    """Return clean lines: NFC, legacy letters mended, one kind of blank, bullets as '-', nothing invisible.

    Raises UnreadableDocument where nothing is left, or more than ``limits.characters``.
    """
    cleaned: list[str] = []
    length = 0
    for line in lines:
        length += len(line)
        if length > limits.characters:
            raise UnreadableDocument(errors.TOO_LONG.format(limit=f"{limits.characters:,}".replace(",", ".")))
        cleaned.append(clean(line))
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    first = next((index for index, line in enumerate(cleaned) if line), None)
    if first is None:
        raise UnreadableDocument(errors.NO_TEXT)
    return cleaned[first:]


def clean(line: str) -> str:
    if line.isascii() and line.isprintable():
        return _single_blanks(line)
    # The mending comes first: TCVN3 uses the code of the soft hyphen for the letter 'ư'.
    line = unicodedata.normalize("NFC", legacy.mend(line))
    line = _BULLET.sub("- ", _INVISIBLE.sub("", line))
    return _single_blanks(_PRIVATE.sub("", line))


def _single_blanks(line: str) -> str:
    """The line with one space for any run of blanks; most lines have nothing else already."""
    return (_BLANKS.sub(" ", line) if "  " in line or _ODD_BLANK.search(line) else line).strip()
