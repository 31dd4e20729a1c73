"""A unit names its delegates for a meeting to come, or excuses itself; it may change its answer until the meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer
from meetings import access, storage
from meetings.attendance.absence_letters import kind_of
from meetings.attendance.delegates import in_words, read_delegates, write_delegates
from meetings.enums import Attendance, AttendeeRole, MeetingState
from meetings.minutes.editions import hold_minutes
from meetings.models import AbsenceFile, Attendee, Delegation, Meeting, MeetingEvent
from meetings.models.secrecy import refuse_secret
from meetings.planning.changes import Cause

ANSWERS = frozenset({Attendance.INVITED, Attendance.REGISTERED, Attendance.EXCUSED})
OPEN = frozenset({MeetingState.PLANNED, MeetingState.MOVED})
NO_LONGER = "Phần trả lời của đơn vị không sửa được nữa. Cần thay đổi thì liên hệ thư ký cuộc họp."


@dataclass(frozen=True)
class Answer:
    """One unit's answer. ``words``: 'Đã đăng ký', 'Báo vắng' or 'Chưa trả lời'. ``open``: its unit may change it."""

    delegation: Delegation
    words: str
    people: str
    reason: str
    open: bool = False


def takes_answer(meeting: Meeting, row: Delegation, today: date) -> bool:
    """Whether the unit's answer may still be given or changed: until the day of the meeting is over, and not over what
    the Sở recorded for the unit. A query where somebody other than the unit's present people recorded it."""
    if meeting.state not in OPEN or row.attendance not in ANSWERS:
        return False
    if meeting.held_on is not None and meeting.held_on < today:
        return False
    return row.attendance == Attendance.INVITED or not _recorded_by_the_office(row)


def _recorded_by_the_office(row: Delegation) -> bool:
    """Colleagues who have left the unit since are no hindrance to those who came after them."""
    recorder = row.recorded_by
    return recorder is not None and recorder.works_at_office and not access.may_answer_for(recorder, row)


def invited_seen_by(meeting: Meeting, officer: Officer) -> list[Delegation]:
    """The invited units: all of them for the Sở's staff, for a unit its own alone. One query."""
    rows = meeting.delegations.select_related("unit", "recorded_by")
    return list(rows if officer.works_at_office else rows.filter(unit__in=officer.unit_ids))


def answers_of(meeting: Meeting, rows: Iterable[Delegation]) -> list[Answer]:
    """The answers of these units of the meeting, whose attendees are read once."""
    people: dict[int | None, list[Attendee]] = {}
    for person in meeting.attendees.all():
        if person.role == AttendeeRole.ATTENDEE:
            people.setdefault(person.delegation_id, []).append(person)
    return [answer_of(row, people.get(row.pk, [])) for row in rows]


def own_answers(meeting: Meeting, rows: Iterable[Delegation], officer: Officer, today: date) -> list[Answer]:
    """Those for which the officer may answer."""
    own = answers_of(meeting, [row for row in rows if access.may_answer_for(officer, row)])
    return [replace(answer, open=takes_answer(meeting, answer.delegation, today)) for answer in own]


@dataclass(frozen=True)
class AnswerCounts:
    registered: int
    excused: int
    waiting: int


def answer_counts(rows: Iterable[Delegation]) -> AnswerCounts:
    marks = Counter(row.attendance for row in rows)
    return AnswerCounts(marks[Attendance.REGISTERED], marks[Attendance.EXCUSED], marks[Attendance.INVITED])


def answer_of(row: Delegation, people: Iterable[Attendee]) -> Answer:
    words = {Attendance.REGISTERED: "Đã đăng ký", Attendance.EXCUSED: "Báo vắng", Attendance.INVITED: "Chưa trả lời"}
    excused = row.attendance == Attendance.EXCUSED
    named = "" if excused else in_words(people)
    told = ", ".join(filter(None, [row.reason, row.absence_paper])) if excused else ""
    return Answer(row, words.get(Attendance(row.attendance), str(row.get_attendance_display())), named, told)


def register(row: Delegation, typed: str, *, by: Officer, at: datetime) -> None:
    """The people who will come, as typed: names with their positions. Raises EditConflict over another answer."""
    refuse_secret(typed)
    people = read_delegates(typed).people
    if not people:
        raise DomainError("Hãy ghi ít nhất một đại biểu: họ tên, chức vụ.")
    with _answering(row, by, at) as (meeting, held):
        _write(held, row.version, Attendance.REGISTERED, {}, by, at)
        write_delegates(held, people)
        _record(meeting, "register", f"{held}: {in_words(people)}", by, at)


def excuse(row: Delegation, cause: Cause, *, by: Officer, at: datetime) -> None:
    """The unit will not come: why, and the number and scan of its letter. Raises EditConflict over another answer."""
    if not cause.reason.strip():
        raise DomainError("Hãy ghi lý do vắng.")
    refuse_secret(cause.reason, cause.paper, cause.file.name if cause.file else "")
    if cause.file:
        kind_of(cause.file.data, cause.file.name)
    with _answering(row, by, at) as (meeting, held):
        values = {"reason": cause.reason.strip(), "absence_paper": cause.paper.strip()}
        _write(held, row.version, Attendance.EXCUSED, values, by, at)
        sha256 = storage.put(cause.file.data) if cause.file else ""
        if cause.file:
            kept = {"name": cause.file.name, "sha256": sha256, "size": len(cause.file.data)}
            AbsenceFile.objects.update_or_create(delegation=held, defaults={**kept, "added_by": by, "added_at": at})
        told = ", ".join(filter(None, [cause.reason.strip(), cause.paper.strip(), sha256]))
        _record(meeting, "excuse", f"{held}: {told}", by, at)


@contextmanager
def _answering(row: Delegation, by: Officer, at: datetime) -> Iterator[tuple[Meeting, Delegation]]:
    """The meeting, locked, and the unit's row as it stands. Raises NotAllowed, and WrongState once it is too late."""
    if not access.may_answer_for(by, row):
        raise NotAllowed("Chỉ công chức, lãnh đạo của đơn vị được mời đăng ký đại biểu cho đơn vị đó.")
    with transaction.atomic():
        closed = hold_minutes(row.meeting_id)
        meeting = Meeting.objects.select_for_update(no_key=True).get(pk=row.meeting_id)
        held = Delegation.objects.select_related("unit", "recorded_by").filter(pk=row.pk).first()
        if closed or held is None or not takes_answer(meeting, held, timezone.localdate(at)):
            raise WrongState(NO_LONGER)
        yield meeting, held


def _write(held: Delegation, version: int, mark: Attendance, values: dict, by: Officer, at: datetime) -> None:
    if held.version != version:
        raise EditConflict(
            f"Phần trả lời của {held} vừa được người khác sửa, nên lần gửi này chưa được ghi. "
            "Hãy xem nội dung đang lưu rồi gửi lại nếu vẫn cần."
        )
    held.attendance, held.recorded_by, held.recorded_at = mark, by, at
    for name, value in values.items():
        setattr(held, name, value)
    held.save()


def _record(meeting: Meeting, verb: str, note: str, by: Officer, at: datetime) -> None:
    record(MeetingEvent, [meeting], verb=verb, by=by, at=at, note=note)
