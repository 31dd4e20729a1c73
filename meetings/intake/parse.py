"""From the lines of a document to its draft: every reader of the intake, in order, and nothing lost on the way."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from meetings.intake.absences import Found, add_absence, read_absences
from meetings.intake.attendance import read_attendance
from meetings.intake.citations import distinct, find_citations
from meetings.intake.context import Body, Context, KnownUnit
from meetings.intake.days import written_days
from meetings.intake.draft import Draft, Dropped
from meetings.intake.foot import Foot, foot_starts, read_foot
from meetings.intake.furniture import BYLINE, PUBLISHED
from meetings.intake.head import in_reading_order, read_head
from meetings.intake.kinds import kind_of
from meetings.intake.lines import Paragraph, read_paragraphs
from meetings.intake.meeting_facts import Days, plan_year, read_facts
from meetings.intake.once import forget
from meetings.intake.outline import read_body
from meetings.intake.people import People, read_people
from meetings.intake.sections import Sections, leads_in, split_sections
from meetings.intake.titles import title_in_sentence

_REASONS = {
    "head": "phần đầu văn bản (quốc hiệu, tiêu ngữ, tên loại)",
    "opening": "lời mở đầu, không phải kết luận",
    "attendance": "tiêu đề hoặc mục không nêu tên người dự",
    "said": "báo cáo, thảo luận trước kết luận",
    "body": "không phải kết luận hay chỉ đạo",
    "foot": "phần cuối văn bản",
    "byline": BYLINE,
}


def parse_lines(lines: Sequence[str], *, known: Sequence[KnownUnit] = (), reference_day: date | None = None) -> Draft:
    """The draft of a document's lines. ``known`` units are recognised by name, short name and alias.

    ``reference_day`` supplies a year where the document has none. Every line is in some piece's ``lines`` or in
    ``dropped``.
    """
    forget()
    paragraphs, dropped = read_paragraphs(lines)
    paragraphs = in_reading_order(paragraphs)
    head = read_head(paragraphs)
    kind = kind_of(head, paragraphs, foot_starts(paragraphs) < len(paragraphs))
    top, text = paragraphs[: head.size], paragraphs[head.size :]
    sections = split_sections(text, kind)
    foot = read_foot(sections.foot)
    draft = Draft(kind, len(lines), number=head.number, issued_on=head.issued_on, issuer=head.issuer, dropped=dropped)
    draft.title = head.title or title_in_sentence(text)
    draft.recipients, draft.signature = foot.recipients, foot.signature
    published = _published_on([*(d.text for d in dropped if d.reason == PUBLISHED), *(p.text for p in top[:1])])
    days = Days(head.issued_on.date if head.issued_on else None, published, reference_day)
    in_foot = {id(paragraph) for paragraph in sections.foot}
    read = read_facts(top, [p for p in text if id(p) not in in_foot], days)
    draft.meeting = read.facts
    if draft.meeting.organizer is None and head.issuer:
        draft.meeting.organizer = head.issuer.text
    draft.warnings += read.warnings
    _put_people(draft, sections, top, foot, kind)
    context = Context(
        kind=kind,
        meeting_date=draft.meeting.date,
        issued_on=days.issued_on,
        reference_day=reference_day or published,
        plan_year=plan_year(top, text, (draft.meeting.date, days.issued_on, published, reference_day)),
        organizer=draft.meeting.organizer,
        chair=draft.chair,
        known=known,
    )
    body = read_body(sections.body, context)
    _put_body(draft, body)
    _put_citations(draft, [*_titles(top), *sections.opening, *sections.attendance, *sections.said])
    _drop_the_rest(draft, lines, top, sections, body.closing)
    draft.warnings.sort(key=lambda warning: warning.line)
    return draft


def _published_on(stamps: Iterable[str]) -> date | None:
    """The day a page was published: in its stamp line, or in brackets behind its title."""
    return next((on for stamp in stamps for day in written_days(stamp) if day.year and (on := day.on(None))), None)


def _put_people(draft: Draft, sections: Sections, top: Sequence[Paragraph], foot: Foot, kind: str) -> None:
    listed = read_attendance(sections.attendance)
    lead_in = [p for p in sections.body[:3] if leads_in(p)]
    parts = {
        "head": top,
        "opening": [*sections.opening, *_running_text(sections.attendance), *lead_in],
        "said": sections.said,
        "body": [p for p in sections.body if p not in lead_in],
    }
    people: People = read_people(listed, parts, foot, kind)
    draft.chair, draft.co_chairs, draft.secretary = people.chair, people.co_chairs, people.secretary
    draft.attendees = people.attendees
    _name_office(draft, [*top, *sections.opening, *sections.attendance])
    found: Found = read_absences(sections.attendance, [*sections.opening, *sections.said, *sections.body])
    for absence in listed.absences.absences:
        add_absence(found, absence.unit, absence.reason, absence.lines)
    draft.absences = found.absences
    draft.warnings += [*people.warnings, *found.warnings]


def _name_office(draft: Draft, near: Sequence[Paragraph]) -> None:
    """'Sở' alone is the one that called the meeting or issued the paper, as its name is written in small letters ``near``."""
    names = (draft.meeting.organizer, draft.issuer.text if draft.issuer else None)
    office = next((name for name in names if name and name.casefold().startswith("sở ")), None)
    if office is None:
        return
    if office.isupper():
        written = re.compile(rf"(?<!\w){re.escape(office)}(?!\w)", re.I)
        found = (match.group(0) for p in near for match in written.finditer(p.text))
        office = next((name for name in found if not name.isupper()), office)
    for person in draft.attendees:
        if person.unit and person.unit.casefold() == "sở":
            person.unit = office


def _running_text(attendance: Sequence[Paragraph]) -> list[Paragraph]:
    """Sentences among the list of those who came ('Ông A - Phó Giám đốc Sở chỉ đạo hội nghị.')."""
    return [p for p in attendance if not p.label and p.style == "" and len(p.text) > 80]


def _put_body(draft: Draft, body: Body) -> None:
    draft.conclusions, draft.directives = body.conclusions, body.directives
    draft.citations, draft.next_meeting = list(body.citations), body.next_meeting
    draft.warnings += body.warnings


def _put_citations(draft: Draft, before: Sequence[Paragraph]) -> None:
    """Papers cited outside the body, ahead of the body's own; each once."""
    earlier = [citation for paragraph in before for citation in find_citations(paragraph.text, paragraph.lines)]
    draft.citations = distinct([*earlier, *draft.citations])


