"""The page of an order: what it tells to whom, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.enums import ReportKind
from directives.life.answering import ask_supplement
from directives.life.drafting import add_files
from directives.life.reporting import Telling, report
from directives.life.unit_acts import acknowledge
from directives.models import Assignment
from districts.models import Officer
from meetings.planning.files import SentFile
from portal.templatetags.portal_ui import of_unit
from tests.cast import NOW, make_unit
from tests.directives.lives import Lives, make_lives

PDF = b"%PDF-1.4 minh chung"


@pytest.fixture
def lives(cast, quick_press, files) -> Lives:
    return make_lives(cast)


def opened(officer: Officer, assignment: Assignment):
    client = Client()
    client.force_login(officer)
    return client.get(reverse("assignment", args=[assignment.pk]))


def page_of(officer: Officer, assignment: Assignment) -> str:
    answer = opened(officer, assignment)
    assert answer.status_code == 200
    return answer.content.decode()


def lived(lives: Lives) -> None:
    """Acknowledged, reported as complete, sent back for a supplement."""
    people = lives.people
    acknowledge(lives.lead, by=people["unit_officer"], at=NOW)
    telling = Telling(ReportKind.COMPLETION, "Đã rà soát 12 chợ", paper_number="145/BC-UBND", paper_signer="Vũ Văn H")
    report(lives.lead, telling, files=[SentFile("Bảng tổng hợp.pdf", PDF)], by=people["unit_head"], at=NOW)
    until = NOW.date() + timedelta(days=5)
    ask_supplement(lives.lead, words="Thiếu biên bản của chợ Mẫu", until=until, by=people["division_head"], at=NOW)


def test_the_page_tells_the_order_its_paper_its_deadlines_and_its_people(lives):
    page = page_of(lives.people["unit_officer"], lives.lead)
    for told in (
        "Rà soát thiết bị đo lường tại chợ trên địa bàn",
        "01/TB-SKHCN",
        "mục 1.a",
        "30/06/2026",
        "Phạm Thị D",
        "Phòng Quản lý Công nghệ",
        "UBND xã Mẫu Một",
        "UBND xã Mẫu Hai",
    ):
        assert told in page, told
    assert reverse("paper-pdf", args=[lives.lead.directive.release.paper_id]) in page
    steps = list(page.split('<ol class="steps">')[1].split("</ol>")[0].split("<b>")[1:])
    assert [step.split("</b>")[0] for step in steps] == [
        "Đã giao",
        "Đã tiếp nhận",
        "Đang thực hiện",
        "Đã báo cáo",
        "Hoàn thành",
    ]


def test_reports_answers_and_history_stand_on_the_page(lives):
    lived(lives)
    for role in ("unit_officer", "unit_head", "clerk", "leader", "observer"):
        page = page_of(lives.people[role], lives.lead)
        for told in ("Đã rà soát 12 chợ", "145/BC-UBND", "Bảng tổng hợp.pdf", "Thiếu biên bản của chợ Mẫu", "Đỗ Thị G"):
            assert told in page, (role, told)


def test_what_the_so_asks_back_stands_above_the_report_that_is_to_be_written(lives):
    lived(lives)
    page = page_of(lives.people["unit_officer"], lives.lead)
    work = page[page.index('id="viec"') :]
    assert work.index("Thiếu biên bản của chợ Mẫu") < work.index('name="text"')
    again = Telling(ReportKind.COMPLETION, "Đã bổ sung", no_evidence="Đã gửi bản giấy")
    report(lives.lead, again, by=lives.people["unit_head"], at=NOW)
    page = page_of(lives.people["unit_officer"], lives.lead)
    assert "Đang chờ Sở" in page
    assert page.count("Thiếu biên bản của chợ Mẫu") == 2, "with its report and in the history"


@pytest.mark.parametrize("role", ["other_officer", "other_head", "sub_officer", "administrator"])
def test_a_stranger_finds_no_page_at_all(lives, role):
    assert opened(lives.people[role], lives.lead).status_code == 404


def test_the_office_to_which_it_was_passed_on_sees_it(lives):
    Assignment.objects.filter(pk=lives.lead.pk).update(handling_unit=lives.sub)
    assert opened(lives.people["sub_officer"], lives.lead).status_code == 200
    assert opened(lives.people["sub_officer"], lives.helping).status_code == 404


def test_a_coordinating_unit_reads_its_own_page_and_nothing_of_the_lead(lives):
    lived(lives)
    page = page_of(lives.people["other_officer"], lives.helping)
    assert "UBND xã Mẫu Một" in page
    for hidden in ("Đã rà soát 12 chợ", "145/BC-UBND", "Bảng tổng hợp", "Thiếu biên bản", "Đang thực hiện", "Đỗ Thị G"):
        assert hidden not in page, hidden
    assert reverse("assignment", args=[lives.lead.pk]) not in page


def test_the_sides_know_what_concerns_them_of_each_other(lives):
    sent = "Đã gửi kết quả phối hợp"
    Assignment.objects.filter(pk=lives.helping.pk).update(state="contributed")
    assert f"({sent})" in page_of(lives.people["unit_officer"], lives.lead), "the lead waits for it"
    assert f"({sent})" in page_of(lives.people["clerk"], lives.lead)


def test_a_group_is_told_in_x_of_n_without_the_states_of_others(lives):
    rows = Assignment.objects.exclude(directive=lives.lead.directive)
    own = rows.get(unit=lives.cast.commune)
    Assignment.objects.filter(directive=own.directive).exclude(pk=own.pk).update(state="done", handed_in_on=NOW.date())
    page = page_of(lives.people["unit_officer"], own)
    assert "<b>2/3</b>" in page
    assert "(Hoàn thành)" not in page
    assert "(Hoàn thành)" in page_of(lives.people["clerk"], own)


def test_an_address_that_no_key_can_have_is_no_page(lives):
    client = Client()
    client.force_login(lives.people["clerk"])
    assert client.get(f"/nhiem-vu/{'9' * 30}/").status_code == 404


@pytest.mark.parametrize("role", ["unit_officer", "unit_head", "clerk", "division_head", "leader", "observer"])
def test_the_page_asks_at_most_twelve_times_and_as_often_for_six_reports_as_for_one(lives, role):
    lived(lives)
    add_files(lives.lead, [SentFile("nháp.pdf", PDF + b"0")], by=lives.people["unit_officer"], at=NOW)
    first = _cost(lives.people[role], lives.lead)
    for number in range(5):
        unit = make_unit(f"XB{number}", f"UBND xã Thêm {number}", "commune")
        Assignment.objects.create(
            directive=lives.lead.directive, unit=unit, role="coordinating", basis="request", assigned_at=NOW
        )
        telling = Telling(ReportKind.PROGRESS, f"Đợt {number}", percent=number)
        report(lives.lead, telling, files=[SentFile(f"{number}.pdf", PDF)], by=lives.people["unit_officer"], at=NOW)
    assert _cost(lives.people[role], lives.lead) == first
    assert first <= 12


def _cost(officer: Officer, assignment: Assignment) -> int:
    client = Client()
    client.force_login(officer)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("assignment", args=[assignment.pk])).status_code == 200
    return len(queries)


def test_a_position_does_not_name_its_unit_twice():
    assert of_unit("Phó Chủ tịch UBND xã", "UBND xã Long Hồ") == "Phó Chủ tịch UBND xã Long Hồ"
    assert of_unit("Công chức", "UBND xã Long Hồ") == "Công chức, UBND xã Long Hồ"
    assert of_unit("", "UBND xã Long Hồ") == "UBND xã Long Hồ"
