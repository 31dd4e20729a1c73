"""What the words right after an addressee make of a clause: an order, a duty, a promise, or only what the addressee did."""

from __future__ import annotations

import re

from meetings.intake.orders_words import REPORTING, STOPS, verb_at
from meetings.intake.unit_phrases import Phrases
from meetings.intake.wording import phrases as phrases_of

# what a clause is, from the surest order to none
ORDERED, SUBJECT, PROMISE, BARE, DUTY, NOTHING = "ordered", "subject", "promise", "bare", "duty", "nothing"

_ADVERBIAL = re.compile(
    r"\s*(?:,?\s*(?:theo\s+(?:chức\s+năng|thẩm\s+quyền|nhiệm\s+vụ|lĩnh\s+vực|phân\s+công|phạm\s+vi)[^.;:]{0,60}?(?:được\s+giao|của\s+mình|phụ\s+trách|nhiệm\s+vụ|quản\s+lý|thẩm\s+quyền|chức\s+năng)(?:\s+được\s+giao)?|nêu\s+trên|nói\s+trên|(?:căn\s+cứ|trên\s+cơ\s+sở|trong\s+phạm\s+vi|sau\s+khi|trong\s+quá\s+trình|theo|từ)\s[^,.;:]{1,160},|"
    r"trong\s+thời\s+gian\s+tới,?|trong\s+(?:tháng|quý|năm)\s[^,.;:]{1,30},|khi\s[^,.;:]{1,80},|,\s*(?=(?:cần|phải|khẩn|có\s+trách|chủ))|(?:do|vì)\s[^,.;:]{1,60}?\sthì(?=\s)|ngay|đồng\s+thời|tự|cùng|\([^()]{1,80}\)))\s*",
    re.I,
)
_BURDENS = phrases_of(
    "được giao | được phân | được yêu | có trách | có nhiệm | có giải | có phương | có văn | có kế | có biện | không được | không để | không tổ | là đầu | là cơ"
)
_GIVEN_HOW = ("bằng", "về", "đối", "trước", "chậm", "gửi")
_NO_VERBS = phrases_of("và | hoặc | này | đó | tỉnh")
_LIKE_REPORT = ("báo cáo", "kiến nghị", "đề xuất", "trao đổi", "đánh giá", "giới thiệu", "xác định", "thông tin")
_WHERE_TOLD = ("về", "kịp", "đến", "tới", "với", "qua", "trực", "ngay", "bằng", "gửi")
_THEIR_TIME = ("thời hạn", "thời gian")
_STATES = ("chưa", "còn")
_URGED = (
    "khẩn trương",
    "nghiêm túc",
    "có trách",
    "chịu trách",
    "phải có",
    "phải hoàn",
    "phải báo",
    "cần khẩn",
    "cần tập",
    "cần sớm",
    "cần có",
    "chủ động",
)
_MOST_OF_STATE = 30
_ARROWS = ("→", "⇒", "➔", "➜")


def predicate_at(phrases: Phrases, i: int, *, sure: bool = False, opens: bool = False) -> tuple[str, str] | None:
    """The kind of clause that the words at ``i``, after an addressee, make, with those words; None for a report or a phrase.

    ``opens`` when the addressee opens the sentence.
    """
    i = _skip_adverbials(phrases, i)
    low, following = phrases.low(i), phrases.low(i + 1)
    pair = f"{low} {following}"
    if low in _STATES:
        return _after_state(phrases, i)
    if low in (":", ",") or _arrow(phrases, i):
        return _after_mark(phrases, i, opens=opens)
    if low == "sẽ":
        return None if following in ("được", "là", "có") else (PROMISE, pair)
    if _is_burden(phrases, i, pair):
        return SUBJECT, pair
    if _tells(low, pair, phrases.low(i + 2)):
        return None
    if verb_at(phrases.lows, i):
        return SUBJECT, pair
    return (SUBJECT, "") if sure and _may_act(phrases, i) else None


