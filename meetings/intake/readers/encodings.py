"""From bytes of unknown encoding to text: Unicode first, then the encodings that Vietnamese offices used."""

from __future__ import annotations

import codecs
import re
import unicodedata

from meetings.intake.readers import errors, legacy, syllables
from meetings.intake.readers.errors import UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Enough words to judge by, and cheap: an encoding does not change within a file.
SAMPLE = 60_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
MAX_CONTROLS = 0.005


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of ``data`` in NFC.

    ``declared`` is the encoding that the document claims (an HTML meta tag); it is believed only after a byte-order mark and UTF-8.
    Raises UnreadableDocument where the bytes are no text, or in no encoding that is known.
    """
    text = _by_mark(data)
    if text is None:
        text = _by_zeros(data)
    if text is None:
        text = _as_utf8(data)
    if text is None:
        text = _as_declared(data, declared) or _as_legacy(data)
    refuse_binary(text)
    return unicodedata.normalize("NFC", text)


def refuse_binary(text: str) -> None:
    sample = text[:SAMPLE]
    if len(_CONTROLS.findall(sample)) > len(sample) * MAX_CONTROLS:
        raise UnreadableDocument(errors.BINARY)


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    return None


def _by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark: blanks and ASCII letters leave zeros on one side of the byte pairs and hardly any on the other."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    for ours, other, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if half > 3 and ours > half * 0.2 and other <= half * 0.02:
            text = data.decode(encoding, errors="replace")
            return text if text.count("\ufffd") <= len(text) * MAX_CONTROLS + 1 else None
    return None


def _as_utf8(data: bytes) -> str | None:
    """UTF-8, and also where a few bytes are damaged or the last letter is cut: the rest is still the best reading."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(not char.isascii() for char in text[:SAMPLE])
    return text if text[:SAMPLE].count("\ufffd") <= beyond_ascii * 0.1 else None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    try:
        text = data.decode(codecs.lookup(declared).name) if declared else None
    except (LookupError, UnicodeDecodeError):
        return None
    composed = unicodedata.normalize("NFC", text) if text else ""
    return text if syllables.likeness(composed[:SAMPLE]) > 0.5 else None


def _as_legacy(data: bytes) -> str:
    """Choose among Windows-1258, TCVN3 and VNI by what becomes Vietnamese."""
    refuse_binary(data[:SAMPLE].decode("latin-1"))
    latin = data.decode("cp1252", errors="replace")
    candidates = (
        unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")),
        legacy.from_tcvn3(latin),
        legacy.from_vni(latin),
    )
    best = max(candidates, key=_plausibility)
    if _plausibility(best) < 0.6:
        raise UnreadableDocument(errors.UNKNOWN_ENCODING)
    return best


def _plausibility(text: str) -> float:
    """Syllables against both the accented words and the signs that remain inside words, which a wrong table leaves behind."""
    sample = text[:SAMPLE]
    words = syllables.accented_words(sample)
    strays = len(re.findall(r"(?<=\w)[¡-©«-¶¸-¿×÷\u00ad\ufffd](?=\w)", sample))
    good = sum(map(syllables.is_syllable, words))
    return good / (len(words) + strays) if words else 0.0
