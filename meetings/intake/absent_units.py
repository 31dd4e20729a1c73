"""Names of units in a list of absent ones, each with its reason, and when two of them are the same unit."""

from __future__ import annotations

import re

from meetings.intake.names import bare_name_at, is_place, titled_names
from meetings.intake.unit_words import PORTFOLIOS
from meetings.intake.wording import UPPER, fold

REASON = r"\s*[,:–—(-]*\s*(?P<reason>(?:(?:có|không(?:\s+có)?|không rõ)\s+(?:lý|lí)\s+do|(?:lý|lí)\s+do|do\s|vì\s|bận|trùng|đi công tác|đi họp|đi học|nghỉ|ốm|đã báo|có (?:công văn|văn bản|báo|đơn)|tập huấn|họp)[^;)]{0,200})"
_UNIT_WORD = (
    r"(?:UBND|Ủy ban|Uỷ ban|HĐND|MTTQ|Sở|Ban|Phòng|Chi cục|Cục|Trung tâm|TT\.?\s|Văn phòng|Thanh tra|Liên hiệp|Liên đoàn|Hội|Đảng ủy|Công ty|Trường|Đại học|Bệnh viện|Công an|Xã|Phường|Huyện|Quận|Thị xã|Thị trấn|Thành phố|TP\.?\s|TX\.?\s|Tx\.?\s|Đặc khu"
    rf"|Đoàn|Tổ|Đội|LHH|Kho bạc|Ngân hàng|Báo(?! cáo)|Đài|Hợp tác xã|Viện|VP\b|Agribank|Điện lực|Ấp|Thôn|Khóm|Khu phố|Tổ dân phố|Buôn|Làng|Bản(?= (?-i:[{UPPER}]))"
    rf"|Trạm|Hạt|Đồn|Quân sự|Chi nhánh|Bưu điện|Viễn thông|Bảo hiểm|Tòa án|Toà án|Mặt trận|Chi đoàn|Hiệp hội|Quỹ|Nhà máy|Bộ Chỉ huy|Bộ đội|Học viện|Thuế|Hải quan|Bộ(?= (?-i:[{UPPER}])))"
)
_STARTS_UNIT = re.compile(_UNIT_WORD + r"(?=[\s/]|$)", re.I)
_CAPITAL = re.compile(rf"[{UPPER}]")
LEADING = re.compile(
    r"^(?:(?:và|còn lại|còn|riêng|giao|yêu cầu|đề nghị|có|trong đó|tuy nhiên|nhưng|phê bình|nhắc nhở|kiểm điểm|do|gồm|là|hiện|vẫn|trừ|đại diện|lãnh đạo|phía|đơn vị|địa phương|chưa|việc|vì|một số đơn vị như|một số đơn vị|như|:|-|–|\d{1,2}\s+(?:đơn vị|địa phương)(?:\s+là)?)[\s,:]+)+",
    re.I,
)
_GROUP = re.compile(r"^(?:các|những|một số|nhiều|đa số|tất cả|toàn bộ|số|mỗi|hai|ba|bốn|\d+)\s", re.I)
# 'các xã An Sơn, …', 'các Sở: Nội vụ, …' name each member: the rest of the list may leave out what sort of unit it is
_EACH_NAMED = re.compile(
    rf"^(?:(?:các|những|hai|ba|bốn|\d{{1,2}})\s+)?(?:đơn vị|địa phương)\s*:\s*"
    rf"|^(?:các|những|hai|ba|bốn|\d{{1,2}})\s+(?:(?P<before>{_UNIT_WORD})\s*:\s*|(?=(?P<kind>{_UNIT_WORD})\s+(?-i:[{UPPER}\d])))",
    re.I,
)
# 'Văn hóa, Thể thao và Du lịch': the commas in it part no list
_ONE_NAME = re.compile(
    "|".join(sorted((re.escape(p) for p in PORTFOLIOS if re.search(",| và ", p)), key=len, reverse=True)), re.I
)
_HELD = str.maketrans({",": "‚", ";": "‚", " ": "\ue001"})
_FREED = str.maketrans({"‚": ",", "\ue001": " "})
# no name of a unit holds these words: they say what a unit does
_DOES = re.compile(
    r"(?<=\s)(?:có|tham mưu|báo cáo|giải trình|gửi|đề nghị|yêu cầu|chủ trì|phối hợp|rà soát|việc(?! làm)|được|đã|sẽ|cần|phải|vì|nêu|khẩn trương|nghiêm túc)(?=\s|$)"
)
_REASON_BEHIND = re.compile(
    r"\s+(?=(?:(?:có|không(?:\s+có)?|(?:không|chưa)\s+rõ)\s+(?:lý|lí)\s+do|(?:có|không)\s+(?:phép|xin phép)|xin phép|do|vì|bận|trùng lịch|đi (?:công tác|họp|học)|đã báo)(?:\s|$))"
)
_SPLIT = re.compile(r"\s*[;\n]\s*|\s*,\s*")
_AND = re.compile(rf"\s+và\s+(?={_UNIT_WORD}[\s/])", re.I)
_AND_SHORT = re.compile(r"\s+và\s+")
_OFFICE = re.compile(r"(?:Sở|Bộ|Ban|Phòng|Trung tâm|Chi cục|Hội|Liên hiệp|Văn phòng)\s", re.I)


