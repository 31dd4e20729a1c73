"""The head of a paper: who issues it, its number and day, its kind and title (Nghị định 30/2020/NĐ-CP, Phụ lục I).

It may stand in two columns, in a table, or in single lines; a page from a website has a title alone, and a text may
have none: then the meeting's name in the first sentence serves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from meetings.intake.cells import cell_lines
from meetings.intake.days import written_days
from meetings.intake.draft import IssuedOn, Text
from meetings.intake.lines import Paragraph
from meetings.intake.titles import opens_with_type, read_title, type_of

_STATE_NAME = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|đảng\s+cộng\s+sản\s+việt\s+nam|độc\s+lập\s*[-–—.]?\s*tự\s+do\s*[-–—.]?\s*hạnh\s+phúc",
    re.I,
)
_NUMBER = re.compile(
    r"^\(?\s*số\s*:?\s*(?P<number>(?:\d{0,5}|[.…_\s]{1,12})\s?[a-z]?\s?(?:/\s?\d{4}\s?)?[/-]\s?[A-ZĐ][\w&.ĐƯƠ]*(?:\s?[-–/]\s?[A-ZĐ][\w&.]*)*)",
    re.I,
)
_PLACE_AND_DAY = re.compile(
    r"^[^\W\d_][\w\s.\-–]{1,40},\s*ngày\s*(?P<day>[\d.…\s]{0,10}tháng[\d.…\s]{0,10}năm\s*[\d.…]{0,6}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\W*$",
    re.I,
)
_AGENCY = re.compile(
    r"(?:UBND|ỦY BAN|UỶ BAN|SỞ|BỘ|BAN|CHI CỤC|CỤC|VĂN PHÒNG|TRUNG TÂM|PHÒNG|HỘI|LIÊN HIỆP|TỈNH|THÀNH|HUYỆN|ĐẢNG|VIỆN|TRƯỜNG|CHÍNH PHỦ|THỦ TƯỚNG|XÃ|PHƯỜNG|ĐẶC KHU|THÀNH PHỐ|TP\b)"
)


@dataclass
class Head:
    """``size`` is how many paragraphs the head takes; ``frame`` are lines of state name, motto and the like."""

    size: int = 0
    title: Text | None = None
    type_line: str = ""
    number: Text | None = None
    issued_on: IssuedOn | None = None
    issuer: Text | None = None
    frame: list[int] = field(default_factory=list)


def read_head(paragraphs: Sequence[Paragraph]) -> Head:
    head = Head()
    size = _letterhead(paragraphs, head)
    found = read_title(paragraphs, size)
    head.size, head.title, head.type_line = found.size, found.title, found.type_line
    if head.type_line or head.title:
        _after_title(paragraphs, head)
    return head


def in_reading_order(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The type line below the letterhead: a page read column by column may give it before the right column."""
    at = next((i for i, paragraph in enumerate(paragraphs[:15]) if type_of(paragraph)), None)
    end = 0 if at is None else at + 1
    while end and end < len(paragraphs) and all(_stands_above_type(line) for line in _head_lines(paragraphs[end])):
        end += 1
    if at is None or end == at + 1:
        return list(paragraphs)
    return [*paragraphs[:at], *paragraphs[at + 1 : end], paragraphs[at], *paragraphs[end:]]


def _stands_above_type(line: str) -> bool:
    return bool(_STATE_NAME.search(line) or _PLACE_AND_DAY.match(line) or (_NUMBER.match(line) and len(line) < 60))


def _letterhead(paragraphs: Sequence[Paragraph], head: Head) -> int:
    """Reads what stands above the type line; how many paragraphs that is (0 if the paper has no letterhead)."""
    agencies: list[tuple[str, int]] = []
    size = _letterhead_size(paragraphs, head, agencies)
    if size and agencies:
        head.issuer = Text(_issuer(agencies), sorted({line for _, line in agencies}))
    return size


