"""A sentence as words, and where a name's parts end: its place, its capitals, its field of work, its nouns of kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from meetings.intake.context import Known, KnownUnit
from meetings.intake.names import name_after_post
from meetings.intake.orders_words import STOPS, pair_verb_at, verb_at
from meetings.intake.unit_words import (
    ALONE,
    ANY_HEAD,
    ANY_NOUN,
    BODIES,
    CLASSES,
    GROUP_TAILS,
    HEADS,
    PLACES,
    PORTFOLIOS,
    POSTS,
    QUANTIFIERS,
    TOKEN,
    Lexicon,
)

MOST_WORDS = 24
_DASHES = "-–—&"
# work that stands in a unit's name behind other work: 'Viện Nghiên cứu phát triển', 'Trung tâm Xúc tiến đầu tư'
_WORKS_ON = {
    "nghiên cứu": ("phát triển", "ứng dụng", "triển khai"),
    "hỗ trợ": ("phát triển", "khởi nghiệp", "đầu tư"),
    "xúc tiến": ("đầu tư", "thương mại"),
    "kiểm định": ("hiệu chuẩn", "kiểm nghiệm"),
    "kỹ thuật": ("ứng dụng",),
    "khởi nghiệp": ("đổi mới",),
    "thẩm định": ("giá",),
}

# their second syllable alone would be a verb
_COMPOUNDS = (
    "sáng tạo",
    "đào tạo",
    "chế tạo",
    "nhân tạo",
    "công lập",
    "độc lập",
    "đăng ký",
    "thư ký",
    "trung cấp",
    "cao cấp",
)


class Party(NamedTuple):
    """A name as written at ``start``..``end``; ``first``..``last`` are word positions (``last`` exclusive).

    ``full`` gives the name with the word of kind that its list's head lent it ('Sở Tài chính' for 'Tài chính'); ``kind`` is that word.
    ``sure`` when the name's end is known from its words, not from the verb that follows.
    """

    text: str
    start: int
    end: int
    first: int
    last: int
    group: bool = False
    full: str = ""
    except_: tuple[str, ...] = ()
    sure: bool = False
    person: bool = False
    kind: str = ""


class Words:
    """The words of one sentence; a position is the number of a word.

    ``text`` is what is read, ``written`` what stands in the document, letter for letter as long.
    """

    def __init__(self, text: str, known: Sequence[KnownUnit] = (), written: str = "") -> None:
        self.text = text
        self.written = written or text
        spans = [match.span() for match in TOKEN.finditer(text)]
        self.words = [text[start:end] for start, end in spans]
        self.lows = [word.casefold() for word in self.words]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.known = _known_names(Known.of(known))
        self._read: dict[int, list[Party]] = {}

    def at(self, offset: int) -> int:
        """The position of the first word that begins at or after ``offset``."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.starts[middle] < offset else (low, middle)
        return low

    def low(self, i: int) -> str:
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def is_cap(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.words[i][0].isupper()

    def _phrase(self, i: int, among: Lexicon) -> int:
        """The number of words of the longest phrase of ``among`` that begins at ``i``."""
        return among.length_at(self.lows, i)

    def _party(self, i: int, j: int, **marks: object) -> Party:
        start, end = self.starts[i], self.ends[j - 1]
        return Party(self.written[start:end], start, end, i, j, **marks)  # type: ignore[arg-type]

    def _head_at(self, i: int) -> int:
        """The length of the word of kind at ``i``, 0 if none: 'Sở' but not 'Sở hữu', 'ban' but not 'ban hành'."""
        length = self._phrase(i, ANY_HEAD)
        nxt = i + length
        if not length or f"{self.low(i)} {self.low(nxt)}" == "hội nghị":
            return 0
        if self.is_cap(nxt) or self._is_abbreviated(i, length):
            return length
        if not self.is_cap(i):
            return length if self._is_body_of_place(i, nxt) else 0
        verb = length == 1 and pair_verb_at(self.lows, i)
        return 0 if verb or self._not_a_head(i, nxt) else length

    def _is_abbreviated(self, i: int, length: int) -> bool:
        return length == 1 and len(self.words[i]) > 1 and self.words[i].isupper()

    def _is_body_of_place(self, i: int, nxt: int) -> bool:
        """'công an xã' without capitals."""
        return " ".join(self.lows[i:nxt]) in BODIES and bool(self._phrase(nxt, PLACES))

    def _not_a_head(self, i: int, nxt: int) -> bool:
        return f"{self.low(i)} {self.low(nxt)}" in (
            "sở hữu", "sở dĩ", "bộ máy", "bộ tiêu", "bộ chỉ", "bộ thủ", "hội nghị", "hội thi", "hội thảo", "hội chợ", "ban đầu", "báo cáo", "phòng chống", "đoàn công",
            "đoàn kết", "đoàn kiểm", "đoàn giám", "trường hợp", "vụ việc", "quỹ đất", "tổ chức", "đội ngũ", "cơ quan", "thuế suất", "hội đồng", "đài tưởng", "cục bộ", "trường học", "thường trực", "tỉnh táo", "phòng ngừa", "khối lượng",
        ) and not self.is_cap(nxt) and f"{self.low(i)} {self.low(nxt)}" not in ALONE  # fmt: skip

    def _area(self, j: int, after_post: bool = False) -> int:
        """The end of a place at ``j``: 'huyện An Sơn', 'TP. Hà Nội', 'tỉnh', or capitalised words alone."""
        length = self._phrase(j, PLACES)
        if not length:
            return self._capitals(j) if self.is_cap(j) and not self._head_at(j) and self._is_place_run(j) else j
        k = j + length + (self.low(j + length) == ".")
        return self._capitals(k, after_post) if self.is_cap(k) and not self._head_at(k) else k

    def _is_place_run(self, j: int) -> bool:
        """Two or more capitalised words in a row after a unit's name are its place ('Sở Y tế Hà Nội')."""
        return self.is_cap(j + 1) and not self._head_at(j + 1)

    def _capitals(self, j: int, after_post: bool = False) -> int:
        end = j
        while (
            self.is_cap(end) and end - j < 5 and not (end > j and self._head_at(end)) and self.words[end][0].isalpha()
        ):
            end += 1
        if (
            end < len(self.words)
            and end > j
            and self.words[end].isdigit()
            and self.ends[end - 1] + 1 == self.starts[end]
        ):
            end += 1
        if after_post and end - j > 2:
            name = name_after_post(self.text, self.starts[j], self.ends[end - 1])
            return self.at(name[0]) if name and name[0] > self.starts[j] else end
        return end

    def _portfolio(self, i: int) -> int:
        for words in _FIELDS.get(self.low(i), ()):
            if [w if w != "–" else "-" for w in self.lows[i : i + len(words)]] == words:
                return len(words)
        return 0

    def _name_end(self, j: int, head: int) -> int:
        """The end of a name by its words: to the first verb, preposition or mark; 'và' goes on only within the name."""
        end, i = j, j
        while i < min(len(self.words), j + MOST_WORDS):
            if i > j and self._second_syllable(i, head):
                i = end = i + 1
            elif self.is_cap(i):
                if i > j and self._head_at(i) and self.lows[i - 1] != "và" and not self.words[i].isupper():
                    break
                i = end = i + 1
            elif self._within(i, i == j):
                i += 1
                end = end if self.lows[i - 1] in ("và", *_DASHES) else i
            else:
                break
        return end

    def _second_syllable(self, i: int, head: int) -> bool:
        """'chính' in 'Tài chính': the word after a capitalised one that is the first of its compound."""
        word, before = self.words[i], self.words[i - 1]
        first = before[0].isupper() and not before.isupper() and (i - 2 <= head or not self.words[i - 2][0].isupper())
        return (
            first
            and word[0].islower()
            and self.lows[i] not in ("của", "và", "cần", "phải", "sẽ", "đã", "có")
            and i - 1 > head
        )

    def _within(self, i: int, first: bool) -> bool:
        low = self.lows[i]
        if low in _DASHES:
            return (self.is_cap(i + 1) and not self._head_at(i + 1)) or self._field_goes_on(i + 1)
        if self._field_goes_on(i):
            return True
        if low == "và":
            return self._and_goes_on(i + 1)
        if low.isdigit() and self.lows[i - 1] == "số":
            return True
        if not low[0].isalpha() or low in STOPS or low in PLACES:
            return False
        return first or not verb_at(self.lows, i)

    def _field_goes_on(self, i: int) -> bool:
        """Whether the word at ``i`` is of a field of work that reads like a verb or a place: 'Nghiên cứu phát triển', 'kinh tế - xã hội'."""
        pair = f"{self.low(i)} {self.low(i + 1)}"
        before = f"{self.low(i - 1)} {self.low(i)}"
        if pair == "xã hội" or before == "xã hội" or before in _COMPOUNDS:
            return True
        if pair in _WORKS_ON.get(f"{self.low(i - 2)} {self.low(i - 1)}", ()):
            return True
        return before in _WORKS_ON.get(f"{self.low(i - 3)} {self.low(i - 2)}", ())

    def _and_goes_on(self, i: int) -> bool:
        if self.is_cap(i):
            return not self._head_at(i) and not self._phrase(i, POSTS)
        low = self.low(i)
        return (
            low.isalpha()
            and low not in STOPS
            and low not in QUANTIFIERS
            and not verb_at(self.lows, i)
            and not self._phrase(i, ANY_NOUN)
        )

    def _classes(self, i: int) -> int:
        """The end of 'huyện, thị xã và thành phố': nouns of kind joined by commas, 'và', slashes or dashes."""
        end = i
        while True:
            length = self._class_at(i)
            if not length:
                return end
            end = i + length
            joint = self.low(end)
            if joint not in (",", "và", "/", "-", "–", "&", "hoặc"):
                return end
            i = end + 1
            if self.low(i) in ("các", "những") or (self.is_cap(i) and self._named(i)):
                return end

    def _class_at(self, i: int) -> int:
        if all(part in CLASSES for part in self.low(i).split("/")) and "/" in self.low(i):
            return 1
        length = self._phrase(i, CLASSES)
        modifier = self._phrase(i + length, GROUP_TAILS) if length else 0
        return length + modifier if modifier and self.low(i + length + modifier) in (",", "và") else length

    def _named(self, i: int) -> bool:
        """Whether the capitalised noun of kind at ``i`` begins a unit's own name ('Ban Tuyên giáo')."""
        length = self._phrase(i, HEADS)
        return bool(length) and self.is_cap(i + length)


def _by_first(names: Iterable[tuple[str, ...]]) -> dict[str, list[list[str]]]:
    index: dict[str, list[list[str]]] = {}
    for words in sorted(names, key=len, reverse=True):
        index.setdefault(words[0], []).append(list(words))
    return index


_FIELDS = _by_first(tuple(TOKEN.findall(field)) for field in PORTFOLIOS)


def _is_short_form(name: str) -> bool:
    """'TĐC', 'QLCN': one word that is a name though no word of kind stands before it."""
    return len(name) > 1 and name.isupper() and name.casefold() not in ANY_HEAD


@lru_cache(maxsize=8)
def _known_names(known: Known) -> dict[str, list[tuple[tuple[str, ...], KnownUnit]]]:
    """The words of each known name of two words or more, longest first, under its first word."""
    index: dict[str, list[tuple[tuple[str, ...], KnownUnit]]] = {}
    for unit in known:
        for name in {unit.name, unit.short_name, *unit.aliases}:
            words = tuple(word.casefold() for word in TOKEN.findall(name))
            if words and (len(words) > 1 or _is_short_form(name)):
                index.setdefault(words[0], []).append((words, unit))
    for names in index.values():
        names.sort(key=lambda pair: len(pair[0]), reverse=True)
    return index
