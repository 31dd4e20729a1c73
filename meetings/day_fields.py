"""Fields for a day and an hour, typed as officials write them."""

from __future__ import annotations

from typing import Any

from django import forms

from meetings.models.days import sensible_day

DAY_WORDS = "ngày/tháng/năm"  # what stands in an empty field
DAY_HELP = "Ngày/tháng/năm, ví dụ 05/3/2027."
HOUR_HELP = "Giờ:phút, ví dụ 08:00."


def day_field(**kwargs: Any) -> forms.DateField:
    """Not required unless it is said; the year is a sensible one."""
    field = forms.DateField(**{"required": False, "help_text": DAY_HELP, "validators": [sensible_day], **kwargs})
    field.widget.attrs |= {"inputmode": "numeric", "placeholder": DAY_WORDS}
    return field


def hour_field(**kwargs: Any) -> forms.TimeField:
    field = forms.TimeField(required=False, help_text=HOUR_HELP, **kwargs)
    field.widget.format = "%H:%M"
    field.widget.attrs |= {"inputmode": "numeric", "placeholder": "08:00"}
    return field