def _letterhead_size(paragraphs: Sequence[Paragraph], head: Head, agencies: list[tuple[str, int]]) -> int:
    """Up to the type line, or to the first paragraph that is no letterhead's where one has begun above it."""
    for index, paragraph in enumerate(paragraphs[:25]):
        if type_of(paragraph):
            return index
        known = [_letterhead_line(line, paragraph, head, agencies) for line in _head_lines(paragraph)]
        if not any(known):
            begun = head.number or head.issued_on or head.frame or (agencies and paragraph.text.isupper())
            return index if begun else 0
        if all(known) and not agencies:
            head.frame += paragraph.lines
    return 0


def _head_lines(paragraph: Paragraph) -> list[str]:
    """The pieces of a head's line: table cells, and what stands on both sides of the state's name."""
    pieces = (
        [line for cell in cell_lines(paragraph.text) for line in cell]
        if paragraph.style == "table"
        else [paragraph.text]
    )
    split: list[str] = []
    for piece in pieces:
        parts = [part.strip(" -–—*_") for part in _STATE_NAME.split(piece)]
        split += [part for part in parts if part] + ["Độc lập - Tự do - Hạnh phúc"] * (len(parts) - 1)
        place = re.search(r"\s+(?=[^\W\d_][\w\s.]{1,30},\s*ngày\s[\d.…\s]*tháng)", split[-1]) if split else None
        if place and _NUMBER.match(split[-1]):
            split[-1:] = _part_number(split[-1])
    return split


def _part_number(line: str) -> list[str]:
    """'Số: 05/TB-SKHCN Vĩnh Long, ngày …' in its two parts."""
    number = _NUMBER.match(line)
    return [line[: number.end()].strip(), line[number.end() :].strip()] if number else [line]


def _letterhead_line(line: str, paragraph: Paragraph, head: Head, agencies: list[tuple[str, int]]) -> bool:
    """Takes one line of the letterhead; whether it was one."""
    number = _NUMBER.match(line) if len(line) < 60 else None
    dated = _PLACE_AND_DAY.match(line)
    if number:
        head.number = head.number or Text(" ".join(number.group("number").split()), list(paragraph.lines))
    elif dated:
        day = next((written.on(None) for written in written_days(dated.group("day"))), None)
        head.issued_on = head.issued_on or (IssuedOn(day, list(paragraph.lines)) if day else None)
    elif _is_agency(line, bool(agencies)):
        _add_agency(line, paragraph.lines[0], agencies)
    else:
        subject = bool(head.number) and re.match(r"(?:v/v|về việc)\s", line, re.I)
        return bool(_STATE_NAME.search(line) or subject)
    return True


def _is_agency(line: str, follows_another: bool) -> bool:
    if not line.isupper() or len(line) >= 90 or _STATE_NAME.search(line) or opens_with_type(line):
        return False
    return bool(_AGENCY.match(line)) or (follows_another and line.startswith(("VÀ ", "- ")))


def _issuer(agencies: list[tuple[str, int]]) -> str:
    """The last agency named issues the paper; 'VĂN PHÒNG' alone is the office of the one above it."""
    names = [name for name, _ in agencies]
    return f"{names[-1]} {names[-2]}" if names[-1] == "VĂN PHÒNG" and len(names) > 1 else names[-1]


def _add_agency(line: str, number: int, agencies: list[tuple[str, int]]) -> None:
    """An agency's name may take two lines: 'ỦY BAN NHÂN DÂN' over 'XÃ …', 'SỞ KHOA HỌC' over 'VÀ CÔNG NGHỆ'."""
    if agencies and (
        not _AGENCY.match(line) or re.fullmatch(r"(?:ỦY BAN|UỶ BAN) NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN", agencies[-1][0])
    ):
        agencies.append((f"{agencies[-1][0]} {line}", number))
    else:
        agencies.append((line, number))


def _after_title(paragraphs: Sequence[Paragraph], head: Head) -> None:
    """A number or a day that stands below the title still belongs to the head."""
    while head.size < len(paragraphs):
        lines = _head_lines(paragraphs[head.size])
        if paragraphs[head.size].label or not all(
            _letterhead_line(line, paragraphs[head.size], head, []) for line in lines
        ):
            return
        head.size += 1
