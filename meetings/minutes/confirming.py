"""The two hands under the minutes: the secretary confirms, which freezes them; the chair signs the very same content.

A chair who is from elsewhere or has no account signs on paper; the registrar, who has that paper, puts it on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access
from meetings.conclusion_rows import concluded_rows
from meetings.enums import AttendeeRole, PaperState
from meetings.minutes.findings import Finding, acknowledgement, findings_of, leading, unmerged_in
from meetings.minutes.statements import standing
from meetings.models import Minutes, Paper, SignedRecord
from meetings.papers.record import clean
from meetings.signing import frozen_content, latest_record, refuse_unseen, sha256_of, signed_content


def missing_from(minutes: Minutes) -> list[Finding]:
    conclusions = len(concluded_rows(minutes.meeting))
    units, said = minutes.meeting.invited(), standing(minutes)
    return findings_of(minutes, units, said, conclusions=conclusions, unmerged=unmerged_in(minutes))


@records_refusals
def confirm_minutes(
    paper: Paper, *, by: Officer, at: datetime, acknowledged: bool = False, seen: str | None = None
) -> SignedRecord:
    """'Thư ký xác nhận': what was written is what was said. Freezes the content and passes it to the chair.

    ``acknowledged``: the secretary has seen what is unusual though it does not block, as a meeting without conclusions; it
    goes on record. ``seen``: as ``refuse_unseen`` takes it.
    Raises NotAllowed, WrongState, DomainError that lists what is missing, CannotCompose.
    """
    if not access.may_confirm_minutes(by, paper):
        raise NotAllowed("Chỉ thư ký cuộc họp xác nhận biên bản; thư ký không có tài khoản thì chuyên viên xác nhận.")
    with transaction.atomic():
        Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)  # an edit on its way comes first
        minutes = Minutes.objects.select_related("meeting", "chair", "secretary", "paper").get(paper=paper)
        if paper.state != PaperState.DRAFT or minutes.paper.state != PaperState.DRAFT:
            raise WrongState("Biên bản đã được xác nhận. Hãy tải lại trang.")
        findings = missing_from(minutes)
        refuse_missing(findings, acknowledged=acknowledged)
        content = frozen_content(minutes.paper, at)
        refuse_unseen(content, seen)
        acting = by.own_capacity(Role.CLERK)
        note = _confirming_note(minutes, content, findings, by)
        paper.move(
            PaperState.SUBMITTED, "confirm_minutes", by=by, acting=acting, at=at, note=note, signer=minutes.chair
        )
        return SignedRecord.objects.create(
            paper=paper,
            content=content,
            sha256=sha256_of(content),
            signer=by,
            signer_name=by.full_name,
            signer_position=acting.position if acting else "",
            signed_at=at,
        )


def refuse_missing(findings: Sequence[Finding], *, acknowledged: bool) -> None:
    """Raise DomainError for what blocks, and for what does not as long as the secretary has not said to have seen it."""
    if missing := [each.words for each in findings if each.blocks]:
        raise DomainError(f"Chưa xác nhận được biên bản: {'; '.join(missing)}. Hãy bổ sung rồi xác nhận lại.")
    if not acknowledged and (words := acknowledgement(findings)):
        raise DomainError(f"Hãy bổ sung biên bản, hoặc đánh dấu “{words}” rồi xác nhận.")


def _confirming_note(minutes: Minutes, content: str, findings: Sequence[Finding], by: Officer) -> str:
    """The content's SHA-256; on lines of their own what the officer has acknowledged, and for whom they confirm where the
    secretary has no account."""
    lines = [sha256_of(content)]
    if words := acknowledgement(findings):
        lines.append(words)
    if minutes.secretary_id != by.pk:
        secretary = leading(minutes.meeting, AttendeeRole.SECRETARY)[0]
        lines.append(f"Xác nhận thay thư ký {secretary}, người ký tay trên bản giấy")
    return "\n".join(lines)


@records_refusals
def sign_by_hand(paper: Paper, *, by: Officer, at: datetime, seen: str | None = None) -> SignedRecord:
    """'Ghi nhận bản giấy đã ký': both have signed the print of what the secretary confirmed. Raises NotAllowed, WrongState."""
    if not access.may_record_hand_signature(by, paper):
        raise NotAllowed("Chỉ văn thư ghi nhận bản giấy đã ký, khi người chủ trì không ký trên cổng.")
    if paper.state != PaperState.SUBMITTED:
        raise WrongState(f"Biên bản đang ở bước “{paper.get_state_display()}”, chưa được xác nhận hoặc đã ký xong.")
    confirmed = latest_record(paper)
    name, post = _confirmed_chair(signed_content(confirmed))
    refuse_unseen(confirmed.content, seen)
    with transaction.atomic():
        acting = by.capacity(Role.REGISTRAR)
        paper.move(PaperState.SIGNED, "sign_by_hand", by=by, acting=acting, at=at, note=confirmed.sha256)
        return SignedRecord.objects.create(
            paper=paper,
            content=confirmed.content,
            sha256=confirmed.sha256,
            signer=None,
            signer_name=name,
            signer_position=post,
            signed_at=at,
        )


def _confirmed_chair(content: dict[str, Any]) -> tuple[str, str]:
    """Name and post of who chaired, as confirmed: the meeting's own people may have been corrected since."""
    name: str = content["record"]["signer_name"]
    return name, clean(content["leader_words"]).partition(f"{name}, ")[2]
