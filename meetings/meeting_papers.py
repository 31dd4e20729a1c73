"""The papers of a meeting as its page shows them: what concluded it, and what was said of its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from districts.models import Officer
from meetings.enums import ABOUT_A_DAY, OF_CONCLUSIONS, PaperKind, PaperState
from meetings.models import EarlierPaper, Meeting, Paper
from meetings.standing import with_standing


@dataclass(frozen=True)
class MeetingPapers:
    """``about_day``: invitations, postponements, cancellations. ``concluding``: the notices, the newest first, then what became
    of them. ``earlier``: the notice issued before there was a portal."""

    about_day: list[Paper]
    concluding: list[Paper]
    earlier: EarlierPaper | None

    @property
    def issued(self) -> bool:
        """Whether a notice of the meeting's conclusions is out."""
        released = (paper.kind for paper in self.concluding if paper.state == PaperState.RELEASED)
        return self.earlier is not None or any(kind in OF_CONCLUSIONS for kind in released)

    @property
    def has_notice(self) -> bool:
        return bool(self.concluding or self.earlier)


def papers_seen(meeting: Meeting, officer: Officer, counts: Mapping[str, Any]) -> MeetingPapers:
    """Those that the officer may see. ``counts``: of `tab_counts` and `invitation_reach`; nothing is asked for in vain."""
    seen = Paper.objects.visible_to(officer).filter(meeting=meeting)
    about_day = seen.filter(kind__in=ABOUT_A_DAY).select_related("release__replacement")
    elsewhere = [*ABOUT_A_DAY, PaperKind.MINUTES]  # told of beside the meeting's day, and in its minutes
    concluding = with_standing(
        seen.exclude(kind__in=elsewhere).exclude(recalls__kind__in=elsewhere).exclude(corrects__kind__in=elsewhere)
    )
    earlier = EarlierPaper.objects.select_related("holding").filter(pk=counts["tab_earlier"])
    return MeetingPapers(
        about_day=list(about_day) if counts["gm_papers"] else [],
        concluding=sorted(concluding, key=_follows) if counts["tab_paper"] else [],
        earlier=earlier.get() if counts["tab_earlier"] else None,
    )


def _follows(paper: Paper) -> bool:
    """Whether it only tells what becomes of a notice: a recall, an amendment, a correction."""
    return paper.kind != PaperKind.NOTICE
