"""Two communes: whoever works for the one finds nothing of the other by any address, file, feed, list, counter or search."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directives.enums import ReportKind
from directives.life.extending import ask_extension
from directives.life.reporting import Telling
from directives.life.reporting import report as tell
from directives.life.unit_acts import acknowledge, ask_transfer, pass_on
from directives.models import Assignment, AssignmentQuerySet, DirectiveQuerySet
from directives.rulings.models import RulingQuerySet
from districts.deputising import end_deputyship
from districts.errors import NotAllowed
from districts.models import Deputyship, Officer, RefusedAttempt, Unit
from districts.refusals import HIDDEN
from meetings.models import MeetingQuerySet, Proposal, UnitReport
from meetings.models.earlier import EarlierPaperQuerySet
from meetings.models.papers import PaperQuerySet
from meetings.models.proposals import ProposalQuerySet
from meetings.models.unit_reports import UnitReportQuerySet
from meetings.proposals.filing import discard_proposal, save_proposal
from meetings.unit_reports.sending import send_report
from portal.roles import RoleBackend
from tests.access_matrix import ACTORS, MATRIX
from tests.directives.lives import make_lives
from tests.office_fixtures import ONE_PAGE, cast, files, quick_press
from tests.test_access import PRESSES
from tests.two_communes import LATER, Side, furnish, meeting_to_come
from tests.two_communes_addresses import addresses, fillings, row_of

__all__ = ["cast", "files", "quick_press"]

CHOICES = {
    "home": ["?loc=tat-ca"],
    "meeting-list": ["?nam=2026", "?trang=2"],
    "meeting-month": ["?thang=2026-04", "?thang=2026-12"],
    "paper-list": ["?nam=2026", "?nam=2025"],
}
READ_BESIDE = {"calendar-feed", "registration", "meeting-document", "meeting-change-file", "report-template"}
READ_BESIDE |= {"report-file", "report-draft-file", "proposal-answer-file", "assignment-draft-file"}
READ_BESIDE |= {"assignment-file", "assignment-file-pages", "assignment-file-page"}
UNREAD = {"login", "logout", "password_change", "password_change_done"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": *"\w+"')
ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="a thousand pages: the rules are asked for alike")
COLUMNS = [ACTORS.index(actor) for actor in ("own", "other")]


@dataclass(frozen=True)
class Sides:
    """``first`` has everything of its own, the second once ``both`` is called."""

    first: Side
    second: Side
    furnish_second: Callable[[], None]

    def both(self) -> tuple[Side, Side]:
        self.furnish_second()
        return self.first, self.second


@pytest.fixture
def sides(cast, quick_press, monkeypatch) -> Iterator[Sides]:
    for press in PRESSES:
        monkeypatch.setattr(press, lambda record, **_: ONE_PAGE)
    lives = make_lives(cast)
    Unit.objects.filter(pk=cast.division.pk).update(short_name="Phòng QLCN")  # a letter's symbol needs it
    with time_machine.travel(LATER, tick=False):
        coming = meeting_to_come(cast)
        first = Side(cast.commune, cast.officer("unit_officer"), cast.officer("unit_head"), "Zqhaimot")
        second = Side(cast.other_commune, lives.other_officer, lives.other_head, "Zqbahai")
        furnish(first, lives, coming)
        yield Sides(first, second, lambda: furnish(second, lives, coming))


@pytest.fixture
def plain_refusals(monkeypatch, caplog) -> None:
    """Refusals without the portal's frame around them, and off the log: hundreds are asked for."""
    caplog.set_level(logging.CRITICAL, "django.request")

    def told(status: int) -> Callable[..., HttpResponse]:
        return lambda request, exception=None: HttpResponse(status=status)

    for status in (403, 404):
        monkeypatch.setattr("portal.urls.handler" + str(status), told(status), raising=False)


@pytest.fixture
def officers_read_once(monkeypatch) -> None:
    """Not anew at every request, with the appointments and the bell's count: while nothing changes, as a test asserts."""
    monkeypatch.setattr(RoleBackend, "get_user", staticmethod(cache(RoleBackend().get_user)))


def _is_closed(name: str, method: str) -> bool:
    """Whether the matrix keeps units from it altogether: then they may be told so."""
    rows = [row for row in MATRIX if row.name == name and row.method == method.lower()]
    cells = {row.cells[column] for row in rows for column in COLUMNS}
    return "x" in cells and cells <= set("x-")


def _answers(
    client: Client, mine: Side, theirs: Side, methods: tuple[str, ...], names: set[str] | None = None
) -> Iterator[tuple[str, dict[str, Any], HttpResponse]]:
    """Of every address, with the other commune's rows in it."""
    for name, path in addresses().items():
        if "<" not in path or (names and name not in names):
            continue
        for method in methods:
            for filling in fillings(name, path, mine, theirs):
                answer = getattr(client, method)(reverse(name, kwargs=filling))
                if answer.status_code == 405:  # before any row is looked for: the same for every key
                    break
                yield name, filling, answer


