"""Limits told from Tết: 'trước Tết Nguyên đán 2027', 'xong trước Tết', 'trước Tết Nguyên đán Bính Ngọ', '10 ngày trước Tết'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.intake.deadline_words import LIMITS

# The first day of the lunar year in Việt Nam (UTC+7). Source: computed by the rules and the new-moon and solar-longitude
# formulas of Hồ Ngọc Đức's 'Thuật toán tính âm lịch' (after Meeus, Astronomical Algorithms).
FIRST_DAYS = {
    day.year: day
    for day in (
        date(2015, 2, 19),
        date(2016, 2, 8),
        date(2017, 1, 28),
        date(2018, 2, 16),
        date(2019, 2, 5),
        date(2020, 1, 25),
        date(2021, 2, 12),
        date(2022, 2, 1),
        date(2023, 1, 22),
        date(2024, 2, 10),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2028, 1, 26),
        date(2029, 2, 13),
        date(2030, 2, 2),
        date(2031, 1, 23),
        date(2032, 2, 11),
        date(2033, 1, 31),
        date(2034, 2, 19),
        date(2035, 2, 8),
    )
}
# year 4 was Giáp Tý
_STEMS = ["giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý"]
_BRANCHES = ["tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"]
_SPELT = str.maketrans("íìịĩ", "ýỳỵỹ")  # 'Tí', 'Tị' for 'Tý', 'Tỵ'

_COUNT = r"\d{1,3}\s+(?:ngày|tuần|tháng)(?:\s+làm\s+việc)?"
_OTHER_TET = r"trung\s+thu|dương\s+lịch|tây|độc\s+lập|thiếu\s+nhi|nhi\s+đồng|đoan\s+ngọ|thanh\s+minh|hàn\s+thực|nguyên\s+tiêu|trồng\s+cây|cổ\s+truyền\s+của|khmer|chôl"
_LUNAR_YEAR = rf"(?P<stem>{'|'.join(_STEMS)})\s+(?P<branch>{'|'.join(_BRANCHES)}|tí|tị)(?!\w)"
_TET = re.compile(
    rf"(?<!\w)(?:(?:{LIMITS})\s+(?:(?:là|vào|đến|trước)\s+)*)?(?P<back>{_COUNT}\s+)?trước\s+(?P<off>(?:kỳ\s+|khi\s+)?nghỉ\s+)?(?:(?:dịp|thềm|ngày)\s+)?"
    rf"tết(?!\w)(?!\s+(?:{_OTHER_TET})(?!\w))(?:\s+(?:nguyên\s+đán|âm\s+lịch|cổ\s+truyền|ta))?"
    rf"(?:,?\s+(?:năm\s+)?{_LUNAR_YEAR})?(?:,?\s*[(–-]?\s*(?:năm\s+)?(?P<year>(?:19|20)\d\d)\)?(?!\w))?(?P<count>\s+{_COUNT})?",
    re.I,
)
# the time before Tết that is spoken of is no limit: 'tình hình thị trường những ngày trước Tết'
_TIME_OF = re.compile(
    r"(?<!\w)(?:cao\s+điểm|(?:những|các|mấy)\s+(?:ngày|tuần|tháng)|thời\s+(?:điểm|gian)|giai\s+đoạn|dịp|tình\s+hình(?:\s+\w+){0,4})\s+$",
    re.I,
)


@dataclass(frozen=True)
class BeforeTet:
    """A limit at ``start``..``end``; ``year`` None where no year is written; ``exact`` where it means the eve of Tết."""

    start: int
    end: int
    year: int | None
    exact: bool


def before_tet(text: str) -> Iterator[BeforeTet]:
    """The limits in order."""
    for match in _TET.finditer(text):
        if _TIME_OF.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        exact = not (match["back"] or match["off"] or match["count"])
        yield BeforeTet(match.start(), match.end(), _year(match), exact)


def eve_of(year: int | None, *, after: date | None = None) -> date | None:
    """The day before the first day of Tết of ``year``, or else of the next Tết whose eve is not before ``after``."""
    if year is not None:
        first = FIRST_DAYS.get(year)
        return first - timedelta(days=1) if first else None
    if after is None or after.year < min(FIRST_DAYS):
        return None
    return next((eve for day in FIRST_DAYS.values() if (eve := day - timedelta(days=1)) >= after), None)


def _year(match: re.Match[str]) -> int | None:
    """The year as written, or the one on the table whose lunar name is written."""
    if match["year"]:
        return int(match["year"])
    if not match["stem"]:
        return None
    stem, branch = match["stem"].casefold(), match["branch"].casefold().translate(_SPELT)
    return next((y for y in FIRST_DAYS if (_STEMS[(y - 4) % 10], _BRANCHES[(y - 4) % 12]) == (stem, branch)), 0)
