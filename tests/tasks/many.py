"""More assignments beside those of ``make_lives``, written straight into the table to be listed."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from directives.models import Assignment
from tests.cast import NOW, make_unit
from tests.directives.lives import Lives


def more(lives: Lives, count: int, **fields: object) -> list[Assignment]:
    """``count`` assignments of the lead's directive, each of a unit of its own, due a day after the other."""
    columns = {"state": "assigned", "role": "lead", "basis": "request", "assigned_at": NOW} | fields
    first = Assignment.objects.count()
    rows = []
    for number in range(count):
        unit = make_unit(f"T{first + number}", f"UBND xã Thêm {first + number}", "commune")
        due = {"original_due_on": due_in(number), "current_due_on": due_in(number)}
        rows.append(Assignment.objects.create(directive=lives.lead.directive, unit=unit, **due | columns))
    return rows


def due_in(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
