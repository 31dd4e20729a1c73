"""Which part of a paper each paragraph stands in: opening, attendance, what was said, conclusions, foot.

A heading, a numbered title or the sentence that leads a list in ('… kết luận như sau:') opens a part. What is only
reported or discussed before the conclusions gives no orders, but its speakers were there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from meetings.intake.attendance_tables import is_people_header
from meetings.intake.foot import foot_ends, foot_starts
from meetings.intake.lines import Paragraph
from meetings.intake.mentions import find_mentions
from meetings.intake.names import titled_names
from meetings.intake.posts import post_after
from meetings.intake.wording import LOWER, UPPER

_ATTENDANCE = re.compile(
    r"(?:về\s+)?(?:thành phần|thành viên (?:tham )?dự|danh sách (?:đại biểu|(?:các )?thành|tham dự|dự họp|cán bộ)|(?:các )?đại biểu(?: (?:tham )?dự|\s*:)|(?:cùng |đến |về )?(?:tham )?dự (?:họp|hội nghị|cuộc|buổi|phiên|có|gồm)"
    r"|tham dự|tham gia (?:cuộc|buổi|họp|hội nghị|có)|cùng dự|cùng tham dự|(?:các )?(?:đại biểu |thành viên |đơn vị )?có mặt|người (?:tham )?dự|khách mời|đơn vị (?:tham )?dự)\b",
    re.I,
)
_ABSENT = re.compile(
    r"(?:(?:các )?(?:đại biểu|đơn vị|thành viên|cơ quan|địa phương)\s+)?(?:vắng|không (?:tham )?dự)(?: mặt)?\b", re.I
)
_DELEGATION = re.compile(r"(?:về phía|phía|đại diện|đoàn công tác|bên [ab])\s(?!các ý kiến)", re.I)
_WE_ARE = re.compile(
    r"(?:chúng tôi|thành phần|tham dự|tham gia|dự họp)(?:\s+\S+){0,4}?\s*(?:gồm|có|gồm có|là)?\s*:$", re.I
)
_OFFICE = re.compile(
    r"(?:đồng )?(?:chủ trì|chủ tọa|chủ toạ|thư ký|người ghi biên bản|(?:người )?ghi chép|ghi biên bản|người chủ trì|điều hành)\b",
    re.I,
)
_TIME_PLACE = re.compile(r"(?:về\s+)?(?:thời gian|địa điểm|ngày(?: giờ)? họp|nơi họp|hình thức)\b", re.I)
_SAID = re.compile(
    r"(?:nội dung|diễn biến|tiến trình|chương trình|ý kiến|các ý kiến|thảo luận|phần thảo luận|báo cáo|phát biểu|tóm tắt|trao đổi|tình hình|kết quả|mục đích|khai mạc|lý do)\b",
    re.I,
)
_CONCLUSION = re.compile(
    r"(?:phần\s+)?(?:ý kiến |nội dung |nội dung ý kiến |phát biểu |các )?(?:kết luận|chỉ đạo)(?! số)\b|ý kiến chỉ đạo|kết luận, chỉ đạo|(?:phân công|giao) nhiệm vụ|tổ chức thực hiện|nhiệm vụ (?:trọng tâm|thời gian tới|trong thời gian)"
    r"|(?:phương hướng|nhiệm vụ)[^.]{0,60}(?:thời gian tới|tuần|tháng|quý|năm)",
    re.I,
)
_LEAD_IN = re.compile(
    r"(?:kết luận|chỉ đạo|thống nhất|giao nhiệm vụ|quyết định|yêu cầu|đề nghị|nhấn mạnh|giao)\b[^.;]{0,300}?(?:như sau|sau đây|sau|nội dung|nhiệm vụ|vấn đề|việc|công việc)?\s*[:：]$|kết luận\s*:$",
    re.I,
)
_CONCLUDES = re.compile(
    r"kết luận|chỉ đạo|thống nhất|kết thúc|sau khi (?:nghe|xem xét|đánh giá|thảo luận|trao đổi)|trên cơ sở", re.I
)
_BYLINE = re.compile(
    rf"[(]?(?:[{UPPER}]\.?[{LOWER}]*|[{LOWER}]+|[-–])(?: (?:[{UPPER}]\.?[{LOWER}]*|[{LOWER}]+|[-–])){{0,3}}[)]?"
)
_ROMAN = re.compile(r"[IVX]{1,5}[.)/-]|[A-E][.)]")


@dataclass
class Sections:
    """Paragraphs by part; each stands in exactly one of them."""

    opening: list[Paragraph] = field(default_factory=list)
    attendance: list[Paragraph] = field(default_factory=list)
    said: list[Paragraph] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    foot: list[Paragraph] = field(default_factory=list)
    byline: list[Paragraph] = field(default_factory=list)


def split_sections(paragraphs: Sequence[Paragraph], kind: str) -> Sections:
    """The parts of ``paragraphs``, which no longer hold the head."""
    foot_at = foot_starts(paragraphs) if kind != "news" else len(paragraphs)
    foot_to = foot_ends(paragraphs, foot_at) if foot_at < len(paragraphs) else foot_at
    sections = Sections(foot=list(paragraphs[foot_at:foot_to]))
    text = paragraphs[:foot_at]
    if foot_at == len(paragraphs) and len(text) > 2 and _is_byline(text[-1]):
        sections.byline.append(text[-1])
        text = text[:-1]
    parts = _parts(text)
    conclusion_at = _conclusion_at(text, parts, kind)
    for index, (paragraph, part) in enumerate(zip(text, parts, strict=True)):
        if index >= conclusion_at:
            sections.body.append(paragraph)
        elif part == "attendance":
            sections.attendance.append(paragraph)
        elif part == "said" and conclusion_at < len(text):
            sections.said.append(paragraph)
        else:
            sections.opening.append(paragraph)
    if conclusion_at == len(text):
        _without_conclusions(sections, text, parts, kind)
    sections.body += paragraphs[foot_to:]
    return sections


def _is_byline(paragraph: Paragraph) -> bool:
    """An author's or office's name alone under the last sentence of a page: 'H. Hải', 'Văn phòng Sở'."""
    return (
        not paragraph.label
        and paragraph.style == ""
        and len(paragraph.text.split()) <= 4
        and bool(_BYLINE.fullmatch(paragraph.text))
    )


def part_of(paragraph: Paragraph) -> str | None:
    """The part that a paragraph opens as a heading or lead-in; None if it opens none."""
    text = paragraph.text
    if paragraph.style == "table":
        return None
    if _is_heading(paragraph):
        for part, pattern in (
            ("facts", _TIME_PLACE),
            ("attendance", _OFFICE),
            ("attendance", _ATTENDANCE),
            ("attendance", _ABSENT),
            ("attendance", _DELEGATION),
            ("conclusion", _CONCLUSION),
            ("said", _SAID),
        ):
            if pattern.match(text):
                return part
    if leads_in(paragraph):
        return "conclusion"
    if text.endswith(":") and (_ATTENDANCE.match(text) or _WE_ARE.search(text[-60:])):
        return "attendance"
    return None


def leads_in(paragraph: Paragraph) -> bool:
    """Whether the paragraph announces the conclusions: '… kết luận, chỉ đạo như sau:'."""
    text = paragraph.text
    if paragraph.label and not paragraph.label[0].isalnum():
        return False
    tail = text[-420:]
    return (
        text.endswith(":")
        and len(text) < 1500
        and bool(_LEAD_IN.search(tail))
        and bool(_CONCLUDES.search(text))
        and ("kết luận" in text.casefold() or not paragraph.label)
    )


def _is_heading(paragraph: Paragraph) -> bool:
    """A title ('I. Thành phần', 'Thời gian: 8 giờ', a bold line), not a sentence of the text."""
    text = paragraph.text
    opening = text.split(":", 1)[0]
    if (
        not paragraph.label
        and len(text.split()) <= 6
        and text[:1].isupper()
        and text[-1].isalpha()
        and not titled_names(text)
    ):
        return True
    return (
        paragraph.style == "heading"
        or text.isupper()
        or (
            len(opening) <= 70
            and (
                ":" in text
                or (
                    bool(paragraph.label and paragraph.label[0].isalnum())
                    and not text.endswith(".")
                    and len(text) <= 90
                )
            )
        )
    )


def _parts(text: Sequence[Paragraph]) -> list[str]:
    """For each paragraph the part that it would stand in if no conclusions followed: facts, attendance, said or opening."""
    parts: list[str] = []
    current = "opening"
    for index, paragraph in enumerate(text):
        opened = part_of(paragraph) or _list_of_people(text, index, current)
        if opened:
            current = opened
        elif current in {"attendance", "facts"} and _leaves_list(paragraph, current):
            current = "said" if _ROMAN.match(paragraph.label) else "opening"
        parts.append(current)
        if opened == "facts":
            current = "opening"
    return parts


def _list_of_people(text: Sequence[Paragraph], index: int, current: str) -> str | None:
    """A list that no heading announces: a table of people, or two entries one after the other that open with a name."""
    paragraph = text[index]
    if paragraph.style == "table":
        before = index and text[index - 1].style == "table"
        return "attendance" if not before and is_people_header(paragraph.text) else None
    if current != "opening" or not _is_entry(paragraph):
        return None
    beside = [text[i] for i in (index - 1, index + 1) if 0 <= i < len(text)]
    return "attendance" if any(_is_entry(other) for other in beside) else None


def _is_entry(paragraph: Paragraph) -> bool:
    if len(paragraph.text) > 160 or paragraph.style == "table":
        return False
    named = titled_names(paragraph.text)
    if not named or named[0].start > 0 or paragraph.text.endswith(":"):
        return False
    return bool(post_after(paragraph.text, named[0].end)[0]) or ": " not in paragraph.text[named[0].end :]


def _leaves_list(paragraph: Paragraph, current: str) -> bool:
    """Whether a paragraph cannot be an entry of the list of those who came: running text, or the next title."""
    if paragraph.style == "table":
        return current == "facts"
    if _ROMAN.match(paragraph.label) and paragraph.style == "heading":
        return not titled_names(paragraph.text)
    text = paragraph.text
    if paragraph.label or len(text) < 60:
        return False
    return not titled_names(text[:200]) and "vắng" not in text.casefold() and not text.endswith(":")


def _conclusion_at(text: Sequence[Paragraph], parts: Sequence[str], kind: str) -> int:
    """Where the conclusions begin: at their heading or lead-in, the first after those who came were listed."""
    listed = [i for i, part in enumerate(parts) if part == "attendance" and _names_people(text[i].text)]
    opened = [i for i, part in enumerate(parts) if part == "conclusion" and part_of(text[i]) == "conclusion"]
    later = [i for i in opened if not listed or i > listed[-1]] or opened
    return next(iter(_fitting(later, text, kind)), len(text))


def _names_people(text: str) -> bool:
    """'- Ông A', 'Chủ trì: Giám đốc B'."""
    return bool(titled_names(text)) or (":" in text[:40] and bool(find_mentions(text[:300], entries=True)))


def _fitting(opened: Sequence[int], text: Sequence[Paragraph], kind: str) -> Sequence[int]:
    """Of minutes a heading goes before a lead-in; of news only what leads a list or a headed part in counts."""
    if kind == "minutes":
        return [i for i in opened if _CONCLUSION.match(text[i].text)] or opened
    if kind == "news":
        return [i for i in opened if i + 1 < len(text) and (text[i + 1].label or text[i + 1].style == "heading")]
    return opened


def _without_conclusions(sections: Sections, text: Sequence[Paragraph], parts: Sequence[str], kind: str) -> None:
    """No part is called conclusions: all that neither lists people nor gives time and place may hold them."""
    sections.opening.clear()
    sections.said.clear()
    for paragraph, part in zip(text, parts, strict=True):
        if part == "facts":
            sections.opening.append(paragraph)
        elif part != "attendance":
            sections.body.append(paragraph)
