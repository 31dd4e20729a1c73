"""Where the names of units, groups, posts and persons stand in a sentence, and where each of them ends.

A unit is recognised from the office's list or by the grammar of its name: a word of kind ('Sở', 'Phòng', 'UBND huyện'),
then a field of work or capitalised words. A group is a quantifier with nouns of kind ('các huyện, thị xã, thành phố')
and what narrows it ('thuộc Sở', 'liên quan', '(trừ xã X)'). A name ends where a verb of work, a word of duty or a
preposition begins. Every step is bounded, so that reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.intake.context import Known, KnownUnit
from meetings.intake.damaged import readable
from meetings.intake.names import HONORIFIC, bare_name_at, name_at
from meetings.intake.once import once
from meetings.intake.orders_words import STOPS, verb_at
from meetings.intake.unit_groups import GroupNames
from meetings.intake.unit_text import Party
from meetings.intake.unit_words import (
    ANY_HEAD,
    BODIES,
    CLASSES,
    HEADS,
    POSTS,
    QUANTIFIERS,
    SHORT_UNITS,
    SINGLE_ROLES,
    UPPER_FORMULA,
)
from meetings.intake.wording import UPPER

__all__ = ["Party", "Phrases", "phrases_in"]

_HONORIFIC = re.compile(HONORIFIC)
_BEFORE_PLACES = ("riêng", "giao")
_TITLES = ("ông", "bà", "đồng", "đ", "đ/c", "đ/ch")
_FIRST = frozenset(_TITLES) | {
    phrase.split(" ", 1)[0]
    for lexicon in (POSTS, QUANTIFIERS, BODIES, CLASSES, SINGLE_ROLES, ANY_HEAD, SHORT_UNITS)
    for phrase in lexicon
}
_CAPITALS = rf"[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,4}}"
_EXCEPT = re.compile(
    r"\s*(?:\(\s*(?P<inside>(?:ngoại\s+)?trừ|không\s+(?:bao\s+)?gồm)\s+(?P<names>[^()]{1,300})\)"
    rf"|,?\s+(?:ngoại\s+)?trừ\s+(?P<after>[^,.;:()]{{1,120}}(?:,\s+(?-i:{_CAPITALS})(?=\s*[,.;]|\s+và\s)){{0,20}}))",
    re.I,
)
_ASIDE = re.compile(r"\s*\((?!\s*(?:\d+|[a-zđ])\s*\))(?P<aside>[^()\n]{1,80})\)")


class Phrases(GroupNames):
    """The names in one sentence, alone or in lists, read from its words."""

    def parties(self, i: int, *, across: bool = False) -> list[Party]:
        """The list of names that begins at word ``i``: 'Sở A, Phòng B và các đơn vị liên quan'.

        ``across`` lets a semicolon join them ('các Sở: A, B; UBND các huyện: C, D').
        """
        found: list[Party] = []
        following = self._one(i)
        while following and len(found) < 40:
            found += following
            j = self._after_joint(found[-1].last, across)
            following = (self._one(j) or self._elided(j, found[-1])) if j else []
        return found

    def _after_joint(self, i: int, across: bool) -> int | None:
        """The word after a comma, 'và' or 'cùng với' at ``i`` that may join another name."""
        low = self.low(i)
        if low == "," or (low == ";" and across):
            return i + 2 if self.low(i + 1) in ("và", "cùng") else i + 1
        if low in ("và", "&", "+", "cùng", "hoặc"):
            return i + 2 if self.low(i + 1) == "với" else i + 1
        return None

    def _one(self, i: int) -> list[Party]:
        """The name, or the names of a headed list, at word ``i``; empty if there is none."""
        if i is None or i >= len(self.words):
            return []
        if i not in self._read:
            self._read[i] = self._name_at(i)
        return self._read[i]

    def _name_at(self, i: int) -> list[Party]:
        if not self._may_begin(self.lows[i]):
            return self._bare_places(i) if i == (self.low(0) in _BEFORE_PLACES) else []
        formula = UPPER_FORMULA.match(self.text, self.starts[i])
        if formula:
            return [self._party(i, self.at(formula.end()), group=True, sure=True)]
        for reader in (self._person, self._listed, self._post, self._group, self._unit, self._by_letters):
            found = reader(i)
            if found:
                return [*found[:-1], self._with_exceptions(found[-1])]
        return []

    def _bare_places(self, i: int) -> list[Party]:
        """'Riêng An Sơn và Phú An cần gửi …': two places or more, without their words of kind, that are told to act."""
        found: list[Party] = []
        if self.low(i) in STOPS:
            return []  # 'Tại An Sơn và Phú An cần …'
        while self.is_cap(i) and self.is_cap(i + 1) and not self._head_at(i):
            end = self._capitals(i)
            found.append(self._party(i, end, sure=True))
            if self.low(end) not in (",", "và"):
                return found if len(found) > 1 and verb_at(self.lows, end) else []
            i = end + 1
        return []

    def _may_begin(self, low: str) -> bool:
        """Whether any name begins with the word at all: most words of a sentence need no closer look."""
        return low in _FIRST or low in self.known or low.isdigit() or "/" in low

    def _with_exceptions(self, party: Party) -> Party:
        match = _EXCEPT.match(self.text, party.end)
        if not match:
            aside = _ASIDE.match(self.text, party.end)
            return party._replace(last=self.at(aside.end())) if aside and not party.person else party
        names = match["names"] or match["after"]
        end = party.end + len(match.group(0).rstrip())
        split = tuple(name.strip() for name in re.split(r",|;|\svà\s", names) if name.strip())
        last = self.at(end)
        last += bool(match["after"]) and self.low(last) == "," and verb_at(self.lows, last + 1)
        return party._replace(text=self.written[party.start : end], end=end, last=last, except_=split)

    def _person(self, i: int) -> list[Party]:
        if self.low(i) not in _TITLES:
            return []
        title = _HONORIFIC.match(self.text, self.starts[i])
        if not title:
            return []
        name = name_at(self.text, title.end()) or ""
        j = self.at(title.end() + len(name))
        if not name and self.is_cap(j) and self.low(j + 1) == ":":
            return [self._party(i, j + 1, sure=True, person=True)]  # 'Đ/c Bình: rà soát …'
        mark = self.low(j) if name and self.low(j) in ("-", "–", ",", "(") else ""
        post = self._post(j + 1 if mark else j)
        if not name and not post:
            return []
        last = post[0].last + (mark == "(") if post else j
        return [self._party(i, last, sure=True, person=True)]

    def _post(self, i: int) -> list[Party]:
        length = self._phrase(i, POSTS)
        if not length:
            return []
        j = i + length
        if self.low(j) == "phụ" and self.low(j + 1) == "trách":
            return [self._party(i, self._name_end(j + 2, head=j), group=True)]
        inner = self._group(j) or self._unit(j, after_post=True)
        if not inner and self.low(j) in ("của", "thuộc"):
            inner = self._one(j + 1)
        if inner and ":" in self.lows[j : inner[0].first]:
            return inner  # 'Chủ tịch UBND các xã: An Sơn, Bình Hòa': each is told by its own name
        if inner:
            return [self._post_of(i, inner[-1])]
        area = self._area(j)
        return [self._party(i, area, sure=True)] if area > j or self.is_cap(i) else []

    def _post_of(self, i: int, unit: Party) -> Party:
        """'Giám đốc Sở Y tế' from ``i``, with the holder's name where it follows."""
        name = bare_name_at(self.text, self.starts[unit.last]) if unit.last < len(self.words) else None
        j = self.at(self.starts[unit.last] + len(name)) if name else unit.last
        return self._party(i, j, group=unit.group, except_=unit.except_, sure=unit.sure, person=bool(name))

    def _listed(self, i: int) -> list[Party]:
        for words, unit in self.known.get(self.lows[i], ()):
            written_so = len(words) > 1 or self.words[i].isupper()
            if self.lows[i : i + len(words)] == list(words) and written_so and not self._goes_on(i + len(words)):
                j = self._area(i + len(words))
                return [self._party(i, j, group=unit.group, sure=True)]
        return []

    def _by_letters(self, i: int) -> list[Party]:
        """'VP', 'TĐC': a room by its letters, where no further capital makes it a longer name."""
        short = self.low(i) in SHORT_UNITS and self.words[i].isupper() and not self.is_cap(i + 1)
        return [self._party(i, i + 1, sure=True)] if short else []

    def _goes_on(self, i: int) -> bool:
        """Whether a capitalised word right after a listed name shows that the name is a longer one."""
        return self.is_cap(i) and self.words[i - 1][0].isupper() and self.low(i) not in HEADS

    def _elided(self, i: int, before: Party) -> list[Party]:
        """A further member whose word of kind is not written again: 'Sở Tài chính, Nội vụ', 'các xã An Sơn, Bình Hòa'."""
        if i is None or before.person or not self.is_cap(i) or self._head_at(i):
            return []
        kind = before.kind
        if not kind or not (self._portfolio(i) or (before.full and not self._phrase(i, POSTS))):
            return []
        member = self._member(i, kind)
        return [self._with_exceptions(member)] if member else []


def phrases_in(text: str, known: Sequence[KnownUnit]) -> Phrases:
    """The names of ``text``; a text of usual length is taken apart once for all the rules that look at it."""
    return _in_short(text, Known.of(known)) if len(text) < _SHORT else Phrases(readable(text), known, text)


_SHORT = 4000


@once(64)
def _in_short(text: str, known: Known) -> Phrases:
    return Phrases(readable(text), known, text)
