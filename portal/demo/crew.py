"""Who does what in the demo, and the small things that its parts share."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import timezone
from docx import Document

from directives.whole_way import officer_with
from districts.enums import Role
from districts.models import Officer, Unit, UnitGroup
from meetings.planning.files import SentFile


@dataclass
class Crew:
    """The sample people at work ``now``; each is the first active officer of the role."""

    now: datetime

    @cached_property
    def clerk(self) -> Officer:
        return officer_with(Role.CLERK, self.now)

    @cached_property
    def division_head(self) -> Officer:
        return officer_with(Role.DIVISION_HEAD, self.now)

    @cached_property
    def office_head(self) -> Officer:
        return officer_with(Role.OFFICE_HEAD, self.now)

    @cached_property
    def leader(self) -> Officer:
        return officer_with(Role.LEADER, self.now)

    @cached_property
    def unit_officer(self) -> Officer:
        return officer_with(Role.UNIT_OFFICER, self.now)

    @cached_property
    def unit_head(self) -> Officer:
        return officer_with(Role.UNIT_HEAD, self.now)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def day(self, days: int) -> date:
        """So many days from today; before it where the number is negative."""
        return self.today + timedelta(days=days)

    def unit(self, code: str) -> Unit:
        return Unit.objects.get(code=code)

    def group(self, name: str) -> UnitGroup:
        return UnitGroup.objects.get(name=name)


def letter(name: str, *lines: str) -> SentFile:
    """A Word document with these paragraphs."""
    document, written = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(written)
    return SentFile(f"{name}.docx", written.getvalue())
