"""What the chair concluded of a task of an earlier meeting, put on record; and until when that may be corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from directives import access
from directives.carried_over import take_up
from directives.enums import VerdictKind
from directives.life.extending import is_from_above
from directives.models import Assignment, Directive, DirectiveEvent, MeetingVerdict
from directives.verdicts.annex import hand_in_annex
from directives.verdicts.listing import carried_to
from districts.enums import Role
from districts.errors import DomainError, EditConflict, Frozen, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals
from meetings.conclusion_rows import concluded_outlines
from meetings.drafting import first_outline
from meetings.enums import ConclusionKind, MeetingState, PaperKind, PaperState
from meetings.lock_order import hold_outlines_papers_and_meeting
from meetings.models import Conclusion, EarlierPaper, Meeting, Paper
from meetings.models.secrecy import refuse_secret

ONLY_CLERKS = "Chỉ chuyên viên được giao soạn thảo mới ghi kết luận về nhiệm vụ kỳ trước."
NOT_YET = "Cuộc họp chưa diễn ra. Kết luận về nhiệm vụ kỳ trước được ghi từ ngày họp."
NOT_HELD = "Cuộc họp đã hoãn hoặc hủy nên không có kết luận về nhiệm vụ kỳ trước."
IS_OLD = "Thông báo của cuộc họp này đã ban hành trước đây, nên không ghi được kết luận về nhiệm vụ kỳ trước."
IN_FORCE = "Thông báo kết luận đã phát hành nên kết luận về nhiệm vụ kỳ trước không sửa được nữa."
UNDER_WAY = "Dự thảo thông báo đang ở bước “{}”. Muốn ghi hoặc sửa kết luận, hãy rút dự thảo về hoặc đề nghị trả lại."
NOT_OF_BEFORE = "Nhiệm vụ này không thuộc các kỳ trước của cuộc họp. Hãy tải lại trang."
NO_DAY = "Hãy ghi hạn mới."
NOT_LATER = "Hạn mới phải sau ngày họp ({}). Hãy ghi ngày khác."
NEEDS_PAPER = (
    "Nhiệm vụ do cấp trên giao chỉ đổi hạn, dừng hoặc thay được khi có văn bản của cấp trên. Hãy ghi số, ngày văn bản."
)
NO_ITEM = "Mục kết luận được chọn không còn trong kết luận của cuộc họp. Hãy chọn lại."
OVERTAKEN = "{} vừa ghi “{}” cho nhiệm vụ này. Hãy xem lại rồi ghi lần nữa nếu vẫn cần."
MOVING = frozenset({VerdictKind.STOPPED, VerdictKind.NEW_DATE, VerdictKind.REPLACED})
"""Kinds by which a task no longer stands as its paper gave it."""


@dataclass(frozen=True)
class Said:
    """What is to be recorded. ``item``: the conclusion that takes the task's place; None makes one of the task's own words."""

    kind: VerdictKind
    due_on: date | None = None
    item: int | None = None
    paper: str = ""
    words: str = ""


def lock_facts() -> dict[str, Any]:
    """Annotations of a meeting for ``lock_of``, to be read along with it."""
    notices = Paper.objects.filter(meeting=OuterRef("pk"), kind=PaperKind.NOTICE).exclude(state=PaperState.DRAFT)
    return {
        "notice_released": Exists(notices.filter(state=PaperState.RELEASED)),
        "notice_under_way": Subquery(notices.values("state")[:1]),
        "issued_before": Exists(EarlierPaper.objects.filter(outline__meeting=OuterRef("pk"))),
    }


def lock_of(meeting: Meeting, today: date) -> str:
    """Why verdicts cannot be recorded now, and what to do; '' where they can. ``meeting`` was read with ``lock_facts``.

    From the meeting's day on, and as long as its conclusions may be edited: both stand in the notice.
    """
    told = vars(meeting)
    if meeting.state in (MeetingState.POSTPONED, MeetingState.CANCELLED):
        return NOT_HELD
    if meeting.held_on is None or meeting.held_on > today:
        return NOT_YET
    if told["notice_released"]:
        return IN_FORCE
    if told["notice_under_way"]:
        return UNDER_WAY.format(PaperState(told["notice_under_way"]).label)
    return IS_OLD if told["issued_before"] else ""


def replacing_items(meeting: Meeting) -> QuerySet[Conclusion]:
    """The items of the meeting's conclusions that may take the place of a task."""
    return Conclusion.objects.filter(
        outline__in=concluded_outlines(meeting).values("pk")[:1], kind=ConclusionKind.ITEM
    ).order_by("position", "pk")


