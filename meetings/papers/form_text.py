"""The rules of the text between title and foot. Phụ lục I, mục II, khoản 6, Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from meetings.papers.form_findings import Sheet, within
from meetings.papers.form_head import abstract_of
from meetings.papers.form_letter import addressed_of, subject_of
from meetings.papers.form_signatures import posts_of_minutes
from meetings.papers.printed_lines import MM, Line

TEXT = "mục II, khoản 6"
HANGING = re.compile(r"(?:^|\s)(ngày|tháng|năm|Điều|khoản|điểm|số)$")


def check_text(sheet: Sheet, foot: Line | None) -> list[Line]:
    """The lines of the text, of which the rules of the foot need the last."""
    text = _text_of(sheet, foot)
    sizes = sorted({round(line.size, 1) for line in text})
    told = ", ".join(f"{size:g}" for size in sizes) or "không thấy nội dung"
    one_size = len(sizes) == 1 and within(sizes[0], 13, 14)
    sheet.rule("body_size", "Nội dung một cỡ chữ, 13-14", one_size, told, TEXT)
    _indents(sheet, text)
    _edges(sheet, text)
    if text:
        _spacing(sheet, text)
    _breaks(sheet, text)
    ended = any(line.text.endswith("./.") for line in text[-6:])
    sheet.rule("end_mark", "Hết nội dung có dấu “./.”", ended, "" if ended else "không thấy", TEXT)
    return text


def _text_of(sheet: Sheet, foot: Line | None) -> list[Line]:
    """From below the head, in a letter from below its addressees, to the foot, in minutes to the two signatures."""
    if sheet.expected.title:
        head = abstract_of(sheet) or [line for line in sheet.first if line.text == sheet.expected.title]
    else:
        head = addressed_of(sheet) or subject_of(sheet)
    head = head or [line for line in sheet.first if line.text.startswith("Số:")]
    after = max((line.place for line in head), default=(1, 0.0))
    end = min((line for line in (foot, *posts_of_minutes(sheet)) if line), key=lambda line: line.place, default=None)
    until = (end.page, end.top - 3) if end else (len(sheet.main) + 1, 0.0)
    return [line for line in sheet.lines if after < line.place < until and not is_page_number(line)]


def is_page_number(line: Line) -> bool:
    return line.page > 1 and line.top < 20 * MM and line.text.isdigit()


def _indents(sheet: Sheet, text: list[Line]) -> None:
    """One of both lengths throughout; a first line that is not set in shows by the short line before it."""
    indents = [line.x0 - sheet.left for line in text if 2 * MM < line.x0 - sheet.left < 30 * MM]
    regular = max(([each for each in indents if within(each / MM, cm, cm, 0.5)] for cm in (10, 12.7)), key=len)
    flush = sum(_continues(sheet, b) and a.x1 < sheet.right - 20 * MM for a, b in pairwise(text) if a.page == b.page)
    good = bool(regular) and len(regular) >= 0.8 * (len(indents) + flush)
    told = _lengths(indents, flush)
    sheet.rule("indent", "Dòng đầu lùi 1 cm hoặc 1,27 cm", good, told, TEXT)


def _lengths(indents: list[float], flush: int) -> str:
    """'1,27 cm', 'các đoạn lùi 1,27 cm, 2,4 cm; 2 đoạn không lùi'."""
    found = sorted(Counter(round(indent / MM / 10, 2) for indent in indents).items(), key=lambda each: -each[1])
    lengths = ", ".join(f"{cm:g} cm".replace(".", ",") for cm, _ in found[:3])
    told = lengths if len(found) == 1 else f"các đoạn lùi {lengths}" if found else "không có dòng lùi"
    return f"{told}; {flush} đoạn không lùi" if flush else told


def _continues(sheet: Sheet, line: Line) -> bool:
    return abs(line.x0 - sheet.left) < 1.5


def _edges(sheet: Sheet, text: list[Line]) -> None:
    inner = [a for a, b in pairwise(text) if a.page == b.page and _continues(sheet, b) and b.top > a.top + 4]
    flush = sum(abs(line.x1 - sheet.right) < 2.5 for line in inner)
    told = f"{flush}/{len(inner)} dòng"
    sheet.rule("justified", "Nội dung canh đều hai lề", not inner or flush >= 0.97 * len(inner), told, TEXT)


def _spacing(sheet: Sheet, text: list[Line]) -> None:
    pitches, gaps = [], []
    for a, b in pairwise(text):
        if a.page != b.page or b.top <= a.top + 4:
            continue
        if _continues(sheet, b):
            pitches.append(b.base - a.base)
        elif within((b.x0 - sheet.left) / MM, 9.5, 13.2):
            gaps.append(b.base - a.base)
    if not pitches:
        return
    pitch = median(pitches)
    ratio = pitch / median(line.size for line in text)
    told = f"{ratio:.2f} lần cỡ chữ".replace(".", ",")
    sheet.rule("line_spacing", "Giãn dòng từ dòng đơn đến 1,5 dòng", within(ratio, 1.1, 1.78, 0.01), told, TEXT)
    if gaps:
        more = median(gaps) - pitch
        told = f"thêm {more:.1f} pt".replace(".", ",")
        sheet.rule("paragraph_space", "Các đoạn cách nhau ít nhất 6 pt", more >= 5.5, told, TEXT)


def _breaks(sheet: Sheet, text: list[Line]) -> None:
    lasts = [a for a, b in pairwise(text) if a.page != b.page and a.bold]
    told = "; ".join(f"trang {line.page}: “{line.text[:40]}”" for line in lasts)
    sheet.rule("heading_last", "Không có đề mục ở dòng cuối trang", not lasts, told, TEXT)
    broken = [
        f"{a.text[-14:]} / {b.text[:8]}"
        for a, b in pairwise(text)
        if HANGING.search(a.text) and re.match(r"[\d(]", b.text)
    ]
    told = "; ".join(broken[:3])
    sheet.rule("unbroken", "“ngày 05”, “Điều 18”, “số 12” không ngắt dòng", not broken, told, TEXT)
