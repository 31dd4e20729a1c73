"""The parts of a .docx that hold text, found by their relationships."""

from __future__ import annotations

import posixpath

from lxml import etree

from meetings.intake.readers import errors, xml_parts
from meetings.intake.readers.archive import Archive
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import Limits
from meetings.intake.readers.word_names import STRICT

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = Archive(data, limits)
        main = self._related("", "officeDocument")
        self._main = main[0] if main else "word/document.xml"
        if self._main not in self._archive.names:
            raise UnreadableDocument(errors.DAMAGED)

    def document(self) -> etree._Element:
        return self._parse(self._main)

    def part(self, kind: str) -> etree._Element | None:
        """Return the document's part of a kind ('styles', 'numbering', 'footnotes'), None where it has none."""
        found = [name for name in self._related(self._main, kind) if name in self._archive.names]
        return self._parse(found[0]) if found else None

    def chunk(self, relation_id: str) -> bytes:
        """Return a part embedded whole (an HTML page inside the document); b'' where it is missing."""
        for relation in self._relations(self._main):
            name = _target(self._main, relation)
            if relation.get("Id") == relation_id and name in self._archive.names:
                return self._archive.read(name)
        return b""

    def _related(self, source: str, kind: str) -> list[str]:
        relations = self._relations(source)
        return [_target(source, r) for r in relations if r.get("Type", "").rsplit("/", 1)[-1] == kind]

    def _relations(self, source: str) -> list[etree._Element]:
        folder, name = posixpath.split(source)
        path = posixpath.join(folder, "_rels", name + ".rels")
        return xml_parts.parse(self._archive.read(path)).findall(_RELATION) if path in self._archive.names else []

    def _parse(self, name: str) -> etree._Element:
        data = self._archive.read(name)
        for strict, transitional in STRICT.items():
            data = data.replace(strict, transitional)
        return xml_parts.parse(data)


def _target(source: str, relation: etree._Element) -> str:
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return ""
    return (
        target.lstrip("/")
        if target.startswith("/")
        else posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    )