def _titles(top: Sequence[Paragraph]) -> list[Paragraph]:
    return [p for p in top if not re.match(r"\(?số\b|\|", p.text, re.I)]


def _drop_the_rest(
    draft: Draft, lines: Sequence[str], top: Sequence[Paragraph], sections: Sections, closing: Mapping[int, str]
) -> None:
    """What no piece came from is dropped, with the part that it stood in as the reason; ``closing`` lines have their own."""
    covered = covered_lines(draft)
    parts = {
        "head": top,
        **{name: getattr(sections, name) for name in ("opening", "attendance", "said", "body", "foot", "byline")},
    }
    where = {
        number: part for part, paragraphs in parts.items() for paragraph in paragraphs for number in paragraph.lines
    }
    gone = {d.line for d in draft.dropped}
    for number, line in enumerate(lines, start=1):
        if number not in covered and number not in gone:
            reason = closing.get(number) or _REASONS.get(where.get(number, ""), "không nhận dạng được")
            draft.dropped.append(Dropped(number, line, reason))
    draft.dropped.sort(key=lambda d: d.line)


def covered_lines(piece: Any) -> set[int]:
    """All line numbers that a piece of the draft, and the pieces in it, came from."""
    covered: set[int] = set()
    _cover(piece, covered)
    return covered


def _cover(piece: Any, covered: set[int]) -> None:
    if isinstance(piece, list):
        for item in piece:
            _cover(item, covered)
    elif dataclasses.is_dataclass(piece):
        covered.update(getattr(piece, "lines", ()))
        for name, value in vars(piece).items():
            if name not in _NO_PIECES and not isinstance(value, str):
                _cover(value, covered)


_NO_PIECES = {"lines", "warnings", "dropped"}
