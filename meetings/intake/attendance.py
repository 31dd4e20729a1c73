"""The list of those who came: entries under the heading of their delegation or role, and attendance tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.intake.attendance_tables import read_table
from meetings.intake.delegations import Listed, Place, names_delegation, role_of_heading, unit_of_heading
from meetings.intake.draft import Person
from meetings.intake.lines import Paragraph
from meetings.intake.mentions import Mention, find_mentions, unit_first
from meetings.intake.posts import unit_in
from meetings.intake.roles import (
    in_place_of,
    is_absent,
    is_replaced,
    joined,
    split_role,
    stated_role,
    with_instead,
)
from meetings.intake.wording import ROW_NUMBER

_ABSENT_HEADING = re.compile(
    r"(?:(?:các )?(?:đại biểu|đơn vị|thành viên|cơ quan|thành phần)\s+)?(?:vắng|xin vắng|không (?:tham )?dự)(?:\s+mặt)?\b",
    re.I,
)
_LIST_HEADING = re.compile(
    r"(?:thành phần|danh sách|tham dự|dự họp|cùng dự|cùng tham dự|có mặt|đại biểu (?:tham )?dự|đại biểu\s*:|khách mời|người tham dự|thành viên (?:tham )?dự)(?:[^:]{0,60})?(?:\s*(?:có|gồm|gồm có))?\s*:?$|(?:thành phần|có mặt|tham dự|dự họp|cùng dự|đại biểu|khách mời)(?: \w+){0,4}\s*:\s*",
    re.I,
)


def read_attendance(paragraphs: Sequence[Paragraph]) -> Listed:
    listed = Listed()
    place = Place()
    rows: list[Paragraph] = []
    for paragraph in [*paragraphs, None]:
        if paragraph is not None and paragraph.style == "table":
            rows.append(paragraph)
            continue
        if rows:
            read_table(rows, place, listed)
            rows = []
        if paragraph is not None:
            _read_entry(paragraph, place, listed)
    return listed


def _read_entry(paragraph: Paragraph, place: Place, listed: Listed) -> None:
    text = ROW_NUMBER.sub("", paragraph.text)
    mentions = (unit_first(text) if text != paragraph.text else []) or find_mentions(text, entries=True)
    if not mentions:
        _read_heading(paragraph, place)
        return
    opening = text[: mentions[0].start]
    _read_opening(paragraph, opening.strip(), place)
    unit = unit_of_heading(opening) or place.unit
    role = role_of_heading(opening)[0] or place.role
    people = [_person(text, mention, unit, role, paragraph.lines) for mention in mentions]
    _share_with_joined(people, mentions)
    absent = place.absent or bool(_ABSENT_HEADING.match(text))
    for person, mention in zip(people, mentions, strict=True):
        _put_down(person, mention, listed, absent=absent)


def _put_down(person: Person, mention: Mention, listed: Listed, *, absent: bool) -> None:
    """Among those who were there or who were not; who was replaced is neither."""
    if absent or is_absent(mention):
        listed.absent_people.append((person.name, person.lines[0]))
    elif not is_replaced(mention):
        listed.people.append(person)


def _read_opening(paragraph: Paragraph, opening: str, place: Place) -> None:
    """What stands before the names of a line holds for that line, but ends a list of absent ones or a role above."""
    if paragraph.style == "heading" and opening:
        place.unit, place.role, place.absent = unit_of_heading(opening), "attendee", False
    elif role_of_heading(opening)[0]:
        place.absent = False
    elif _LIST_HEADING.match(opening) and not _ABSENT_HEADING.match(opening):
        place.role, place.absent = "attendee", False


def _read_heading(paragraph: Paragraph, place: Place) -> None:
    text = paragraph.text.strip()
    role, rest = role_of_heading(text)
    if _ABSENT_HEADING.match(text):
        place.absent = True
    elif role and not rest.strip(" :."):
        place.role, place.unit, place.absent = role, None, False
    elif _LIST_HEADING.match(text) and not unit_of_heading(text):
        place.role, place.unit, place.absent = "attendee", None, False
    elif re.search(r"\bvắng\b|không cử", text, re.I):
        return
    elif paragraph.style == "heading" or text.endswith(":") or names_delegation(text):
        place.unit, place.role, place.absent = unit_of_heading(text), "attendee", False


def _person(text: str, mention: Mention, unit: str | None, role: str, lines: Sequence[int]) -> Person:
    post, said = split_role(mention.post)
    stated = said or stated_role(mention)
    position = with_instead(post, in_place_of(text, mention)) or None
    return Person(mention.name, mention.honorific, position, unit or unit_in(post), stated or role, list(lines))


def _share_with_joined(people: Sequence[Person], mentions: Sequence[Mention]) -> None:
    """What is said of the last is said of those joined to it: 'Ông A và bà B đồng chủ trì', 'Đồng chí A, B - Phó Giám đốc'."""
    for i in range(len(people) - 2, -1, -1):
        person, following = people[i], people[i + 1]
        if not joined(mentions[i], mentions[i + 1]):
            continue
        if following.role == "co_chair" and person.role == "attendee":
            person.role = "co_chair"
        if person.position is None and mentions[i + 1].honorific is None:
            person.position, person.unit = following.position, person.unit or following.unit
