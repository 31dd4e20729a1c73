"""How every act on an assignment is done: the row locked, the table asked, the columns and one event written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from directives.life.table import target_of
from directives.models import Assignment, DirectiveEvent
from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.models import Appointment, Officer
from meetings.models.secrecy import refuse_secret


@contextmanager
def held(assignment: Assignment) -> Iterator[Assignment]:
    """The row as it stands now, locked until the block ends, with its directive and unit."""
    with transaction.atomic():
        rows = Assignment.objects.select_for_update(of=("self",)).select_related("directive", "unit")
        yield rows.get(pk=assignment.pk)


def move(
    row: Assignment,
    verb: str,
    *,
    by: Officer | None,
    acting: Appointment | None,
    at: datetime,
    note: str = "",
    **columns: Any,
) -> Assignment:
    """Take the locked row along the table, write ``columns`` with the state, and one event. Raises WrongState."""
    before, row.state = row.state, target_of(row, verb)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *columns])
    record(
        DirectiveEvent,
        [row],
        verb=verb,
        by=by,
        acting=acting,
        at=at,
        from_state=before,
        to_state=row.state,
        note=note,
    )
    return row


def require(allowed: object, words: str) -> None:
    """Raise NotAllowed with the sentence unless ``allowed`` is truthy."""
    if not allowed:
        raise NotAllowed(words)


def worded(text: str, missing: str) -> str:
    """What was typed, without blank ends. Raises DomainError with ``missing`` for nothing, and for a mark of secrecy."""
    text = text.strip()
    if not text:
        raise DomainError(missing)
    refuse_secret(text)
    return text
