"""'Tải bản Word': the paper as its reader may see it, saved and never opened in the portal."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse

from directives.whole_way import issue_at_once
from meetings.enums import PaperState
from meetings.models import Paper
from meetings.word_copy import CONTENT_TYPE
from tests.cast import NOW, Cast, make_notice
from tests.papers.word_parts import of_style


def visit(cast: Cast, role: str, name: str, paper: Paper):
    client = Client()
    client.force_login(cast.officer(role))
    return client.get(reverse(name, args=[paper.pk]))


def test_a_draft_goes_out_with_blanks_for_number_and_day(cast):
    paper = make_notice(cast)
    answer = visit(cast, "clerk", "paper-word", paper)
    assert answer["Content-Type"] == CONTENT_TYPE
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'attachment; filename="du-thao-{paper.pk}.docx"'
    assert of_style(answer.content, "Số và ký hiệu") == ["Số:       /TB-SKHCN"]
    assert of_style(answer.content, "Trích yếu") == [paper.abstract]
    assert "Tải bản Word" in visit(cast, "clerk", "paper", paper).content.decode()


def test_a_signed_paper_goes_out_as_it_was_signed(cast, paper_in):
    paper = paper_in(PaperState.SIGNED)
    Paper.objects.filter(pk=paper.pk).update(abstract="Đổi sau khi ký")
    answer = visit(cast, "clerk", "paper-word", paper)
    assert of_style(answer.content, "Trích yếu") == [paper.abstract]


def test_an_issued_paper_goes_out_as_it_was_released_and_says_what_the_original_is(cast, quick_press):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    Paper.objects.filter(pk=paper.pk).update(abstract="Đổi sau khi phát hành")
    answer = visit(cast, "unit_officer", "paper-word", paper)
    assert of_style(answer.content, "Số và ký hiệu") == ["Số: 01/TB-SKHCN"]
    assert of_style(answer.content, "Trích yếu") == [
        "Kết luận của Phó Giám đốc Sở tại Hội nghị giao ban quý I năm 2026"
    ]
    assert "01-TB-SKHCN-2026-tham-khao.docx" in answer["Content-Disposition"]
    page = html.unescape(visit(cast, "unit_officer", "paper", paper).content.decode())
    assert "để tham khảo, bản gốc là PDF" in page


def test_what_a_draft_lacks_is_said_in_a_sentence(cast):
    paper = make_notice(cast, signer=None)
    client = Client()
    client.force_login(cast.clerk)
    answer = client.get(reverse("paper-word", args=[paper.pk]), follow=True)
    assert "Chưa chọn người ký" in html.unescape(answer.content.decode())


@pytest.mark.parametrize("role", ["unit_officer", "unit_head", "observer", "administrator"])
def test_nobody_outside_the_office_gets_a_draft(cast, role):
    assert visit(cast, role, "paper-word", make_notice(cast)).status_code == 404
