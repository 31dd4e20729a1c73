"""Headings in a list of those who came: which delegation, or which role, the entries under them have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from meetings.intake.absences import Found
from meetings.intake.draft import Person
from meetings.intake.posts import POST_START

_ROLE_HEADING = re.compile(
    r"(?:người\s+)?(?:(?P<co>đồng\s+)(?:chủ trì|chủ tọa|chủ toạ)|(?P<chair>chủ trì|chủ tọa|chủ toạ|điều hành)|(?P<secretary>thư ký|ghi (?:chép )?biên bản|ghi chép))(?:\s+(?:cuộc họp|hội nghị|buổi \w+(?: \w+)?|phiên họp|giao ban|và [^:]{0,30}))?\s*(?:là|gồm|có)?\s*[:–-]?\s*",
    re.I,
)
_OPENING_WORDS = re.compile(
    r"^(?:(?:về\s+)?(?:thành phần|phía|phía các|đại biểu|đại diện|lãnh đạo|đoàn|đơn vị|khối|bên|(?:cùng )?(?:tham )?dự(?: (?:họp|hội nghị|cuộc họp|buổi làm việc))?(?: có)?|khách mời|các đồng chí|có)\s*:?\s+)+(?=\S)",
    re.I,
)
_CLOSING_WORDS = re.compile(
    r"\s*(?:\(\s*\d+[^)]*\)|có|gồm|gồm có|tham dự|dự họp|có mặt|có các|có các (?:ông|bà|đồng chí)|[:;.,–-])\s*$", re.I
)
UNIT_LIKE = re.compile(
    r"(?:UBND|Ủy ban|Uỷ ban|HĐND|Sở|Bộ|Ban|Phòng|Chi cục|Cục|Vụ|Viện|Trung tâm|TT\b|Văn phòng|Thanh tra|Liên hiệp|Liên đoàn|Hội|Đảng ủy|Tỉnh ủy|Thành ủy|Huyện ủy|Công ty|Tập đoàn|Trường|Đại học|Học viện|Bệnh viện|Công an|Xã|Phường|Huyện|Quận|Thị xã|Thị trấn|Thành phố|TP|TX|Đặc khu|Đoàn|Tổ|Đội|LHH|Kho bạc|Ngân hàng|Báo|Đài|Hợp tác xã|Quỹ|MTTQ|Mặt trận|Bộ Chỉ huy|Công đoàn)(?=[\s.:/]|$)",
    re.I,
)


@dataclass
class Listed:
    people: list[Person] = field(default_factory=list)
    absent_people: list[tuple[str, int]] = field(default_factory=list)
    absences: Found = field(default_factory=Found)


@dataclass
class Place:
    """Where in the list the reader stands: the delegation's unit, the role and whether those named are absent."""

    unit: str | None = None
    role: str = "attendee"
    absent: bool = False


def role_of_heading(text: str) -> tuple[str | None, str]:
    match = _ROLE_HEADING.match(text.strip())
    if not match:
        return None, text
    role = "co_chair" if match.group("co") else "chair" if match.group("chair") else "secretary"
    return role, text.strip()[match.end() :]


def unit_of_heading(text: str) -> str | None:
    """'Sở Y tế' in 'Đại diện Sở Y tế có:'; None for a group ('các xã, phường') or no unit at all."""
    stripped = text.strip(" -–—•*+")
    while (shorter := _CLOSING_WORDS.sub("", stripped)) != stripped:
        stripped = shorter
    inner = stripped.rsplit(":", 1)[-1].strip() if ":" in stripped else stripped
    inner = _OPENING_WORDS.sub("", inner)
    inner = re.sub(r"\s*[-–—,]?\s*(?:có|gồm)$", "", inner)
    if re.search(r"(?:^|UBND )(?:các|những|một số)\s", inner, re.I) or len(inner) > 100:
        return None
    if UNIT_LIKE.match(inner) and not re.match(r"(?:thành phần|đoàn chủ tịch|hội nghị|ban tổ chức\b)", inner, re.I):
        return inner
    opened = _OPENING_WORDS.match(stripped)
    return inner if opened and inner[:1].isupper() and not POST_START.match(inner) else None


def names_delegation(text: str) -> bool:
    """Whether a line without colon or bold type can only be a delegation's heading ('Huyện X', 'ĐẠI DIỆN SỞ Y TẾ')."""
    return (
        len(text) <= 90
        and text[-1:] not in ".;"
        and bool(UNIT_LIKE.match(text) or (_OPENING_WORDS.match(text) and text.isupper()))
    )
