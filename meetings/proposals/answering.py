"""Which division of the Sở answers a proposal and by when; what it answers; and how a proposal enters the conclusions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from districts.models import Officer, Unit
from districts.refusals import records_refusals
from meetings import access, storage
from meetings.enums import PartyRole, ProposalState
from meetings.models import Conclusion, Outline, Proposal, ProposalAnswer
from meetings.models.secrecy import refuse_secret
from meetings.outline.acts import open_desk
from meetings.outline.editing import add_item
from meetings.outline.item_states import ItemState, OrderState, PartyState
from meetings.planning.files import SentFile
from meetings.proposals.filing import note_act

MOVED_ON = "Kiến nghị này vừa có thay đổi, nên lần này chưa ghi gì. Hãy xem lại rồi ghi nếu vẫn cần."
NOT_THE_DIVISION = "Chỉ lãnh đạo, chuyên viên của đơn vị được phân công trả lời kiến nghị này."


@dataclass(frozen=True)
class Reply:
    kind: str
    text: str
    paper_number: str = ""
    paper_day: date | None = None


@records_refusals
def route_proposal(
    proposal: Proposal, division: Unit, due_on: date, *, version: int, by: Officer, at: datetime
) -> Proposal:
    """Receive a proposal: the division that must answer it, and by when; or change both.

    ``version`` is that of the row on the page. Raises NotAllowed, EditConflict, and DomainError for a unit that is not
    the Sở's own and for a day that is over.
    """
    if not access.may_route_proposal(by, proposal):
        raise NotAllowed("Chỉ chuyên viên phân công trả lời, khi kiến nghị chưa được trả lời.")
    if not division.is_own:
        raise DomainError(f"{division} không phải phòng, đơn vị thuộc Sở. Hãy chọn đơn vị thuộc Sở.")
    if due_on < timezone.localdate(at):
        raise DomainError("Hạn trả lời đã qua. Hãy chọn từ hôm nay trở đi.")
    with transaction.atomic():
        held = _held(proposal, version)
        if not access.may_route_proposal(by, held):
            raise WrongState("Kiến nghị này đã được trả lời.")
        before = held.state
        held.division, held.due_on = division, due_on
        if held.state == ProposalState.SENT:
            held.state = ProposalState.RECEIVED
        held.save()
        note_act(held, "route_proposal", by, at, before=before, note=f"{division}, chậm nhất ngày {due_on:%d/%m/%Y}")
    return held


@records_refusals
def answer_proposal(
    proposal: Proposal, reply: Reply, *, file: SentFile | None = None, version: int, by: Officer, at: datetime
) -> ProposalAnswer:
    """Keep the division's answer: whole, in part, or that it was passed to the superior. Earlier answers stay.

    Raises NotAllowed, EditConflict, DomainError for an empty answer.
    """
    if not reply.text.strip():
        raise DomainError("Hãy ghi nội dung trả lời.")
    refuse_secret(reply.text, reply.paper_number, file.name if file else "")
    with transaction.atomic():
        held = _held(proposal, version)
        acting = access.answering_as(by, held)
        if acting is None or held.division is None:
            raise NotAllowed(NOT_THE_DIVISION)
        before = held.state
        sha256 = storage.put(file.data) if file else ""
        answer = ProposalAnswer.objects.create(
            proposal=held,
            kind=reply.kind,
            text=reply.text.strip(),
            paper_number=reply.paper_number.strip(),
            paper_day=reply.paper_day,
            file_name=file.name if file else "",
            sha256=sha256,
            division=held.division,
            by=by,
            at=at,
        )
        held.state = ProposalState(reply.kind)
        held.save()
        told = ", ".join(filter(None, [answer.get_kind_display(), answer.paper_number, sha256]))
        note_act(held, "answer_proposal", by, at, before=before, note=told, role=acting.role)
    return answer


@records_refusals
def conclude_proposal(proposal: Proposal, outline: Outline, *, by: Officer, at: datetime) -> Conclusion:
    """A new item at the end of the conclusions with the proposal's words, led by the division that answers it.

    Raises NotAllowed, Frozen, and WrongState where the proposal is in the conclusions already.
    """
    with transaction.atomic():
        open_desk(outline, by=by, at=at)
        held = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
        if held.conclusion_id is not None:
            raise WrongState("Kiến nghị này đã có trong kết luận.")
        led = (PartyState(PartyRole.LEAD, unit=held.division_id),) if held.division_id else ()
        orders = (OrderState(parties=led),) if led else ()
        item = add_item(outline, ItemState(text=held.text, orders=orders), after=None, by=by, at=at)
        held.conclusion = item
        held.save()
        note_act(held, "conclude_proposal", by, at, before=held.state, note=f"{outline}, mục {item.label or item.pk}")
    return item


def _held(proposal: Proposal, version: int) -> Proposal:
    held = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if held.version != version:
        raise EditConflict(MOVED_ON)
    return held
