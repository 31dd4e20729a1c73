"""What the law asks of the page, found on the file itself: good papers pass every rule, each breach is named by its own."""

from __future__ import annotations

import time
from typing import Any

import pytest

from meetings.papers.form_check import Expected, UnreadableFile, check_form
from meetings.papers.layout import page_of
from meetings.papers.pdf import preview_pdf, render_pdf
from meetings.papers.press import press_for
from meetings.papers.record import Block, PaperRecord
from tests.office_fixtures import ONE_PAGE
from tests.papers.samples import notice, task_annex

NOTICE = Expected("THÔNG BÁO", "TB-SKHCN", is_draft=False)
DRAFT = Expected("THÔNG BÁO", "TB-SKHCN", is_draft=True)


def broken_rules(data: bytes, expected: Expected = NOTICE) -> set[str]:
    return {finding.rule for finding in check_form(data, expected) if not finding.holds}


def printed(record: PaperRecord, style: str = "", **swapped: str) -> bytes:
    """The page with a style of its own, and with words put in the places of others."""
    press = press_for(None)
    page = page_of(record, press.serif).replace("</head>", f"<style>{style}</style></head>")
    for old, new in swapped.items():
        page = page.replace(old, new)
    return press.print(page)


GOOD: dict[str, dict[str, Any]] = {
    "one page": {"orders": 2},
    "two pages": {"orders": 14},
    "many pages": {"orders": 60},
    "annex": {"orders": 8, "annexes": (task_annex(40), task_annex(3, "Danh mục khác"))},
    "many recipients": {"orders": 5, "recipients": tuple(f"UBND xã Mẫu {n}" for n in range(60))},
    "a dash in a name": {"orders": 2, "recipients": ("Phòng Kế hoạch - Tài chính", "UBND xã Mẫu")},
    "dashes where a line ends": {
        "orders": 2,
        "recipients": tuple(f"Phòng {'Mẫu ' * n}- Tài chính" for n in (7, 8, 9)),
    },
    "marks": {"orders": 5, "urgency_mark": "KHẨN", "circulation_mark": "LƯU HÀNH NỘI BỘ"},
    "long names": {"orders": 5, "superior_lines": ("ỦY BAN NHÂN DÂN TỈNH MẪU",), "place": "Thành phố Mẫu Lớn"},
}


@pytest.mark.parametrize("name", GOOD)
def test_what_the_portal_prints_passes_every_rule(name):
    found = check_form(render_pdf(notice(**GOOD[name])), NOTICE)
    assert [finding for finding in found if not finding.holds] == []
    assert len(found) >= 35
    assert all(finding.article.startswith("Nghị định 30/2020/NĐ-CP, Phụ lục I, mục") for finding in found)


def test_a_draft_passes_with_its_blanks_but_not_as_an_issued_paper():
    draft = preview_pdf(notice(8, number=None, day=None), year=2026)
    assert broken_rules(draft, DRAFT) == set()
    assert broken_rules(draft, NOTICE) == {"number", "place_and_day"}


