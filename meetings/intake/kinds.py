"""What sort of document the text looks like: an office's own notice, minutes, a page of news, a superior's ruling."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.intake.head import Head
from meetings.intake.lines import Paragraph
from meetings.intake.wording import phrases

_SUPERIOR_SYMBOL = re.compile(
    r"[/-](?:TB-UBND|TB-VP(?:UB|CP)?|NQ-CP|CT-TTg|QĐ-TTg|(?:TB|KL|NQ|CT|CTr|QĐ)[-/](?:TU|TW|TU.*))$|-(?:TB|KL|NQ|CT|CTr)/(?:VP)?T[UW]$",
    re.I,
)
_SUPERIOR_ISSUER = re.compile(
    r"^(?:(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN|HĐND) (?:TỈNH|THÀNH PHỐ|TP)|(?:TỈNH|THÀNH) (?:ỦY|UỶ)|CHÍNH PHỦ|THỦ TƯỚNG|VĂN PHÒNG (?:CHÍNH PHỦ|UBND)|BỘ )",
    re.I,
)
_LOCALITY = re.compile(r"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN) (?:XÃ|PHƯỜNG|HUYỆN|ĐẶC KHU)", re.I)
_NOTICE_TYPES = phrases("THONG BAO | THONG BAO KET LUAN | KET LUAN | BAN KET LUAN")
_SUPERIOR_SPEAKS = re.compile(
    r"(?:truyền đạt|thông báo)\s+(?:ý kiến\s+)?kết luận\s+(?:chỉ đạo\s+)?của\s+(?:lãnh đạo|chủ tịch|phó chủ tịch|bí thư|thường trực|ban thường vụ|thủ tướng|phó thủ tướng|đồng chí|UBND|Thành ủy|Tỉnh ủy)"
    r"|(?:thành|tỉnh) (?:ủy|uỷ)[^.]{0,60}ban hành\s+(?:thông báo|kết luận|nghị quyết)|chương trình hành động của chính phủ",
    re.I,
)
_CONCLUSION_TITLE = re.compile(
    r"(?:phần )?(?:nội dung )?(?:ý kiến )?kết luận(?: (?:của )?(?:chủ trì|giám đốc|cuộc họp|giao ban|hội nghị))?\s*:?",
    re.I,
)
_NOTICE_SPEAKS = re.compile(r"(?:kết luận|chỉ đạo|thống nhất)[^.]{0,120}như sau\s*:?$", re.I)


def kind_of(head: Head, paragraphs: Sequence[Paragraph], recipients: bool) -> str:
    """``recipients``: the paper has a foot."""
    if head.type_line.endswith("BIEN BAN"):
        return "minutes"
    if _issued_by_superior(head):
        return "superior"
    if head.number or head.issuer or head.type_line in _NOTICE_TYPES or recipients:
        return "notice"
    if _SUPERIOR_SPEAKS.search(" ".join(p.text[:800] for p in paragraphs[: head.size + 3])):
        return "superior"
    return "notice" if _concludes_in_items(paragraphs) else "news"


def _issued_by_superior(head: Head) -> bool:
    issuer = head.issuer.text if head.issuer else ""
    symbol = head.number and _SUPERIOR_SYMBOL.search(head.number.text)
    return bool(_SUPERIOR_ISSUER.match(issuer)) or bool(symbol and not _LOCALITY.match(issuer))


def _concludes_in_items(paragraphs: Sequence[Paragraph]) -> bool:
    """A notice that lost its head still leads its items in: '… kết luận như sau:', or 'KẾT LUẬN:' on a line of its own."""
    return sum(1 for p in paragraphs if p.label) >= 3 and any(
        _NOTICE_SPEAKS.search(p.text) or _CONCLUSION_TITLE.fullmatch(p.text) for p in paragraphs
    )
