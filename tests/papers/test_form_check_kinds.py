"""The form of letters, invitations and minutes, each by its own rules: no false alarm, and each breach is named."""

from __future__ import annotations

from typing import Any

import pytest

from meetings.papers.form_check import Expected, check_form
from meetings.papers.layout import page_of
from meetings.papers.pdf import preview_pdf, render_pdf
from meetings.papers.press import press_for
from meetings.papers.printed_lines import MM, read_back
from meetings.papers.record import Block, PaperRecord
from tests.papers.samples import minutes, notice
from tests.papers.test_form_check import broken_rules, printed
from tests.papers.test_invitation_page import invitation
from tests.papers.test_letter import SEVERAL, letter

DRAFT = {"number": None, "day": None}
HOLDERS = ("Các cơ quan, đơn vị đã nhận Thông báo số 05/TB-SKHCN",)


def expected(kind: str, *, is_draft: bool = False) -> Expected:
    return {
        "letter": Expected("", "SKHCN-QLCN", is_draft),
        "invitation": Expected("GIẤY MỜI", "GM-SKHCN", is_draft, "invitation"),
        "minutes": Expected("BIÊN BẢN", "BB-SKHCN", is_draft, "minutes"),
        "recall": Expected("THÔNG BÁO", "TB-SKHCN", is_draft),
    }[kind]


def correction(**changes: Any) -> PaperRecord:
    """As the portal words one: an opening, four short paragraphs, one addressee."""
    content: dict[str, Any] = {
        "opening": ("Sở Khoa học và Công nghệ đã ban hành Thông báo số 05/TB-SKHCN ngày 05/02/2018 về kết luận của Phó Giám "
                    "đốc Sở Nguyễn Văn A tại Hội nghị giao ban công tác khoa học và công nghệ quý I năm 2018.",),
        "blocks": tuple(Block("paragraph", text) for text in (
            "Văn bản nêu trên có sai sót về thể thức, kỹ thuật trình bày. Sở Khoa học và Công nghệ đính chính như sau:",
            "Tại phần Nơi nhận, đã ghi: “Như trên”.",
            "Nay sửa lại là: “Như thành phần dự họp”.",
            "Các nội dung khác của Thông báo số 05/TB-SKHCN ngày 05/02/2018 không thay đổi.",
        )),
        "closing": ("Sở Khoa học và Công nghệ thông báo để các cơ quan, đơn vị biết, thực hiện.",),
        "addressees": HOLDERS,
    }  # fmt: skip
    return letter(**content | changes)


def recall(**changes: Any) -> PaperRecord:
    text = ("Thu hồi Thông báo số 05/TB-SKHCN ngày 05/02/2018 về kết luận.", "Lý do: Nhầm.")
    content = {"abstract": "Thu hồi Thông báo số 05/TB-SKHCN ngày 05/02/2018", "opening": ()}
    return notice(0, **content | {"blocks": tuple(Block("paragraph", each) for each in text)} | changes)


def whole_minutes(said: int = 3, **changes: Any) -> PaperRecord:
    """With every part of Mẫu 1.9."""
    facts = ("Thời gian bắt đầu: 08 giờ 00 phút, ngày 03 tháng 4 năm 2026.", "Địa điểm: Hội trường Sở.")
    led = ("Chủ trì: Bà Phạm Thị D, Phó Giám đốc Sở.", "Thư ký (người ghi biên bản): Ông Nguyễn Văn A, Chuyên viên.")
    said_blocks = minutes(said).blocks[2:]
    blocks = (
        *(Block("paragraph", text) for text in facts),
        Block("heading", "Thành phần tham dự:", level=3),
        Block("item", "Có mặt: 2/3 đơn vị:", label="-", level=4),
        Block("item", "UBND xã Mẫu Một: ông Vũ Văn H, Chủ tịch.", label="+", level=5),
        *(Block("paragraph", text) for text in led),
        *said_blocks,
    )
    return minutes(**{"blocks": blocks} | changes)


