"""The signature: what the portal records is the signer's approval of a frozen content, with its SHA-256.

The legal signature is the wet one on paper or the digital one in the attached file; the portal draws neither.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone

from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Officer
from districts.page_reads import read_once
from districts.refusals import records_refusals, refusals_kept
from meetings import access
from meetings.addressing import recipients_of
from meetings.composing import chair_words, compose, signer_position, words_of, words_of_person
from meetings.conclusion_rows import orders_of
from meetings.enums import AttendeeRole, PaperKind, PaperState
from meetings.models import Attendee, Meeting, Paper, SignatureVoid, SignedRecord
from meetings.order_snapshots import order_snapshot
from meetings.papers.record import PaperRecord, secret_text
from meetings.readiness import (
    NotReady,
    Unreached,
    acknowledgement,
    refuse_unacknowledged,
    refuse_unamended,
    refuse_unsettled,
    unassigned_orders,
)

FORMAT = 1
UNSIGNED = "Văn bản chưa được ký ban hành."


class ContentChanged(DomainError):
    """A stored content no longer has its SHA-256, or the rows no longer say what was signed."""


class ContentUnseen(WrongState):
    """The paper no longer says what the page showed that the officer signs from."""

    def __init__(self) -> None:
        super().__init__("Nội dung đã thay đổi sau khi mở trang này. Hãy xem lại rồi bấm lần nữa.")


def refuse_unseen(content: str, seen: str | None) -> None:
    """Raise ContentUnseen unless ``seen`` is the SHA-256 of the content; None: it comes from no page."""
    if seen is not None and seen != sha256_of(content):
        raise ContentUnseen


def sha256_of(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


@records_refusals
def sign(
    paper: Paper, *, by: Officer, at: datetime, acknowledged: bool = False, seen: str | None = None
) -> SignedRecord:
    """'Ký ban hành': freeze the content as the signer saw it. Raises NotReady, NotAllowed, WrongState, CannotCompose.

    ``acknowledged``: the signer has seen the orders that no unit will receive, where there are any; it goes on record.
    ``seen``: as ``refuse_unseen`` takes it.
    """
    if not access.may_sign(by, paper):
        raise NotAllowed("Chỉ người ký ghi trên văn bản, khi đang giữ chức vụ ký, mới ký ban hành được.")
    if paper.state != PaperState.SUBMITTED:
        is_past = paper.state in (PaperState.SIGNED, PaperState.RELEASED)
        raise WrongState(
            f"Văn bản {'đã được ký rồi' if is_past else 'chưa trình ký'}, đang ở bước “{paper.get_state_display()}”."
        )
    paper.refuse_undated()
    refuse_unsettled(paper)
    refuse_unamended(paper)
    unassigned = unassigned_orders(paper, timezone.localdate(at))
    refuse_unacknowledged(unassigned, acknowledged=acknowledged)
    content = content_to_sign(paper, at)
    refuse_unseen(content, seen)
    with transaction.atomic():
        acting = by.own_capacity(*access.SIGNING_ROLES)
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


def content_to_sign(paper: Paper, at: datetime) -> str:
    """``content_shown`` of the paper as it is stored: an instance may hold words that were never saved."""
    return content_shown(Paper.objects.get(pk=paper.pk), at)


def content_shown(paper: Paper, at: datetime) -> str:
    """What would be signed of a paper that was just read: minutes that are still to be confirmed too; then of minutes what
    was confirmed.
    """
    if paper.kind == PaperKind.MINUTES and paper.state != PaperState.DRAFT:
        confirmed = latest_record(paper)
        signed_content(confirmed)
        return confirmed.content
    return frozen_content(paper, at)


def _signing_note(content: str, unassigned: list[Unreached]) -> str:
    """The content's SHA-256; on a line of its own which orders without a receiver the signer has seen."""
    if not unassigned:
        return sha256_of(content)
    seen = "; ".join(each.quoted for each in unassigned)
    return f"{sha256_of(content)}\n{acknowledgement(len(unassigned))}: {seen}"


@records_refusals
def void_signature(paper: Paper, *, by: Officer, at: datetime, reason: str) -> None:
    """Back to the draft, by the signer, before release."""
    if not access.may_void_signature(by, paper):
        raise NotAllowed("Chỉ người đã ký mới hủy được chữ ký của mình.")
    if not reason.strip():
        raise DomainError("Hãy ghi lý do hủy chữ ký.")
    if paper.state != PaperState.SIGNED:
        raise WrongState(
            f"Văn bản đang ở bước “{paper.get_state_display()}”; chỉ hủy chữ ký được khi đã ký và chưa phát hành."
        )
    with transaction.atomic():
        acting = by.own_capacity(*access.SIGNING_ROLES)
        paper.move(PaperState.DRAFT, "void_signature", by=by, acting=acting, at=at, note=reason, returned_note=reason)
        _void_standing(paper, by=by, reason=reason, at=at)


def send_back(paper: Paper, *, by: Officer, at: datetime, note: str) -> None:
    """``Paper.send_back``, with which the secretary's confirmation of minutes falls."""
    with refusals_kept(), transaction.atomic():
        paper.send_back(by=by, at=at, note=note)
        _void_standing(paper, by=by, reason=note, at=at)


def _void_standing(paper: Paper, *, by: Officer, reason: str, at: datetime) -> None:
    for record in paper.signed_records.filter(void__isnull=True):
        SignatureVoid.objects.create(signed_record=record, officer=by, reason=reason, at=at)


