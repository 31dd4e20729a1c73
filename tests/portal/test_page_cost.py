"""What a page asks of the database does not grow with the rows that it lists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives.whole_way import issue_at_once
from meetings.enums import Attendance, DeadlineKind, MeetingState, PaperState, PartyRole
from meetings.models import (
    Attendee,
    Conclusion,
    Delegation,
    Meeting,
    OrderParty,
    Paper,
    Proposal,
    ReportRequest,
    UnitReport,
)
from tests.cast import NOW, Cast, make_conclusions, make_meeting, make_notice, make_order, make_unit

MOST = 12
INSIDE = ("clerk", "division_head", "office_head", "leader", "registrar")
ROLES = ("clerk", "leader", "registrar", "unit_officer", "observer")


def add_issued(cast: Cast) -> Meeting:
    """One more meeting with its released notice and the orders of both communes."""
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    issue_at_once(make_notice(cast, meeting), at=NOW)
    return meeting


def add_in_work(cast: Cast) -> Paper:
    """The draft of one more meeting."""
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    return make_notice(cast, meeting)


def cost(cast: Cast, role: str, path: str) -> int:
    client = Client()
    client.force_login(cast.officer(role))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["home", "meeting-list", "paper-list"])
def test_lists_ask_as_often_for_six_rows_as_for_one(cast, quick_press, role, name):
    add_issued(cast)
    before = cost(cast, role, reverse(name))
    for _ in range(5):
        add_issued(cast)
    assert cost(cast, role, reverse(name)) == before


@pytest.mark.parametrize(
    ("state", "role"),
    [
        (PaperState.DRAFT, "division_head"),
        (PaperState.CHECKED, "office_head"),
        (PaperState.FORM_CHECKED, "clerk"),
        (PaperState.SUBMITTED, "leader"),
        (PaperState.SIGNED, "registrar"),
    ],
)
def test_waiting_papers_ask_as_often_for_six_as_for_one(cast, paper_in, state, role):
    paper_in(state, add_in_work(cast))
    before = cost(cast, role, reverse("home"))
    for _ in range(5):
        paper_in(state, add_in_work(cast))
    assert cost(cast, role, reverse("home")) == before


@pytest.mark.parametrize(
    "state",
    [
        PaperState.DRAFT,
        PaperState.CHECKED,
        PaperState.FORM_CHECKED,
        PaperState.SUBMITTED,
        PaperState.SIGNED,
    ],
)
@pytest.mark.parametrize("role", INSIDE)
def test_a_paper_before_its_release_asks_at_most_twelve_times(cast, paper_in, state, role):
    paper = add_in_work(cast)
    paper_in(state, paper)
    assert cost(cast, role, reverse("paper", args=[paper.pk])) <= MOST


@pytest.mark.parametrize("role", [*INSIDE, "unit_officer", "observer"])
def test_a_released_paper_asks_at_most_twelve_times(cast, quick_press, role):
    paper = add_issued(cast).papers.get()
    assert cost(cast, role, reverse("paper", args=[paper.pk])) <= MOST


@pytest.mark.parametrize("role", ["leader", "clerk", "office_head", "unit_officer", "unit_head", "observer"])
def test_the_home_page_asks_at_most_twelve_times(cast, quick_press, role):
    add_issued(cast)
    add_in_work(cast)
    assert cost(cast, role, reverse("home")) <= MOST


def test_a_full_home_page_of_a_division_asks_at_most_twelve_times(cast, quick_press):
    """Its head leads an order, helps with another, has a paper to check and is invited, asked to report and to answer."""
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    item = Conclusion.objects.create(outline=meeting.outlines.get(), text="Hai việc", label="d)", position=9)
    make_order(item, cast.division, "Việc thứ nhất")
    OrderParty.objects.create(
        order=make_order(item, cast.commune, "Việc thứ hai"), unit=cast.division, role=PartyRole.COORDINATING
    )
    issue_at_once(make_notice(cast, meeting), at=NOW)
    add_in_work(cast).send_for_check(by=cast.clerk, at=NOW)
    day = timezone.localdate() + timedelta(days=20)
    coming = make_meeting(cast, state=MeetingState.PLANNED, held_on=day, title="Giao ban kỳ tới")
    Delegation.objects.create(meeting=coming, unit=cast.division)
    asked = ReportRequest.objects.create(
        meeting=coming, content="Kết quả quý", due_on=day, asked_by=cast.clerk, asked_at=NOW
    )
    UnitReport.objects.create(meeting=coming, unit=cast.division, request=asked)
    sent = {"state": "received", "division": cast.division, "due_on": day, "created_by": cast.unit_officer}
    Proposal.objects.create(meeting=coming, unit=cast.commune, text="Hỗ trợ thiết bị đo", **sent)
    page = Client()
    page.force_login(cast.officer("division_head"))
    shown = page.get(reverse("home")).content.decode()
    for told in ("Việc thứ nhất", "Việc thứ hai", "Giao ban kỳ tới", "Hỗ trợ thiết bị đo", "Kiểm tra"):
        assert told in shown
    assert cost(cast, "division_head", reverse("home")) <= MOST


@pytest.mark.parametrize("role", [*INSIDE, "unit_officer", "unit_head", "observer"])
def test_a_meeting_asks_at_most_twelve_times(cast, quick_press, role):
    meeting = add_issued(cast)
    assert cost(cast, role, reverse("meeting", args=[meeting.pk])) <= MOST


def test_the_points_of_a_paper_stand_on_its_page_as_a_panel_to_be_fetched(client, cast):
    paper = add_in_work(cast)
    address = reverse("paper-points", args=[paper.pk])
    client.force_login(cast.clerk)
    page = client.get(reverse("paper", args=[paper.pk])).content.decode()
    assert f'hx-get="{address}"' in page
    assert f'href="{address}"' in page, "without script"
    assert "<html" in client.get(address).content.decode()
    assert "<html" not in client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_orders_of_a_unit_ask_as_often_for_six_as_for_one(cast, quick_press):
    add_issued(cast)
    before = cost(cast, "unit_officer", reverse("home") + "?loc=tat-ca")
    meeting = make_meeting(cast)
    for number in range(5):
        item = Conclusion.objects.create(
            outline=meeting.outlines.get(), text=f"Báo cáo số liệu đợt {number}", label=f"{number}.", position=number
        )
        due_on = date(2026, 7, 1) + timedelta(days=number)
        make_order(item, cast.commune, deadline_kind=DeadlineKind.DAY, due_on=due_on)
    issue_at_once(make_notice(cast, meeting), at=NOW)
    assert cost(cast, "unit_officer", reverse("home") + "?loc=tat-ca") == before


@pytest.mark.parametrize("role", ["clerk", "unit_officer"])
def test_a_meeting_asks_as_often_for_many_units_and_conclusions_as_for_few(cast, role):
    meeting = make_meeting(cast)
    outline = meeting.outlines.get()
    make_conclusions(outline, cast)
    before = cost(cast, role, reverse("meeting", args=[meeting.pk]))
    for number in range(6):
        unit = make_unit(f"XA9{number}", f"UBND xã Thêm {number}", "commune")
        came = Delegation.objects.create(meeting=meeting, unit=unit, attendance=Attendance.PRESENT, position=9)
        Attendee.objects.create(meeting=meeting, name=f"Người Dự {number}", delegation=came, position=9)
        item = Conclusion.objects.create(outline=outline, text=f"Thống kê hồ sơ {number}", label="-", position=20)
        make_order(item, unit)
    assert cost(cast, role, reverse("meeting", args=[meeting.pk])) == before
