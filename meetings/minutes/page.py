"""What the page of a meeting's minutes shows: a few queries at any length."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from districts.models import Officer
from meetings import access
from meetings.conclusion_rows import concluded_outlines
from meetings.enums import AHEAD, CAME, Attendance, AttendeeRole, PaperState
from meetings.minutes.editions import editions_of, is_recalled
from meetings.minutes.findings import Finding, Kept, findings_of, leading, unmerged_in
from meetings.minutes.forms import FactsForm
from meetings.minutes.statements import Spoken, spoken_of
from meetings.models import Attendee, Conclusion, Delegation, Meeting, Minutes, Statement
from meetings.models.minutes import MINUTES_FROZEN
from meetings.standing import ending_of

RECALLED = "Biên bản đã bị thu hồi. Muốn ghi lại thì mở văn bản, bấm “Lập lại biên bản”."


@dataclass(frozen=True)
class Panel:
    """A statement being written. ``item`` is None for a new one, which goes behind ``after``, 0 for the end."""

    spoken: Spoken
    item: int | None = None
    after: int | None = None
    version: int = 0
    token: UUID | None = None
    error: str = ""


@dataclass(frozen=True)
class Row:
    """``draft``: the number of the reader's text that could not be saved over this one, or None."""

    statement: Statement
    number: int
    draft: int | None


@dataclass
class MinutesPage:
    """``minutes`` is None until they are begun. ``open_item`` is edited in its place; ``adding`` says behind which
    statement a new one is written, 0 for the end."""

    officer: Officer
    meeting: Meeting
    open_item: int | None = None
    adding: int | None = None
    focus: int | None = None
    panel: Panel | None = None
    facts: FactsForm | None = None

    @cached_property
    def editions(self) -> list[Minutes]:
        return editions_of(self.meeting)

    @cached_property
    def minutes(self) -> Minutes | None:
        """The newest: those in work, else those that were issued last."""
        found = next(iter(self.editions), None)
        if found:
            found.meeting = self.meeting
        return found

    @property
    def may_edit(self) -> bool:
        begun = self.minutes is not None and self.minutes.paper.state == PaperState.DRAFT
        return begun and access.may_edit_meeting(self.officer, self.meeting)

    @cached_property
    def statements(self) -> list[Statement]:
        """All of them, those that were taken out too."""
        return list(self.minutes.statements.select_related("saved_by")) if self.minutes else []

    @property
    def standing(self) -> list[Statement]:
        return [row for row in self.statements if row.removed_at is None]

    @cached_property
    def unmerged(self) -> list[Kept]:
        return unmerged_in(self.minutes) if self.minutes else []

    @property
    def drafts(self) -> dict[int, int]:
        """The reader's own kept text of each statement that has one."""
        own = [each for each in self.unmerged if each.officer == self.officer.pk and each.where == "statements"]
        return {each.row: each.draft for each in own if each.row}

    @cached_property
    def delegations(self) -> list[Delegation]:
        return list(self.meeting.delegations.all())

    @cached_property
    def conclusions(self) -> list[Conclusion]:
        """Of the outline that the minutes print: shown here, written there."""
        concluded = concluded_outlines(self.meeting).values("pk")[:1]
        return list(Conclusion.objects.filter(outline=concluded).order_by("position", "id"))

    def opened(self) -> Panel | None:
        if not self.may_edit:
            return None
        if self.panel is not None:
            return self.panel
        if self.adding is not None:
            return Panel(Spoken(), after=self.adding, token=uuid4())
        row = next((row for row in self.standing if row.pk == self.open_item), None)
        return Panel(spoken_of(row), row.pk, version=row.version) if row else None

    @cached_property
    def findings(self) -> list[Finding]:
        """What keeps them from being confirmed; none once they are."""
        if self.minutes is None or self.minutes.paper.state != PaperState.DRAFT:
            return []
        concluded = len(self.conclusions)
        return findings_of(self.minutes, self.delegations, self.standing, conclusions=concluded, unmerged=self.unmerged)

    def context(self) -> dict[str, Any]:
        if self.minutes is None:
            may_begin = access.may_edit_meeting(self.officer, self.meeting)
            return {
                "meeting": self.meeting,
                "minutes": None,
                "may_begin": may_begin,
                "ahead": self.meeting.state in AHEAD,
            }
        panel, may_edit = self.opened(), self.may_edit
        paper, drafts = self.minutes.paper, self.drafts
        return self.beside() | {
            "rows": [Row(row, n, drafts.get(row.pk)) for n, row in enumerate(self.standing, start=1)],
            "removed": [Row(row, 0, drafts.get(row.pk)) for row in self.statements if row.removed_at],
            "panel": panel,
            "panel_index": self._index_of(panel),
            "facts": (self.facts or FactsForm(instance=self.minutes)) if may_edit else None,
            "focus": self.focus,
            "conclusions": self.conclusions,
            "counted": self._counted(),
            "led_by": self._led_by(),
            "paper": paper,
            "released": paper.state == PaperState.RELEASED,
            "may_confirm": paper.state == PaperState.DRAFT and access.may_confirm_minutes(self.officer, paper),
            "waiting": sum(finding.blocks for finding in self.findings),
            "frozen_words": self._frozen_words(),
            "earlier": [(each.paper.release, ending_of(each.paper.release)) for each in self.editions[1:]],
        }

    def _frozen_words(self) -> str:
        if self.minutes is None or self.minutes.paper.state == PaperState.DRAFT:
            return ""
        return RECALLED if is_recalled(self.minutes) else MINUTES_FROZEN

    def beside(self) -> dict[str, Any]:
        """What stands around a statement that saves itself."""
        return {
            "meeting": self.meeting,
            "minutes": self.minutes,
            "may_edit": self.may_edit,
            "findings": self.findings,
        }

    def _index_of(self, panel: Panel | None) -> int | None:
        """Before which row a new statement's panel stands; None where the panel takes the place of its row."""
        if panel is None or panel.item is not None:
            return None
        after = (n for n, row in enumerate(self.standing, start=1) if row.pk == panel.after)
        return next(after, len(self.standing))

    def _counted(self) -> list[tuple[str, int]]:
        """('Có mặt', 18), ('Vắng có lý do', 2) …: marks that some unit has."""
        counts = Counter(row.attendance for row in self.delegations)
        came = sum(count for mark, count in counts.items() if mark in CAME)
        away = [(str(mark.label), counts[mark]) for mark in (Attendance.EXCUSED, Attendance.ABSENT) if counts[mark]]
        return ([("Có mặt", came)] if came else []) + away

    def _led_by(self) -> list[tuple[str, list[Attendee]]]:
        roles = (AttendeeRole.CHAIR, AttendeeRole.CO_CHAIR, AttendeeRole.SECRETARY)
        named = [(str(role.label), leading(self.meeting, role)) for role in roles]
        return [each for each in named if each[1]]


def own_draft(officer: Officer, meeting: int, pk: int) -> Q:
    """A kept text of one's own, of the meeting's minutes."""
    return Q(pk=pk, officer=officer, minutes__meeting=meeting)
