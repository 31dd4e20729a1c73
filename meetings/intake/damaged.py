"""Words that a scan damaged, read as what they were: 'Đê nghị', 'phôi hợp', 'thành phô'.

A word is taken for damaged only when it is no word of the genre, while it and its neighbour are one of the genre's
phrases but for their diacritics, and of one phrase alone. What is read so is only recognised: the text itself is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from meetings.intake.citations import masked
from meetings.intake.once import once
from meetings.intake.orders_words import DUTY, REPORTING, SINGLE_VERBS, STOPS, VERBS
from meetings.intake.unit_words import BODIES, CLASSES, GROUP_TAILS, HEADS, PLACES, PORTFOLIOS, POSTS
from meetings.intake.wording import phrases, without_marks

_SAID = phrases(
    """
    đề nghị | yêu cầu các | giao cho | phân công | phối hợp với | phối hợp cùng | trước ngày | chậm nhất | muộn nhất | hoàn thành | hoàn thành trước | trong tháng | trong quý | đến hết | thời hạn | định kỳ | hằng tháng | hằng quý |
    hàng tháng | hàng quý | hàng năm | cuối năm | đầu năm | làm việc | kể từ | liên quan | thuộc sở | trên địa bàn | kết luận | thông báo | thường xuyên | các huyện | các xã | các phường | các đơn vị | các phòng | cán bộ | hồ sơ | mô hình
    """
)
_WORD = re.compile(r"[^\W\d_]+")


def _pairs(lists: Iterable[Iterable[str]]) -> tuple[frozenset[str], dict[str, str]]:
    """All words of the genre's phrases, and each pair of neighbours under its letters without diacritics, where it is the only one."""
    words: set[str] = set()
    found: dict[str, set[str]] = {}
    for phrase in (phrase for one in lists for phrase in one):
        parts = _WORD.findall(phrase)
        words.update(parts)
        for pair in pairwise(parts):
            found.setdefault(without_marks(" ".join(pair)), set()).add(" ".join(pair))
    return frozenset(words), {bare: pairs.pop() for bare, pairs in found.items() if len(pairs) == 1}


_WORDS, _PAIRS = _pairs(
    (VERBS, DUTY, SINGLE_VERBS, CLASSES, HEADS, PLACES, BODIES, POSTS, PORTFOLIOS, GROUP_TAILS, STOPS, REPORTING, _SAID)
)
_BARE = frozenset(word for pair in _PAIRS for word in pair.split())


@once(256)
def readable(text: str) -> str:
    """The text as it is to be read, letter for letter: citations blanked, damaged words as they were."""
    plain = masked(text)
    lower = plain.lower()
    if len(lower) != len(plain) or not any(map(_looks_damaged, set(_WORD.findall(lower)) - _WORDS)):
        return plain
    matches = list(_WORD.finditer(lower))
    for before, after in pairwise(matches):
        one, other = before.group(0), after.group(0)
        if (one in _WORDS and other in _WORDS) or after.start() - before.end() != 1 or plain[after.start()].isupper():
            continue  # sound, apart, or of a name
        pair = _PAIRS.get(without_marks(f"{one} {other}"))
        if pair and pair != f"{one} {other}":
            plain = _put(plain, before.start(), pair)
    return plain


@lru_cache(maxsize=8192)
def _looks_damaged(word: str) -> bool:
    """Whether an unknown word is one of the genre's but for its diacritics."""
    return without_marks(word) in _BARE


def _put(text: str, start: int, pair: str) -> str:
    """``pair`` at ``start``, with the capitals that stand there."""
    end = start + len(pair)
    cased = "".join(new.upper() if old.isupper() else new for old, new in zip(text[start:end], pair, strict=True))
    return text[:start] + cased + text[end:]
