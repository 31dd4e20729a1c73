"""Who chaired, who wrote the minutes and who was there, from the list of those who came and from running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from meetings.intake.delegations import Listed
from meetings.intake.draft import Person, Warning
from meetings.intake.foot import Foot
from meetings.intake.lines import Paragraph
from meetings.intake.mentions import Mention, find_mentions
from meetings.intake.names import is_family_name
from meetings.intake.posts import unit_in
from meetings.intake.roles import (
    concludes,
    concludes_by_title,
    concluding_posts,
    in_place_of,
    joined,
    post_alone,
    split_role,
    stated_role,
    was_there,
    with_instead,
)
from meetings.intake.wording import fold

CONCLUDER = "concluder"


@dataclass
class People:
    chair: Person | None = None
    co_chairs: list[Person] = field(default_factory=list)
    secretary: Person | None = None
    attendees: list[Person] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)


def read_people(listed: Listed, parts: dict[str, Sequence[Paragraph]], foot: Foot, kind: str) -> People:
    """``parts`` are the paragraphs by part: 'head', 'opening', 'said', 'body'."""
    roll = _Roll(listed.people)
    for part, paragraphs in parts.items():
        for paragraph in paragraphs:
            if paragraph.style != "table":
                _read_prose(paragraph, part, kind, roll)
    people = People(attendees=roll.people)
    posts = (
        []
        if kind == "news"
        else [post for part in ("head", "opening") for p in parts[part] for post in concluding_posts(p.text)]
    )
    _give_offices(people, roll, foot, posts)
    gone = [fold(name) for name, _ in listed.absent_people]
    people.warnings += [
        Warning(line, f"{name} được ghi là vắng mặt: không đưa vào danh sách dự họp.")
        for name, line in listed.absent_people
    ]
    people.attendees = [
        person for person in people.attendees if fold(person.name) not in gone or person.role != "attendee"
    ]
    return people


class _Roll:
    """The persons found so far; the same person named again is one."""

    def __init__(self, listed: Sequence[Person]) -> None:
        self.people: list[Person] = []
        self.concluder: Person | None = None
        for person in listed:
            twin = next((p for p in self.people if _same(p, person, by_unit=True)), None)
            if twin is None:
                self.people.append(person)
            else:
                _complete(twin, person)

    def add(self, person: Person) -> Person:
        twin = next((p for p in self.people if _same(p, person) or _called_short(p, person)), None)
        if twin is None:
            self.people.append(person)
            return person
        _complete(twin, person)
        return twin

    def holder_of(self, posts: Sequence[str]) -> Person | None:
        """The person in whose post one of ``posts`` lies: 'Bí thư Tỉnh ủy' who concluded, named with his post above."""
        return next(
            (p for post in posts for p in self.people if p.position and _posts_agree(post_alone(p.position), post)),
            None,
        )

    def find(self, name: str) -> Person | None:
        return next((p for p in self.people if fold(p.name) == fold(name)), None)


def _complete(known: Person, again: Person) -> None:
    known.honorific = known.honorific or again.honorific
    known.position = known.position or again.position
    known.unit = known.unit or again.unit
    if again.role != "attendee" and known.role in {"attendee", again.role}:
        known.role = again.role
    known.lines = sorted({*known.lines, *again.lines})


def _same(one: Person, other: Person, *, by_unit: bool = False) -> bool:
    """The same name with posts that can be one person's; in a list also units that can be one."""
    if fold(one.name) != fold(other.name):
        return False
    if by_unit and one.unit and other.unit and not _one_in_other(one.unit, other.unit):
        return False
    first, second = post_alone(one.position or ""), post_alone(other.position or "")
    return not first or not second or _posts_agree(first, second)


def _called_short(known: Person, again: Person) -> bool:
    """'bà Bé Ba' after 'bà Trương Thị Bé Ba': only the given name is repeated."""
    return known.name.endswith(f" {again.name}") and not is_family_name(again.name.split()[0]) and not again.position


