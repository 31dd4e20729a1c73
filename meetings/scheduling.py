"""The next meeting of a series in one act: its period, title, host in turn, invited units and a first programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.models import Officer, Unit
from districts.succession import successors_of
from meetings import access
from meetings.drafting import first_outline
from meetings.enums import MeetingState
from meetings.models import Delegation, Meeting, MeetingEvent, MeetingSeries
from meetings.planning.facts import save_meeting
from meetings.planning.periods import Period, period_on, read_period


class AlreadyPlanned(DomainError):
    """The series has its meeting of the period: ``meeting`` is that one."""

    def __init__(self, meeting: Meeting):
        super().__init__(f"Chuỗi này đã có cuộc họp {meeting.period}: “{meeting}”.")
        self.meeting = meeting


@dataclass(frozen=True)
class Proposal:
    """What the next meeting would be. ``host`` is None where the series names no host that still exists."""

    period: Period
    title: str
    host: Unit | None


def propose_next(series: MeetingSeries, today: date) -> Proposal:
    """The period after the last meeting's; that of ``today`` for the first. Five queries at most."""
    past = list(_counted(series).select_related("host"))
    period = next_period(series.frequency, past, today)
    host = next_host(_rotation(series), past[0].host if past else None, max(today, period.last_day))
    return Proposal(period, series.title_of(str(period)), host)


def _counted(series: MeetingSeries) -> QuerySet[Meeting]:
    """The meetings of the series, without those that were cancelled, the newest first."""
    meetings = Meeting.objects.filter(series=series).exclude(state=MeetingState.CANCELLED)
    return meetings.order_by(F("held_on").desc(nulls_last=True), "-id")


def next_period(frequency: str, past: Sequence[Meeting], today: date) -> Period:
    """The one after the latest period of ``past``; a meeting whose period is not readable counts by its day."""
    known = [period for meeting in past if (period := _period_of(meeting, frequency))]
    return max(known).following if known else period_on(frequency, today)


def _period_of(meeting: Meeting, frequency: str) -> Period | None:
    read = read_period(meeting.period)
    if read and read.frequency == frequency:
        return read
    return period_on(frequency, meeting.held_on) if meeting.held_on else None


def _rotation(series: MeetingSeries) -> list[Unit]:
    return [turn.unit for turn in series.rotation.select_related("unit")]


def next_host(rotation: Sequence[Unit], last: Unit | None, day: date) -> Unit | None:
    """The unit after ``last`` in the ring, as it exists on the day: in the place of a former one its first successor.

    Without a last host, or with one that is not in the ring, the first of the ring. None for a ring of former units.
    One query, and one more where the last host is no longer.
    """
    heirs = successors_of([*rotation, *([last] if last else [])], day)
    places = [{unit.pk, *(heir.pk for heir in heirs[unit.pk])} for unit in rotation]
    carried = {last.pk, *(heir.pk for heir in heirs[last.pk])} if last else set()
    at = next((number for number, place in enumerate(places) if place & carried), -1)
    for unit in [*rotation[at + 1 :], *rotation[: at + 1]]:
        living = [unit] if unit.exists_on(day) else heirs[unit.pk]
        if living:
            return living[0]
    return None


def invited_on(series: MeetingSeries, day: date) -> list[Unit]:
    """The units that the series invites, as they exist on the day: for a former one those that carry on its work."""
    found: dict[int, Unit] = {}
    for group in series.groups.all():
        found |= {unit.pk: unit for unit in group.units_on(day)}
    named = list(series.units.all())
    heirs = successors_of(named, day)
    for unit in named:
        found |= {each.pk: each for each in ([unit] if unit.exists_on(day) else heirs[unit.pk])}
    return sorted(found.values(), key=lambda unit: (unit.kind, unit.sort_name, unit.pk))


def plan_next(series: MeetingSeries, *, period: str, day: date | None = None, by: Officer, at: datetime) -> Meeting:
    """Make the meeting that ``propose_next`` offers, on the day where it is known.

    ``period`` are the words under which it was offered: of two clicks the second raises AlreadyPlanned, and whoever
    was overtaken by another meeting is told so. The invited units are those of the day, or of the period's last day.
    Raises DomainError for a day that is a slip of the keyboard.
    """
    if not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên lập cuộc họp.")
    with transaction.atomic():
        held = MeetingSeries.objects.select_for_update(no_key=True).get(pk=series.pk)
        if standing := _counted(held).filter(period=period).first():
            raise AlreadyPlanned(standing)
        proposal = propose_next(held, timezone.localdate(at))
        if str(proposal.period) != period:
            raise DomainError(f"Kỳ kế tiếp của chuỗi nay là {proposal.period}. Hãy xem lại rồi lập cuộc họp.")
        last = _counted(held).first()
        meeting = Meeting(
            series=held,
            kind=held.kind,
            title=proposal.title,
            period=period,
            held_on=day,
            starts_at=held.starts_at,
            place=held.place,
            form=held.form,
            host=proposal.host,
            agenda=last.agenda if last else "",
            agenda_lines=last.agenda_lines if last else [],
            created_by=by,
        )
        save_meeting(meeting)
        Delegation.objects.bulk_create(
            Delegation(meeting=meeting, unit=unit, position=position)
            for position, unit in enumerate(invited_on(held, day or proposal.period.last_day), start=1)
        )
        first_outline(meeting)
        note = f"{held}, {period}"
        record(MeetingEvent, [meeting], verb="plan", by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
    return meeting
