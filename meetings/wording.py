"""How conclusions and orders are put into words: a Sở gives orders to its own units and asks the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from districts.folding import fold
from meetings.enums import PartyRole
from meetings.models import Order, OrderParty
from meetings.said_deadlines import says

ABBREVIATIONS = frozenset(
    [
        "KH&CN",
        "KHCN",
        "UBND",
        "HĐND",
        "UBMTTQ",
        "MTTQ",
        "ĐMST",
        "CĐS",
        "SHTT",
        "TĐC",
        "ATBX",
        "HN",
        "TU",
        "VP",
        "BGĐ",
        "NTM",
        "KT-XH",
        "QLNN",
        "TTHC",
        "CCHC",
        "NSNN",
    ]
)


@dataclass(frozen=True)
class Printed:
    """What stands on the page when an item's orders come: its own text, what encloses it, and all texts so far.

    ``enclosing`` are the headings above the item and the sentences that lead to it ('Các huyện, thị xã:'); ``before``
    are all texts above it. ``held_on`` is the day of the meeting, from which 'tuần sau' is told.
    """

    own: str
    enclosing: Sequence[str] = ()
    before: Sequence[str] = ()
    held_on: date | None = None

    @cached_property
    def here(self) -> str:
        return fold(" ".join([*self.enclosing, self.own]))

    @cached_property
    def so_far(self) -> str:
        return fold(" ".join([*self.before, self.own]))


def order_sentence(order: Order, printed: Printed) -> str:
    """What the printed item must add for the order, '' where its own words say it all.

    Said are a text in the item; a party, product or deadline in the item or in what encloses it. What was not said is
    added: 'Giao Phòng A chủ trì; phối hợp: …; sản phẩm: …; thời hạn: …'.
    """
    told = fold(order.text.strip().rstrip(".;")) in fold(printed.own)
    parties = list(order.parties.all())
    if told:
        parties = [party for party in parties if not _is_named(party, order, printed)]
    clauses = _party_clauses(parties)
    if not told:
        clauses.append(order.text.strip().rstrip(".;"))
    if order.product and fold(order.product) not in printed.here:
        clauses.append(f"sản phẩm: {order.product}")
    if (deadline := deadline_phrase(order)) and not _is_deadline_said(order, deadline, printed):
        clauses.append(f"thời hạn: {deadline}")
    text = "; ".join(clauses)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _is_named(party: OrderParty, order: Order, printed: Printed) -> bool:
    """A name that the reader of the document took over from an earlier item is in the document, further up."""
    if fold(str(party)) in printed.here:
        return True
    was_read = order.confidence is not None
    return bool(party.words) and fold(party.words) in (printed.so_far if was_read else printed.here)


def _is_deadline_said(order: Order, phrase: str, printed: Printed) -> bool:
    """By its words, by others that set the same limit, or for a day without words by that day wherever it stands.

    The order's own text is printed too, in the item or in the sentence that is added.
    """
    if fold(phrase) in printed.here:
        return True
    texts = (order.text, printed.own, *printed.enclosing)
    if any(says(text, order, held_on=printed.held_on) for text in texts):
        return True
    if order.deadline_words or not order.due_on:
        return False
    day = order.due_on
    return bool(re.search(rf"\b0?{day.day}/0?{day.month}/{day.year}\b", printed.here))


def _party_clauses(parties: Iterable[OrderParty]) -> list[str]:
    """'giao A, B chủ trì', 'đề nghị C chủ trì', 'phối hợp: D, E'."""
    parties = list(parties)
    leads = [party for party in parties if party.role == PartyRole.LEAD]
    clauses = []
    for verb, own in (("giao", True), ("đề nghị", False)):
        names = [str(party) for party in leads if is_own(party) == own]
        if names:
            clauses.append(f"{verb} {', '.join(names)} chủ trì")
    helpers = [str(party) for party in parties if party.role == PartyRole.COORDINATING]
    if helpers:
        clauses.append(f"phối hợp: {', '.join(helpers)}")
    return clauses


def is_own(party: OrderParty) -> bool:
    """Whether the Sở gives this party orders: its own unit, or a group made of such kinds alone."""
    if party.unit:
        return party.unit.is_own
    return party.group is not None and party.group.is_own


def deadline_phrase(order: Order) -> str:
    """The deadline's words as written; else the day in the portal's words: 'chậm nhất ngày 15/10/2026'."""
    if order.deadline_words:
        return order.deadline_words
    if order.due_on:
        return f"chậm nhất ngày {order.due_on:%d/%m/%Y}"
    if order.relative_days:
        return f"{order.relative_days} ngày{' làm việc' if order.working_days else ''} kể từ ngày ban hành"
    return order.get_recurrence_display().lower() if order.recurrence else ""


def sentence_case(title: str, names: Iterable[str] = ()) -> str:
    """A title in capitals as a phrase: 'KẾT LUẬN GIAO BAN KH&CN' -> 'Kết luận giao ban KH&CN'.

    Abbreviations and words with digits stay; ``names`` (of units, places) get their own capitals back.
    """
    if not title.isupper():
        return title
    words = [word if _stays_capital(word) else word.lower() for word in title.split()]
    text = " ".join(words)
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, text)
    return text[:1].upper() + text[1:]


def _stays_capital(word: str) -> bool:
    bare = word.strip(".,;:()“”\"'")
    return bare in ABBREVIATIONS or "&" in bare or any(char.isdigit() for char in bare) or bool(_ROMAN.fullmatch(bare))


_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{1,3}|V|X)")