def _posts_agree(one: str, other: str) -> bool:
    """Whether a part of one post says no more than a part of the other ('P. Giám đốc Sở', 'Phó Giám đốc Sở KH&CN')."""
    parts = [fold(part).split() for part in one.split(",")]
    others = [fold(part).split() for part in other.split(",")]
    return any(a and b and _words_within(*sorted((a, b), key=len)) for a in parts for b in others)


def _words_within(few: list[str], many: list[str]) -> bool:
    """All of the few words among the many; a deputy and the head whom he stands in for are two."""
    return set(few) <= set(many) and ("phó" in few) == ("phó" in many)


def _one_in_other(one: str, other: str) -> bool:
    a, b = sorted((f" {fold(one)} ", f" {fold(other)} "), key=len)
    return a in b


def _read_prose(paragraph: Paragraph, part: str, kind: str, roll: _Roll) -> None:
    mentions = find_mentions(paragraph.text, entries=part == "said")
    present = [_is_present(m, part, kind, paragraph) for m in mentions]
    roles = [stated_role(m) if part != "body" or present[i] else None for i, m in enumerate(mentions)]
    _share(mentions, present, roles)
    for mention, there, role in zip(mentions, present, roles, strict=True):
        if not there:
            continue
        person = roll.add(_person_of(mention, role, paragraph))
        if concludes_by_title(mention) or (kind != "news" and concludes(mention)):
            roll.concluder = roll.concluder or person


def _person_of(mention: Mention, role: str | None, paragraph: Paragraph) -> Person:
    """``role``: as the sentence states it, None where only the post may."""
    post, said = split_role(mention.post)
    return Person(
        mention.name,
        mention.honorific,
        with_instead(post, in_place_of(paragraph.text, mention)) or None,
        unit_in(post),
        role or said or "attendee",
        list(paragraph.lines),
    )


def _is_present(mention: Mention, part: str, kind: str, paragraph: Paragraph) -> bool:
    if concludes_by_title(mention) or (concludes(mention) and part != "body"):
        return True
    if (
        part == "said"
        and mention.start == 0
        and paragraph.text[mention.end : mention.end + 3].lstrip()[:1] in {":", "-", "–"}
    ):
        return True
    return was_there(mention, in_orders=part == "body" and (kind != "news" or bool(paragraph.label)))


def _share(mentions: Sequence[Mention], present: list[bool], roles: list[str | None]) -> None:
    """What is said of one in 'A, B và C đã dự' is said of all; a second chair under one word is a co-chair."""
    for i in range(len(mentions) - 2, -1, -1):
        if joined(mentions[i], mentions[i + 1]):
            present[i] = present[i] or present[i + 1]
            if roles[i] is None and roles[i + 1] in {"chair", "co_chair"}:
                roles[i], roles[i + 1] = "chair", "co_chair"
    for i in range(1, len(mentions)):
        if joined(mentions[i - 1], mentions[i]):
            present[i] = present[i] or present[i - 1]
            roles[i] = roles[i] or ("co_chair" if roles[i - 1] in {"chair", "co_chair"} else None)


def _give_offices(people: People, roll: _Roll, foot: Foot, concluding_posts: Sequence[str]) -> None:
    """The chair is who is called so; else who concluded, by name or by post; else who signed the minutes as chair."""
    stated = [p for p in roll.people if p.role == "chair"] + [p for p in roll.people if p.role == "co_chair"]
    people.chair = (
        next(iter(stated), None)
        or roll.concluder
        or roll.holder_of(concluding_posts)
        or _signer(roll, foot.chair, foot)
    )
    people.co_chairs = [person for person in stated if person is not people.chair]
    secretary = next((person for person in roll.people if person.role == "secretary"), None)
    people.secretary = secretary or _signer(roll, foot.secretary, foot)
    for person, role in [
        (people.chair, "chair"),
        (people.secretary, "secretary"),
        *((p, "co_chair") for p in people.co_chairs),
    ]:
        if person is not None:
            person.role = role


def _signer(roll: _Roll, name: str | None, foot: Foot) -> Person | None:
    """Whoever signed the minutes as chair or secretary was there."""
    if name is None:
        return None
    lines = foot.signature.lines if foot.signature else []
    return roll.find(name) or roll.add(Person(name, lines=list(lines)))
