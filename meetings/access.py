"""Who may do what with meetings and papers. Views, templates' buttons, the admin and the domain ask the same predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from districts.enums import Role
from districts.models import Appointment, Officer
from meetings.enums import MeetingState, PaperState

if TYPE_CHECKING:
    from meetings.models import Delegation, ImportReview, Meeting, Paper

SUBMITTING_ROLES = (Role.CLERK, Role.DIVISION_HEAD, Role.OFFICE_HEAD)
SIGNING_ROLES = (Role.LEADER, Role.OFFICE_HEAD)


def may_enter_meetings(officer: Officer) -> bool:
    """Clerks enter, import and correct meetings."""
    return officer.has_role(Role.CLERK)


def may_review_import(officer: Officer, review: ImportReview) -> bool:
    """Who had the document read, as long as they are a clerk: until it is saved, what was read is their own draft.

    Other clerks see the meeting once it is made; the document itself may be read anew by anyone who has it.
    """
    return review.owner_id == officer.pk and may_enter_meetings(officer)


def may_search_units(officer: Officer) -> bool:
    """The Sở's own staff, who write units' names into meetings, conclusions and papers."""
    return officer.works_at_office


def may_edit_meeting(officer: Officer, meeting: Meeting) -> bool:
    """Clerks, whatever the state: facts of a meeting are corrected in place, its issued conclusions are not."""
    return officer.has_role(Role.CLERK)


def may_record_attendance(officer: Officer, meeting: Meeting) -> bool:
    """Clerks, who came and who did not, until the meeting is closed; not of one that was cancelled."""
    return may_edit_meeting(officer, meeting) and meeting.state not in (MeetingState.CLOSED, MeetingState.CANCELLED)


def may_answer_for(officer: Officer, delegation: Delegation) -> bool:
    """Those who work for the invited unit register its delegates, or excuse it."""
    return delegation.unit_id in officer.unit_ids


def may_edit_paper(officer: Officer, paper: Paper) -> bool:
    """Clerks, in the draft alone."""
    return officer.has_role(Role.CLERK) and paper.state == PaperState.DRAFT


def may_check_content(officer: Officer, paper: Paper) -> bool:
    """The head of the drafting division; any division head where the paper names no division."""
    return checking_as(officer, paper) is not None


def checking_as(officer: Officer, paper: Paper) -> Appointment | None:
    """The appointment under which the officer checks the content."""
    heads = [a for a in officer.current_appointments if a.role == Role.DIVISION_HEAD]
    return next((head for head in heads if paper.drafting_unit_id in (None, head.unit_id)), None)


def may_check_form(officer: Officer, paper: Paper) -> bool:
    """The head of the office (chánh văn phòng)."""
    return officer.has_role(Role.OFFICE_HEAD)


def may_submit(officer: Officer, paper: Paper) -> bool:
    """The clerk, or one of those who checked."""
    return officer.has_role(*SUBMITTING_ROLES)


def may_sign(officer: Officer, paper: Paper) -> bool:
    """The signer named in the paper, as long as they hold an appointment that signs: a leader, or the head of the office."""
    return paper.signer_id == officer.pk and officer.has_role(*SIGNING_ROLES)


def may_send_back(officer: Officer, paper: Paper) -> bool:
    """Whoever has the paper before them: its checkers, and the signer."""
    return may_check_content(officer, paper) or may_check_form(officer, paper) or may_sign(officer, paper)


def sending_back_as(officer: Officer, paper: Paper) -> Appointment | None:
    """The signer's appointment once the paper is before them, else a checker's."""
    if paper.state == PaperState.SUBMITTED and may_sign(officer, paper):
        return officer.capacity(*SIGNING_ROLES)
    checking = checking_as(officer, paper) or officer.capacity(Role.OFFICE_HEAD)
    return checking or officer.capacity(*SIGNING_ROLES)


def may_release(officer: Officer, paper: Paper) -> bool:
    """The registrar (văn thư), who gives the number and sends the paper out, but does not decide on it."""
    return officer.has_role(Role.REGISTRAR)


def may_withdraw_paper(officer: Officer, paper: Paper) -> bool:
    """Who may start a paper that replaces or recalls a released one: clerks."""
    return officer.has_role(Role.CLERK) and paper.state == PaperState.RELEASED