def standing_verdict(meeting: Meeting, directive: Directive) -> MeetingVerdict | None:
    return MeetingVerdict.objects.filter(meeting=meeting, directive=directive).order_by("-number").first()


@records_refusals
def record_verdict(
    directive: Directive, said: Said, *, meeting: Meeting, seen: int | None, by: Officer, at: datetime
) -> MeetingVerdict:
    """Keep what the chair said; a correction is one more row. ``seen``: the verdict that the page showed, None for none.

    The same again is the one that stands. Raises NotAllowed, Frozen, WrongState, EditConflict, DomainError.
    """
    if not access.may_record_verdict(by, meeting):
        raise NotAllowed(ONLY_CLERKS)
    said = _tidied(said, directive, meeting)
    with transaction.atomic():
        hold_outlines_papers_and_meeting(meeting.pk)
        held = Meeting.objects.annotate(**lock_facts()).get(pk=meeting.pk)
        if words := lock_of(held, timezone.localdate(at)):
            raise Frozen(words)
        standing = standing_verdict(held, directive)
        wanted = _wanted(directive, said, held, standing)
        if standing and _is_said_again(standing, wanted):
            return standing
        if (standing.pk if standing else None) != seen:
            raise EditConflict(OVERTAKEN.format(standing.by.full_name, standing) if standing else NOT_OF_BEFORE)
        if not carried_to(held, by, only=directive.pk).rows:
            raise WrongState(NOT_OF_BEFORE)
        if said.kind == VerdictKind.REPLACED and said.item is None:
            wanted.item = take_up(directive, first_outline(held), by=by, at=at).pk
        wanted.by, wanted.at = by, at
        wanted.save()
        _put_on_record(wanted)
        hand_in_annex(held, by=by, at=at)
        return wanted


def _tidied(said: Said, directive: Directive, meeting: Meeting) -> Said:
    """Only what belongs to the kind. Raises DomainError for what is missing or cannot be."""
    said = replace(
        said,
        due_on=said.due_on if said.kind == VerdictKind.NEW_DATE else None,
        item=said.item if said.kind == VerdictKind.REPLACED else None,
        paper=" ".join(said.paper.split()) if said.kind in MOVING else "",
        words=said.words.strip(),
    )
    refuse_secret(said.words, said.paper)
    if said.kind == VerdictKind.NEW_DATE:
        if said.due_on is None:
            raise DomainError(NO_DAY)
        if meeting.held_on and said.due_on <= meeting.held_on:
            raise DomainError(NOT_LATER.format(f"{meeting.held_on:%d/%m/%Y}"))
    if said.kind in MOVING and not said.paper and _from_above(directive):
        raise DomainError(NEEDS_PAPER)
    return said


def _from_above(directive: Directive) -> bool:
    leads = Assignment.objects.leading().filter(directive=directive).select_related("directive")
    return any(is_from_above(each) for each in leads)


def _wanted(directive: Directive, said: Said, meeting: Meeting, standing: MeetingVerdict | None) -> MeetingVerdict:
    if said.item is not None and not replacing_items(meeting).filter(pk=said.item).exists():
        raise DomainError(NO_ITEM)
    return MeetingVerdict(
        meeting=meeting,
        directive=directive,
        number=standing.number + 1 if standing else 1,
        kind=said.kind,
        due_on=said.due_on,
        item=said.item,
        paper=said.paper,
        words=said.words,
    )


def _is_said_again(standing: MeetingVerdict, wanted: MeetingVerdict) -> bool:
    """A second click for an item of the task's own words means the item that the first one made."""
    if wanted.kind == VerdictKind.REPLACED and wanted.item is None:
        made = standing.item
        wanted.item = made if made is not None and replacing_items(wanted.meeting).filter(pk=made).exists() else None
    return standing.says(wanted)


def _put_on_record(verdict: MeetingVerdict) -> None:
    directive = Directive.objects.select_for_update(of=("self",)).get(pk=verdict.directive_id)
    told = f"{verdict.meeting}: {verdict}"
    record(
        DirectiveEvent,
        [directive],
        verb="record_verdict",
        by=verdict.by,
        acting=verdict.by.capacity(Role.CLERK),
        at=verdict.at,
        note=": ".join(filter(None, [told, verdict.words])),
    )
