"""What stands in a review beside what was typed over an older state of it."""

from __future__ import annotations

from datetime import date
from typing import Any

EMPTY = "để trống"


def differences(stored: Any, typed: Any) -> list[tuple[str, str, str]]:
    """(label, stored, typed) of each field of two forms of one piece that differs; ``typed`` was valid."""
    found = []
    for name, field in typed.fields.items():
        one, other = _words(field, stored.initial.get(name)), _words(field, typed.cleaned_data.get(name))
        if one != other:
            found.append((str(field.label), one, other))
    for before, after in zip(stored.parties, typed.parties, strict=True):
        one, other = (_names(rows) for rows in (before.rows, after.rows))
        if one != other:
            found.append((before.label, one, other))
    return found


def _names(rows: list[tuple[str, str]]) -> str:
    return "; ".join(words for words, _ in rows if words) or EMPTY


def _words(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if value in (None, ""):
        return EMPTY
    return str(dict(getattr(field, "choices", ())).get(value, value))
