"""'Lấy ý kiến dự thảo': officers and units of the Sở are asked by a day; each comment and its answer is kept.

It holds nothing up: the draft goes on whether they have written or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from districts.events import record
from districts.models import Appointment, Officer, Unit
from districts.refusals import records_refusals
from meetings import access
from meetings.enums import CommentOutcome, PaperState
from meetings.models import Consultation, MeetingEvent, Paper
from meetings.models.secrecy import refuse_secret

ASKED_ROLES = (Role.CLERK, Role.DIVISION_HEAD, Role.OFFICE_HEAD, Role.LEADER, Role.REGISTRAR)
OPEN = (PaperState.DRAFT, PaperState.SENT, PaperState.CHECKED, PaperState.FORM_CHECKED)
LONGEST = 10_000
NOT_ASKING = "Chỉ chuyên viên soạn thảo lấy ý kiến, trước khi trình ký."
ANSWERED_MEANWHILE = (
    "Ý kiến này vừa được người khác trả lời, nên lần này chưa ghi. Hãy xem trả lời đang có rồi ghi lại nếu vẫn cần."
)


def people_to_ask(day: date) -> list[Appointment]:
    """Who of the Sở's own process may be asked on the day, each officer once, with position and unit; one query."""
    held = Appointment.objects.in_force(day).filter(role__in=ASKED_ROLES, officer__is_active=True)
    found: dict[int, Appointment] = {}
    for each in held.select_related("officer", "unit").order_by("unit__sort_name", "officer__full_name", "pk"):
        found.setdefault(each.officer_id, each)
    return list(found.values())


def may_ask(officer: Officer, paper: Paper) -> bool:
    """Clerks, before the draft is submitted to the signer."""
    return access.may_enter_meetings(officer) and paper.state in OPEN


def may_comment(officer: Officer, row: Consultation, paper: Paper) -> bool:
    """Who was asked, by name or as one who works for the unit that was, until an answer is given."""
    asked = row.officer_id == officer.pk or (row.unit_id is not None and row.unit_id in officer.unit_ids)
    return asked and paper.state in OPEN and not row.outcome


def may_answer(officer: Officer, paper: Paper) -> bool:
    """Clerks, until the paper is released: what became of the comments is settled by then."""
    return access.may_enter_meetings(officer) and paper.state != PaperState.RELEASED


def answer_stamp(row: Consultation) -> str:
    """Which answer a page showed; '' where there was none."""
    if not row.outcome:
        return ""
    when = row.answered_at.timestamp() if row.answered_at else ""
    told = f"{row.outcome}\n{row.answered_by_id}\n{when}\n{row.answer}"
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def comment_due(officer: Officer) -> Subquery:
    """Of a paper in a query: the day until which the officer, or a unit that they work for, was asked and has not written
    yet; NULL where nobody asked."""
    asked = Consultation.objects.filter(
        Q(officer=officer) | Q(unit__in=officer.unit_ids), comment="", paper=OuterRef("pk"), paper__state__in=OPEN
    )
    return Subquery(asked.order_by("due_on", "pk").values("due_on")[:1])


