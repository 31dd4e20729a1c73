"""The sentences that close a paper and belong to its frame: '… thông báo để các đơn vị biết, thực hiện', 'Biên bản kết thúc lúc …'.

A notice's own closing is written when the notice is drawn up, so the one that was read is neither a conclusion nor an
order. One that also sets a time limit orders something and stays.
"""

from __future__ import annotations

import re

from meetings.intake.deadlines import Calendar
from meetings.intake.lines import Paragraph
from meetings.intake.orders_deadline import limits
from meetings.intake.orders_text import sentences
from meetings.intake.wording import without_marks

NOTICE = "câu kết của thông báo, được soạn khi lập thông báo"
MINUTES = "câu kết của biên bản"

# read without diacritics: a scan loses them first
_ANNOUNCES = re.compile(
    r"(?:thua lenh|thua uy quyen)\b[^:]{0,300}$"
    r"|tren day la (?:toan bo |noi dung |y kien |noi dung y kien |mot so |cac )*(?:ket luan|chi dao|thong bao|phat bieu|noi dung)\b[^:]{0,300}$"
    r"|(?:so|van phong|vp|uy ban|ubnd|phong|ban|chi cuc|trung tam|vay|nay|so khoa hoc va cong nghe)\b(?:(?! giao | yeu cau | de nghi )[^:;.]){0,160}?\s(?:xin |tran trong |kinh )?thong bao"
    r"(?: ket luan| noi dung| y kien)?(?:(?! giao | yeu cau )[^:;.]){0,200}?\bbiet\b[^:.]{0,120}$",
    re.I,
)
_CALLS_ALL = re.compile(
    r"(?:vi vay,? |theo do,? )?(?:de nghi|yeu cau|giao) (?:thu truong |lanh dao )?cac (?:co quan|don vi|phong|so|dia phuong|thanh vien|xa|huyen)[^:;.]{0,120}?"
    r"(?:can cu [^:;.]{1,120}?)?(?:nghiem tuc |khan truong |tich cuc |chu dong )*(?:nghien cuu,? )?(?:to chuc )?(?:trien khai,? (?:to chuc )?)?thuc hien"
    r"(?: nghiem tuc| tot| day du| hieu qua)?(?: (?:cac |nhung )?(?:noi dung|ket luan|y kien|nhiem vu|thong bao)(?: ket luan| chi dao| thong bao)?(?: neu)?(?: tren| nay)?)?$",
    re.I,
)
_MINUTED = re.compile(
    r"(?:bien ban (?:nay )?(?:duoc |da |gom |lap |thong qua|lam |ket thuc)"
    r"|(?:cuoc hop|hoi nghi|buoi hop|buoi lam viec|buoi giao ban|phien hop) (?:da |duoc )?(?:ket thuc|be mac)\b)[^:]{0,300}$",
    re.I,
)
_MARKS = " ./;,"


def closing_reason(text: str, calendar: Calendar) -> str | None:
    """Why a sentence or paragraph is the frame's and not a conclusion; None if it is none."""
    if len(text) > 700:
        return None
    plain = without_marks(text).strip(_MARKS)
    if _MINUTED.match(plain):
        return MINUTES
    if not (_ANNOUNCES.match(plain) or _CALLS_ALL.match(plain)):
        return None
    return None if any(limit.strong for limit in limits(text, calendar)) else NOTICE


def part_closing(paragraph: Paragraph, calendar: Calendar, *, last: bool) -> tuple[str, str | None]:
    """The paragraph's text before its closing sentence, and the reason why the rest is dropped; the whole text and None if it has none.

    Only an unlabelled paragraph closes a paper, and a call upon all only as the ``last``.
    """
    text = paragraph.text
    if not _may_close(paragraph):
        return text, None
    reason = closing_reason(text, calendar)
    if reason:
        calls = bool(_CALLS_ALL.match(without_marks(text).strip(_MARKS)))
        return (text, None) if calls and not last else ("", reason)
    return _without_last_sentence(text, calendar) if last else (text, None)


def _may_close(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.style or text.endswith(":"):
        return False
    return not paragraph.label or bool(_MINUTED.match(without_marks(text[:80])))


def _without_last_sentence(text: str, calendar: Calendar) -> tuple[str, str | None]:
    spans = sentences(text) if len(text) <= 2000 else []
    reason = closing_reason(text[spans[-1].start :], calendar) if len(spans) > 1 else None
    return (text[: spans[-1].start].rstrip(), reason) if reason else (text, None)
