"""What the release's page foretells is what the release does."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse

from directives.foretelling import foretell_release, outlook_of
from directives.issuing import release
from directives.models import Assignment, Directive
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from meetings.enums import PaperState
from meetings.models import Delivery, Order, OrderParty, Paper
from tests.cast import NOW, make_notice, make_unit


@pytest.fixture
def signed(paper_in) -> Paper:
    return paper_in(PaperState.SIGNED)


def test_the_numbers_foretold_are_those_that_come(cast, quick_press, signed):
    outlook = outlook_of(signed, NOW.date())
    released = release(signed, by=cast.registrar, at=NOW)
    assert outlook.orders == Directive.objects.filter(release=released).count() == 2
    assert outlook.units == Assignment.objects.values("unit").distinct().count() == 2
    assert outlook.reached == Delivery.objects.filter(release=released).count() == 2


def test_a_unit_on_a_line_is_reached_without_an_order(cast, quick_press, paper_in):
    paper = make_notice(cast)
    paper.recipients.create(unit=make_unit("BAO", "Báo Mẫu", "other"), words="Báo Mẫu", position=5)
    outlook = outlook_of(paper_in(PaperState.SIGNED, paper), NOW.date())
    assert (outlook.units, outlook.reached) == (2, 3)
    assert Delivery.objects.filter(release=release(paper, by=cast.registrar, at=NOW)).count() == 3


def test_a_name_that_reaches_no_unit_is_told(cast, paper_in):
    paper = make_notice(cast)
    OrderParty.objects.create(order=Order.objects.first(), words="Hội Làm vườn")
    paper_in(PaperState.SIGNED, paper)
    assert foretell_release(paper, NOW.date())[-1] == "Chưa phân công được cho: Hội Làm vườn."


def test_what_falls_with_the_earlier_paper_is_told(cast, quick_press, paper_in):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    paper = Paper.objects.get(pk=paper.pk)
    recall = start_recall(paper, by=cast.clerk, at=NOW, reason="Sai số liệu")
    assert foretell_release(recall, NOW.date()) == []
    assert foretell_release(paper_in(PaperState.SIGNED, recall), NOW.date()) == [
        "Dừng 2 nhiệm vụ của văn bản bị thu hồi.",
        "Gửi đến 2 đơn vị.",
    ]
    other = make_notice(cast)
    issue_at_once(other, at=NOW)
    replacement = start_replacement(Paper.objects.get(pk=other.pk), by=cast.clerk, at=NOW)
    told = foretell_release(paper_in(PaperState.SIGNED, replacement), NOW.date())
    assert told[0].startswith("Văn bản có 2 nhiệm vụ của 2 đơn vị, thay cho 2 nhiệm vụ đang có hiệu lực")


@pytest.mark.parametrize("name", ["paper-step", "admin:meetings_paper_step"])
def test_the_page_of_the_release_foretells_and_other_steps_do_not(cast, signed, name):
    client = Client()
    client.force_login(cast.registrar)
    page = html.unescape(client.get(reverse(name, args=[signed.pk, "phat-hanh"])).content.decode())
    assert "Phân công 2 nhiệm vụ cho 2 đơn vị." in page
    assert "Gửi đến 2 đơn vị." in page
    client.force_login(cast.clerk)
    issue_at_once(other := make_notice(cast), at=NOW)
    assert "Gửi đến" not in client.get(reverse(name, args=[other.pk, "thay-the"])).content.decode()
