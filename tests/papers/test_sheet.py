"""The printed list of delegates: every unit once, the head of the table on each page, nothing of it read as HTML."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from meetings.papers.fonts import find_serif
from meetings.papers.sheet import SheetGroup, SheetRecord, SheetRow, sheet_page, sheet_pdf


def record(count: int, **changes: object) -> SheetRecord:
    rows = tuple(SheetRow(f"UBND xã Mẫu {number}", "Ông Lê Văn A", "Chủ tịch") for number in range(1, count + 1))
    values = {
        "superior_lines": ("UBND TỈNH MẪU",),
        "agency_lines": ("SỞ KHOA HỌC VÀ CÔNG NGHỆ",),
        "meeting_title": "Hội nghị giao ban quý I năm 2026",
        "day_words": "ngày 03 tháng 4 năm 2026",
        "place": "Hội trường Sở",
        "groups": (SheetGroup("UBND xã, phường, đặc khu", rows),),
        "blank_rows": 3,
    }
    return SheetRecord(**values | changes)


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        return [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()


@pytest.mark.parametrize("count", [1, 60])
def test_each_page_has_the_head_of_the_table_and_each_unit_its_row(count):
    printed = pages(sheet_pdf(record(count)))
    assert all("Ký tên" in page for page in printed)
    assert all(page.split()[-1] == str(number) for number, page in enumerate(printed[1:], start=2)), "its number"
    text = "\n".join(printed)
    assert text.count("UBND xã Mẫu") == count
    assert "DANH SÁCH ĐẠI BIỂU" in printed[0]
    assert f"{count + 3}" in printed[-1], "blank rows are numbered on"


def test_the_same_record_prints_the_same_bytes():
    assert sheet_pdf(record(3)) == sheet_pdf(record(3))


def test_texts_are_escaped():
    row = SheetRow("<img src=x>", "A & B", '"post"', "<b>")
    page = sheet_page(record(0, groups=(SheetGroup("<i>", (row,)),), meeting_title="<script>"), find_serif(None))
    assert "<img" not in page
    assert "<script" not in page
    assert "&lt;img src=x&gt;" in page
    assert "A &amp; B" in page
