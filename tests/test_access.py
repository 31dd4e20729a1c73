"""The access matrix: every address of the portal, every member of the cast, and what the server answers.

A new address without a row here fails, and so does a view that opens without a sign-in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from directives.models import Assignment, Handover
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall
from districts.enums import Role, UnitKind
from districts.models import Officer
from meetings.attendance.absence_letters import keep_letter
from meetings.minutes.beginning import begin_minutes
from meetings.models import (
    Delegation,
    Meeting,
    Paper,
    Proposal,
    Recipient,
    ReportRequest,
    UnitReport,
    WordCorrection,
)
from meetings.reading import Reading
from meetings.review.keeping import begin
from tests.access_lists import LISTS, STAFF
from tests.access_matrix import (
    ACTORS,
    ANSWERS,
    MATRIX,
    PARTS,
    WITH_A_PROPOSAL,
    WITH_A_REPORT,
    WITH_A_REQUEST,
    WITH_A_UNIT,
    Row,
)
from tests.cast import (
    NOW,
    Cast,
    make_cast,
    make_conclusions,
    make_meeting,
    make_notice,
    make_officer,
    make_order,
    make_unit,
)
from tests.earlier_papers import DONE, make_earlier
from tests.office_fixtures import ONE_PAGE
from tests.review.samples import DOCUMENT, read
from tests.rulings import make_ruling

ADMIN = "quan-tri/"
PRESSES = (
    "meetings.printing.print_preview",
    "meetings.attendance.sheet.print_sheet",
    "meetings.unit_reports.summary.print_summary",
    "directives.verdicts.handout.print_sheet",
)
"""What prints: the pages are asked for, not the printing."""


@dataclass(frozen=True)
class House:
    """All that the matrix names. ``keys``: of the session of each who is signed in, by the words of the matrix."""

    cast: Cast
    actors: dict[str, Officer | None]
    targets: dict[str, dict[str, int]]
    keys: dict[str, str]


@pytest.fixture(scope="module")
def house(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Made once: each test that changes a row of it works within a savepoint of its own. Nothing is printed."""
    stored = override_settings(FILES_ROOT=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), stored, pytest.MonkeyPatch.context() as patch, transaction.atomic():
        for press in PRESSES:
            patch.setattr(press, lambda record, **_: ONE_PAGE)
        patch.setattr("meetings.printing.render_pdf", lambda record, **_: ONE_PAGE + record.to_json().encode())
        cast = make_cast()
        actors = _actors(cast)
        keys = {name: _session_of(officer) for name, officer in actors.items() if officer}
        yield House(cast, actors, _targets(cast), keys)
        transaction.set_rollback(True)


def _session_of(officer: Officer) -> str:
    client = Client()
    client.force_login(officer)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def cast(house: House, db: None) -> Cast:
    return house.cast


@pytest.fixture
def actors(house: House, db: None) -> dict[str, Officer | None]:
    return house.actors


@pytest.fixture
def targets(house: House, db: None) -> dict[str, dict[str, int]]:
    return house.targets


@pytest.fixture
def client_of(house: House, db: None) -> Callable[[str], Client]:
    """A browser of its own for who the matrix calls so, signed in."""

    def opened(name: str) -> Client:
        client = Client()
        if name in house.keys:
            client.cookies[settings.SESSION_COOKIE_NAME] = house.keys[name]
        return client

    return opened


def _actors(cast: Cast) -> dict[str, Officer | None]:
    outside = make_unit("XA9", "UBND xã Mẫu Chín", UnitKind.OTHER)
    return {
        "nobody": None,
        "clerk": cast.clerk,
        "division": cast.division_head,
        "office": cast.office_head,
        "leader": cast.leader,
        "registrar": cast.registrar,
        "own": cast.unit_officer,
        "other": make_officer("other", "Nguyễn Thị M", Role.UNIT_OFFICER, cast.other_commune, "Công chức"),
        "outside": make_officer("outside", "Nguyễn Thị L", Role.UNIT_OFFICER, outside, "Công chức"),
        "observer": cast.observer,
        "admin": cast.administrator,
    }


