"""Names of groups: 'các huyện, thị xã', 'UBND các xã, phường', 'các Sở: Tài chính, Nội vụ', 'đơn vị chủ trì'."""

from __future__ import annotations

import re

from meetings.intake.orders_words import verb_at
from meetings.intake.unit_names import UnitNames
from meetings.intake.unit_text import Party
from meetings.intake.unit_words import BODIES, CLASSES, GROUP_TAILS, PLACES, QUANTIFIERS, SINGLE_ROLES

_ITEM = r"(?:\d[\d.]*|[IVX]{1,4}|[a-zđ])(?!\w)"
_NAMED_ABOVE = re.compile(
    rf"(?:được\s+giao\s+(?:chủ\s+trì|nhiệm\s+vụ)\s+)?(?:nêu\s+)?(?:tại|ở|trong)\s+(?:các\s+)?(?:mục|khoản|điểm|phần)\s+{_ITEM}(?:\s*(?:,|và)\s*(?:(?:mục|khoản|điểm|phần)\s+)?{_ITEM}){{0,9}}"
    r"|được\s+giao\s+(?:chủ\s+trì|nhiệm\s+vụ)(?=\s+(?:nêu|tại|ở|báo|gửi|có|chịu|khẩn|chủ|định))|có\s+(?:tên\s+)?(?:nêu\s+)?trên"
)
_OF = ("thuộc", "của", "trong", "trực", "tại")


