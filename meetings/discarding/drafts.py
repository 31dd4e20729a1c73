"""'Bỏ dự thảo': a draft that is not wanted is thrown away; what others said of it stays on record, and so does what it follows.

The rows of the draft go. Its history does not hang on them and stays whole; the meeting, and the released paper that the
draft was to follow, get an event of their own, with every remark and comment that somebody wrote. Of a draft that was signed
once the signature and its voiding stay, and with them the row of the paper, discarded and tied to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import CASCADE, Model, Prefetch, Q, QuerySet
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import Chained, record
from districts.models import Appointment, Officer
from districts.refusals import records_refusals
from meetings import access
from meetings.enums import PaperKind, PaperState
from meetings.lock_order import hold_outlines_papers_and_meeting
from meetings.models import (
    Consultation,
    DiscardedPaper,
    EditDraft,
    LineComment,
    MeetingEvent,
    Paper,
    Proposal,
    SignedRecord,
)
from meetings.models.kept_minutes import kept_minutes_words
from meetings.models.papers import FOLLOWING
from meetings.models.secrecy import refuse_secret

NOT_YOURS = (
    "Chỉ chuyên viên soạn dự thảo hoặc trưởng phòng soạn thảo bỏ được dự thảo. Hãy đề nghị người soạn thảo thực hiện."
)
NO_REASON = "Dự thảo này đã có người khác xem hoặc xử lý. Hãy ghi lý do bỏ để lưu vào nhật ký."
MOVED_ON = "Người khác vừa xử lý hoặc sửa văn bản này, nên chưa bỏ dự thảo. Hãy xem lại rồi bấm lần nữa nếu vẫn cần."
LONGEST_REASON = 1000


@dataclass(frozen=True)
class DiscardPlan:
    """What a page says before the act. ``hindrances``: why it cannot be done now, each with what to do; none where it can."""

    goes: list[str]
    stays: list[str]
    hindrances: list[str]
    needs_reason: bool


def discard_plan(paper: Paper, officer: Officer) -> DiscardPlan:
    """A few queries whatever the size of the draft."""
    return DiscardPlan(
        goes=list(_going(paper)),
        stays=list(_staying(paper)),
        hindrances=list(_hindrances(paper, officer)),
        needs_reason=paper.is_relied_on,
    )


@records_refusals
def discard_draft(paper: Paper, *, by: Officer, at: datetime, seen: int, reason: str = "") -> None:
    """Throw the draft away. ``seen``: its version as the page showed it; ``reason`` is asked for once others had it before them.

    Raises NotAllowed, WrongState, and DomainError with all that hinders it.
    """
    if not access.may_discard_draft(by, paper):
        raise NotAllowed(NOT_YOURS)
    reason = " ".join(reason.split())
    refuse_secret(reason)
    if len(reason) > LONGEST_REASON:
        raise DomainError(f"Lý do dài quá {LONGEST_REASON} ký tự. Hãy rút gọn.")
    with transaction.atomic():
        held = _held(paper)
        if held is None or held.version != seen:
            raise WrongState(MOVED_ON)
        if hindrances := list(_hindrances(held, by)):
            raise DomainError(" ".join(hindrances))
        if held.is_relied_on and not reason:
            raise DomainError(NO_REASON)
        _throw_away(held, reason, by=by, at=at)


def _held(paper: Paper) -> Paper | None:
    """The draft as it stands, locked with its outlines and its meeting; None where it is gone."""
    if paper.meeting_id:
        hold_outlines_papers_and_meeting(paper.meeting_id)
    family = Paper.objects.filter(Q(pk=paper.pk) | Q(pk=paper.follows.pk if paper.follows else None)).order_by("pk")
    list(family.select_for_update(no_key=True))
    return Paper.objects.filter(pk=paper.pk).select_related("meeting", "outline").first()


def _throw_away(held: Paper, reason: str, *, by: Officer, at: datetime) -> None:
    note = "\n".join(filter(None, [_named(held), f"Lý do: {reason}" if reason else "", *_said(held)]))
    acting = _acting(by, held)
    for row in (held.follows, held.meeting):
        if row is not None:
            _note_on(row, note, by=by, acting=acting, at=at)
    if was_signed(held):
        DiscardedPaper.objects.create(
            paper=held, meeting=held.meeting, follows=held.follows, reason=reason, by=by, at=at
        )
        _set_aside(held, note, by=by, acting=acting, at=at)
    else:
        _note_on(held, note, by=by, acting=acting, at=at)
        held.take_away()


def _set_aside(held: Paper, note: str, *, by: Officer, acting: Appointment | None, at: datetime) -> None:
    """The row stays, tied to nothing any more; what would be deleted along with it goes."""
    outline, ties = held.outline, dict.fromkeys(("meeting", "outline", "meeting_change", *FOLLOWING))
    held.move(PaperState.DISCARDED, "discard_draft", by=by, acting=acting, at=at, note=note, **ties)
    for relation in Paper._meta.related_objects:
        if relation.on_delete is CASCADE:
            rows = cast(type[Model], relation.related_model)._base_manager
            rows.filter(**{relation.field.name: held}).delete()
    held.drop_copy(outline)


def discarded_with_signatures() -> QuerySet[DiscardedPaper]:
    """The newest first, each with its signatures and why they were voided. Two queries."""
    signed = SignedRecord.objects.defer("content").select_related("void").order_by("pk")
    rows = DiscardedPaper.objects.select_related("paper", "meeting", "follows__release", "by")
    return rows.prefetch_related(Prefetch("paper__signed_records", signed))


def was_signed(paper: Paper) -> bool:
    """Also where the signature was voided again."""
    return SignedRecord.objects.filter(paper=paper).exists()


def _note_on(row: Chained, note: str, *, by: Officer, acting: Appointment | None, at: datetime) -> None:
    row.refresh_from_db(fields=["event_count", "event_head"])
    record(MeetingEvent, [row], verb="discard_draft", by=by, acting=acting, at=at, note=note)


def _acting(by: Officer, paper: Paper) -> Appointment | None:
    """The clerk's appointment for their own draft, else that of the division's head."""
    own = by.capacity(Role.CLERK) if paper.drafted_by_id == by.pk else None
    return own or access.checking_as(by, paper)


def _hindrances(paper: Paper, officer: Officer) -> Iterator[str]:
    if paper.state != PaperState.DRAFT:
        yield f"Văn bản đang ở bước “{paper.get_state_display()}”. Hãy đưa văn bản về dự thảo rồi mới bỏ."
    if words := kept_minutes_words(paper):
        yield words
    waiting = Consultation.objects.filter(paper=paper, outcome="").exclude(comment="").count()
    if waiting:
        yield f"Còn {waiting} ý kiến góp ý chưa được trả lời. Hãy trả lời từng ý kiến ở phần Lấy ý kiến rồi mới bỏ."
    for name, file in _others_words(paper, officer):
        yield f"{name} còn {file} của dự thảo này. Hãy đề nghị người đó nhận hoặc bỏ phần này trước."


def _others_words(paper: Paper, officer: Officer) -> Iterator[tuple[str, str]]:
    """What others have not finished: who, and what it is. Of those whose account is closed nobody waits."""
    for document in paper.word_corrections.filter(owner__is_active=True).exclude(owner=officer).select_related("owner"):
        yield str(document.owner), f"bản Word “{document.name}” đang đối chiếu"
    texts = paper.edit_drafts.filter(officer__is_active=True).exclude(officer=officer).select_related("officer")
    for text in texts:
        yield str(text.officer), "một bản nháp chưa ghép"
    if paper.kind == PaperKind.MINUTES:
        kept_sayings = paper.minutes.drafts.filter(officer__is_active=True).exclude(officer=officer)
        for saying in kept_sayings.select_related("officer"):
            yield str(saying.officer), "một ý kiến phát biểu chưa ghép"
    if _has_own_copy(paper):
        kept = EditDraft.objects.filter(outline=paper.outline_id, officer__is_active=True).exclude(officer=officer)
        for draft in kept.select_related("officer"):
            yield str(draft.officer), "một đoạn kết luận chưa ghép"


def _has_own_copy(paper: Paper) -> bool:
    """Whether the conclusions are a copy made for this draft alone, which goes with it."""
    return paper.outline is not None and paper.outline.edition > 1


def _going(paper: Paper) -> Iterator[str]:
    yield f"Dự thảo “{paper.abstract}”, cùng {paper.recipients.count()} dòng nơi nhận và các lần sửa của dự thảo."
    if paper.outline and _has_own_copy(paper):
        items = paper.outline.conclusions.count()
        yield f"Bản chép {items} mục kết luận để soạn văn bản này, kể cả chỗ đã sửa trên bản chép."
        if taken := Proposal.objects.filter(conclusion__outline=paper.outline).count():
            yield f"Việc đưa {taken} kiến nghị vào bản chép đó; các kiến nghị trở lại chờ đưa vào kết luận."
    if paper.kind == PaperKind.MINUTES:
        yield f"Bản chép {paper.minutes.statements.count()} ý kiến phát biểu của biên bản đã phát hành, kể cả chỗ đã sửa."
    asked = Consultation.objects.filter(paper=paper, comment="").select_related("officer", "unit")
    if names := ", ".join(str(each.officer or each.unit) for each in asked):
        yield f"Việc lấy ý kiến đang chờ: {names}."
    if files := ", ".join(f"“{name}”" for name in paper.word_corrections.values_list("name", flat=True)):
        yield f"Bản Word đang đối chiếu: {files}."


def _staying(paper: Paper) -> Iterator[str]:
    if paper.follows:
        titled = paper.follows.release.titled
        yield f"{titled} giữ nguyên như trước khi lập dự thảo này; lập được văn bản khác cho {titled}."
    if paper.meeting:
        yield f"Cuộc họp “{paper.meeting.title}” với thành phần, tài liệu, báo cáo và kiến nghị."
    if paper.outline and not _has_own_copy(paper):
        yield "Kết luận của cuộc họp và các nhiệm vụ trong đó; lập được dự thảo khác từ kết luận này."
    if paper.meeting_change_id:
        yield "Lần hoãn hoặc hủy đã ghi của cuộc họp; lập được thông báo khác về lần này."
    if was_signed(paper):
        yield "Các lần ký và hủy chữ ký, cùng nội dung đã ký; văn bản chuyển sang danh sách “Dự thảo đã ký rồi bỏ”."
    yield "Nhật ký: ai lập, ai xử lý, ai bỏ dự thảo, lý do, và toàn văn các ý kiến người khác đã ghi."


def _named(paper: Paper) -> str:
    """'Giấy mời: Dự hội nghị …, thay thế Giấy mời 01/GM-SKHCN'."""
    words = f"{PaperKind(paper.kind).label}: {paper.abstract}"
    return f"{words} (cho {paper.follows.release.titled})" if paper.follows else words


def _said(paper: Paper) -> Iterator[str]:
    """Every word of somebody else that the rows of the draft hold, a line each."""
    if paper.returned_note:
        yield f"Trả lại: {paper.returned_note}"
    for remark in LineComment.objects.filter(paper=paper).select_related("officer"):
        yield f"{remark.officer} ({_day(remark.at)}), {remark.place}: {remark.text}"
    for asked in Consultation.objects.filter(paper=paper).exclude(comment="").select_related("commented_by"):
        told = f"{asked.commented_by} góp ý ({_day(asked.commented_at)}): {asked.comment}"
        yield f"{told} – {asked.get_outcome_display()}. {asked.answer}".strip()


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}" if moment else ""
