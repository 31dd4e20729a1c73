"""Days of the week as officials write them."""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def weekday_of(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def weekday_date(day: date) -> str:
    """'thứ Hai, 16/11/2026', within a sentence."""
    return f"{weekday_of(day)}, {day:%d/%m/%Y}"
