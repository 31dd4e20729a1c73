"""The pages of a letter of urging: choosing orders, the letter itself, the order, the unit's home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.models import Assignment
from directives.urging.drafting import start_urging
from directives.whole_way import issue_at_once
from meetings.enums import PaperKind
from meetings.models import Paper
from tests.tasks.many import more
from tests.urging.conftest import LATER

CHOOSE = "/nhiem-vu/don-doc/"


def signed_in(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def late(lives, count: int) -> list[Assignment]:
    return more(lives, count, current_due_on=LATER.date() - timedelta(days=5))


def letter_of(lives, orders) -> Paper:
    return start_urging(orders, by=lives.cast.officer("clerk"), at=LATER, reply_days=5)


def test_from_the_list_to_the_draft(lives):
    waiting, other = late(lives, 2)
    Assignment.objects.filter(pk=waiting.pk).update(state="transfer_asked")
    client = signed_in(lives.cast.clerk)
    assert f'href="{CHOOSE}?loc=overdue"' in client.get("/nhiem-vu/?loc=overdue").content.decode()
    assert CHOOSE not in signed_in(lives.cast.leader).get("/nhiem-vu/?loc=overdue").content.decode()
    form = client.get(CHOOSE).context["form"]
    assert set(form.offered) == {lives.lead.pk, waiting.pk, other.pk}
    assert form.ticked() == {lives.lead.pk, other.pk}
    assert set(client.get(CHOOSE, {"don-vi": other.unit_id}).context["form"].offered) == {other.pk}
    answer = client.post(CHOOSE, {"orders": [lives.lead.pk, other.pk], "reply_days": 7, "contact": "Ông A"})
    paper = Paper.objects.get(kind=PaperKind.URGING)
    assert answer["Location"] == reverse("paper", args=[paper.pk])
    assert paper.urging.reply_days == 7
    told = f"đơn vị, số liệu ngày {paper.urging.as_of:%d/%m/%Y}"
    listed = client.get(reverse("paper-list")).content.decode()
    assert told in listed or f"{lives.lead.unit}, số liệu ngày" in listed
    assert paper.closing.startswith("Ông A\n")
    assert set(client.get(CHOOSE).context["form"].offered) == {waiting.pk}


def test_of_more_than_a_letter_holds_the_longest_late_are_read_and_the_rest_is_counted(lives, monkeypatch):
    """Neither those that may not be urged nor those beyond the letter are read."""
    monkeypatch.setattr("directives.urging.views.MOST", 2)
    orders = late(lives, 4)
    Assignment.objects.filter(pk=orders[0].pk).update(state="transferred")
    Assignment.objects.filter(pk=orders[3].pk).update(current_due_on=LATER.date() - timedelta(days=20))
    shown = signed_in(lives.cast.clerk).get(CHOOSE)
    assert set(shown.context["form"].offered) == {orders[3].pk, lives.lead.pk}
    assert "<b>Còn 2 nhiệm vụ quá hạn chưa hiện ở đây.</b>" in shown.content.decode()
    assert shown.context["late"] - shown.context["left_out"] == 4


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"orders": []}, "Chưa chọn nhiệm vụ nào"),
        ({"orders": [0]}, "Danh sách vừa thay đổi"),
        ({"reply_days": 0}, "1"),
        ({"contact": "TỐI MẬT"}, "bí mật nhà nước"),
    ],
)
def test_what_is_wrong_is_said_and_the_choice_stays(lives, changes, sentence):
    (other,) = late(lives, 1)
    sent = {"orders": [other.pk], "reply_days": 5, "contact": "Ông A"} | changes
    answer = signed_in(lives.cast.clerk).post(CHOOSE, sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert answer.context["form"].ticked() == set(sent["orders"])
    assert not Paper.objects.filter(kind=PaperKind.URGING).exists()


def test_the_letter_in_work_says_what_changed_and_is_refreshed_by_who_may_edit_it(lives):
    gone, *_ = orders = late(lives, 3)
    paper = letter_of(lives, orders)
    page, act = reverse("paper", args=[paper.pk]), reverse("paper-urging-refresh", args=[paper.pk])
    Assignment.objects.filter(pk=gone.pk).update(state="done", handed_in_on=LATER.date())
    clerk = signed_in(lives.cast.clerk)
    shown = clerk.get(page).content.decode()
    assert "1 nhiệm vụ trong công văn đã thay đổi so với số liệu ngày 20/11/2026" in shown
    assert f'action="{act}"' in shown
    assert f'action="{act}"' not in signed_in(lives.cast.leader).get(page).content.decode()
    assert signed_in(lives.cast.leader).post(act).status_code == 403
    assert signed_in(lives.cast.unit_officer).post(act).status_code == 404
    assert clerk.post(act).status_code == 302
    assert "đã thay đổi so với" not in clerk.get(page).content.decode()


def test_the_signer_reads_before_signing_what_changed(lives):
    gone, *_ = orders = late(lives, 3)
    paper = letter_of(lives, orders)
    paper.send_for_check(by=lives.cast.officer("clerk"), at=LATER)
    paper.check_content(by=lives.cast.officer("division_head"), at=LATER)
    paper.check_form(by=lives.cast.officer("office_head"), at=LATER)
    paper.submit(by=lives.cast.officer("clerk"), at=LATER)
    Assignment.objects.filter(pk=gone.pk).update(state="done", handed_in_on=LATER.date())
    shown = signed_in(lives.cast.leader).get(reverse("paper-step", args=[paper.pk, "ky"])).content.decode()
    assert "1 nhiệm vụ trong công văn đã thay đổi" in shown
    assert "thì trả công văn về dự thảo rồi cập nhật" in shown


def test_a_released_letter_stands_on_the_order_and_the_unit_s_home(lives):
    other, *_ = late(lives, 1)
    paper = issue_at_once(letter_of(lives, [lives.lead, other]), at=LATER).paper
    unit = signed_in(lives.cast.unit_officer)
    shown = unit.get(reverse("paper", args=[paper.pk]))
    assert [order.assignment.pk for order in shown.context["urged"].orders] == [lives.lead.pk]
    assert "Báo cáo chậm nhất ngày 30/11/2026" in shown.content.decode()
    (told,) = unit.get("/").context["work"].urged
    assert (told.paper, told.count) == (paper.pk, 1)
    assert "Đã nhắc, đôn đốc 1 lần" in unit.get(reverse("assignment", args=[lives.lead.pk])).content.decode()
    order = signed_in(lives.cast.clerk).get(reverse("assignment", args=[lives.lead.pk])).content.decode()
    assert f'<a href="{reverse("paper", args=[paper.pk])}">Công văn 01/SKHCN-QLCN ngày 20/11/2026' in order
    assert "người ký: Phạm Thị D" in order
    Assignment.objects.filter(pk=lives.lead.pk).update(state="done", handed_in_on=LATER.date())
    assert unit.get("/").context["work"].urged == []


def test_more_orders_cost_no_more_questions(lives):
    def asked(address: str) -> int:
        client = signed_in(lives.cast.officer("clerk"))
        with CaptureQueriesContext(connection) as told:
            assert client.get(address).status_code == 200
        return len(told)

    one, letter = asked(CHOOSE), asked(reverse("paper", args=[letter_of(lives, late(lives, 3)).pk]))
    orders = late(lives, 6)
    assert one == asked(CHOOSE) <= 12
    assert letter == asked(reverse("paper", args=[letter_of(lives, orders).pk])) <= 12
