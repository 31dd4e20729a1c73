"""A corrected Word document taken apart into the parts of a paper: abstract, opening, items, closing, recipients, signer.

The portal's own documents name the parts by their styles. Where those are lost (another program, text pasted into a new
document) the intake's reader tells the parts apart, as of any paper that comes from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from meetings.intake.lines import split_label
from meetings.intake.parse import covered_lines, parse_lines


class Part(StrEnum):
    ABSTRACT = "abstract"
    OPENING = "opening"
    ITEM = "item"
    CLOSING = "closing"
    RECIPIENT = "recipient"
    SIGNER = "signer"
    OTHER = "other"


OF_STYLE = {
    "trích yếu": Part.ABSTRACT,
    "về việc": Part.ABSTRACT,
    "phần mở đầu": Part.OPENING,
    "nội dung": Part.ITEM,
    **{f"heading {level}": Part.ITEM for level in range(1, 10)},
    "câu kết": Part.CLOSING,
    "danh sách nơi nhận": Part.RECIPIENT,
    "người ký": Part.SIGNER,
    **dict.fromkeys(
        (
            "cơ quan chủ quản",
            "cơ quan ban hành",
            "quốc hiệu",
            "tiêu ngữ",
            "số và ký hiệu",
            "địa danh và ngày tháng",
            "dấu chỉ",
            "tên loại",
            "quyền hạn ký",
            "nơi nhận",
            "kính gửi",
            "kính gửi một nơi",
            "nơi kính gửi",
        ),
        Part.OTHER,
    ),
}
ANNEX = ("phụ lục", "tên phụ lục")
GOES_ON = {Part.ABSTRACT: Part.OPENING}  # what a paragraph of a strange style is after one of these


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with what people marked in it (readers.word_marked); ``text`` is '' where all of it was deleted.

    ``whole`` is what stands there: the label, if it looks like one, and the text.
    """

    text: str
    label: str = ""
    whole: str = ""
    heading: bool = False
    marks: tuple[dict[str, Any], ...] = ()
    comments: tuple[dict[str, Any], ...] = ()


@dataclass
class Corrected:
    """The document by its parts; ``gone``: paragraphs that were deleted whole, for their marks."""

    parts: dict[Part, list[Paragraph]] = field(default_factory=dict)
    gone: list[Paragraph] = field(default_factory=list)

    def of(self, part: Part) -> list[Paragraph]:
        return self.parts.get(part, [])

    @property
    def tracked(self) -> bool:
        """Whether Word recorded changes at all."""
        every = [*self.gone, *(paragraph for part in self.parts.values() for paragraph in part)]
        return any(paragraph.marks for paragraph in every)


def taken_apart(values: Sequence[dict[str, Any]]) -> Corrected:
    """From what ``read_marked`` gives."""
    kinds = _by_style(values) if _is_ours(values) else _by_reading(values)
    corrected = Corrected()
    for value, part in zip(values, kinds, strict=True):
        label, text = split_label(value["text"]) if part == Part.ITEM else ("", value["text"])
        paragraph = Paragraph(
            text, label, value["text"], value["heading"], tuple(value["marks"]), tuple(value["comments"])
        )
        if value["text"]:
            corrected.parts.setdefault(part, []).append(paragraph)
        else:
            corrected.gone.append(paragraph)
    return corrected


def _is_ours(values: Sequence[dict[str, Any]]) -> bool:
    found = {OF_STYLE.get(value["style"].casefold()) for value in values}
    return Part.ABSTRACT in found and bool(found & {Part.OPENING, Part.ITEM})


def _by_style(values: Sequence[dict[str, Any]]) -> list[Part]:
    parts: list[Part] = []
    last = Part.OTHER
    for value in values:
        style = value["style"].casefold()
        if style.startswith(ANNEX):
            break
        last = OF_STYLE.get(style) or GOES_ON.get(last, last)
        parts.append(last)
    return parts + [Part.OTHER] * (len(values) - len(parts))


def _by_reading(values: Sequence[dict[str, Any]]) -> list[Part]:
    parts = [Part.OTHER] * len(values)
    lines = _before_annexes([value["text"] for value in values])
    draft = parse_lines(lines)
    found = {
        Part.ABSTRACT: {number for number in covered_lines(draft.title) if not lines[number - 1].isupper()},
        Part.ITEM: covered_lines(draft.conclusions) | covered_lines(draft.directives),
        Part.RECIPIENT: covered_lines(draft.recipients),
    }
    for part, numbers in found.items():
        for number in numbers:
            parts[number - 1] = part
    items = [place for place, part in enumerate(parts) if part == Part.ITEM]
    if items:
        _name_around(parts, lines, items[0], items[-1])
    _name_signer(parts, lines, draft.signature.name if draft.signature else None)
    return parts


def _before_annexes(lines: list[str]) -> list[str]:
    """What stands above the first 'Phụ lục' that follows 'Nơi nhận'."""
    in_foot = False
    for place, line in enumerate(lines):
        in_foot = in_foot or line.casefold().startswith("nơi nhận")
        if in_foot and line.casefold().startswith("phụ lục"):
            return lines[:place]
    return lines


def _name_around(parts: list[Part], lines: Sequence[str], first: int, last: int) -> None:
    """What stands between title and items opens, what stands between items and recipients closes."""
    titles = [place for place in range(first) if parts[place] == Part.ABSTRACT]
    for place in range(titles[-1] + 1 if titles else first, first):
        parts[place] = Part.OPENING
    for place in range(first, last):
        if parts[place] == Part.OTHER and lines[place]:
            parts[place] = Part.ITEM
    for place in range(last + 1, len(lines)):
        if parts[place] != Part.OTHER or lines[place].casefold().startswith("nơi nhận"):
            break
        parts[place] = Part.CLOSING


def _name_signer(parts: list[Part], lines: Sequence[str], name: str | None) -> None:
    for place in range(len(lines) - 1, -1, -1):
        if name and lines[place].casefold() == name.casefold():
            parts[place] = Part.SIGNER
            return
