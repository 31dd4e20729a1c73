"""The rows of the register, with the ten columns of Phụ lục IV, Nghị định 30/2020/NĐ-CP, from the issued papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from meetings.composing import AS_ABOVE
from meetings.enums import PaperKind
from meetings.models import Release
from meetings.printing import released_content
from meetings.register.searching import releases_found
from meetings.signing import ContentChanged
from meetings.standing import marks_of, with_standing

COLUMNS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
DAMAGED = "Nội dung lưu không còn khớp mã kiểm tra SHA-256 nên không đọc ra được. Hãy báo người quản trị."


@dataclass(frozen=True)
class RegisterRow:
    """One released paper. ``sent`` is '' before anything was sent; ``received`` '' before anybody confirmed.

    ``damaged``: the frozen content has no longer its SHA-256. Nothing of it is shown; ``titled`` says so instead.
    """

    paper_id: int
    number: str
    day: date
    titled: str
    signer: str
    recipients: str
    archive: str
    copies: int
    sent: str
    received: str
    notes: str
    damaged: bool = False

    def cells(self) -> tuple[str, ...]:
        """The ten columns in words, in the order of COLUMNS."""
        typed = self.typed_cells()
        return tuple(f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell) for cell in typed)

    def typed_cells(self) -> tuple[str | int | date, ...]:
        """The same with the day as a day and the count as a number."""
        return (
            self.number,
            self.day,
            self.titled,
            self.signer,
            self.recipients,
            self.archive,
            self.copies,
            self.sent,
            self.received,
            self.notes,
        )


def releases_of(year: int, *, kind: str = "", words: str = "") -> QuerySet[Release]:
    """The year's, in the order of the numbers, each sequence by itself; with what the columns need.

    ``kind`` is a PaperKind's value or ''; ``words`` are looked for as `searching` tells.
    """
    rows = Release.objects.filter(year=year)
    if kind:
        rows = rows.filter(paper__kind=kind)
    if words:
        rows = rows.filter(pk__in=releases_found(rows, words))
    beside = ("replaced__old", "recalled__release", "amended__old", "corrected__release")
    rows = (
        with_standing(rows, prefix="")
        .select_related("paper", *beside)
        .annotate(
            copies=Count("deliveries"),
            first_sent=Min("deliveries__dispatched_on"),
            last_sent=Max("deliveries__dispatched_on"),
            confirmed=Count("deliveries__received_on"),
        )
    )
    return rows.order_by("sequence", "number")


def rows_of(releases: Iterable[Release]) -> list[RegisterRow]:
    """Of releases that ``releases_of`` gave: no further query. What was printed is read from the frozen content."""
    return [_row(release) for release in releases]


def _row(release: Release) -> RegisterRow:
    printed = _printed(release)
    return RegisterRow(
        paper_id=release.paper_id,
        number=release.full_number,
        day=release.released_on,
        titled=_titled(release, printed["abstract"]) if printed else DAMAGED,
        signer=printed["signer_name"] if printed else "",
        recipients=_recipients(printed) if printed else "",
        archive=printed["archive_line"] if printed else "",
        copies=release.copies,  # type: ignore[attr-defined]
        sent=_days(release.first_sent, release.last_sent),  # type: ignore[attr-defined]
        received=f"{release.confirmed}/{release.copies}" if release.confirmed else "",  # type: ignore[attr-defined]
        notes=notes_of(release),
        damaged=printed is None,
    )


def _printed(release: Release) -> dict[str, Any] | None:
    """The record as it is in the frozen content; None where that is damaged: one bad row leaves the others readable."""
    try:
        printed: dict[str, Any] = released_content(release)["record"]
    except ContentChanged:
        return None
    return printed


def _days(first: date | None, last: date | None) -> str:
    """'09/04/2026', or 'từ 09/04/2026 đến 10/04/2026' where not all were sent on one day."""
    if first is None or last is None:
        return ""
    return f"{first:%d/%m/%Y}" if first == last else f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


def notes_of(release: Release) -> str:
    """What the paper does to another and what became of it, the numbers alone: '' for most."""
    told = []
    if hasattr(release, "replaced"):
        told.append(f"Thay thế {_numbered(release.replaced.old)}")
    if hasattr(release, "recalled"):
        told.append(f"Thu hồi {_numbered(release.recalled.release)}")
    if hasattr(release, "amended"):
        told.append(f"Sửa đổi, bổ sung {_numbered(release.amended.old)}")
    if hasattr(release, "corrected"):
        told.append(f"Đính chính {_numbered(release.corrected.release)}")
    return "; ".join([*told, *(f"{mark.lead} {_numbered(mark.by)}" for mark in marks_of(release))])


def _numbered(release: Release) -> str:
    return f"{release.full_number} ngày {release.released_on:%d/%m/%Y}"


def _titled(release: Release, abstract: str) -> str:
    """'Thông báo Kết luận của …'; of a letter, which has no title, 'Công văn về việc …'."""
    kind = PaperKind(release.paper.kind)
    if not kind.is_letter:
        return f"{kind.named} {abstract}"
    begun = abstract[:1].lower() if abstract[1:2].islower() else abstract[:1]
    return f"{kind.named} về việc {begun}{abstract[1:]}"


def _recipients(printed: dict[str, Any]) -> str:
    """The lines under 'Nơi nhận'; of a letter those after 'Kính gửi', for which 'Như trên' stands there."""
    addressed = printed.get("addressees") or []
    return "; ".join([*addressed, *(line for line in printed["recipients"] if not addressed or line != AS_ABOVE)])
