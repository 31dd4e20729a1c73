"""What the printed minutes say (Mẫu 1.9, Phụ lục III, Nghị định 30/2020/NĐ-CP), from the rows of a meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from districts.folding import fold
from meetings.attending import late_word_on
from meetings.enums import Attendance, AttendeeRole, MeetingForm, MeetingKind
from meetings.minutes.findings import leading
from meetings.minutes.speakers import speaker_of
from meetings.minutes.statements import standing
from meetings.models import Attendee, Delegation, Meeting, Minutes, Statement
from meetings.papers.record import Annex, Block
from meetings.papers.wording import day_words

INLINE_UNITS = 30  # a longer list of units goes into an annex
BLANK_HOUR, BLANK_DAY = "…… giờ …… phút", "ngày …… tháng …… năm ………"
BLANK = "……………………"
NAMED = {
    MeetingKind.COORDINATION: "Hội nghị",
    MeetingKind.CONFERENCE: "Hội nghị",
    MeetingKind.WORKING_SESSION: "Buổi làm việc",
    MeetingKind.REGULAR_SESSION: "Phiên họp",
}
ANNEX = "Danh sách thành phần tham dự"
COLUMNS = ("TT", "Đơn vị", "Đại biểu", "Tham dự")
People = Mapping[int, Sequence[Attendee]]


@dataclass(frozen=True)
class PrintedMinutes:
    """``chair`` and ``secretary`` are the names under which both sign, '' where nobody is named yet."""

    blocks: tuple[Block, ...]
    closing: tuple[str, ...]
    annexes: tuple[Annex, ...]
    chair: str
    secretary: str


def printed_minutes(minutes: Minutes, conclusions: Sequence[Block]) -> PrintedMinutes:
    """``conclusions`` are the blocks of the meeting's outline. Four queries at any length."""
    meeting = minutes.meeting
    delegations = meeting.invited()
    people = _people_of_units(meeting)
    late = late_word_on(meeting.held_on).lower()
    long_list = len(delegations) > INLINE_UNITS
    blocks = [
        _fact("Thời gian bắt đầu", f"{_hour(minutes.begun_at)}, {_day(meeting.held_on)}."),
        _fact("Địa điểm", f"{meeting.place or BLANK}{_form(meeting)}."),
        *_attendance(meeting, delegations, people, late, reasons=minutes.prints_reasons, annexed=long_list),
        *_leading(meeting),
        _heading("Nội dung (theo diễn biến cuộc họp):"),
        *_said(standing(minutes)),
        *_concluded(conclusions),
    ]
    return PrintedMinutes(
        tuple(blocks),
        (*_paragraphs(minutes.notes), _end(minutes)),
        (_annex(delegations, people, late, reasons=minutes.prints_reasons),) if long_list else (),
        _first(meeting, AttendeeRole.CHAIR),
        _first(meeting, AttendeeRole.SECRETARY),
    )


def _fact(label: str, words: str) -> Block:
    return Block("paragraph", f"{label}: {words}")


def _heading(words: str) -> Block:
    """Kept with what follows, and not bold."""
    return Block("heading", words, level=3)


def _hour(hour: time | None) -> str:
    return f"{hour:%H} giờ {hour:%M} phút" if hour else BLANK_HOUR


def _day(day: date | None) -> str:
    return day_words(day) if day else BLANK_DAY


def _form(meeting: Meeting) -> str:
    return "" if meeting.form == MeetingForm.IN_PERSON else f" ({meeting.get_form_display().lower()})"


def _people_of_units(meeting: Meeting) -> People:
    """Who came for each unit, by its line; not those who lead the meeting."""
    found: dict[int, list[Attendee]] = defaultdict(list)
    for person in meeting.people():
        if person.delegation_id and person.role == AttendeeRole.ATTENDEE:
            found[person.delegation_id].append(person)
    return found


def _attendance(
    meeting: Meeting, delegations: Sequence[Delegation], people: People, late: str, *, reasons: bool, annexed: bool
) -> Iterator[Block]:
    yield _heading("Thành phần tham dự:")
    guests = [person for person in meeting.people() if _is_guest(person)]
    came = [row for row in delegations if Attendance(row.attendance).came]
    if delegations:
        listed = "; danh sách tại Phụ lục kèm theo." if annexed else ":" if came else "."
        yield _item(f"Có mặt: {len(came)}/{len(delegations)} đơn vị{listed}")
    if not annexed:
        yield from (Block("item", f"{_came(row, people.get(row.pk, ()), late)}.", label="+", level=5) for row in came)
    if guests:
        yield _item(f"Đại biểu khác: {'; '.join(map(_person, guests))}.")
    yield from _absences(delegations, reasons=reasons)


