"""The foot of a paper: recipients and signature (Nghị định 30/2020/NĐ-CP, Phụ lục I), in one column or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from meetings.intake.cells import cell_lines
from meetings.intake.draft import Signature, Text
from meetings.intake.lines import Paragraph
from meetings.intake.names import bare_name_at, name_at, titled_names
from meetings.intake.wording import UPPER

_RECIPIENTS = re.compile(r"(?:kính gửi|nơi nhận)\s*:?\s*", re.I)
_RECIPIENTS_HEAD = re.compile(r"nơi nhận\s*:?", re.I)
_AUTHORITY = re.compile(r"(?:(?:K/?T|T/?L|TUQ|TM|Q)\s?\.\s?|(?:K/T|T/L|T/M)\s)(?=[^\W\d_])", re.I)
_POST = re.compile(
    r"(?:(?:K/?T|T/?L|TUQ|TM|Q)\s?\.\s?|(?:K/T|T/L|T/M)\s)?(?:(?:PHÓ|QUYỀN|P\.)\s*)?(?:GIÁM ĐỐC|CHỦ TỊCH|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|TRƯỞNG PHÒNG|TRƯỞNG BAN|BÍ THƯ|BỘ TRƯỞNG|THỨ TRƯỞNG|CHI CỤC TRƯỞNG|CỤC TRƯỞNG"
    r"|VIỆN TRƯỞNG|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG|CHỦ NHIỆM|THỦ TƯỚNG|BỘ TRƯỞNG|ỦY BAN NHÂN DÂN|UBND|BAN THƯỜNG VỤ|CHÍNH PHỦ|BAN GIÁM ĐỐC|THƯ KÝ|CHỦ TRÌ|CHỦ TỌA|CHỦ TOẠ|NGƯỜI GHI BIÊN BẢN|GHI BIÊN BẢN|CHỦ TRÌ CUỘC HỌP|CHỦ TRÌ HỘI NGHỊ"
    rf"|THỦ TRƯỞNG ĐƠN VỊ|ĐẠI DIỆN)(?:[ ,&–-]+[{UPPER}]+)*"
)
_SIGNED = re.compile(
    r"[(\[]?\s*(?:đã\s+k[ýí]|đã\s+ký\s+tên(?:,?\s+đóng\s+dấu)?|ký\s+tên|chữ\s+ký|ký,\s*(?:ghi\s+rõ\s+)?họ\s*(?:và\s+)?tên|ký\s+(?:số|điện tử))\s*[)\]]?\s*:?\s*",
    re.I,
)
_SECRETARY = re.compile(r"thư ký|ghi biên bản", re.I)
_CHAIR = re.compile(r"chủ trì|chủ tọa|chủ toạ", re.I)


@dataclass
class Foot:
    recipients: list[Text] = field(default_factory=list)
    signature: Signature | None = None
    chair: str | None = None
    secretary: str | None = None
    frame: list[int] = field(default_factory=list)


def foot_starts(paragraphs: Sequence[Paragraph]) -> int:
    """The index of the paragraph at which the foot begins; ``len(paragraphs)`` if there is none."""
    for index, paragraph in enumerate(paragraphs):
        if (
            index
            and any(_RECIPIENTS_HEAD.match(line) for line in _lines(paragraph))
            and not paragraph.text.casefold().startswith("nơi nhận hồ sơ")
        ):
            return _with_post_above(paragraphs, index)
    for index in range(len(paragraphs) - 1, max(0, len(paragraphs) - 12), -1):
        lines = _lines(paragraphs[index])
        if paragraphs[index].label or not all(_is_signature_line(line) for line in lines):
            continue
        if any(_POST.fullmatch(line) for line in lines):
            return _with_post_above(paragraphs, index)
    return len(paragraphs)


def foot_ends(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Where an annex takes up the text again after the foot."""
    for index in range(start + 1, len(paragraphs)):
        if (
            re.match(r"phụ lục\b|danh mục|bảng phân công", paragraphs[index].text, re.I)
            or len([c for c in _lines(paragraphs[index]) if paragraphs[index].style == "table"]) > 3
        ):
            return index
    return len(paragraphs)


def read_foot(paragraphs: Sequence[Paragraph]) -> Foot:
    foot = Foot()
    columns = _columns(paragraphs)
    signing: list[tuple[str, int]] = []
    in_recipients = False
    for column in columns:
        for text, number, label in column:
            head = _RECIPIENTS_HEAD.match(text)
            if head:
                in_recipients = True
                foot.frame.append(number)
                text = text[head.end() :].strip()
                if not text:
                    continue
            if _is_signature_line(text) or (not in_recipients and not label):
                in_recipients = in_recipients and not _POST.fullmatch(text)
                signing.append((text, number))
            elif in_recipients:
                foot.recipients += [Text(part, [number]) for part in _addressees(text)]
    _sign(signing, foot)
    return foot


