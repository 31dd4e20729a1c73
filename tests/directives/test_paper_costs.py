"""Every page of a paper, of each kind and in each state, asks the database at most twelve times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.amending import start_amendment
from directives.correcting import start_correction
from directives.issuing import release
from directives.paper_steps import offered
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from meetings.enums import AttendeeRole, MeetingForm, MeetingState, PaperFault, PaperKind
from meetings.minutes.beginning import begin_minutes
from meetings.minutes.confirming import confirm_minutes
from meetings.models import (
    Attendee,
    Conclusion,
    EditDraft,
    LineComment,
    Meeting,
    Order,
    OrderParty,
    Paper,
    PaperEditDraft,
    Recipient,
    Statement,
)
from meetings.planning.changes import Cause, postpone
from meetings.planning.invitation_drafting import draft_calling_off, draft_invitation
from meetings.signing import sign
from tests.cast import NOW, Cast, make_conclusions, make_meeting, make_notice
from tests.office_fixtures import ONE_PAGE

MOST = 12
OFFICERS = ("clerk", "division_head", "office_head", "leader", "registrar")
MINUTE = timedelta(minutes=1)
READERS = ("clerk", "office_head", "leader", "registrar", "unit_officer", "observer")
PARTS = (
    "paper-points",
    "paper-preview",
    "paper-pdf",
    "paper-word",
    "paper-word-back",
    "paper-deliveries",
    "draft-edit",
    "draft-history",
    "draft-preview",
    "draft-form-check",
    "consultation",
    "recall-answers",
)


def notice(cast: Cast) -> Paper:
    """With all that a notice may have: a table of orders, exceptions, names that reach nobody, texts nobody merged."""
    meeting = make_meeting(cast)
    Meeting.objects.filter(pk=meeting.pk).update(
        reading_notes=[{"line": 1, "message": "Xem lại"}], source_lines=["Một dòng"]
    )
    outline = meeting.outlines.get()
    items = make_conclusions(outline, cast)
    orders = Order.objects.filter(conclusion__outline=outline, parties__group=cast.communes)
    for order in orders:
        order.excluded.add(cast.other_commune)
    added = Conclusion.objects.create(outline=outline, text="Giao việc cho nhiều nơi", label="d)", level=2, position=8)
    order = Order.objects.create(conclusion=added, text=added.text, product="Báo cáo")
    for place, named in enumerate(({"unit": cast.division}, {"group": cast.communes}, {"words": "Đơn vị khác"})):
        OrderParty.objects.create(order=order, position=place, **named)
    OrderParty.objects.create(order=Order.objects.create(conclusion=added, text="Việc khác"), words="Nơi khác")
    paper = make_notice(cast, Meeting.objects.get(pk=meeting.pk), task_annex=True)
    Recipient.objects.create(paper=paper, group=cast.communes, words="UBND các xã", position=2)
    PaperEditDraft.objects.create(paper=paper, officer=cast.clerk, content={"abstract": "Khác"}, version=1, at=NOW)
    EditDraft.objects.create(outline=outline, conclusion=items[1], officer=cast.clerk, content={"text": "Khác"}, at=NOW)
    for item in items[:2]:
        LineComment.objects.create(
            paper=paper, conclusion=item, place="mục 1", text="Xem lại", officer=cast.leader, at=NOW
        )
    return paper


def issued(cast: Cast) -> Paper:
    paper = notice(cast)
    issue_at_once(paper, at=NOW, acknowledged=True)
    return Paper.objects.get(pk=paper.pk)


def replacement(cast: Cast) -> Paper:
    return start_replacement(issued(cast), by=cast.clerk, at=NOW)


def amendment(cast: Cast, paper: Paper | None = None, *, label: str = "a)") -> Paper:
    draft = start_amendment(paper or issued(cast), by=cast.clerk, at=NOW)
    row = draft.outline.conclusions.get(label=label)
    row.text += ", kèm số liệu"
    row.save()
    draft.outline.conclusions.get(label="c)").delete()
    added = Conclusion.objects.create(outline=draft.outline, text="Tổng hợp", label="c)", level=2, position=90)
    OrderParty.objects.create(order=Order.objects.create(conclusion=added, text="Tổng hợp"), unit=cast.division)
    Paper.objects.filter(pk=draft.pk).update(task_annex=True)
    return Paper.objects.get(pk=draft.pk)


def second_amendment(cast: Cast) -> Paper:
    first = issued(cast)
    issue_at_once(amendment(cast, first), at=NOW, acknowledged=True)
    return amendment(cast, Paper.objects.get(pk=first.pk), label="b)")


def recall(cast: Cast) -> Paper:
    return start_recall(issued(cast), by=cast.clerk, at=NOW, reason="Nhầm")


def correction(cast: Cast) -> Paper:
    said = {"fault": PaperFault.values[0], "wrong": "tháng 4", "right": "tháng 5"}
    return start_correction(issued(cast), by=cast.clerk, at=NOW, **said)


def coming(cast: Cast) -> Meeting:
    meeting = make_meeting(
        cast, state=MeetingState.PLANNED, held_on=date(2026, 4, 20), starts_at=time(8), form=MeetingForm.BOTH
    )
    return Meeting.objects.get(pk=meeting.pk)


def invitation(cast: Cast) -> Paper:
    paper = draft_invitation(coming(cast), by=cast.clerk, at=NOW)
    Paper.objects.filter(pk=paper.pk).update(body=f"{paper.body}\nTheo danh sách tại Phụ lục kèm theo.")
    return Paper.objects.get(pk=paper.pk)


def calling_off(cast: Cast) -> Paper:
    paper = invitation(cast)
    issue_at_once(paper, at=NOW)
    cause = Cause("Trùng kỳ họp HĐND tỉnh")
    postpone(Meeting.objects.get(pk=paper.meeting_id), cause=cause, by=cast.clerk, at=NOW + MINUTE)
    return draft_calling_off(Meeting.objects.get(pk=paper.meeting_id), by=cast.clerk, at=NOW + MINUTE)


def minutes(cast: Cast) -> Paper:
    meeting = make_meeting(cast, starts_at=time(8))
    make_conclusions(meeting.outlines.get(), cast)
    Attendee.objects.create(
        meeting=meeting, name="Nguyễn Văn A", post="Chuyên viên", role=AttendeeRole.SECRETARY, position=2
    )
    kept = begin_minutes(meeting, by=cast.clerk, at=NOW)
    kept.ended_at, kept.ended_on = time(11), meeting.held_on
    kept.save()
    for place in range(2):
        Statement.objects.create(
            minutes=kept,
            speaker="Ông Vũ Văn H",
            text="Đề nghị xem lại.",
            position=place,
            saved_by=cast.clerk,
            saved_at=NOW,
        )
    return kept.paper


KINDS: dict[str, Callable[[Cast], Paper]] = {
    each.__name__: each
    for each in (
        notice,
        replacement,
        amendment,
        second_amendment,
        recall,
        correction,
        invitation,
        calling_off,
        minutes,
    )
}


def walked(paper: Paper, cast: Cast) -> Iterator[Paper]:
    """The paper in each of its states, read anew; then the one that it follows, of which it has made something else."""
    at = NOW + 2 * MINUTE
    if paper.kind == PaperKind.MINUTES:
        steps = [lambda paper: confirm_minutes(paper, by=cast.officer("clerk"), at=at)]
    else:
        steps = [
            lambda paper: paper.send_for_check(by=cast.officer("clerk"), at=at),
            lambda paper: paper.check_content(by=cast.officer("division_head"), at=at),
            lambda paper: paper.check_form(by=cast.officer("office_head"), at=at),
            lambda paper: paper.submit(by=cast.officer("clerk"), at=at),
        ]
    steps += [
        lambda paper: sign(paper, by=cast.officer("leader"), at=at, acknowledged=True),
        lambda paper: release(paper, by=cast.officer("registrar"), at=at),
    ]
    for step in steps:
        yield Paper.objects.get(pk=paper.pk)
        step(Paper.objects.get(pk=paper.pk))
    released = Paper.objects.get(pk=paper.pk)
    yield released
    if released.follows:
        yield Paper.objects.get(pk=released.follows.pk)


def pages_of(paper: Paper, cast: Cast) -> Iterator[tuple[str, str]]:
    """Who opens which page: the paper's own everybody, a step's whoever may take it, all else the clerk or the registrar."""
    for reader in READERS:
        yield reader, reverse("paper", args=[paper.pk])
    for name in PARTS:
        yield "clerk", reverse(name, args=[paper.pk])
    yield "clerk", reverse("paper-page", args=[paper.pk, 1])
    yield "registrar", reverse("paper-copy", args=[paper.pk])
    for role in OFFICERS:
        for step in offered(cast.officer(role), Paper.objects.get(pk=paper.pk), cast.profile):
            yield role, reverse("paper-step", args=[paper.pk, step.slug])


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_of_a_paper_asks_more_than_twelve_times(cast, quick_press, monkeypatch, kind):
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: ONE_PAGE)
    clients = {role: Client() for role in {*READERS, *OFFICERS}}
    for role, client in clients.items():
        client.force_login(cast.officer(role))
    over, opened = [], set()
    for paper in walked(KINDS[kind](cast), cast):
        for role, address in pages_of(paper, cast):
            with CaptureQueriesContext(connection) as queries:
                answer = clients[role].get(address)
            if answer.streaming:
                answer.getvalue()
            if answer.status_code == 200:
                opened.add(address)
            if len(queries) > MOST:
                over.append(f"{paper.state}, {role}: {address} asks {len(queries)} times")
    assert not over, "\n".join(over)
    assert len(opened) > 10