GOOD: dict[str, tuple[str, PaperRecord]] = {
    "correction": ("letter", correction()),
    "several addressees": ("letter", correction(addressees=SEVERAL)),
    "many addressees": ("letter", correction(addressees=tuple(f"UBND xã Mẫu {n}" for n in range(12)))),
    "long addressee": ("letter", correction(addressees=(f"{HOLDERS[0]} ngày 05/02/2018 và các phòng, đơn vị thuộc Sở",))),
    "short about": ("letter", correction(abstract="Gửi số liệu")),
    "long about": ("letter", correction(abstract=f"{letter().abstract} của Sở Khoa học và Công nghệ về kết luận hội nghị")),
    "marked letter": ("letter", correction(urgency_mark="KHẨN", circulation_mark="LƯU HÀNH NỘI BỘ")),
    "long letter": ("letter", correction(blocks=notice(40).blocks)),
    "recall": ("recall", recall()),
    "marked recall": ("recall", recall(urgency_mark="HỎA TỐC")),
    "invitation": ("invitation", invitation()),
    "invitation without annex": ("invitation", invitation(annexes=())),
    **{f"minutes of {said}": ("minutes", whole_minutes(said)) for said in (1, 3, 4, 5, 9, 14)},
    "minutes to many": ("minutes", whole_minutes(recipients=tuple(f"UBND xã Mẫu {n}" for n in range(40)))),
    "marked minutes": ("minutes", whole_minutes(circulation_mark="LƯU HÀNH NỘI BỘ")),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_the_portal_prints_raises_no_alarm(name):
    kind, record = GOOD[name]
    assert broken_rules(render_pdf(record), expected(kind)) == set()


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("letter", correction(**DRAFT)),
        ("recall", recall(**DRAFT)),
        ("invitation", invitation(**DRAFT)),
        ("minutes", whole_minutes(**DRAFT)),
    ],
    ids=["letter", "recall", "invitation", "minutes"],
)
def test_nor_does_its_draft(kind, record):
    draft = preview_pdf(record, year=2026)
    assert broken_rules(draft, expected(kind, is_draft=True)) == set()
    left_open = {"number"} if kind == "minutes" else {"number", "place_and_day"}
    assert broken_rules(draft, expected(kind)) == left_open


BREACHES = [
    ("letter", ".subject { font-size: 14pt }", {"abstract"}),
    ("letter", ".subject { font-size: 11pt }", {"abstract"}),
    ("letter", ".subject { font-weight: bold }", {"abstract"}),
    ("letter", ".subject { font-style: italic }", {"abstract"}),
    ("letter", ".subject { text-align: left }", {"abstract"}),
    ("letter", ".subject { margin-top: -3pt }", {"abstract_space"}),
    ("letter", ".addressed { font-size: 12pt }", {"addressed"}),
    ("letter", ".addressed { font-style: italic }", {"addressed"}),
    ("letter", ".text p { text-indent: 0 }", {"indent"}),
    ("letter", ".text p { text-indent: 20mm }", {"indent"}),
    ("letter", ".text p { text-indent: 11.4mm }", {"indent"}),
    ("letter", ".text p { font-size: 12pt }", {"body_size"}),
    ("letter", ".text p:nth-child(2) { font-size: 13pt }", {"body_size"}),
    ("letter", ".dated { font-style: normal }", {"place_and_day"}),
    ("letter", ".number { font-size: 11pt }", {"number"}),
    ("letter", ".foot .right p { font-size: 11pt }", {"post", "signer"}),
    ("invitation", ".title h1 { font-size: 16pt }", {"title"}),
    ("invitation", ".text p { text-indent: 0 }", {"indent"}),
    ("invitation", ".listed { font-size: 13pt }", {"recipients_size"}),
    ("minutes", ".foot .signing { font-size: 11pt }", {"two_posts", "two_signers"}),
    ("minutes", ".foot .signing { font-weight: normal }", {"two_posts", "two_signers"}),
    ("minutes", ".foot .right { padding-top: 20pt }", {"two_posts"}),
    ("minutes", ".foot .left .signer { text-align: left }", {"two_signers"}),
    ("minutes", ".foot { break-before: page }", {"signature_page"}),
    ("minutes", ".further { margin-top: -70mm }", {"recipients_below"}),
    ("minutes", ".text p { font-size: 12pt }", {"body_size"}),
    ("minutes", ".title hr { display: none }", {"abstract_stroke"}),
]
RECORDS = {"letter": correction(), "invitation": invitation(annexes=()), "minutes": whole_minutes(5)}


