"""What the page of a meeting tells of its invitation, and which paper about its day waits to be drafted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from districts.models import Officer
from meetings import access
from meetings.counting import count_of
from meetings.enums import ABOUT_A_DAY, EXPECTED, ChangeKind, MeetingState, PaperKind, PaperState
from meetings.models import Delegation, Delivery, Meeting, Paper
from meetings.planning.invitation_drafting import lacking_words
from meetings.planning.page import ChangeShown


@dataclass(frozen=True)
class Offer:
    """A paper to be drafted: ``why`` says what makes it needed, ``url_name`` where the button leads."""

    label: str
    url_name: str
    why: str = ""


@dataclass(frozen=True)
class Reach:
    """``gm_units`` are invited; ``gm_missed`` of them were added after the invitation that stands, ``gm_first`` first.

    ``gm_papers``: how many papers there are about the meeting's day, whoever may see them.
    """

    gm_units: int = 0
    gm_missed: int = 0
    gm_first: str = ""
    gm_papers: int = 0

    @property
    def told(self) -> str:
        more = f" và {self.gm_missed - 1} đơn vị khác" if self.gm_missed > 1 else ""
        return f"{self.gm_first}{more} được mời sau khi giấy mời phát hành nên chưa nhận được giấy mời."


def invitation_reach() -> dict[str, Any]:
    """Annotations of a meeting, by the names of `Reach`."""
    standing = Q(release__paper__kind=PaperKind.INVITATION, release__replacement=None)
    sent = Delivery.objects.filter(standing, unit=OuterRef("unit"), release__paper__meeting=OuterRef("meeting"))
    rows = Delegation.objects.filter(meeting=OuterRef("pk"))
    missed = rows.exclude(unit=None).exclude(Exists(sent))
    papers = Paper.objects.filter(meeting=OuterRef("pk"), kind__in=ABOUT_A_DAY)
    queries = {"gm_units": rows, "gm_missed": missed, "gm_papers": papers}
    counted = {name: count_of(query, "meeting") for name, query in queries.items()}
    first = Subquery(missed.order_by("-position", "-pk").values("unit__name")[:1])
    return counted | {"gm_first": Coalesce(first, Value(""))}


@dataclass(frozen=True)
class InvitationDesk:
    """``papers``: those about the meeting's day that the reader may see, newest first; ``lacking``: what must be entered
    before an invitation can be drafted."""

    papers: list[Paper] = field(default_factory=list)
    offer: Offer | None = None
    lacking: str = ""

    @property
    def is_shown(self) -> bool:
        return bool(self.papers or self.offer or self.lacking)


def invitation_desk(
    meeting: Meeting, papers: Sequence[Paper], changes: Sequence[ChangeShown], officer: Officer, reach: Reach
) -> InvitationDesk:
    """``papers``: those about its day that the officer may see; ``changes``: the meeting's, newest first. No query."""
    about = list(papers)
    standing = next((paper for paper in about if _stands(paper)), None)
    if not access.may_edit_meeting(officer, meeting):
        return InvitationDesk(about)
    if meeting.state not in EXPECTED:
        return InvitationDesk(about, offer=_calling_off(meeting, standing, changes))
    if any(paper.kind == PaperKind.INVITATION and paper.state != PaperState.RELEASED for paper in about):
        return InvitationDesk(about)
    lacking = lacking_words(meeting, invited=reach.gm_units > 0)
    return InvitationDesk(about, None if lacking else _invitation(standing, changes, reach), lacking)


def _stands(paper: Paper) -> bool:
    released = paper.kind == PaperKind.INVITATION and paper.state == PaperState.RELEASED
    return released and not hasattr(paper.release, "replacement")


def _calling_off(meeting: Meeting, standing: Paper | None, changes: Sequence[ChangeShown]) -> Offer | None:
    """Offered once somebody was invited, until a paper tells of it."""
    invited = standing is not None or meeting.invited_on is not None
    if not (invited and changes) or changes[0].telling:
        return None
    if meeting.state == MeetingState.POSTPONED:
        return Offer("Soạn thông báo hoãn họp", "draft-calling-off", "Cuộc họp hoãn sau khi đã gửi giấy mời.")
    if meeting.state == MeetingState.CANCELLED:
        return Offer("Soạn thông báo hủy họp", "draft-calling-off", "Cuộc họp hủy sau khi đã gửi giấy mời.")
    return None


def _invitation(standing: Paper | None, changes: Sequence[ChangeShown], reach: Reach) -> Offer | None:
    if standing is None:
        return Offer("Soạn giấy mời", "draft-invitation")
    latest = changes[0].change if changes else None
    if latest and latest.kind == ChangeKind.MOVED and latest.at > standing.release.released_at:
        return Offer("Soạn giấy mời thay thế", "draft-invitation", "Cuộc họp dời sau khi đã gửi giấy mời.")
    if reach.gm_missed:
        return Offer("Soạn giấy mời thay thế", "draft-invitation", reach.told)
    return None
