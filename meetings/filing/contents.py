"""What belongs into the work file of a meeting (hồ sơ công việc, Điều 29 and Phụ lục V, Nghị định 30/2020/NĐ-CP).

Each document stands once, in the part of the file where an archivist looks for it. Drafts are no records and stay out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import partial

from django.db.models.functions import Coalesce
from django.utils import timezone

from districts.models import Officer
from meetings import storage
from meetings.models import (
    AbsenceFile,
    EarlierPaper,
    Meeting,
    Paper,
    Proposal,
    Release,
    UnitReport,
)
from meetings.printing import kept_bytes, own_print
from meetings.unit_reports.summary import summary_pdf


class Part(Enum):
    """The parts of the file in their order; the value is the name of the part's folder."""

    INVITATION = "1-giay-moi"
    DOCUMENTS = "2-tai-lieu-hop"
    DELEGATES = "3-dai-bieu"
    MINUTES = "4-bien-ban"
    PAPERS = "5-thong-bao-ket-luan"
    REPORTS = "6-bao-cao-kien-nghi"
    CHANGES = "7-doi-lich-hop"

    @property
    def label(self) -> str:
        return PART_LABELS[self]


PART_LABELS = {
    Part.INVITATION: "Giấy mời",
    Part.DOCUMENTS: "Tài liệu họp",
    Part.DELEGATES: "Công văn báo vắng",
    Part.MINUTES: "Biên bản",
    Part.PAPERS: "Thông báo kết luận và văn bản liên quan",
    Part.REPORTS: "Báo cáo, kiến nghị của các đơn vị",
    Part.CHANGES: "Văn bản đổi lịch họp",
}
PARTS_BY_SYMBOL = {"GM": Part.INVITATION, "BB": Part.MINUTES}
"""Where an issued paper goes by the symbol of its kind; all others to the notices."""


@dataclass(frozen=True)
class Filed:
    """One document. ``name``: that of its file; ``number``, ``author`` and ``note`` are '' where there is none.

    ``read`` gives the bytes; it raises DomainError where they are gone or changed. ``is_own``: the portal printed it.
    """

    part: Part
    title: str
    name: str
    read: Callable[[], bytes] = field(compare=False, repr=False)
    number: str = ""
    day: date | None = None
    author: str = ""
    note: str = ""
    is_own: bool = False


def contents_of(meeting: Meeting, *, by: Officer, at: datetime) -> list[Filed]:
    """Every document of the meeting, part by part. Eight queries, however many there are.

    What the units wrote without a file stands in the summary, printed for ``by`` as of ``at`` when it is read.
    """
    gathered = [*_reports(meeting), *_answers(meeting)]
    found = [
        *_papers(meeting),
        *_earlier(meeting),
        *_documents(meeting),
        *_absence_letters(meeting),
        *filter(None, gathered),
        *_changes(meeting),
    ]
    if gathered:
        printed = partial(summary_pdf, meeting, by, at=at)
        found.append(
            Filed(
                Part.REPORTS, "Tổng hợp báo cáo và kiến nghị", "tong-hop.pdf", printed, note="In từ cổng", is_own=True
            )
        )
    order = list(Part)
    return sorted(found, key=lambda each: order.index(each.part))  # sorting keeps the order within a part


def _papers(meeting: Meeting) -> Iterator[Filed]:
    """Each issued paper: its signed copies, and the portal's own print."""
    released = (
        Paper.objects.released().filter(meeting=meeting).select_related("release__paper", "release__signed_record")
    )
    released = released.defer("release__signed_record__content")
    for paper in released.order_by("release__released_on", "pk").prefetch_related("release__signed_copies"):
        yield from _paper(paper, paper.release)


