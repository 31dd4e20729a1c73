"""Years as they come in an address: whatever was typed there, a year or nothing."""

from __future__ import annotations

import re

_YEAR = re.compile(r"0*[1-9][0-9]{0,3}")


def year_from(text: str | None) -> int | None:
    """A year from 1 to 9999 in ASCII digits; None for anything else, which then counts as not said."""
    return int(text) if text and len(text) <= 8 and _YEAR.fullmatch(text) else None
