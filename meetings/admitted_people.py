"""The people and delegations of an admitted draft: each unit and each person once, and what was recorded before stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import F

from districts.folding import fold
from districts.models import OfficeProfile, Unit
from meetings.enums import Attendance, AttendeeRole
from meetings.intake.draft import Draft, Person
from meetings.models import Attendee, Delegation, Meeting

LONGEST_UNIT, LONGEST_REASON = 255, 255


@dataclass
class PeopleWriter:
    """``find_unit`` looks a written name up; names that it does not know are added to ``unresolved``.

    ``differing`` gathers, in sentences, where the draft says other than what was recorded of the meeting before it.
    """

    meeting: Meeting
    find_unit: Callable[[str], Unit | None]
    unresolved: list[str]
    differing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.standing = {_key(row.unit_id, row.words): row for row in self.meeting.delegations.select_related("unit")}
        self.persons = {fold(row.name): row for row in self.meeting.attendees.all()}
        self.added: dict[str, Delegation] = {}
        self.marked: list[Delegation] = []

    def write(self, draft: Draft) -> None:
        """Call inside the transaction. The order of the draft is kept behind what stands already."""
        roles = self._roles(draft)
        people = [self._person(person, roles) for person in people_of(draft)]
        for absence in draft.absences:
            reason = bare_reason(absence.reason)
            mark = Attendance.EXCUSED if reason is not None else Attendance.ABSENT
            self._delegation(absence.unit, mark, clip(reason, LONGEST_REASON))
        for row in self.marked:
            values = {"attendance": row.attendance, "reason": row.reason}
            Delegation.objects.filter(pk=row.pk).update(version=F("version") + 1, **values)
        Delegation.objects.bulk_create(self.added.values())
        attendees = [each for each in people if each]
        for position, attendee in enumerate(attendees, start=len(self.persons) + 1):
            attendee.position = position
        Attendee.objects.bulk_create(attendees)

    def _roles(self, draft: Draft) -> dict[str, AttendeeRole]:
        """Folded name -> role, for the first person of that name. Who is recorded as chair remains it."""
        roles = {fold(person.name): AttendeeRole.CO_CHAIR for person in draft.co_chairs}
        if draft.secretary:
            roles[fold(draft.secretary.name)] = AttendeeRole.SECRETARY
        chair = next((row for row in self.persons.values() if row.role == AttendeeRole.CHAIR), None)
        if draft.chair and chair is None:
            roles[fold(draft.chair.name)] = AttendeeRole.CHAIR
        elif draft.chair and chair and fold(draft.chair.name) != fold(chair.name):
            self.differing.append(f"Tài liệu ghi chủ trì là {draft.chair.name}; cuộc họp đã ghi {chair.name}.")
        return roles

    def _person(self, person: Person, roles: dict[str, AttendeeRole]) -> Attendee | None:
        """None for one who is on the meeting's list already, and who may get a role there."""
        delegation = self._of_unit(person.unit) if person.unit else None
        role = roles.pop(fold(person.name), AttendeeRole.ATTENDEE)
        known = self.persons.get(fold(person.name))
        if known is None:
            return Attendee(
                meeting=self.meeting,
                delegation=delegation,
                honorific=clip(person.honorific, 30),
                name=clip(person.name, 150),
                post=clip(person.position, 255),
                role=role,
            )
        if role != AttendeeRole.ATTENDEE and known.role == AttendeeRole.ATTENDEE:
            known.role = role
            known.save(update_fields=["role"])
        return None

    def _of_unit(self, words: str) -> Delegation | None:
        """None for people of the Sở itself at a meeting that it invited to: it is the host there, and no guest."""
        unit = self.find_unit(words) if self.standing else None
        is_host = unit is not None and OfficeProfile.objects.filter(unit=unit).exists()
        invited = unit is not None and _key(unit.pk, "") in self.standing
        return None if is_host and not invited else self._delegation(words, Attendance.PRESENT)

    def _delegation(self, words: str, mark: Attendance, reason: str = "") -> Delegation:
        """The one that the unit has already, or a new one."""
        unit = self.find_unit(words)
        key = _key(unit.pk if unit else None, words)
        if key in self.standing:
            return self._standing(self.standing[key], mark, reason)
        if key not in self.added:
            if unit is None:
                self.unresolved.append(words)
            self.added[key] = Delegation(
                meeting=self.meeting,
                unit=unit,
                words=clip(words, LONGEST_UNIT),
                attendance=mark,
                reason=reason,
                position=len(self.standing) + len(self.added) + 1,
            )
        return self.added[key]

    def _standing(self, row: Delegation, mark: Attendance, reason: str) -> Delegation:
        """Marked as the draft says while only invited or registered; what was recorded is kept."""
        stored = Attendance(row.attendance)
        if not stored.is_recorded:
            row.attendance, row.reason = mark, reason or row.reason
            self.marked.append(row)
        elif stored.came != mark.came:
            said = "có mặt" if mark.came else "vắng"
            self.differing.append(f"Tài liệu ghi {row} {said}; thành phần dự họp đã ghi “{stored.label}”.")
        return row


def people_of(draft: Draft) -> list[Person]:
    """Those who lead and stand nowhere in the list of the draft, then the list."""
    people = list(draft.attendees)
    named = {fold(person.name) for person in people}
    leading = [person for person in (draft.chair, *draft.co_chairs, draft.secretary) if person]
    return [person for person in leading if fold(person.name) not in named] + people


def _key(unit_id: int | None, words: str) -> str:
    return f"unit {unit_id}" if unit_id else fold(words)


def clip(text: str | None, limit: int) -> str:
    """Texts longer than a column's words are cut with '…'; the whole sentence stands in the conclusions."""
    text = (text or "").strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def bare_reason(reason: str | None) -> str | None:
    """'có lý do (bận họp)' -> 'bận họp', 'có lý do' -> ''; None where there was none, said so or not."""
    words = (reason or "").strip()
    if not words or re.fullmatch(r"(?:không|chưa) (?:có |rõ )?l[ýí] do", words, flags=re.IGNORECASE):
        return None
    given = re.fullmatch(r"có lý do\b[\s:(]*(.*?)\)?", words, flags=re.IGNORECASE | re.DOTALL)
    return given[1].strip() if given else words
