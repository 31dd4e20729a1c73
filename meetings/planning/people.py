"""Who chairs, chairs beside and keeps the minutes, as typed one person a line: 'Bà Lê Thị Hoa, Phó Giám đốc Sở'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from districts.errors import DomainError
from districts.folding import fold
from meetings.enums import AttendeeRole
from meetings.models import Attendee, Meeting

_HONORIFIC = re.compile(r"^(ông|bà|đồng chí|đ/c|anh|chị)\s+", re.IGNORECASE)
_BEHIND_NAME = re.compile(r"\s*(?:,|;|\s[-–—])\s*")
LONGEST_NAME, LONGEST_POST = 150, 255
MOST_PEOPLE = 50
_BULLETS = "-–—•+ "


@dataclass(frozen=True)
class Person:
    """``honorific`` and ``post`` are '' where none is written."""

    name: str
    honorific: str = ""
    post: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, [f"{self.honorific} {self.name}".strip(), self.post]))


def read_person(line: str) -> Person:
    """Raises DomainError where no name stands before the post."""
    line = " ".join(line.split()).lstrip(_BULLETS)
    found = _HONORIFIC.match(f"{line} ")
    honorific = found[1].capitalize() if found else ""
    name, _, post = _parted(line[found.end() :] if found else line)
    if not name.strip():
        raise DomainError(f"Chưa có họ tên trong dòng “{line[:60]}”. Hãy ghi họ tên, rồi dấu phẩy, rồi chức vụ.")
    return Person(name[:LONGEST_NAME], honorific, post[:LONGEST_POST])


def _parted(words: str) -> tuple[str, str, str]:
    found = _BEHIND_NAME.search(words)
    return (words[: found.start()], found[0], words[found.end() :]) if found else (words, "", "")


def read_people(text: str) -> list[Person]:
    """Raises DomainError for a line without a name, and for more than ``MOST_PEOPLE``."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_PEOPLE:
        raise DomainError(f"Danh sách có {len(lines)} người, tối đa {MOST_PEOPLE}. Hãy chỉ ghi người giữ vai trò này.")
    return [read_person(line) for line in lines]


def people_of(meeting: Meeting, role: str) -> list[Person]:
    rows = [row for row in meeting.attendees.all() if row.role == role]
    return [Person(row.name, row.honorific, row.post) for row in rows]


def write_people(meeting: Meeting, role: AttendeeRole, people: Sequence[Person]) -> None:
    """Make those who hold the role these. Call inside the transaction; who came for a unit keeps it."""
    if people_of(meeting, role) == list(people):
        return
    standing = {fold(row.name): row for row in meeting.attendees.filter(role=role)}
    meeting.attendees.filter(role=role).delete()
    rows = []
    for position, person in enumerate(people):
        known = standing.get(fold(person.name))
        rows.append(
            Attendee(
                meeting=meeting,
                delegation_id=known.delegation_id if known else None,
                honorific=person.honorific,
                name=person.name,
                post=person.post,
                role=role,
                position=position,
            )
        )
    Attendee.objects.bulk_create(rows)
