"""When and where the meeting was, who held it and for which period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from meetings.intake.cells import cells
from meetings.intake.days import WrittenDay
from meetings.intake.draft import MeetingFacts, Warning
from meetings.intake.lines import Paragraph
from meetings.intake.meeting_day import EVENT, EVENTS, LABELLED, find_meeting_day
from meetings.intake.scan import says_any
from meetings.intake.wording import UPPER

_DAY_OF_MONTH = re.compile(
    r"\W*(?:vào\s+)?(?:(?:sáng|chiều|tối)\s+)?(?:ngày\s+|(?<=g )|(?<=u )|(?<=i ))(?P<day>0?[1-9]|[12]\d|3[01])(?=,|\s+(?:vừa qua|tháng này))[^.;]*?"
    + EVENT,
    re.I,
)
_TODAY = re.compile(r"(?:[\w.& ]{1,30}\)?\s*[-–]\s+)?(?:sáng|chiều|tối|hôm)\s+nay\b[^.;]*?" + EVENT, re.I)
_FULL_DAY_OR_MONTH = re.compile(
    r"(?:(?:\d{1,2}\s?[/.-]\s?)?(?:tháng\s+)?\d{1,2}\s?(?:[/.-]|năm)\s?|quý\s+\w{1,3}[/, ]+(?:năm\s+)?)(20\d{2})(?![\d/])",
    re.I,
)
_SENTENCE = re.compile(r"[^.;]*?(?:[.;](?=\s|$)|$)")
_SENTENCE_ENDS = re.compile(r"\.(?<!\b[PQH]\.)(?<!\bT[PX]\.)\s")
_PLANNED = re.compile(
    r"(?:kế hoạch|nhiệm vụ|phương hướng|chương trình công tác)[^.;]{0,60}?(?:năm|quý \w+[/, ]+(?:năm )?|tháng \d{1,2}[/, ]+(?:năm )?)\s*(20\d{2})",
    re.I,
)
_CELL_AFTER_LABEL = re.compile(r"(địa điểm[^;:]{0,20}:)\s*;", re.I)
_PERIOD = re.compile(
    r"(?:(?:6|sáu|06|9|chín|09|3|ba|03)\s+tháng\s+(?:đầu|cuối)\s+năm|(?:quý|qúy)\s+(?:I{1,3}V?|IV|[1-4])\b|tháng\s+(?:0?[1-9]|1[0-2])(?!\d)|năm)(?:\s*[,/-]?\s*(?:năm\s+)?(?:19|20)\d{2}(?!\d))?",
    re.I,
)
_PERIOD_CONTEXT = re.compile(r"giao ban|sơ kết|tổng kết|họp|hội nghị|buổi làm việc", re.I)
_PLACE_LABEL = re.compile(
    r"(?:^|[;.,]\s*)(?:địa điểm(?: (?:họp|tổ chức))?|tại|nơi họp)\s*:\s*(?P<place>[^;]{3,160})", re.I
)
_PLACE_AFTER_DAY = re.compile(
    r"\btại\s+(?:điểm cầu\s+)?(?P<place>(?:hội trường|phòng họp|phòng|trụ sở|khu|nhà|trung tâm|UBND|ủy ban|uỷ ban|sở|văn phòng|tầng|xã|phường|huyện|thị xã|thành phố|tỉnh|đặc khu|trường|viện|khách sạn|công ty|cơ quan|điểm cầu|hội sở|số \d|đảng ủy|chi cục|cục|bộ)\b.*)",
    re.I,
)
_NOT_PLACE = re.compile(
    r"^(?:cuộc|buổi|hội nghị|phiên|đây|văn bản|thông báo|quyết định|kế hoạch|công văn|điều|khoản|tờ trình|kỳ|giấy mời|báo cáo)\b",
    re.I,
)
_PLACE_ENDS = re.compile(
    r"\s+(?:đã|do|diễn ra|dưới|để|nhằm|với|theo|đồng chí|ông|bà|về|có|tổ chức|(?:đ|Đ)oàn công tác)(?=\s)|\s*[;:(]|\.(?=\s+(?-i:["
    + UPPER
    + r"])|$)|\s+[-–]\s+|\s*,(?!\s*(?:(?:Sở|UBND|Trụ sở|Văn phòng|Trung tâm|Chi cục|Khu) (?![^,.;]{0,120}\b(?:tổ chức|phối hợp|chủ trì|mời|họp|tiến hành|làm việc|có buổi|có cuộc|triệu tập)\b)|(?:số|tầng|đường|phố|phường|xã|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|khu phố|ấp|thôn|TP\.?|lầu|nhà|tòa nhà)\s))",
    re.I,
)
_HOLDER = r"(?:Đoàn công tác|Ban |Sở |Bộ |UBND |Ủy ban |Uỷ ban |Văn phòng |Chi cục |Cục |Trung tâm |Phòng |Liên hiệp |Hội |Thành ủy|Tỉnh ủy|Đảng ủy|Huyện ủy|Công ty |Viện |Trường |Tập đoàn |Lãnh đạo |Thường trực |Liên đoàn )"
_HOLDS = re.compile(
    rf"(?P<organizer>{_HOLDER}[^,.;:()]{{0,140}}?)(?:\s+phối hợp (?:với|cùng)\s+(?P<host>[^,.;:()]{{3,120}}?))?\s+(?:đã\s+|vừa\s+)?(?:phối hợp\s+)?(?:tổ chức|tiến hành|có (?:buổi|cuộc)|làm việc với|họp|mời|triệu tập)\b"
)
_FOREIGN_HOST = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?:các\s+)?(?:huyện|xã|phường|thị xã|thành phố|đặc khu|thị trấn|quận)\s+[^,.;:()]{2,60}",
    re.I,
)


@dataclass
class Days:
    """What years may be taken from: the head's day, the day a page was published, and the year planned for."""

    issued_on: date | None = None
    published_on: date | None = None
    reference_day: date | None = None


