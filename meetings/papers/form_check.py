"""Form and technique measured on the printed paper itself: the file's own letters and strokes, never what they came from.

It reads bytes and knows nothing else: the same file gives the same findings. Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from meetings.papers.form_findings import Expected, Finding, Sheet
from meetings.papers.form_foot import check_foot, foot_of
from meetings.papers.form_head import check_head
from meetings.papers.form_sample import check_sample
from meetings.papers.form_sheet import check_sheet
from meetings.papers.form_text import check_text
from meetings.papers.printed_lines import UnreadableFile, read_back

__all__ = ["Expected", "Finding", "UnreadableFile", "check_form"]


def check_form(data: bytes, expected: Expected) -> list[Finding]:
    """What each rule found, in the order of the page. Raises UnreadableFile where there is no page to be read."""
    printed = read_back(data)
    if not printed.lines:
        raise UnreadableFile("Tệp PDF không có chữ để kiểm tra.")
    sheet = Sheet(printed, expected)
    check_sheet(sheet)
    check_head(sheet)
    foot = foot_of(sheet)
    text = check_text(sheet, foot)
    check_sample(sheet, text)
    check_foot(sheet, foot, text)
    return sheet.found
