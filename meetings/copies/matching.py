"""Whether an attached file is of the very paper: its text against what the portal printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from meetings.enums import CopyMatch
from meetings.papers.record import PaperRecord
from meetings.papers.wording import day_words, number_words

PIECE = 40  # letters: a line's worth, so that a number of a page between two of them spoils one piece only
ENOUGH = 0.9  # of the pieces
_NOT_WORDS = re.compile(r"[\s\u00ad\u200b\ufeff\ufffe\u2010-\u2015-]+")


def match_text(text: str, record: PaperRecord) -> tuple[CopyMatch, list[str]]:
    """How they compare, and a sentence for each thing that does not fit. ``record`` has number and day."""
    found = _squeezed(text)
    if not found:
        return CopyMatch.NO_TEXT, []
    doubts = list(_doubts(found, record))
    return (CopyMatch.DIFFERS if doubts else CopyMatch.MATCHES), doubts


def _doubts(found: str, record: PaperRecord) -> Iterator[str]:
    number, day = record.number or 0, record.day
    if not re.search(rf"(?<!\d)0*{number}/{re.escape(_squeezed(record.symbol))}", found):
        yield f"Không thấy số {number_words(number)}/{record.symbol} trong tệp."
    if day and _squeezed(day_words(day)) not in found:
        yield f"Không thấy ngày {day:%d/%m/%Y} của văn bản trong tệp."
    if _squeezed(record.abstract) not in found:
        yield f"Không thấy trích yếu “{record.abstract}” trong tệp."
    if _squeezed(record.signer_name) not in found:
        yield f"Không thấy tên người ký {record.signer_name} trong tệp."
    share = _share(found, record)
    if share < ENOUGH:
        yield f"Chỉ thấy {share:.0%} nội dung của văn bản trong tệp.".replace("%", " %")


def _share(found: str, record: PaperRecord) -> float:
    """The part of the paper's text that stands in the file, from 0 to 1."""
    texts = [*record.opening, *(block.text for block in record.blocks), *record.closing]
    pieces = [text[start : start + PIECE] for text in map(_squeezed, texts) for start in range(0, len(text), PIECE)]
    return sum(piece in found for piece in pieces) / len(pieces) if pieces else 1.0


def _squeezed(text: str) -> str:
    """Letters and signs alone, in lower case: where lines break says nothing."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFC", text).casefold())
