"""The pages of a handover: the list before it is done, all to one or each to another, and the list that is kept."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.life.unit_acts import pass_on
from directives.models import Assignment, Handover
from districts.enums import Role
from districts.models import Appointment, Officer
from meetings.models import Consultation, ImportReview, WordCorrection
from tests.cast import NOW, make_notice, make_officer
from tests.directives.lives import Lives
from tests.tasks.at_work import LATE_IN_MAY, signed_in

TODAY = LATE_IN_MAY.date()
LIST = "handover-list"


@pytest.fixture
def held(lives: Lives) -> list[Assignment]:
    """Two orders of the commune, both passed to its officer."""
    rows = list(Assignment.objects.filter(unit=lives.cast.commune).order_by("pk"))
    for row in rows:
        pass_on(row, officer=lives.people["unit_officer"], by=lives.people["unit_head"], at=LATE_IN_MAY)
    make_officer("newcomer", "Phan Văn Mới", Role.UNIT_OFFICER, lives.cast.commune, "Công chức")
    return rows


def person_page(officer: Officer) -> str:
    return reverse("handover-person", args=[officer.pk])


def shown(client: Client, address: str) -> str:
    return html.unescape(client.get(address).content.decode())


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_all_goes_to_one_but_what_is_chosen_otherwise(lives, held):
    leaver, newcomer = lives.cast.unit_officer, Officer.objects.get(username="newcomer")
    client, address = signed_in(lives, "unit_head"), person_page(leaver)
    page = shown(client, address)
    assert page.count("<option") > 4
    assert "Phan Văn Mới" in page
    first, second = (f"viec-order-{row.pk}" for row in held)
    empty = client.post(address, {"cho-tat-ca": "", first: "", second: ""})
    assert empty.status_code == 422
    stranger = client.post(address, {"cho-tat-ca": lives.other_officer.pk, "ly-do": "Nghỉ", first: "", second: "0"})
    assert stranger.status_code == 422
    assert 'value="Nghỉ"' in html.unescape(stranger.content.decode()), "what was typed is kept"
    done = client.post(address, {"cho-tat-ca": newcomer.pk, first: "", second: lives.cast.unit_head.pk}, follow=True)
    assert "Đã bàn giao 2 việc" in html.unescape(done.content.decode())
    assert [Assignment.objects.get(pk=row.pk).handling_officer_id for row in held] == [
        newcomer.pk,
        lives.cast.unit_head.pk,
    ]
    again = client.post(address, {"cho-tat-ca": newcomer.pk, first: "", second: ""})
    assert again.status_code == 409
    assert Handover.objects.count() == 1
    client.force_login(newcomer)
    kept = shown(client, reverse("handover", args=[Handover.objects.get().pk]))
    assert held[0].directive.text in kept
    assert held[1].directive.text not in kept, "who takes reads what was given to them"
    assert "Xử lý: Phan Văn Mới" in shown(client, reverse("home"))


def test_the_head_is_told_of_what_a_person_who_left_still_has(lives, held):
    client, home = signed_in(lives, "unit_head"), reverse("home")
    told = f"{len(held)} nhiệm vụ đang đứng tên người đã thôi làm việc"
    assert told not in shown(client, home)
    Appointment.objects.filter(officer=lives.cast.unit_officer).update(ends_on=TODAY - timedelta(days=1))
    assert told in shown(client, home)
    listed = shown(client, reverse(LIST))
    assert f"{len(held)} việc không còn ai làm" in listed
    assert told not in shown(signed_in(lives, "sub_officer"), home), "not the head's"


def test_what_is_done_next_is_offered_to_whom_it_is_open(lives, held):
    row = Handover.objects.create(leaver=lives.cast.unit_officer, by=lives.cast.unit_head, at=LATE_IN_MAY)
    address, account = (
        reverse("handover", args=[row.pk]),
        reverse("admin:districts_officer_change", args=[row.leaver_id]),
    )
    assert account in shown(signed_in(lives, "administrator"), address)
    assert account not in shown(signed_in(lives, "unit_head"), address)
    assert person_page(lives.cast.unit_officer) in shown(signed_in(lives, "administrator"), account)


def test_the_pages_ask_at_most_twelve_times_however_much_there_is(lives, held):
    leaver = lives.cast.unit_officer
    client = signed_in(lives, "unit_head")
    two = cost(client, person_page(leaver)), cost(client, reverse(LIST))
    Assignment.objects.filter(pk=held[1].pk).update(handling_officer=None)
    assert (cost(client, person_page(leaver)), cost(client, reverse(LIST))) == two
    draft, clerk = make_notice(lives.cast), lives.cast.clerk
    times = {"created_at": NOW, "changed_at": NOW}
    WordCorrection.objects.create(paper=draft, owner=clerk, name="a.docx", **times)
    ImportReview.objects.create(owner=clerk, name="b.docx", content={}, **times)
    Consultation.objects.create(paper=draft, officer=clerk, due_on=TODAY, asked_by=lives.cast.leader, asked_at=NOW)
    for who in ("clerk", "division_head", "administrator"):
        assert cost(signed_in(lives, who), person_page(clerk)) <= 12
        assert cost(signed_in(lives, who), reverse(LIST)) <= 12
