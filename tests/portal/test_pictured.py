"""Every page of the access matrix has its picture: the demo furnishes a row for it, and make_shots knows its address."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from directives.enums import Bucket, NudgeWay
from directives.models import DeadlineDecision, Digest, Nudge
from directives.verdicts.listing import carried_to
from districts.enums import Role
from districts.models import Deputyship, Officer
from meetings.enums import AHEAD
from meetings.models import DiscardedPaper, Meeting
from portal.demo.rooms import furnish
from portal.demo.scenario import play
from portal.management.commands.make_shots import review_paths
from portal.pictured import pages
from tests.access_matrix import MATRIX
from tests.office_fixtures import files, quick_press

__all__ = ["files", "quick_press"]

# What opens but is no page of its own: a part that a page fetches, a file, a feed.
NO_PAGES = {
    "absence-file",
    "assignment-draft-file",
    "assignment-file",
    "attendance-row",
    "attendance-sheet",
    "calendar-feed",
    "carried-sheet",
    "draft-form-check",
    "draft-preview",
    "earlier-paper-file",
    "import-review-deadline",
    "import-review-piece",
    "meeting-change-file",
    "meeting-document",
    "minutes-speakers",
    "outline-deadline",
    "paper-page",
    "paper-pdf",
    "paper-preview",
    "paper-word",
    "proposal-answer-file",
    "register-print",
    "register-table",
    "report-file",
    "report-summary-pdf",
    "report-template",
    "ruling-file",
    "still-here",
    "unit-search",
}
FROM_ELSEWHERE = {"login", "import-review"}  # taken without a sign-in; of a review that the command begins itself


@pytest.fixture
def demo(db, quick_press, files, tmp_path) -> None:
    now = timezone.now()
    play(say=lambda told: None, out=tmp_path, now=now)
    assert furnish(now)


def test_every_page_that_opens_has_a_picture(demo):
    opened = {row.name for row in MATRIX if row.method == "get" and "." in row.cells} - NO_PAGES - FROM_ELSEWHERE
    # Pages whose matrix names a row that is not there; the demo has it.
    opened |= {"meeting-point", "registration", "outline-conflict", "minutes-conflict", "draft-conflict"}
    opened |= {"paper-delivery", "report-request", "ruling-item", "earlier-paper-standing"}
    pictured = {resolve(path.partition("?")[0]).url_name for path in pages().values()}
    assert opened - pictured == set()


def test_every_pictured_page_opens_to_somebody(demo):
    clients = {}
    for role in Role.values:
        if officer := Officer.objects.filter(appointments__role=role).first():
            clients[role] = Client()
            clients[role].force_login(officer)
    closed = [
        name
        for name, path in pages().items()
        if not any(client.get(path).status_code == HTTPStatus.OK for client in clients.values())
    ]
    assert closed == []
    assert review_paths("/x/"), "and the review, which the command begins"


def test_the_rooms_are_furnished_once_with_a_period_before_the_meeting_to_come(demo):
    meetings = Meeting.objects.count()
    assert not furnish(timezone.now())
    assert Meeting.objects.count() == meetings
    clerk = Officer.objects.get(appointments__role=Role.CLERK)
    carried = carried_to(Meeting.objects.filter(state__in=AHEAD).get(), clerk)
    assert {Bucket.OVERDUE, Bucket.WITHIN, Bucket.ON_TIME} <= {row.bucket for row in carried.rows}
    assert any(row.waiting for row in carried.rows), "reported, and waiting for the Sở"
    empty = [each for each in (DeadlineDecision, Deputyship, Digest, DiscardedPaper) if not each.objects.exists()]
    assert empty == []
    assert Nudge.objects.filter(way=NudgeWay.PHONE).exists()
