"""A paragraph as sentences, clauses and the numbered pieces that run together in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from meetings.intake.once import once
from meetings.intake.orders_words import verb_at
from meetings.intake.unit_words import TOKEN
from meetings.intake.wording import LOWER, UPPER

# begins with one set of characters, not with a choice, so that the search skips from mark to mark
_END = re.compile(rf"[.!?…\n](?:(?<=\n)|[.!?…]*[\"”’')\]]*(?=\s+[\"“‘'(\[]?[{UPPER}\d]|[{UPPER}][{LOWER}]))")
_NO_END = re.compile(
    r"(?:(?<![\w&])(?:P|Q|H|TP|Tp|TX|Tx|TT|Tt|TS|PGS|GS|Th\.?S|BS|KS|CN|LS|CV|VP|KT|TL|TUQ|TM|đ/c|Đ/c|ĐC|T\.Ư|số|Số|v\.v|[A-ZĐ])\.|(?:^|[:;.]\s)\d{1,2}\.)$"
)
_SEMICOLON = re.compile(r";+\s*")
_SPACE = re.compile(r"\s*")
# each kind of mark with what no list of its kind lacks, which is quick to look for
_NUMBERED = tuple((re.compile(hint), re.compile(mark)) for hint, mark in (
    (r"\d[.)]\s", r"(?:(?<=^)|(?<=[:;.,)]\s)|(?<=[:;]))(?P<label>(?P<n>\d{1,2})[.)])\s+(?=\S)"),
    (r"\(\d", r"(?P<label>\((?P<n>\d{1,2})\))\s*(?=\S)"),
    (r"[a-eđghik]\)", r"(?:(?<=^)|(?<=[:;.,]\s))(?P<label>\(?(?P<n>[a-eđghik])\))\s*(?=\S)"),
    (r"\([ivx]", r"(?P<label>\((?P<n>i{1,3}|iv|vi{0,3}|ix|x)\))\s*(?=\S)"),
    (r"Đợt|Giai đoạn|Bước", r"(?P<label>(?:Đợt|Giai đoạn|Bước)\s+(?P<n>\d{1,2})\s*:)\s+(?=\S)"),
    (r"Thứ\s|thứ\s", r"(?P<label>(?:Thứ|thứ)\s+(?P<n>nhất|hai|ba|tư|năm|sáu|bảy|tám)\s*,)\s+(?=\S)"),
    (r"là\s*,", r"(?P<label>(?P<n>Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|một|hai|ba|bốn|năm|sáu|bảy|tám)\s+là\s*,)\s+(?=\S)"),
    (r"[-+•]\s", r"(?P<label>(?P<n>[-+•]))(?:(?<=^.)|(?<=[:;.]\s.))\s+(?=\S)"),
))  # fmt: skip
_ORDERS = (
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"], ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k"], ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"],
    ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám"], ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"],
)  # fmt: skip


class Span(NamedTuple):
    """A piece of a text, and the number of the sentence that it belongs to."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class Piece:
    """A numbered piece within a paragraph; its label stays in ``text`` when it carries a meaning ('Đợt 1:')."""

    label: str
    text: str


def sentences(text: str) -> Sequence[Span]:
    """The sentences; an abbreviation's full stop ('TP. ', 'P. ', 'v.v. ') and a number's end none."""
    return _in_short(text) if len(text) < _SHORT else _sentences(text)


_SHORT = 4000


@once(128)
def _in_short(text: str) -> Sequence[Span]:
    return _sentences(text)


def _sentences(text: str) -> Sequence[Span]:
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        tail = text[max(0, match.end() - 8) : match.end()]
        if match.group(0).startswith(".") and _NO_END.search(tail) and "..." not in match.group(0):
            continue
        spans.append(Span(start, match.end(), len(spans)))
        start = _SPACE.match(text, match.end()).end()  # type: ignore[union-attr]
    if text[start:].strip():
        spans.append(Span(start, len(text), len(spans)))
    return spans


def clauses(text: str) -> list[Span]:
    """The sentences cut at semicolons that stand outside parentheses."""
    found: list[Span] = []
    for sentence in sentences(text):
        start = sentence.start
        for match in _SEMICOLON.finditer(text, sentence.start, sentence.end):
            inside = text.count("(", start, match.start()) > text.count(")", start, match.start())
            if inside or match.end() >= sentence.end:
                continue
            found.append(Span(start, match.start(), sentence.sentence))
            start = match.end()
        found.append(Span(start, sentence.end, sentence.sentence))
    return found


def run_in_pieces(text: str) -> tuple[str, list[Piece]] | None:
    """The words before a run-in list and its pieces, when a paragraph holds '… như sau: 1. …; 2. …'; else None.

    A list is one when its labels count from the first without a gap and at least two of its pieces begin as tasks do:
    '(1) hạ tầng; (2) nhân lực' stays a sentence.
    """
    for hint, pattern in _NUMBERED:
        marks = _counting(list(pattern.finditer(text))) if hint.search(text) else []
        if len(marks) < 2:
            continue
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        pieces = [_piece(mark, text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
        opening = text[: marks[0].start()].rstrip()
        if sum(_is_task(piece.text) for piece in pieces) >= 2 and (not opening or opening[-1] in ":;.,"):
            return opening, pieces
    return None


def _counting(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks that count up from the first of their order; bullets all count."""
    if marks and marks[0]["n"] in ("-", "+", "•"):
        return marks
    wanted, kept = 0, []
    for mark in marks:
        order = next(
            (order for order in _ORDERS if mark["n"].casefold().lstrip("0") == order[min(wanted, len(order) - 1)]), None
        )
        if order:
            wanted += 1
            kept.append(mark)
    return kept


def _piece(mark: re.Match[str], text: str) -> Piece:
    words = text.strip().rstrip(";, ")
    label = mark["label"]
    return Piece("", f"{label} {words}") if label[0].isalpha() and label[-1] == ":" else Piece(label.rstrip(","), words)


def _is_task(text: str) -> bool:
    lows = [word.casefold() for word in TOKEN.findall(text[:300])]
    return (
        verb_at(lows, 0)
        or any(low in ("cần", "phải", "giao", "trước", "chậm") for low in lows[:60])
        or bool(re.search(r"\b(?:chủ trì|chịu trách nhiệm|chủ động|phối hợp)\b", text[:300]))
    )
