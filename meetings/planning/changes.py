"""A planned meeting is moved, postponed or cancelled, each with its reason and its paper; or it took place.

``meeting.version`` is that of the plan which the officer read: each change raises EditConflict over a newer one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer
from meetings import access, storage
from meetings.enums import AHEAD, ChangeKind, MeetingState
from meetings.models import Meeting, MeetingChange, MeetingEvent
from meetings.models.days import sensible_day
from meetings.models.secrecy import refuse_secret
from meetings.planning.files import SentFile


@dataclass(frozen=True)
class Cause:
    """Why, and by which paper: ``paper`` is '' and ``file`` None where there is none."""

    reason: str
    paper: str = ""
    file: SentFile | None = None


def move(
    meeting: Meeting, day: date, hour: time | None, place: str, *, cause: Cause, by: Officer, at: datetime
) -> MeetingChange:
    """To another day, hour or place; also how a postponed meeting gets its new day."""
    return _change(meeting, ChangeKind.MOVED, (day, hour, place), cause=cause, by=by, at=at)


def postpone(meeting: Meeting, *, cause: Cause, by: Officer, at: datetime) -> MeetingChange:
    """Until a new day is known. The old one stays on the meeting, as the day that was called off."""
    return _change(meeting, ChangeKind.POSTPONED, None, cause=cause, by=by, at=at)


def cancel(meeting: Meeting, *, cause: Cause, by: Officer, at: datetime) -> MeetingChange:
    """For good; the series may then make another meeting of the period."""
    return _change(meeting, ChangeKind.CANCELLED, None, cause=cause, by=by, at=at)


def mark_held(meeting: Meeting, *, by: Officer, at: datetime) -> None:
    """The meeting took place on its day, which has come."""
    _refuse_strangers(meeting, by)
    with transaction.atomic():
        held = _still_ahead(meeting)
        if held.state == MeetingState.POSTPONED:
            raise WrongState("Cuộc họp đang hoãn. Hãy dời sang ngày mới trước khi ghi đã họp.")
        if held.held_on is None or held.held_on > timezone.localdate(at):
            raise DomainError("Chưa đến ngày họp nên chưa ghi được là đã họp. Hãy kiểm tra ngày họp.")
        before = held.state
        held.state = MeetingState.HELD
        held.save()
        _record(held, "mark_held", before, "", by, at)


def _change(
    meeting: Meeting,
    kind: ChangeKind,
    to: tuple[date, time | None, str] | None,
    *,
    cause: Cause,
    by: Officer,
    at: datetime,
) -> MeetingChange:
    _refuse_strangers(meeting, by)
    if not cause.reason.strip():
        raise DomainError("Hãy ghi lý do đổi lịch họp; các đơn vị được mời đọc được lý do này.")
    refuse_secret(cause.reason, cause.paper, cause.file.name if cause.file else "", to[2] if to else "")
    with transaction.atomic():
        held = _still_ahead(meeting)
        if kind == held.state == MeetingState.POSTPONED:
            raise WrongState("Cuộc họp này đã hoãn rồi. Có ngày mới thì dùng “Dời cuộc họp”.")
        if held.version != meeting.version:
            raise EditConflict(
                f"Cuộc họp vừa được người khác sửa; nay là “{in_short(held)}”. Lần đổi này chưa được ghi. "
                "Hãy xem lịch đang có rồi gửi lại nếu vẫn cần."
            )
        before, old = held.state, (held.held_on, held.starts_at, held.place)
        if to is not None and to == old and before != MeetingState.POSTPONED:
            raise DomainError("Ngày, giờ và địa điểm mới trùng với lịch đang có. Hãy nhập lịch mới.")
        if to is not None:
            _refuse_day(to[0], at)
            held.held_on, held.starts_at, held.place = to
        held.state = MeetingState(kind)
        held.save()
        sha256 = storage.put(cause.file.data) if cause.file else ""
        new_day, new_time, new_place = to or (None, None, "")
        change = MeetingChange.objects.create(
            meeting=held,
            kind=kind,
            reason=cause.reason.strip(),
            paper=cause.paper.strip(),
            file_name=cause.file.name if cause.file else "",
            sha256=sha256,
            old_day=old[0],
            old_time=old[1],
            old_place=old[2],
            new_day=new_day,
            new_time=new_time,
            new_place=new_place,
            by=by,
            at=at,
        )
        _record(held, f"meeting_{kind}", before, cause.reason, by, at)
    return change


def in_short(meeting: Meeting) -> str:
    """'14:00, 27/04/2026, Phòng họp 2 (Dời lịch)': when, where and in which state it is."""
    day = f"{meeting.held_on:%d/%m/%Y}" if meeting.held_on else "chưa có ngày họp"
    hour = f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    return f"{', '.join(filter(None, [hour, day, meeting.place]))} ({meeting.get_state_display()})"


def _refuse_day(day: date, at: datetime) -> None:
    try:
        sensible_day(day)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    if day < timezone.localdate(at):
        raise DomainError("Ngày họp mới đã qua. Hãy chọn từ hôm nay trở đi.")


def _refuse_strangers(meeting: Meeting, by: Officer) -> None:
    if not access.may_edit_meeting(by, meeting):
        raise NotAllowed("Chỉ chuyên viên đổi lịch cuộc họp.")


def _still_ahead(meeting: Meeting) -> Meeting:
    """The row, locked. Raises WrongState once the meeting took place or was cancelled."""
    held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if held.state not in AHEAD:
        raise WrongState(f"Cuộc họp đang ở tình trạng “{held.get_state_display()}” nên không đổi lịch được nữa.")
    return held


def _record(meeting: Meeting, verb: str, before: str, note: str, by: Officer, at: datetime) -> None:
    record(
        MeetingEvent,
        [meeting],
        verb=verb,
        by=by,
        acting=by.capacity(Role.CLERK),
        at=at,
        from_state=before,
        to_state=meeting.state,
        note=note,
    )
