"""What the reader of a document is told beforehand: the days, the people and the units that stand around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from meetings.intake.draft import Citation, Conclusion, Directive, NextMeeting, Person, Warning


@dataclass(frozen=True)
class KnownUnit:
    """A unit, or a group of units, on the office's list. ``kind`` is the list's own word for it."""

    code: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    group: bool = False


class Known(tuple[KnownUnit, ...]):
    """The office's list. What is looked up by it is looked up for every name, so it is hashed once."""

    _hash: int | None = None

    @classmethod
    def of(cls, units: Sequence[KnownUnit]) -> Known:
        return units if isinstance(units, cls) else cls(units)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = super().__hash__()
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or super().__eq__(other)


@dataclass(frozen=True)
class Context:
    """``plan_year`` is the year the document plans for; ``reference_day`` is the day from which it looks ahead."""

    kind: str = "notice"
    meeting_date: date | None = None
    issued_on: date | None = None
    reference_day: date | None = None
    plan_year: int | None = None
    organizer: str | None = None
    chair: Person | None = None
    known: Sequence[KnownUnit] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", Known.of(self.known))


@dataclass
class Body:
    """What the body of a document says; ``used`` holds the input lines that some piece came from.

    ``closing`` gives for each line of a closing sentence the reason why it is dropped.
    """

    conclusions: list[Conclusion] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    next_meeting: NextMeeting | None = None
    warnings: list[Warning] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    closing: dict[int, str] = field(default_factory=dict)
