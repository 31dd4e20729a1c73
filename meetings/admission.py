"""From a reviewed draft of the intake to rows: one meeting, who came, what was concluded, and the orders in words.

Units and groups are looked up in the directory; what is not found there stays as the words of the document and is
listed, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
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
from meetings.enums import Attendance, AttendeeRole, ConclusionKind, MeetingKind, MeetingState, Settlement
from meetings.intake.context import KnownUnit
from meetings.intake.draft import Conclusion as ReadConclusion
from meetings.intake.draft import Draft, Person
from meetings.intake.units import match_unit
from meetings.models import Attendee, Conclusion, Delegation, Meeting, MeetingEvent, Outline
from meetings.naming import label_kept
from meetings.outline.arranging import nest
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


@dataclass
class Admission:
    """What was saved: the meeting, and the names that stay as words because the directory does not hold them."""

    meeting: Meeting
    outline: Outline
    unresolved: list[str] = field(default_factory=list)


class AlreadyAdmitted(DomainError):
    """This very reading was accepted before: by a double click, or in another window."""

    def __init__(self, meeting: Meeting):
        super().__init__(f"Bản đọc này đã được lưu thành cuộc họp “{meeting}”.")
        self.meeting = meeting


def admit(
    draft: Draft,
    *,
    source_name: str,
    source_lines: list[str],
    by: Officer | None,
    at: datetime,
    token: UUID | None = None,
) -> Admission:
    """Save the draft whole or not at all. ``by`` is None only on the command line of the server.

    ``token`` stands for one reading on a page. Raises AlreadyAdmitted, NothingConcluded, NotAllowed.
    """
    if by is not None and not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên được giao mới tạo cuộc họp từ tài liệu.")
    refuse_empty(draft)
    directory = Directory.load(draft.meeting.date or timezone.localdate(at))
    try:
        return _save(draft, directory, source_name, source_lines, by, at, token)
    except IntegrityError:
        standing = Meeting.objects.filter(import_token=token).first() if token else None
        if standing is None:
            raise
        raise AlreadyAdmitted(standing) from None


def _save(
    draft: Draft,
    directory: Directory,
    source_name: str,
    source_lines: list[str],
    by: Officer | None,
    at: datetime,
    token: UUID | None,
) -> Admission:
    with transaction.atomic():
        meeting = _save_meeting(draft, directory, source_name, source_lines, by, token)
        outline = Outline.objects.create(meeting=meeting)
        admission = Admission(meeting, outline)
        _save_people(draft, directory, admission)
        conclusions = _save_conclusions(draft, outline)
        writer = OrderWriter(directory.find, admission.unresolved)
        writer.write(draft, conclusions)
        record(
            MeetingEvent,
            [meeting],
            verb="import",
            by=by,
            acting=by.capacity(Role.CLERK) if by else None,
            at=at,
            to_state=meeting.state,
            note=source_name,
        )
    admission.unresolved = list(dict.fromkeys(admission.unresolved))
    return admission


def refuse_empty(draft: Draft) -> None:
    if not draft.directives and not any(c.kind == ConclusionKind.ITEM for c in draft.conclusions):
        raise NothingConcluded(
            "Không tìm thấy nội dung kết luận hoặc nhiệm vụ nào trong tài liệu. "
            "Hãy kiểm tra xem có chọn nhầm tệp không, hoặc nhập cuộc họp trực tiếp."
        )


def _clip(text: str | None, limit: int) -> str:
    """Texts longer than a column's words are cut with '…'; the whole sentence stands in the conclusions."""
    text = (text or "").strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _save_meeting(
    draft: Draft,
    directory: Directory,
    source_name: str,
    source_lines: list[str],
    by: Officer | None,
    token: UUID | None,
) -> Meeting:
    facts = draft.meeting
    title = draft.title.text if draft.title else ""
    host = directory.find_unit(facts.host) if facts.host else None
    notes = [{"line": warning.line, "message": warning.message} for warning in draft.warnings]
    notes += [{"line": c.lines[0] if c.lines else 0, "message": NO_TASK_READ} for c in without_task(draft)]
    return Meeting.objects.create(
        kind=kind_of_title(title),
        title=_clip(title or f"Cuộc họp theo tài liệu {source_name}", 500),
        period=_clip(facts.period, 60),
        held_on=facts.date,
        place=_clip(facts.place, 255),
        host=host,
        host_words=_clip(facts.host, 255),
        state=MeetingState.HELD if facts.date else MeetingState.PLANNED,
        source_name=_clip(source_name, 255),
        source_lines=source_lines,
        reading_notes=notes,
        created_by=by,
        import_token=token,
    )


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


