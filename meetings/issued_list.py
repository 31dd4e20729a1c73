"""The list 'Văn bản' of a year: papers issued here and notices entered from old files, in one order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from districts.models import Officer
from meetings.enums import PaperKind
from meetings.models import EarlierPaper, Paper, Release
from meetings.register.searching import is_earlier_found, releases_found, words_of
from meetings.standing import with_standing


@dataclass(frozen=True)
class IssuedRow:
    """``release`` tells how it stands today; None for one entered from old files, of which that is not known here."""

    kind: str
    number: str
    issued_on: date
    abstract: str
    signer: str
    url: str
    file_url: str
    release: Release | None
    order: tuple[date, int]


def issued_years(officer: Officer) -> list[int]:
    """The years of which the officer may read a paper, the latest first."""
    here = Paper.objects.visible_to(officer).released().values_list("release__year", flat=True)
    before = EarlierPaper.objects.visible_to(officer).values_list("year", flat=True)
    return sorted({*here.order_by().distinct(), *before.order_by().distinct()}, reverse=True)


def issued_in(year: int | None, officer: Officer, typed: str = "") -> list[IssuedRow]:
    """Newest first, a few queries whatever their number; of ``typed`` words only those that `searching` finds."""
    released = Paper.objects.visible_to(officer).released().filter(release__year=year)
    words = words_of(typed)
    if words:
        of_year = Release.objects.filter(paper__in=released.order_by().values("pk"))
        released = released.filter(release__in=releases_found(of_year, typed))
    papers = with_standing(released).select_related("release__signed_record", "meeting")
    papers = papers.defer("release__signed_record__content")
    before = EarlierPaper.objects.visible_to(officer).filter(year=year).select_related("holding")
    if words:
        before = before.prefetch_related("holding__deliveries__unit")
    old = [each for each in before if not words or is_earlier_found(each, words)]
    rows = [*map(_issued_here, papers), *map(_issued_before, old)]
    return sorted(rows, key=lambda row: row.order, reverse=True)


def _issued_here(paper: Paper) -> IssuedRow:
    release = paper.release
    return IssuedRow(
        kind=paper.get_kind_display(),
        number=release.full_number,
        issued_on=release.released_on,
        abstract=paper.abstract,
        signer=release.signed_record.signer_name,
        url=reverse("paper", args=[paper.pk]),
        file_url=reverse("paper-pdf", args=[paper.pk]),
        release=release,
        order=(release.released_on, release.number),
    )


def _issued_before(paper: EarlierPaper) -> IssuedRow:
    entry = paper.entry
    return IssuedRow(
        kind=PaperKind.NOTICE.label,
        number=paper.full_number,
        issued_on=entry.issued_on,
        abstract=entry.abstract,
        signer=entry.signer_name,
        url=reverse("earlier-paper", args=[paper.pk]),
        file_url=reverse("earlier-paper-file", args=[paper.pk]),
        release=None,
        order=(entry.issued_on, paper.number),
    )