BREACHES = {
    "@page { margin: 20mm 15mm 20mm 22mm }": {"left_margin"},
    "@page { margin: 20mm 8mm 20mm 30mm }": {"right_margin"},
    "@page { margin: 12mm 15mm 20mm 30mm }": {"top_margin"},
    "@page { margin: 20mm 15mm 9mm 30mm }": {"bottom_margin"},
    "@page { size: 216mm 279mm }": {"paper_size"},
    ".text p { font-family: 'DejaVu Sans' }": {"font"},
    ".nation { font-size: 10pt }": {"nation", "nation_motto"},
    ".motto { font-weight: normal }": {"motto"},
    ".head .right hr { width: 40pt !important }": {"motto_stroke"},
    ".head .left hr { display: none }": {"agency_stroke"},
    ".superior { font-weight: bold }": {"superior"},
    ".agency { font-weight: normal }": {"agency"},
    ".number { font-size: 11pt }": {"number"},
    ".number { font-style: italic }": {"number"},
    ".dated { font-style: normal }": {"place_and_day"},
    ".dated { padding-top: 9pt }": {"one_line"},
    ".title h1 { font-size: 16pt }": {"title"},
    ".title h1 { text-align: left }": {"title"},
    ".title p { font-weight: normal }": {"abstract"},
    ".title hr { display: none }": {"abstract_stroke"},
    ".text p { font-size: 12pt }": {"body_size"},
    ".text p { text-indent: 0 }": {"indent"},
    ".text p { text-align: left }": {"justified"},
    ".text p { line-height: 2 }": {"line_spacing"},
    ".text p { margin-top: 1pt }": {"paragraph_space"},
    "@page { @top-center { content: none } }": {"page_numbers"},
    "@page :first { @top-center { content: '1' } }": {"page_numbers"},
    "@page { @top-center { font-size: 10pt } }": {"page_numbers"},
    ".recipients { font-style: normal }": {"recipients_word"},
    ".listed { font-size: 13pt }": {"recipients_size"},
    ".foot .right { font-weight: normal }": {"post"},
    ".foot .right p { font-size: 11pt }": {"post", "signer"},
    ".foot .right { padding-top: 30pt }": {"post_level"},
    ".signer { text-align: left }": {"signer"},
    ".foot { break-before: page }": {"signature_page"},
    ".text p { color: #a00 }": {"black"},
}


@pytest.mark.parametrize("style", BREACHES)
def test_each_breach_is_named_by_its_own_rule(style):
    assert broken_rules(printed(notice(40 if "bottom_margin" in BREACHES[style] else 14), style)) >= BREACHES[style]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XHCN VIỆT NAM", "nation"),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "motto"),
        ("Số: 05/TB-SKHCN", "Số: 5/TB-SKHCN", "number"),
        ("Số: 05/TB-SKHCN", "Số: 05/TB-SCT", "number"),
        ("ngày 05 tháng 02", "ngày 5 tháng 2", "place_and_day"),
        ("<h1>THÔNG BÁO</h1>", "<h1>Thông báo</h1>", "title"),
        ("./.", ".", "end_mark"),
        ("- Lưu: VT, QLCN.", "- Lưu VT", "recipients_list"),
        ("KT. GIÁM ĐỐC", "KT. Giám đốc", "post"),
        ('"signer">Nguyễn Văn A', '"signer">TS. Nguyễn Văn A', "signer_plain"),
    ],
)
def test_each_wrong_word_is_named_by_its_own_rule(old, new, rule):
    assert rule in broken_rules(printed(notice(8), **{old: new}))


def test_a_failing_line_of_recipients_says_which_and_where_it_is_mended():
    found = check_form(printed(notice(8), **{"- Lưu: VT, QLCN.": "- Lưu VT"}), NOTICE)
    (told,) = [finding.measured for finding in found if finding.rule == "recipients_list"]
    assert told == "dòng cuối là “Lưu VT”, chưa phải “Lưu: VT, …”, sửa ở mục Nơi nhận, Lưu của dự thảo"


def test_a_number_parted_from_its_word_and_a_heading_left_alone_are_named():
    parted = {broken for n in range(60, 76) for broken in broken_rules(_with_a_day_after(n))}
    assert "unbroken" in parted
    alone = notice(1, blocks=(*notice(9).blocks, Block("heading", "Về việc khác", label="4.", level=2)))
    assert "heading_last" in broken_rules(printed(alone, "h3 { break-after: page !important }"))


def _with_a_day_after(letters: int) -> bytes:
    words = ("nội dung " * 20)[:letters]
    return printed(notice(1, opening=(f"{words} ngày 05 tháng 02 năm 2018 sở họp bàn",)), **{"\u00a0": " "})


@pytest.mark.parametrize("data", [b"", b"khong phai PDF", ONE_PAGE], ids=["empty", "no PDF", "no words"])
def test_what_has_no_page_of_words_is_refused(data):
    with pytest.raises(UnreadableFile):
        check_form(data, NOTICE)


def test_the_same_file_gives_the_same_findings_in_a_moment():
    data = render_pdf(notice(14))
    check_form(data, NOTICE)
    began = time.process_time()
    assert check_form(data, NOTICE) == check_form(data, NOTICE)
    assert (time.process_time() - began) / 2 < 0.3
