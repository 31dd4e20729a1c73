"""The layer of text of a PDF, as far as it goes to be compared."""

from __future__ import annotations

import pypdfium2

MOST_PAGES = 200
MOST_CHARACTERS = 1_000_000


def text_of(data: bytes) -> str:
    """'' where there is none, or where the file does not open."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ""
    found: list[str] = []
    for number in range(min(len(document), MOST_PAGES)):
        if sum(map(len, found)) > MOST_CHARACTERS:
            break
        found.append(document[number].get_textpage().get_text_bounded())
    return "\n".join(found)[:MOST_CHARACTERS]
