"""Orders that no unit would receive: listed before the signature, and signed only by one who says to have seen them."""

from __future__ import annotations

import html

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from directives.whole_way import issue_at_once
from meetings.enums import PaperState
from meetings.models import Conclusion, MeetingEvent, Order, OrderParty, Paper, SignedRecord
from meetings.readiness import NotReady, readiness_of, unassigned_orders
from meetings.signing import sha256_of, sign
from tests.cast import NOW, make_notice
from tests.office_fixtures import seen_in

TEXT = "Khảo sát nhu cầu tập huấn"
TICK = "Tôi đã xem 1 nhiệm vụ chưa có đơn vị nhận và vẫn ký"


@pytest.fixture
def paper(cast) -> Paper:
    """A draft with one order that names nobody."""
    paper = make_notice(cast)
    item = Conclusion.objects.create(outline=paper.outline, text=TEXT, label="d)", position=9)
    Order.objects.create(conclusion=item, text=TEXT)
    return paper


def named(paper: Paper) -> list[tuple[str, str]]:
    return [(each.order.text, each.why) for each in unassigned_orders(paper, NOW.date())]


def page_of(officer, address: str) -> str:
    client = Client()
    client.force_login(officer)
    return html.unescape(client.get(address).content.decode())


def test_an_order_without_names_and_one_with_unknown_names_alone_reach_nobody(paper):
    assert named(paper) == [(TEXT, "chưa ghi đơn vị thực hiện")]
    OrderParty.objects.create(order=Order.objects.get(text=TEXT), words="Hội Làm vườn")
    assert named(paper) == [(TEXT, "Hội Làm vườn")]


def test_an_order_that_reaches_some_of_its_names_is_told_apart(cast, paper):
    order = Order.objects.get(text=TEXT)
    OrderParty.objects.create(order=order, unit=cast.commune)
    OrderParty.objects.create(order=order, words="Hội Làm vườn")
    found = readiness_of(paper, NOW.date())
    assert found.unassigned == []
    assert [(each.order, each.why) for each in found.partly] == [(order, "Hội Làm vườn")]


def test_it_is_signed_only_by_one_who_says_to_have_seen_it(cast, paper, paper_in):
    paper_in(PaperState.SUBMITTED, paper)
    with pytest.raises(NotReady, match=TEXT) as refused:
        sign(paper, by=cast.leader, at=NOW)
    assert TICK in str(refused.value)
    assert not SignedRecord.objects.exists()
    record = sign(paper, by=cast.leader, at=NOW, acknowledged=True)
    event = MeetingEvent.objects.get(verb="sign")
    assert event.note == f"{sha256_of(record.content)}\n{TICK}: “{TEXT}”"


def test_a_paper_whose_orders_all_reach_a_unit_is_signed_without_a_word(cast, paper_in):
    paper = paper_in(PaperState.SUBMITTED)
    record = sign(paper, by=cast.leader, at=NOW)
    assert MeetingEvent.objects.get(verb="sign").note == sha256_of(record.content)


def test_taking_the_whole_way_needs_the_word_too(paper, quick_press):
    with pytest.raises(NotReady, match="chưa có đơn vị nhận"):
        issue_at_once(paper, at=NOW)


def test_the_command_lists_them_and_gives_the_word(paper, quick_press, capsys):
    call_command("issue_notice", str(paper.pk), day="09/04/2026")
    printed = capsys.readouterr().out
    assert f"Nhiệm vụ chưa có đơn vị nhận, vẫn ký: “{TEXT}” (chưa ghi đơn vị thực hiện)" in printed
    assert "Đã phát hành 01/TB-SKHCN" in printed
    assert TICK in MeetingEvent.objects.get(verb="sign").note


@pytest.mark.parametrize(
    "state", [PaperState.DRAFT, PaperState.CHECKED, PaperState.FORM_CHECKED, PaperState.SUBMITTED, PaperState.SIGNED]
)
def test_every_page_before_the_release_lists_them_with_a_link_to_the_item(cast, paper, paper_in, state, quick_press):
    paper_in(state, paper)
    item = Conclusion.objects.get(text=TEXT)
    page = page_of(cast.leader, reverse("paper-points", args=[paper.pk]))
    assert "Nhiệm vụ chưa có đơn vị nhận" in page
    assert f'href="{reverse("outline", args=[paper.meeting_id])}#muc-{item.pk}"' in page
    assert f'id="muc-{item.pk}"' in page_of(cast.leader, reverse("outline", args=[paper.meeting_id]))
    clerk = page_of(cast.clerk, reverse("paper-points", args=[paper.pk]))
    correcting = f"{reverse('outline', args=[paper.meeting_id])}?muc={item.pk}#muc-{item.pk}"
    assert (correcting in clerk) is (state == PaperState.DRAFT), "corrected in the draft alone"
    assert "Nhiệm vụ chưa có đơn vị nhận" in page_of(
        cast.clerk, reverse("admin:meetings_paper_change", args=[paper.pk])
    )


@pytest.mark.parametrize("name", ["paper-step", "admin:meetings_paper_step"])
def test_the_check_of_the_form_lists_them(cast, paper, paper_in, name):
    paper_in(PaperState.CHECKED, paper)
    page = page_of(cast.office_head, reverse(name, args=[paper.pk, "kiem-tra-the-thuc"]))
    assert "Nhiệm vụ chưa có đơn vị nhận" in page
    assert TEXT in page


def test_the_signer_ticks_the_box_or_is_refused_with_the_list(cast, paper, paper_in):
    paper_in(PaperState.SUBMITTED, paper)
    client = Client()
    client.force_login(cast.leader)
    address = reverse("paper-step", args=[paper.pk, "ky"])
    assert TICK in html.unescape(client.get(address).content.decode())
    refused = client.post(address, {"read_version": paper.version, "seen": seen_in(paper)})
    assert refused.status_code == 422
    assert f"Còn 1 nhiệm vụ chưa có đơn vị nhận: “{TEXT}”" in html.unescape(refused.content.decode())
    signed = client.post(
        address, {"read_version": paper.version, "seen": seen_in(paper), "acknowledged": "on"}, follow=True
    )
    assert Paper.objects.get(pk=paper.pk).state == PaperState.SIGNED
    assert f"{TICK}: “{TEXT}”" in html.unescape(signed.content.decode()), "the history tells it"


def test_no_box_where_every_order_reaches_a_unit(cast, paper_in):
    paper = paper_in(PaperState.SUBMITTED)
    with time_machine.travel(NOW):
        page = page_of(cast.leader, reverse("paper-step", args=[paper.pk, "ky"]))
    assert 'name="acknowledged"' not in page
    assert "Mọi nhiệm vụ có đơn vị nhận" in page
