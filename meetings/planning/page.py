"""What the page of a meeting shows of its planning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from districts.models import Officer
from meetings import access
from meetings.enums import AHEAD, AttendeeRole, MeetingForm, MeetingState
from meetings.models import Meeting, MeetingChange, MeetingDocument, Paper
from meetings.planning.agenda import AgendaLine, agenda_of
from meetings.planning.invitation import TimeCheck, time_checks
from meetings.planning.people import people_of
from meetings.planning.points import Cluster, clusters_of
from meetings.planning.registering import Answer, AnswerCounts, answer_counts, invited_seen_by, own_answers

TOOK_PLACE = frozenset({MeetingState.HELD, MeetingState.CLOSED})


@dataclass(frozen=True)
class ChangeShown:
    """``telling``: the paper about the change, where there is one that the reader may see."""

    change: MeetingChange
    telling: Paper | None


@dataclass(frozen=True)
class PlanShown:
    """``leading``: who leads, as (role in words, names). ``ahead``: it may still be moved or called off.

    ``answers``: those of the reader's own units to the invitation; ``counted``: of all, for the Sở's staff.
    """

    leading: list[tuple[str, list[str]]]
    agenda: list[AgendaLine]
    documents: list[MeetingDocument]
    clusters: list[Cluster]
    changes: list[ChangeShown]
    checks: list[TimeCheck]
    answers: list[Answer]
    counted: AnswerCounts | None
    has_points: bool
    ahead: bool
    may_edit: bool
    may_seat: bool
    may_mark_held: bool


def plan_shown(
    meeting: Meeting, officer: Officer, today: date, *, issued: bool, papers: Sequence[Paper] = ()
) -> PlanShown:
    """Five queries at most, whatever the number of lines, documents and points.

    ``meeting`` comes with its attendees prefetched; ``issued`` says whether its notice is; ``papers`` are those of the
    meeting that the officer may see. A unit reads who is to lead a meeting that is still to come; who led it, and what
    became of its day, is told by the notice.
    """
    sight = _Sight(meeting, officer.works_at_office)
    rows = invited_seen_by(meeting, officer) if sight.ahead or sight.has_points else []
    may_edit = access.may_edit_meeting(officer, meeting)
    return PlanShown(
        leading=leading_of(meeting) if sight.told else [],
        agenda=agenda_of(meeting),
        documents=list(meeting.documents.all()),
        clusters=clusters_of(meeting, rows) if sight.has_points else [],
        answers=own_answers(meeting, rows, officer, today) if sight.ahead else [],
        counted=answer_counts(rows) if sight.ahead and sight.inside else None,
        changes=_changes(meeting, papers) if sight.changed else [],
        checks=time_checks(meeting, today, issued=issued) if sight.inside else [],
        has_points=sight.has_points,
        ahead=sight.ahead,
        may_edit=may_edit,
        may_seat=access.may_record_attendance(officer, meeting),
        may_mark_held=may_edit and _is_due(meeting, today),
    )


@dataclass(frozen=True)
class _Sight:
    """What of the meeting's planning is told to whom; ``inside`` the Sở everything is."""

    meeting: Meeting
    inside: bool

    @property
    def ahead(self) -> bool:
        return self.meeting.state in AHEAD

    @property
    def told(self) -> bool:
        return self.inside or self.meeting.state not in TOOK_PLACE

    @property
    def has_points(self) -> bool:
        return self.told and self.meeting.form != MeetingForm.IN_PERSON

    @property
    def changed(self) -> bool:
        return self.told and self.meeting.state != MeetingState.PLANNED


def _is_due(meeting: Meeting, today: date) -> bool:
    """Its day has come and nobody has said yet that it was held."""
    waits = meeting.state in AHEAD and meeting.state != MeetingState.POSTPONED
    return waits and meeting.held_on is not None and meeting.held_on <= today


def _changes(meeting: Meeting, papers: Sequence[Paper]) -> list[ChangeShown]:
    """Newest first."""
    telling = {paper.meeting_change_id: paper for paper in papers}
    return [ChangeShown(row, telling.get(row.pk)) for row in meeting.changes.select_related("by")]


def leading_of(meeting: Meeting) -> list[tuple[str, list[str]]]:
    roles = (AttendeeRole.CHAIR, AttendeeRole.CO_CHAIR, AttendeeRole.SECRETARY)
    named = [(str(role.label), [str(person) for person in people_of(meeting, role)]) for role in roles]
    return [each for each in named if each[1]]