@dataclass
class Read:
    facts: MeetingFacts = field(default_factory=MeetingFacts)
    warnings: list[Warning] = field(default_factory=list)


def read_facts(title: Sequence[Paragraph], text: Sequence[Paragraph], days: Days) -> Read:
    """``title`` are the head's paragraphs, ``text`` those after it in order."""
    read = Read()
    found = find_meeting_day(title, text)
    if found:
        _put_day(found, days, _year_written([*title, *text]), read)
    else:
        _put_day_of_issue(text[:2], days, read)
    _read_place(text, read.facts)
    _read_holders(text, read.facts)
    read.facts.period = _period(title, text)
    return read


def plan_year(title: Sequence[Paragraph], text: Sequence[Paragraph], days: Iterable[date | None]) -> int | None:
    """The year that the document plans for: 'kế hoạch năm 2018', 'nhiệm vụ quý I/2026', else that of its first known day."""
    for paragraph in [*title, *text[:4]]:
        planned = _PLANNED.search(paragraph.text[:2000]) if "20" in paragraph.text else None
        if planned and not re.search(r"kết quả[^.;]{0,60}$", paragraph.text[: planned.start()], re.I):
            return int(planned.group(1))
    return next((day.year for day in days if day), None)


def _year_written(paragraphs: Sequence[Paragraph]) -> int | None:
    """The first full day's or month's year in the document, for a day that has none."""
    for paragraph in paragraphs[:60]:
        year = _FULL_DAY_OR_MONTH.search(paragraph.text[:3000])
        if year:
            return int(year.group(1))
    return None


def _put_day(found: tuple[WrittenDay, Paragraph], days: Days, year_written: int | None, read: Read) -> None:
    written, paragraph = found
    known = days.issued_on or days.published_on or (None if year_written else days.reference_day)
    day = written.on(known.year if known else year_written)
    if day and written.year is None and known and day > known:
        day = written.on(known.year - 1)
    line = paragraph.lines[0]
    read.facts.date = day
    read.facts.lines = sorted({*read.facts.lines, *paragraph.lines})
    if day is None:
        read.warnings.append(Warning(line, "Ngày họp không rõ năm hoặc không có trong lịch, cần nhập lại."))
    elif written.damaged:
        read.warnings.append(
            Warning(line, f"Ngày họp có chữ bị lỗi, đọc là {day:%d/%m/%Y}: cần đối chiếu với bản gốc.")
        )
    elif written.year is None:
        read.warnings.append(Warning(line, f"Ngày họp không ghi năm: hiểu là năm {day.year}."))