def _absences(delegations: Sequence[Delegation], *, reasons: bool) -> Iterator[Block]:
    for mark, words in ((Attendance.EXCUSED, "Vắng có lý do"), (Attendance.ABSENT, "Vắng không lý do")):
        away = [row for row in delegations if row.attendance == mark]
        if away:
            names = "; ".join(_away(row, reasons=reasons) for row in away)
            yield _item(f"{words} ({len(away)} đơn vị): {names}.")


def _is_guest(person: Attendee) -> bool:
    return person.delegation_id is None and person.role == AttendeeRole.ATTENDEE


def _item(text: str) -> Block:
    return Block("item", text, label="-", level=4)


def _came(row: Delegation, people: Sequence[Attendee], late: str) -> str:
    """'UBND xã Mẫu Một: ông Vũ Văn H, Chủ tịch (đến muộn)'."""
    named = "; ".join(map(_person, people))
    mark = _mark(row, late)
    return f"{row}{f': {named}' if named else ''}{f' ({mark})' if mark else ''}"


def _mark(row: Delegation, late: str) -> str:
    if row.attendance == Attendance.LATE:
        return late
    if row.attendance == Attendance.SUBSTITUTE:
        return f"dự thay{f', {row.authority}' if row.authority else ''}"
    return "không đúng thành phần" if row.attendance == Attendance.WRONG_RANK else ""


def _away(row: Delegation, *, reasons: bool) -> str:
    return f"{row} ({row.reason})" if reasons and row.reason else str(row)


def _person(person: Attendee) -> str:
    """'ông Vũ Văn H, Chủ tịch', as within a sentence."""
    name = f"{person.honorific[:1].lower()}{person.honorific[1:]} {person.name}".strip()
    return ", ".join(filter(None, [name, person.post]))


def _leading(meeting: Meeting) -> Iterator[Block]:
    for label, role, asked in (
        ("Chủ trì", AttendeeRole.CHAIR, True),
        ("Đồng chủ trì", AttendeeRole.CO_CHAIR, False),
        ("Thư ký (người ghi biên bản)", AttendeeRole.SECRETARY, True),
    ):
        named = "; ".join(_spelt(person) for person in leading(meeting, role))
        if named or asked:
            yield _fact(label, f"{named or BLANK}.")


def _spelt(person: Attendee) -> str:
    return ", ".join(filter(None, [speaker_of(person), person.post]))


def _said(statements: Sequence[Statement]) -> Iterator[Block]:
    for number, row in enumerate(statements, start=1):
        speaker = ", ".join(filter(None, [row.speaker or BLANK, row.held_post]))
        yield Block("heading", f"{speaker}:", label=f"{number}.", level=2)
        yield from (Block("paragraph", text) for text in _paragraphs(row.text) or (BLANK,))


def _concluded(conclusions: Sequence[Block]) -> Iterator[Block]:
    """Under a heading, unless they bring one of their own."""
    if conclusions and not (conclusions[0].style == "heading" and "ket luan" in fold(conclusions[0].text)):
        yield Block("heading", "Kết luận của người chủ trì:", level=2)
    yield from conclusions


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _end(minutes: Minutes) -> str:
    named = NAMED.get(MeetingKind(minutes.meeting.kind), "Cuộc họp")
    return f"{named} kết thúc vào {_hour(minutes.ended_at)}, {_day(minutes.ended_on)}."


def _annex(delegations: Sequence[Delegation], people: People, late: str, *, reasons: bool) -> Annex:
    rows = [
        (str(number), str(row), _there(row, people.get(row.pk, ())), _told(row, late, reasons=reasons))
        for number, row in enumerate(delegations, start=1)
    ]
    return Annex(ANNEX, columns=COLUMNS, rows=tuple(rows))


def _there(row: Delegation, people: Sequence[Attendee]) -> str:
    return "; ".join(map(_person, people)) if Attendance(row.attendance).came else ""


def _told(row: Delegation, late: str, *, reasons: bool) -> str:
    mark = Attendance(row.attendance)
    if not mark.is_recorded:
        return ""
    words = _mark(row, late) or str(mark.label)
    words = words[:1].upper() + words[1:]
    return f"{words} ({row.reason})" if reasons and row.reason and not mark.came else words


def _first(meeting: Meeting, role: AttendeeRole) -> str:
    return next((person.name for person in leading(meeting, role)), "")
