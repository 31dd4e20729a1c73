"""From a document's bytes to lines of plain text that the intake's grammar understands.

A line is a paragraph, or a visual line where the document breaks one on purpose. Headings begin with '## ', list items with their
number or '-', tables are Markdown rows. The letterhead and the foot, though tables in Word, are plain lines: left column, then right.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from meetings.intake.readers import errors, formats, guard, office, plain
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.kinds import OFFICE_KINDS, Kind, has_macros, recognise
from meetings.intake.readers.limits import LIMITS, MEGABYTE, Limits

__all__ = ["LIMITS", "Limits", "UnreadableDocument", "read_file", "read_lines", "read_marked"]


def read_lines(data: bytes, name: str, *, guarded: bool = True, limits: Limits = LIMITS) -> list[str]:
    """Return the lines of a document of any kind that the intake reads; the content decides which, then the name's extension.

    ``guarded`` reads everything but plain text in a child process with limits on memory and time; without it only the limits on
    size hold. Raises UnreadableDocument with a sentence for the person.
    """
    _refuse_large(len(data), limits)
    kind = recognise(data, name, limits)
    if kind is Kind.TEXT:
        return formats.call(plain.read, data, limits)
    if kind in OFFICE_KINDS:
        data, kind = office.to_docx(data, kind, limits), Kind.DOCX
    if guarded:
        return guard.read_in_child(data, kind, limits)
    return formats.call(formats.reader_of(kind), data, limits)


def read_marked(data: bytes, name: str, *, guarded: bool = True, limits: Limits = LIMITS) -> list[dict[str, Any]]:
    """The paragraphs of a .docx with the changes and comments that people left in it, as ``word_marked.read`` gives them.

    Raises UnreadableDocument for any other kind, and for a document with macros.
    """
    _refuse_large(len(data), limits)
    if recognise(data, name, limits) is not Kind.DOCX:
        raise UnreadableDocument(errors.NO_DOCX)
    if has_macros(data, name, limits):
        raise UnreadableDocument(errors.MACROS)
    if guarded:
        return guard.read_in_child(data, formats.MARKED, limits)
    return formats.answering(formats.MARKED)(data, limits)


def read_file(path: str | Path, *, guarded: bool = True, limits: Limits = LIMITS) -> list[str]:
    """Read the document at ``path`` as ``read_lines`` does; its size is taken from the disk before a byte is read."""
    path = Path(path)
    return read_lines(_content(path, limits), path.name, guarded=guarded, limits=limits)


def _content(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        _refuse_irregular(path, status.st_mode)
        _refuse_large(status.st_size, limits)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument(errors.MISSING.format(name=path.name)) from error
    except PermissionError as error:
        raise UnreadableDocument(errors.FORBIDDEN.format(name=path.name)) from error
    except OSError as error:
        raise UnreadableDocument(errors.BROKEN_STORE.format(name=path.name)) from error
    return data


def _refuse_irregular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise UnreadableDocument(errors.FOLDER.format(name=path.name))
    if not stat.S_ISREG(mode):
        # A pipe or a device tells no size, and reading it may never end.
        raise UnreadableDocument(errors.NO_FILE.format(name=path.name))


def _refuse_large(size: int, limits: Limits) -> None:
    if size > limits.file_bytes:
        raise UnreadableDocument(errors.TOO_LARGE.format(limit=limits.file_bytes // MEGABYTE))
