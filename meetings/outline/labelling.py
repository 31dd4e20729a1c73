"""The numbers and letters before the items of an outline: 'I.', '1.', 'a)', '-', each after the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Điểm a, b, c … of a Vietnamese text: đ has its place, f, j, w and z have none
LETTERS = "abcdđeghiklmnopqrstuvxy"
FIRST = "I."
BULLETS = ("-", "+", "*", "•")
_LABEL = re.compile(r"(?P<open>\(?)(?P<core>[IVXL]+|(?:\d+\.)*\d+|[a-zđA-ZĐ])(?P<tail>[.)/]{0,2})")
_ROMANS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Labelled:
    """What the labels are made from: a row's level, and its label as it stands ('' for a row without one)."""

    level: int
    label: str


def successor(label: str) -> str:
    """'b)' -> 'c)', 'IV.' -> 'V.', '1.2.' -> '1.3.', '-' -> '-'; a label of another kind is repeated."""
    match = _LABEL.fullmatch(label)
    if match is None:
        return label
    core = _next_core(match["core"])
    return f"{match['open']}{core}{match['tail']}" if core else label


def _next_core(core: str) -> str:
    if core[-1].isdigit():
        *above, last = core.split(".")
        return ".".join([*above, str(int(last) + 1)])
    if set(core) <= set("IVXL"):
        return _roman(_value(core) + 1)
    letters = LETTERS if core.islower() else LETTERS.upper()
    at = letters.find(core)
    return letters[at + 1] if 0 <= at < len(letters) - 1 else ""


def _roman(number: int) -> str:
    words = ""
    for value, sign in _ROMANS:
        while number >= value:
            words, number = words + sign, number - value
    return words


def _value(roman: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    numbers = [values[sign] for sign in roman]
    return sum(-n if n < after else n for n, after in zip(numbers, [*numbers[1:], 0], strict=True))


def first_of(label: str) -> str:
    """The first label of the same kind: 'c)' -> 'a)', 'III.' -> 'I.', '1.4.' -> '1.1.'."""
    match = _LABEL.fullmatch(label)
    if match is None:
        return label
    core = match["core"]
    if core[-1].isdigit():
        first = ".".join([*core.split(".")[:-1], "1"])
    elif set(core) <= set("IVXL"):
        first = "I"
    else:
        first = "a" if core.islower() else "A"
    return f"{match['open']}{first}{match['tail']}"


def first_below(label: str) -> str:
    """The first label beneath one: 'II.' -> '1.', '1.' -> 'a)', 'a)' -> '-', '-' -> '+', '' -> '-'."""
    match = _LABEL.fullmatch(label)
    if match is None:
        return "+" if label == "-" else "-"
    core = match["core"]
    if core[-1].isdigit():
        return f"{core}.1." if "." in core else "a)"
    return "1." if core.isupper() else "-"


def proposed(rows: Sequence[Labelled], index: int) -> str:
    """The label of the row at ``index``: after that of its elder sibling, else the first one beneath its parent's."""
    level = rows[index].level
    for row in reversed(rows[:index]):
        if row.level < level:
            return first_below(row.label)
        if row.level == level and row.label:
            return successor(row.label)
    younger = next((row.label for row in rows[index + 1 :] if row.level == level and row.label), "")
    return first_of(younger) if younger else FIRST


def renumbered(rows: Sequence[Labelled]) -> list[str]:
    """Every label anew, each run of siblings in the way of its first one; rows without a label stay without."""
    labels: list[str] = []
    last: dict[int, str] = {}  # level -> the last label of the present run of siblings
    for row in rows:
        for level in [level for level in last if level > row.level]:
            del last[level]
        if not row.label:
            labels.append("")
            continue
        labels.append(successor(last[row.level]) if row.level in last else _in_place(row, last))
        last[row.level] = labels[-1]
    return labels


def _in_place(row: Labelled, last: dict[int, str]) -> str:
    """The first of a run; '2.4.' below '3.' is '3.1.'."""
    first = first_of(row.label)
    above = last[max(last)].rstrip(".") if last else ""
    parts = first.rstrip(".").split(".")
    if len(parts) > 1 and above.replace(".", "").isdigit():
        return f"{above}.1" + "." * first.endswith(".")
    return first


def is_well_numbered(rows: Sequence[Labelled]) -> bool:
    return [row.label for row in rows] == renumbered(rows)
