"""Which module reads which kind, loaded only when it is asked for: the parent process reads plain text and needs none of them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from meetings.intake.readers import errors
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.kinds import Kind
from meetings.intake.readers.limits import Limits
from meetings.intake.readers.plain import polish

Reader = Callable[[bytes, Limits], list[str]]
MARKED = "docx-marked"
"""Beside the kinds: a Word document with the marks that people left in it (word_marked)."""
_Answer = TypeVar("_Answer")

_MODULES = {Kind.DOCX: "word", Kind.PDF: "pdf", Kind.HTML: "web", Kind.MHTML: "mhtml", Kind.TEXT: "plain"}


def reader_of(kind: Kind) -> Reader:
    return importlib.import_module(f"meetings.intake.readers.{_MODULES[kind]}").read


def call(read: Reader, data: bytes, limits: Limits) -> list[str]:
    """Read and polish; the failures that any hostile document can bring about become sentences."""
    return caught(lambda data, limits: polish(read(data, limits), limits), data, limits)


def answering(name: str) -> Callable[[bytes, Limits], list[Any]]:
    """What answers to the name of a kind, or to MARKED, in values that JSON can carry."""
    if name == MARKED:
        return partial(caught, importlib.import_module("meetings.intake.readers.word_marked").read)
    return partial(call, reader_of(Kind(name)))


def caught(read: Callable[[bytes, Limits], _Answer], data: bytes, limits: Limits) -> _Answer:
    try:
        return read(data, limits)
    except MemoryError as error:
        raise UnreadableDocument(errors.TOO_HEAVY) from error
    except RecursionError as error:
        raise UnreadableDocument(errors.DAMAGED) from error
