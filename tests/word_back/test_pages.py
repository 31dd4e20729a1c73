"""The pages by which a corrected Word document comes back."""

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.intake.readers import errors
from meetings.models import Conclusion, Paper, WordCorrection
from meetings.word_back.keeping import desk_of
from tests.cast import NOW, make_order
from tests.intake.readers import builders
from tests.word_back.test_taking import LISTED, MEASURED, NOTED

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def shown(answer) -> str:
    return html.unescape(answer.content.decode())


def send(client: Client, paper: Paper, data: bytes, name: str = "du-thao.docx"):
    return client.post(reverse("paper-word-back", args=[paper.pk]), {"file": SimpleUploadedFile(name, data, DOCX)})


def url(row: WordCorrection) -> str:
    return reverse("paper-word-comparison", args=[row.paper_id, row.pk])


def stamp(row: WordCorrection) -> str:
    return desk_of(WordCorrection.objects.select_related("paper__outline").get(pk=row.pk)).comparison.stamp


@pytest.fixture
def row(clerk, paper, hand) -> WordCorrection:
    hand.retype_tracked(MEASURED, "tại chợ", "tại các chợ")
    hand.delete(NOTED)
    hand.comment(LISTED, "Đủ chưa")
    answer = send(clerk, paper, hand.to_bytes())
    row = WordCorrection.objects.get()
    assert answer["Location"] == url(row)
    return row


def test_both_texts_stand_side_by_side_with_who_marked_what(clerk, row):
    page = shown(clerk.get(url(row)))
    assert "Chỗ khác nhau" in page
    assert "<ins>các </ins>" in page
    assert "Lê Văn C, 09:15 08/04/2026: xóa “tại chợ”" in page
    assert "Đủ chưa" in page
    assert "Mục này có nhiệm vụ" in page


def test_one_difference_is_taken_and_the_others_wait(clerk, row):
    key = f"x{Conclusion.objects.get(text__contains=NOTED).pk}"
    answer = clerk.post(url(row), {"nhan": key, "ban": stamp(row)}, follow=True)
    assert "Đã nhận 1 chỗ sửa vào dự thảo." in shown(answer)
    assert not Conclusion.objects.filter(text__contains=NOTED).exists()
    assert "tại chợ" in Conclusion.objects.get(text__contains=MEASURED).text
    assert f'value="{key}"' not in shown(answer)


def test_everything_shown_is_taken_at_once(clerk, row):
    keys = desk_of(WordCorrection.objects.select_related("paper__outline").get(pk=row.pk)).waiting
    page = shown(clerk.post(url(row), {"nhan": keys, "ban": stamp(row)}, follow=True))
    assert "Đã nhận 2 chỗ sửa" in page
    assert "Không còn chỗ khác nhau cần quyết định" in page


def test_what_is_not_wanted_is_put_aside_and_survives_the_browser(clerk, row, paper):
    key = f"x{Conclusion.objects.get(text__contains=NOTED).pk}"
    clerk.post(url(row), {"de": key})
    again = Client()
    again.force_login(row.owner)
    assert "Không nhận" in shown(again.get(url(row)))
    assert "du-thao.docx" in shown(again.get(reverse("paper-word-back", args=[paper.pk])))
    assert "Xem lại" in shown(again.get(url(row)))


def test_a_draft_that_moved_on_is_said_and_compared_anew(clerk, row):
    old = stamp(row)
    Conclusion.objects.get(text__contains=LISTED).save()
    assert "Dự thảo đã được sửa sau lần so sánh trước." in shown(clerk.get(url(row)))
    answer = clerk.post(url(row), {"nhan": f"x{Conclusion.objects.get(text__contains=NOTED).pk}", "ban": old})
    assert answer.status_code == 409
    assert "chưa nhận chỗ sửa nào" in shown(answer)


def test_nonsense_is_answered_in_a_sentence(clerk, row):
    for data in ({}, {"nhan": "khong-co"}, {"nhan": "\x00"}, {"de": "x" * 5000}):
        answer = clerk.post(url(row), data | {"ban": stamp(row)})
        assert answer.status_code == 422
        assert "Hãy" in shown(answer)


def test_the_document_is_thrown_away_and_the_draft_stays(clerk, row, paper):
    answer = clerk.post(url(row), {"bo": "1"}, follow=True)
    assert "Đã bỏ bản Word" in shown(answer)
    assert clerk.get(url(row)).status_code == 404


BAD = {
    "not docx": ("ban.docx", b"Gi\xe1\xba\xa5y m\xe1\xbb\x9di", errors.NO_DOCX),
    "pdf": ("ban.pdf", b"%PDF-1.7 ...", errors.NO_DOCX),
    "macro": ("ban.docm", builders.docx(builders.paragraph("chữ")), errors.MACROS),
    "hidden macro": (
        "ban.docx",
        builders.archive(builders.docx_members(builders.paragraph("chữ")) | {"word/vbaProject.bin": b"x"}),
        errors.MACROS,
    ),
    "no words": ("ban.docx", builders.docx(builders.paragraph()), errors.NO_TEXT),
    "dtd": (
        "ban.docx",
        builders.archive(builders.docx_members("") | {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        errors.HOSTILE_XML,
    ),
    "bomb": (
        "ban.docx",
        builders.archive(builders.docx_members("") | {"word/media/a.bmp": b"\0" * (210 << 20)}),
        "bung ra lớn hơn 200 MB",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_its_sentence(clerk, paper, case):
    name, data, sentence = BAD[case]
    answer = send(clerk, paper, data, name)
    assert answer.status_code == 422
    assert sentence in shown(answer)
    assert not WordCorrection.objects.exists()


def test_a_file_of_thirty_megabytes_is_cut_off_while_it_arrives(clerk, paper):
    answer = send(clerk, paper, b"PK\x03\x04" + b"0" * (30 << 20))
    assert answer.status_code == 422
    assert "nặng quá 20 MB" in shown(answer)


def test_no_file_is_answered(clerk, paper):
    answer = clerk.post(reverse("paper-word-back", args=[paper.pk]))
    assert answer.status_code == 422
    assert "Chưa chọn tệp" in shown(answer)


def test_only_the_clerk_of_a_draft_is_offered_the_way_back(cast, paper):
    for role, offered in (("clerk", True), ("leader", False), ("registrar", False)):
        client = Client()
        client.force_login(cast.officer(role))
        assert ("Đưa bản Word đã sửa lên" in shown(client.get(reverse("paper", args=[paper.pk])))) == offered


def test_another_clerk_does_not_see_it(cast, row, clerk):
    WordCorrection.objects.update(owner=cast.leader)
    assert clerk.get(url(row)).status_code == 404


@pytest.mark.parametrize("name", ["paper-word-back", "paper-word-comparison"])
def test_the_pages_ask_as_often_for_six_as_for_one(clerk, row, cast, name):
    address = url(row) if name == "paper-word-comparison" else reverse(name, args=[row.paper_id])

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(address).status_code == 200
        return len(queries)

    before = cost()
    for number in range(6):
        added = Conclusion.objects.create(
            outline=row.paper.outline, text=f"Thống kê hồ sơ {number}", label="-", level=3, position=90 + number
        )
        make_order(added, cast.commune)
        WordCorrection.objects.create(paper=row.paper, owner=cast.clerk, created_at=NOW, changed_at=NOW)
    assert cost() == before
    assert before <= 12
