"""How far an assignment has come, for its stepper, and its history in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from directives.enums import AssignmentState
from directives.models import Assignment, DirectiveEvent
from directives.stages import Stage
from meetings.enums import PartyRole
from meetings.verbs import words_of

A = AssignmentState
_LABELS = ("Đã giao", "Đã tiếp nhận", "Đang thực hiện", "Đã báo cáo", "Hoàn thành")
_REACHED_BY = ("", "acknowledge", "report_progress", "report_completion", "confirm")
# the state: at which of the labels it stands; past the last one it is over
_STANDS_AT = {A.ASSIGNED: 0, A.TRANSFER_ASKED: 0, A.ACKNOWLEDGED: 1, A.IN_PROGRESS: 2, A.REPORTED: 3, A.DONE: 5}
_WARNED = frozenset({A.TRANSFER_ASKED, A.PAUSED, A.WITHDRAWN, A.TRANSFERRED})
BAD = frozenset({"ask_supplement", "not_achieved", "refuse_transfer", "withdraw", "reopen"})


@dataclass(frozen=True)
class Told:
    """One act of the history. ``quoted``: the note is somebody's own words."""

    event: DirectiveEvent
    words: str
    css: str
    quoted: bool


def stages_of(assignment: Assignment, events: Sequence[DirectiveEvent]) -> list[Stage]:
    """Đã giao → Đã tiếp nhận → Đang thực hiện → Đã báo cáo → Hoàn thành; of a coordinating unit Đã giao → its part.

    What stops it or keeps it waiting stands at the end as a warned stage.
    """
    days = _days(events) | {_LABELS[0]: _day_of(assignment.assigned_at)}
    if assignment.role == PartyRole.COORDINATING:
        stages = _coordinating(assignment, days)
    else:
        at = _STANDS_AT.get(_standing(assignment, events), 0)
        stages = [
            Stage(label, "passed" if index < at else "current" if index == at else "later", days.get(label, ""))
            for index, label in enumerate(_LABELS)
        ]
        if assignment.state == A.REPORTED:
            stages[4] = Stage(_LABELS[4], "later", "chờ Sở xác nhận")
    if assignment.state in _WARNED:
        stages = [Stage(each.label, "later" if each.status == "current" else each.status, each.note) for each in stages]
        last = _day_of(events[-1].at) if events else ""
        stages.append(Stage(AssignmentState(assignment.state).label, "warned", last))
    return stages


def _coordinating(assignment: Assignment, days: dict[str, str]) -> list[Stage]:
    done = assignment.state in (A.CONTRIBUTED, A.NOTHING_TO_ADD)
    label = A(assignment.state).label if done else A.CONTRIBUTED.label
    return [
        Stage(_LABELS[0], "passed" if done else "current", days[_LABELS[0]]),
        Stage(label, "passed" if done else "later", days.get(label, "")),
    ]


def _standing(assignment: Assignment, events: Sequence[DirectiveEvent]) -> AssignmentState:
    """The state on the way: of one that is paused or stopped the one before that."""
    if assignment.state == A.PAUSED:
        return A(assignment.paused_from)
    if assignment.state in (A.WITHDRAWN, A.TRANSFERRED) and events:
        before = events[-1].from_state
        return A(before) if before in _STANDS_AT else A.ASSIGNED
    return A(assignment.state)


def _days(events: Iterable[DirectiveEvent]) -> dict[str, str]:
    """Label -> day on which it was last reached; progress from the first time."""
    days: dict[str, str] = {}
    for event in events:
        if event.verb in _REACHED_BY:
            label = _LABELS[_REACHED_BY.index(event.verb)]
            if event.verb == "report_progress":
                days.setdefault(label, f"từ {_day_of(event.at)}")
            else:
                days[label] = _day_of(event.at)
        elif event.verb in ("ask_supplement", "not_achieved", "reopen"):
            days = {label: day for label, day in days.items() if label not in _LABELS[3:]}
        if event.verb in ("contribute", "nothing_to_add"):
            days[A(event.to_state).label] = _day_of(event.at)
    return days


def _day_of(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}"


def history_of(events: Sequence[DirectiveEvent]) -> list[Told]:
    """Newest first."""
    return [
        Told(
            event,
            words_of(event.verb),
            "bad" if event.verb in BAD else "hot" if event.verb == "confirm" else "",
            quoted=event.verb not in ("report_progress", "report_completion", "contribute", "pass_on"),
        )
        for event in reversed(events)
    ]
