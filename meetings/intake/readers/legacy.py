"""The two legacy encodings that Vietnamese offices used before Unicode, TCVN3 (ABC) and VNI, as text seen through Latin-1.

TCVN3 has one byte a letter (TCVN 5712:1993, VN3, as in the fonts '.Vn...'); its capitals with a tone exist only as separate capital
fonts, whose name ends in 'H'. VNI-Windows writes a base letter followed by a mark byte, the same marks for every vowel.
"""

from __future__ import annotations

import re
import unicodedata

from meetings.intake.readers.syllables import accented_words, is_syllable, likeness

_TCVN3 = (
    "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\xadư®đ"
    "µà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ"
    "×ìØỉÜĩÝíÞịßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợ"
    "ïùñủòũóúôụõừöửøứùự÷ữúỳûỷüỹýýþỵ"
)
TCVN3_TO_UNICODE = str.maketrans(dict(zip(_TCVN3[::2], _TCVN3[1::2], strict=True)))

# What each VNI mark byte adds to the vowel before it: a shape (circumflex, breve), a tone, or both.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}
_VNI_CODES = re.compile(r"([aeouyôö])([ùøûõïâáàåãäêéèúüë])|([ôöíìæóòîñ])", re.IGNORECASE)

_TCVN3_FONT = re.compile(r"^\.vn", re.IGNORECASE)
_VNI_FONT = re.compile(r"^vni[- ]", re.IGNORECASE)

# Typographic signs that a legacy text may hold beside its Latin-1 letters.
_SIGNS = frozenset("–—‘’“”…•\u2022\u00a0\t")
MIN_GAIN = 0.4


def from_tcvn3(text: str) -> str:
    return text.translate(TCVN3_TO_UNICODE)


def from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI_CODES.sub(_vni_letter, text))


def _vni_letter(match: re.Match[str]) -> str:
    base, mark, single = match.groups()
    source = single or base
    letter = _VNI_LETTERS.get(source.lower(), source.lower()) + (_VNI_MARKS[mark.lower()] if mark else "")
    return letter.upper() if source.isupper() else letter


def by_font(text: str, font: str | None) -> str:
    """Convert text whose font is known to be a legacy one; text of any other font comes back as it is."""
    if not font or text.isascii():
        return text.upper() if font and _TCVN3_FONT.match(font) and font.endswith("H") else text
    if _TCVN3_FONT.match(font) and _fits_latin1(text):
        converted = from_tcvn3(text)
        return converted.upper() if font.endswith("H") else converted
    if _VNI_FONT.match(font) and _fits_latin1(text):
        return from_vni(text)
    return text


def is_legacy_font(font: str | None) -> bool:
    return bool(font and (_TCVN3_FONT.match(font) or _VNI_FONT.match(font)))


def mend(text: str) -> str:
    """Convert a line that was written in TCVN3 or VNI and pasted as Latin-1 letters.

    It does so only where the line holds no letter beyond Latin-1 (real Vietnamese nearly always does) and where the words become
    Vietnamese syllables that were none before; else the line comes back unchanged.
    """
    if text.isascii() or not _fits_latin1(text):
        return text
    before = _score(text, text)
    best, gain = text, MIN_GAIN
    for convert in (from_tcvn3, from_vni):
        candidate = convert(text)
        better = _score(text, candidate) - before
        if better > gain:
            best, gain = candidate, better
    return best


def _score(original: str, candidate: str) -> float:
    """Judge the blank-separated words that are accented in the original, since the signs of TCVN3 are no letters before."""
    words = [(old, new) for old, new in zip(original.split(), candidate.split(), strict=False) if not old.isascii()]
    good = 0
    for old, new in words:
        letters = re.findall(r"[^\W\d_]+", new)
        odd = re.search(r"[\u00a1-\u00b6\u00b8\u00b9\u00bc-\u00bf\u00d7\u00f7\u00ad]", new) if old == new else None
        good += bool(letters) and not odd and all(map(is_syllable, letters))
    return good / len(words) if words else 0.0


def _fits_latin1(text: str) -> bool:
    return all(ord(char) < 0x100 or char in _SIGNS for char in text)


def looks_vietnamese(text: str) -> bool:
    return likeness(text) > 0.6 and len(accented_words(text)) > 1
