"""The bell: each hears of the own orders alone, by day, until it is marked as seen; looking changes nothing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.models import Assignment, BellMark, DirectiveEvent
from directives.reminding.bell import DAYS_KEPT, unread_of
from directives.reminding.telling import remind
from districts.enums import Role
from districts.events import record
from districts.models import Officer

DUE = date(2026, 10, 13)  # a Tuesday
MORNING = datetime.combine(DUE, time(7), ZoneInfo("Asia/Ho_Chi_Minh"))
PAGE, SEEN = "reminders", "reminders-seen"


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        yield


@pytest.fixture
def told(lives):
    """The lead's unit was reminded in the morning of the day on which its order is due."""
    Assignment.objects.filter(pk=lives.lead.pk).update(current_due_on=DUE, state="in_progress")
    remind(DUE, at=MORNING)
    return lives


def answer(lives, verb="ask_supplement", *, by="division_head", note="Thiếu biên bản") -> None:
    row = Assignment.objects.get(pk=lives.lead.pk)
    record(DirectiveEvent, [row], verb=verb, by=lives.people[by], acting=None, at=MORNING, note=note)


def unread(lives, who: str) -> int | None:
    return unread_of(lives.people[who], DUE)


def signed_in(lives, who: str) -> Client:
    client = Client()
    client.force_login(lives.people[who])
    return client


def opened(lives, who: str) -> str:
    answered = signed_in(lives, who).get(reverse(PAGE))
    assert answered.status_code == 200
    return answered.content.decode()


def mark(lives, who: str, nudge: int = 10**9, event: int = 10**9) -> None:
    answered = signed_in(lives, who).post(reverse(SEEN), {"nhac": nudge, "y-kien": event})
    assert answered.status_code == 302


def test_the_bell_rings_until_it_is_marked_as_seen_and_looking_changes_nothing(told):
    assert (unread(told, "unit_officer"), unread(told, "unit_head")) == (1, 1)
    for _ in range(2):
        page = opened(told, "unit_officer")
        assert "Nhắc việc: 1 nội dung chưa xem" in page
        assert "Đến hạn hôm nay" in page
        assert "Hôm nay là hạn" in page
        assert reverse("assignment", args=[told.lead.pk]) in page
    assert not BellMark.objects.exists()
    mark(told, "unit_officer")
    page = opened(told, "unit_officer")
    assert "Không có nội dung chưa xem" in page
    assert "Hôm nay là hạn" in page, "what was seen can still be read"
    assert (unread(told, "unit_officer"), unread(told, "unit_head")) == (0, 1), "each marks for himself"


def test_what_is_told_after_the_page_was_opened_stays_new(told):
    mark(told, "unit_officer", nudge=10**15, event=10**15)
    answer(told)
    assert unread(told, "unit_officer") == 1, "no key that is handed in reaches past what there was"
    mark(told, "unit_officer", nudge=0, event=0)
    assert unread(told, "unit_officer") == 1, "nor does one take back what was marked"


def test_others_hear_nothing_of_it(told):
    answer(told)
    for who in ("other_officer", "other_head", "sub_officer", "clerk"):
        assert unread(told, who) == 0, who
        assert "Rà soát thiết bị" not in opened(told, who), who


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("ask_supplement", "Sở: Đề nghị bổ sung"),
        ("not_achieved", "Sở: "),
        ("decide_extension", "Sở: Quyết định về thời hạn"),
        ("transfer", "Sở: "),
        ("refuse_transfer", "Sở: "),
        ("withdraw", "Sở: "),
    ],
)
def test_what_the_so_answers_reaches_the_officers_and_the_head_of_the_unit(lives, verb, words):
    answer(lives, verb, note="Ý kiến của Sở")
    for who in ("unit_officer", "unit_head"):
        assert unread(lives, who) == 1
        page = opened(lives, who)
        assert words in page
        assert "Ý kiến của Sở" in page


def test_an_answer_is_for_whom_the_order_was_passed_on_to_and_the_head(lives):
    answer(lives)
    rows = Assignment.objects.filter(pk=lives.lead.pk)
    rows.update(handling_unit=lives.sub)
    assert [unread(lives, who) for who in ("sub_officer", "unit_officer", "unit_head")] == [1, 0, 1]
    rows.update(handling_unit=None, handling_officer=lives.people["unit_officer"])
    assert [unread(lives, who) for who in ("sub_officer", "unit_officer", "unit_head")] == [0, 1, 1]


def test_what_one_did_oneself_and_what_the_unit_did_is_no_answer(lives):
    answer(lives, "pause", by="unit_head")
    assert (unread(lives, "unit_head"), unread(lives, "unit_officer")) == (0, 1)
    answer(lives, "report_progress", by="unit_officer")
    assert unread(lives, "unit_officer") == 1


def test_who_left_the_unit_no_longer_reads_what_was_told_there(told):
    officer = told.people["unit_officer"]
    officer.appointments.update(unit=told.heir)
    assert unread_of(Officer.objects.get(pk=officer.pk), DUE) == 0
    assert "Rà soát thiết bị" not in opened(told, "unit_officer")


def test_after_two_months_it_is_over(told):
    answer(told)
    officer = told.people["unit_officer"]
    assert unread_of(officer, DUE + timedelta(days=DAYS_KEPT)) == 2
    assert unread_of(officer, DUE + timedelta(days=DAYS_KEPT + 1)) == 0


def test_the_count_comes_with_the_officer_and_costs_a_page_nothing(told, monkeypatch):
    client = signed_in(told, "unit_officer")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("password_change")).status_code == 200
        return len(asked)

    with_bell = cost()
    monkeypatch.setattr("portal.context.unread_of", lambda officer, today: None)
    assert cost() == with_bell


def test_elsewhere_the_count_costs_one_query_and_who_is_never_told_none(told):
    for role, queries in ((Role.UNIT_HEAD, 1), (Role.CLERK, 1), (Role.LEADER, 1), (Role.OBSERVER, 0)):
        officer = told.people[role.value]
        assert officer.current_appointments
        with CaptureQueriesContext(connection) as asked:
            heard = unread_of(officer, DUE)
        assert (len(asked), heard is None) == (queries, queries == 0), role
    page = signed_in(told, "observer").get("/").content.decode()
    assert reverse(PAGE) not in page


def test_the_page_asks_as_often_for_six_lines_as_for_one(told):
    client, counts = signed_in(told, "unit_officer"), []
    answer(told)
    for lines in (0, 5):
        for number in range(lines):
            answer(told, note=f"Lần {number}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(PAGE)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
