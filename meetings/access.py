"""Who may do what with meetings and papers. Views, templates' buttons, the admin and the domain ask the same predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from districts.enums import Role
from districts.models import Appointment, Officer, Unit
from districts.models.officers import OFFICE_ROLES
from meetings.enums import EXPECTED, UNANSWERED, MeetingState, PaperKind, PaperState, ProposalOrigin, ProposalState

if TYPE_CHECKING:
    from meetings.models import Delegation, ImportReview, Meeting, Paper, Proposal, UnitReport, WordCorrection

SUBMITTING_ROLES = (Role.CLERK, Role.DIVISION_HEAD, Role.OFFICE_HEAD)
RECALL_ENTERING_ROLES = (Role.CLERK, Role.REGISTRAR)
SIGNING_ROLES = (Role.LEADER, Role.OFFICE_HEAD)
ANSWERING_ROLES = (Role.CLERK, Role.DIVISION_HEAD, Role.OFFICE_HEAD, Role.UNIT_OFFICER, Role.UNIT_HEAD)


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


def may_draft_invitation(officer: Officer, meeting: Meeting) -> bool:
    """Clerks, to a meeting that is to come on its day."""
    return may_edit_meeting(officer, meeting) and meeting.state in EXPECTED


def may_draft_calling_off(officer: Officer, meeting: Meeting) -> bool:
    """Clerks, of a meeting that was postponed or cancelled."""
    return may_edit_meeting(officer, meeting) and meeting.state in (MeetingState.POSTPONED, MeetingState.CANCELLED)


def may_record_attendance(officer: Officer, meeting: Meeting) -> bool:
    """Clerks, who came and who did not, until the meeting is closed; not of one that was cancelled."""
    return may_edit_meeting(officer, meeting) and meeting.state not in (MeetingState.CLOSED, MeetingState.CANCELLED)


def may_take_work_file(officer: Officer, meeting: Meeting) -> bool:
    """The Sở's own staff: a work file holds the units' letters and reports, which other units never see."""
    return officer.works_at_office


def may_answer_for(officer: Officer, delegation: Delegation) -> bool:
    """Those who work for the invited unit register its delegates, or excuse it."""
    return delegation.unit_id in officer.unit_ids


def may_handle_reports(officer: Officer, meeting: Meeting) -> bool:
    """Clerks ask units for reports and take them in, until the meeting is closed; not for one that was cancelled."""
    return may_edit_meeting(officer, meeting) and meeting.state not in (MeetingState.CLOSED, MeetingState.CANCELLED)


def may_read_reports(officer: Officer, meeting: Meeting) -> bool:
    """Every unit's reports and proposals: the Sở's own staff; observers once the notice of the meeting is issued."""
    if officer.works_at_office:
        return True
    return officer.has_role(Role.OBSERVER) and meeting.papers.released().filter(kind=PaperKind.NOTICE).exists()


def may_file_proposal(officer: Officer, unit: Unit | None, meeting: Meeting) -> bool:
    """Those who work for the unit, until the meeting is closed or cancelled."""
    return unit is not None and unit.pk in officer.unit_ids and _takes_proposals(meeting)


def _takes_proposals(meeting: Meeting) -> bool:
    return meeting.state not in (MeetingState.CLOSED, MeetingState.CANCELLED)


def may_edit_proposal(officer: Officer, proposal: Proposal) -> bool:
    """Its unit, or a clerk where the Sở entered it; until it is received, or the meeting is closed or cancelled."""
    if proposal.state not in (ProposalState.DRAFT, ProposalState.SENT) or not _takes_proposals(proposal.meeting):
        return False
    if proposal.origin == ProposalOrigin.FILED:
        return proposal.unit_id in officer.unit_ids
    return officer.has_role(Role.CLERK)


def may_route_proposal(officer: Officer, proposal: Proposal) -> bool:
    """Clerks say which division answers and by when, as long as the unit waits for an answer."""
    return officer.has_role(Role.CLERK) and proposal.state in UNANSWERED


def answering_as(officer: Officer, proposal: Proposal) -> Appointment | None:
    """The appointment in the answering division under which the officer answers; None for anybody else."""
    if proposal.division_id is None or proposal.state not in UNANSWERED:
        return None
    own = (a for a in officer.current_appointments if a.unit_id == proposal.division_id)
    return next((a for a in own if a.role in ANSWERING_ROLES), None)


def may_prepare_report(officer: Officer, report: UnitReport) -> bool:
    """Those who work for the unit write its report and send it; until then nobody else reads it."""
    return report.unit_id in officer.unit_ids


def may_edit_paper(officer: Officer, paper: Paper) -> bool:
    """Clerks, in the draft alone."""
    return officer.has_role(Role.CLERK) and paper.state == PaperState.DRAFT


def may_discard_draft(officer: Officer, paper: Paper) -> bool:
    """The clerk who drafted it, and the head of the drafting division. The first minutes of a meeting stay."""
    if paper.kind == PaperKind.MINUTES and paper.minutes.edition == 1:
        return False
    drafted = paper.drafted_by_id == officer.pk and officer.has_role(Role.CLERK)
    return drafted or may_check_content(officer, paper)


def may_take_word(officer: Officer, correction: WordCorrection) -> bool:
    """Who brought the corrected Word document up, as long as they may edit its draft."""
    return correction.owner_id == officer.pk and may_edit_paper(officer, correction.paper)


def may_send_for_check(officer: Officer, paper: Paper) -> bool:
    """Clerks, as they edit it. Minutes pass no check."""
    return officer.has_role(Role.CLERK) and paper.kind != PaperKind.MINUTES


def may_take_back(officer: Officer, paper: Paper) -> bool:
    """The clerk who drafted it; any clerk where nobody is named as its drafter."""
    return may_send_for_check(officer, paper) and paper.drafted_by_id in (None, officer.pk)


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
    """The clerk, or one of those who checked. Minutes pass to the chair by the secretary's confirmation instead."""
    return officer.has_role(*SUBMITTING_ROLES) and paper.kind != PaperKind.MINUTES