def _paper(paper: Paper, release: Release) -> Iterator[Filed]:
    filed = partial(
        Filed,
        PARTS_BY_SYMBOL.get(release.symbol.partition("-")[0], Part.PAPERS),
        f"{release.titled}: {paper.abstract}",
        number=release.full_number,
        day=release.released_on,
        author=release.signed_record.signer_name,
    )
    stem = f"{release.full_number.replace('/', '-')}-{release.year}"
    for copy in release.signed_copies.all():
        kind = "bản quét" if copy.is_scan else "bản ký số"
        yield filed(f"{stem} {kind}.pdf", partial(kept_bytes, release, copy), note=kind.capitalize())
    yield filed(f"{stem}.pdf", partial(own_print, release), note="Bản thể hiện in từ cổng", is_own=True)


def _earlier(meeting: Meeting) -> Iterator[Filed]:
    """The notice that was issued before the portal, as it was entered from the office's files."""
    for paper in EarlierPaper.objects.filter(outline__meeting=meeting).select_related("holding"):
        entry = paper.entry
        yield Filed(
            Part.PAPERS,
            f"{paper.titled}: {entry.abstract}",
            entry.file_name,
            partial(storage.get, entry.sha256),
            number=paper.full_number,
            day=entry.issued_on,
            author=entry.signer_name,
            note="Nhập từ hồ sơ cũ",
        )


def _documents(meeting: Meeting) -> Iterator[Filed]:
    for document in meeting.documents.select_related("added_by"):
        day = timezone.localdate(document.added_at)
        yield Filed(
            Part.DOCUMENTS,
            document.title,
            document.name,
            partial(storage.get, document.sha256),
            day=day,
            note="Ngày đưa lên cổng",
        )


def _absence_letters(meeting: Meeting) -> Iterator[Filed]:
    files = AbsenceFile.objects.filter(delegation__meeting=meeting).select_related("delegation__unit")
    for file in files.order_by("delegation__position", "pk"):
        unit = str(file.delegation)
        yield Filed(
            Part.DELEGATES,
            f"Công văn báo vắng của {unit}",
            f"{unit} {file.name}",
            partial(storage.get, file.sha256),
            number=file.delegation.absence_paper,
            author=unit,
        )


def _changes(meeting: Meeting) -> Iterator[Filed]:
    for change in meeting.changes.exclude(sha256="").order_by("pk"):
        yield Filed(
            Part.CHANGES,
            str(change),
            change.file_name,
            partial(storage.get, change.sha256),
            number=change.paper,
            day=timezone.localdate(change.at),
            note="Ngày ghi vào cổng",
        )


def _reports(meeting: Meeting) -> Iterator[Filed | None]:
    """The files of every report that was sent, the earlier ones too; None for one that has no file or was not sent."""
    asked = UnitReport.objects.filter(meeting=meeting).order_by(
        "unit__sort_name", "versions__number", "versions__files__pk"
    )
    day = Coalesce("versions__paper_day", "versions__arrived_on")
    columns = ("versions__number", "versions__paper_number", day, "versions__files__name", "versions__files__sha256")
    for unit, sending, number, paper_day, name, sha256 in asked.values_list("unit__name", *columns):
        if not sha256:
            yield None
            continue
        yield Filed(
            Part.REPORTS,
            f"Báo cáo của {unit}, lần gửi {sending}",
            f"{unit} {sending} {name}",
            partial(storage.get, sha256),
            number=number,
            day=paper_day,
            author=unit,
        )


def _answers(meeting: Meeting) -> Iterator[Filed | None]:
    """The files with which divisions answered the proposals of the meeting; None for one that has no file, or no answer."""
    made = Proposal.objects.filter(meeting=meeting).order_by("answers__pk", "pk")
    columns = ("paper_number", "paper_day", "file_name", "sha256", "division__name")
    for unit, words, number, day, name, sha256, division in made.values_list(
        "unit__name", "words", *(f"answers__{column}" for column in columns)
    ):
        if not sha256:
            yield None
            continue
        yield Filed(
            Part.REPORTS,
            f"Trả lời kiến nghị của {unit or words}",
            name,
            partial(storage.get, sha256),
            number=number,
            day=day,
            author=division,
        )
