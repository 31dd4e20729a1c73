"""Entering a meeting from a document in the browser: read, shown, and saved only when it is accepted."""

from __future__ import annotations

import html
import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import Meeting

DOCUMENT = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
THÔNG BÁO
Kết luận Hội nghị giao ban khoa học và công nghệ quý I năm 2026
Ngày 03 tháng 4 năm 2026, tại Hội trường Sở, Phó Giám đốc Sở Phạm Thị D chủ trì hội nghị giao ban.
Phó Giám đốc Sở kết luận như sau:
1. UBND xã Mẫu Một rà soát phương tiện đo tại chợ, báo cáo trước ngày 30/6/2026.
2. UBND xã Không Có Trong Sổ lập danh sách hợp tác xã, gửi trước ngày 15/7/2026.
"""
UNDATED = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
THÔNG BÁO
Kết luận giao ban khoa học và công nghệ
Phó Giám đốc Sở kết luận như sau:
1. Giao Phòng Quản lý Công nghệ rà soát thiết bị đo lường tại chợ.
"""


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return client


def shown(answer) -> str:
    return html.unescape(answer.content.decode())


def hidden(page: str, name: str) -> str:
    return re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)[1]


def read(client, **data):
    return client.post(reverse("import-document"), data)


def accept(client, answer):
    page = answer.content.decode()
    data = {"name": hidden(page, "name"), "lines": hidden(page, "lines"), "token": hidden(page, "token")}
    return client.post(
        reverse("import-document"), {key: html.unescape(value) for key, value in data.items()} | {"accept": "1"}
    )


def test_neither_way_in_is_called_optional_as_one_is_needed(clerk):
    assert "(không bắt buộc)" not in shown(clerk.get(reverse("import-document")))


def test_a_pasted_text_is_shown_and_nothing_is_saved(clerk):
    page = shown(read(clerk, text=DOCUMENT))
    assert "03/04/2026" in page
    assert "rà soát phương tiện đo tại chợ" in page
    assert "Tạo cuộc họp từ bản đọc này" in page
    assert not Meeting.objects.exists()


def test_a_file_is_read_like_a_pasted_text(clerk):
    upload = SimpleUploadedFile("bien-ban.txt", DOCUMENT.encode())
    page = shown(read(clerk, file=upload))
    assert "“bien-ban.txt”" in page
    assert "rà soát phương tiện đo tại chợ" in page


def test_accepting_saves_what_was_shown_and_leads_to_the_meeting(clerk, cast):
    answer = accept(clerk, read(clerk, text=DOCUMENT))
    meeting = Meeting.objects.get()
    assert answer.url == reverse("meeting", args=[meeting.pk])
    assert meeting.created_by == cast.clerk
    orders = [order for item in meeting.outlines.get().conclusions.all() for order in item.orders.all()]
    assert [str(party) for order in orders for party in order.parties.all()] == [
        "UBND xã Mẫu Một",
        "UBND xã Không Có Trong Sổ",
    ]
    page = shown(clerk.get(answer.url))
    assert "Đã tạo cuộc họp từ tài liệu." in page
    assert "UBND xã Không Có Trong Sổ" in page.split("giữ nguyên chữ", 1)[1]


def test_lines_of_a_hostile_document_are_shown_as_text(clerk):
    answer = read(clerk, text=DOCUMENT.replace("phương tiện đo", "<script>alert(1)</script>"))
    assert b"<script>alert" not in answer.content
    meeting = accept(clerk, answer)
    assert b"<script>alert" not in clerk.get(meeting.url).content


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": "   "}, "Hãy chọn một tệp hoặc dán nội dung rồi đọc lại."),
        ({"file": SimpleUploadedFile("rong.txt", b"")}, "trống"),
        (
            {"file": SimpleUploadedFile("anh.docx", bytes(range(256)) * 4)},
            "Tệp bị hỏng hoặc thiếu dữ liệu nên không đọc được.",
        ),
    ],
    ids=["nothing", "empty file", "binary file"],
)
def test_what_cannot_be_read_is_said_beside_the_form(clerk, data, sentence):
    answer = read(clerk, **data)
    assert answer.status_code == 422
    assert sentence in shown(answer)
    assert "Tạo cuộc họp từ bản đọc này" not in shown(answer)


def test_an_acceptance_without_lines_saves_nothing(clerk):
    clerk.post(reverse("import-document"), {"accept": "1", "name": "x", "lines": ""})
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("role", ["division_head", "leader", "registrar", "unit_head", "observer", "administrator"])
def test_only_clerks_enter(client, cast, role):
    client.force_login(cast.officer(role))
    assert client.get(reverse("import-document")).status_code == 403
    assert accept_blindly(client).status_code == 403
    assert not Meeting.objects.exists()


def accept_blindly(client):
    return client.post(
        reverse("import-document"), {"accept": "1", "name": "x", "lines": DOCUMENT, "token": str(uuid4())}
    )


def test_accepting_one_reading_twice_makes_one_meeting(clerk):
    answer = read(clerk, text=DOCUMENT)
    first, second = accept(clerk, answer), accept(clerk, answer)
    assert Meeting.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_a_reading_that_comes_back_damaged_is_refused_in_words(clerk):
    answer = clerk.post(
        reverse("import-document"), {"accept": "1", "name": "x", "lines": "a\x00b", "token": str(uuid4())}
    )
    assert answer.status_code == 422
    assert "chưa lưu gì" in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("typed", "saved"), [("03/04/2026", date(2026, 4, 3)), ("", None), ("31/02/2026", "refused")])
def test_the_day_is_asked_for_where_the_document_has_none(clerk, typed, saved):
    address = reverse("import-document")
    assert 'name="held_on"' in clerk.post(address, {"text": UNDATED}).content.decode()
    data = {"accept": "1", "name": "x", "lines": UNDATED, "token": str(uuid4()), "held_on": typed}
    answer = clerk.post(address, data)
    if saved == "refused":
        assert answer.status_code == 422
        assert 'value="31/02/2026"' in answer.content.decode()
        assert not Meeting.objects.exists()
    else:
        assert Meeting.objects.get().held_on == saved


def test_no_day_is_asked_for_that_the_document_tells(clerk):
    dated = UNDATED.replace("Phó Giám đốc", "Ngày 03/4/2026, Sở tổ chức hội nghị giao ban. Phó Giám đốc")
    assert 'name="held_on"' not in clerk.post(reverse("import-document"), {"text": dated}).content.decode()
