"""The part 'Biên bản' of a meeting: its page at any length, saving by form and by itself, two at once, bad input."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.draft_editor.draft_states import PART_NAMES
from meetings.enums import PaperState
from meetings.minutes.statements import remove, standing
from meetings.models import Conclusion, Minutes, Paper, Statement, StatementDraft
from tests.cast import NOW, make_unit
from tests.minutes.conftest import begin_more
from tests.minutes.writing import say, sent, url

HTMX = {"HX-Request": "true"}
MOST_QUERIES = 12


def words(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_clerk_begins_the_minutes_and_writes_at_once(clerk, meeting):
    page = clerk.get(reverse("minutes", args=[meeting.pk]))
    assert "Chưa lập biên bản" in words(page)
    assert clerk.get(reverse("minutes-save", args=[meeting.pk])).status_code == 405
    assert clerk.post(reverse("minutes-save", args=[meeting.pk]), sent(text="Sớm quá.")).status_code == 404
    answer = clerk.post(reverse("minutes-begin", args=[meeting.pk]), follow=True)
    assert "Ý kiến mới" in words(answer)
    assert Minutes.objects.get().meeting == meeting


def test_a_reader_of_the_office_sees_and_writes_nothing(cast, minutes):
    say(minutes, cast.clerk)
    leader = Client()
    leader.force_login(cast.officer("leader"))
    page = words(leader.get(url(minutes)))
    assert "12 cân đồng hồ" in page
    assert "Thêm ý kiến" not in page
    assert "Lưu giờ họp" not in page


def test_the_conclusions_are_shown_from_their_own_part(clerk, cast, minutes):
    Conclusion.objects.filter(label="a)").update(text="Rà soát lại toàn bộ cân.")
    page = clerk.get(url(minutes))
    assert "Rà soát lại toàn bộ cân." in words(page)
    assert reverse("outline", args=[minutes.meeting_id]) in page.content.decode()


def cost(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_page_asks_as_often_for_sixty_statements_as_for_one(clerk, cast, minutes):
    first = say(minutes, cast.clerk)
    paths = [url(minutes), f"{url(minutes)}?muc={first.pk}", f"{url(minutes)}?them-sau=0"]
    before = [cost(clerk, path) for path in paths]
    assert max(before) <= MOST_QUERIES
    for count in (6, 60):
        while len(standing(minutes)) < count:
            say(minutes, cast.clerk)
        for number in range(count):
            unit = make_unit(f"X{count}-{number}", f"UBND xã Thêm {count} {number}", "commune")
            came = minutes.meeting.delegations.create(unit=unit, attendance="present", position=9)
            minutes.meeting.attendees.create(name=f"Người Dự {number}", delegation=came, position=9)
        assert [cost(clerk, path) for path in paths] == before


def test_what_waits_on_the_home_page_costs_the_same_for_minutes(cast, minutes):
    """Whose step it is is asked of each paper: the minutes come along with their papers."""
    clerk = Client()
    clerk.force_login(cast.officer("clerk"))
    before = cost(clerk, reverse("home"))
    for _ in range(5):
        begin_more(cast)
    assert cost(clerk, reverse("home")) == before


def test_a_statement_is_written_by_a_plain_form_and_the_next_follows(clerk, cast, minutes):
    answer = clerk.post(url(minutes, "minutes-save"), sent(speaker="Vũ Văn H", text="Đã rà soát.", ke="1"))
    row = Statement.objects.get()
    assert (row.post, row.unit, row.saved_by) == ("Chủ tịch", "UBND xã Mẫu Một", cast.clerk)
    assert answer["Location"] == f"{url(minutes)}?them-sau={row.pk}"
    page = clerk.get(answer["Location"]).content.decode()
    assert page.index(f'id="muc-{row.pk}"') < page.index('id="muc-moi"')


def test_an_empty_panel_stores_nothing(clerk, minutes):
    assert clerk.post(url(minutes, "minutes-save"), sent(speaker=" ")).status_code == 302
    assert clerk.post(url(minutes, "minutes-save"), sent(tu="1"), headers=HTMX).status_code == 204
    assert Statement.objects.count() == 0


def test_a_panel_that_saves_itself_gets_its_number_and_version_back(clerk, minutes):
    token = "7b6f0f8e-0a54-4a4e-9d0f-3f5a2b1c4d5e"
    answer = clerk.post(url(minutes, "minutes-save"), sent(speaker="Ông M", token=token, tu="1"), headers=HTMX)
    row = Statement.objects.get()
    assert answer["HX-Replace-Url"] == f"{url(minutes)}?muc={row.pk}"
    text = answer.content.decode()
    assert f'id="muc-item" name="item" value="{row.pk}"' in text
    assert f'id="muc-stamp" name="stamp" value="{row.version}"' in text
    assert "Tự lưu lúc" in text
    again = clerk.post(url(minutes, "minutes-save"), sent(row, text="Thêm chữ.", tu="1"), headers=HTMX)
    row.refresh_from_db()
    assert (row.text, again.status_code) == ("Thêm chữ.", 200)
    assert "HX-Replace-Url" not in again


def test_of_two_at_once_the_second_sees_both_texts(clerk, second, cast, minutes):
    row = say(minutes, cast.clerk)
    assert clerk.post(url(minutes, "minutes-save"), sent(row, text="Bản của người thứ nhất.")).status_code == 302
    quiet = second.post(url(minutes, "minutes-save"), sent(row, text="Bản của người thứ hai.", tu="1"), headers=HTMX)
    assert quiet.status_code == 409
    assert "Nguyễn Văn A đã lưu ý kiến này" in words(quiet)
    answer = second.post(url(minutes, "minutes-save"), sent(row, text="Bản của người thứ hai."))
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "thứ <ins>nhất.</ins>" in told
    assert "thứ <ins>hai.</ins>" in told
    draft = StatementDraft.objects.get()
    assert "Có bản nháp chưa ghép" in words(second.get(url(minutes)))
    assert "Có bản nháp chưa ghép" not in words(clerk.get(url(minutes)))
    row.refresh_from_db()
    merged = {"stamp": row.version, "chon": "luu", "speaker": row.speaker, "text": "Cả hai."}
    address = url(minutes, "minutes-conflict", draft=draft.pk)
    assert clerk.get(address).status_code == 404, "a kept text is its writer's alone"
    assert second.post(address, merged).status_code == 302
    row.refresh_from_db()
    assert (row.text, StatementDraft.objects.count()) == ("Cả hai.", 0)


def test_a_choice_upon_a_text_that_moved_on_is_asked_again(second, cast, minutes):
    row = say(minutes, cast.clerk)
    second.post(url(minutes, "minutes-save"), sent(row, stamp="0", text="Của tôi."))
    draft = StatementDraft.objects.get()
    address = url(minutes, "minutes-conflict", draft=draft.pk)
    assert second.get(address).status_code == 200
    chosen = {"stamp": "0", "chon": "luu", "speaker": row.speaker, "text": "Của tôi."}
    assert second.post(address, chosen).status_code == 409
    assert second.post(address, {"chon": "giu"}).status_code == 302
    assert Statement.objects.get().text == row.text


def test_statements_are_moved_taken_out_and_put_back(clerk, cast, minutes):
    one, two = say(minutes, cast.clerk), say(minutes, cast.clerk)
    order = Minutes.objects.get().order
    act = url(minutes, "minutes-act", item=two.pk)
    assert clerk.post(act, {"viec": "len", "thu-tu": order}).status_code == 302
    assert standing(minutes) == [two, one]
    stale = clerk.post(act, {"viec": "den", "truoc": "", "thu-tu": order}, headers=HTMX)
    assert stale.status_code == 409
    assert "đổi thứ tự" in words(stale)
    two.refresh_from_db()
    clerk.post(act, {"viec": "bo", "stamp": two.version})
    assert standing(minutes) == [one]
    assert "Ý kiến đã bỏ" in words(clerk.get(url(minutes)))
    clerk.post(act, {"viec": "lay-lai"})
    assert standing(minutes) == [two, one]


def test_hours_and_accounts_are_saved_or_come_back_with_both_texts(clerk, second, cast, minutes):
    values = {
        "read_version": "1",
        "begun_at": "08:05",
        "ended_at": "11:30",
        "ended_on": "03/04/2026",
        "chair": cast.leader.pk,
    }
    assert clerk.post(url(minutes, "minutes-facts"), values).status_code == 302
    stored = Minutes.objects.get()
    assert (f"{stored.ended_at:%H:%M}", stored.chair, stored.secretary) == ("11:30", cast.leader, None)
    both = second.post(url(minutes, "minutes-facts"), values | {"ended_at": "12:00"})
    assert both.status_code == 409
    assert "bản đang lưu “11:30”; bản vừa nhập “12:00”" in words(both)
    for name, bad in (("ended_at", "25:99"), ("ended_on", "31/02/2026"), ("chair", "abc"), ("notes", "x" * 5001)):
        refused = clerk.post(url(minutes, "minutes-facts"), values | {"read_version": "2", name: bad})
        assert refused.status_code == 422, name
    unit_officer = values | {"read_version": "2", "chair": cast.unit_officer.pk}
    assert clerk.post(url(minutes, "minutes-facts"), unit_officer).status_code == 422, "none but the Sở's own sign here"


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Chữ\x00 có NUL."},
        {"item": "9" * 30, "stamp": "9" * 30, "after": "9" * 30},
        {"item": "-1", "token": "không phải mã"},
        {"speaker_key": "9" * 17},
        {"speaker": "Ô" * 500},
        {"post": "x" * 300},
        {"text": "y" * 20_001},
        {"text": "TỐI MẬT"},
    ],
)
def test_bad_input_gets_a_sentence_and_never_a_failure(clerk, minutes, changes):
    for headers in ({}, HTMX):
        answer = clerk.post(url(minutes, "minutes-save"), sent(speaker="Ông A", text="Nói.") | changes, headers=headers)
        assert answer.status_code in (200, 302, 409, 422)
    assert not any("\x00" in row.text for row in Statement.objects.all())


@pytest.mark.parametrize("query", ["?muc=" + "9" * 40, "?them-sau=x", "?xem=-1", "?muc=%00"])
def test_an_odd_address_shows_the_plain_page(clerk, minutes, query):
    assert clerk.get(url(minutes) + query).status_code == 200


def test_speakers_are_offered_with_post_and_unit(clerk, minutes):
    answer = clerk.get(url(minutes, "minutes-speakers"), {"q": "vu h\x00"})
    assert 'data-post="Chủ tịch" data-unit="UBND xã Mẫu Một"' in answer.content.decode()
    assert "Có thể giữ nguyên tên đã gõ" in words(clerk.get(url(minutes, "minutes-speakers"), {"q": "<b>"}))


def test_confirmed_minutes_are_only_read(clerk, cast, minutes):
    row = say(minutes, cast.clerk)
    Paper.objects.filter(pk=minutes.paper_id).update(state=PaperState.SUBMITTED)
    page = words(clerk.get(f"{url(minutes)}?muc={row.pk}"))
    assert "thư ký xác nhận nên không sửa được" in page
    assert "Thêm ý kiến" not in page
    refused = clerk.post(url(minutes, "minutes-save"), sent(row, text="Muộn."))
    assert refused.status_code == 422
    assert "Muộn." not in Statement.objects.get().text


def test_the_confirming_button_comes_when_nothing_is_missing(clerk, cast, minutes):
    assert "1 điểm cần bổ sung" in words(clerk.get(url(minutes)))
    Minutes.objects.update(ended_at="11:30")
    page = clerk.get(url(minutes))
    assert reverse("paper-step", args=[minutes.paper_id, "xac-nhan"]) in page.content.decode()


def test_text_is_escaped_wherever_it_stands(clerk, cast, minutes):
    row = say(minutes, cast.clerk)
    clerk.post(url(minutes, "minutes-save"), sent(row, speaker="<script>x</script>", text="<img src=x onerror=y>"))
    row.refresh_from_db()
    remove(minutes, row.pk, seen=row.version, by=cast.clerk, at=NOW)
    for path in (url(minutes), f"{url(minutes)}?muc={row.pk}"):
        page = clerk.get(path).content.decode()
        assert "<script>x" not in page
        assert "<img src=x" not in page


def test_the_print_to_be_signed_can_be_had_at_any_time(clerk, cast, minutes, monkeypatch):
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: b"%PDF-1.7")
    assert clerk.get(reverse("paper-preview", args=[minutes.paper_id])).status_code == 200
    minutes.meeting.attendees.all().delete()
    assert clerk.get(reverse("paper-preview", args=[minutes.paper_id])).status_code == 200


def test_minutes_are_measured_by_a_form_of_their_own(clerk, minutes):
    """They carry no place and day and no right to sign, which a notice must: nothing is said to be missing of these."""
    page = words(clerk.get(reverse("paper", args=[minutes.paper_id])))
    assert "Xác nhận biên bản" in page
    found = page[page.index("Máy kiểm tra") :]
    assert re.search(r"Máy kiểm tra \d+/\d+ mục", found), found[:300]
    assert "Địa danh và ngày" not in found  # a rule of notices


def test_the_recipients_of_minutes_are_edited_without_what_their_draft_does_not_print(cast, minutes, clerk):
    address = reverse("draft-edit", args=[minutes.paper_id])
    page = clerk.get(address).content.decode()
    shown = {name for name in PART_NAMES if f'name="{name}"' in page}
    assert shown == {"abstract", "archive_line", "urgency", "circulation"}
    assert 'name="recipients_shown"' in page


def test_minutes_save_their_own_parts_alone_whoever_chairs(cast, minutes, clerk):
    """A head of division who chaired signs the minutes, and no other paper."""
    Paper.objects.filter(pk=minutes.paper_id).update(signer=cast.division_head)
    paper = Paper.objects.get(pk=minutes.paper_id)
    sent = {"version": paper.version, "abstract": paper.abstract, "archive_line": "VT", "urgency": "KHẨN"}
    ignored = {
        "opening": "Thừa.",
        "closing": "Thừa.",
        "body": "Thừa.",
        "signer": cast.leader.pk,
        "capacity": "by_order",
    }
    assert clerk.post(reverse("draft-edit", args=[paper.pk]), sent | ignored).status_code == 302
    stored = Paper.objects.get(pk=paper.pk)
    assert (stored.archive_line, stored.urgency, stored.signer) == ("VT", "KHẨN", cast.division_head)
    assert (stored.opening, stored.body, stored.closing, stored.capacity) == ("", "", "", paper.capacity)
