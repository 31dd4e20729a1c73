"""What a form has sent, as the database can hold it: words without NUL, numbers that fit the key of a row."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

MOST_DIGITS = 17  # a key is a whole number of 8 bytes, which holds 18 digits


def posted(request: HttpRequest) -> QueryDict:
    """The fields of the POST without NUL, which no browser types and PostgreSQL refuses to store."""
    sent = request.POST
    if not any("\x00" in str(value) for _, values in sent.lists() for value in values):
        return sent
    clean = sent.copy()
    for name, values in sent.lists():
        clean.setlist(name, [str(value).replace("\x00", "") for value in values])
    return clean


def number_of(written: str | None) -> int | None:
    """The number written in digits alone; None for anything else, and for one that no key can be."""
    written = written or ""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS else None


def is_key(number: int) -> bool:
    """Whether a number out of an address can be the key of a row: a longer one stops the database, not the reader."""
    return number < 10**MOST_DIGITS
