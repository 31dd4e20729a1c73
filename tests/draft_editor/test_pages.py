"""The page of a draft: saved by a form or by itself, with both texts where two people wrote at once."""

from __future__ import annotations

import html
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.enums import PaperState
from meetings.models import Paper, PaperEditDraft, Recipient
from tests.cast import NOW, Cast, make_notice, make_officer, make_unit
from tests.office_fixtures import ONE_PAGE

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: ONE_PAGE)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def paper(cast) -> Paper:
    return make_notice(cast)


@pytest.fixture
def client(cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def url(paper: Paper) -> str:
    return reverse("draft-edit", args=[paper.pk])


def words(answer) -> str:
    return html.unescape(answer.content.decode())


def fields_of(page: str) -> dict[str, object]:
    """What a browser would send back of the page's form as it stands."""
    sent: dict[str, object] = {}
    body = page[page.index('id="soan"') : page.index("</form>", page.index('id="soan"'))]
    marks = re.findall(r'name="rcp" value="([^"]*)"', body)
    for box in re.findall(r"<input[^>]*>", body):
        if 'type="checkbox"' in box and " checked" not in box:
            continue
        for name, value in re.findall(r' name="([^"]+)"[^>]*? value="([^"]*)"', box):
            sent[name] = html.unescape(value)
    for name, value in re.findall(r'<textarea[^>]*? name="([^"]+)"[^>]*>([^<]*)</textarea>', body):
        sent[name] = html.unescape(value)
    for name, inside in re.findall(r'<select[^>]*? name="([^"]+)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        sent[name] = html.unescape(chosen[1]) if chosen else ""
    return sent | {"rcp": marks}


def test_the_page_sends_back_what_it_showed_and_nothing_changes(client, paper):
    sent = fields_of(client.get(url(paper)).content.decode())
    assert client.post(url(paper), sent).status_code == 302
    assert Paper.objects.get(pk=paper.pk).version == paper.version
    assert paper.recipients.count() == 2


def test_a_form_without_script_saves_and_leads_back(client, paper):
    sent = fields_of(client.get(url(paper)).content.decode())
    answer = client.post(url(paper), sent | {"abstract": "Kết luận đã sửa", "task_annex": "1"}, follow=True)
    assert "Đã lưu dự thảo." in words(answer)
    paper.refresh_from_db()
    assert (paper.abstract, paper.task_annex) == ("Kết luận đã sửa", True)


def test_it_saves_itself_and_tells_when_and_the_new_version(client, paper):
    sent = fields_of(client.get(url(paper)).content.decode())
    answer = client.post(url(paper), sent | {"closing": "Câu kết.", "tu": "1"}, **HTMX)
    assert answer.status_code == 200
    assert "Tự lưu lúc 08:30" in words(answer)
    assert 'name="version" value="2"' in words(answer)
    assert answer["HX-Trigger"] == "draft-saved"
    again = client.post(url(paper), sent | {"closing": "Câu kết.", "version": "2", "tu": "1"}, **HTMX)
    assert "HX-Trigger" not in again, "nothing to print anew"


def test_another_signer_sends_the_capacities_of_their_position(client, cast, paper):
    sent = fields_of(client.get(url(paper)).content.decode())
    answer = words(client.post(url(paper), sent | {"signer": str(cast.office_head.pk), "tu": "1"}, **HTMX))
    assert 'id="o-quyen" hx-swap-oob="true"' in answer
    assert "Thừa lệnh (TL.)" in answer
    assert "Thay mặt tập thể" not in answer


@pytest.mark.parametrize(
    ("act", "left"),
    [
        ({"viec": "bo:0"}, ["Như thành phần dự họp"]),
        ({"viec": "xuong:0"}, ["Như thành phần dự họp", "UBND xã Mẫu Một"]),
        (
            {"viec": "them", "them": "UBND xã Mẫu Hai", "them_key": "XA2"},
            ["UBND xã Mẫu Một", "Như thành phần dự họp", "UBND xã Mẫu Hai"],
        ),
        ({"viec": "them", "them": "Báo Mẫu", "them_key": ""}, ["UBND xã Mẫu Một", "Như thành phần dự họp", "Báo Mẫu"]),
    ],
)
@pytest.mark.parametrize("quietly", [True, False])
def test_recipients_are_rows_with_acts(client, paper, act, left, quietly):
    sent = fields_of(client.get(url(paper)).content.decode())
    answer = client.post(url(paper), sent | act | {"closing": "Đang gõ dở."}, **(HTMX if quietly else {}))
    assert answer.status_code == (200 if quietly else 302)
    assert [line.words for line in paper.recipients.all()] == left
    assert Paper.objects.get(pk=paper.pk).closing == "Đang gõ dở.", "an act saves what was typed with it"
    if quietly:
        assert 'id="noi-nhan"' in words(answer)


def test_what_is_wrong_comes_back_with_what_was_typed(client, paper):
    sent = fields_of(client.get(url(paper)).content.decode())
    answer = client.post(url(paper), sent | {"abstract": " ", "closing": "Câu kết vừa gõ."})
    assert answer.status_code == 422
    assert "Hãy ghi trích yếu" in words(answer)
    assert "Câu kết vừa gõ." in words(answer)
    quiet = client.post(url(paper), sent | {"abstract": " ", "tu": "1"}, **HTMX)
    assert quiet.status_code == 422
    assert "Chưa lưu: Trích yếu đang trống." in words(quiet)


@pytest.mark.parametrize(
    "sent",
    [
        {"version": "9" * 40},
        {"version": "x", "signer": "x" * 40, "drafting_unit": "-1"},
        {"abstract": "a\x00b", "rcp": ["1", "1"], "recipients_shown": "1"},
        {"viec": "len:99999999999999999999"},
        {"viec": "bo:abc", "capacity": "vua", "urgency": "GẤP GẤP"},
        {"viec": "them", "them": "\x00", "them_key": "group:99999999999999999999"},
    ],
)
def test_bad_input_is_a_sentence_or_nothing_and_never_a_fault(client, paper, sent):
    for headers in ({}, HTMX):
        assert client.post(url(paper), sent, **headers).status_code in (200, 302, 409, 422)


def test_two_at_once_get_409_with_both_texts_and_nothing_is_lost(client, cast, paper):
    sent = fields_of(client.get(url(paper)).content.decode())
    client.post(url(paper), sent | {"closing": "Câu kết của người thứ nhất."})
    other = Client()
    other.force_login(make_officer("clerk2", "Nguyễn Văn M", "clerk", cast.division, "Chuyên viên"))
    quiet = other.post(url(paper), sent | {"closing": "Câu kết của người thứ hai.", "tu": "1"}, **HTMX)
    assert quiet.status_code == 409
    assert "Nguyễn Văn A đã lưu dự thảo này lúc 08:30" in words(quiet)
    answer = other.post(url(paper), sent | {"closing": "Câu kết của người thứ hai."})
    page = words(answer)
    assert answer.status_code == 409
    assert "thứ <ins>nhất.</ins>" in page
    assert "thứ <ins>hai.</ins>" in page
    kept = PaperEditDraft.objects.get()
    choice = reverse("draft-conflict", args=[paper.pk, kept.pk])
    assert client.get(choice).status_code == 404, "another's text is nobody else's"
    assert "Có một bản nháp chưa ghép" in words(other.get(url(paper)))
    version = Paper.objects.get(pk=paper.pk).version
    assert other.post(choice, {"version": version, "chon-closing": "toi"}).status_code == 302
    assert Paper.objects.get(pk=paper.pk).closing == "Câu kết của người thứ hai."
    assert not PaperEditDraft.objects.exists()


def test_a_paper_beyond_the_draft_leads_to_its_page(client, paper, paper_in):
    paper_in(PaperState.CHECKED, paper)
    answer = client.get(url(paper), follow=True)
    assert answer.redirect_chain == [(reverse("paper", args=[paper.pk]), 302)]
    assert "không sửa được" in words(answer)


def test_the_preview_is_the_printed_paper_and_says_what_keeps_it_from_being_printed(client, paper):
    address = reverse("draft-preview", args=[paper.pk])
    assert reverse("paper-page", args=[paper.pk, 1]) in client.get(address).content.decode()
    Paper.objects.filter(pk=paper.pk).update(signer=None)
    assert "Chưa chọn người ký" in words(client.get(address))


def test_the_page_asks_as_often_for_many_recipients_as_for_few(client, cast: Cast, paper):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(paper)).status_code == 200
        return len(queries)

    before = cost()
    assert before <= 12
    for number in range(6):
        unit = make_unit(f"XA9{number}", f"UBND xã Thêm {number}", "commune")
        Recipient.objects.create(paper=paper, unit=unit, words=unit.name, position=5 + number)
    assert cost() == before
