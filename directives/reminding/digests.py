"""The one mail of a person's day: what it says, under which Message-ID."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from directives.enums import ReminderReason
from directives.reminding.choosing import Due
from directives.reminding.recipients import Recipients
from districts.models import Officer

GRAVITY = {reason: place for place, reason in enumerate(ReminderReason)}
LATE = frozenset({ReminderReason.TO_LEADER, ReminderReason.TO_HEAD, ReminderReason.OVERDUE})


@dataclass(frozen=True)
class PersonsDay:
    """``dues``: gravest first, one for each assignment."""

    officer: Officer
    day: date
    dues: list[Due]

    @property
    def message_id(self) -> str:
        """The same whenever it is asked: one mail for a person and day."""
        host = urlsplit(settings.PORTAL_URL).hostname or "giaoban.invalid"
        return f"<nhac-viec.{self.day:%Y%m%d}.{self.officer.pk}@{host}>"

    @property
    def subject(self) -> str:
        late = sum(due.reason in LATE for due in self.dues)
        others = len(self.dues) - late
        told = [f"{late} việc quá hạn"] * bool(late) + [f"{others} việc cần lưu ý"] * bool(others)
        return f"Nhắc việc ngày {self.day:%d/%m/%Y}: {', '.join(told)}"

    @property
    def groups(self) -> list[tuple[ReminderReason, list[Due]]]:
        found: dict[ReminderReason, list[Due]] = defaultdict(list)
        for due in self.dues:
            found[due.reason].append(due)
        return list(found.items())

    def text(self, office_name: str) -> str:
        return render_to_string("directives/mails/digest.txt", self._content(office_name))

    def html(self, office_name: str) -> str:
        return render_to_string("directives/mails/digest.html", self._content(office_name))

    def _content(self, office_name: str) -> dict[str, object]:
        return {"digest": self, "office_name": office_name, "portal_url": settings.PORTAL_URL}


def persons_days(
    dues: Iterable[Due], recipients: Recipients, *, day: date, told_until: Mapping[int, date], since: date
) -> list[PersonsDay]:
    """What each person has not been told yet: what fell due after ``told_until``, or after ``since`` where it is unknown."""
    found: dict[int, dict[int, Due]] = defaultdict(dict)
    for due in dues:
        for officer, absent in recipients.of(due).items():
            if due.moment <= told_until.get(officer, since):
                continue
            known = found[officer].get(due.assignment.pk)
            if known is None or GRAVITY[due.reason] < GRAVITY[known.reason]:
                places = ", ".join(each.full_name for each in absent)
                found[officer][due.assignment.pk] = replace(due, in_place_of=places) if places else due
    return [
        PersonsDay(recipients.officers[officer], day, sorted(kept.values(), key=_by_gravity))
        for officer, kept in sorted(found.items())
    ]


def _by_gravity(due: Due) -> tuple[int, date, int]:
    return GRAVITY[due.reason], due.assignment.current_due_on or date.max, due.assignment.pk
