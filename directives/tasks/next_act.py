"""What an officer has to do next with an assignment: one button in a row of the home, the blue panel of the page."""

from __future__ import annotations

from dataclasses import dataclass

from directives import access
from directives.enums import AssignmentState
from directives.models import Assignment
from districts.models import Officer
from meetings.enums import PartyRole

A = AssignmentState


@dataclass(frozen=True)
class NextAct:
    """``kind``: acknowledge, report, contribute, wait or see; only the first three are something to do."""

    kind: str
    label: str

    @property
    def is_due(self) -> bool:
        return self.kind in ("acknowledge", "report", "contribute")


ACKNOWLEDGE = NextAct("acknowledge", "Xem và tiếp nhận")
REPORT = NextAct("report", "Gửi báo cáo")
SUPPLEMENT = NextAct("report", "Bổ sung báo cáo")
CONTRIBUTE = NextAct("contribute", "Gửi kết quả phối hợp")
WAIT = NextAct("wait", "Đang chờ Sở")
SEE = NextAct("see", "Xem nhiệm vụ")


def next_act(assignment: Assignment, officer: Officer) -> NextAct:
    """No query: the officer's appointments and the assignment's columns tell it."""
    if assignment.state in (A.REPORTED, A.TRANSFER_ASKED):
        return WAIT
    if not access.may_work_on(officer, assignment):
        return SEE
    if assignment.state == A.ASSIGNED:
        return ACKNOWLEDGE if assignment.role == PartyRole.LEAD else CONTRIBUTE
    if assignment.state in (A.ACKNOWLEDGED, A.IN_PROGRESS):
        return SUPPLEMENT if assignment.supplement_by else REPORT
    return SEE
