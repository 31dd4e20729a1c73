"""The rules of the sheet: size, margins, fonts, page numbers. Phụ lục I, mục I, Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from meetings.papers.form_findings import Sheet, begins_annex, millimetres, points, within
from meetings.papers.printed_lines import MM, Page

SERIFS = {"timesnewroman", "liberationserif", "tinos"}
TIMES_WIDTHS = {"a": 0.444, "h": 0.5, "i": 0.278, "n": 0.5, "o": 0.5, "t": 0.278, "N": 0.722}  # of the size
MARGINS = "mục I, khoản 3"


def check_sheet(sheet: Sheet) -> None:
    _size(sheet)
    _margins(sheet)
    _fonts(sheet)
    _page_numbers(sheet)


def _size(sheet: Sheet) -> None:
    """Portrait; a page of an annex may lie on its side."""
    wrong = []
    for number, page in enumerate(sheet.printed.pages, start=1):
        sides = (page.width, page.height)
        lying = number > len(sheet.main) and page.width > page.height
        width, height = reversed(sides) if lying else sides
        if not (within(width, 210 * MM, 210 * MM, 1) and within(height, 297 * MM, 297 * MM, 1)):
            wrong.append(f"trang {number}: {page.width / MM:.0f} x {page.height / MM:.0f} mm")
    told = "; ".join(wrong) or f"{len(sheet.printed.pages)} trang A4"
    sheet.rule("paper_size", "Khổ giấy A4", not wrong, told, "mục I, khoản 1")


def _margins(sheet: Sheet) -> None:
    page = sheet.main[0]
    sides = {
        "left_margin": ("Lề trái 30-35 mm", sheet.left, 30, 35),
        "right_margin": ("Lề phải 15-20 mm", page.width - sheet.right, 15, 20),
    }
    for key, (name, length, low, high) in sides.items():
        sheet.rule(key, name, within(length / MM, low, high, 0.6), millimetres(length), MARGINS)
    top = min((line.top for line in sheet.first), default=0.0)
    sheet.rule("top_margin", "Lề trên 20-25 mm", within(top / MM, 19.5, 26.5), millimetres(top), MARGINS)
    lowest = min((page.height - line.bottom for page in sheet.main for line in page.lines), default=page.height)
    sheet.rule(
        "bottom_margin",
        "Lề dưới ít nhất 20 mm",
        lowest / MM >= 19.5,
        f"chữ thấp nhất cách mép {millimetres(lowest)}",
        MARGINS,
    )


def _fonts(sheet: Sheet) -> None:
    printed = sheet.printed
    off = [letter for letter, width in TIMES_WIDTHS.items() if abs(printed.plain.get(letter, width) - width) > 0.012]
    like_times = printed.families <= SERIFS or (len(printed.families) == 1 and not off)
    named = ", ".join(sorted(printed.families)) or "không có chữ"
    sheet.rule(
        "font",
        "Một phông chữ Times New Roman (hoặc cùng số đo)",
        len(printed.families) == 1 and like_times and not off,
        named,
        "mục I, khoản 4",
    )
    loose = ", ".join(sorted(printed.loose))
    sheet.rule("embedded", "Phông chữ nhúng trong tệp", not printed.loose, loose or "đủ", "mục I, khoản 4")
    sheet.rule(
        "black", "Chữ màu đen", not printed.coloured, "có chữ màu" if printed.coloured else "đen", "mục I, khoản 4"
    )
    words = "".join(line.text for line in printed.lines)
    readable = unicodedata.is_normalized("NFC", words) and "\ufffd" not in words and not printed.unmapped
    sheet.rule("unicode", "Chữ Unicode dựng sẵn, tìm và sao chép được", readable, "", "mục I, khoản 4")


def _page_numbers(sheet: Sheet) -> None:
    """Shown from the second page on; each annex counts its own pages."""
    wrong, number = [], 0
    for place, page in enumerate(sheet.printed.pages, start=1):
        number = 1 if place > 1 and begins_annex(page) else number + 1
        middle = sheet.middle if page.width < page.height else page.width / 2
        wrong += [f"trang {place}: {fault}" for fault in _faults_of_number(page, number, middle)]
    told = "; ".join(wrong) or f"{len(sheet.printed.pages)} trang"
    sheet.rule(
        "page_numbers", "Số trang cỡ 13-14, giữa lề trên, trang thứ nhất không ghi", not wrong, told, "mục I, khoản 7"
    )


def _faults_of_number(page: Page, number: int, middle: float) -> Iterator[str]:
    head = [line for line in page.lines if line.top < 20 * MM and line.text.isdigit()]
    if number == 1:
        if head:
            yield "có số ở trang thứ nhất"
        return
    shown = next((line for line in head if line.text == str(number)), None)
    if shown is None:
        yield f"không thấy số {number}"
    elif not within(shown.size, 13, 14) or shown.italic or abs(shown.middle - middle) > 12 * MM:
        yield f"{points(shown.size)}, lệch giữa {millimetres(abs(shown.middle - middle))}"
