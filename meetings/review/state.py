"""A draft of the intake while a person checks it: what was read, what was corrected, what was looked at.

The lists of the draft only grow and what is taken out is only marked, so that a piece keeps its key for as long as the
review lasts: 'facts' for what stands about the meeting, 'p3' the fourth person, 'a0' the first absent unit, 'c7' a piece
of the outline, 'd2' an order. Pure data: no database, no request, no clock.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any

from meetings.intake.draft import Absence, Conclusion, Directive, Draft, Person
from meetings.intake.draft_json import draft_from_json

FACTS = "facts"
PERSON, ABSENCE, ITEM, ORDER = "p", "a", "c", "d"
LEADING_ROLES = ("chair", "co_chair", "secretary")
_KEY = re.compile(r"([pacd])(0|[1-9]\d{0,5})")
_LISTS = {PERSON: "attendees", ABSENCE: "absences", ITEM: "conclusions", ORDER: "directives"}

PieceContent = Person | Absence | Conclusion | Directive


@dataclass
class Review:
    """``kind``: of the meeting. ``outline``: indexes of the draft's conclusions in reading order.

    ``checked``, ``corrected`` and ``removed`` hold keys of pieces; ``taken``: dropped lines that became items.
    """

    draft: Draft
    kind: str
    outline: list[int]
    checked: set[str] = field(default_factory=set)
    corrected: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, draft: Draft, *, kind: str) -> Review:
        """The beginning: everybody who leads stands among the people, so that each person is in one place."""
        _gather_people(draft)
        return cls(draft, kind, list(range(len(draft.conclusions))))

    def as_json(self) -> dict[str, Any]:
        return {
            "draft": self.draft.as_json(),
            "kind": self.kind,
            "outline": self.outline,
            "checked": sorted(self.checked),
            "corrected": sorted(self.corrected),
            "removed": sorted(self.removed),
            "taken": sorted(self.taken),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Review:
        """The counterpart of ``as_json``. Raises ValueError or KeyError."""
        return cls(
            draft_from_json(data["draft"]),
            data["kind"],
            list(data["outline"]),
            set(data["checked"]),
            set(data["corrected"]),
            set(data["removed"]),
            set(data["taken"]),
        )

    def list_of(self, letter: str) -> list[Any]:
        pieces: list[Any] = getattr(self.draft, _LISTS[letter])
        return pieces

    def keys(self, letter: str) -> list[str]:
        """Keys of all pieces of the kind in the order in which they are shown, removed ones too."""
        order = self.outline if letter == ITEM else range(len(self.list_of(letter)))
        return [f"{letter}{index}" for index in order]

    def find(self, key: str) -> PieceContent | None:
        """The content of a piece but for the facts; None for a key that names none."""
        known = _KEY.fullmatch(key)
        if not known:
            return None
        pieces, index = self.list_of(known[1]), int(known[2])
        return pieces[index] if index < len(pieces) else None

    def has(self, key: str) -> bool:
        return key == FACTS or self.find(key) is not None

    def holders(self, order: int) -> list[int]:
        """Indexes of the conclusions that hold the order, removed ones left out."""
        return [
            index
            for index in self.outline
            if order in self.draft.conclusions[index].directives and f"{ITEM}{index}" not in self.removed
        ]

    def live_orders(self, conclusion: Conclusion) -> list[int]:
        return [index for index in conclusion.directives if f"{ORDER}{index}" not in self.removed]

    def leader(self, role: str) -> str:
        """Key of the first living person of the role, or ''."""
        people = enumerate(self.draft.attendees)
        keys = (f"{PERSON}{index}" for index, person in people if person.role == role)
        return next((key for key in keys if key not in self.removed), "")

    def digest(self, key: str) -> str:
        """A short stamp of the piece as it stands: a form made from an older one is told so instead of overwriting."""
        plain = json.dumps(self._plain(key), ensure_ascii=False, sort_keys=True, default=_plain_value)
        return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def _plain(self, key: str) -> Any:
        if key != FACTS:
            return [self.find(key), key in self.removed]
        draft = self.draft
        title = draft.title.text if draft.title else ""
        return [title, draft.meeting, self.kind, self.leader("chair"), self.leader("secretary")]


def _plain_value(value: Any) -> Any:
    return vars(value) if hasattr(value, "__dict__") else str(value)


def _gather_people(draft: Draft) -> None:
    """The chair, the co-chairs and the secretary stand in the list of people with their roles, once each."""
    leading: list[tuple[str, Person | None]] = [("chair", draft.chair), *(("co_chair", p) for p in draft.co_chairs)]
    leading.append(("secretary", draft.secretary))
    missing = []
    for attendee in draft.attendees:
        attendee.role = "attendee"
    for role, person in leading:
        if person is None:
            continue
        standing = next((p for p in draft.attendees if p.name == person.name and p.role == "attendee"), None)
        if standing is None:
            missing.append(person)
        (standing or person).role = role
    draft.attendees[:0] = missing
    draft.chair, draft.co_chairs, draft.secretary = None, [], None
