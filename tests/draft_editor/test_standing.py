"""What stands beside a draft: its annex of orders, the machine's check, texts not merged, and where it is found."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.addressing import recipients_of
from meetings.composing import compose
from meetings.draft_editor.draft_states import state_of
from meetings.draft_editor.saving import Overtaken, save_draft
from meetings.enums import PaperState, PartyRole
from meetings.form_checking import form_check_of
from meetings.models import EditDraft, OrderParty, Paper, SignedRecord
from meetings.paper_pages import file_of
from meetings.papers.record import PaperRecord
from meetings.readiness import readiness_of
from meetings.signing import signed_content, signed_record_of
from tests.cast import NOW, Cast, make_meeting, make_notice, make_officer


@pytest.fixture(autouse=True)
def now(files):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def paper(cast) -> Paper:
    return make_notice(cast)


def page(cast: Cast, role: str, address: str) -> str:
    client = Client()
    client.force_login(cast.officer(role))
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_the_annex_holds_each_order_with_who_when_and_what(cast, paper):
    order = paper.outline.conclusions.get(label="a)").orders.get()
    OrderParty.objects.create(order=order, unit=cast.division, role=PartyRole.COORDINATING)
    order.product = "danh sách"
    order.save()
    assert compose(paper, NOW.date()).annexes == ()
    paper.task_annex = True
    (annex,) = compose(paper, NOW.date()).annexes
    assert annex.columns == ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm")
    assert annex.rows == (
        (
            "1",
            "Rà soát thiết bị đo lường tại chợ trên địa bàn",
            "UBND xã Mẫu Một",
            "Phòng Quản lý Công nghệ",
            "Chậm nhất ngày 30/06/2026",
            "Danh sách",
        ),
        (
            "2",
            "Lập danh sách hợp tác xã cần hỗ trợ nhãn hiệu",
            "UBND các xã",
            "",
            "10 ngày làm việc kể từ ngày ban hành",
            "",
        ),
    )


def test_the_annex_and_the_marks_are_part_of_what_is_signed(cast, paper, paper_in):
    wanted = replace(state_of(paper, recipients_of(paper)), task_annex=True, urgency="HỎA TỐC")
    save_draft(paper, wanted, seen=paper.version, by=cast.clerk, at=NOW)
    paper_in(PaperState.SIGNED, Paper.objects.get(pk=paper.pk))
    record = signed_record_of(signed_content(SignedRecord.objects.get()))
    assert len(record.annexes[0].rows) == 2
    assert record.annexes[0].orientation == "landscape"
    assert record.urgency_mark == "HỎA TỐC"
    older = json.loads(record.to_json())
    del older["annexes"][0]["orientation"]
    assert PaperRecord.from_json(json.dumps(older)).annexes[0].orientation == "portrait", "records from before are read"


def test_the_printed_draft_with_its_annex_passes_the_machine(cast, paper):
    paper.task_annex = True
    paper.save()
    found = form_check_of(paper, file_of(paper, at=NOW), NOW.date())
    assert found.wrong == []
    assert found.told == f"Máy kiểm tra {len(found.findings)}/{len(found.findings)} mục"


def test_the_same_file_is_measured_once(cast, paper, monkeypatch):
    calls = []
    monkeypatch.setattr("meetings.form_checking.check_form", lambda data, expected: calls.append(expected) or [])
    for _ in range(3):
        form_check_of(paper, file_of(paper, at=NOW), NOW.date())
    assert len(calls) == 1
    paper.abstract = "Kết luận khác"
    form_check_of(paper, file_of(paper, at=NOW), NOW.date())
    assert len(calls) == 2


def test_what_the_law_forbids_is_named_on_the_page_and_before_the_steps(cast, paper, monkeypatch):
    css = ".dated { font-style: normal !important }"
    monkeypatch.setattr("meetings.papers.pdf.page_of", _styled(css))
    for role, address in (
        ("clerk", reverse("paper", args=[paper.pk])),
        ("clerk", reverse("draft-form-check", args=[paper.pk])),
        ("division_head", reverse("paper", args=[paper.pk])),
        ("office_head", reverse("paper-step", args=[paper.pk, "kiem-tra-the-thuc"])),
    ):
        told = page(cast, role, address)
        assert "Địa danh và ngày: cỡ 13-14, nghiêng" in told
        assert "Phụ lục I, mục II, khoản 4" in told


def _styled(css: str):
    from meetings.papers.layout import page_of

    return lambda record, serif, **given: page_of(record, serif, **given).replace(
        "</head>", f"<style>{css}</style></head>"
    )


def test_texts_that_nobody_merged_stand_before_the_signature(cast, paper):
    assert readiness_of(paper, NOW.date()).unmerged == []
    other = make_officer("clerk2", "Nguyễn Văn M", "clerk", cast.division, "Chuyên viên")
    seen = state_of(paper, recipients_of(paper))
    save_draft(paper, replace(seen, closing="Một."), seen=paper.version, by=cast.clerk, at=NOW)
    with pytest.raises(Overtaken):
        save_draft(paper, replace(seen, abstract="Trích yếu của người thứ hai"), seen=1, by=other, at=NOW)
    item = paper.outline.conclusions.first()
    EditDraft.objects.create(
        outline=paper.outline, conclusion=item, officer=other, content={"text": "Mục chưa ghép"}, at=NOW
    )
    kept = readiness_of(paper, NOW.date()).unmerged
    assert {(each.words, each.item) for each in kept} == {
        ("Trích yếu của người thứ hai", None),
        ("Mục chưa ghép", item.pk),
    }
    told = page(cast, "leader", reverse("paper-points", args=[paper.pk]))
    assert "Bản nháp chưa ghép" in told
    assert "Nguyễn Văn M" in told


def test_orders_due_before_the_day_stand_before_the_signature(cast, paper):
    assert readiness_of(paper, NOW.date()).gone == []
    order = paper.outline.conclusions.get(label="a)").orders.get()
    order.due_on = NOW.date() - timedelta(days=1)
    order.save()
    standing = readiness_of(paper, NOW.date())
    assert (standing.gone, standing.is_clear) == ([order], False)
    told = page(cast, "leader", reverse("paper-points", args=[paper.pk]))
    assert "Thời hạn đã qua" in told
    assert f"hạn {order.due_on:%d/%m/%Y}" in told
    order.due_on = NOW.date()
    order.save()
    assert readiness_of(paper, NOW.date()).gone == []


def test_a_draft_is_found_from_home_from_the_list_and_from_its_meeting(cast, paper):
    edit = reverse("draft-edit", args=[paper.pk])
    for address in (reverse("home"), reverse("paper-list"), reverse("meeting", args=[paper.meeting_id])):
        assert edit in page(cast, "clerk", address)
    assert edit not in page(cast, "leader", reverse("paper-list"))
    assert paper.abstract in page(cast, "leader", reverse("paper-list"))
    for role in ("unit_officer", "observer", "administrator"):
        assert paper.abstract not in page(cast, role, reverse("paper-list"))


def test_the_edits_of_a_draft_are_a_list_to_read(cast, paper):
    address = reverse("draft-history", args=[paper.pk])
    assert "chưa được sửa lần nào" in page(cast, "leader", address)
    wanted = replace(state_of(paper, recipients_of(paper)), abstract="Kết luận của Giám đốc Sở", urgency="KHẨN")
    save_draft(paper, wanted, seen=paper.version, by=cast.clerk, at=NOW)
    told = page(cast, "leader", address)
    assert "Nguyễn Văn A" in told
    assert "<del>Không</del>" in told
    assert "<ins>Khẩn</ins>" in told


def test_the_list_asks_as_often_for_six_drafts_as_for_one(cast, paper):
    def cost() -> int:
        client = Client()
        client.force_login(cast.clerk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("paper-list")).status_code == 200
        return len(queries)

    before = cost()
    assert before <= 12
    for _ in range(5):
        make_notice(cast, make_meeting(cast))
    assert cost() == before
