"""Who finds which page of the administration, and that lists ask the same number of queries for 1 row and for 6."""

from datetime import date

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives.life.unit_acts import acknowledge
from directives.models import Assignment, DirectiveEvent
from directives.whole_way import issue_at_once
from districts.enums import UnitKind
from meetings.models import Conclusion, Delegation, Meeting, MeetingEvent, NumberRegister, Order, Outline, Paper
from tests.cast import NOW, make_cast, make_conclusions, make_meeting, make_notice, make_unit

pytestmark = pytest.mark.django_db

ROOM = [model for model in admin.site._registry if model._meta.app_label in ("meetings", "directives")]
INSIDE = {"clerk", "division_head", "office_head", "registrar", "administrator"}
OUTSIDE = {"leader", "unit_officer", "unit_head", "observer"}


@pytest.fixture
def cast(settings, tmp_path, monkeypatch):
    """Without the printer: what is printed is tested elsewhere, and printing dozens of papers takes a minute."""
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr("meetings.printing.render_pdf", lambda record, font_dir: b"%PDF-1.7")
    return make_cast()


def list_url(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def change_url(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def statuses(client, cast, role, urls) -> dict[str, int]:
    client.force_login(cast.officer(role))
    return {url: client.get(url).status_code for url in urls}


@pytest.mark.parametrize("role", sorted(INSIDE))
def test_an_officer_of_the_process_enters_the_index(client, cast, role):
    client.force_login(cast.officer(role))
    page = client.get(reverse("admin:index"))
    assert page.status_code == 200
    assert "Quản trị Cổng giao ban" in page.content.decode()


@pytest.mark.parametrize("role", sorted(OUTSIDE))
def test_everybody_else_is_sent_to_sign_in(client, cast, role):
    paper = make_notice(cast)
    urls = [reverse("admin:index"), *map(list_url, ROOM), change_url(paper), change_url(paper.meeting)]
    assert set(statuses(client, cast, role, urls).values()) == {302}


def test_the_clerk_opens_every_list_of_the_meeting_room(client, cast):
    issue_at_once(make_notice(cast), at=NOW)
    forbidden = {url for url, status in statuses(client, cast, "clerk", map(list_url, ROOM)).items() if status != 200}
    assert forbidden == {
        list_url(model) for model in ROOM if model._meta.model_name in ("numberregister", "signedcopy")
    }


def test_the_registrar_opens_the_registers_too(client, cast):
    issue_at_once(make_notice(cast), at=NOW)
    assert set(statuses(client, cast, "registrar", map(list_url, ROOM)).values()) == {200}


def test_the_administrator_sees_no_content(client, cast):
    paper = make_notice(cast)
    urls = [*map(list_url, ROOM), *map(change_url, [paper, paper.meeting, paper.outline])]
    found = statuses(client, cast, "administrator", urls)
    assert {url for url, status in found.items() if status == 200} == {
        reverse("admin:meetings_meetingseries_changelist")
    }
    assert set(found.values()) == {200, 403}


@pytest.mark.parametrize("role", ["division_head", "office_head", "registrar"])
def test_others_of_the_process_read_but_do_not_edit(client, cast, role):
    paper = make_notice(cast)
    conclusion = paper.outline.conclusions.filter(orders__isnull=False).first()
    client.force_login(cast.officer(role))
    for row in (paper, paper.meeting, paper.outline, conclusion, conclusion.orders.get()):
        page = client.get(change_url(row))
        assert page.status_code == 200
        assert not page.context["has_change_permission"]
        assert client.post(change_url(row), {}).status_code == 403


def test_change_pages_of_the_clerk_open(client, cast):
    paper = make_notice(cast)
    conclusion = paper.outline.conclusions.filter(orders__isnull=False).first()
    client.force_login(cast.officer("clerk"))
    for row in (paper, paper.meeting, paper.outline, conclusion, conclusion.orders.get()):
        page = client.get(change_url(row))
        assert page.status_code == 200
        assert page.context["has_change_permission"]
    assert client.get(reverse("admin:meetings_meeting_add")).status_code == 200


def test_what_is_released_opens_for_reading(client, cast):
    release = issue_at_once(make_notice(cast), at=NOW)
    directive = release.directives.first()
    client.force_login(cast.officer("registrar"))
    rows = [release, release.rendered, release.signed_record, release.deliveries.first(), NumberRegister.objects.get()]
    for row in [*rows, directive, directive.assignments.first()]:
        assert client.get(change_url(row)).status_code == 200


def release_papers(cast, count: int) -> None:
    for _ in range(count):
        paper = make_notice(cast, make_meeting_with_words(cast))
        issue_at_once(paper, at=NOW)


def make_meeting_with_words(cast) -> Meeting:
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    return meeting


def queries_of_lists(client) -> dict[str, int]:
    counted = {}
    for url in map(list_url, ROOM):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counted[url] = len(asked)
    return counted


def test_no_code_of_the_program_is_shown_to_who_reads(client, cast):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    client.force_login(cast.clerk)
    frozen = client.get(change_url(Outline.objects.get())).content.decode()
    assert "Phiên bản" in frozen
    assert "Read version" not in frozen
    event = MeetingEvent.objects.get(object_kind="paper", object_id=paper.pk, verb="submit")
    told = client.get(change_url(event)).content.decode()
    assert "Đã kiểm tra thể thức" in told
    for code in ("form_checked", "submitted", "paper "):
        assert f">{code}" not in told
    assert f"{timezone.localtime(event.at):%H:%M %d/%m/%Y}, {event.officer_name}" in told


def test_the_states_of_an_assignment_stand_in_words(client, cast):
    release = issue_at_once(make_notice(cast), at=NOW)
    given = Assignment.objects.filter(directive__release=release, unit=cast.commune).first()
    acknowledge(given, by=cast.unit_officer, at=NOW)
    client.force_login(cast.clerk)
    told = client.get(change_url(DirectiveEvent.objects.get(verb="acknowledge"))).content.decode()
    assert "Đã tiếp nhận" in told
    assert ">acknowledged<" not in told


def test_lists_ask_as_often_for_six_rows_as_for_one(client, cast):
    release_papers(cast, 1)
    client.force_login(cast.officer("registrar"))
    client.get(reverse("admin:index"))
    one = queries_of_lists(client)
    release_papers(cast, 5)
    assert queries_of_lists(client) == one


def test_pages_with_rows_ask_as_often_for_many_as_for_few(client, cast):
    meeting = make_meeting_with_words(cast)
    outline = meeting.outlines.get()
    client.force_login(cast.officer("clerk"))
    for url, more in (
        (change_url(meeting), lambda: invite_more(meeting)),
        (change_url(outline), lambda: make_conclusions(outline, cast)),
    ):
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        more()
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        assert len(many) == len(few), [query["sql"] for query in many]


def invite_more(meeting: Meeting) -> None:
    for number in range(6):
        unit = make_unit(f"MORE{number}", f"UBND xã Thêm {number}", UnitKind.COMMUNE)
        Delegation.objects.create(meeting=meeting, unit=unit)


@pytest.mark.parametrize("words", ["giao ban", "Giao Ban Khoa Học", "GIAO BAN QUY"])
def test_meetings_are_found_without_diacritics(client, cast, words):
    found, other = make_meeting(cast), make_meeting(cast, title="Tổng kết năm")
    client.force_login(cast.officer("clerk"))
    page = client.get(list_url(Meeting), {"q": words})
    assert list(page.context["cl"].result_list) == [found]
    assert other not in page.context["cl"].result_list


def test_filters_by_year_and_outcome(client, cast):
    now, before = make_meeting_with_words(cast), make_meeting(cast, held_on=date(2025, 12, 30))
    client.force_login(cast.officer("clerk"))
    assert list(client.get(list_url(Meeting), {"nam": "2025"}).context["cl"].result_list) == [before]
    open_one = now.outlines.get().conclusions.filter(orders__isnull=False).first()
    open_one.orders.all().delete()
    found = client.get(list_url(Conclusion), {"ket-qua": "chua"}).context["cl"].result_list
    assert list(found) == [open_one]
    for model in (Outline, Order, Paper):
        assert client.get(list_url(model), {"nam": "2026"}).status_code == 200