@pytest.mark.parametrize(("kind", "style", "rules"), BREACHES, ids=[f"{kind}: {style}" for kind, style, _ in BREACHES])
def test_each_breach_is_named_by_its_own_rule(kind, style, rules):
    assert broken_rules(printed(RECORDS[kind], style), expected(kind)) >= rules


WRONG_WORDS = [
    ("letter", correction(), "V/v đính", "Về việc đính", "abstract"),
    ("letter", correction(), "Kính gửi: ", "Gửi ", "addressed"),
    ("letter", correction(addressees=SEVERAL), "UBND xã Mẫu Một;", "UBND xã Mẫu Một,", "addressed"),
    ("letter", correction(addressees=SEVERAL), "công nghệ.</li>", "công nghệ</li>", "addressed"),
    ("letter", correction(), "12/SKHCN-QLCN", "12/CV-SKHCN", "number"),
    ("invitation", invitation(annexes=()), "trân trọng kính mời", "mời", "sample"),
    ("invitation", invitation(annexes=()), "Địa điểm:", "Tại:", "sample"),
    ("invitation", invitation(annexes=()), "Thời gian:", "Lúc:", "sample"),
    ("minutes", whole_minutes(), "Thư ký (người ghi biên bản):", "Người ghi:", "sample"),
    ("minutes", whole_minutes(), "kết thúc vào", "xong lúc", "sample"),
    ("minutes", whole_minutes(), "THƯ KÝ</p>", "NGƯỜI GHI</p>", "two_posts"),
    ("minutes", whole_minutes(), "CHỦ TỌA</p>", "GIÁM ĐỐC</p>", "two_posts"),
    ("minutes", whole_minutes(), '"signer">Phạm Thị D', '"signer">', "two_signers"),
    ("minutes", whole_minutes(), "05/BB-SKHCN", "5/BB-SKHCN", "number"),
    ("minutes", whole_minutes(), "./.", ".", "end_mark"),
]


@pytest.mark.parametrize(
    ("kind", "record", "old", "new", "rule"), WRONG_WORDS, ids=[f"{w[0]}: {w[2]}" for w in WRONG_WORDS]
)
def test_each_wrong_word_is_named_by_its_own_rule(kind, record, old, new, rule):
    assert old in _page(record)
    assert rule in broken_rules(printed(record, **{old: new}), expected(kind))


def _page(record: PaperRecord) -> str:
    return page_of(record, press_for(None).serif)


def test_a_length_is_told_as_the_decree_writes_it():
    told = {finding.rule: finding.measured for finding in check_form(render_pdf(correction()), expected("letter"))}
    assert told["indent"] == "1,27 cm"
    uneven = printed(correction(), ".text p:nth-child(4), .text p:nth-child(5) { text-indent: 0 }")
    told = {finding.rule: finding.measured for finding in check_form(uneven, expected("letter"))}
    assert told["indent"] == "1,27 cm; 2 đoạn không lùi"


def test_no_line_hangs_over_the_margin_beside_a_letter_that_is_kerned():
    """'Văn A tại': the kerning beside a space was measured and not set, so that the line grew by half a millimetre."""
    right = max(line.x1 for line in read_back(render_pdf(correction())).lines)
    assert right <= (210 - 15) * MM + 0.3
