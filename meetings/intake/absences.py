"""Units that did not come: entries ('Huyện X: Vắng'), lists ('Vắng: xã A, xã B (có lý do)') and sentences
('xã A và xã B không cử cán bộ tham dự'). Whoever is only told not to be absent, or might be, is not absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from meetings.intake.absent_units import (
    LEADING,
    REASON,
    bare_name,
    clean_unit,
    is_unit,
    reason_in,
    same_unit,
    unit_names,
)
from meetings.intake.draft import Absence, Warning
from meetings.intake.lines import Paragraph
from meetings.intake.names import titled_names
from meetings.intake.scan import says_any
from meetings.intake.wording import ROW_NUMBER, UPPER

_ABSENT = (
    r"(?:(?:xin|báo|đều|cũng|còn|hiện)\s+)?(?:vắng(?:\s+(?:mặt|họp|dự))?(?!\s*(?:vẻ|khách|chủ|lặng|bóng|người|tanh|lịch))|(?:không|chưa)\s+(?:cử\s+(?:cán bộ|người|đại diện|đại biểu|lãnh đạo|công chức|ai|thành phần|chuyên viên)?[^.,;:()]{0,30}?(?:tham dự|dự|tham gia|đến)(?:\s+(?:họp|cuộc họp|hội nghị|giao ban))?"
    r"|(?:có\s+)?(?:đại diện|người|đại biểu|cán bộ|lãnh đạo)\s+(?:tham dự|dự|tham gia)|tham dự|dự họp|dự hội nghị|dự|đến dự|đến họp|có mặt|tham gia (?:họp|dự|cuộc họp|hội nghị|giao ban))(?!\s+(?:thầu|toán|án|kiến|báo|phòng|thi)))"
)
# 'Vắng', 'Vắng mặt', 'Vắng họp', 'Vắng dự họp' over a list
_NOT_THERE = r"vắng(?:\s+(?:mặt|(?:dự\s+)?(?:họp|giao\s+ban)|dự))?"
_WHETHER_EXCUSED = r"(?:có|không(?:\s+(?:có|rõ))?|chưa\s+rõ)\s+(?:lý|lí)\s+do"
_TOLD_ABSENT = ("vắng", *(f"{no} {did}" for no in ("không", "chưa") for did in ("cử", "tham", "dự", "đến", "có")))
# 'có Công văn số 12/UBND-KT ngày 20/12/2026 xin vắng'
_LETTER = r"(?:đã\s+)?(?:có|gửi)\s+(?:công văn|văn bản|báo cáo|giấy|đơn|điện|tin nhắn)(?=\s)[^:;()]{0,60}?(?=\s+(?:xin|báo)\s+vắng)"
_ENTRY = re.compile(
    rf"(?P<unit>[^:;(]{{2,90}}?)\s*[:;,(–—-]?\s*(?:\(\s*)?(?:{_LETTER}\s+)?(?P<absent>{_ABSENT})(?P<rest>.*)",
    re.I | re.S,
)
_HEADED = re.compile(
    rf"(?:(?:các |những |số )?(?:đơn vị|đại biểu|địa phương|cơ quan|thành viên|thành phần|huyện|xã|phường)\s+)?(?:{_NOT_THERE}|không (?:tham )?dự(?: họp)?|không cử (?:cán bộ|người)[^:]{{0,30}})(?:\s+{_WHETHER_EXCUSED})?(?:\s+(?:gồm có|gồm|là|có))?\s*"
    r"(?:[:–-]\s*|\(\s*)?(?P<count>\d{1,3}(?:\s*/\s*\d{1,3})?\s*(?:đơn vị|đại biểu|địa phương|cơ quan|người|đồng chí|huyện|xã|phường|xã, phường)?\s*(?:[:,(–-]|gồm|là)*\s*)?(?P<list>.*)",
    re.I | re.S,
)
_HEADED_START = re.compile(
    r"(?:(?:các |những |số )?(?:đơn vị|đại biểu|địa phương|cơ quan|thành viên|thành phần)\s+)?(?:vắng|không (?:tham )?dự|không cử)",
    re.I,
)
_LIST_AFTER = re.compile(
    r"(?:(?P<n>\d{1,3})\s+)?(?:đơn vị|địa phương|cơ quan|huyện|xã|phường|thành viên|đại biểu)(?:\s+\S+){0,4}?\s+"
    + _ABSENT
    + r"[^.:;(]{0,60}?\s*(?:gồm|là|:|\()+\s*(?P<list>[^.;)]{3,400})",
    re.I,
)
_BRACKETED = re.compile(
    rf"\(\s*(?:còn |hiện |trừ )?{_NOT_THERE}\s*(?P<reason>{_WHETHER_EXCUSED})?\s*:?\s*(?P<list>[^()]{{3,300}}(?:\([^()]{{0,80}}\)[^()]{{0,200}})*)\)",
    re.I,
)
_LIST_WITHIN = re.compile(
    r"(?:^|[.;,(]\s*)(?=(?:(?:các |những |số )?(?:đơn vị|đại biểu|địa phương|cơ quan|thành viên|thành phần|huyện|xã|phường)\s+)?(?:vắng|không (?:tham )?dự)\b[^.:;]{0,40}:)",
    re.I,
)
_ABSENT_OBJECT = re.compile(
    r"\bvắng(?:\s+mặt)?\s+(?:(?:đại diện|lãnh đạo|thủ trưởng|đại biểu|cán bộ)(?:\s+(?:của|các))?\s+)+(?P<list>[^.;()]{3,300})",
    re.I,
)
_COUNT = re.compile(r"^\d{1,3}\s+(?:đơn vị|xã, phường|xã|phường|huyện)?\s*[:,]?\s*(?=\D)")
_SENTENCES = re.compile(rf"(?<!\b[PQH])(?<!\bT[PXT])\.\s+(?=[{UPPER}])|\n")
_BLAMED = re.compile(
    r".*\b(?:phê bình|nhắc nhở|kiểm điểm|khiển trách|chấn chỉnh|rút kinh nghiệm)\s+(?:nghiêm khắc\s+|nghiêm túc\s+)?(?:đối với\s+)?(?P<units>\S.*)$",
    re.I | re.S,
)
_ABOUT = re.compile(r"\s*,?\s+(?:(?:về\s+)?việc|vì|do|đã|vẫn|để|về lỗi|bởi)(?:\s+(?:đã|vẫn|để))?\s*$", re.I)
_SAID_ABSENT = re.compile(rf"(?<=\s){_ABSENT}", re.I)
_SUBJECT_BEGINS = re.compile(
    r"[.;(]\s*|(?<!xã)(?<!phường)(?<!huyện)(?<!ở)(?<!đơn vị)(?<!phương):\s*|,\s+(?:tuy nhiên|nhưng|trong khi|song|còn)\s"
)
_ONLY_IF = re.compile(
    r"\b(?:nếu|trường hợp|không được|tránh|hạn chế|sẽ|khi nào|đơn vị nào|ai|phải|cần)\b[^.;]{0,80}$",
    re.I,
)


@dataclass
class Found:
    absences: list[Absence] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    by_name: dict[str, list[Absence]] = field(default_factory=dict)


def read_absences(attendance: Sequence[Paragraph], prose: Iterable[Paragraph]) -> Found:
    """The absent units of the list of those who came, then of running text; one entry a unit."""
    found = Found()
    listing = _Listing()
    for paragraph in attendance:
        if paragraph.style != "table":
            listing = _read_listed(paragraph, listing, found)
    _warn_of_unnamed(listing, found)
    for paragraph in prose:
        if paragraph.style != "table":
            for unit, reason in _in_prose(paragraph.text):
                add_absence(found, unit, reason, paragraph.lines)
    return found


@dataclass(frozen=True)
class _Listing:
    """``is_open`` while entries follow a heading 'Vắng mặt: 03'; ``unnamed`` is its line until a name is found."""

    is_open: bool = False
    reason: str | None = None
    unnamed: int | None = None


def _read_listed(paragraph: Paragraph, listing: _Listing, found: Found) -> _Listing:
    text = paragraph.text.strip()
    headed = _HEADED.match(text) if _HEADED_START.match(text) else None
    if headed:
        _warn_of_unnamed(listing, found)
        return _read_headed(paragraph, headed, found)
    if listing.is_open and (paragraph.label or len(text) < 90) and not text.endswith(":"):
        named = unit_names(text)
        for unit, reason in named:
            add_absence(found, unit, reason or listing.reason, paragraph.lines)
        return replace(listing, unnamed=None if named or titled_names(text) else listing.unnamed)
    _warn_of_unnamed(listing, found)
    for unit, reason in _entries(text):
        add_absence(found, unit, reason, paragraph.lines)
    return _Listing()


def _read_headed(paragraph: Paragraph, headed: re.Match[str], found: Found) -> _Listing:
    """'Vắng: xã A, xã B' itself, or the heading of the entries that follow."""
    text = paragraph.text.strip()
    shared = _shared_reason(headed)
    of_people = re.search(r"đồng chí|người|thành viên", headed.group("count") or "", re.I)
    names = [] if of_people else unit_names(headed.group("list"))
    for unit, reason in names:
        add_absence(found, unit, reason or shared, paragraph.lines)
    counted = (
        re.search(r"[1-9]", headed.group("count") or "") and not names and not of_people and not titled_names(text)
    )
    opens = text.endswith(":") or not headed.group("list").strip(" :.")
    return _Listing(is_open=opens, reason=shared, unnamed=paragraph.lines[0] if counted else None)


def _shared_reason(headed: re.Match[str]) -> str | None:
    said = re.search(_WHETHER_EXCUSED, headed.string[headed.start() : headed.start("list")], re.I)
    return said.group(0) if said else None


def _warn_of_unnamed(listing: _Listing, found: Found) -> None:
    if listing.unnamed is not None:
        found.warnings.append(Warning(listing.unnamed, "Có đơn vị vắng mặt nhưng không nêu tên."))


def _entries(text: str) -> list[tuple[str, str | None]]:
    """'Huyện X: Vắng', 'Xã Y (vắng, có lý do)': one entry, or several parted by semicolons."""
    text = ROW_NUMBER.sub("", text)
    whole = _entry(text)
    if whole:
        return [whole]
    parts = [entry for part in re.split(r"\s*;\s*", text) if (entry := _entry(part))]
    return parts or _shared_entry(text) or _in_prose(text)


def _shared_entry(text: str) -> list[tuple[str, str | None]]:
    """'Huyện A, huyện B: vắng có lý do': what is said of all is said of each."""
    match = _ENTRY.fullmatch(text[:400].strip())
    if not match or len(match["rest"]) > 120 or titled_names(match["unit"]):
        return []
    names = unit_names(match["unit"])
    return [(unit, said or reason_in(match["rest"])) for unit, said in names] if len(names) > 1 else []


def _entry(text: str) -> tuple[str, str | None] | None:
    match = _ENTRY.fullmatch(text[:400].strip())
    if not match:
        return None
    unit = clean_unit(match.group("unit"))
    if (
        not unit
        or not is_unit(unit)
        or titled_names(text[: match.start("absent")])
        or re.search(r"\s(?:và|,)\s|,", unit)
    ):
        return None
    rest = match.group("rest")
    if len(rest) > 120 and not re.match(REASON, rest, re.I):
        return None
    return unit, reason_in(rest)


def _in_prose(text: str) -> list[tuple[str, str | None]]:
    """Absent units of running text: those of its lists ('Vắng: …', '(vắng …)') or else those that its sentences speak of."""
    if not says_any(text, _TOLD_ABSENT):
        return []
    return [name for sentence in _SENTENCES.split(text) for name in _listed_in(sentence) or _spoken_of_in(sentence)]


def _listed_in(sentence: str) -> list[tuple[str, str | None]]:
    return _under_headings(sentence) or next(
        (names for pattern in (_BRACKETED, _LIST_AFTER, _ABSENT_OBJECT) if (names := _listed_by(pattern, sentence))), []
    )


def _under_headings(sentence: str) -> list[tuple[str, str | None]]:
    """'… Vắng: A, B (ốm)', '(vắng có lý do: A; vắng không lý do: B)': the names under each heading."""
    starts = [match.end() for match in _LIST_WITHIN.finditer(sentence)]
    return [
        (unit, reason or _shared_reason(headed))
        for start, end in pairwise([*starts, len(sentence)])
        if (headed := _HEADED.match(_to_closing_bracket(sentence[start:end])))
        for unit, reason in unit_names(headed.group("list"))
    ]


def _listed_by(pattern: re.Pattern[str], sentence: str) -> list[tuple[str, str | None]]:
    for listed in pattern.finditer(sentence):
        shared = listed.groupdict().get("reason")
        names = unit_names(_COUNT.sub("", listed.group("list")))
        if names and not _ONLY_IF.search(sentence[: listed.start()][-100:]):
            return [(unit, reason or shared) for unit, reason in names]
    return []


def _to_closing_bracket(text: str) -> str:
    """The text up to the bracket that closes one opened before it."""
    depth = 0
    for position, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return text[:position]
    return text


def _spoken_of_in(sentence: str) -> list[tuple[str, str | None]]:
    """The subject right before 'không cử …'; of one that is blamed ('phê bình X về việc không dự') the one blamed."""
    found = []
    floor = 0
    for match in _SAID_ABSENT.finditer(sentence):
        subject = _SUBJECT_BEGINS.split(sentence[max(floor, match.start() - 260) : match.start()])[-1]
        floor = match.end()
        if _ONLY_IF.search(subject) or re.search(r"\b(?:mà|thì)\s*$", subject):
            continue
        blamed = _BLAMED.search(subject)
        subject = _ABOUT.sub("", blamed.group("units")) if blamed else re.sub(r"\s+(?:đã|vẫn)\s*$", "", subject)
        reason = reason_in(re.split(r"[.;]", sentence[match.end() : match.end() + 200])[0])
        found += [(unit, said or reason) for unit, said in unit_names(LEADING.sub("", subject.strip()))]
    return found


def add_absence(found: Found, unit: str, reason: str | None, lines: Iterable[int]) -> None:
    namesakes = found.by_name.setdefault(bare_name(unit), [])
    twin = next((absence for absence in namesakes if same_unit(absence.unit, unit)), None)
    if twin is None:
        twin = Absence(unit)
        namesakes.append(twin)
        found.absences.append(twin)
    twin.reason = twin.reason or reason
    twin.lines = sorted({*twin.lines, *lines})
