"""Edits of a draft that others have read: who changed which row, from what to what.

Until its first check a draft is its writer's own. From then on somebody relies on what they read, so each edit is an
event of the paper, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from districts.acting import officer_at_work
from districts.enums import Role
from districts.events import Chained, record
from meetings.models.history import MeetingEvent


@contextmanager
def saving_on_record(papers: Sequence[Chained], row: models.Model) -> Iterator[None]:
    """Around the saving of the row: what it changes goes on the record of the papers, which the caller has locked."""
    before = type(row)._base_manager.filter(pk=row.pk).first() if papers and row.pk else None
    yield
    if papers:
        record_saving(papers, before, row)


def record_saving(papers: Sequence[Chained], before: models.Model | None, after: models.Model) -> None:
    """``before`` is None for a new row. Nothing is recorded where nothing differs."""
    if changes := _changes(before, after):
        record_edit(papers, f"{'Sửa' if before else 'Thêm'} {named(after)}: {'; '.join(changes)}")


def record_deletion(papers: Sequence[Chained], rows: Iterable[models.Model]) -> None:
    """Call before the rows are deleted: what they said is told whole."""
    if papers:
        record_edit(papers, "\n".join(f"Xóa {named(row)}: {'; '.join(_changes(None, row))}" for row in rows))


def record_edit(papers: Sequence[Chained], note: str) -> None:
    by = officer_at_work()
    acting = by.capacity(Role.CLERK) if by else None
    record(MeetingEvent, papers, verb="edit", by=by, acting=acting, at=timezone.now(), note=note)


def named(row: models.Model) -> str:
    """'nhiệm vụ trong kết luận 12 “Rà soát …”'."""
    return f"{row._meta.verbose_name} {row.pk or ''}".strip() + f" “{row}”"


def _changes(before: models.Model | None, after: models.Model) -> list[str]:
    """'thời hạn “30/06/2026” → “30/09/2026”' for each field that people enter; of a new row what it holds."""
    fields = [field for field in after._meta.concrete_fields if field.editable and not field.primary_key]
    told = []
    for field in fields:
        new, old = _told(after, field), _told(before, field) if before else ""
        if new != old:
            told.append(f"{field.verbose_name} “{old}” → “{new}”" if before else f"{field.verbose_name} “{new}”")
    return told


def _told(row: models.Model, field: models.Field[Any, Any]) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return f"{getattr(row, field.name)} ({value})"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
