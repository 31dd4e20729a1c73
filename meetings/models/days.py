"""Which days a meeting or a deadline may have."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

FIRST_YEAR, LAST_YEAR = 1990, 2199


def sensible_day(day: date) -> None:
    """Validator: a slip of the keyboard such as 0026 or 20266 is no year."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}. Hãy kiểm tra lại ngày.")
