"""Reading a document for this office: bytes to lines to a draft, with the office's own units known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from districts.errors import DomainError
from meetings.intake.context import KnownUnit
from meetings.intake.draft import Draft
from meetings.intake.guarded import parse_guarded
from meetings.intake.readers import UnreadableDocument, read_file, read_lines


class CannotRead(DomainError):
    """The document cannot be read; the sentence says why and what to do."""


@dataclass(frozen=True)
class Reading:
    """A document as read: its lines, from 1, and the draft whose pieces name them."""

    name: str
    lines: list[str]
    draft: Draft


def read_document(path: Path, *, known: list[KnownUnit], today: date) -> Reading:
    """A file on this machine. Raises CannotRead."""
    with _said():
        lines = read_file(path)
    return read_lines_again(lines, path.name, known=known, today=today)


def read_upload(data: bytes, name: str, *, known: list[KnownUnit], today: date) -> Reading:
    """An uploaded file or a pasted text. Raises CannotRead."""
    with _said():
        lines = read_lines(data, name)
    return read_lines_again(lines, name, known=known, today=today)


def read_lines_again(lines: list[str], name: str, *, known: list[KnownUnit], today: date) -> Reading:
    """The draft of lines that a person has seen and accepted. Raises CannotRead."""
    with _said():
        return Reading(name, lines, parse_guarded(lines, known=known, reference_day=today))


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except UnreadableDocument as error:
        raise CannotRead(str(error)) from error