@records_refusals
def ask_for_comments(
    paper: Paper, *, officers: Collection[int], units: Collection[int], due_on: date, by: Officer, at: datetime
) -> list[Consultation]:
    """Ask each once; who was asked before and has not written gets the new day."""
    if not may_ask(by, paper):
        raise NotAllowed(NOT_ASKING)
    today = timezone.localdate(at)
    if due_on < today:
        raise DomainError("Hạn góp ý phải từ hôm nay trở đi.")
    known = people_to_ask(today)
    people = {each.officer_id for each in known} & set(officers) - {by.pk}
    offices = {each.unit_id for each in known} & set(units)
    if not people and not offices:
        raise DomainError("Hãy chọn ít nhất một người hoặc một đơn vị của Sở để lấy ý kiến.")
    with transaction.atomic():
        held = Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)
        if not may_ask(by, held):
            raise NotAllowed(NOT_ASKING)
        waiting = Consultation.objects.filter(paper=held, comment="")
        waiting.filter(Q(officer__in=people) | Q(unit__in=offices)).update(due_on=due_on)
        asked = {(row.officer_id, row.unit_id) for row in waiting}
        rows = [
            Consultation(paper=held, officer_id=person, unit_id=unit, due_on=due_on, asked_by=by, asked_at=at)
            for person, unit in [*((pk, None) for pk in sorted(people)), *((None, pk) for pk in sorted(offices))]
            if (person, unit) not in asked
        ]
        Consultation.objects.bulk_create(rows)
        note = f"{_named(people, offices)}; hạn {due_on:%d/%m/%Y}"
        record(MeetingEvent, [held], verb="ask_comments", by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
    return rows


def _named(people: Collection[int], units: Collection[int]) -> str:
    names = [*Officer.objects.filter(pk__in=people), *Unit.objects.filter(pk__in=units)]
    return ", ".join(str(each) for each in names)


@records_refusals
def give_comment(paper: Paper, row: int, *, text: str, by: Officer, at: datetime) -> Consultation:
    """The comment of who was asked; it may be written anew until it is answered. After its day it is taken too."""
    words = _words(text, "Hãy ghi ý kiến; nếu thống nhất, ghi “Thống nhất với dự thảo.”")
    with transaction.atomic():
        held, asked = _held(paper, row)
        if not may_comment(by, asked, held):
            raise NotAllowed(
                "Chỉ người hoặc đơn vị được lấy ý kiến góp ý, khi dự thảo chưa trình ký và chưa có trả lời."
            )
        asked.comment, asked.commented_by, asked.commented_at = words, by, at
        asked.save()
        record(MeetingEvent, [held], verb="give_comment", by=by, at=at, note=words)
    return asked


@records_refusals
def answer_comment(
    paper: Paper, row: int, *, outcome: str, answer: str, seen: str = "", by: Officer, at: datetime
) -> Consultation:
    """'Tiếp thu' or 'Giải trình': an explanation needs its words.

    ``seen``: the ``answer_stamp`` of the answer that the page showed. Raises EditConflict over another one, NotAllowed,
    WrongState once the paper is released.
    """
    if outcome not in CommentOutcome.values:
        raise DomainError("Hãy chọn Tiếp thu hoặc Giải trình.")
    words = answer.strip()
    if outcome == CommentOutcome.EXPLAINED or words:
        words = _words(answer, "Hãy ghi nội dung giải trình.")
    with transaction.atomic():
        held, asked = _held(paper, row)
        if not access.may_enter_meetings(by):
            raise NotAllowed("Chỉ chuyên viên soạn thảo trả lời ý kiến góp ý.")
        _refuse_answering(held, asked, seen)
        asked.outcome, asked.answer, asked.answered_by, asked.answered_at = outcome, words, by, at
        asked.save()
        note = f"{asked.officer or asked.unit}: {CommentOutcome(outcome).label}. {words}".strip()
        record(MeetingEvent, [held], verb="answer_comment", by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
    return asked


def _refuse_answering(held: Paper, asked: Consultation, seen: str) -> None:
    if held.state == PaperState.RELEASED:
        raise WrongState("Văn bản đã phát hành nên không ghi trả lời góp ý được nữa.")
    if not asked.comment:
        raise WrongState("Chưa có ý kiến nên chưa trả lời được.")
    if seen != answer_stamp(asked):
        raise EditConflict(ANSWERED_MEANWHILE)


def _held(paper: Paper, row: int) -> tuple[Paper, Consultation]:
    held = Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)
    asked = Consultation.objects.select_related("officer", "unit").filter(paper=held, pk=row).first()
    if asked is None:
        raise DomainError("Lần lấy ý kiến này không còn. Hãy tải lại trang.")
    return held, asked


def _words(text: str, sentence: str) -> str:
    words = text.strip()
    if not words:
        raise DomainError(sentence)
    if len(words) > LONGEST:
        raise DomainError("Ý kiến dài quá 10.000 ký tự. Hãy rút gọn.")
    refuse_secret(words)
    return words
