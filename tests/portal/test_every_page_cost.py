"""No page of the portal asks the database more than twelve times, whoever of the roles opens it.

Which pages there are is told by ``make_shots``, so that a page with a picture is also a page that is held to this.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directives.earlier.recording import enter_with_orders
from directives.enums import SuperiorBody
from directives.rulings.entering import enter
from directives.rulings.proposing import Proposal as RulingProposal
from directives.rulings.proposing import ProposedItem
from directives.whole_way import officer_with
from districts.enums import Role
from districts.models import Officer
from meetings.admission import Directory, admit
from meetings.conclusion_rows import orders_of
from meetings.drafting import draft_notice
from meetings.earlier_papers import EarlierFacts
from meetings.enums import MeetingState
from meetings.models import Delegation, Meeting, Proposal, ReportRequest, UnitReport
from meetings.naming import call_by_meeting
from meetings.planning.files import SentFile
from meetings.reading import read_document
from portal.demo.scenario import DOCUMENT, play
from portal.management.commands.make_shots import begun_review, review_paths, signed_in_clients, visitors_of
from tests.earlier_papers import OPEN
from tests.office_fixtures import ONE_PAGE

MOST = 12
LEAST_PAGES = 200


@pytest.fixture
def clients(db: None, quick_press: list, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Client]:
    """One of each role on the data of the demo, and with something on every page besides."""
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: ONE_PAGE)
    now = timezone.now()
    play(say=lambda line: None, out=tmp_path, now=now)
    clerk = officer_with(Role.CLERK, now)
    _enter_earlier(_read_again(clerk, now), clerk, now)
    _enter_ruling(clerk, now)
    unit = officer_with(Role.UNIT_OFFICER, now).current_appointments[0].unit
    coming = Meeting.objects.create(title="Giao ban kỳ tới", state=MeetingState.PLANNED, created_by=clerk)
    Meeting.objects.filter(pk=coming.pk).update(held_on=timezone.localdate(now) + timedelta(days=9))
    Delegation.objects.create(meeting=coming, unit=unit)
    meeting = _read_again(clerk, now)
    asked = ReportRequest.objects.create(
        meeting=meeting, content="Kết quả quý", due_on=date.max, asked_by=clerk, asked_at=now
    )
    UnitReport.objects.create(meeting=meeting, unit=unit, request=asked)
    Proposal.objects.create(meeting=meeting, unit=unit, text="Hỗ trợ thiết bị", state="sent", created_by=clerk)
    draft_notice(meeting, by=clerk, at=now)
    return signed_in_clients(None)


def _read_again(clerk: Officer, now: datetime) -> Meeting:
    """One more meeting from the demo's document."""
    directory = Directory.load()
    reading = read_document(DOCUMENT, known=directory.known, today=timezone.localdate(now))
    call_by_meeting(reading.draft, directory.names)
    return admit(reading.draft, source_name="giao-ban.txt", source_lines=reading.lines, by=clerk, at=now).meeting


def _enter_earlier(meeting: Meeting, clerk: Officer, now: datetime) -> None:
    outline = meeting.outlines.get()
    facts = EarlierFacts(
        number=90,
        symbol="TB-SKHCN",
        issued_on=meeting.held_on,
        abstract="Kết luận tại Hội nghị giao ban quý I",
        signer_name="Phạm Thị D",
        signer_position="Phó Giám đốc",
        units=[],
        file=SentFile("thong-bao.pdf", ONE_PAGE),
    )
    enter_with_orders(outline, facts, {order.pk: OPEN for order in orders_of(outline)}, by=clerk, at=now)


def _enter_ruling(clerk: Officer, now: datetime) -> None:
    facts = {"body": SuperiorBody.PEOPLE_COMMITTEE, "issuer": "UBND tỉnh Mẫu", "abstract": "Kết luận cuộc họp tháng 3"}
    items = (ProposedItem(text="Sở Khoa học và Công nghệ báo cáo kết quả", is_ours=True),)
    enter(SentFile("tb-ubnd.pdf", b"%PDF-1.7 UBND"), RulingProposal(facts, items), by=clerk, at=now)


def test_no_page_asks_more_than_twelve_times(clients):
    visitors, review = visitors_of(clients), review_paths(begun_review(clients))
    over, opened, listed = [], {}, set()
    for visitor in visitors:
        paths = visitor.paths | (review if visitor.name == Role.CLERK else {})
        listed |= paths.keys()
        for name, path in paths.items():
            connection.queries_log.clear()  # it holds no more than 9000
            with CaptureQueriesContext(connection) as queries:
                answer = clients[visitor.name].get(path)
            if answer.status_code == 200:
                opened[visitor.name, name] = len(queries)
            if len(queries) > MOST:
                over.append(f"{visitor.name} {path} ({name}): {len(queries)}")
    assert not over, "\n".join(over)
    assert listed == {name for _, name in opened}, "each of the pages is open to somebody"
    assert len(opened) > LEAST_PAGES
