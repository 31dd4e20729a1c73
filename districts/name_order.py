"""Vietnamese names in the order of a Vietnamese dictionary, on any engine.

SQLite sorts by bytes and PostgreSQL by the collation of its cluster: the one puts Đ behind Z, and neither knows that Â
follows Ă. So the order is a column of its own, of digits alone, which every collation sorts alike.
(pyuca does not know the Vietnamese alphabet; PyICU is compiled against the system's ICU, whose next release may write
other keys than those that are stored.)
"""

from __future__ import annotations

import re
import unicodedata

from django.db import models

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# none, huyền, hỏi, ngã, sắc, nặng
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
MOST_DIGITS = 99

_TONE = {mark: str(place) for place, mark in enumerate(TONES) if mark}
# first the end of the name, then that of a word, then numbers, then letters, then whatever else there is
_END, _SPACE, _NUMBER, _OTHER = "00", "01", "10", "90"
_LETTER = {letter: f"{place:02d}" for place, letter in enumerate(ALPHABET, start=20)}
_PIECES = re.compile(r"\d+|[\W_]+|\w")


def name_order(name: str) -> str:
    """'Đông' comes after 'Dung' and before 'E'; words one by one, numbers by what they count, tones last of all."""
    pieces = _PIECES.findall(unicodedata.normalize("NFC", name).casefold().strip())
    weighed = [_weights(piece) for piece in pieces]
    return "".join(letters for letters, _ in weighed) + _END + "".join(tone for _, tone in weighed)


def _weights(piece: str) -> tuple[str, str]:
    """The weight of a letter, a number or a space, and that of its tone."""
    if piece.isdecimal():
        digits = str(int(piece))[:MOST_DIGITS]
        return f"{_NUMBER}{len(digits):02d}{digits}", ""
    if not piece.isalnum():
        return _SPACE, ""
    bare, tone = _parted(piece)
    return "".join(_LETTER.get(letter, _OTHER) for letter in bare), tone


def _parted(letter: str) -> tuple[str, str]:
    """'ẩ' -> 'â' and the tone of hỏi. A letter of another language loses its marks."""
    apart = unicodedata.normalize("NFD", letter)
    tone = next((_TONE[mark] for mark in apart if mark in _TONE), "0")
    bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONE))
    return (bare if bare in _LETTER else apart[0]), tone


class NameOrderField(models.TextField):
    """``name_order`` of the row's ``name``, computed whenever the row is written, one by one or in bulk."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = name_order(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value
