"""Whether a word is built as a Vietnamese syllable: the measure by which an unknown encoding is recognised.

A syllable is an initial consonant or none, a nucleus of one to three vowels, a final consonant or none, and one tone. A text decoded
with the wrong table breaks that pattern in nearly every word, so the share of words that keep it tells the right table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

_SYLLABLE = re.compile(
    r"(?:(?:ngh|gh|k)(?=[eêiy])|(?:c|g|ng)(?![eêiy])|gi|gi?(?=i)|nh|kh|ph|qu|th|tr|ch|[bdđhlmnprstvx])?"
    r"(?:i[êe]u|yêu|uyê|uyu|uôi|ươ[iu]|oa[iyo]|oă|oeo?|uây?|u[êơ]|uy|ia|ya|iê|yê|iu|uô|u[ai]|ưa|ươ|ưi|ưu"
    r"|a[iouy]|âu|ây|eo|êu|o[aio]|ôi|ơi|[aăâeêioôơuưy])"
    r"(?P<final>ch|ng|nh|[cmnpt])?"
)
_STOPS = frozenset(("c", "ch", "p", "t"))
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Tell whether a word (any case, NFC or NFD) is a well-formed Vietnamese syllable with one tone at most."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES))
    match = _SYLLABLE.fullmatch(bare)
    if match is None or len(tones) > 1:
        return False
    # A syllable that ends in a stop carries the acute or the dot-below tone: Vietnamese knows no other.
    return match["final"] not in _STOPS or tones in (["\u0301"], ["\u0323"])


def accented_words(text: str) -> list[str]:
    """Return the words that hold a letter beyond ASCII: only they can tell one encoding from another."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def likeness(text: str) -> float:
    """Return the share (0..1) of accented words that are Vietnamese syllables; 0 where there is no such word."""
    words = accented_words(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
