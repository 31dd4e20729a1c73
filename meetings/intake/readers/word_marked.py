"""A .docx that people worked on: each paragraph as it would stand with every change accepted, its style, and who marked what.

Insertions, deletions and moves are Word's tracked changes (ECMA-376 part 1, 17.13.5); comments stand in a part of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from meetings.intake.readers import errors
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import Limits
from meetings.intake.readers.plain import clean
from meetings.intake.readers.word import Document
from meetings.intake.readers.word_names import W, value
from meetings.intake.readers.word_package import Package

INSERTED, DELETED, MOVED = "ins", "del", "move"
_CHANGES = {W + "ins": INSERTED, W + "del": DELETED, W + "moveTo": MOVED}
_LETTERS = frozenset((W + "t", W + "delText"))
_HEADING_MARK = re.compile(r"#{2,6} ")
_LONGEST_NAME = 150


def read(data: bytes, limits: Limits) -> list[dict[str, Any]]:
    """A dict for each paragraph: ``text``, ``style`` (its name), ``heading`` (bool), ``marks`` and ``comments``.

    A mark is ``kind`` (INSERTED, DELETED, MOVED), ``author``, ``at`` (ISO, as Word wrote it) and ``text``; a comment the same
    without the kind. A paragraph whose text is all deleted is kept with '' for its marks. Raises UnreadableDocument.
    """
    document = _Marked(Package(data, limits), limits)
    document.lines()
    if not any(paragraph["text"] for paragraph in document.paragraphs):
        raise UnreadableDocument(errors.NO_TEXT)
    if sum(map(_length, document.paragraphs)) > limits.characters:
        raise UnreadableDocument(errors.TOO_LONG.format(limit=f"{limits.characters:,}".replace(",", ".")))
    return document.paragraphs


def _length(paragraph: dict[str, Any]) -> int:
    remarks = [*paragraph["marks"], *paragraph["comments"]]
    return len(paragraph["text"]) + sum(len(remark["text"]) for remark in remarks)


class _Marked(Document):
    """Reads as the plain reader does, and keeps what it throws away."""

    def __init__(self, package: Package, limits: Limits) -> None:
        super().__init__(package, limits)
        self.paragraphs: list[dict[str, Any]] = []
        comments = package.part("comments")
        self._comments = {} if comments is None else {comment.get(W + "id"): comment for comment in comments}

    def _paragraph(self, paragraph: etree._Element, *, in_cell: bool = False) -> list[str]:
        lines = super()._paragraph(paragraph, in_cell=in_cell)
        text = " ".join(lines)
        heading = _HEADING_MARK.match(text)
        marks = [mark for mark in _marks(paragraph) if mark["text"].strip()]
        comments = list(self._said(paragraph))
        text = clean(text[heading.end() :] if heading else text)
        if text or marks or comments:
            style = self._styles.paragraph(value(paragraph.find(W + "pPr"), "pStyle")).name
            self.paragraphs.append(
                {"text": text, "style": style, "heading": bool(heading), "marks": marks, "comments": comments}
            )
        return lines

    def _said(self, paragraph: etree._Element) -> Iterator[dict[str, Any]]:
        for reference in paragraph.iter(W + "commentReference"):
            comment = self._comments.get(reference.get(W + "id"))
            if comment is not None:
                yield _signed(comment) | {"text": _text(comment)}


def _marks(paragraph: etree._Element) -> Iterator[dict[str, Any]]:
    """The changes in the paragraph, those of one kind by one hand in a row as one."""
    last: dict[str, Any] | None = None
    for element in paragraph.iter(*_CHANGES):
        if element.getparent().tag == W + "rPr":
            continue
        mark = {"kind": _CHANGES[element.tag], **_signed(element), "text": _text(element)}
        if (
            last
            and element.getprevious() is not None
            and element.getprevious().tag == element.tag
            and _same(last, mark)
        ):
            last["text"] += mark["text"]
            continue
        if last:
            yield last
        last = mark
    if last:
        yield last


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("kind", "author"))


def _signed(element: etree._Element) -> dict[str, Any]:
    author, at = element.get(W + "author") or "", element.get(W + "date") or ""
    return {"author": clean(author)[:_LONGEST_NAME], "at": clean(at)[:40]}


def _text(element: etree._Element) -> str:
    return clean("".join(piece.text or "" for piece in element.iter(*_LETTERS)))
