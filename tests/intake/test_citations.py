"""Citations: what is one, where it ends, when two are the same."""

from __future__ import annotations

import pytest

from meetings.intake.citations import cited_in, find_citations, masked


def texts(text: str) -> list[str]:
    return [citation.text for citation in find_citations(text, [1])]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("thực hiện Quyết định số 12/2025/QĐ-UBND của UBND tỉnh", ["Quyết định số 12/2025/QĐ-UBND"]),
        ("theo Kế hoạch 34/KH-UBND ngày 03 tháng 3 năm 2026", ["Kế hoạch 34/KH-UBND ngày 03 tháng 3 năm 2026"]),
        ("theo Chương trình 09-CTr/TU và Kết luận số 91-KL/TW", ["Chương trình 09-CTr/TU", "Kết luận số 91-KL/TW"]),
        ("theo Công văn số: 15 /UBND-KT", ["Công văn số: 15 /UBND-KT"]),
        ("tại CV số 12/SKHCN-QLKH", ["CV số 12/SKHCN-QLKH"]),
        ("theo khoản 2 Điều 9 Nghị định 88/2026/NĐ-CP", ["khoản 2 Điều 9 Nghị định 88/2026/NĐ-CP"]),
        ("theo Điều 5 Luật An toàn, vệ sinh lao động; báo cáo Sở", ["Điều 5 Luật An toàn, vệ sinh lao động"]),
        ("theo Luật Sở hữu trí tuệ, hướng dẫn doanh nghiệp", ["Luật Sở hữu trí tuệ"]),
        (
            "theo Luật Phòng, chống tham nhũng và Luật Tiếp công dân",
            ["Luật Phòng, chống tham nhũng", "Luật Tiếp công dân"],
        ),
        ("thực hiện Chỉ thị số 07 của Ban Bí thư", ["Chỉ thị số 07 của Ban Bí thư"]),
        ("Nghị quyết Trung ương 6 (khóa XII) về bộ máy", ["Nghị quyết Trung ương 6 (khóa XII)"]),
        (
            "theo Kế hoạch của Sở và Thông báo kết luận của Ban Chủ nhiệm ngày 26/02/2026",
            ["Thông báo kết luận của Ban Chủ nhiệm ngày 26/02/2026"],
        ),
    ],
)
def test_a_citation_is_kept_whole_as_written(sentence, expected):
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "thực hiện Nghị quyết của Đảng và kế hoạch của Sở",
        "xây dựng dự án Luật Năng lượng sạch (sửa đổi)",
        "Sửa đổi một số quy định trong Luật Đầu tư công; Luật Giá",
        "báo cáo số liệu của 12 xã, đạt 24/30 tiêu chí",
        "hệ thống theo tiêu chuẩn ISO 9001:2015",
    ],
)
def test_what_is_only_named_or_drafted_is_no_citation(sentence):
    assert texts(sentence) == []


def test_the_same_document_cited_again_is_one():
    sentence = "theo Kế hoạch số 34/KH-UBND ngày 01/3/2026; tiếp tục thực hiện Kế hoạch 34/KH-UBND"
    assert texts(sentence) == ["Kế hoạch số 34/KH-UBND ngày 01/3/2026"]


def test_a_damaged_symbol_is_kept_and_marked():
    [whole] = cited_in("theo Quyết định số 2525/QĐ-UBND")
    [damaged] = cited_in("theo Quyết định số 2525/Q-UBND")
    assert whole.doubt is None
    assert damaged.text == "Quyết định số 2525/Q-UBND"
    assert "2525/Q-UBND" in (damaged.doubt or "")


def test_masking_keeps_the_length():
    sentence = "xem xét Tờ trình số 5/TTr-SXD ngày 06/11/2026 của Sở Xây dựng"
    assert len(masked(sentence)) == len(sentence)
    assert "2026" not in masked(sentence)
    assert masked(sentence).endswith("của Sở Xây dựng")
