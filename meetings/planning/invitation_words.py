"""What an invitation says, from the facts of its meeting: Mẫu 1.7, Phụ lục III, Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from districts.calendar import WorkCalendar
from districts.errors import DomainError
from districts.models import OfficeProfile, Officer
from districts.posts import post_at
from districts.roster import Roster
from districts.weekdays import weekday_of
from meetings.drafting import called_in_a_sentence, title_phrase
from meetings.enums import AttendeeRole, MeetingForm
from meetings.invited_list import IN_ANNEX, MOST_POINTS_IN_TEXT, invited_lines, invited_rows
from meetings.models import Delegation, Meeting
from meetings.papers.wording import day_words
from meetings.planning.agenda import AgendaLine, agenda_of
from meetings.planning.invitation import last_day_to_register
from meetings.planning.people import people_of

NO_DAY = "Cuộc họp chưa có ngày họp. Hãy nhập ngày họp ở “Sửa thông tin” rồi soạn giấy mời."
COURTESY = "Kính mong các đại biểu dự họp đúng thành phần, đúng thời gian."


@dataclass(frozen=True)
class InvitationWords:
    """The texts of a draft; each line is a paragraph."""

    abstract: str
    opening: str
    body: str


def invitation_words(
    meeting: Meeting, office: OfficeProfile, *, contact: Officer | None, today: date
) -> InvitationWords:
    """``contact``: who answers questions. A few queries, however many are invited. Raises DomainError without a day."""
    day, rows = day_of(meeting), invited_rows(meeting)
    last_day = last_day_to_register(day, today, WorkCalendar.load(day.year, day.year))
    phrase = called_in_a_sentence(title_phrase(meeting))
    opening = [*_asking(invited_lines(rows, Roster.load(day)), office), f"Tới dự {phrase}."]
    body = [
        *_leading(meeting),
        f"Thời gian: {when_words(meeting)}.",
        *_place(meeting, rows),
        *_programme(agenda_of(meeting)),
        *_preparation(meeting),
        *_documents(meeting),
        f"Đăng ký đại biểu: đề nghị các cơ quan, đơn vị đăng ký trên Cổng giao ban KH&CN chậm nhất "
        f"{day_words(last_day)}.",
        *contact_lines(contact),
    ]
    return InvitationWords(f"Dự {phrase}"[:500], "\n".join(opening), "\n".join(body))


def when_words(meeting: Meeting) -> str:
    """'08 giờ 00 phút, thứ Hai, ngày 20 tháng 4 năm 2026'; without the hour where there is none."""
    hour, day = [hour_words(meeting.starts_at)] if meeting.starts_at else [], day_of(meeting)
    return ", ".join([*hour, weekday_of(day), day_words(day)])


def day_of(meeting: Meeting) -> date:
    if meeting.held_on is None:
        raise DomainError(NO_DAY)
    return meeting.held_on


def hour_words(hour: time) -> str:
    return f"{hour:%H} giờ {hour:%M} phút"


def _asking(lines: Sequence[str], office: OfficeProfile) -> list[str]:
    asks = f"{office.name} trân trọng kính mời:"
    return [f"{asks} {lines[0]}."] if len(lines) == 1 else [asks, *_dashed(lines)]


def _dashed(lines: Sequence[str]) -> list[str]:
    """Each on a line of its own, the last with a full stop."""
    ended = [line.rstrip(" .;,") for line in lines]
    return [f"- {line}{'.' if place == len(ended) else ';'}" for place, line in enumerate(ended, start=1)]


def _leading(meeting: Meeting) -> list[str]:
    roles = ((AttendeeRole.CHAIR, "Chủ trì"), (AttendeeRole.CO_CHAIR, "Đồng chủ trì"))
    named = [(label, "; ".join(str(person) for person in people_of(meeting, role))) for role, label in roles]
    return [f"{label}: {names}." for label, names in named if names]


def _place(meeting: Meeting, rows: Sequence[Delegation]) -> list[str]:
    if meeting.form == MeetingForm.IN_PERSON:
        return [f"Địa điểm: {meeting.place.rstrip('.')}."] if meeting.place else []
    main = [f"Điểm cầu chính: {meeting.place.rstrip('.')}"] if meeting.place else []
    points = list(meeting.points.all())
    heading = f"Địa điểm (họp {meeting.get_form_display().lower()}):"
    if len(points) > MOST_POINTS_IN_TEXT:
        return [heading, *_dashed([*main, f"Các điểm cầu khác {IN_ANNEX}"])]
    seats = {point.pk: [str(row) for row in rows if row.point_id == point.pk] for point in points}
    named = [_point(point.name, point.place, seats[point.pk]) for point in points]
    return (
        [heading, *_dashed([*main, *named])]
        if main or named
        else [f"Hình thức: họp {meeting.get_form_display().lower()}."]
    )


def _point(name: str, place: str, seats: Sequence[str]) -> str:
    where = ", ".join(filter(None, [name, place]))
    return f"{where}: {', '.join(seats)}" if seats else where


def _programme(lines: Sequence[AgendaLine]) -> list[str]:
    told = [
        (f"{hour_words(line.starts_at)}: " if line.starts_at else "")
        + line.text.rstrip(" .;")
        + (f" ({line.speaker})" if line.speaker else "")
        for line in lines
    ]
    return ["Chương trình:", *_dashed(told)] if told else []


def _preparation(meeting: Meeting) -> list[str]:
    """What those invited bring or prepare, as entered with the meeting."""
    asked = [" ".join(line.split()).lstrip("-+• ") for line in meeting.agenda.splitlines() if line.strip()]
    if len(asked) == 1:
        return [f"Nội dung chuẩn bị: {asked[0].rstrip(' .;')}."]
    return ["Nội dung chuẩn bị:", *_dashed(asked)] if asked else []


def _documents(meeting: Meeting) -> list[str]:
    titles = [document.title.rstrip(" .;") for document in meeting.documents.all()]
    return [f"Tài liệu: {'; '.join(titles)} (đăng tại trang của cuộc họp trên Cổng giao ban KH&CN)."] if titles else []


def contact_lines(officer: Officer | None) -> list[str]:
    """'Đầu mối liên hệ: …' with post, telephone and mail, on one line; none without anybody."""
    if officer is None:
        return []
    post = officer.capacity()
    reached = [("điện thoại ", officer.phone), ("thư điện tử ", officer.email)]
    who: Iterable[str] = [officer.full_name, post_at(post.position, post.unit.name, between=" ") if post else ""]
    named = ", ".join([*filter(None, who), *(f"{label}{value}" for label, value in reached if value)])
    return [f"Đầu mối liên hệ: {named}."]
