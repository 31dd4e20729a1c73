"""Finding issued papers by words without diacritics: number, abstract, who signed, who received it.

What is searched stands in several tables and is folded only here, so the few columns of a year's papers are read whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from districts.folding import fold
from meetings.models import Delivery, EarlierPaper, Release
from meetings.models.earlier import full_number

LONGEST_WORDS = 200
_NUMBER = re.compile(r"[0-9]{1,9}")
_BEGINS_NUMBER = re.compile(r"[0-9]+/")


def words_typed(sent: str) -> str:
    """As they are shown again in the field."""
    return " ".join(sent.replace("\x00", "")[:LONGEST_WORDS].split())


def words_of(typed: str) -> list[str]:
    return fold(typed.replace("\x00", "")[:LONGEST_WORDS]).split()


def is_found(words: Iterable[str], number: int, symbol: str, texts: Iterable[str]) -> bool:
    """Whether every word stands in a paper: '02' is its number, or a whole word of its texts, never a part of 2026."""
    told = fold(" ".join(texts))
    full = fold(full_number(number, symbol)).lstrip("0")
    whole = set(re.findall(r"\w+", told))
    return all(_stands(word, number, full, told, whole) for word in words)


def _stands(word: str, number: int, full: str, told: str, whole: set[str]) -> bool:
    if _NUMBER.fullmatch(word):
        return int(word) == number or word in whole
    if _BEGINS_NUMBER.match(word):
        return full.startswith(word.lstrip("0")) or word in told
    return word in told or word in full


def releases_found(rows: QuerySet[Release], typed: str) -> list[int]:
    """The keys of those of ``rows`` that have every word. Two queries; of receivers only those that a word may stand in."""
    words = words_of(typed)
    receivers: defaultdict[int, list[str]] = defaultdict(list)
    named = Q(unit=None)
    for word in words:
        named |= Q(unit__folded__contains=word)
    sent = Delivery.objects.filter(named, release__in=rows.order_by().values("pk")).order_by()
    for release, name, alone in sent.values_list("release", "unit__name", "words"):
        receivers[release].append(name or alone)
    light = rows.order_by().values_list("pk", "number", "symbol", "paper__abstract", "signed_record__signer_name")
    return [
        pk
        for pk, number, symbol, abstract, signer in light
        if is_found(words, number, symbol, [abstract, signer, *receivers[pk]])
    ]


def is_earlier_found(paper: EarlierPaper, words: Iterable[str]) -> bool:
    """Of a notice of before the portal, read with its entry and that entry's receivers."""
    entry = paper.entry
    texts = [entry.abstract, entry.signer_name, *(str(each.unit) for each in entry.deliveries.all())]
    return is_found(words, paper.number, paper.symbol, texts)
