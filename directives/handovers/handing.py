"""The act of handing over: each chosen piece of work goes to its colleague, both are named on it, and the list is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directives import access
from directives.enums import WorkKind
from directives.handovers.receivers import receivers_of
from directives.handovers.work import InName, Posts, Work, read_posts
from directives.life.table import target_of
from directives.models import Assignment, Directive, DirectiveEvent, Handover, HandoverItem
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.models import Appointment, Officer
from districts.models.officers import RECORDED_LENGTH
from districts.refusals import records_refusals
from meetings.models import Consultation, ImportReview, MeetingEvent, Paper, WordCorrection
from meetings.models.secrecy import refuse_secret
from meetings.posted import number_of

NONE_CHOSEN = "Chưa chọn người nhận cho việc nào. Hãy chọn ở ít nhất một việc rồi bấm nút."
ELSEWHERE = "Có việc không còn đứng tên {}. Chưa việc nào được bàn giao. Hãy tải lại trang để xem danh sách mới."
NOT_ALLOWED = "Chỉ người đang giữ việc, lãnh đạo đơn vị và người quản trị bàn giao được việc này."
NOT_FIT = (
    "“{}”: {} không nhận được việc này vì không giữ vai trò làm việc đó ở {}. Hãy chọn người khác cho việc này. Chưa việc "
    "nào được bàn giao."
)
ASKED_TWICE = (
    "“{}”: {} đã được lấy ý kiến dự thảo này và chưa góp ý. Hãy chọn người khác cho việc này. Chưa việc nào được bàn "
    "giao."
)
COLUMNS = {
    WorkKind.ORDER: (Assignment, "handling_officer"),
    WorkKind.FOLLOWED: (Directive, "following_clerk"),
    WorkKind.DRAFT: (Paper, "drafted_by"),
    WorkKind.WORD: (WordCorrection, "owner"),
    WorkKind.READING: (ImportReview, "owner"),
    WorkKind.COMMENT: (Consultation, "officer"),
}

NOTED = {WorkKind.COMMENT: " việc góp ý dự thảo", WorkKind.FOLLOWED: " việc theo dõi nhiệm vụ"}


@dataclass(frozen=True)
class Given:
    """``acting``: as whom it is handed over; None where it is the leaver's own."""

    work: Work
    to: Appointment
    acting: Appointment | None


@records_refusals
def hand_over(leaver: Officer, chosen: Mapping[str, int], *, words: str = "", by: Officer, at: datetime) -> Handover:
    """``chosen``: the key of each piece of work -> the officer who takes it. All or none.

    The queries are bounded by the kinds of work and the receivers, not by the rows. Raises NotAllowed, WrongState for what
    is not in the leaver's name any more, and DomainError for nothing chosen or somebody who cannot take it.
    """
    words = " ".join(words.split())[:255]
    refuse_secret(words)
    if not chosen:
        raise DomainError(NONE_CHOSEN)
    day = timezone.localdate(at)
    with transaction.atomic():
        posts = read_posts(leaver, day)
        works = list(InName(leaver, posts, _by_kind(chosen)))
        if len(works) < len(chosen):
            raise WrongState(ELSEWHERE.format(leaver))
        given = _given(works, chosen, leaver, by, day)
        _refuse_asked_twice(given)
        handover = Handover.objects.create(
            leaver=leaver, leaver_post=posts_words(posts), words=words, by=by, by_post=_post_of(given, by), at=at
        )
        _write(given, leaver, by, at)
        HandoverItem.objects.bulk_create(_items(handover, given))
        return handover


def _by_kind(chosen: Iterable[str]) -> dict[str, set[int]]:
    """Raises DomainError for a key that names no work."""
    found: dict[str, set[int]] = defaultdict(set)
    for key in chosen:
        kind, _, written = key.partition("-")
        pk = number_of(written)
        if kind not in WorkKind.values or pk is None:
            raise DomainError(NONE_CHOSEN)
        found[kind].add(pk)
    return found


