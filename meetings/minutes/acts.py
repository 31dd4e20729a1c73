"""What each act on the minutes has in common: who may, that they are still a draft, and the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from districts.enums import Role
from districts.errors import NotAllowed
from districts.events import record
from districts.models import Officer
from meetings import access
from meetings.models import Meeting, MeetingEvent, Minutes

NOT_A_CLERK = "Chỉ chuyên viên, thư ký cuộc họp mới ghi biên bản."


@contextmanager
def open_minutes(minutes: Minutes, by: Officer) -> Iterator[Minutes]:
    """The minutes as stored, locked for one act. Raises NotAllowed, and Frozen once the secretary has confirmed."""
    if not access.may_edit_meeting(by, minutes.meeting):
        raise NotAllowed(NOT_A_CLERK)
    with transaction.atomic():
        held = Minutes.objects.select_for_update(no_key=True).get(pk=minutes.pk)
        held.assert_editable()
        yield held


def note_act(minutes: Minutes, *, verb: str, note: str, by: Officer, at: datetime) -> None:
    """One act in the meeting's history; call inside ``open_minutes``."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=minutes.meeting_id)
    record(MeetingEvent, [meeting], verb=verb, by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
