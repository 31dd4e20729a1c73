"""Which paragraph of a corrected text is which of the draft: by their words, wherever they stand now. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from difflib import SequenceMatcher

ALIKE_FROM = 0.5  # of the words in the same order; below it a paragraph is another one
SHARED_FROM = 0.3  # of the words in any order: cheaper, and asked first
SAME_LABEL = 0.1  # what an unchanged number or bullet adds
END = re.compile(r"[\s.;:,/]+$")


def bare(text: str) -> str:
    """The words without the marks at their end, where './.' moves to whatever paragraph is the last."""
    return END.sub("", " ".join(text.split()))


def matched(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> dict[int, int]:
    """(label, text) of both; index in ``new`` -> index in ``old``, each once: the same texts first, then the likest."""
    olds, news = [bare(text) for _, text in old], [bare(text) for _, text in new]
    found: dict[int, int] = {}
    for start, begin, size in SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks():
        found |= {begin + step: start + step for step in range(size)}
    _match_moved(olds, news, found)
    _match_alike(old, new, found)
    return found


def _match_moved(olds: Sequence[str], news: Sequence[str], found: dict[int, int]) -> None:
    """Unchanged texts that stand elsewhere."""
    free: dict[str, list[int]] = {}
    taken = set(found.values())
    for index, text in enumerate(olds):
        if index not in taken:
            free.setdefault(text, []).append(index)
    for index, text in enumerate(news):
        if index not in found and free.get(text):
            found[index] = free[text].pop(0)


def _match_alike(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], found: dict[int, int]) -> None:
    left = sorted(set(range(len(old))) - set(found.values()))
    pairs = []
    for there in (index for index in range(len(new)) if index not in found):
        for here in left:
            same_label = SAME_LABEL * (old[here][0] == new[there][0])
            likeness = alike(old[here][1], new[there][1])
            if likeness >= ALIKE_FROM:
                pairs.append((likeness + same_label, -abs(here - there), here, there))
    taken = set(found.values())
    for _, _, here, there in sorted(pairs, reverse=True):
        if here not in taken and there not in found:
            found[there] = here
            taken.add(here)


def alike(one: str, other: str) -> float:
    """0 to 1: the share of words that both have in the same order; 0 where they plainly share few."""
    left, right = bare(one).casefold().split(), bare(other).casefold().split()
    if not left or not right:
        return 0.0
    shared = len(set(left) & set(right)) / max(len(set(left)), len(set(right)))
    if shared < SHARED_FROM:
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def moved(order: Sequence[int]) -> set[int]:
    """The places of those numbers that do not stand in rising order: as few as can be. The numbers differ."""
    ends: list[int] = []  # ends[n]: the place at which the best rising run of n + 1 numbers ends
    before: dict[int, int] = {}
    for place, number in enumerate(order):
        length = bisect_left([order[end] for end in ends], number)
        before[place] = ends[length - 1] if length else -1
        ends[length : length + 1] = [place]
    kept, place = set(), ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return set(range(len(order))) - kept
