"""Two texts of one origin: their differences marked word by word, and a text that takes over the changes of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words; ``own`` where only this text has it."""

    text: str
    own: bool


def marked(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces. A text compared with itself is one piece, '' is none."""
    left, right = _words(one), _words(other)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for side, run in ((pieces[0], left[i1:i2]), (pieces[1], right[j1:j2])):
            if run:
                side.append(Piece("".join(run), own=tag != "equal"))
    return pieces


def _words(text: str) -> list[str]:
    return _WORDS.findall(text)


def merged(base: str | None, stored: str, mine: str) -> str:
    """The changes of both against the text that both began with; where they meet, mine.

    Without a base, or where one side left it as it was, the other side's text whole.
    """
    if base is None or stored == base:
        return mine
    if mine == base:
        return stored
    origin = _words(base)
    changes = sorted([*_changes(origin, _words(mine), 0), *_changes(origin, _words(stored), 1)])
    words: list[str] = []
    at = 0
    for start, whose, end, run in changes:
        if start < at or (whose and any(_meet((start, end), taken) for taken in _mine(changes))):
            continue
        words += [*origin[at:start], *run]
        at = end
    return "".join([*words, *origin[at:]])


Change = tuple[int, int, int, tuple[str, ...]]  # start in the base, 0 mine or 1 stored, end in the base, new words


def _changes(origin: Sequence[str], text: Sequence[str], whose: int) -> Iterator[Change]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, origin, text, autojunk=False).get_opcodes():
        if tag != "equal":
            yield i1, whose, i2, tuple(text[j1:j2])


def _mine(changes: Sequence[Change]) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, whose, end, _ in changes if whose == 0)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans of the base overlap; two insertions meet at the same place."""
    if one == other:
        return True
    return one[0] < other[1] and other[0] < one[1]
