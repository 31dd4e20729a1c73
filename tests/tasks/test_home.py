"""The home of a unit: the next act of each order, new notices at once, what waits at the Sở, and nothing of another."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from directives.enums import ReportKind
from directives.handovers.handing import hand_over
from directives.life.extending import ask_extension
from directives.life.reporting import Telling, report
from directives.life.unit_acts import acknowledge, pass_on
from directives.models import Assignment
from directives.reminding.bell import unread_of
from districts.models import Officer
from tests.cast import NOW
from tests.directives.lives import Lives, make_lives

LATER = NOW.replace(day=10)


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def lives(cast, quick_press, files) -> Lives:
    return make_lives(cast)


def home_of(officer: Officer, query: str = "") -> str:
    client = Client()
    client.force_login(officer)
    return client.get(reverse("home") + query).content.decode()


def buttons(page: str) -> dict[str, str]:
    """Address of the order's page -> the words on its button."""
    found = re.findall(r'<a class="btn btn-sm [\w-]+"\s+href="(/nhiem-vu/\d+/)[^"]*"[^>]*>([^<]+)</a>', page)
    return dict(found)


def button(page: str, assignment: Assignment) -> str:
    return buttons(page)[reverse("assignment", args=[assignment.pk])]


def test_each_row_leads_to_its_page_with_its_next_act(lives):
    people = lives.people
    assert button(home_of(people["unit_officer"]), lives.lead) == "Xem và tiếp nhận"
    assert button(home_of(people["other_officer"]), lives.helping) == "Gửi kết quả phối hợp"
    acknowledge(lives.lead, by=people["unit_officer"], at=LATER)
    assert button(home_of(people["unit_officer"]), lives.lead) == "Gửi báo cáo"
    telling = Telling(ReportKind.COMPLETION, "Đã rà soát", no_evidence="Trao đổi trực tiếp")
    report(lives.lead, telling, by=people["unit_head"], at=LATER)
    assert button(home_of(people["unit_officer"]), lives.lead) == "Đang chờ Sở"


def test_a_supplement_stands_by_its_own_day_in_the_list(lives):
    home = home_of(lives.people["unit_officer"])
    first, second = list(buttons(home))
    later = int(second.strip("/").split("/")[-1])
    Assignment.objects.filter(pk=later).update(state="in_progress", handed_in_on=LATER, supplement_by=LATER)
    assert list(buttons(home_of(lives.people["unit_officer"]))) == [second, first]


def test_a_new_notice_is_acknowledged_with_one_button(lives):
    officer = lives.people["unit_officer"]
    page = home_of(officer)
    keys = re.findall(r'name="nhiem-vu" value="(\d+)"', page)
    led = Assignment.objects.filter(unit=lives.cast.commune, role="lead")
    assert {int(key) for key in keys} == set(led.values_list("pk", flat=True))
    client = Client()
    client.force_login(officer)
    answer = client.post(reverse("assignments-acknowledge"), {"nhiem-vu": keys}, follow=True)
    assert "Đã xác nhận tiếp nhận 2 nhiệm vụ." in answer.content.decode()
    assert "h-moi" not in home_of(officer)


def test_what_waits_at_the_so_is_told_with_its_day(lives):
    people = lives.people
    acknowledge(lives.lead, by=people["unit_officer"], at=LATER)
    assert "h-choso" not in home_of(people["unit_officer"])
    ask_extension(lives.lead, wanted_on=date(2026, 7, 15), reason="Trùng đợt họp", by=people["unit_head"], at=LATER)
    assert "Đề nghị điều chỉnh thời hạn đến 15/07/2026" in home_of(people["unit_officer"])
    telling = Telling(ReportKind.COMPLETION, "Đã rà soát", no_evidence="Trao đổi trực tiếp")
    report(lives.lead, telling, by=people["unit_head"], at=LATER)
    page = home_of(people["unit_officer"])
    assert "Báo cáo hoàn thành chờ Sở xác nhận, Sở trả lời chậm nhất ngày 17/04/2026" in page


def test_another_unit_s_home_tells_nothing_of_it(lives):
    people = lives.people
    acknowledge(lives.lead, by=people["unit_officer"], at=LATER)
    before = home_of(people["other_officer"], "?loc=tat-ca")
    ask_extension(lives.lead, wanted_on=date(2026, 7, 15), reason="Trùng đợt họp", by=people["unit_head"], at=LATER)
    after = home_of(people["other_officer"], "?loc=tat-ca")
    bare = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert bare.sub("", before) == bare.sub("", after)
    assert reverse("assignment", args=[lives.lead.pk]) not in after


def test_who_was_named_for_it_stands_in_the_row(lives):
    people = lives.people
    pass_on(lives.lead, unit=lives.sub, officer=people["sub_officer"], by=people["unit_head"], at=LATER)
    assert "Xử lý: Phòng Văn hóa - Xã hội xã Mẫu Một, Tạ Văn N" in home_of(people["unit_officer"])
    assert button(home_of(people["sub_officer"]), lives.lead) == "Xem và tiếp nhận"


def test_what_the_head_passed_on_stands_on_the_home_of_the_person_with_the_words(lives):
    people = lives.people
    acknowledge(lives.lead, by=people["unit_officer"], at=LATER)
    words = "Làm trước ngày 20/6"
    pass_on(lives.lead, officer=people["sub_officer"], unit=lives.sub, words=words, by=people["unit_head"], at=LATER)
    page = home_of(people["sub_officer"])
    assert "Việc giao tôi xử lý" in page
    assert f"“{words}”" in page
    assert unread_of(people["sub_officer"], LATER.date()) == 1, "the bell tells it too"
    for who in ("unit_officer", "unit_head"):
        assert "Việc giao tôi xử lý" not in home_of(people[who])
        assert not unread_of(people[who], LATER.date())


def test_after_a_handover_the_home_names_who_has_it_now(lives):
    people = lives.people
    pass_on(lives.lead, officer=people["unit_officer"], words="Làm gấp", by=people["unit_head"], at=LATER)
    hand_over(
        people["unit_officer"], {f"order-{lives.lead.pk}": lives.sub_officer.pk}, by=people["unit_head"], at=LATER
    )
    page = home_of(people["sub_officer"])
    assert "“Đỗ Thị G bàn giao cho Tạ Văn N”" in page
    assert "Đỗ Thị G: Làm gấp" not in page


def test_the_list_says_what_the_buckets_do_not_count(lives):
    assert "Gồm 1 nhiệm vụ phối hợp, không tính vào sáu ô trên" in home_of(lives.people["other_officer"])
    assert "không tính vào sáu ô trên" not in home_of(lives.people["unit_officer"])
