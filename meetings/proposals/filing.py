"""A unit files its proposals; the Sở enters those that were spoken at the meeting or stand in a paper."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, EditConflict, NotAllowed
from districts.events import record
from districts.models import Officer, Unit
from districts.refusals import records_refusals
from meetings import access
from meetings.enums import ProposalOrigin, ProposalState
from meetings.models import Meeting, MeetingEvent, Proposal
from meetings.models.secrecy import refuse_secret

LONGEST_TEXT = 10_000
NOT_OF_THE_UNIT = "Chỉ công chức, lãnh đạo của đơn vị gửi kiến nghị của đơn vị đó, khi cuộc họp chưa kết thúc theo dõi."
RECEIVED = "Kiến nghị này đã được Sở tiếp nhận nên không sửa được nữa. Cần bổ sung thì gửi kiến nghị khác."
OVERTAKEN = "Kiến nghị này vừa được người khác sửa, nên lần lưu này chưa được ghi."


def own_units(meeting: Meeting, officer: Officer) -> list[Unit]:
    """The invited units for which the officer may file."""
    found = Unit.objects.filter(delegations__meeting=meeting, pk__in=officer.unit_ids)
    return [unit for unit in found if access.may_file_proposal(officer, unit, meeting)]


@records_refusals
def save_proposal(proposal: Proposal, *, send: bool = False, by: Officer, at: datetime) -> Proposal:
    """Keep a unit's proposal, new or as edited, and ``send`` it to the Sở, which reads no draft.

    Raises NotAllowed, EditConflict over a newer text, DomainError for an empty or endless one.
    """
    _refuse_bad(proposal)
    with transaction.atomic():
        if proposal.pk is None:
            _hold_meeting(proposal)
            if not access.may_file_proposal(by, proposal.unit, proposal.meeting):
                raise NotAllowed(NOT_OF_THE_UNIT)
            proposal.origin, proposal.state, proposal.created_by = ProposalOrigin.FILED, ProposalState.DRAFT, by
            proposal.save()
        else:
            _save_over(proposal, by, at)
        if send and proposal.state == ProposalState.DRAFT:
            _send(proposal, by, at)
    return proposal


@records_refusals
def enter_proposal(proposal: Proposal, *, by: Officer, at: datetime) -> Proposal:
    """Keep what was proposed at the meeting or in a paper, as entered by a clerk. It counts as sent."""
    if not access.may_handle_reports(by, proposal.meeting):
        raise NotAllowed("Chỉ chuyên viên ghi kiến nghị nêu tại cuộc họp hoặc trong văn bản.")
    _refuse_bad(proposal)
    if proposal.unit is None and not proposal.words.strip():
        raise DomainError("Hãy chọn đơn vị kiến nghị hoặc ghi tên theo văn bản.")
    with transaction.atomic():
        proposal.created_by, proposal.state = by, ProposalState.SENT
        proposal.sent_on = timezone.localdate(at)
        proposal.save()
        note_act(proposal, "enter_proposal", by, at, before="", note=f"{proposal.proposer}: {proposal.text}")
    return proposal


@records_refusals
def discard_proposal(proposal: Proposal, *, by: Officer, at: datetime) -> None:
    """Take away a draft that was never sent; one that was stays on record."""
    if not access.may_edit_proposal(by, proposal):
        raise NotAllowed(NOT_OF_THE_UNIT)
    with transaction.atomic():
        held = Proposal.objects.select_for_update(no_key=True).filter(pk=proposal.pk).first()
        if held is None or held.state != ProposalState.DRAFT:
            raise DomainError("Kiến nghị đã gửi thì không bỏ được.")
        _hold_meeting(held)
        if not access.may_edit_proposal(by, held):
            raise NotAllowed(NOT_OF_THE_UNIT)
        held.delete()


def send_drafts(meeting: Meeting, unit: Unit, *, by: Officer, at: datetime) -> int:
    """Send the unit's drafts along with its report; how many. Call inside a transaction."""
    drafts = Proposal.objects.select_for_update(no_key=True).filter(
        meeting=meeting, unit=unit, state=ProposalState.DRAFT
    )
    for proposal in drafts:
        _send(proposal, by, at)
    return len(drafts)


def note_act(
    proposal: Proposal, verb: str, by: Officer, at: datetime, *, before: str, note: str = "", role: str = Role.CLERK
) -> None:
    """Put the act on the proposal's record; its row is locked or new."""
    acting = by.capacity(role)
    record(
        MeetingEvent,
        [proposal],
        verb=verb,
        by=by,
        acting=acting,
        at=at,
        from_state=before,
        to_state=proposal.state,
        note=note,
    )


def _send(proposal: Proposal, by: Officer, at: datetime) -> None:
    proposal.state, proposal.sent_on = ProposalState.SENT, timezone.localdate(at)
    proposal.save()
    note_act(proposal, "send_proposal", by, at, before=ProposalState.DRAFT, note=proposal.text)


def _save_over(proposal: Proposal, by: Officer, at: datetime) -> None:
    held = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if held.version != proposal.version:
        raise EditConflict(OVERTAKEN)
    _hold_meeting(held)
    if not access.may_edit_proposal(by, held):
        received = held.state not in (ProposalState.DRAFT, ProposalState.SENT)
        raise NotAllowed(RECEIVED if received else NOT_OF_THE_UNIT)
    if (held.text, held.field) == (proposal.text, proposal.field):
        return
    proposal.event_count, proposal.event_head = held.event_count, held.event_head
    proposal.save()
    if held.state != ProposalState.DRAFT:
        note_act(proposal, "save_proposal", by, at, before=held.state, note=f"“{held.text}” → “{proposal.text}”")


def _hold_meeting(proposal: Proposal) -> None:
    """Its meeting stays in its state until the transaction ends. After the proposal's own row, as its answer takes them."""
    proposal.meeting = Meeting.objects.select_for_update(no_key=True).get(pk=proposal.meeting_id)


def _refuse_bad(proposal: Proposal) -> None:
    proposal.text = proposal.text.strip()
    if not proposal.text:
        raise DomainError("Hãy ghi nội dung kiến nghị.")
    if len(proposal.text) > LONGEST_TEXT:
        raise DomainError("Kiến nghị dài quá 10.000 ký tự. Hãy tách thành nhiều kiến nghị.")
    refuse_secret(proposal.text, proposal.field, proposal.words)