def _targets(cast: Cast) -> dict[str, dict[str, int]]:
    """Papers by the words of the matrix, and the meetings that they belong to."""
    issued = make_notice(cast)
    issue_at_once(issued, at=NOW)
    inner = make_meeting(cast, title="Họp nội bộ")
    Delegation.objects.filter(meeting=inner).delete()
    make_order(inner.outlines.get().conclusions.create(text="Tự kiểm tra"), cast.secretariat)
    sent = make_notice(cast, inner)
    sent.recipients.all().delete()
    Recipient.objects.create(paper=sent, unit=cast.secretariat, words="Văn phòng Sở")
    issue_at_once(sent, at=NOW)
    bare, private = make_meeting(cast), make_meeting(cast, title="Họp riêng")
    make_conclusions(bare.outlines.get(), cast)
    Delegation.objects.filter(meeting=private).delete()
    draft = make_notice(cast)
    papers = {
        "issued": issued,
        "draft": draft,
        "to the secretariat": sent,
        "minutes": begin_minutes(draft.meeting, by=cast.clerk, at=NOW).paper,
        "recalled": _recalled(cast),
    }
    meetings = {"issued": issued.meeting, "draft": draft.meeting, "bare": bare, "inner": private}
    asked = ReportRequest.objects.create(
        meeting=draft.meeting, content="Kết quả quý", due_on=NOW.date(), asked_by=cast.clerk, asked_at=NOW
    )
    report = UnitReport.objects.create(meeting=draft.meeting, unit=cast.commune, request=asked)
    proposal = Proposal.objects.create(
        meeting=draft.meeting, unit=cast.commune, text="Hỗ trợ thiết bị đo", state="sent", created_by=cast.unit_officer
    )
    return {
        "proposal": {"draft": proposal.pk, "proposal": proposal.pk},
        "report": {"draft": report.pk},
        "request": {"draft": asked.pk},
        "paper": {words: paper.pk for words, paper in papers.items()},
        "meeting": {words: meeting.pk for words, meeting in meetings.items()},
        "delegation": {"bare": _with_a_letter(bare, cast)},
        "series": {"series": bare.series_id},
        "word": {
            "draft": WordCorrection.objects.create(paper=draft, owner=cast.clerk, created_at=NOW, changed_at=NOW).pk
        },
        "earlier": {"earlier": make_earlier(cast, say=lambda order: DONE).pk},
        "ruling": {"ruling": make_ruling(cast).pk},
        "task": {"task": Assignment.objects.filter(unit=cast.commune).order_by("pk")[0].pk},
        "ended": {"ended": _ended()},
        "person": {"person": cast.unit_officer.pk},
        "handover": {"handover": Handover.objects.create(leaver=cast.unit_officer, by=cast.administrator, at=NOW).pk},
        "review": {"review": begin(Reading("giao-ban.txt", DOCUMENT, read()), by=cast.clerk, at=NOW).pk},
    }


def _ended() -> int:
    """A commune that is no more."""
    return make_unit("CU1", "UBND xã Cũ", UnitKind.COMMUNE, valid_to=NOW.date()).pk


