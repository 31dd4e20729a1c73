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
from meetings.intake.scan import lowered
from meetings.intake.unit_words import BODIES, CLASSES, GROUP_TAILS, HEADS, PLACES, PORTFOLIOS, POSTS
from meetings.intake.wording import phrases, without_marks

_SAID = phrases(
    """
    đề nghị | yêu cầu các | giao cho | phân công | phối hợp với | phối hợp cùng | trước ngày | chậm nhất | muộn nhất | hoàn thành | hoàn thành trước | trong tháng | trong quý | đến hết | thời hạn | định kỳ | hằng tháng | hằng quý |
    hàng tháng | hàng quý | hàng năm | cuối năm | đầu năm | làm việc | kể từ | liên quan | thuộc sở | trên địa bàn | kết luận | thông báo | thường xuyên | các huyện | các xã | các phường | các đơn vị | các phòng | cán bộ | hồ sơ | mô hình |
    tuần thứ | tuần đầu | trong tuần | hằng tuần | nội dung | đời sống | tồn tại | bảo tồn | đo lường | mua bán | chu đáo | cám ơn | hướng dẫn
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
    lower = lowered(plain)
    if len(lower) != len(plain) or not _may_be_damaged(lower.split()):
        return plain
    for before, after in pairwise(_WORD.finditer(lower)):
        pair = _sound((before.group(0), after.group(0)))
        if pair and after.start() - before.end() == 1 and not plain[after.start()].isupper():  # neighbours, and no name
            plain = _put(plain, before.start(), pair)
    return plain


def _may_be_damaged(written: list[str]) -> bool:
    """Whether some words between blanks hold a damaged pair: only those beside a doubtful one are looked at closely."""
    doubtful = {word for word in set(written) - _WORDS if _looks_damaged(word)}
    return bool(doubtful) and any(
        any(map(_sound, pairwise(_WORD.findall(" ".join(written[max(0, i - 1) : i + 2])))))
        for i, word in enumerate(written)
        if word in doubtful
    )


@lru_cache(maxsize=8192)
def _sound(pair: tuple[str, str]) -> str | None:
    """The genre's phrase that two words are but for their diacritics; None where both are sound, or are none."""
    one, other = pair
    if one in _WORDS and other in _WORDS:
        return None
    found = _PAIRS.get(without_marks(f"{one} {other}"))
    return found if found != f"{one} {other}" else None


@lru_cache(maxsize=8192)
def _looks_damaged(written: str) -> bool:
    """Whether what stands between two blanks holds an unknown word that is one of the genre's but for its diacritics."""
    return any(word not in _WORDS and without_marks(word) in _BARE for word in _WORD.findall(written))


def _put(text: str, start: int, pair: str) -> str:
    """``pair`` at ``start``, with the capitals that stand there."""
    end = start + len(pair)
    cased = "".join(new.upper() if old.isupper() else new for old, new in zip(text[start:end], pair, strict=True))
    return text[:start] + cased + text[end:]
