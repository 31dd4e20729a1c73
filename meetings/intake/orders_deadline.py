"""Which of the times in an order is its deadline.

A time is none because it is a time: that of a cited paper, of a past event, of a report's period or of what the order is
about ('nhu cầu chuyển giao công nghệ trong năm 2015') sets no limit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from meetings.intake.damaged import readable
from meetings.intake.deadlines import PAST, Calendar, Found, find_deadlines
from meetings.intake.draft import Deadline
from meetings.intake.once import once

# what stands just before a day that limits something other than the order
_OF_SOMETHING = re.compile(
    r"(?:phát\s+sinh|tiếp\s+nhận|tồn\s+đọng|(?:được|đã)\s+(?:ban\s+hành|cấp|phê\s+duyệt|ký|giao|thành\s+lập|tuyển\s+dụng|thu)|có\s+hiệu\s+lực|thành\s+lập|sinh|ký\s+kết|số\s+liệu(?:\s+tính)?|tính|lũy\s+kế|kể\s+từ|từ|tại|họp)\s*$",
    re.I,
)
# a paper issued before a day now past is what the order is about
_ISSUED = re.compile(r"ban\s+hành\s*$", re.I)
# where a result goes ends what is reported: 'báo cáo kết quả về Sở trong quý IV'
_WORD = r"(?:\s+(?!(?:về|gửi|cho)\s+(?-i:[A-ZĐỦ]))[\w&-]+)"
_PERIOD_OF = re.compile(
    rf"(?:kết\s+quả|tình\s+hình|số\s+liệu|nhu\s+cầu|báo\s+cáo(?!\s+\w+\s+\w)|tồn\s+tại|hạn\s+chế|những\s+năm|đã){_WORD}{{0,5}}\s*$|(?:hoạt\s+động|phát\s+sinh|đạt\s+được|diễn\s+ra|công\s+tác|(?<!định\s)(?<!duyệt\s)(?<!thu\s)(?<!chọn\s)(?<!xuất\s)(?<!hàng\s)nhiệm\s+vụ|nghỉ\s+\w+\s+\w+)\s*$",
    re.I,
)
# a year after these is theirs; a month or quarter is until when one works on them
_OF_ITS_YEAR = re.compile(r"(?:kế\s+hoạch|dự\s+toán|kinh\s+phí|chương\s+trình)\s*$", re.I)
_FINISHING = re.compile(
    r"(?:hoàn\s+thành|hoàn\s+tất|xong|ban\s+hành|trình|phê\s+duyệt|báo\s+cáo|gửi|gởi|nộp|thực\s+hiện|triển\s+khai|tổ\s+chức|nghiệm\s+thu|giải\s+ngân|khai\s+trương|vận\s+hành|sử\s+dụng|đưa\s+vào|ký)(?:\s+[\w&/-]+){0,9}\s*$",
    re.I,
)
_DONE_BY = re.compile(
    r"(?<!\w)(?:xong|hoàn\s+thành|hoàn\s+tất|dứt\s+điểm|kết\s+thúc|trả\s+(?:kết\s+quả|lời|hồ\s+sơ))(?!\w)[^,.;:]{0,80}$",
    re.I,
)
# the day of what one goes to is not the day until which one acts
_ATTENDING = re.compile(
    r"(?<!\w)(?:tham\s+gia|tham\s+dự|dự|cử)\s[^.;:]{0,120}(?:lớp|tập\s+huấn|hội\s+nghị|hội\s+thảo|cuộc\s+họp|giao\s+ban|buổi|lễ|kỳ|phiên)[^.;:,]{0,60}$",
    re.I,
)
_AT_MEETING = re.compile(
    r"(?<!\w)(?:báo\s+cáo|trình|thông\s+qua|cho\s+ý\s+kiến)\s[^;:.]{0,100}tại\s+(?:(?:phiên|kỳ|cuộc|buổi|hội\s+nghị|giao\s+ban)[^;:.,]{0,60})?$",
    re.I,
)
_HANDED_ON = re.compile(
    r"(?<!\w)(?:trình|gửi|nộp|báo\s+cáo|hoàn\s+thành|xong)(?:\s+(?!(?:công|tờ|văn|số|họp|hội|cuộc|từ|theo)(?!\w))[\w&/-]+){0,6}\s+$",
    re.I,
)
_AFTER_WEAK = re.compile(
    r"\s*(?:$|[,.;:)]|(?:để|nhằm|làm|theo|phục\s+vụ|với|đúng|đảm\s+bảo|bảo\s+đảm|và\s+(?!(?:những|các)\s+năm)|tại|trên)(?!\w))",
    re.I,
)
_OPENING = re.compile(
    r"^\W*(?:(?:đặc\s+biệt|riêng|trước\s+mắt|ngay|giao|đồng\s+thời|theo\s+đó|cụ\s+thể|yêu\s+cầu)\s*,?\s*(?:[^,.;:]{1,60}\s)?)?$",
    re.I,
)
_FROM_TO = re.compile(r"từ\s+(?:nay|ngày)\s*[^,.;]{0,20}$", re.I)
_WEAK_OPENERS = re.compile(r"^(?:trong|vào|ngay|đến|hoàn)", re.I)
HANDING = re.compile(
    r"(?<!\w)(?:gửi|gởi|nộp|hoàn\s+thành|hoàn\s+tất|trình|báo\s+cáo|thanh\s+lý|xong|thực\s+hiện|ban\s+hành|tổ\s+chức|cung\s+cấp|đăng\s+ký|phê\s+duyệt|giải\s+ngân|triển\s+khai|kết\s+thúc|khắc\s+phục|tổng\s+hợp|cử|đề\s+xuất|tham\s+mưu|rà\s+soát)(?!\w)",
    re.I,
)


@dataclass(frozen=True)
class Limit:
    """An order's deadline; ``strong`` when the words set a limit, so that the clause is an order by it alone."""

    deadline: Deadline
    strong: bool
    start: int
    end: int


