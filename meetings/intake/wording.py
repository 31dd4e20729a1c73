"""Word lists written as running text, and the folding under which two ways of writing a name are one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA))]
UPPER = "".join(char for char in _LATIN if char.isupper())
LOWER = "".join(char for char in _LATIN if char.islower())

ROW_NUMBER = re.compile(rf"^\d{{1,3}}\s+(?=[{UPPER}])")  # of a table without lines, in a PDF
_NOT_WORD = re.compile(r"[\W_]+")
_TONE_PLACES = (("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"), ("oè", "òe"), ("oé", "óe"), ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"))  # fmt: skip
_SHORT_FORMS = (
    (re.compile(r"\bkh\s?(?:&|-|và)?\s?cn\b"), "khoa học và công nghệ"),
    (re.compile(r"\bubnd\b"), "ủy ban nhân dân"),
    (re.compile(r"\bhđnd\b"), "hội đồng nhân dân"),
    (re.compile(r"\bp\.\s?(?=(?:tổng )?(?:giám đốc|trưởng|chủ tịch|chánh|bí thư|vụ|cục|tp\b|gđ\b|gd\b))"), "phó "),
    (re.compile(r"\b(?:p\.?\s?(?=gđ|gd))"), "phó "),
    (re.compile(r"\b(?:gđ|gd)\b"), "giám đốc"),
    (re.compile(r"\bpct\b"), "phó chủ tịch"),
    (re.compile(r"\btx\b\.?"), "thị xã"),
    (re.compile(r"\btp\b\.?"), "thành phố"),
    (re.compile(r"\btt\b\.?"), "thị trấn"),
)


def phrases(text: str) -> frozenset[str]:
    """The phrases of a list written 'one | two | three'."""
    return frozenset(phrase.strip() for phrase in text.split("|") if phrase.strip())


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, one way of placing tones, common abbreviations written out, words parted by single spaces."""
    folded = unicodedata.normalize("NFC", text).casefold()
    for old, new in _TONE_PLACES:
        folded = folded.replace(old, new) if old != "uý" else re.sub(r"(?<!q)uý", new, folded)
    for short, full in _SHORT_FORMS:
        folded = short.sub(full, folded)
    return _NOT_WORD.sub(" ", folded).strip()


def without_marks(text: str) -> str:
    """The text without diacritics, letter for letter, so that positions stay ('Đại' -> 'Dai')."""
    return text.translate(_BARE)


_BARE = {ord(char): unicodedata.normalize("NFD", char)[0] for char in _LATIN} | {ord("Đ"): "D", ord("đ"): "d"}
