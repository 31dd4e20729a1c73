"""The signature: what the portal records is the signer's approval of a frozen content, with its SHA-256.

The legal signature is the wet one on paper or the digital one in the attached file; the portal draws neither.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access
from meetings.composing import blocks_of, chair_words, compose, orders_of, signer_position
from meetings.enums import PaperState
from meetings.models import Order, Paper, SignatureVoid, SignedRecord
from meetings.papers.record import PaperRecord, secret_text
from meetings.readiness import (
    NotReady,
    Unreached,
    acknowledgement,
    refuse_unacknowledged,
    refuse_unsettled,
    unassigned_orders,
)

FORMAT = 1


class ContentChanged(DomainError):
    """A stored content no longer has its SHA-256, or the rows no longer say what was signed."""


def sha256_of(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


@records_refusals
def sign(paper: Paper, *, by: Officer, at: datetime, acknowledged: bool = False) -> SignedRecord:
    """'Ký ban hành': freeze the content as the signer saw it. Raises NotReady, NotAllowed, WrongState, CannotCompose.

    ``acknowledged``: the signer has seen the orders that no unit will receive, where there are any; it goes on record.
    """
    if not access.may_sign(by, paper):
        raise NotAllowed("Chỉ người ký ghi trên văn bản, khi đang giữ chức vụ ký, mới ký ban hành được.")
    if paper.state != PaperState.SUBMITTED:
        raise WrongState(f"Văn bản đang ở bước “{paper.get_state_display()}”, chưa trình ký hoặc đã ký xong.")
    paper.refuse_undated()
    refuse_unsettled(paper)
    unassigned = unassigned_orders(paper, timezone.localdate(at))
    refuse_unacknowledged(unassigned, acknowledged=acknowledged)
    content = frozen_content(Paper.objects.get(pk=paper.pk), at)  # an instance may hold words that were never saved
    with transaction.atomic():
        acting = by.capacity(*access.SIGNING_ROLES)
        paper.move(PaperState.SIGNED, "sign", by=by, acting=acting, at=at, note=_signing_note(content, unassigned))
        return SignedRecord.objects.create(
            paper=paper,
            content=content,
            sha256=sha256_of(content),
            signer=by,
            signer_name=by.full_name,
            signer_position=signer_position(paper),
            signed_at=at,
        )


def _signing_note(content: str, unassigned: list[Unreached]) -> str:
    """The content's SHA-256; on a line of its own which orders without a receiver the signer has seen."""
    if not unassigned:
        return sha256_of(content)
    seen = "; ".join(each.quoted for each in unassigned)
    return f"{sha256_of(content)}\n{acknowledgement(len(unassigned))}: {seen}"


@records_refusals
def void_signature(paper: Paper, *, by: Officer, at: datetime, reason: str) -> None:
    """Back to the draft, by the signer, before release."""
    if not access.may_sign(by, paper):
        raise NotAllowed("Chỉ người đã ký mới hủy được chữ ký của mình.")
    if not reason.strip():
        raise DomainError("Hãy ghi lý do hủy chữ ký.")
    if paper.state != PaperState.SIGNED:
        raise WrongState(
            f"Văn bản đang ở bước “{paper.get_state_display()}”; chỉ hủy chữ ký được khi đã ký và chưa phát hành."
        )
    with transaction.atomic():
        acting = by.capacity(*access.SIGNING_ROLES)
        paper.move(PaperState.DRAFT, "void_signature", by=by, acting=acting, at=at, note=reason, returned_note=reason)
        SignatureVoid.objects.create(signed_record=latest_record(paper), officer=by, reason=reason, at=at)


def frozen_content(paper: Paper, at: datetime) -> str:
    """Canonical JSON of what is signed: the printed record, the orders behind it, who concluded and who was invited.

    ``leader_words`` and ``invited`` (codes of units) are facts of the meeting, which may still be corrected after the
    signature: the release goes by what was signed.
    """
    orders = signed_orders(paper)
    refuse_secrets(orders)
    content = {
        "format": FORMAT,
        "orders": orders,
        "recipients": signed_recipients(paper),
        "leader_words": chair_words(paper.meeting),
        "invited": _invited_codes(paper),
        "record": json.loads(compose(paper, timezone.localdate(at)).to_json()),
    }
    return canonical(content)


def refuse_secrets(orders: list[dict[str, Any]]) -> None:
    for order in orders:
        for text in (order["text"], order["product"]):
            if words := secret_text(text):
                raise NotReady(words)


def signed_recipients(paper: Paper) -> list[list[str]]:
    """Each line and whom it reaches: words, purpose, how it is sent, unit, group, 'invited' for everyone invited."""
    return [
        [
            line.words,
            line.purpose,
            line.method,
            line.unit.code if line.unit else "",
            line.group.name if line.group else "",
            "invited" if line.everyone_invited else "",
        ]
        for line in paper.recipients.select_related("unit", "group")
    ]


def _invited_codes(paper: Paper) -> list[str]:
    if paper.meeting is None:
        return []
    return sorted(paper.meeting.delegations.exclude(unit=None).values_list("unit__code", flat=True))


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signed_orders(paper: Paper) -> list[dict[str, Any]]:
    return [order_snapshot(order) for order in orders_of(paper.outline)] if paper.outline else []


def order_snapshot(order: Order) -> dict[str, Any]:
    """What an order asks, of whom and by when; equal snapshots are the same order."""
    return {
        "text": order.text,
        "product": order.product,
        "deadline": [
            order.deadline_words,
            order.deadline_kind,
            order.due_on.isoformat() if order.due_on else None,
            order.relative_days,
            order.working_days,
            order.recurrence,
            order.due_day,
        ],
        "starred": order.starred,
        "excluded": sorted(unit.code for unit in order.excluded.all()),
        "parties": sorted(
            [party.role, party.unit.code if party.unit else "", str(party.group or ""), party.words]
            for party in order.parties.all()
        ),
    }


def latest_record(paper: Paper) -> SignedRecord:
    """The signature that stands. Raises WrongState where there is none."""
    record = paper.signed_records.filter(void__isnull=True).order_by("-id").first()
    if record is None:
        raise WrongState("Văn bản chưa được ký ban hành.")
    return record


def signed_content(signed: SignedRecord) -> dict[str, Any]:
    """What was signed. Raises ContentChanged where its SHA-256 no longer holds."""
    if sha256_of(signed.content) != signed.sha256:
        raise ContentChanged(
            "Nội dung đã ký không còn khớp mã kiểm tra SHA-256 nên không dùng được. Hãy báo người quản trị."
        )
    content: dict[str, Any] = json.loads(signed.content)
    return content


def signed_record_of(content: dict[str, Any]) -> PaperRecord:
    return PaperRecord.from_json(json.dumps(content["record"], ensure_ascii=False))


def verified_record(signed: SignedRecord, paper: Paper) -> tuple[dict[str, Any], PaperRecord]:
    """The signed content and its printed record, after comparing the hash and the rows of today with what was signed."""
    content = signed_content(signed)
    record = signed_record_of(content)
    for changed, name in (
        (content["orders"] != signed_orders(paper), "Nhiệm vụ trong kết luận"),
        (content["recipients"] != signed_recipients(paper), "Nơi nhận"),
        (record.blocks != blocks_of(paper), "Nội dung kết luận"),
    ):
        if changed:
            raise ContentChanged(
                f"{name} khác với lúc ký nên không phát hành được. Hãy đề nghị người ký hủy chữ ký và ký lại."
            )
    return content, record