@once(256)
def limits(text: str, known: Calendar) -> Sequence[Limit]:
    """The deadlines in an order's text, in order: those that set a limit, else the periods that stand where one does."""
    plain = readable(text)
    found = [
        one for one in find_deadlines(plain, known) if not one.bare or _bare_is_limit(plain, one, known.gone_before)
    ]
    strong = [_limit(text, one, True) for one in found if one.strong and _limits_order(plain, one, known.gone_before)]
    if strong:
        return [_dated(limit, known.gone_before) for limit in _one_for_recurring(plain, strong)]
    return [_limit(text, one, False) for one in found if not one.strong and (one.bare or _period_is_limit(plain, one))]


def _limit(text: str, one: Found, strong: bool) -> Limit:
    deadline = replace(one.deadline, text=text[one.start : one.end].strip())
    return Limit(deadline, strong, one.start, one.end)


def _limits_order(text: str, one: Found, reference: date | None) -> bool:
    before = text[max(0, one.start - 60) : one.start]
    if one.deadline.kind != "recurring" and _OF_SOMETHING.search(before):
        return False
    gone = one.deadline.date and reference and one.deadline.date < reference
    return not gone or (bool(_FINISHING.search(before)) and not _ISSUED.search(before))


def _bare_is_limit(text: str, one: Found, reference: date | None) -> bool:
    """'trình Giám đốc ngày 18/3', 'báo cáo tại phiên họp tháng 01/2026': a time with no word of its own before it."""
    if one.deadline.kind == "recurring" or (one.deadline.date and reference and one.deadline.date < reference):
        return False
    before = text[max(0, one.start - 200) : one.start]
    if one.deadline.kind == "day" and one.deadline.text.casefold().startswith("ngày"):
        return bool(_HANDED_ON.search(before[-80:])) and bool(_AFTER_WEAK.match(text[one.end : one.end + 30]))
    return bool(_AT_MEETING.search(before))


def _period_is_limit(text: str, one: Found) -> bool:
    """Whether a period or a day, though no word of limit opens it, stands where it limits the order."""
    before = text[max(0, one.start - 80) : one.start]
    after = text[one.end : one.end + 30]
    if not _WEAK_OPENERS.match(one.deadline.text):
        return bool(_FINISHING.search(before)) and bool(re.match(r"\s*(?:$|[,.;])", after))
    if one.deadline.kind == "day":
        return _day_is_limit(text, one, before)
    if _is_horizon(one, before):
        return False
    if _DONE_BY.search(before) or (_OPENING.match(text[: one.start]) and after.lstrip().startswith(",")):
        return True
    return bool(_AFTER_WEAK.match(after)) and not _PERIOD_OF.search(before)


def _day_is_limit(text: str, one: Found, before: str) -> bool:
    if _ATTENDING.search(text[max(0, one.start - 200) : one.start]):
        return False
    return not _FROM_TO.search(before) or "nay" in before


def _is_horizon(one: Found, before: str) -> bool:
    """The year of a plan or budget, or that up to which one is drafted: 'Chương trình … đến năm 2030'."""
    if one.deadline.kind != "year":
        return False
    return one.deadline.text.casefold().startswith("đến") or bool(_OF_ITS_YEAR.search(before))


_OFTEN = re.compile(r"(?<!\w)(?:định\s+kỳ|hằng|hàng|mỗi)\s", re.I)
_BY_DAY = re.compile(r"(?:trước|chậm|vào)", re.I)
# what may stand between how often and by which day, and still be one phrase
_ONE_PHRASE = re.compile(
    r"[\s,;()]*(?:(?:và\s+)?(?:(?:hằng|hàng|mỗi)\s+)?(?:6\s+tháng|tháng|quý|năm)\s*)?[\s,()]*", re.I
)


def _one_for_recurring(text: str, found: list[Limit]) -> list[Limit]:
    """'Định kỳ 6 tháng báo cáo … trước ngày 15/6' is one recurring deadline: its words say how often and by which day."""
    first = next((limit for limit in found if limit.deadline.kind == "recurring"), None)
    if first is None or len(found) < 2 or not _OFTEN.search(text):
        return found
    days = [one for one in found if one.start > first.start and _says_day(one)]
    if not days:
        return [first] if _says_day(first) else found
    end = days[0].end
    for one in days[1:]:
        if _ONE_PHRASE.fullmatch(text, end, one.start):
            end = one.end
    doubt = days[0].deadline.doubt if days[0].deadline.kind == "recurring" else None
    words = _whole_words(text, first, days[0], end)
    return [Limit(Deadline(words, None, "recurring", doubt=doubt), True, first.start, end)]


def _says_day(limit: Limit) -> bool:
    return limit.deadline.kind in ("day", "recurring") and bool(_BY_DAY.match(limit.deadline.text))


def _whole_words(text: str, first: Limit, said: Limit, end: int) -> str:
    """The phrase as written; both its parts when the task stands between them."""
    if not _ONE_PHRASE.fullmatch(text, first.end, said.start):
        return f"{first.deadline.text} … {text[said.start : end].strip()}"
    words = text[first.start : end].strip()
    return words + ")" if words.count("(") > words.count(")") else words


def _dated(limit: Limit, reference: date | None) -> Limit:
    deadline = limit.deadline
    if deadline.date and reference and deadline.date < reference and not deadline.doubt:
        deadline.doubt = PAST
    return limit
