"""The lines of the document for the left side: each whole and once, with what was recognised in it marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from meetings.intake.draft import Directive, NamedUnit
from meetings.review.judging import SECTION_OF
from meetings.review.state import ABSENCE, FACTS, ITEM, ORDER, PERSON, Review

UNIT, DEADLINE, DAMAGED = "u", "d", "q"
_QUOTED = re.compile(r"“([^”]+)”|(?<!\w)'([^']+)'(?!\w)")


@dataclass(frozen=True)
class Run:
    """A stretch of a line. ``mark``: UNIT, DEADLINE, DAMAGED or ''."""

    text: str
    mark: str = ""


@dataclass
class MarkedLine:
    """``number`` from 1. ``key``: the piece that came from it first, or ''. ``reason``: why it was dropped, or ''."""

    number: int
    runs: list[Run]
    key: str = ""
    reason: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def section(self) -> str:
        """Where the piece is shown, or ''."""
        return SECTION_OF[FACTS if self.key == FACTS else self.key[0]] if self.key else ""


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    mark: str


def mark_lines(lines: Sequence[str], review: Review) -> list[MarkedLine]:
    """One entry a line in their order; the runs of each, put together, are the line itself."""
    spans: dict[int, list[_Span]] = {}
    for words, numbers, mark in _wanted(review):
        for number, span in _find(words, [n for n in numbers if 1 <= n <= len(lines)], lines, mark):
            spans.setdefault(number, []).append(span)
    keys = _keys_by_line(review)
    reasons = {d.line: d.reason for d in review.draft.dropped if d.line not in review.taken}
    notes: dict[int, list[str]] = {}
    for warning in review.draft.warnings:
        notes.setdefault(warning.line, []).append(warning.message)
    return [
        MarkedLine(
            number,
            _runs(line, spans.get(number, [])),
            keys.get(number, ""),
            reasons.get(number, ""),
            list(dict.fromkeys(notes.get(number, []))),
        )
        for number, line in enumerate(lines, start=1)
    ]


def _keys_by_line(review: Review) -> dict[int, str]:
    """The order that a line is part of, else the item, the person, the absent unit or the facts."""
    keys: dict[int, str] = {}
    for letter in (ORDER, ITEM, PERSON, ABSENCE):
        for key in review.keys(letter):
            piece = review.find(key)
            if piece is not None and key not in review.removed:
                for line in piece.lines:
                    keys.setdefault(line, key)
    draft = review.draft
    for line in [*(draft.title.lines if draft.title else []), *draft.meeting.lines]:
        keys.setdefault(line, FACTS)
    return keys


def _wanted(review: Review) -> Iterator[tuple[str, list[int], str]]:
    """Words, the lines that they stand in, and their mark; what is first wins where two overlap."""
    draft = review.draft
    for warning in draft.warnings:
        for quoted in _QUOTED.finditer(warning.message):
            yield quoted[1] or quoted[2], [warning.line], DAMAGED
    for order in draft.directives:
        yield from _of_order(order)
    for absence in draft.absences:
        yield absence.unit, absence.lines, UNIT
    for person in draft.attendees:
        if person.unit:
            yield person.unit, person.lines, UNIT
    if draft.meeting.host:
        yield draft.meeting.host, draft.meeting.lines, UNIT


def _of_order(order: Directive) -> Iterator[tuple[str, list[int], str]]:
    if order.deadline and order.deadline.text:
        yield order.deadline.text, order.deadline.lines or order.lines, DEADLINE
    for unit in sorted(order.units, key=_length, reverse=True):
        yield unit.written, unit.lines or order.lines, UNIT


def _length(unit: NamedUnit) -> int:
    return len(unit.written)


def _find(words: str, numbers: Sequence[int], lines: Sequence[str], mark: str) -> Iterator[tuple[int, _Span]]:
    """Where the words stand in the lines, also across the end of one; nowhere if they were written otherwise."""
    parts = words.split()
    if not parts or not numbers:
        return
    text = "\n".join(lines[number - 1] for number in numbers)
    at = re.search(r"\s+".join(map(re.escape, parts)), text)
    if not at:
        return
    begin = 0
    for number in numbers:
        length = len(lines[number - 1])
        start, end = max(at.start() - begin, 0), min(at.end() - begin, length)
        if start < end:
            yield number, _Span(start, end, mark)
        begin += length + 1


def _runs(line: str, spans: Iterable[_Span]) -> list[Run]:
    runs, done = [], 0
    for span in _apart(spans):
        if span.start > done:
            runs.append(Run(line[done : span.start]))
        runs.append(Run(line[span.start : span.end], span.mark))
        done = span.end
    if done < len(line):
        runs.append(Run(line[done:]))
    return runs


def _apart(spans: Iterable[_Span]) -> list[_Span]:
    """Those that overlap none before them, in the order of the line."""
    kept: list[_Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
