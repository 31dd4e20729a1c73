"""The figures that leaders and units see: computed from deadline and day, never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from directives.enums import AssignmentState, Bucket
from directives.models import Assignment
from districts.calendar import WorkCalendar
from meetings.enums import PartyRole


@dataclass(frozen=True)
class Yardstick:
    """What an assignment is measured with: the day, the calendar, and how many days count as soon."""

    today: date
    calendar: WorkCalendar
    soon_days: int

    def last_day(self, due_on: date) -> date:
        """A deadline on a day off is late only after the next working day."""
        return self.calendar.next_working_day(due_on)

    def bucket(self, assignment: Assignment) -> Bucket:
        """The one bucket of a lead assignment; without a deadline it counts as within."""
        if assignment.state == AssignmentState.WITHDRAWN:
            return Bucket.WITHDRAWN
        due_on = assignment.current_due_on
        if due_on is None:
            return Bucket.WITHIN
        if self.today > self.last_day(due_on):
            return Bucket.OVERDUE
        return Bucket.SOON if (due_on - self.today).days <= self.soon_days else Bucket.WITHIN


def yardstick_for(today: date, calendar: WorkCalendar | None = None) -> Yardstick:
    """With the calendar on record, read where it is not given, and the days that this portal counts as soon."""
    return Yardstick(today, WorkCalendar.load() if calendar is None else calendar, settings.DUE_SOON_DAYS)


def count_buckets(assignments: Iterable[Assignment], yardstick: Yardstick) -> dict[Bucket, int]:
    """How many lead assignments each bucket holds, every bucket present; they add up to their total."""
    leading = (a for a in assignments if a.role == PartyRole.LEAD)
    counted = Counter(yardstick.bucket(a) for a in leading)
    return {bucket: counted[bucket] for bucket in Bucket}
