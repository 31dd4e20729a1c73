"""The paper that set a directive off, as every list and page names it, whatever kind of paper it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from directives.rulings.models import Ruling
from meetings.models import EarlierPaper, Release
from meetings.standing import Mark, marks_of

FROM_OLD_FILES = "Nhập từ hồ sơ cũ"


@dataclass(frozen=True)
class Source:
    """``number`` is '05/TB-SKHCN'; ``told`` says where it came from, '' for a paper issued here."""

    number: str
    day: date
    url: str
    file_url: str
    file_words: str
    told: str = ""
    release: Release | None = None

    @property
    def marks(self) -> list[Mark]:
        """What became of a paper issued here; read with ``with_source`` it costs no query."""
        return marks_of(self.release) if self.release else []


def of_release(release: Release) -> Source:
    return Source(
        number=release.full_number,
        day=release.released_on,
        url=reverse("paper", args=[release.paper_id]),
        file_url=reverse("paper-pdf", args=[release.paper_id]),
        file_words="Mở PDF",
        release=release,
    )


def of_ruling(ruling: Ruling) -> Source:
    return Source(
        number=ruling.number,
        day=ruling.issued_on or ruling.entered_at.date(),
        url=reverse("ruling", args=[ruling.pk]),
        file_url=reverse("ruling-file", args=[ruling.pk]),
        file_words="Tải tệp",
        told=f"Văn bản của {ruling.issuer}",
    )


def of_earlier(paper: EarlierPaper) -> Source:
    return Source(
        number=paper.full_number,
        day=paper.entry.issued_on,
        url=reverse("earlier-paper", args=[paper.pk]),
        file_url=reverse("earlier-paper-file", args=[paper.pk]),
        file_words="Tải tệp",
        told=FROM_OLD_FILES,
    )
