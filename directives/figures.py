"""The figures that leaders and units see: computed from deadline and day, never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from directives.enums import AssignmentState, Bucket
from directives.models import Assignment, ProgressReport
from districts.calendar import WorkCalendar
from meetings.enums import PartyRole

OFF = frozenset({AssignmentState.WITHDRAWN, AssignmentState.PAUSED, AssignmentState.TRANSFERRED})


UNIT_AT_WORK = frozenset(
    {
        AssignmentState.ASSIGNED,
        AssignmentState.ACKNOWLEDGED,
        AssignmentState.TRANSFER_ASKED,
        AssignmentState.IN_PROGRESS,
    }
)


class Measured(Protocol):
    """What of an assignment decides its bucket: a whole row has it, and so has a row of the columns alone."""

    @property
    def state(self) -> str: ...
    @property
    def current_due_on(self) -> date | None: ...
    @property
    def handed_in_on(self) -> date | None: ...
    @property
    def supplement_by(self) -> date | None: ...


@dataclass(frozen=True)
class Yardstick:
    """What an assignment is measured with: the day, the calendar, and how many days count as soon."""

    today: date
    calendar: WorkCalendar
    soon_days: int
    _last_days: dict[date, date] = field(default_factory=dict, compare=False, repr=False)

    def last_day(self, due_on: date) -> date:
        """A deadline on a day off is late only after the next working day; worked out once for many with one deadline."""
        if due_on not in self._last_days:
            self._last_days[due_on] = self.calendar.next_working_day(due_on)
        return self._last_days[due_on]

    def bucket(self, assignment: Measured) -> Bucket:
        """The one bucket of a lead assignment; without a deadline it counts as within."""
        if assignment.state in OFF:
            return Bucket.WITHDRAWN
        due_on, day = assignment.current_due_on, self.measured_on(assignment)
        is_late = due_on is not None and day > self.last_day(due_on)
        if assignment.state == AssignmentState.DONE:
            return Bucket.DONE_LATE if is_late else Bucket.ON_TIME
        if is_late:
            return Bucket.OVERDUE
        return Bucket.SOON if due_on and (due_on - day).days <= self.soon_days else Bucket.WITHIN

    def measured_on(self, assignment: Measured) -> date:
        """The day of hand-in where one counts, today where none does: a unit is not late by the time that the Sở takes.

        One that the Sở sent back for a supplement keeps its day until the day set for that is over.
        """
        handed_in = assignment.handed_in_on
        if handed_in is None:
            return self.today
        supplement_by = assignment.supplement_by
        lapsed = supplement_by is not None and self.today > self.last_day(supplement_by)
        return self.today if lapsed else handed_in

    def days_late(self, assignment: Measured) -> int:
        """Calendar days from the deadline to the day that counts; 0 where it is not late."""
        due_on, day = assignment.current_due_on, self.measured_on(assignment)
        return (day - due_on).days if due_on and day > self.last_day(due_on) else 0

    def answer_by(self, assignment: Assignment) -> date | None:
        """Until when the Sở should answer the completion that waits; None where none does."""
        if assignment.waiting_since is None:
            return None
        return self.calendar.add_working_days(
            timezone.localdate(assignment.waiting_since), settings.ANSWER_WORKING_DAYS
        )


def yardstick_for(today: date, calendar: WorkCalendar | None = None) -> Yardstick:
    """With the calendar on record, read where it is not given, and the days that this portal counts as soon."""
    return Yardstick(today, WorkCalendar.load() if calendar is None else calendar, settings.DUE_SOON_DAYS)


def is_counted(assignment: Assignment) -> bool:
    """Lead assignments alone are; one that passed to another unit is counted there."""
    return assignment.role == PartyRole.LEAD and assignment.state != AssignmentState.TRANSFERRED


def count_buckets(assignments: Iterable[Assignment], yardstick: Yardstick) -> dict[Bucket, int]:
    """How many lead assignments each bucket holds, every bucket present; they add up to their total."""
    counted = Counter(yardstick.bucket(each) for each in assignments if is_counted(each))
    return {bucket: counted[bucket] for bucket in Bucket}


def quiet_on(today: date) -> Q:
    """Those without a deadline at which a unit works, and of which nothing was reported for ``settings.QUIET_DAYS`` days."""
    since = today - timedelta(days=settings.QUIET_DAYS)
    heard = ProgressReport.objects.filter(assignment=OuterRef("pk"), handed_in_on__gt=since)
    assigned = timezone.make_aware(datetime.combine(since + timedelta(days=1), time()))
    return Q(state__in=UNIT_AT_WORK, current_due_on=None, assigned_at__lt=assigned) & Q(~Exists(heard))
