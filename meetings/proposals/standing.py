"""How a proposal stands on a day, in words with the day; and which proposals a page lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from districts.calendar import WorkCalendar
from districts.enums import Role
from districts.models import Officer
from meetings import access
from meetings.enums import DUE_AT_THE_OFFICE, ProposalState
from meetings.models import Meeting, Proposal, ProposalAnswer, ProposalQuerySet
from meetings.unit_reports.listing import FilterLink
from meetings.unit_reports.standing import Standing

MOST = 200  # listed on a page
TOLD_FOR = timedelta(days=30)  # so long a unit finds an answer on its home page
FILTERS = (
    ("overdue", "Quá hạn trả lời", "alert"),
    ("soon", "Chờ tiếp nhận", "inbox"),
    ("within", "Chờ trả lời", "clock"),
    ("donelate", "Trả lời một phần", "checklate"),
    ("off", "Chuyển cấp trên", "swap"),
    ("ontime", "Đã trả lời", "check"),
)
_SETTLED = {
    ProposalState.DRAFT: ("off", "file", "Nháp, chưa gửi"),
    ProposalState.SENT: ("soon", "inbox", "Chờ tiếp nhận"),
    ProposalState.PASSED_UP: ("off", "swap", "Đã chuyển cấp trên"),
    ProposalState.ANSWERED: ("ontime", "check", "Đã trả lời"),
}


@dataclass(frozen=True)
class ProposalRow:
    proposal: Proposal
    chip: Standing


def standing_of(proposal: Proposal, today: date, calendar: WorkCalendar) -> Standing:
    """A deadline on a day off is kept by the next working day."""
    state = ProposalState(proposal.state)
    if state in _SETTLED:
        key, icon, words = _SETTLED[state]
        return Standing(key, key, icon, words, proposal.sent_on if state == ProposalState.SENT else None)
    due = proposal.due_on
    partly = "Trả lời một phần" if state == ProposalState.PARTLY else "Chờ trả lời"
    if due is not None and today > calendar.next_working_day(due):
        words = f"Quá hạn trả lời {(today - due).days} ngày"
        return Standing("overdue", "overdue", "alert", words, due)
    left = (due - today).days if due else 0
    told = f"còn {left} ngày" if left > 0 else "hạn hôm nay"
    key, icon = ("donelate", "checklate") if state == ProposalState.PARTLY else ("within", "clock")
    return Standing(key, key if left > 0 else "soon today", icon, f"{partly}, {told}", due)


def rows_of(proposals: Iterable[Proposal], today: date, calendar: WorkCalendar) -> list[ProposalRow]:
    return [ProposalRow(each, standing_of(each, today, calendar)) for each in proposals]


def proposals_of(meeting: Meeting, officer: Officer) -> ProposalQuerySet:
    """Those of the meeting that the officer may see."""
    seen = Proposal.objects.visible_to(officer).filter(meeting=meeting)
    return seen.select_related("unit", "division", "conclusion__outline")


def unanswered_before(meeting: Meeting, officer: Officer) -> ProposalQuerySet:
    """'Kiến nghị kỳ trước chưa trả lời': of earlier meetings of the same series. None where there is no series."""
    if meeting.series_id is None:
        return Proposal.objects.none()
    found = Proposal.objects.visible_to(officer).unanswered().filter(meeting__series=meeting.series_id)
    if meeting.held_on:
        found = found.filter(meeting__held_on__lt=meeting.held_on)
    found = found.exclude(meeting=meeting).select_related("unit", "division", "meeting", "conclusion__outline")
    return found.order_by("meeting__held_on", "pk")[:MOST]


def filter_links(rows: Iterable[ProposalRow], chosen: str) -> list[FilterLink]:
    keys = [row.chip.key for row in rows if row.proposal.state != ProposalState.DRAFT]
    return [FilterLink(key, label, icon, keys.count(key), key == chosen) for key, label, icon in FILTERS]


@dataclass(frozen=True)
class Concerned:
    """What of the proposals concerns an officer at work: to answer by the own division, to hand to a division, overdue
    in other divisions; and the own unit's, which it waits for or which were answered in the last days."""

    to_answer: list[ProposalRow]
    to_route: list[ProposalRow]
    late_elsewhere: list[ProposalRow]
    own: list[ProposalRow]


def concerning(officer: Officer, today: date, calendar: WorkCalendar | None = None) -> Concerned | None:
    """None where nothing does. Two queries at most."""
    clerk, units = officer.has_role(Role.CLERK), officer.unit_ids
    lately = timezone.make_aware(datetime.combine(today - TOLD_FOR, time.min))
    told = Exists(ProposalAnswer.objects.filter(proposal=OuterRef("pk"), at__gte=lately))
    waiting = ~Q(state=ProposalState.ANSWERED)
    asked = Q(unit__in=units) & (waiting | Q(told)) | Q(division__in=units, state__in=DUE_AT_THE_OFFICE)
    if clerk:
        asked |= Q(state=ProposalState.SENT) | Q(state__in=DUE_AT_THE_OFFICE, due_on__lt=today)
    found = Proposal.objects.visible_to(officer).filter(asked)
    first = F("due_on").asc(nulls_first=True)  # what has no day yet waits to be received
    proposals = list(found.select_related("unit", "division", "meeting").order_by(first, "pk")[:MOST])
    if not proposals:
        return None
    rows = rows_of(proposals, today, calendar or WorkCalendar.load())
    mine = [
        row for row in rows if access.answering_as(officer, row.proposal) and row.proposal.state in DUE_AT_THE_OFFICE
    ]
    return Concerned(
        to_answer=mine,
        to_route=[row for row in rows if clerk and row.proposal.state == ProposalState.SENT],
        late_elsewhere=[row for row in rows if clerk and row.chip.key == "overdue" and row not in mine],
        own=[row for row in rows if row.proposal.unit_id in units],
    )
