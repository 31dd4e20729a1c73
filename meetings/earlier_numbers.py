"""Numbers of notices that were issued before the portal: no other paper of the year may bear one of them."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.models import EarlierPaper, Release

SHARED_SEQUENCE = "VB"


def bearing(sequence: str, year: int, number: int) -> EarlierPaper | None:
    """The earlier notice with the number in the sequence: of its kind ('TB'), or of any kind where all share one."""
    found = EarlierPaper.objects.filter(year=year, number=number)
    if sequence != SHARED_SEQUENCE:
        found = found.filter(symbol__startswith=f"{sequence}-")
    return found.select_related("holding").first()


@dataclass(frozen=True)
class Borne:
    """The numbers that earlier notices of a year bear, with their symbols."""

    pairs: frozenset[tuple[str, int]]

    @classmethod
    def load(cls, year: int) -> Borne:
        """One query."""
        return cls(frozenset(EarlierPaper.objects.filter(year=year).values_list("symbol", "number")))

    def of(self, sequence: str) -> set[int]:
        """In the sequence: of its kind ('TB'), or of any kind where all share one."""
        shared = sequence == SHARED_SEQUENCE
        return {number for symbol, number in self.pairs if shared or symbol.startswith(f"{sequence}-")}

    def first_free(self, sequence: str, number: int) -> int:
        """The number, or the next one that no earlier notice bears: what was given on paper is passed over."""
        taken = self.of(sequence)
        while number in taken:
            number += 1
        return number


def owner_words(year: int, symbol: str, number: int, *, but: EarlierPaper | None = None) -> str:
    """Which other paper bears number and symbol in the year, issued here or entered from old files; '' for none."""
    released = Release.objects.filter(year=year, symbol=symbol, number=number).select_related("paper").first()
    if released:
        return f"“{released.paper}” phát hành trên cổng ngày {released.released_on:%d/%m/%Y}"
    others = EarlierPaper.objects.filter(year=year, symbol=symbol, number=number).select_related("holding")
    earlier = others.exclude(pk=but.pk if but else None).first()
    if earlier and earlier.holding:
        return f"“{earlier.holding.abstract}” đã nhập từ hồ sơ cũ, ngày {earlier.holding.issued_on:%d/%m/%Y}"
    return ""