def _save_people(draft: Draft, directory: Directory, admission: Admission) -> None:
    delegations = _Delegations(directory, admission)
    people = list(draft.attendees)
    named = {(fold(p.name), fold(p.position or "")) for p in people} | {fold(p.name) for p in people}
    leading = [p for p in [draft.chair, *draft.co_chairs, draft.secretary] if p]
    people = [p for p in leading if fold(p.name) not in named] + people
    roles = _roles(draft)
    attendees = []
    for position, person in enumerate(people, start=1):
        delegation = delegations.of(person.unit) if person.unit else None
        role = roles.pop(fold(person.name), AttendeeRole.ATTENDEE)
        attendees.append(_attendee(person, role, position, admission.meeting, delegation))
    for absence in draft.absences:
        delegations.absent(absence.unit, absence.reason)
    delegations.save()
    Attendee.objects.bulk_create(attendees)


def _roles(draft: Draft) -> dict[str, AttendeeRole]:
    """Folded name -> role, for the first person of that name."""
    roles = {fold(person.name): AttendeeRole.CO_CHAIR for person in draft.co_chairs}
    if draft.secretary:
        roles[fold(draft.secretary.name)] = AttendeeRole.SECRETARY
    if draft.chair:
        roles[fold(draft.chair.name)] = AttendeeRole.CHAIR
    return roles


def _attendee(
    person: Person, role: AttendeeRole, position: int, meeting: Meeting, delegation: Delegation | None
) -> Attendee:
    return Attendee(
        meeting=meeting,
        delegation=delegation,
        honorific=_clip(person.honorific, 30),
        name=_clip(person.name, 150),
        post=_clip(person.position, 255),
        role=role,
        position=position,
    )


class _Delegations:
    """The delegations of the meeting, each unit once, in the order in which the document names them; saved together."""

    def __init__(self, directory: Directory, admission: Admission):
        self.directory, self.admission = directory, admission
        self.by_key: dict[str, Delegation] = {}

    def of(self, words: str) -> Delegation:
        """The delegation of the unit, present."""
        return self._found(words, Attendance.PRESENT)

    def absent(self, words: str, reason: str | None) -> None:
        reason = _bare_reason(reason)
        attendance = Attendance.EXCUSED if reason is not None else Attendance.ABSENT
        self._found(words, attendance, _clip(reason, 255))

    def save(self) -> None:
        Delegation.objects.bulk_create(self.by_key.values())

    def _found(self, words: str, attendance: Attendance, reason: str = "") -> Delegation:
        """The one that the unit has already, or a new one."""
        unit = self.directory.find_unit(words)
        key = f"unit {unit.pk}" if unit else fold(words)
        if key not in self.by_key:
            if unit is None:
                self.admission.unresolved.append(words)
            self.by_key[key] = Delegation(
                meeting=self.admission.meeting,
                unit=unit,
                words=_clip(words, 255),
                attendance=attendance,
                reason=reason,
                position=len(self.by_key) + 1,
            )
        return self.by_key[key]


def _bare_reason(reason: str | None) -> str | None:
    """'có lý do (bận họp)' -> 'bận họp', 'có lý do' -> ''; None where there was none, said so or not."""
    words = (reason or "").strip()
    if not words or re.fullmatch(r"(?:không|chưa) (?:có |rõ )?l[ýí] do", words, flags=re.IGNORECASE):
        return None
    given = re.fullmatch(r"có lý do\b[\s:(]*(.*?)\)?", words, flags=re.IGNORECASE | re.DOTALL)
    return given[1].strip() if given else words


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
            label=_clip(label_kept(read.label, opens_alone=read is lone), 20),
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
