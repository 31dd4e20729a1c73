"""What the samples of the decree have some papers say: an invitation (Mẫu 1.7) and minutes (Mẫu 1.9)."""

from __future__ import annotations

import re

from meetings.papers.form_findings import Sheet
from meetings.papers.printed_lines import Line

INVITATION = (
    (r"trân trọng kính mời", "trân trọng kính mời"),
    (r"\bTới dự\b", "Tới dự"),
    (r"\bChủ trì:", "Chủ trì"),
    (r"\bThời gian:", "Thời gian"),
    (r"\b(?:Địa điểm|Hình thức)\b[^:]*:", "Địa điểm"),
)
MINUTES = (
    (r"\bThời gian bắt đầu:", "Thời gian bắt đầu"),
    (r"\bĐịa điểm:", "Địa điểm"),
    (r"\bThành phần tham dự:", "Thành phần tham dự"),
    (r"\bChủ trì:", "Chủ trì"),
    (r"\bThư ký\b[^:]*:", "Thư ký"),
    (r"\bNội dung\b[^:]*:", "Nội dung"),
    (r"\bkết thúc vào\b", "… kết thúc vào"),
)
SAMPLES = {"invitation": ("1.7", "giấy mời", INVITATION), "minutes": ("1.9", "biên bản", MINUTES)}


def check_sample(sheet: Sheet, text: list[Line]) -> None:
    """Every part that the sample names, in its order."""
    if sheet.expected.form not in SAMPLES:
        return
    number, kind, parts = SAMPLES[sheet.expected.form]
    words, start, missing = " ".join(line.text for line in text), 0, []
    for pattern, name in parts:
        found = re.compile(pattern).search(words, start)
        if found:
            start = found.end()
        else:
            missing.append(f"“{name}”")
    told = f"thiếu hoặc sai thứ tự: {', '.join(missing)}" if missing else "đủ"
    title = f"Đủ các phần của {kind} theo Mẫu {number}"
    sheet.rule("sample", title, not missing, told, f"Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu {number}")
