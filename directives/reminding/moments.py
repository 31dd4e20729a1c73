"""On which days an order is reminded of: pure counting, with the calendar handed in.

A moment is a day on which a reminder falls due. The one that counts on a day is the latest that has come; who was told
since is not told again, and who was not is told now. So a day off, and a day on which nothing ran, are caught up by the
next run, with one reminder and not one for each day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from districts.calendar import WorkCalendar


@dataclass(frozen=True)
class Rhythm:
    """``before``: working days before a deadline; the others are calendar days. See the settings of the same names."""

    before: tuple[int, ...]
    again_days: int
    silent_days: int
    head_days: int
    leader_days: int

    @classmethod
    def of_settings(cls) -> Rhythm:
        return cls(
            tuple(settings.REMIND_BEFORE),
            settings.REMIND_AGAIN_DAYS,
            settings.SILENT_DAYS,
            settings.HEAD_TOLD_AFTER_DAYS,
            settings.LEADER_TOLD_AFTER_DAYS,
        )


@dataclass(frozen=True)
class Moments:
    """Counts on one day, with the office's calendar."""

    today: date
    calendar: WorkCalendar
    rhythm: Rhythm

    def of_deadline(self, due_on: date) -> date | None:
        """The latest moment about a deadline: some working days before, the day itself, then again and again."""
        last = self.calendar.next_working_day(due_on)
        if self.today >= last:
            return self.repeated(last)
        days = (self.calendar.add_working_days(last, -count) for count in self.rhythm.before)
        return max((day for day in days if day <= self.today), default=None)

    def of_lateness(self, due_on: date, days: int) -> date | None:
        """The latest moment of what begins when a deadline is ``days`` calendar days over."""
        return self.repeated(self.calendar.next_working_day(due_on) + timedelta(days=days))

    def repeated(self, first: date) -> date | None:
        """The latest of ``first`` and each ``again_days`` after it; None before it."""
        over = (self.today - first).days
        return first + timedelta(days=over - over % self.rhythm.again_days) if over >= 0 else None
