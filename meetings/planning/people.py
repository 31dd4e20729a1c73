"""Who chairs, chairs beside and keeps the minutes, as typed one person a line: 'Bà Lê Thị Hoa, Phó Giám đốc Sở'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from districts.folding import fold
from meetings.enums import AttendeeRole
from meetings.models import Attendee, Meeting

_HONORIFIC = re.compile(r"^(ông|bà|đồng chí|đ/c|anh|chị)\s+", re.IGNORECASE)
_BEHIND_NAME = re.compile(r"\s*(?:,|;|\s[-–—])\s*")
LONGEST_NAME, LONGEST_POST = 150, 255


@dataclass(frozen=True)
class Person:
    """``honorific`` and ``post`` are '' where none is written."""

    name: str
    honorific: str = ""
    post: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, [f"{self.honorific} {self.name}".strip(), self.post]))


def read_person(line: str) -> Person:
    line = " ".join(line.split())
    found = _HONORIFIC.match(line)
    honorific = found[1].capitalize() if found else ""
    name, _, post = _parted(line[found.end() :] if found else line)
    return Person(name[:LONGEST_NAME], honorific, post[:LONGEST_POST])


def _parted(words: str) -> tuple[str, str, str]:
    found = _BEHIND_NAME.search(words)
    return (words[: found.start()], found[0], words[found.end() :]) if found else (words, "", "")


def read_people(text: str) -> list[Person]:
    return [person for line in text.splitlines() if (person := read_person(line)).name]


def people_of(meeting: Meeting, role: str) -> list[Person]:
    rows = [row for row in meeting.attendees.all() if row.role == role]
    return [Person(row.name, row.honorific, row.post) for row in rows]


def write_people(meeting: Meeting, role: AttendeeRole, people: Sequence[Person]) -> None:
    """Make those who hold the role these. Call inside the transaction; who came for a unit keeps it."""
    if people_of(meeting, role) == list(people):
        return
    standing = {fold(row.name): row for row in meeting.attendees.filter(role=role)}
    meeting.attendees.filter(role=role).delete()
    for position, person in enumerate(people):
        known = standing.get(fold(person.name))
        Attendee.objects.create(
            meeting=meeting,
            delegation_id=known.delegation_id if known else None,
            honorific=person.honorific,
            name=person.name,
            post=person.post,
            role=role,
            position=position,
        )
