"""The day of the meeting: labelled as its time, or beside the meeting's name in the title or in running text.

The days of cited papers, of deadlines, of publication and of meetings to come are not the meeting's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.intake.cells import cells
from meetings.intake.days import WrittenDay, written_days
from meetings.intake.lines import Paragraph
from meetings.intake.scan import says_any

EVENTS = (
    "hội nghị", "cuộc họp", "buổi làm việc", "buổi họp", "phiên họp", "giao ban", "họp", "hội thảo", "tọa đàm", "toạ đàm", "làm việc với", "làm việc tại", "làm việc về", "sơ kết", "tổng kết", "buổi tiếp", "đoàn công tác", "chủ trì", "mời", "kiểm tra thực tế", "hội ý", "gặp mặt", "đối thoại", "chúng tôi",
)  # fmt: skip
EVENT = rf"(?:{'|'.join(EVENTS)})"
LABELLED = re.compile(
    r"(?:\d{1,2}[.)]\s*)?(?:thời gian(?: (?:họp|tổ chức|bắt đầu|khai mạc|, địa điểm|và địa điểm))?|ngày(?:,? giờ)? họp|thời gian\s*[-,/và]*\s*địa điểm|bắt đầu|khai mạc|hôm nay)"
    r"(?=\s*(?:[:;,.(–/-]|\d|(?:vào|lúc|hồi|từ|ngày|sáng|chiều|tối|thứ)\b|$))",
    re.I,
)
_NOT_MEETING = re.compile(
    r"(?:số\s*[\w/&.\-…]*|[/-][A-ZĐ&\-]{2,}\w*|(?:quyết định|thông báo|kế hoạch|công văn|tờ trình|nghị quyết|nghị định|thông tư|chỉ thị|báo cáo|giấy mời|văn bản|luật|chương trình|công điện|hướng dẫn|đề án|kết luận)[^,.;:()]{0,60}"
    r"|trước|đến|tới|chậm nhất|muộn nhất|hết|từ|kể từ|sau|hạn|quá|tính đến|đăng|cập nhật|kỷ niệm|sinh|sẽ|vào cuối|dự kiến[^.;]{0,60})\s*(?:\(?\s*(?:vào\s+)?ngày)?\s*$",
    re.I,
)
_SENTENCE_BEGINS = re.compile(r"[.;\n](?:(?<=\n)|(?=\s))")
_SENTENCE_ENDS = re.compile(r"[.;\n](?:(?<=\n)|(?<!\b[PQH][.;])(?<!\bT[PX][.;])(?=\s|$))")
_STAMPED = re.compile(r"\(\s*(?:\d{1,2}[:h]\d{2})?\s*$")  # the day of publication behind a page's title
_CONCLUDED_AT = re.compile(
    r"kết luận(?:[^.;]{0,80}(?:tại|của))?\s+(?:cuộc|buổi|hội nghị|phiên|giao ban|họp)(?:(?!\bsố\s*:?\s*\d|[/-][A-ZĐ]{2})[^.;,]){0,120}ngày\s*$",
    re.I,
)
_ENDS = re.compile(r"kết thúc[^;]{0,40}$", re.I)
_SUBTITLE = re.compile(
    r"\s*(?:\(\s*(?:họp|tổ chức|vào)?|họp|tổ chức)\s*(?:(?:sáng|chiều|tối)\s+)?(?:\(?thứ \w+\)?,?\s*)?ngày\s*", re.I
)
# a round of visits is concluded at a meeting of its own
_CLOSES_ROUND = re.compile(
    r"buổi\s+(?:họp |làm việc )?(?:tổng kết|kết luận|tổng hợp)\b[^.;]{0,100}\b(?:diễn ra|tổ chức|tiến hành)\s+(?:vào\s+)?(?:(?:sáng|chiều|tối)\s+)?(?:ngày\s*)?$",
    re.I,
)
_CITED = re.compile(r"(?:số|[/-][A-ZĐ]{2,})[^,;]{0,40}$")
_INVITED_BY = re.compile(r"giấy mời[^,.;]{0,60}(?:họp|hội nghị|dự)[^,.;]{0,30}$", re.I)
_TO_COME = re.compile(
    r"\b(?:sẽ (?:tổ chức|được tổ chức|diễn ra|họp)|dự kiến|kỳ họp tới|lần (?:tới|sau)|tiếp theo|trước đó)\b", re.I
)
_OPENS = re.compile(
    r"^\W*(?:[\w.& ]{1,30}\)?\s*[-–]\s+)?(?:(?:vào\s+)?(?:lúc|hồi|khoảng)\b.{0,40}|(?:trong\s+)?(?:các|hai|02|2)\s*|vừa qua,?\s*|hôm nay,?\s*|trong\s*)?(?:buổi\s+)?(?:sáng|chiều|tối|cả)?\s*(?:các |hai |02 |2 )?(?:\(?thứ \w+\)?,?\s*)?(?:nay\s*[,(]?\s*)?\(?(?:ngày\s*)?$",
    re.I,
)
_BESIDE = re.compile(
    EVENT + r"[^.;]{0,160}?(?:,|\(|vào|diễn ra|tổ chức|trong|của|tại)?\s*(?:(?:sáng|chiều|tối)\s+)?(?:ngày|hôm)?\s*$",
    re.I,
)


def find_meeting_day(title: Sequence[Paragraph], text: Sequence[Paragraph]) -> tuple[WrittenDay, Paragraph] | None:
    labelled = _labelled_day(text[:40])
    if labelled:
        return labelled
    spoken = [paragraph for paragraph in [*text[:3], *title, *text[3:]] if paragraph.style != "table"]
    for test, paragraphs in (
        (_closes_round, text[:3]),
        (_is_subtitle, [*title, *text[:2]]),
        (_opens_sentence, spoken),
        (_beside_event, spoken),
    ):
        for paragraph in paragraphs:
            day = next((day for day in written_days(paragraph.text[:6000]) if test(paragraph.text, day)), None)
            if day:
                return day, paragraph
    return None


def _is_subtitle(text: str, day: WrittenDay) -> bool:
    """'(Ngày D)' or 'Họp ngày D' as a line of its own under the title."""
    return bool(_SUBTITLE.fullmatch(text[: day.start])) and not text[day.end :].strip(" ).;")


def _closes_round(text: str, day: WrittenDay) -> bool:
    """'Buổi tổng kết hai đợt làm việc diễn ra chiều D': the day on which the conclusions were given."""
    return bool(_CLOSES_ROUND.search(text[max(0, day.start - 300) : day.start]))


def _sentence_around(text: str, day: WrittenDay) -> tuple[str, str]:
    before = _SENTENCE_BEGINS.split(text[max(0, day.start - 400) : day.start])[-1]
    after = _SENTENCE_ENDS.split(text[day.end : day.end + 600], maxsplit=1)[0]
    return before, after


def _opens_sentence(text: str, day: WrittenDay) -> bool:
    """'Ngày D, tại …, Sở … tổ chức hội nghị'; also after an aim: 'Nhằm …, ngày D, Sở … đã mời …'."""
    before, after = _sentence_around(text, day)
    opens = _OPENS.match(before) or re.search(r",\s*(?:vào\s+)?(?:(?:sáng|chiều|tối)\s+)?(?:ngày\s*)?$", before, re.I)
    if not opens or _NOT_MEETING.search(before.rstrip(" ,")) or _TO_COME.search(after[:200]):
        return False
    return says_any(after, EVENTS) and not re.match(r"\s*(?:của|về việc)\b", after)


def _beside_event(text: str, day: WrittenDay) -> bool:
    """'tại cuộc họp giao ban ngày D', 'hội nghị tổ chức vào chiều D'."""
    before, after = _sentence_around(text, day)
    if _STAMPED.search(before) or _TO_COME.search(before) or _TO_COME.search(after[:60]):
        return False
    if _CONCLUDED_AT.search(before):
        return True
    return not (_INVITED_BY.search(before) or _NOT_MEETING.search(before) or _CITED.search(before)) and bool(
        _BESIDE.search(before)
    )


def _labelled_day(text: Sequence[Paragraph]) -> tuple[WrittenDay, Paragraph] | None:
    """'Thời gian: 8 giờ, ngày D', also as two cells of a table; the day on which it began."""
    for paragraph in text:
        row = " ".join(cells(paragraph.text)) if paragraph.style == "table" else paragraph.text
        days = written_days(row[:400]) if LABELLED.match(row) else ()
        day = next((day for day in days if not _ENDS.search(row[: day.start])), None)
        if day:
            return day, paragraph
    return None
