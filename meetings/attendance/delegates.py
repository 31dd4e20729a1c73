"""The people of a unit as they are typed in one line, and back: 'Ông Phan Văn B - Trưởng phòng; bà Lê Thị C'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from districts.errors import DomainError
from districts.folding import fold
from meetings.enums import AttendeeRole
from meetings.intake.mentions import find_mentions
from meetings.intake.names import name_at
from meetings.models import Attendee, Delegation

_PARTS = re.compile(r"\s*[;\n]\s*")
_BEHIND_NAME = re.compile(r"\s*(?:[,(]|\s[-–—]\s)\s*")
_ARRIVED = re.compile(
    r"[\s,;(]*((?:đến|vào|lúc)\s+(?:lúc\s+)?\d{1,2}\s*(?:[:hg]\s*\d{0,2}|giờ[^;,)\n]*))\)?\s*(?=[;\n]|$)", re.IGNORECASE
)
_INSTEAD_OF = re.compile(
    r"[\s,;(]*(?:dự\s+)?(thay(?:\s+mặt|\s+cho)?\s+[^;()\n]{2,200}?)\)?\s*(?=[;\n]|$)", re.IGNORECASE
)
PLACES_A_UNIT = 100  # so that the people of a meeting stand in the order of their units
MOST_PEOPLE = 50  # of one unit; nobody sends more, and the place of a person has room for 99
LONGEST_NAME, LONGEST_POST, LONGEST_HONORIFIC = 150, 255, 30


@dataclass(frozen=True)
class Delegate:
    """``honorific`` and ``post`` are '' where none is written."""

    name: str
    honorific: str = ""
    post: str = ""

    def __str__(self) -> str:
        return " - ".join(filter(None, [f"{self.honorific} {self.name}".strip(), self.post]))


@dataclass(frozen=True)
class TypedDelegates:
    """Who is meant, and what was written behind one of them: on whose authority, and at what hour the unit came."""

    people: tuple[Delegate, ...]
    authority: str = ""
    arrival: str = ""


def read_delegates(typed: str) -> TypedDelegates:
    """What a clerk typed, parted as the intake parts a list of people; words that hold no known name stay a name."""
    words, arrival = _cut(typed.strip(" ;,"), _ARRIVED)
    words, authority = _cut(words, _INSTEAD_OF)
    people = [person for part in _PARTS.split(words) if part.strip(" ,.") for person in _people_in(part)]
    return TypedDelegates(tuple(people), authority, arrival)


def _cut(words: str, ending: re.Pattern[str]) -> tuple[str, str]:
    """The words without what is said behind a person, and that."""
    found = ending.search(words)
    return (words[: found.start()] + words[found.end() :], found[1].strip()) if found else (words, "")


def _people_in(part: str) -> list[Delegate]:
    found = find_mentions(part, entries=True)
    if found:
        return [_delegate(m.name, m.honorific or "", m.post) for m in found]
    name = name_at(part, 0)
    if name is None:
        name = _BEHIND_NAME.split(part, maxsplit=1)[0]
    if not name.strip():
        whole = part.strip(" ,;.-–—()")
        return [_delegate(whole, "", "")] if whole else []
    return [_delegate(name, "", part[len(name) :].strip(" ,;.-–—()"))]


def _delegate(name: str, honorific: str, post: str) -> Delegate:
    return Delegate(name.strip()[:LONGEST_NAME], honorific.strip()[:LONGEST_HONORIFIC], post.strip()[:LONGEST_POST])


def delegates_of(delegation: Delegation) -> list[Attendee]:
    """Those who stand in the unit's field: the chair and the secretary are named at their own place."""
    return [person for person in delegation.attendees.all() if person.role == AttendeeRole.ATTENDEE]


def in_words(people: Iterable[Attendee | Delegate]) -> str:
    """'Ông Phan Văn B - Trưởng phòng; bà Lê Thị C': read again, it gives the same people."""
    return "; ".join(str(Delegate(person.name, person.honorific, person.post)) for person in people)


def write_delegates(delegation: Delegation, people: Sequence[Delegate]) -> None:
    """Make the unit's people these. Call inside the transaction; who stays keeps the row, whatever stands in it besides.

    Raises DomainError for more than MOST_PEOPLE.
    """
    if len(people) > MOST_PEOPLE:
        raise DomainError(
            f"{delegation}: ghi nhiều nhất {MOST_PEOPLE} đại biểu, đang có {len(people)}. Hãy bớt hoặc kiểm tra lại danh sách."
        )
    rows = delegates_of(delegation)
    standing = {fold(person.name): person for person in rows}
    kept: set[int] = set()
    new = []
    for place, person in enumerate(people, start=1):
        position = delegation.position * PLACES_A_UNIT + place
        row = standing.get(fold(person.name))
        if row is None or row.pk in kept:
            new.append(_attendee(delegation, person, position))
            continue
        kept.add(row.pk)
        wanted = {"name": person.name, "honorific": person.honorific, "post": person.post, "position": position}
        if any(getattr(row, field) != value for field, value in wanted.items()):
            Attendee.objects.filter(pk=row.pk).update(**wanted)
    gone = [person.pk for person in rows if person.pk not in kept]
    if gone:
        Attendee.objects.filter(pk__in=gone).delete()
    if new:
        Attendee.objects.bulk_create(new)


def _attendee(delegation: Delegation, person: Delegate, position: int) -> Attendee:
    return Attendee(
        meeting_id=delegation.meeting_id,
        delegation=delegation,
        honorific=person.honorific,
        name=person.name,
        post=person.post,
        position=position,
    )
