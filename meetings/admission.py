"""From a reviewed draft of the intake to rows: one meeting, who came, what was concluded, and the orders in words.

Units and groups are looked up in the directory; what is not found there stays as the words of the document and is
listed, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.folding import fold
from districts.models import Officer, Unit, UnitGroup
from meetings import access
from meetings.admitted_orders import OrderWriter
from meetings.admitted_people import PeopleWriter, clip
from meetings.enums import ConclusionKind, MeetingKind, MeetingState, Settlement
from meetings.intake.context import KnownUnit
from meetings.intake.draft import Conclusion as ReadConclusion
from meetings.intake.draft import Draft
from meetings.intake.units import match_unit
from meetings.models import Conclusion, Meeting, MeetingEvent, Outline
from meetings.naming import label_kept
from meetings.outline.arranging import nest
from meetings.receiving import fill_in, held_to_receive
from meetings.summary import without_task

GROUP_PREFIX = "group:"
NO_TASK_READ = "Mục này được hiểu là không phát sinh nhiệm vụ. Nếu có giao việc, hãy thêm nhiệm vụ cho mục."


class NothingConcluded(DomainError):
    """The document holds no conclusion that could become an item or an order."""


@dataclass
class Directory:
    """The units and groups that names are matched against, read once.

    Of units that bore the same name at different times only those of the day count, so that a name stays unambiguous.
    """

    units: dict[str, Unit]
    groups: dict[str, UnitGroup]
    known: list[KnownUnit]

    @classmethod
    def load(cls, day: date | None = None) -> Directory:
        """Of every unit ever entered, or of those that exist on the day."""
        found = Unit.objects.all() if day is None else Unit.objects.valid_on(day)
        units = {unit.code: unit for unit in found}
        groups = {f"{GROUP_PREFIX}{group.pk}": group for group in UnitGroup.objects.all()}
        known = [
            KnownUnit(u.code, u.name, u.short_name, tuple(u.alias_list()), u.kind, group=False) for u in units.values()
        ]
        known += [KnownUnit(code, g.name, "", tuple(g.alias_list()), "", group=True) for code, g in groups.items()]
        return cls(units, groups, known)

    @property
    def names(self) -> list[str]:
        """Of the units, as they are written."""
        return [unit.name for unit in self.units.values()]

    def find(self, written: str, code: str | None = None) -> Unit | UnitGroup | None:
        """The unit or group of a written name; ``code`` where the reader has matched it already."""
        if code not in self.units and code not in self.groups:
            found = match_unit(written, self.known)
            code = found.code if found else ""
        return self.groups.get(code) or self.units.get(code)

    def find_unit(self, written: str) -> Unit | None:
        found = self.find(written)
        return found if isinstance(found, Unit) else None


@dataclass(frozen=True)
class Source:
    """The document: its name, its lines from 1, and the ``token`` of one reading on a page."""

    name: str
    lines: list[str]
    token: UUID | None = None


@dataclass
class Admission:
    """What was saved: the meeting, and the names that stay as words because the directory does not hold them.

    ``kept_notes`` are the points of a meeting that stood before the reading's own: earlier ones, and differences.
    """

    meeting: Meeting
    outline: Outline
    unresolved: list[str] = field(default_factory=list)
    kept_notes: list[dict[str, Any]] = field(default_factory=list)


class AlreadyAdmitted(DomainError):
    """This very reading was accepted before: by a double click, or in another window."""

    def __init__(self, meeting: Meeting):
        super().__init__(f"Tài liệu này đã được nhập thành cuộc họp “{meeting}”.")
        self.meeting = meeting


def admit(
    draft: Draft,
    *,
    source_name: str,
    source_lines: list[str],
    by: Officer | None,
    at: datetime,
    token: UUID | None = None,
    into: Meeting | None = None,
) -> Admission:
    """Save the draft whole or not at all. ``by`` is None only on the command line of the server.

    ``token`` stands for one reading on a page; ``into`` is a meeting that was planned here and receives it, None for a
    new one. Raises AlreadyAdmitted, NothingConcluded, NotAllowed, CannotReceive.
    """
    if by is not None and not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên được giao mới tạo cuộc họp từ tài liệu.")
    refuse_empty(draft)
    directory = Directory.load(draft.meeting.date or timezone.localdate(at))
    try:
        return _save(draft, directory, Source(source_name, source_lines, token), into, by, at)
    except IntegrityError:
        standing = Meeting.objects.filter(import_token=token).first() if token else None
        if standing is None:
            raise
        raise AlreadyAdmitted(standing) from None


def _save(
    draft: Draft, directory: Directory, source: Source, into: Meeting | None, by: Officer | None, at: datetime
) -> Admission:
    with transaction.atomic():
        meeting = held_to_receive(into.pk) if into else _new_meeting(draft, by)
        kept, differing = list(meeting.reading_notes), _write_facts(meeting, draft, directory, source, at)
        outline = Outline.objects.get_or_create(meeting=meeting, edition=1)[0]
        admission = Admission(meeting, outline)
        people = PeopleWriter(meeting, directory.find_unit, admission.unresolved, differing)
        people.write(draft)
        conclusions = _save_conclusions(draft, outline)
        OrderWriter(directory.find, admission.unresolved).write(draft, conclusions)
        admission.kept_notes = kept + [{"line": 0, "message": words} for words in people.differing]
        meeting.reading_notes = admission.kept_notes + notes_of_reading(draft)
        meeting.save()
        acting = by.capacity(Role.CLERK) if by else None
        state, note = meeting.state, source.name
        record(MeetingEvent, [meeting], verb="import", by=by, acting=acting, at=at, to_state=state, note=note)
    admission.unresolved = list(dict.fromkeys(admission.unresolved))
    return admission


def refuse_empty(draft: Draft) -> None:
    if not draft.directives and not any(c.kind == ConclusionKind.ITEM for c in draft.conclusions):
        raise NothingConcluded(
            "Không tìm thấy nội dung kết luận hoặc nhiệm vụ nào trong tài liệu. "
            "Hãy kiểm tra xem có chọn nhầm tệp không, hoặc nhập cuộc họp trực tiếp."
        )


def _new_meeting(draft: Draft, by: Officer | None) -> Meeting:
    """Unsaved."""
    title = draft.title.text if draft.title else ""
    return Meeting(kind=kind_of_title(title), title=clip(title, 500), created_by=by)


def _write_facts(meeting: Meeting, draft: Draft, directory: Directory, source: Source, at: datetime) -> list[str]:
    """Save the meeting with what the document says of it; the sentences say where the two differ."""
    is_new, facts = meeting.pk is None, draft.meeting
    host = directory.find_unit(facts.host) if facts.host else None
    differing = fill_in(meeting, facts, host, today=timezone.localdate(at))
    if is_new:
        meeting.state = MeetingState.HELD if facts.date else MeetingState.PLANNED  # it tells of what took place
        meeting.title = meeting.title or clip(f"Cuộc họp theo tài liệu {source.name}", 500)
    meeting.source_name, meeting.source_lines = clip(source.name, 255), source.lines
    meeting.import_token = source.token
    meeting.save()
    return differing


def notes_of_reading(draft: Draft) -> list[dict[str, Any]]:
    """What the reader was not sure of, by line: the points of a meeting that are to be looked at."""
    notes = [{"line": warning.line, "message": warning.message} for warning in draft.warnings]
    return notes + [{"line": c.lines[0] if c.lines else 0, "message": NO_TASK_READ} for c in without_task(draft)]


def kind_of_title(title: str) -> MeetingKind:
    words = fold(title)
    for sign, kind in (
        ("giao ban", MeetingKind.COORDINATION),
        ("phien hop", MeetingKind.REGULAR_SESSION),
        ("lam viec voi", MeetingKind.WORKING_SESSION),
        ("buoi lam viec", MeetingKind.WORKING_SESSION),
        ("hoi nghi", MeetingKind.CONFERENCE),
    ):
        if sign in words:
            return kind
    return MeetingKind.MEETING


def _save_conclusions(draft: Draft, outline: Outline) -> list[Conclusion]:
    """Rows in the draft's order; directives that no piece of the outline holds get an item of their own."""
    held = {index for conclusion in draft.conclusions for index in conclusion.directives}
    for index, directive in enumerate(draft.directives):
        if index not in held:
            draft.conclusions.append(ReadConclusion(1, "-", "item", directive.text, [index], directive.lines))
    lone = _lone_opening(draft.conclusions)
    rows = [
        Conclusion(
            outline=outline,
            position=position,
            level=min(max(read.level, 1), 9),
            label=clip(label_kept(read.label, opens_alone=read is lone), 20),
            kind=read.kind,
            text=read.text,
            settlement=_settlement(read, draft),
            source_lines=read.lines,
        )
        for position, read in enumerate((c for c in draft.conclusions if c.text.strip()), start=1)
    ]
    rows = Conclusion.objects.bulk_create(rows)
    nest(rows)
    Conclusion.objects.bulk_update([row for row in rows if row.parent], ["parent"])
    return rows


def _lone_opening(conclusions: list[ReadConclusion]) -> ReadConclusion | None:
    """The heading that opens the conclusions and has all of them beneath it."""
    first, rest = conclusions[:1], conclusions[1:]
    alone = first and rest and first[0].kind == ConclusionKind.HEADING and all(c.level > first[0].level for c in rest)
    return first[0] if alone else None


def _settlement(read: ReadConclusion, draft: Draft) -> Settlement:
    """Proposed by the reader, checked by the person who accepts the draft."""
    if read.kind != ConclusionKind.ITEM:
        return Settlement.NONE
    directives = [draft.directives[index] for index in read.directives]
    if any(directive.tracked for directive in directives):
        return Settlement.NONE
    return Settlement.UNTRACKED if directives else Settlement.NO_TASK
