"""What a form hands to the corrections of a review: texts without blanks around them, '' for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meetings.intake.draft import Deadline


@dataclass(frozen=True)
class Facts:
    """What stands about the meeting; ``chair`` and ``secretary`` are keys of people, or ''."""

    title: str
    kind: str
    held_on: date | None
    place: str
    host: str
    period: str
    chair: str = ""
    secretary: str = ""


@dataclass(frozen=True)
class Party:
    """A unit as it was typed; ``code`` where one was chosen from the directory."""

    written: str
    code: str | None = None
    group: bool = False


@dataclass(frozen=True)
class OrderWords:
    """An order as corrected; ``excepted`` are the names of units that a group does not mean."""

    text: str
    lead: Sequence[Party] = ()
    coordinating: Sequence[Party] = ()
    excepted: Sequence[str] = ()
    deadline: Deadline | None = None
    product: str = ""
    tracked: bool = True


@dataclass(frozen=True)
class PersonWords:
    name: str
    honorific: str = ""
    position: str = ""
    unit: str = ""
    role: str = "attendee"


@dataclass(frozen=True)
class ItemWords:
    text: str
    label: str = ""
    level: int = 1
    kind: str = "item"