def _found(name: str, answer: Any, theirs: Side) -> bool:
    """Whether it answers anything but that there is no such thing."""
    told = answer.status_code == 404 or (
        answer.status_code == 403 and _is_closed(name, answer.request["REQUEST_METHOD"])
    )
    return not told or theirs.word in _content(answer)


def _address(answer: Any, filling: dict[str, Any]) -> str:
    """As it is on record: without the code that opens a calendar."""
    return f"{answer.request['REQUEST_METHOD']} {answer.request['PATH_INFO']}".replace(filling.get("code", "…"), "…")


def _is_recorded(name: str, filling: dict[str, Any], status: int, person: Officer, theirs: Side) -> bool:
    """Whether it is to be on record: not where the page is closed to units whatever it names and what it names first is
    open to both, nor where the reader's own calendar is asked for.
    """
    if status == 403:
        return filling["pk"] == theirs.own[row_of(name, "pk", addresses()[name])] and name != "succession"
    return filling.get("officer") != person.pk


def _client(who: Officer) -> Client:
    client = Client()
    client.force_login(who)
    return client


def _content(answer: Any) -> str:
    """All that was handed out; of a package of files what is in them."""
    data = answer.getvalue() if answer.streaming else answer.content
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as package:
            data = b"".join(package.read(each) for each in package.namelist())
    return data.decode(errors="replace")


def _pages(who: Officer, addresses: list[str]) -> dict[str, str]:
    """What opens to the reader, without what differs at each answer."""
    client = _client(who)
    answers = {address: client.get(address) for address in addresses}
    shown = {address: _content(answer) for address, answer in answers.items() if answer.status_code == 200}
    return {address: TOKEN.sub("", content) for address, content in shown.items()}


def _lists() -> list[str]:
    """Every address that names no row, with what may be chosen there."""
    plain = [reverse(name) for name, path in addresses().items() if "<" not in path and name not in UNREAD]
    return plain + [reverse(name) + query for name, queries in CHOICES.items() for query in queries]


def _own_addresses(side: Side) -> list[str]:
    """Of the commune's own rows, where a unit may read, and its calendar."""
    read = {row.name for row in MATRIX if row.method == "get" and row.target and row.cells[COLUMNS[0]] == "."}
    found = [
        reverse(name, kwargs=filling)
        for name, path in addresses().items()
        if "<" in path and name in READ_BESIDE | read
        for filling in fillings(name, path, side, side)
    ]
    return list(dict.fromkeys(found))


def _rows() -> dict[str, list]:
    """Every row of the database but the sessions and the log of what was refused."""
    models = [model for model in apps.get_models() if model not in (Session, RefusedAttempt)]
    return {model._meta.label: list(model.objects.order_by("pk").values_list()) for model in models}


@ON_SQLITE
def test_no_address_of_the_other_s_rows_opens_or_changes_anything(
    sides, plain_refusals, officers_read_once, monkeypatch
):
    """And whoever tried is on record with each of them."""
    mine, theirs = sides.both()
    monkeypatch.setattr("districts.refusals.MOST_HIDDEN_A_DAY", 10**6)
    clients = {person: _client(person) for person in mine.people}
    before = _rows()
    for person, client in clients.items():
        found, asked = [], set()
        for name, filling, answer in _answers(client, mine, theirs, ("get", "post")):
            if _found(name, answer, theirs):
                found.append(f"{_address(answer, filling)}: {answer.status_code}")
            if _is_recorded(name, filling, answer.status_code, person, theirs):
                asked.add(_address(answer, filling))
        recorded = RefusedAttempt.objects.filter(officer=person, verb=HIDDEN).values_list("reason", flat=True)
        assert found == []
        assert asked ^ set(recorded) == set()
        assert len(asked) > 100
    assert _rows() == before


def test_what_the_other_has_changes_no_page_list_counter_feed_or_file(sides, plain_refusals):
    """The pages are the same, to the letter, before and after the other commune has anything of its own."""
    mine, lists = sides.first, _lists()
    opened = _pages(mine.officer, [*lists, *_own_addresses(mine)])
    before = {mine.officer: opened, mine.head: _pages(mine.head, lists)}
    assert len(opened) > 40
    assert reverse("calendar-feed", args=[mine.own["officer"], mine.own["code"]]) in opened
    _, theirs = sides.both()
    for person, pages in before.items():
        after = _pages(person, list(pages))
        assert [address for address, content in after.items() if theirs.word in content] == []
        assert [address for address in pages if pages[address] != after.get(address)] == []
    found = {}
    for words in (theirs.word, "Zqkhongai", mine.word):
        (page,) = _pages(mine.officer, [f"{reverse('meeting-list')}?q={words}"]).values()
        found[words] = page.replace(words, "")
    assert found[theirs.word] == found["Zqkhongai"] != found[mine.word], "the other's words find what nobody's find"