def _given(works: list[Work], chosen: Mapping[str, int], leaver: Officer, by: Officer, day: date) -> list[Given]:
    given, receivers = [], receivers_of(works, leaver, day)
    for work in works:
        if not access.may_hand_over(by, leaver, work.unit):
            raise NotAllowed(NOT_ALLOWED)
        to = next((each for each in receivers[work.key] if each.officer_id == chosen[work.key]), None)
        if to is None:
            named = Officer.objects.filter(pk=chosen[work.key]).first() or "Người đã chọn"
            raise DomainError(NOT_FIT.format(work.title, named, work.unit or "đơn vị này"))
        acting = None if by.pk == leaver.pk else access.handing_over_as(by, work.unit)
        given.append(Given(work, to, acting))
    return given


def _refuse_asked_twice(given: list[Given]) -> None:
    """A colleague who has not written yet is not asked again about a draft. One query, where there are such at all."""
    asked: dict[tuple[int, int | None], Given] = {
        (each.work.row.paper_id, each.to.officer_id): each for each in given if isinstance(each.work.row, Consultation)
    }
    known = Q(pk__in=())
    for paper, officer in asked:
        known |= Q(paper=paper, officer=officer, comment="")
    if asked and (row := Consultation.objects.filter(known).select_related("officer").first()):
        raise WrongState(ASKED_TWICE.format(asked[row.paper_id, row.officer_id].work.title, row.officer))


def posts_words(posts: Posts) -> str:
    return "; ".join(str(each) for each in posts.shown)[:RECORDED_LENGTH]


def _post_of(given: list[Given], by: Officer) -> str:
    acting = given[0].acting or by.capacity()
    return f"{acting.position_on_record}, {acting.unit}"[:RECORDED_LENGTH] if acting else ""


def _write(given: list[Given], leaver: Officer, by: Officer, at: datetime) -> None:
    """Raises WrongState for an order that is not open."""
    for kind, (model, column) in COLUMNS.items():
        rows = []
        for each in given:
            if each.work.kind == kind:
                setattr(each.work.row, column, each.to.officer)
                _pass_to_office(each)
                rows.append(each.work.row)
        if rows:
            written = [column, "handling_unit"] if kind == WorkKind.ORDER else [column]
            model._base_manager.bulk_update(rows, written, batch_size=500)
    for kind in (WorkKind.DRAFT, WorkKind.COMMENT, WorkKind.FOLLOWED, WorkKind.ORDER):
        for (state, acting, to), told in _told([each for each in given if each.work.kind == kind]).items():
            record(
                MeetingEvent if kind in (WorkKind.DRAFT, WorkKind.COMMENT) else DirectiveEvent,
                told,
                verb="hand_over",
                by=by,
                acting=acting,
                at=at,
                from_state=state,
                to_state=state,
                note=f"{leaver} bàn giao cho {to}" + NOTED.get(kind, ""),
            )


def _pass_to_office(given: Given) -> None:
    """An order whose receiver works in an office below its unit is passed to that office, or its receiver could not open it."""
    row, unit = given.work.row, given.work.unit
    if isinstance(row, Assignment) and unit is not None and given.to.unit_id != unit.pk:
        row.handling_unit = given.to.unit


Told = tuple[str, Appointment | None, Officer]


def _told(given: list[Given]) -> dict[Told, list[Any]]:
    """Of one kind what has a history of its own, by what its event says; an awaited comment is told of by its paper."""
    papers = Paper.objects.in_bulk(
        {each.work.row.paper_id for each in given if isinstance(each.work.row, Consultation)}
    )
    found: dict[Told, list[Any]] = defaultdict(list)
    for each in given:
        row: Any = papers[each.work.row.paper_id] if isinstance(each.work.row, Consultation) else each.work.row
        if isinstance(row, Assignment):
            state = target_of(row, "hand_over")
        else:
            state = row.state if isinstance(row, Paper) else ""
        found[state, each.acting, each.to.officer].append(row)
    return found


def _items(handover: Handover, given: list[Given]) -> list[HandoverItem]:
    order = list(WorkKind)
    sorted_ = sorted(
        given, key=lambda each: (each.to.officer.full_name, each.to.officer_id, order.index(each.work.kind))
    )
    return [
        HandoverItem(
            handover=handover,
            number=number,
            kind=each.work.kind,
            object_id=each.work.row.pk,
            title=each.work.title,
            standing=each.work.standing[:255],
            unit=each.work.unit,
            to=each.to.officer,
            to_post=str(each.to)[:RECORDED_LENGTH],
        )
        for number, each in enumerate(sorted_, 1)
    ]
