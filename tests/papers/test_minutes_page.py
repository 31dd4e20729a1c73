"""The printed minutes, measured: no place and day in the head, two signatures, recipients below them."""

import itertools
from dataclasses import replace

import pytest

from meetings.papers.docx import render_docx
from meetings.papers.pdf import preview_pdf, render_pdf
from meetings.papers.record import PaperRecord
from tests.papers.measuring import MM, measured
from tests.papers.samples import minutes, notice


def test_the_head_has_number_and_title_and_no_place_and_day() -> None:
    printed = measured(render_pdf(minutes()))
    number = printed.line("Số: 05/BB-SKHCN")
    title = printed.line("BIÊN BẢN")
    assert (number.size, number.bold, title.size, title.bold) == (13, False, 14, True)
    head = [line for line in printed.lines if line.page == 1 and line.top < title.top]
    assert not [line.text for line in head if line.italic or "ngày" in line.text]
    assert abs(number.middle - printed.line("SỞ KHOA HỌC VÀ CÔNG NGHỆ").middle) < 2


def test_two_sign_side_by_side_and_the_recipients_stand_below() -> None:
    printed = measured(render_pdf(minutes()))
    left, right = printed.line("THƯ KÝ"), printed.line("CHỦ TỌA")
    names = [printed.line("Nguyễn Văn A"), printed.line("Phạm Thị D")]
    assert abs(left.top - right.top) < 1
    assert left.middle < 105 * MM < right.middle
    assert [(line.bold, line.size) for line in (left, right, *names)] == [(True, 14)] * 4
    for post, name in zip((left, right), names, strict=True):
        assert abs(post.middle - name.middle) < 2
        assert 22 * MM < name.top - post.bottom < 30 * MM
    recipients = printed.line("Nơi nhận:")
    assert recipients.page == names[0].page
    assert recipients.top > names[0].bottom
    assert recipients.x0 < 31 * MM
    assert printed.text.endswith("- Lưu: VT, Hồ sơ.")


def test_the_end_mark_closes_the_sentence_of_the_end() -> None:
    text = measured(render_pdf(minutes())).text.replace("\n", " ")
    assert "ngày 03 tháng 4 năm 2026./. THƯ KÝ" in text
    assert text.count("./.") == 1


@pytest.mark.parametrize("said", range(4, 14))
def test_the_signatures_are_never_alone_on_a_page(said: int) -> None:
    printed = measured(render_pdf(minutes(said)))
    signing = printed.line("THƯ KÝ")
    assert printed.line("Nguyễn Văn A").page == signing.page
    above = [line for line in printed.lines if line.page == signing.page and 18 * MM < line.top < signing.top]
    assert len(above) >= 2


def test_who_speaks_is_never_the_last_line_of_a_page() -> None:
    for said in range(6, 12):
        lines = [line for line in measured(render_pdf(minutes(said))).lines if line.top > 18 * MM]
        lasts = [line for line, after in itertools.pairwise(lines) if after.page != line.page]
        assert not [line.text for line in lasts if line.bold]


def test_an_unnamed_chair_leaves_room_for_the_name() -> None:
    printed = measured(preview_pdf(replace(minutes(), number=None, day=None, signer_name=""), year=2026))
    assert printed.line("Số: /BB-SKHCN").size == 13
    assert printed.line("CHỦ TỌA").top == printed.line("THƯ KÝ").top
    assert printed.line("Nơi nhận:").top > printed.line("Nguyễn Văn A").bottom


def test_a_long_list_of_recipients_goes_on_over_the_page() -> None:
    printed = measured(render_pdf(minutes(recipients=tuple(f"UBND xã số {n}" for n in range(120)))))
    assert len([line for line in printed.lines if line.text.startswith("- UBND xã số")]) == 120
    assert printed.line("THƯ KÝ").page == printed.line("Phạm Thị D").page


def test_records_of_before_keep_their_text_and_minutes_come_back_whole() -> None:
    assert "left_signer_name" not in notice().to_json()
    assert "left_capacity_lines" not in notice().to_json()
    assert PaperRecord.from_json(minutes().to_json()) == minutes()


def test_the_word_document_has_both_signatures() -> None:
    assert render_docx(minutes()) == render_docx(minutes())
    assert len(render_docx(minutes())) > 1000