class GroupNames(UnitNames):
    """Reads a group with what narrows it, or the members that a headed list names."""

    def _group(self, i: int) -> list[Party]:
        body = self._phrase(i, BODIES)
        counted = self._quantifier(i + body)
        cls = i + body + counted
        if f"{self.low(cls)} {self.low(cls + 1)}" in ("cấp xã", "cấp huyện", "cấp tỉnh"):
            return [self._party(i, self._tails(cls + 2), group=True, sure=True)]
        role = 0 if body or counted else self._phrase(i, SINGLE_ROLES)
        if role:
            return [self._party(i, self._tails(i + role, roles=False), group=True, sure=True)]
        j = self._classes(cls)
        if j == cls or not (counted or self._list_of_classes(cls)):
            return []
        end = self._tails(j)
        named = self._members(i, cls, j) or (self._members(i, cls, j, end) if self.low(end) == ":" else [])
        return named or [self._party(i, end, group=True, sure=True)]

    def _quantifier(self, i: int) -> int:
        count = self._phrase(i, QUANTIFIERS)
        if count and self.low(i) == "đồng" and self.low(i + count) not in ("lãnh", "thành"):
            return 0
        if not count and self.words[i : i + 1] and self.words[i].isdigit() and len(self.words[i]) <= 3:
            return 1
        extra = 1 if count and self.low(i + count).isdigit() else 0
        return count + extra

    def _list_of_classes(self, i: int) -> bool:
        """Nouns of kind without 'các' are a group when there are several: 'sở, ban, ngành', 'quận/huyện', 'quận huyện'."""
        length = self._phrase(i, CLASSES)
        if "/" in self.low(i) or self.low(i) + " " + self.low(i + 1) in (
            "quận huyện",
            "xã phường",
            "phường xã",
            "sở ngành",
            "ban ngành",
        ):
            return True
        if self.low(i + length) in (",", "và", "/", "-") and not self.is_cap(i + length + 1):
            return bool(self._phrase(i + length + 1, CLASSES))
        return False

    def _tails(self, j: int, *, roles: bool = True) -> int:
        """The end of what narrows a group: 'liên quan', 'thuộc Sở', 'của Thành phố', 'cấp huyện', 'trên địa bàn tỉnh'."""
        for _ in range(5):
            step = self._tail(j, roles)
            if not step:
                return j
            j = step
        return j

    def _tail(self, j: int, roles: bool) -> int:
        low = self.low(j)
        if low in ("nêu", "được", "có"):
            named = _NAMED_ABOVE.match(self.text, self.starts[j])
            if named:
                return self.at(named.end())
        length = self._phrase(j, GROUP_TAILS)
        if length and not self._acts(j, length, roles):
            return j + length
        if low == "phụ" and self.low(j + 1) == "trách":
            return self._name_end(j + 2, head=j)
        if low in _OF:
            return self._owner(j + 2 if low == "trực" else j + 1)
        return self._place_of_group(j)

    def _place_of_group(self, j: int) -> int:
        """The end of 'tỉnh An Sơn' or 'các huyện' after a group; 0 if no place stands there."""
        if self._phrase(j, PLACES) and self.low(j - 1) not in (",", "và"):
            return self._area(j)
        return self._classes(j + 1) if self.low(j) == "các" and self._phrase(j + 1, CLASSES) else 0

    def _owner(self, at: int) -> int:
        """The end of whom the group belongs to: 'Sở KH&CN', 'các huyện', a bare 'Sở' or 'tỉnh'; 0 if no one."""
        inner = self._group(at) or self._unit(at)
        if inner:
            return inner[-1].last
        if self.low(at) == "cụm":
            return at + 3 if self.low(at + 1) == "số" else at + 1
        return at + 1 if self.low(at) in ("sở", "tỉnh", "bộ", "ngành", "huyện", "xã") else 0

    def _acts(self, j: int, length: int, roles: bool) -> bool:
        """Whether 'chủ trì', 'thực hiện' or 'phụ trách' is the group's verb here, not what narrows it."""
        phrase = " ".join(self.lows[j : j + length])
        if phrase in ("chủ trì", "thực hiện", "tham mưu", "sản xuất", "nghiên cứu", "quản lý nhà nước"):
            return not roles or not verb_at(self.lows, j + length) or self.low(j + length) in (",", ";")
        return False

    def _members(self, i: int, cls: int, j: int, end: int = 0) -> list[Party]:
        """'các Sở: Tài chính, Nội vụ' and 'các xã An Sơn, Bình Hòa' name their members; each keeps the form written.

        ``j`` is where the nouns of kind end, ``end`` where what narrows them does ('các xã biên giới: An Sơn, Bình Hòa').
        """
        at = end or j
        colon = self.low(at) == ":"
        task = colon and verb_at(self.lows, at + 1) and not self._portfolio(at + 1)
        if task or not self.is_cap(at + colon) or (not colon and self._head_at(at)):
            return []
        if not colon and self.low(j - 1) == "phòng" and self._district_rooms(j):
            return [self._party(i, self._tails(self._rooms_end(j)), group=True)]
        kind = self.lows[j - 1] if " ".join(self.lows[j - 2 : j]) not in PLACES else " ".join(self.lows[j - 2 : j])
        prefix = self.text[self.starts[i] : self.ends[cls - 1]] if cls > i else ""
        prefix = re.sub(r"\s*(?:các|những|\d+)$", "", prefix, flags=re.I)
        first = self._member(at + colon, f"{prefix} {kind}".strip())
        if not first:
            return []
        return (
            [first]
            if colon
            else [first._replace(start=self.starts[i], text=self.written[self.starts[i] : first.end], first=i)]
        )

    def _member(self, i: int, kind: str) -> Party | None:
        """One member of a headed list: a field of work ('Tài chính') or a place ('An Sơn')."""
        if not self.is_cap(i) or self._head_at(i):
            return None
        length = self._portfolio(i)
        j = i + length if length else self._capitals(i) if is_place_kind(kind) else self._name_end(i, head=i - 1)
        if j <= i:
            return None
        party = self._party(i, j, sure=True, kind=kind)
        return party._replace(full=f"{kind[:1].upper()}{kind[1:]} {party.text}")

    def _district_rooms(self, j: int) -> bool:
        """'Các phòng Kinh tế, Kinh tế và Hạ tầng' are the rooms of all districts, when a group or a leader stands by."""
        end = self._rooms_end(j)
        return self.low(j) in ("kinh", "kt-ht", "kt&ht", "văn") or self.low(end) in ("các", "cấp", "của")

    def _rooms_end(self, j: int) -> int:
        end = j
        while self.is_cap(end) and self._portfolio(end):
            last = end + self._portfolio(end)
            if (
                self.low(last) not in (",", "và")
                or not self.is_cap(last + 1)
                or not self._portfolio(last + 1)
                or self._head_at(last + 1)
            ):
                return last
            end = last + 1
        return end


def is_place_kind(kind: str) -> bool:
    return any(word in PLACES for word in kind.casefold().replace("thị xã", "xã").split()) or kind.casefold().endswith(
        "thành phố"
    )