def _recalled(cast: Cast) -> Paper:
    """A notice that was issued and recalled."""
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    issue_at_once(start_recall(paper, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    return paper


def _with_a_letter(meeting: Meeting, cast: Cast) -> int:
    """The unit of the meeting that has sent a letter of absence."""
    away = meeting.delegations.get(unit=cast.other_commune).pk
    keep_letter(meeting, away, number="15/UBND", data=ONE_PAGE, name="cong-van.pdf", by=cast.clerk, at=NOW)
    return away


def _address(row: Row, targets: dict[str, dict[str, int]]) -> str:
    if not row.target:
        return reverse(row.name, kwargs=PARTS.get(row.name))
    own_kind = row.target if row.target in targets else "meeting"
    kind = (
        "paper"
        if row.name.startswith(
            (
                "paper",
                "consultation",
                "mend-comment",
                "draft-edit",
                "draft-preview",
                "draft-form-check",
                "draft-conflict",
                "draft-history",
                "draft-discard",
                "recall-",
            )
        )
        else own_kind
    )
    arguments: dict[str, Any] = {"pk": targets[kind][row.target]}
    if row.slug:
        arguments["slug"] = row.slug
    arguments |= PARTS.get(row.name, {})
    if row.name in WITH_A_UNIT:
        arguments["row"] = targets["delegation"][row.target]
    if row.name in WITH_A_REPORT:
        arguments["report"] = targets["report"][row.target]
    if row.name in WITH_A_PROPOSAL:
        arguments["proposal"] = targets["proposal"][row.target]
    if row.name in WITH_A_REQUEST:
        arguments["asked"] = targets["request"][row.target]
    if row.name == "paper-word-comparison":
        arguments["row"] = targets["word"][row.target]
    return reverse(row.name, kwargs=arguments)


def _answer(client: Client, address: str, method: str = "get") -> str:
    response = client.post(address, {"sent": "1"}) if method == "post" else client.get(address)
    if response.streaming:
        response.getvalue()  # read to its end it closes its file, and leaves the connection of the tests open
    if response.status_code == 302 and response["Location"].startswith((reverse("login"), reverse("admin:login"))):
        return "to sign-in"
    return str(response.status_code)


@pytest.mark.parametrize("row", MATRIX, ids=str)
def test_each_address_answers_each_of_the_cast_as_the_matrix_says(client_of, targets, row: Row):
    before = _counts()
    found = {name: _answer(client_of(name), _address(row, targets), row.method) for name in ACTORS}
    assert found == {name: ANSWERS[cell] for name, cell in zip(ACTORS, row.cells, strict=True)}
    drafted = row.name == "draft-notice" and row.method == "post"
    changed = {"papers": before["papers"] + 1} if drafted else {}
    if row.name == "import-review-finish" and row.method == "post":
        changed = {"meetings": before["meetings"] + 1}
    assert _counts() == before | changed, "who is refused changes nothing"


def _counts() -> dict[str, int]:
    return {
        "papers": Paper.objects.count(),
        "meetings": Meeting.objects.count(),
        "assignments": Assignment.objects.count(),
        "versions": sum(Paper.objects.filter(state="draft").values_list("version", flat=True)[:1]),
    }


def test_only_the_clerk_drafts_from_a_meeting(client_of, targets):
    address = reverse("draft-notice", args=[targets["meeting"]["bare"]])
    for name in sorted({*ACTORS} - {"clerk"}):
        _answer(client_of(name), address, "post")
        assert not Paper.objects.filter(meeting=targets["meeting"]["bare"]).exists(), name
    _answer(client_of("clerk"), address, "post")
    assert Paper.objects.filter(meeting=targets["meeting"]["bare"]).count() == 1


@pytest.mark.parametrize("name", ["home", "paper-list", "meeting-list", "paper", "meeting"])
def test_no_page_of_a_unit_tells_of_another_s_work_or_of_drafts(cast, client_of, targets, name):
    """The issued notice is common; the state of a draft and another unit's deadlines and states are not."""
    Paper.objects.filter(pk=targets["paper"]["draft"]).update(abstract="Dự thảo chưa ai được đọc")
    Assignment.objects.filter(unit=cast.commune).update(current_due_on=timezone.localdate() + timedelta(days=777))
    hidden = f"{timezone.localdate() + timedelta(days=777):%d/%m/%Y}"
    kind = name if name in targets else ""
    address = reverse(name, args=[targets[kind]["issued"]] if kind else [])
    page = client_of("other").get(address).content.decode()
    assert "Dự thảo chưa ai được đọc" not in page
    assert hidden not in page
    listed = Meeting.objects.filter(pk=targets["meeting"]["draft"])
    if name == "meeting-list":
        assert listed.get().title in page
        assert "Dự thảo" not in page, "a meeting's notice is told of when it is issued"


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, address)
        else:
            yield address, pattern


def test_every_address_has_its_row():
    found = {pattern.name for address, pattern in _patterns(get_resolver()) if not address.startswith(ADMIN)}
    assert found == {row.name for row in MATRIX}


def test_the_views_that_open_without_a_sign_in_are_these():
    open_views = {
        address
        for address, pattern in _patterns(get_resolver())
        if not getattr(pattern.callback, "login_required", True)
    }
    # A calendar cannot sign in: the code in the address of its feed stands for it (meetings/planning/feed.py).
    feed = "cuoc-hop/lich/<int:officer>-<slug:code>.ics"
    assert open_views == {"dang-nhap/", f"{ADMIN}login/", feed}


def test_every_list_of_the_administration_has_its_row():
    found = {
        address.removeprefix(ADMIN).rstrip("/").replace("/", ".")
        for address, pattern in _patterns(get_resolver())
        if address.startswith(ADMIN) and (pattern.name or "").endswith("_changelist")
    }
    assert found == set(LISTS)


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_the_administration_opens_to_its_roles_alone(client_of, model: str, page: str):
    letters = LISTS[model][0 if page == "changelist" else 1]
    address = reverse(f"admin:{model.replace('.', '_')}_{page}")
    found = {name: _answer(client_of(name), address) for name in ACTORS}
    may = {STAFF[letter] for letter in letters}
    expected = {name: "200" if name in may else "403" if name in STAFF.values() else "to sign-in" for name in ACTORS}
    assert found == expected


def test_who_has_no_way_into_the_administration_finds_no_page_there(client_of, targets):
    """Every address below it, whatever it is called."""
    clients = {name: client_of(name) for name in ("nobody", "leader", "own", "observer")}
    for address, _ in _patterns(get_resolver()):
        if not address.startswith(ADMIN) or address in (f"{ADMIN}login/", f"{ADMIN}logout/"):
            continue
        for name, client in clients.items():
            answer = _answer(client, "/" + _filled(address))
            assert answer in ("to sign-in", "403", "404", "405"), (name, address, answer)


def _filled(address: str) -> str:
    """The address with 1 for every part that is asked for."""
    for part in ("<path:object_id>", "<path:content_type_id>", "<int:pk>", "<id>"):
        address = address.replace(part, "1")
    address = address.replace("<slug:slug>", "ky").replace(
        "^(?P<app_label>meetings|directives|districts)/$", "meetings/"
    )
    return address.replace("(?P<url>.*)$", "khong-co/")