def _columns(paragraphs: Sequence[Paragraph]) -> list[list[tuple[str, int, str]]]:
    """The foot's lines column by column: of rows of a table first all left cells, then all right ones."""
    left: list[tuple[str, int, str]] = []
    others: list[list[tuple[str, int, str]]] = [[] for _ in range(4)]
    for paragraph in paragraphs:
        if paragraph.style != "table":
            left.append((paragraph.text, paragraph.lines[0], paragraph.label))
            continue
        for position, lines in enumerate(cell_lines(paragraph.text)[:5]):
            column = left if position == 0 else others[position - 1]
            column += [(line, paragraph.lines[0], "") for line in lines]
    return [left, *others]


def _lines(paragraph: Paragraph) -> list[str]:
    if paragraph.style != "table":
        return [paragraph.text]
    return [line for cell in cell_lines(paragraph.text) for line in cell] or [paragraph.text]


def _with_post_above(paragraphs: Sequence[Paragraph], index: int) -> int:
    """The signature may stand above the recipients: take its lines in."""
    while (
        index > 1
        and all(_is_signature_line(line) for line in _lines(paragraphs[index - 1]))
        and not paragraphs[index - 1].label
    ):
        index -= 1
    return index


def _is_signature_line(text: str) -> bool:
    bare = text.strip(" *_./")
    if len(bare) > 90 or not bare:
        return False
    if _SIGNED.match(bare) or _POST.fullmatch(bare):
        return True
    name = bare_name_at(bare, 0)
    return name is not None and len(name) == len(bare)


def _addressees(text: str) -> list[str]:
    """One line of recipients, or several run together ('- UBND tỉnh; - Các sở; - Lưu: VT.')."""
    parts = re.split(r"\s*;\s*(?=\S)|\s+[-–]\s+(?=[A-ZĐÀ-Ỹ])", text.strip())
    return [clean for part in parts if (clean := part.strip(" -–•*;").removesuffix(".").strip())]


def _sign(lines: list[tuple[str, int]], foot: Foot) -> None:
    posts, names = _posts_in(lines), _names_in(lines)
    if any(map(_SECRETARY.search, posts)) and any(map(_CHAIR.search, posts)):
        _two_signatures(lines, foot)
        names = [foot.chair] if foot.chair else names
        posts = [post for post in posts if _CHAIR.search(post)]
    if posts or (names and any(_SIGNED.search(text) for text, _ in lines)):
        numbers = sorted({number for _, number in lines})
        foot.signature = Signature(*_authority_and_position(posts), names[-1] if names else None, numbers)


def _posts_in(lines: list[tuple[str, int]]) -> list[str]:
    """The lines in capitals that are a post: 'KT. GIÁM ĐỐC'."""
    return [bare for text, _ in lines if (bare := text.strip(" *_")).isupper() and _POST.fullmatch(bare)]


def _names_in(lines: list[tuple[str, int]]) -> list[str]:
    return [name for text, _ in lines if (name := _name_in(text))]


def _authority_and_position(posts: list[str]) -> tuple[str | None, str | None]:
    """'KT. GIÁM ĐỐC' over 'PHÓ GIÁM ĐỐC'; of 'Q. GIÁM ĐỐC' the position is the post itself."""
    authority = " ".join(post for post in posts if _AUTHORITY.match(post)) or None
    position = next((post for post in posts if not _AUTHORITY.match(post)), None)
    acting = re.match(r"Q\s?\.\s?", authority) if authority and not position else None
    return authority, authority[acting.end() :] if authority and acting else position


def _two_signatures(lines: list[tuple[str, int]], foot: Foot) -> None:
    """Minutes: each name stands in its column under 'THƯ KÝ' or 'CHỦ TRÌ'; in one column, in the order of the posts."""
    roles = [
        ("secretary" if _SECRETARY.search(text) else "chair") for text, _ in lines if _POST.fullmatch(text.strip(" *_"))
    ]
    for role, name in zip(roles, _names_in(lines), strict=False):
        setattr(foot, role, name)


def _name_in(text: str) -> str | None:
    signed = _SIGNED.match(text.strip(" *_"))
    bare = text.strip(" *_")[signed.end() :].strip() if signed else text.strip(" *_.")
    titled = titled_names(bare)
    name = titled[0].text if titled else bare_name_at(bare, 0) or (name_at(bare, 0) if signed else None)
    if not name or (not titled and len(name) != len(bare.strip(" .)"))):
        return None
    return name.title() if name.isupper() else name
