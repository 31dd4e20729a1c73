"""Inviting units to a meeting."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from districts.models import Officer, UnitGroup
from meetings.attendance.recording import note_act, recorded_meeting
from meetings.models import Delegation, Meeting


def invite_group(meeting: Meeting, group: UnitGroup, *, by: Officer, at: datetime | None = None) -> int:
    """A delegation for each unit of the group that exists on the meeting's day and is not on the list; how many.

    Without a day the units of the day of ``at`` (now) are invited. The meeting's row is locked, so that of two clicks
    the second finds the units of the first. A few queries whatever the size of the group. Raises NotAllowed, and
    WrongState for a meeting that is closed or cancelled.
    """
    at = at or timezone.now()
    with recorded_meeting(meeting, by) as held:
        present = set(held.delegations.values_list("unit_id", flat=True))
        last = held.delegations.aggregate(last=Max("position"))["last"] or 0
        units = group.units_on(held.held_on or timezone.localdate(at)).order_by("sort_name", "id")
        missing = [unit for unit in units if unit.pk not in present]
        if missing:
            Delegation.objects.bulk_create(
                Delegation(meeting=held, unit=unit, position=position)
                for position, unit in enumerate(missing, start=last + 1)
            )
            note = f"{group}: thêm {'; '.join(map(str, missing))}"
            note_act(held, verb="invite", note=note, by=by, at=at)
    return len(missing)
