"""What the register is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from meetings.enums import PaperKind
from meetings.posted import number_of
from meetings.register.searching import words_typed
from meetings.years import year_from


@dataclass(frozen=True)
class Asked:
    """``kind`` is a PaperKind's value, '' for all; ``words`` as typed; ``page`` from 1."""

    year: int
    kind: str = ""
    words: str = ""
    page: int = 1

    @property
    def filtered(self) -> bool:
        return bool(self.kind or self.words)


def asked_of(query: QueryDict, this_year: int) -> Asked:
    """``nam``, ``loai``, ``q``, ``trang`` out of an address; what cannot be read counts as not said."""
    kind = query.get("loai", "")
    return Asked(
        year=year_from(query.get("nam")) or this_year,
        kind=kind if kind in PaperKind.values else "",
        words=words_typed(query.get("q", "")),
        page=number_of(query.get("trang")) or 1,
    )
