"""Recipients and signature, in one column or two; two signatures under minutes."""

from __future__ import annotations

import pytest

from meetings.intake.foot import foot_ends, foot_starts, read_foot
from meetings.intake.lines import read_paragraphs

BODY = "1. Giao Văn phòng Sở theo dõi, đôn đốc việc thực hiện."
LINES = """Nơi nhận:
- UBND tỉnh (b/c);
- Các phòng;
- Lưu: VT, VP.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
(Đã ký)
Nguyễn Văn A"""
TABLE = "| **Nơi nhận:**<br>- UBND tỉnh (b/c);<br>- Các phòng;<br>- Lưu: VT, VP. | **KT. GIÁM ĐỐC**<br>**PHÓ GIÁM ĐỐC**<br>(Đã ký)<br>**Nguyễn Văn A** |"
COLUMNS = """Nơi nhận:                         KT. GIÁM ĐỐC
- UBND tỉnh (b/c);                PHÓ GIÁM ĐỐC
- Các phòng;                      (Đã ký)
- Lưu: VT, VP.                    Nguyễn Văn A"""
ABOVE = """KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Đã ký: Nguyễn Văn A
Nơi nhận:
- UBND tỉnh (b/c);
- Các phòng;
- Lưu: VT, VP."""


def foot_of(text):
    paragraphs = read_paragraphs([BODY, *text.split("\n")])[0]
    start = foot_starts(paragraphs)
    assert start == 1
    return read_foot(paragraphs[start:])


@pytest.mark.parametrize("text", [LINES, TABLE, COLUMNS, ABOVE], ids=["lines", "table", "columns", "signature above"])
def test_a_foot_is_read_in_every_layout(text):
    foot = foot_of(text)
    assert [r.text for r in foot.recipients] == ["UBND tỉnh (b/c)", "Các phòng", "Lưu: VT, VP"]
    assert (foot.signature.authority, foot.signature.position, foot.signature.name) == (
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Văn A",
    )


@pytest.mark.parametrize(
    ("lines", "authority", "position"),
    [
        ("TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nNguyễn Văn A", "TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        ("TUQ. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nNguyễn Văn A", "TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        ("T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\nNguyễn Văn A", "T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"),
        ("Q. GIÁM ĐỐC\nNguyễn Văn A", "Q. GIÁM ĐỐC", "GIÁM ĐỐC"),
        ("GIÁM ĐỐC\n(đã ký)\nNguyễn Văn A", None, "GIÁM ĐỐC"),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn A",
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
        ),
    ],
)
def test_the_right_to_sign(lines, authority, position):
    signature = foot_of(lines).signature
    assert (signature.authority, signature.position, signature.name) == (authority, position, "Nguyễn Văn A")


@pytest.mark.parametrize(
    "text",
    [
        "THƯ KÝ                         CHỦ TRÌ\n\nTrần Thị B                     Nguyễn Văn A",
        "| THƯ KÝ | CHỦ TỌA |\n| Trần Thị B | Nguyễn Văn A |",
    ],
)
def test_minutes_carry_two_signatures(text):
    foot = foot_of(text)
    assert (foot.secretary, foot.chair, foot.signature.name) == ("Trần Thị B", "Nguyễn Văn A", "Nguyễn Văn A")


def test_a_numbered_heading_in_capitals_is_no_signature():
    paragraphs = read_paragraphs(["Mở đầu.", "I. ĐẠI DIỆN UBND HUYỆN", "1. Ông Nguyễn Văn A", "Kết thúc."])[0]
    assert foot_starts(paragraphs) == len(paragraphs)


def test_an_annex_after_the_foot_is_no_foot():
    paragraphs = read_paragraphs([BODY, *LINES.split("\n"), "PHỤ LỤC", "1. Rà soát hồ sơ."])[0]
    assert paragraphs[foot_ends(paragraphs, foot_starts(paragraphs))].text == "PHỤ LỤC"


def test_a_paper_without_a_foot_has_none():
    foot = read_foot([])
    assert (foot.recipients, foot.signature) == ([], None)
