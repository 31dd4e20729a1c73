"""Entering a meeting from a document in the browser: read, kept for its review, and made a meeting at the end."""

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import ImportReview, Meeting
from meetings.review.judging import NO_DAY
from meetings.review.state import Review

DOCUMENT = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
THÔNG BÁO
Kết luận Hội nghị giao ban khoa học và công nghệ quý I năm 2026
Ngày 03 tháng 4 năm 2026, tại Hội trường Sở, Phó Giám đốc Sở Phạm Thị D chủ trì hội nghị giao ban.
Phó Giám đốc Sở kết luận như sau:
1. UBND xã Mẫu Một rà soát phương tiện đo tại chợ, báo cáo trước ngày 30/6/2026.
2. UBND xã Không Có Trong Sổ lập danh sách hợp tác xã, gửi trước ngày 15/7/2026.
"""
UNDATED = DOCUMENT.replace("Ngày 03 tháng 4 năm 2026, tại", "Tại")


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return client


def shown(answer) -> str:
    return html.unescape(answer.content.decode())


def read(client, **data):
    return client.post(reverse("import-document"), data)


def test_neither_way_in_is_called_optional_as_one_is_needed(clerk):
    assert "(không bắt buộc)" not in shown(clerk.get(reverse("import-document")))


@pytest.mark.parametrize(
    "data",
    [{"text": DOCUMENT}, {"file": SimpleUploadedFile("bien-ban.txt", DOCUMENT.encode())}],
    ids=["pasted", "file"],
)
def test_a_document_is_read_and_the_meeting_made_after_its_review(clerk, cast, data):
    review = read(clerk, **data).url
    assert not Meeting.objects.exists()
    page = shown(clerk.get(review, {"phan": "nhiem-vu"}))
    assert "rà soát phương tiện đo tại chợ" in page
    made = clerk.post(f"{review}tao/")
    meeting = Meeting.objects.get()
    assert made.url == reverse("meeting", args=[meeting.pk])
    assert meeting.created_by == cast.clerk
    orders = [order for item in meeting.outlines.get().conclusions.all() for order in item.orders.all()]
    assert [str(party) for order in orders for party in order.parties.all()] == [
        "UBND xã Mẫu Một",
        "UBND xã Không Có Trong Sổ",
    ]
    page = shown(clerk.get(made.url))
    assert "Đã tạo cuộc họp từ tài liệu." in page
    assert "UBND xã Không Có Trong Sổ" in page.split("giữ nguyên chữ", 1)[1]


def test_a_document_without_its_day_asks_for_it_and_can_be_saved_without(clerk):
    review = read(clerk, text=UNDATED).url
    row = ImportReview.objects.get()
    stored = Review.from_json(row.content)
    assert NO_DAY in shown(clerk.get(review))
    facts = {"viec": "luu", "ban": stored.digest("facts"), "name": "Giao ban", "kind": "meeting"}
    clerk.post(f"{review}muc/facts/", facts | {"held_on": "03/04/2026"})
    assert NO_DAY not in shown(clerk.get(review))
    clerk.post(f"{review}tao/")
    assert f"{Meeting.objects.get().held_on:%d/%m/%Y}" == "03/04/2026"
    clerk.post(f"{read(clerk, text=UNDATED).url}tao/")
    assert Meeting.objects.filter(held_on=None).count() == 1


@pytest.mark.parametrize("role", ["division_head", "leader", "registrar", "unit_head", "observer", "administrator"])
def test_only_clerks_enter(client, cast, role):
    client.force_login(cast.officer(role))
    assert client.get(reverse("import-document")).status_code == 403
    assert read(client, text=DOCUMENT).status_code == 403
    assert not ImportReview.objects.exists()
