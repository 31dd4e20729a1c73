"""Inviting units to a meeting."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from districts.errors import NotAllowed
from districts.models import Officer, UnitGroup
from meetings import access
from meetings.models import Delegation, Meeting


def invite_group(meeting: Meeting, group: UnitGroup, *, by: Officer) -> int:
    """A delegation for each unit of the group that exists on the meeting's day and is not on the list; how many.

    Without a day the units of today are invited. A few queries whatever the size of the group.
    """
    if not access.may_edit_meeting(by, meeting):
        raise NotAllowed("Chỉ chuyên viên lập danh sách mời họp.")
    with transaction.atomic():
        present = set(meeting.delegations.values_list("unit_id", flat=True))
        last = meeting.delegations.aggregate(last=Max("position"))["last"] or 0
        units = group.units_on(meeting.held_on or timezone.localdate()).order_by("name", "id")
        missing = [unit for unit in units if unit.pk not in present]
        Delegation.objects.bulk_create(
            Delegation(meeting=meeting, unit=unit, position=position)
            for position, unit in enumerate(missing, start=last + 1)
        )
    return len(missing)
