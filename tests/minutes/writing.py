"""Statements of the tests, and minutes that lack nothing."""

from __future__ import annotations

from datetime import time

from django.urls import reverse

from districts.models import Officer
from meetings.minutes.statements import Spoken, add_statement
from meetings.models import Minutes, Paper, Statement
from tests.cast import NOW

SPOKEN = Spoken("Ông Vũ Văn H", text="Xã đã rà soát 12 cân đồng hồ tại chợ trung tâm.")


def say(minutes: Minutes, by: Officer, spoken: Spoken = SPOKEN, after: int | None = None) -> Statement:
    return add_statement(minutes, spoken, after=after, token=None, by=by, at=NOW)


def finish(minutes: Minutes, by: Officer) -> Paper:
    """The minutes with their end and a statement; their paper, read anew."""
    Minutes.objects.filter(pk=minutes.pk).update(ended_at=time(11, 30))
    say(minutes, by)
    return Paper.objects.select_related("minutes", "meeting").get(pk=minutes.paper_id)


def url(minutes: Minutes, name: str = "minutes", **more: int) -> str:
    return reverse(name, kwargs={"pk": minutes.meeting_id, **more})


def sent(row: Statement | None = None, **changes: object) -> dict[str, object]:
    """What the panel sends of a statement, or of a new one."""
    if row is None:
        return {
            "item": "",
            "stamp": "0",
            "speaker": "",
            "speaker_key": "",
            "post": "",
            "unit": "",
            "text": "",
        } | changes
    values = {"item": row.pk, "stamp": row.version, "speaker": row.speaker, "speaker_key": row.attendee_id or ""}
    return values | {"post": row.post, "unit": row.unit, "text": row.text} | changes
