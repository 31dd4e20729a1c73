"""What the intake reads in a document: plain dataclasses, no database, no request, no clock.

Every piece carries ``lines``, the 1-based numbers of the input lines it came from; together with ``Draft.dropped``
they name every line of the input, so that a reviewer sees both sides and nothing is lost.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Lines = list[int]


@dataclass
class Text:
    text: str
    lines: Lines = field(default_factory=list)


@dataclass
class IssuedOn:
    date: date
    lines: Lines = field(default_factory=list)


@dataclass
class MeetingFacts:
    date: date | None = None
    place: str | None = None
    host: str | None = None
    organizer: str | None = None
    period: str | None = None
    lines: Lines = field(default_factory=list)


@dataclass
class Person:
    """A named person. ``role``: 'chair', 'co_chair', 'secretary' or 'attendee'."""

    name: str
    honorific: str | None = None
    position: str | None = None
    unit: str | None = None
    role: str = "attendee"
    lines: Lines = field(default_factory=list)


@dataclass
class Absence:
    """A unit that did not come. ``unit`` and ``reason`` are as written."""

    unit: str
    reason: str | None = None
    lines: Lines = field(default_factory=list)


@dataclass
class Conclusion:
    """One piece of the outline. ``kind``: 'heading', 'paragraph' or 'item'; ``level`` begins at 1.

    ``directives`` are indexes into ``Draft.directives``.
    """

    level: int
    label: str
    kind: str
    text: str
    directives: list[int] = field(default_factory=list)
    lines: Lines = field(default_factory=list)


@dataclass
class NamedUnit:
    """A unit or group that a directive names. ``role``: 'lead' or 'coordinating'; ``except_`` are names as written.

    ``full`` is the name with the word of kind that stood once before a list ('Sở Tài chính' in 'các Sở: Tài chính, Nội vụ').
    """

    written: str
    code: str | None = None
    group: bool = False
    except_: list[str] = field(default_factory=list)
    role: str = "lead"
    lines: Lines = field(default_factory=list)
    full: str | None = None


@dataclass
class Deadline:
    """``kind``: 'day', 'month', 'quarter', 'half', 'year', 'relative' or 'recurring'; ``date`` is the last day allowed.

    ``doubt`` says in Vietnamese what the reader supplied or could not read (a year not written, 31/4).
    """

    text: str
    date: date | None
    kind: str
    lines: Lines = field(default_factory=list)
    doubt: str | None = None


@dataclass
class Directive:
    """A sentence that orders somebody, without its bullet or number.

    ``tracked`` is False for regular work ('thường xuyên') and exhortations. ``confidence`` runs from 0 to 1.
    """

    text: str
    lead: list[str] = field(default_factory=list)
    coordinating: list[str] = field(default_factory=list)
    units: list[NamedUnit] = field(default_factory=list)
    deadline: Deadline | None = None
    product: str | None = None
    tracked: bool = True
    citations: list[str] = field(default_factory=list)
    confidence: float = 1.0
    lines: Lines = field(default_factory=list)


@dataclass
class Citation:
    """``text`` as written ('Quyết định số 2799/QĐ-UBND'); ``number`` is '2799/QĐ-UBND', or None for a law by its name."""

    text: str
    number: str | None = None
    lines: Lines = field(default_factory=list)


@dataclass
class NextMeeting:
    period: str | None = None
    host: str | None = None
    date: date | None = None
    lines: Lines = field(default_factory=list)


@dataclass
class Signature:
    authority: str | None = None
    position: str | None = None
    name: str | None = None
    lines: Lines = field(default_factory=list)


@dataclass
class Warning:
    """Something a person should look at, said in Vietnamese."""

    line: int
    message: str

    @property
    def lines(self) -> Lines:
        return [self.line]


@dataclass
class Dropped:
    line: int
    text: str
    reason: str


@dataclass
class Draft:
    """A whole document as read. ``kind``: 'notice', 'minutes', 'news' or 'superior'."""

    kind: str
    line_count: int
    title: Text | None = None
    number: Text | None = None
    issued_on: IssuedOn | None = None
    issuer: Text | None = None
    meeting: MeetingFacts = field(default_factory=MeetingFacts)
    chair: Person | None = None
    co_chairs: list[Person] = field(default_factory=list)
    secretary: Person | None = None
    attendees: list[Person] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    conclusions: list[Conclusion] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    next_meeting: NextMeeting | None = None
    recipients: list[Text] = field(default_factory=list)
    signature: Signature | None = None
    warnings: list[Warning] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The draft as values that ``json.dumps`` takes: days as 'YYYY-MM-DD', ``except_`` as 'except'."""
        return _plain(self)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in dataclasses.fields(value)]
        plain = {name.rstrip("_"): _plain(getattr(value, name)) for name in names}
        if isinstance(value, Warning):
            plain["lines"] = value.lines
        return plain
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
