"""Headings and sentences that open a list: whom they address, and whether they order something themselves."""

from __future__ import annotations

import re

from meetings.intake.context import Context
from meetings.intake.draft import Deadline
from meetings.intake.orders import calendar_of
from meetings.intake.orders_clause import read_clause
from meetings.intake.orders_deadline import limits
from meetings.intake.orders_predicate import NOTHING, PROMISE
from meetings.intake.orders_text import sentences
from meetings.intake.scan import Opened
from meetings.intake.unit_phrases import Party, Phrases, phrases_in

_BEFORE = re.compile(
    r"^\W*(?:(?:nhiệm\s+vụ|trách\s+nhiệm|phần\s+việc|công\s+việc|nội\s+dung)\s+(?:(?:cụ\s+thể\s+)?(?:của|giao(?:\s+cho)?|đối\s+với|thuộc)\s+)?|giao(?:\s+(?:nhiệm\s+vụ\s+)?cho)?\s+|đề\s+nghị\s+|yêu\s+cầu\s+|về\s+phía\s+|về\s+|đối\s+với\s+|với\s+|riêng\s+|phía\s+|dành\s+cho\s+|của\s+|khối\s+)+",
    re.I,
)
_NO_ORDERS = Opened(
    "kiến đề ý phát báo đại thành",
    r"(?<!\w)(?:kiến\s+nghị|đề\s+xuất|ý\s+kiến|phát\s+biểu|báo\s+cáo|đại\s+biểu|thành\s+phần|đại\s+diện)(?!\w)",
)
_CARRYING_OUT = re.compile(r"\W*tổ\s+chức\s+(?:triển\s+khai\s+)?(?:thực\s+hiện|triển\s+khai)", re.I)
_AMONG_THEM = re.compile(
    r",?\s*trong\s+đó\s*,?\s*(?:cần\s+|phải\s+)?(?:tập\s+trung|chú\s+trọng|lưu\s+ý|quan\s+tâm|ưu\s+tiên|thực\s+hiện|trọng\s+tâm)",
    re.I,
)
_AS_FOLLOWS = re.compile(r"\bsau(?:\s+đây)?\s*:\s*$", re.I)
_END = re.compile(r"\b(?:như\s+sau|sau\s+đây)\s*\.?$", re.I)
_END_WITHIN = 40  # letters


def addressees_of(text: str, context: Context, *, labelled: bool = False) -> tuple[Party, ...]:
    """The units that a heading is made of: 'Về UBND các quận/huyện', '* Các huyện, thị xã:', 'Đối với Sở A và Sở B'; else empty.

    Capitals alone, without a label, are a letterhead.
    """
    if len(text) > 400 or (not labelled and text.isupper()) or _CARRYING_OUT.match(text) or _NO_ORDERS.search(text):
        return ()
    opening = _BEFORE.match(text)
    phrases = phrases_in(text, context.known)
    parties = phrases.parties(phrases.at(opening.end() if opening else 0), across=True)
    if not parties or text[_after(phrases, parties[-1]) :].strip(" :.;()-") or all(party.person for party in parties):
        return ()
    return tuple(parties)


def _after(phrases: Phrases, last: Party) -> int:
    """Where the words after a name begin; an aside in parentheses belongs to the name."""
    return phrases.starts[last.last] if last.last < len(phrases.words) else len(phrases.text)


def opens_list(text: str) -> bool:
    said = text.rstrip()
    return said.endswith(":") or bool(_END.search(said, max(0, len(said) - _END_WITHIN)))


def opens_tasks(text: str) -> bool:
    """Whether a sentence, not a title, ends in 'sau:' or 'như sau:'."""
    return text.rstrip().endswith(":") and bool(_AS_FOLLOWS.search(text))


def opener(text: str, context: Context) -> tuple[tuple[Party, ...], Deadline | None]:
    """The addressees and deadline that the last sentence of a list's opening gives to the list's items."""
    last = sentences(text)[-1]
    words = text[last.start : last.end].rstrip(" :.")
    clause = read_clause(words, context.known)
    found = [limit for limit in limits(words, calendar_of(context)) if limit.strong]
    leads = tuple(clause.leads) if clause.kind not in (NOTHING, PROMISE) else ()
    return leads, found[0].deadline if found and leads else None


def orders_itself(text: str) -> bool:
    """Whether an opening orders something of its own before it lists: 'cần phối hợp thực hiện …, trong đó tập trung …:'."""
    return bool(_AMONG_THEM.search(text))