def test_a_form_that_names_the_other_s_rows_is_refused_whole(sides):
    mine, theirs = sides.both()
    client, before = _client(mine.head), _rows()
    orders = [mine.own["assignment"], theirs.own["assignment"]]
    for named in (orders, orders[1:], [theirs.shared["assignment"]]):
        assert client.post(reverse("assignments-acknowledge"), {"nhiem-vu": named}).status_code == 404
    day = f"{LATER + timedelta(days=9):%d/%m/%Y}"
    lent = {"appointment": theirs.head.appointments.get().pk, "deputy": theirs.officer.pk}
    refused = client.post(reverse("deputies"), lent | {"starts_on": day, "ends_on": day})
    assert set(refused.context["form"].errors) == {"appointment", "deputy"}
    passed_on = {"giao-xu-ly-unit": theirs.unit.pk, "giao-xu-ly-officer": theirs.officer.pk}
    refused = client.post(reverse("assignment-act", args=[mine.own["assignment"], "giao-xu-ly"]), passed_on)
    assert {"unit", "officer"} <= set(refused.context["form"].errors)
    told = RefusedAttempt.objects.filter(officer=mine.head, verb=HIDDEN).values_list("object_kind", "object_id")
    assert set(told) == {("assignment", theirs.own["assignment"])}, "once a day for one address"
    assert _rows() == before
    client.post(
        reverse("proposal-add", args=[mine.shared["meeting"]]), {"for_unit": theirs.unit.pk, "text": "Xin hỗ trợ"}
    )
    assert Proposal.objects.get(text="Xin hỗ trợ").unit == mine.unit


def test_behind_the_addresses_the_acts_themselves_refuse_and_record_it(sides):
    """Were a row handed to an act all the same, it would be refused, and the attempt be on record under its officer."""
    mine, theirs = sides.both()
    order = Assignment.objects.select_related("directive").get(pk=theirs.own["assignment"])
    report = UnitReport.objects.get(pk=theirs.shared["report"])
    proposal = Proposal.objects.get(pk=theirs.shared["proposal"])
    deputyship = Deputyship.objects.get(pk=theirs.own["deputyship"])
    telling = Telling(ReportKind.COMPLETION, "Đã xong")
    acts = [
        lambda **who: acknowledge(order, **who),
        lambda **who: ask_transfer(order, reason="Không thuộc đơn vị", **who),
        lambda **who: pass_on(order, unit=mine.unit, officer=mine.officer, **who),
        lambda **who: ask_extension(order, wanted_on=LATER.date() + timedelta(days=900), reason="Chờ", **who),
        lambda **who: tell(order, telling, **who),
        lambda **who: send_report(report, **who),
        lambda **who: save_proposal(proposal, send=True, **who),
        lambda **who: discard_proposal(proposal, **who),
        lambda **who: end_deputyship(deputyship, **who),
    ]
    before = _rows()
    for act in acts:
        for person in mine.people:
            with pytest.raises(NotAllowed):
                act(by=Officer.objects.get(pk=person.pk), at=timezone.now())
    assert RefusedAttempt.objects.filter(officer__in=mine.people).count() == 2 * len(acts)
    assert _rows() == before


# the door that is opened to everybody, and an address that then opens
DOORS = [
    (AssignmentQuerySet, ("visible_to", "readable_by"), {"assignment", "assignment-file"}),
    (MeetingQuerySet, ("visible_to",), {"meeting", "meeting-document"}),
    (PaperQuerySet, ("visible_to",), {"paper", "paper-pdf"}),
    (ProposalQuerySet, ("visible_to",), {"proposal", "proposal-answer-file"}),
    (UnitReportQuerySet, ("visible_to",), {"unit-report", "report-file"}),
    (EarlierPaperQuerySet, ("visible_to",), {"earlier-paper", "earlier-paper-file"}),
    (RulingQuerySet, ("visible_to",), {"ruling", "ruling-file"}),
]


def _everything(rows: QuerySet, officer: Officer) -> QuerySet:
    return rows.all()


def test_with_a_door_open_the_walk_finds_the_other_commune(sides):
    """``visible_to`` is what the tests above rest on: each without it finds what they say is not there."""
    mine, theirs = sides.both()
    client = _client(mine.officer)
    for queryset, methods, names in DOORS:
        with pytest.MonkeyPatch.context() as patch:
            for method in methods:
                patch.setattr(queryset, method, _everything)
            answers = _answers(client, mine, theirs, ("get",), names)
            assert {name for name, _, answer in answers if _found(name, answer, theirs)} == names
    with pytest.MonkeyPatch.context() as patch:
        for queryset in (AssignmentQuerySet, DirectiveQuerySet, MeetingQuerySet, PaperQuerySet):
            patch.setattr(queryset, "visible_to", _everything)
        told = _pages(
            mine.officer, [reverse("meeting-list"), reverse("paper-list"), f"{reverse('meeting-month')}?thang=2026-04"]
        )
        named = {"nhiem-vu": [theirs.own["assignment"]]}
        assert client.post(reverse("assignments-acknowledge"), named).status_code != 404
    assert all(theirs.word in content for content in told.values())
