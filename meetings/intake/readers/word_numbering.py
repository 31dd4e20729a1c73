"""Word's automatic numbers and bullets as the reader of the page sees them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from meetings.intake.readers.word_names import W, number, switched_on, value

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_KEPT_BULLETS = frozenset("+*")
_MAX_ROMAN = 3999
_LEVELS = 9


@dataclass(frozen=True)
class Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass
class _List:
    """The running counters of one list: None where a level has not been reached since its last restart."""

    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Hands out the label of one list paragraph after the other, in document order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[int, dict[int, Level]] = {}
        self._links: dict[int, str] = {}
        self._style_lists: dict[str, int] = {}
        self._nums: dict[int, etree._Element] = {}
        self._lists: dict[int, _List] = {}
        for element in [] if root is None else root:
            if element.tag == W + "abstractNum":
                self._add_abstract(element)
            elif element.tag == W + "num":
                self._nums[_integer(element.get(W + "numId"))] = element

    def _add_abstract(self, element: etree._Element) -> None:
        at = _integer(element.get(W + "abstractNumId"))
        self._abstract[at] = {_integer(level.get(W + "ilvl")): _level(level) for level in element.findall(W + "lvl")}
        if link := value(element, "numStyleLink"):
            self._links[at] = link
        if link := value(element, "styleLink"):
            self._style_lists[link] = at

    def label(self, num_id: int, ilvl: int) -> str:
        """Count one paragraph of list ``num_id`` at level ``ilvl`` (0-based) and return its label; '' where the list has none."""
        num = self._nums.get(num_id)
        if num is None or not 0 <= ilvl < _LEVELS:
            return ""
        abstract = self._list_of(num)
        overrides = {_integer(o.get(W + "ilvl")): o for o in num.findall(W + "lvlOverride")}
        levels = {**self._abstract.get(abstract, {}), **_overridden(overrides)}
        running = self._lists.setdefault(abstract, _List())
        if num_id not in running.begun:
            running.begun.add(num_id)
            for at, override in overrides.items():
                if number(override, "startOverride") is not None and 0 <= at < _LEVELS:
                    running.counters[at] = None
        starts = {at: start for at, o in overrides.items() if (start := number(o, "startOverride")) is not None}
        _count(running.counters, ilvl, levels, starts)
        return _label(running.counters, ilvl, levels)

    def _list_of(self, num: etree._Element) -> int:
        at = number(num, "abstractNumId")
        at = -1 if at is None else at
        return self._style_lists.get(self._links[at], at) if at in self._links else at


def _overridden(overrides: dict[int, etree._Element]) -> dict[int, Level]:
    return {at: _level(level) for at, o in overrides.items() if (level := o.find(W + "lvl")) is not None}


def _level(element: etree._Element) -> Level:
    start = number(element, "start")
    return Level(
        start=1 if start is None else start,
        style=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        restart=number(element, "lvlRestart"),
        legal=bool(switched_on(element, "isLgl")),
    )


def _count(counters: list[int | None], ilvl: int, levels: dict[int, Level], starts: dict[int, int]) -> None:
    current = counters[ilvl]
    counters[ilvl] = starts.get(ilvl, levels.get(ilvl, Level()).start) if current is None else current + 1
    for deeper in range(ilvl + 1, _LEVELS):
        restart = levels.get(deeper, Level()).restart
        # lvlRestart counts levels from 1; 0 means that the level never starts again.
        if restart is None or (restart and ilvl < restart):
            counters[deeper] = None


def _label(counters: list[int | None], ilvl: int, levels: dict[int, Level]) -> str:
    level = levels.get(ilvl, Level())
    if level.style == "bullet":
        text = level.text.strip()
        return text if text in _KEPT_BULLETS else "-"

    def numeral(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = levels.get(at, Level())
        counter = counters[at]
        return write_number(of.start if counter is None else counter, "decimal" if level.legal else of.style)

    return re.sub(r"%([1-9])", numeral, level.text).strip()


def write_number(count: int, style: str) -> str:
    """Write ``count`` in a number format of WordprocessingML (ST_NumberFormat); unknown formats in Arabic numerals."""
    writers = {
        "decimalZero": lambda: f"{count:02d}",
        "lowerLetter": lambda: _letters(count),
        "upperLetter": lambda: _letters(count).upper(),
        "lowerRoman": lambda: _roman(count),
        "upperRoman": lambda: _roman(count).upper(),
        "vietnameseCounting": lambda: _WORDS[count] if 0 <= count < len(_WORDS) else str(count),
        "none": lambda: "",
    }
    return writers.get(style, lambda: str(count))()


def _letters(count: int) -> str:
    # Word goes on after z with aa, bb, cc.
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10) if count > 0 else str(count)


def _roman(count: int) -> str:
    if not 0 < count <= _MAX_ROMAN:
        return str(count)
    written = ""
    for size, letters in _ROMAN:
        written += letters * (count // size)
        count %= size
    return written + _ROMAN_UNITS[count]


def _integer(text: str | None) -> int:
    try:
        return int(text or "")
    except ValueError:
        return -1
