"""Who may have spoken: the attendees of the meeting, found by name or unit without diacritics."""

from __future__ import annotations

import re
from dataclasses import dataclass

from districts.folding import fold
from districts.posts import post_at
from meetings.enums import CAME, AttendeeRole
from meetings.models import Attendee, Meeting

MOST_HITS = 12
DEPUTY = "Đại diện"
_HONORIFIC = re.compile(r"^(?:ong|ba|dong chi|d/c|anh|chi)\s+")


@dataclass(frozen=True)
class Hit:
    """``key`` is the attendee's number, '' for the nameless deputy of a unit; ``note`` tells post and unit."""

    key: str
    name: str
    post: str
    unit: str

    @property
    def note(self) -> str:
        return post_at(self.post, self.unit)


def speaker_of(person: Attendee) -> str:
    """'Ông Vũ Văn H'."""
    words = str(person)
    return words[:1].upper() + words[1:]


def bare_name(name: str) -> str:
    """Folded, without what a person is addressed by: 'Ông Vũ Văn H' -> 'vu van h'."""
    return _HONORIFIC.sub("", fold(name))


def unit_words(person: Attendee) -> str:
    return str(person.delegation) if person.delegation else ""


def search_speakers(meeting: Meeting, words: str) -> list[Hit]:
    """Those whose name, post or unit holds every word; who leads the meeting first, then in the list's order.

    A unit that came and named nobody is found by its name, for its deputy. Two queries.
    """
    wanted = fold(words).split()
    people = list(meeting.attendees.select_related("delegation__unit"))
    people.sort(key=lambda person: person.role == AttendeeRole.ATTENDEE)
    hits = [Hit(str(person.pk), speaker_of(person), person.post, unit_words(person)) for person in people]
    named = {person.delegation_id for person in people}
    came = meeting.delegations.filter(attendance__in=CAME).exclude(pk__in=named - {None}).select_related("unit")
    hits += [Hit("", f"{DEPUTY} {row}", "", "") for row in came]
    return [hit for hit in hits if _holds(hit, wanted)][:MOST_HITS]


def _holds(hit: Hit, wanted: list[str]) -> bool:
    words = fold(f"{hit.name} {hit.note}")
    return all(word in words for word in wanted)
