"""A paper's kind and title: 'THÔNG BÁO' over its subject, a page's own title, or the meeting's name in the first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from meetings.intake.draft import Text
from meetings.intake.lines import Paragraph
from meetings.intake.wording import without_marks

# matched without diacritics, so that a scan's 'THONG BAO' is one too
_TYPE = re.compile(
    r"(?:TRICH )?(?:THONG BAO KET LUAN(?=:?$)|THONG BAO|BIEN BAN|BAN KET LUAN|KET LUAN|BAO CAO|KE HOACH|NGHI QUYET|CHI THI|CONG DIEN|CHUONG TRINH|QUYET DINH|PHU LUC(?: (?:SO )?[IVX\d]{1,4})?)(?!\w)"
)
_STAMP = re.compile(
    r"\s*\(?\s*(?:\d{1,2}[:h]\d{2}(?::\d{2})?\s*)?(?:ngày\s+)?\d{1,2}/\d{1,2}/\d{4}(?:\s*\d{1,2}[:h]\d{2}(?::\d{2})?)?\s*\)?\s*$",
    re.I,
)
_TEXT_BEGINS = re.compile(
    r"(?:ngày\s|(?:sáng|chiều|tối)\s|(?:vào\s+)?(?:lúc|hồi)\s|hôm nay|thực hiện|căn cứ|theo\s|thời gian|địa điểm|thành phần|nhằm\s|vừa qua|kính gửi|trong\s|sau khi|được sự|hôm\s|xét\s|để\s|tại\s(?!(?:cuộc|buổi|hội|phiên)))",
    re.I,
)
_SUBJECT = re.compile(
    r"(?:kết luận|về\s|v/v|họp|hội nghị|cuộc họp|giao ban|của\s|tại\s|ý kiến|làm việc|buổi|phiên|danh mục|nội dung|triển khai|tình hình|kết quả|phân công)",
    re.I,
)
_NUMBERED = re.compile(r"\(?\s*số\s*:", re.I)
_NAMED_MEETING = re.compile(
    r"tổ chức\s+(?P<title>(?:buổi |cuộc |phiên )?(?:hội nghị|họp|cuộc họp|giao ban|làm việc|hội thảo|tọa đàm|sơ kết|tổng kết)\b[^.;:]{0,250})",
    re.I,
)


@dataclass(frozen=True)
class FoundTitle:
    """``size`` is how many paragraphs the document has to the title's end."""

    size: int
    title: Text | None = None
    type_line: str = ""


def opens_with_type(text: str) -> bool:
    return bool(_TYPE.match(without_marks(text[:40]).upper()))


def type_of(paragraph: Paragraph) -> int:
    """The length of the kind that the paragraph opens with ('THÔNG BÁO'), if it stands as a title; else 0."""
    text = paragraph.text
    kind = _TYPE.match(without_marks(text[:40]).upper())
    if not kind or not _is_title_line(paragraph):
        return 0
    shown = (
        text.isupper()
        or text[: kind.end()].isupper()
        or paragraph.style == "heading"
        or len(text.rstrip(" :")) == kind.end()
    )
    return (
        kind.end()
        if shown
        or (len(text) < 300 and text[kind.end() :].lstrip()[:8].casefold().startswith(("kết luận", "họp", "về")))
        else 0
    )


def read_title(paragraphs: Sequence[Paragraph], start: int) -> FoundTitle:
    """The title that begins at ``start``."""
    if start >= len(paragraphs):
        return FoundTitle(start)
    first = paragraphs[start]
    if type_of(first):
        return _typed_title(paragraphs, start)
    if _plain_title(first):
        return FoundTitle(
            start if first.label else start + 1, Text(_STAMP.sub("", first.text).strip(), list(first.lines))
        )
    return FoundTitle(start)


def _typed_title(paragraphs: Sequence[Paragraph], start: int) -> FoundTitle:
    """'THÔNG BÁO' alone stays out of the title under it; 'Thông báo kết luận giao ban …' is one itself."""
    first = paragraphs[start]
    kind = type_of(first)
    parts = [] if len(first.text.rstrip(" :")) == kind else [first]
    end = start + 1
    while end < len(paragraphs) and end < start + 6 and _is_title_line(paragraphs[end], after_type=True):
        parts.append(paragraphs[end])
        end += 1
    text = " ".join(part.text for part in parts) or first.text
    lines = sorted({number for part in (first, *parts) for number in part.lines})
    return FoundTitle(end, Text(text, lines), without_marks(first.text[:kind]).upper())


def _is_title_line(paragraph: Paragraph, *, after_type: bool = False) -> bool:
    text = paragraph.text
    if paragraph.label or paragraph.style == "table" or (text.endswith((".", ":", ";")) and len(text) > 40):
        return False
    if len(text) > 450 or _NUMBERED.match(text) or _TEXT_BEGINS.match(text):
        return False
    return not after_type or text.isupper() or paragraph.style == "heading" or bool(_SUBJECT.match(text))


def _plain_title(paragraph: Paragraph) -> bool:
    """Whether the first paragraph is a page's title: one phrase, no sentence, no beginning of a report."""
    text = _STAMP.sub("", paragraph.text).strip()
    if paragraph.style == "table" or len(text) > 300 or len(text.split()) < 3:
        return False
    return not text.endswith((".", ":", ";", "…")) and not (_TEXT_BEGINS.match(text) and not paragraph.level)


def title_in_sentence(paragraphs: Sequence[Paragraph]) -> Text | None:
    """The meeting's name in the first sentences: 'hội nghị giao ban tháng 1 với …' after 'tổ chức'."""
    for paragraph in paragraphs[:3]:
        named = _NAMED_MEETING.search(paragraph.text[:1500])
        if named:
            return Text(named.group("title").strip(" ,"), list(paragraph.lines))
    return None
