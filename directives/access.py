"""Who may do what with an assignment. Pages, buttons and the domain ask the same predicates; states are another question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from districts.enums import Role
from districts.models import Appointment, Officer, Unit
from meetings.access import may_edit_meeting
from meetings.enums import PartyRole

if TYPE_CHECKING:
    from directives.models import Assignment, Directive
    from meetings.models import Meeting

HEAD_ROLES = (Role.UNIT_HEAD, Role.DIVISION_HEAD, Role.OFFICE_HEAD)
WORKING_ROLES = (Role.UNIT_OFFICER, Role.CLERK, *HEAD_ROLES)


def acting_in(officer: Officer, unit_id: int | None, *roles: str) -> Appointment | None:
    """The officer's appointment in the unit with one of the roles, under which an act for that unit goes on record."""
    fitting = (a for a in officer.current_appointments if a.unit_id == unit_id and a.role in roles)
    return next(fitting, None) if unit_id else None


def working_for(officer: Officer, assignment: Assignment) -> Appointment | None:
    """As whom the officer works on it: for its unit, or for the office to which the unit's head passed it on."""
    own = acting_in(officer, assignment.unit_id, *WORKING_ROLES)
    return own or acting_in(officer, assignment.handling_unit_id, *WORKING_ROLES)


def heading(officer: Officer, assignment: Assignment) -> Appointment | None:
    """As whom the officer leads the unit of the assignment."""
    return acting_in(officer, assignment.unit_id, *HEAD_ROLES)


def following(officer: Officer, directive: Directive, *roles: str) -> Appointment | None:
    """As whom the officer belongs to the division that follows the directive up."""
    return acting_in(officer, directive.following_unit_id, *(roles or (Role.CLERK, *HEAD_ROLES)))


def working_units(officer: Officer) -> set[int]:
    """The units for which the officer works on orders today."""
    return {each.unit_id for each in officer.current_appointments if each.role in WORKING_ROLES}


def may_follow(officer: Officer) -> bool:
    """Read the list of all orders: the Sở's staff and leaders, and observers."""
    return officer.works_at_office or officer.has_role(Role.OBSERVER)


def may_hear(officer: Officer) -> bool:
    """Be reminded, and read in the portal what was told: whoever works with orders, and leaders."""
    return officer.has_role(*WORKING_ROLES, Role.LEADER)


def may_work_on(officer: Officer, assignment: Assignment) -> bool:
    """Acknowledge, prepare and send a report of progress: whoever works for the unit."""
    return working_for(officer, assignment) is not None


def may_head(officer: Officer, assignment: Assignment) -> bool:
    """Send a completion, ask for time or for a transfer, pass on: the unit's head."""
    return heading(officer, assignment) is not None


def may_record_paper(officer: Officer, assignment: Assignment) -> bool:
    """Record a unit's own paper that came to the Sở: the clerks and heads of the following division, for another unit."""
    return (
        assignment.unit_id != assignment.directive.following_unit_id
        and following(officer, assignment.directive) is not None
    )


def may_manage(officer: Officer, assignment: Assignment) -> bool:
    """Pause and resume: the following division."""
    return following(officer, assignment.directive) is not None


def may_urge(officer: Officer, assignment: Assignment) -> bool:
    """Draft a letter that urges its unit: the clerks of the following division; any clerk where no division follows."""
    if assignment.directive.following_unit_id is None:
        return officer.has_role(Role.CLERK)
    return following(officer, assignment.directive, Role.CLERK) is not None


def may_draft_urging(officer: Officer) -> bool:
    """Begin a letter of urging, or bring a draft of one up to date: clerks."""
    return officer.has_role(Role.CLERK)


def may_settle_transfer(officer: Officer, assignment: Assignment) -> bool:
    """Transfer to another unit, or send the wish back: the head of the following division."""
    return following(officer, assignment.directive, *HEAD_ROLES) is not None


def needs_leader(assignment: Assignment) -> bool:
    """Whether its completion is a leader's to answer: starred or once not achieved, or the following division's own work."""
    directive = assignment.directive
    return directive.starred or assignment.disputed or assignment.unit_id == directive.following_unit_id


def answering_leader(officer: Officer, assignment: Assignment) -> Appointment | None:
    """As which leader the officer answers; a deputy not for a unit that he or the leader he stands in for heads."""
    fitting = (a for a in _leading(officer) if not a.is_lent or not _serves(officer, a, assignment))
    return next(fitting, None)


def deciding_as(officer: Officer, assignment: Assignment) -> Appointment | None:
    """As which leader, or deputy of a leader, the officer decides about time, or whether it goes on at all: never of a unit
    that either of them heads.
    """
    return next((a for a in _leading(officer) if not _serves(officer, a, assignment)), None)


def _leading(officer: Officer) -> list[Appointment]:
    return [a for a in officer.current_appointments if a.role == Role.LEADER]


def _serves(officer: Officer, leading: Appointment, assignment: Assignment) -> bool:
    return may_head(officer, assignment) or (leading.is_lent and may_head(leading.officer, assignment))


def may_answer_completion(officer: Officer, assignment: Assignment) -> bool:
    """Confirm, ask for a supplement, or not: the head of the following division, a leader where ``needs_leader``."""
    if needs_leader(assignment) or assignment.directive.following_unit_id is None:
        return answering_leader(officer, assignment) is not None
    return following(officer, assignment.directive, *HEAD_ROLES) is not None


def may_decide_deadline(officer: Officer, assignment: Assignment) -> bool:
    """Decide about time: a leader of the Sở or a leader's deputy, never one who heads the unit that it serves."""
    return deciding_as(officer, assignment) is not None


def may_lead_on(officer: Officer, assignment: Assignment) -> bool:
    """Withdraw and reopen: a leader or a leader's deputy, never one who heads the unit whose task it is."""
    return deciding_as(officer, assignment) is not None


def may_pass_to_successor(officer: Officer) -> bool:
    """When a unit ends: the administrator, by the succession on record."""
    return officer.has_role(Role.ADMINISTRATOR)


def headed_units(officer: Officer) -> set[int]:
    """The units that the officer leads; their offices below them are the officer's to lead as well."""
    return {each.unit_id for each in officer.current_appointments if each.role in HEAD_ROLES}


def may_hand_over_for_all(officer: Officer) -> bool:
    """See who has work in whose name, and hand it over whatever the unit: the administrator."""
    return officer.has_role(Role.ADMINISTRATOR)


def handing_over_as(officer: Officer, unit: Unit | None) -> Appointment | None:
    """As whom the officer hands over what the leaver has to do for the unit: as its head, or as administrator."""
    headed = {unit.pk, unit.parent_id} if unit else set()
    own = (a for a in officer.current_appointments if a.role in HEAD_ROLES and a.unit_id in headed)
    return next(own, None) or officer.capacity(Role.ADMINISTRATOR)


def may_hand_over(officer: Officer, leaver: Officer, unit: Unit | None) -> bool:
    """The person in whose name it stands, the head of the unit, the administrator."""
    return officer.pk == leaver.pk or handing_over_as(officer, unit) is not None


def may_record_verdict(officer: Officer, meeting: Meeting) -> bool:
    """What the chair concluded of a task of an earlier meeting: who writes the meeting's own conclusions."""
    return may_edit_meeting(officer, meeting)


def may_set_contribution_day(officer: Officer, assignment: Assignment, leads: list[Assignment]) -> bool:
    """Until when a coordinating unit should send its part: the heads of the units that lead the same directive."""
    if assignment.role != PartyRole.COORDINATING:
        return False
    return any(may_head(officer, lead) for lead in leads)