def unit_names(written: str) -> list[tuple[str, str | None]]:
    """The units of a list, each with the reason in its brackets or behind it; people, counts and 'không' are left out."""
    guarded = re.sub(r"\([^()]*\)", lambda match: match.group(0).translate(_HELD), written[:1500]).strip(" .;()")
    guarded = _ONE_NAME.sub(lambda match: match.group(0).translate(_HELD), guarded)
    each = _EACH_NAMED.match(guarded)
    of_one_kind = bool(each and (each.group("kind") or each.group("before")))
    names = []
    for part in _parts(guarded[each.end() :] if each else guarded, of_one_kind=of_one_kind):
        unit, reason = _with_reason(part.translate(_FREED))
        short_form = of_one_kind and bool(_CAPITAL.match(unit)) and not _DOES.search(unit)
        if unit and (is_unit(unit) or short_form) and not titled_names(part) and not _is_person(unit):
            names.append((unit, reason))
    return names


def _with_reason(part: str) -> tuple[str, str | None]:
    """'xã A (đi công tác)', 'xã A: không lý do', 'xã A không có lý do': the name and the reason."""
    bracket = re.search(r"[(:–-]\s*([^()]*?)\)?\s*$", part) if re.search(r"\(|:\s|\s[–-]\s", part) else None
    named = part[: bracket.start()] if bracket else part
    behind = _REASON_BEHIND.search(named)
    unit = clean_unit(named[: behind.start()] if behind else named)
    said = bracket.group(1) if bracket else named[behind.end() :] if behind else ""
    reason = said.strip(" .")
    if not reason or re.fullmatch(r"vắng(?: mặt)?", reason, re.I):
        return unit, None
    return unit, reason_in(reason) or reason


def _is_person(name: str) -> bool:
    return bare_name_at(name, 0) == name and not is_place(name) and len(name.split()) > 2


def _parts(written: str, *, of_one_kind: bool) -> list[str]:
    """The list's parts; a comma or 'và' inside an office's name ('Sở Quy hoạch, Kiến trúc và Xây dựng') parts nothing."""
    parts: list[str] = []
    for chunk in _SPLIT.split(written):
        if of_one_kind:
            parts += _AND_SHORT.split(chunk)
            continue
        goes_on = parts and _OFFICE.match(parts[-1]) and " và " in chunk and not _STARTS_UNIT.match(chunk)
        if goes_on:
            parts[-1] += f", {chunk}"
            continue
        for part in _AND.split(chunk):
            parts += [part] if _OFFICE.match(part) or "(" in part else _AND_SHORT.split(part)
    return parts


# how often it did not come
_AGAIN = re.compile(
    r"(?:,?\s+(?:trong\s+)?(?:(?:hai|ba|bốn|nhiều|\d{1,2})\s+(?:quý|kỳ|lần|tháng|cuộc(?:\s+họp)?|phiên|buổi|hội nghị)(?:\s+(?:liền|liên\s+tiếp|liên\s+tục|gần\s+đây))?"
    r"|(?:tiếp\s+tục|liên\s+tục|thường\s+xuyên|vẫn|đều|lại)))+$",
    re.I,
)


def clean_unit(unit: str) -> str:
    return _AGAIN.sub("", LEADING.sub("", unit.strip(' -–—•*+.,;:()"“”'))).strip(" -–—.,;:(")


def is_unit(text: str) -> bool:
    """A unit's name, full ('Huyện X') or short ('X Y' alone), no group, no clause."""
    if _GROUP.match(text) or len(text) > 90 or len(text.split()) > 14 or _DOES.search(text):
        return False
    return (bool(_STARTS_UNIT.match(text)) and len(text.split()) > 1) or (
        all(_CAPITAL.match(w) for w in text.split()) and not re.match(r"(?:ông|bà|đồng chí)\b", text, re.I)
    )


def reason_in(rest: str) -> str | None:
    match = re.match(REASON, rest, re.I)
    if not match:
        bracket = re.match(r"\s*\(([^()]{3,120})\)", rest)
        return bracket.group(1).strip() if bracket else None
    reason = match.group("reason").strip(" .,;:")
    return reason + ")" * (reason.count("(") - reason.count(")")) or None


_KIND_WORDS = re.compile(
    r"^(?:(?:đại diện|lãnh đạo|ủy ban nhân dân|đảng ủy|phòng kinh tế|huyện|quận|thị xã|thị trấn|thành phố|xã|phường|tỉnh|đặc khu|h|p|x|q)\s+)+(?=\S)"
)


def _key(unit: str) -> tuple[str, str]:
    folded = fold(unit)
    bare = _KIND_WORDS.sub("", folded)
    area = re.search(r"\b(huyện|quận|thị xã|thị trấn|thành phố|xã|phường|đặc khu)\b", folded[: len(folded) - len(bare)])
    return bare, area.group(1) if area else ""


def bare_name(unit: str) -> str:
    """The unit's own name, folded, without what sort of unit it is ('An Sơn' of 'UBND huyện An Sơn')."""
    return _key(unit)[0]


def same_unit(one: str, other: str) -> bool:
    """The same unit written twice: 'Thị xã An Sơn' and 'Tx An Sơn' or 'An Sơn'; not 'xã An Sơn' and 'huyện An Sơn'."""
    (a, kind_a), (b, kind_b) = _key(one), _key(other)
    return a == b and (kind_a == kind_b or not kind_a or not kind_b)