def frozen_content(paper: Paper, at: datetime) -> str:
    """Canonical JSON of what is signed: the printed record, the orders behind it, who concluded and who was invited.

    ``leader_words`` and ``invited`` (codes of units) are facts of the meeting, which may still be corrected after the
    signature: the release goes by what was signed.
    """
    orders = signed_orders(paper)
    refuse_secrets(orders)
    leader_words, invited = _facts_of(paper)
    content = {
        "format": FORMAT,
        "orders": orders,
        "recipients": signed_recipients(paper),
        "leader_words": leader_words,
        "invited": invited,
        "record": json.loads(compose(paper, timezone.localdate(at)).to_json()),
    }
    if paper.kind == PaperKind.INVITATION and paper.meeting:
        content["meeting"] = when_and_where(paper.meeting)
    return canonical(content)


def when_and_where(meeting: Meeting) -> list[str]:
    """Day, hour and place of the meeting: an invitation is not issued once they are others than when it was signed."""
    day = meeting.held_on.isoformat() if meeting.held_on else ""
    hour = meeting.starts_at.isoformat("minutes") if meeting.starts_at else ""
    return [day, hour, meeting.place]


def _is_overtaken(content: dict[str, Any], meeting: Meeting | None) -> bool:
    signed: list[str] | None = content.get("meeting")
    return bool(signed and meeting and signed != when_and_where(meeting))


def refuse_secrets(orders: list[dict[str, Any]]) -> None:
    for order in orders:
        for text in (order["text"], order["product"]):
            if words := secret_text(text):
                raise NotReady(words)


def signed_recipients(paper: Paper) -> list[list[str]]:
    """Each line and whom it reaches: words, purpose, how it is sent, unit, group, 'invited' for everyone invited, and
    'addressed' last where it stands after 'Kính gửi'."""
    return [
        [
            line.words,
            line.purpose,
            line.method,
            line.unit.code if line.unit else "",
            line.group.name if line.group else "",
            "invited" if line.everyone_invited else "",
            *(["addressed"] if line.addressed else []),
        ]
        for line in recipients_of(paper)
    ]


def _facts_of(paper: Paper) -> tuple[str, list[str]]:
    """Who concluded, and the codes of the units invited. One query; none for minutes, which print both."""
    meeting = paper.meeting
    if meeting is None:
        return "", []
    if paper.kind == PaperKind.MINUTES:
        return chair_words(meeting), sorted(row.unit.code for row in meeting.invited() if row.unit)
    led = FilteredRelation("attendees", condition=Q(attendees__role=AttendeeRole.CHAIR))
    rows = Meeting.objects.filter(pk=meeting.pk).annotate(led=led).order_by("led__position", "led__pk")
    found = list(rows.values_list("led__honorific", "led__name", "led__post", "delegations__unit__code"))
    honorific, name, post, _ = found[0]
    chair = words_of_person(Attendee(honorific=honorific, name=name, post=post)) if name else ""
    return chair, sorted({code for *_, code in found if code})


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signed_orders(paper: Paper) -> list[dict[str, Any]]:
    return [order_snapshot(order) for order in orders_of(paper.outline)] if paper.outline else []


def latest_record(paper: Paper) -> SignedRecord:
    """The signature that stands. Raises WrongState where there is none."""
    record = read_once(("signature", paper.pk), standing_signatures(paper).first)
    if record is None:
        raise WrongState(UNSIGNED)
    return record


def standing_signatures(paper: Paper) -> QuerySet[SignedRecord]:
    """The signature that stands as the first, for whoever reads more along with it."""
    return SignedRecord.objects.filter(paper=paper, void__isnull=True).order_by("-id")


def frozen_record(paper: Paper) -> PaperRecord | None:
    """What is printed of a paper that is signed and not released yet; of minutes since the secretary has confirmed."""
    states = {PaperState.SIGNED} | ({PaperState.SUBMITTED} if paper.kind == PaperKind.MINUTES else set())
    return signed_record_of(signed_content(latest_record(paper))) if paper.state in states else None


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
    """The signed content and its printed record, after comparing the hash and the rows of today with what was signed.

    Minutes print the facts of a meeting, which may still be corrected: their release goes by what was signed.
    """
    content = signed_content(signed)
    record = signed_record_of(content)
    for changed, name in (
        (content["orders"] != signed_orders(paper), "Nhiệm vụ trong kết luận"),
        (content["recipients"] != signed_recipients(paper), "Nơi nhận"),
        *((getattr(record, part) != words, PART_NAMES[part]) for part, words in _words_that_hold(paper, record)),
        (_is_overtaken(content, paper.meeting), "Ngày, giờ hoặc địa điểm họp"),
    ):
        if changed:
            raise ContentChanged(
                f"{name} khác với lúc ký nên không phát hành được. Hãy đề nghị người ký hủy chữ ký và ký lại."
            )
    return content, record


PART_NAMES = {
    "abstract": "Trích yếu",
    "opening": "Phần mở đầu",
    "blocks": "Nội dung kết luận",
    "closing": "Câu kết",
    "annexes": "Phụ lục",
    "recipients": "Nơi nhận",
    "addressees": "Nơi nhận sau “Kính gửi”",
    "archive_line": "Nơi lưu",
    "urgency_mark": "Mức độ khẩn",
    "circulation_mark": "Phạm vi lưu hành",
}
OF_MEETING = frozenset({"opening", "blocks", "closing", "annexes"})
"""What minutes print from the facts of their meeting."""


def _words_that_hold(paper: Paper, record: PaperRecord) -> Iterator[tuple[str, object]]:
    """What the rows of today would print of each part that is not to change after the signature, cleaned as printed."""
    words = words_of(paper)
    if paper.kind == PaperKind.MINUTES:
        words = {part: said for part, said in words.items() if part not in OF_MEETING}
    printed = replace(record, **words)
    return ((part, getattr(printed, part)) for part in words)