def _put_day_of_issue(text: Sequence[Paragraph], days: Days, read: Read) -> None:
    """'Sáng nay, Sở … họp' is the day of issue; 'sáng ngày 16, Sở … họp' the last 16th before it."""
    issued = days.published_on or days.issued_on
    if issued is None:
        return
    for paragraph in text:
        told = _DAY_OF_MONTH.match(paragraph.text[:1200])
        day = _last_before(issued, int(told.group("day"))) if told else None
        if day is None and _TODAY.match(paragraph.text[:1200]):
            day = issued
        if day:
            read.facts.date = day
            read.facts.lines = sorted({*read.facts.lines, *paragraph.lines})
            message = f"Ngày họp không ghi đủ tháng, năm: hiểu là ngày {day:%d/%m/%Y}."
            read.warnings.append(Warning(paragraph.lines[0], message))
            return


def _last_before(issued: date, day_of_month: int) -> date | None:
    """The last day with this number in its month that is not after ``issued``."""
    earlier = (issued - timedelta(days=back) for back in range(62))
    return next((day for day in earlier if day.day == day_of_month), None)


def _read_place(text: Sequence[Paragraph], facts: MeetingFacts) -> None:
    readers = [(_labelled_place, text[:25]), (_place_in_sentence, text[:4])]
    for paragraph, place in ((p, reader(p)) for reader, paragraphs in readers for p in paragraphs):
        if place:
            facts.place = place
            facts.lines = sorted({*facts.lines, *paragraph.lines})
            return


def _labelled_place(paragraph: Paragraph) -> str | None:
    """'Địa điểm: …', also as two cells of a table."""
    row = " ".join(f"{cell};" for cell in cells(paragraph.text)) if paragraph.style == "table" else paragraph.text
    if ":" not in row:
        return None
    labelled = _PLACE_LABEL.search(_CELL_AFTER_LABEL.sub(r"\1", row[:500]))
    if not labelled or _NOT_PLACE.match(labelled.group("place")):
        return None
    return labelled.group("place").strip(" .;,")


def _place_in_sentence(paragraph: Paragraph) -> str | None:
    """'tại Hội trường …' in a first sentence that speaks of the meeting."""
    sentence = _first_sentence(paragraph)
    if not (says_any(sentence, EVENTS) or LABELLED.match(sentence)):
        return None
    found = (_PLACE_AFTER_DAY.match(sentence, match.start()) for match in re.finditer(r"\btại\s", sentence))
    place = next((match.group("place") for match in found if match), "")
    end = _PLACE_ENDS.search(place)
    return place[: end.start() if end else None].strip(" .,") or None


def _first_sentence(paragraph: Paragraph) -> str:
    return _SENTENCE_ENDS.split(paragraph.text[:1200], maxsplit=1)[0]


def _read_holders(text: Sequence[Paragraph], facts: MeetingFacts) -> None:
    for paragraph in text[:4]:
        for clause in re.split(r",\s+", _first_sentence(paragraph)):
            held = _HOLDS.match(clause)
            if held and not re.search(r"\s(?:đã|sẽ|diễn ra|xây dựng|ban hành|cuộc|nghe)\b", held.group("organizer")):
                facts.organizer = held.group("organizer").strip()
                host = held.group("host")
                facts.host = (host.strip() if host else None) or _host_by_place(facts)
                facts.lines = sorted({*facts.lines, *paragraph.lines})
                return
    facts.host = facts.host or _host_by_place(facts)


def _host_by_place(facts: MeetingFacts) -> str | None:
    """A meeting in a locality's own hall is hosted by it."""
    match = _FOREIGN_HOST.search(facts.place or "")
    return match.group(0).strip() if match else None


def _period(title: Sequence[Paragraph], text: Sequence[Paragraph]) -> str | None:
    for paragraph in [*title, *text[:2]]:
        for match in _PERIOD.finditer(paragraph.text[:1500]):
            before = paragraph.text[max(0, match.start() - 90) : match.start()]
            if re.fullmatch(r"năm", match.group(0), re.I) or (
                re.search(r"(?:ngày\s+\d{1,2}\s*|\d)\s*$", before) and match.group(0).casefold().startswith("tháng")
            ):
                continue
            if match.group(0).casefold().startswith("năm") and re.search(r"tháng\s+\d{1,2}\s*$", before):
                continue
            if _PERIOD_CONTEXT.search(before):
                return match.group(0).strip()
    return None
