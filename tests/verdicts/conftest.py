from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from directives.models import Assignment, Directive, MeetingVerdict
from directives.verdicts.recording import Said, record_verdict, standing_verdict
from directives.whole_way import issue_at_once
from meetings.models import Meeting
from tests.cast import NOW, Cast, make_meeting, make_notice
from tests.office_fixtures import cast, files, paper_in, quick_press

__all__ = ["cast", "files", "paper_in", "quick_press"]

AFTER = datetime(2026, 7, 4, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@dataclass(frozen=True)
class Later:
    """A meeting on 03/07/2026 after one that gave ``measured`` (one commune, due 30/06) and ``listed`` (two, due in April)."""

    cast: Cast
    meeting: Meeting
    measured: Directive
    listed: Directive

    def say(self, directive: Directive, kind: str, **said: object) -> MeetingVerdict:
        seen = standing_verdict(self.meeting, directive)
        wanted = Said(kind=kind, **said)
        officer = self.cast.officer("clerk")
        return record_verdict(
            directive, wanted, meeting=self.meeting, seen=seen.pk if seen else None, by=officer, at=AFTER
        )

    def issue(self) -> None:
        """The meeting's own notice, with one order of its own."""
        if not self.meeting.outlines.get().conclusions.exists():
            self.meeting.outlines.get().conclusions.create(text="Ghi nhận", settlement="no_task")
        issue_at_once(make_notice(self.cast, self.meeting, abstract="Kết luận tại Hội nghị giao ban quý II"), at=AFTER)

    def leads(self, directive: Directive) -> list[Assignment]:
        return list(Assignment.objects.filter(directive=directive).order_by("unit__name"))


@pytest.fixture
def later(cast: Cast, quick_press: list) -> Later:
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    meeting = make_meeting(cast, title="Hội nghị giao ban quý II", held_on=date(2026, 7, 3))
    directives = Directive.objects.order_by("pk")
    return Later(cast, meeting, directives[0], directives[1])
