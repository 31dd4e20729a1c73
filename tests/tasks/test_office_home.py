"""What waits at the Sở on the home page, for a leader and for the head of a division; with the facts and one click."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives.enums import ReportKind
from directives.life import extending, reporting, unit_acts
from directives.life.reporting import Telling
from directives.models import Assignment, Directive
from meetings.planning.files import SentFile
from tests.cast import make_officer
from tests.office_fixtures import ONE_PAGE
from tests.tasks.many import due_in, more

TOLD = Telling(ReportKind.COMPLETION, text="Đã rà soát 14 chợ, lập danh sách")


@pytest.fixture
def reported(lives) -> Assignment:
    unit_acts.acknowledge(lives.lead, by=lives.cast.unit_head, at=timezone.now())
    files = [SentFile("danh-sach.pdf", ONE_PAGE), SentFile("bien-ban.pdf", ONE_PAGE)]
    reporting.report(lives.lead, TOLD, files=files, by=lives.cast.unit_head, at=timezone.now())
    return lives.lead


@pytest.fixture
def asking(lives) -> Assignment:
    Assignment.objects.filter(pk=lives.lead.pk).update(current_due_on=due_in(5))
    extending.ask_extension(
        lives.lead, wanted_on=due_in(30), reason="Chờ số liệu", by=lives.cast.unit_head, at=timezone.now()
    )
    return lives.lead


def home(officer):
    client = Client()
    client.force_login(officer)
    answer = client.get(reverse("home"))
    if answer.context["at_office_fetched"]:
        assert f'hx-get="{reverse("at-office")}"' in answer.content.decode()
        answer = client.get(reverse("at-office"))
    work = answer.context["at_office"]
    rows = [(row.kind, row.assignment.pk) for row in work.rows] if work else []
    return client, rows, answer.content.decode()


def test_a_result_waits_for_the_head_with_its_facts_and_the_sos_limit(lives, reported):
    client, rows, page = home(lives.cast.division_head)
    assert rows == [("result", reported.pk)]
    assert "Đã rà soát 14 chợ" in page
    assert "2 tệp minh chứng" in page
    assert "Sở trả lời chậm nhất" in page
    assert home(lives.cast.leader)[1] == [], "it is not the leader's"
    client.post(reverse("office-act", args=[reported.pk, "xac-nhan"]), {"ve": "nha"})
    assert Assignment.objects.get(pk=reported.pk).state == "done"
    assert home(lives.cast.division_head)[1] == []


def test_the_files_are_those_of_the_report_that_is_judged_and_a_wish_for_time_says_that_it_is_reported(lives, asking):
    by, now = lives.cast.unit_head, timezone.now()
    unit_acts.acknowledge(lives.lead, by=by, at=now)
    files = [SentFile("danh-sach.pdf", ONE_PAGE)]
    reporting.report(lives.lead, Telling(ReportKind.PROGRESS, "Đang rà soát"), files=files, by=by, at=now)
    done = Telling(ReportKind.COMPLETION, "Đã rà soát", no_evidence="Đã trao đổi trực tiếp")
    reporting.report(lives.lead, done, by=by, at=now)
    client, _, page = home(lives.cast.division_head)
    assert "Không có tệp minh chứng: Đã trao đổi trực tiếp" in page
    listed = client.get(reverse("assignment-list"), {"muc": "xac-nhan"}).content.decode()
    assert "“Đã rà soát”" in listed
    assert "1 tệp minh chứng" not in listed
    reported_on = f"Đơn vị đã báo cáo hoàn thành ngày {timezone.localdate(now):%d/%m/%Y}"
    client, rows, page = home(lives.cast.leader)
    assert rows == [("time", lives.lead.pk)]
    assert reported_on in page
    assert reported_on in client.get(reverse("assignment", args=[lives.lead.pk])).content.decode()


def test_an_answer_that_is_late_is_marked(lives, reported):
    Assignment.objects.filter(pk=reported.pk).update(waiting_since=timezone.now() - timedelta(days=30))
    assert "(đã quá)" in home(lives.cast.division_head)[2]


@pytest.mark.parametrize(
    "change", [{"disputed": True}, {"directive__starred": True}, {"directive__following_unit": None}]
)
def test_what_is_a_leader_s_stands_on_the_leader_s_home_alone(lives, reported, change):
    for name, value in change.items():
        if name.startswith("directive__"):
            Directive.objects.filter(pk=reported.directive_id).update(**{name.removeprefix("directive__"): value})
        else:
            Assignment.objects.filter(pk=reported.pk).update(**change)
    assert home(lives.cast.leader)[1] == [("result", reported.pk)]
    assert home(lives.cast.division_head)[1] == []


def test_the_divisions_own_work_is_a_leader_s_to_answer(lives, reported):
    Assignment.objects.filter(pk=reported.pk).update(unit=lives.cast.division)
    assert home(lives.cast.leader)[1] == [("result", reported.pk)]
    assert home(lives.cast.division_head)[1] == []


def test_a_leader_grants_time_with_one_click(lives, asking):
    client, rows, page = home(lives.cast.leader)
    assert rows == [("time", asking.pk)]
    wanted = f"{due_in(30):%d/%m/%Y}"
    assert "Chờ số liệu" in page
    assert f"Đồng ý đến {wanted}" in page
    assert home(lives.cast.division_head)[1] == []
    answer = client.post(reverse("office-act", args=[asking.pk, "gia-han"]), {"ve": "nha", "until": wanted})
    assert answer["Location"] == reverse("home")
    assert Assignment.objects.get(pk=asking.pk).current_due_on == due_in(30)
    assert home(lives.cast.leader)[1] == []


def test_a_superior_s_task_has_no_one_click(lives, asking):
    Assignment.objects.filter(pk=asking.pk).update(basis="superior")
    page = home(lives.cast.leader)[2]
    assert "Đồng ý đến" not in page
    assert "cần văn bản của cấp trên" in page


def test_a_leader_who_heads_the_unit_does_not_decide_about_its_time(lives, asking):
    both = make_officer("both", "Lý Văn P", "leader", lives.cast.office, "Phó Giám đốc")
    both.appointments.create(unit=lives.cast.commune, role="unit_head", position="Chủ tịch")
    assert home(both)[1] == []


def test_a_transfer_waits_for_the_head_with_its_reason(lives):
    unit_acts.ask_transfer(lives.lead, reason="Xã không có chợ", by=lives.cast.unit_head, at=timezone.now())
    _, rows, page = home(lives.cast.division_head)
    assert rows == [("transfer", lives.lead.pk)]
    assert "Xã không có chợ" in page
    assert home(lives.cast.leader)[1] == []


@pytest.mark.parametrize("role", ["clerk", "registrar", "observer", "unit_head", "administrator"])
def test_nobody_else_has_the_section(lives, reported, role):
    assert home(lives.cast.officer(role))[1] == []
    assert "h-cho-so" not in home(lives.cast.officer(role))[2]


@pytest.mark.parametrize("role", ["leader", "division_head"])
def test_the_home_asks_as_often_for_many_as_for_one(lives, reported, role):
    if role == "leader":
        Directive.objects.filter(pk=reported.directive_id).update(starred=True)

    def cost(name: str) -> int:
        client = Client()
        client.force_login(lives.cast.officer(role))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    before = [cost("home"), cost("at-office")]
    more(lives, 5, state="reported", handed_in_on=timezone.localdate(), waiting_since=timezone.now())
    assert [cost("home"), cost("at-office")] == before
    assert max(before) <= 12
    assert len(home(lives.cast.officer(role))[1]) == 6


def test_the_panel_is_a_piece_for_the_home_and_a_page_by_itself(client, lives, reported):
    client.force_login(lives.cast.division_head)
    assert "<html" in client.get(reverse("at-office")).content.decode()
    piece = client.get(reverse("at-office"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert "Đã rà soát 14 chợ" in piece