def may_confirm_minutes(officer: Officer, paper: Paper) -> bool:
    """The secretary named for it; any clerk where the secretary has no account here. They sign by it, so no deputy does."""
    if paper.kind != PaperKind.MINUTES or officer.own_capacity(Role.CLERK) is None:
        return False
    return paper.minutes.secretary_id in (None, officer.pk)


def may_sign(officer: Officer, paper: Paper) -> bool:
    """The signer named in the paper, as long as they hold an appointment that signs: a leader, or the head of the office.

    Minutes are signed by who chaired, whatever they are at the Sở. A deputyship gives no signature: the law's capacities do.
    """
    roles = OFFICE_ROLES if paper.kind == PaperKind.MINUTES else SIGNING_ROLES
    return paper.signer_id == officer.pk and officer.own_capacity(*roles) is not None


def may_record_hand_signature(officer: Officer, paper: Paper) -> bool:
    """The registrar, who has the signed paper in hand: of minutes whose chair signs on paper alone."""
    return paper.kind == PaperKind.MINUTES and paper.signer_id is None and officer.has_role(Role.REGISTRAR)


def may_void_signature(officer: Officer, paper: Paper) -> bool:
    """The signer; of a signature on paper the registrar, who put it on record."""
    return may_sign(officer, paper) or may_record_hand_signature(officer, paper)


def may_send_back(officer: Officer, paper: Paper) -> bool:
    """Whoever has the paper before them: its checkers, and the signer; of minutes the secretary and the chair."""
    if paper.kind == PaperKind.MINUTES:
        return may_confirm_minutes(officer, paper) or may_sign(officer, paper)
    return may_check_content(officer, paper) or may_check_form(officer, paper) or may_sign(officer, paper)


def sending_back_as(officer: Officer, paper: Paper) -> Appointment | None:
    """The signer's appointment once the paper is before them, else a checker's."""
    if paper.state == PaperState.SUBMITTED and may_sign(officer, paper):
        return officer.own_capacity(*SIGNING_ROLES)
    checking = checking_as(officer, paper) or officer.capacity(Role.OFFICE_HEAD)
    return checking or officer.own_capacity(*SIGNING_ROLES)


def may_release(officer: Officer, paper: Paper) -> bool:
    """The registrar (văn thư), who gives the number and sends the paper out, but does not decide on it."""
    return officer.has_role(Role.REGISTRAR)


def may_keep_register(officer: Officer) -> bool:
    """The registrar, whose desk shows what waits for a number and what released papers still lack."""
    return officer.has_role(Role.REGISTRAR)


def may_read_register(officer: Officer) -> bool:
    """The register of outgoing papers: the Sở's own staff, and observers, who read everything that is issued."""
    return officer.works_at_office or officer.has_role(Role.OBSERVER)


def may_read_deliveries(officer: Officer) -> bool:
    """When each addressee was sent a paper and confirmed it: the Sở's own staff. A unit sees nothing of the others."""
    return officer.works_at_office


def may_withdraw_paper(officer: Officer, paper: Paper) -> bool:
    """Who may start a paper that replaces, recalls, amends or corrects a released one: clerks."""
    return officer.has_role(Role.CLERK) and paper.state == PaperState.RELEASED


def may_confirm_recall(officer: Officer, unit: Unit) -> bool:
    """Those who work for the unit that received the paper; for one that answered on paper, who enters that at the Sở."""
    return unit.pk in officer.unit_ids or may_enter_recall_answers(officer)


def may_enter_recall_answers(officer: Officer) -> bool:
    """Clerks and the registrar."""
    return officer.has_role(*RECALL_ENTERING_ROLES)