def _is_burden(phrases: Phrases, i: int, pair: str) -> bool:
    """'có trách nhiệm', 'được giao', 'có ý kiến bằng văn bản': words that make what follows a duty."""
    return pair in _BURDENS or (pair == "có ý" and phrases.low(i + 3) in _GIVEN_HOW)


def _after_state(phrases: Phrases, i: int) -> tuple[str, str] | None:
    """'Các xã chưa hoàn thành việc A khẩn trương …': what they lack, or have, tells which of them are told to act."""
    for j in range(i + 2, min(i + _MOST_OF_STATE, len(phrases.words))):
        if phrases.lows[j] in (".", ";", ":"):
            return None
        pair = f"{phrases.lows[j]} {phrases.low(j + 1)}"
        if pair in _URGED and phrases.lows[j - 1] not in ("và", "hoặc"):
            return SUBJECT, pair
    return None


def _arrow(phrases: Phrases, i: int) -> int:
    """The number of words of '=>', '->' or '→' at ``i``."""
    low = phrases.low(i)
    if low in _ARROWS:
        return 1
    return 2 if phrases.low(i + 1) == ">" and low in ("=", "-", "–") else 0


def _after_mark(phrases: Phrases, i: int, *, opens: bool) -> tuple[str, str] | None:
    """'Phòng A: rà soát …', 'Phòng A => rà soát …', 'Riêng Phòng A, đề nghị sớm …'."""
    task = i + (_arrow(phrases, i) or 1)
    if phrases.low(i) != ",":
        acts = verb_at(phrases.lows, task) or (opens and _may_act(phrases, task) and not _reports(phrases, task))
        return (SUBJECT, ":") if acts else None
    if phrases.low(i + 1) == "hạn" or f"{phrases.low(i + 1)} {phrases.low(i + 2)}" in _THEIR_TIME:
        return SUBJECT, "thời hạn"
    i = _past_speaker(phrases, i)
    pair = f"{phrases.low(i + 1)} {phrases.low(i + 2)}"
    return (SUBJECT, pair) if pair in ("đề nghị", "yêu cầu") and verb_at(phrases.lows, i + 3) else None


def _reports(phrases: Phrases, i: int) -> bool:
    low = phrases.low(i)
    return low == "vắng" or _tells(low, f"{low} {phrases.low(i + 1)}", phrases.low(i + 2))


def _past_speaker(phrases: Phrases, i: int) -> int:
    """The comma's place, or that of the last word of the speaker who goes on: 'Đối với Sở A, đồng chí đề nghị …'."""
    if phrases.low(i + 1) in ("ông", "bà"):
        return i + 1
    if f"{phrases.low(i + 1)} {phrases.low(i + 2)}" in ("đồng chí", "giám đốc", "hội nghị", "chủ trì"):
        return i + 2
    speaker = phrases.parties(i + 1)
    return speaker[0].last - 1 if len(speaker) == 1 else i


def _tells(low: str, pair: str, third: str) -> bool:
    """Whether the words after a unit tell what it did, said or was: 'đã …', 'chủ trì cuộc họp', 'kết luận'."""
    if pair == "chủ trì":
        return third in ("cuộc", "hội", "buổi", "phiên")
    if (pair == "đánh giá" and third in ("cao", "đúng", "chung")) or pair in ("biểu dương", "hoan nghênh"):
        return True
    if pair == "phản ánh":
        return third not in _WHERE_TOLD
    if pair == "phê bình":
        return third not in (",", "và", ";", "")
    return pair not in _LIKE_REPORT and (low in REPORTING or pair in REPORTING)


def _may_act(phrases: Phrases, i: int) -> bool:
    """A word that is on no list may still be the verb of a unit whose name surely ended: lower case, no function word."""
    low = phrases.low(i)
    if not low.isalpha() or low in STOPS or low in _NO_VERBS:
        return False
    return phrases.words[i][0].islower()


def _skip_adverbials(phrases: Phrases, i: int) -> int:
    for _ in range(4):
        if i >= len(phrases.words):
            return i
        match = _ADVERBIAL.match(phrases.text, phrases.starts[i])
        if not match or match.end() <= phrases.starts[i]:
            return i
        i = phrases.at(match.end())
    return i
