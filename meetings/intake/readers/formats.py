"""Which module reads which kind, loaded only when it is asked for: the parent process reads plain text and needs none of them."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from meetings.intake.readers import errors
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.kinds import Kind
from meetings.intake.readers.limits import Limits
from meetings.intake.readers.plain import polish

Reader = Callable[[bytes, Limits], list[str]]

_MODULES = {Kind.DOCX: "word", Kind.PDF: "pdf", Kind.HTML: "web", Kind.MHTML: "mhtml", Kind.TEXT: "plain"}


def reader_of(kind: Kind) -> Reader:
    return importlib.import_module(f"meetings.intake.readers.{_MODULES[kind]}").read


def call(read: Reader, data: bytes, limits: Limits) -> list[str]:
    """Read and polish; the failures that any hostile document can bring about become sentences."""
    try:
        return polish(read(data, limits), limits)
    except MemoryError as error:
        raise UnreadableDocument(errors.TOO_HEAVY) from error
    except RecursionError as error:
        raise UnreadableDocument(errors.DAMAGED) from error
