"""The printed file of a paper: made once from the frozen record, kept by its SHA-256, verified whenever it is opened."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access, storage
from meetings.composing import compose
from meetings.enums import PaperState
from meetings.models import MeetingEvent, Paper, Release, RenderedPaper, SignedCopy
from meetings.page_pictures import CannotPicture, page_count
from meetings.papers.fonts import FontError
from meetings.papers.pdf import preview_pdf as print_preview
from meetings.papers.pdf import render_pdf
from meetings.papers.record import PaperRecord
from meetings.signing import ContentChanged, latest_record, sha256_of, signed_content, signed_record_of

SIGNED_COPY_LIMIT = 20 * 1024 * 1024  # bytes


class CannotPrint(DomainError):
    """The machine lacks what printing needs; the sentence names it."""


@contextmanager
def printer_problems_said() -> Iterator[None]:
    try:
        yield
    except FontError as error:
        raise CannotPrint(f"Chưa in được văn bản. {error}") from error


def font_dir() -> Path | None:
    return Path(settings.NOTICE_FONT_DIR) if settings.NOTICE_FONT_DIR else None


def preview_pdf(paper: Paper, *, at: datetime) -> bytes:
    """The paper as it would be printed, with blanks for number and day; once signed, as the signer saw it."""
    day = timezone.localdate(at)
    if paper.state == PaperState.SIGNED:
        content = signed_record_of(signed_content(latest_record(paper)))
    else:
        content = compose(paper, day)
    with printer_problems_said():
        return _preview(content, day.year, font_dir())


@lru_cache(maxsize=8)
def _preview(record: PaperRecord, year: int, folder: Path | None) -> bytes:
    """Kept for the pictures of its pages, which are asked for one by one."""
    return print_preview(record, year=year, font_dir=folder)


def released_record(release: Release) -> PaperRecord:
    """The record as issued. Raises ContentChanged if its SHA-256 no longer holds."""
    if sha256_of(release.content) != release.sha256:
        raise ContentChanged(
            f"Nội dung lưu của văn bản {release.full_number} không còn khớp mã kiểm tra SHA-256. Hãy báo người quản trị."
        )
    return PaperRecord.from_json(json.dumps(json.loads(release.content)["record"], ensure_ascii=False))


def render(release: Release) -> RenderedPaper:
    """Print the release unless it is printed already. Two at once print the same bytes; the first row stands.

    The paper's history records the file's SHA-256 beside that of the content it was made from.
    """
    existing = RenderedPaper.objects.filter(release=release).first()
    if existing:
        return existing
    issued = released_record(release)
    with printer_problems_said():
        data = render_pdf(issued, font_dir=font_dir())
    sha256 = storage.put(data)
    with transaction.atomic():
        held = Paper.objects.select_for_update(no_key=True).get(pk=release.paper_id)
        if existing := RenderedPaper.objects.filter(release=release).first():
            return existing
        note = _render_note(release, sha256)
        record(MeetingEvent, [held], verb="render", by=None, at=timezone.now(), note=note)
        return RenderedPaper.objects.create(release=release, sha256=sha256, size=len(data))


def _render_note(release: Release, sha256: str) -> str:
    return f"{sha256}, từ nội dung {release.sha256}"


def unprinted() -> list[Release]:
    """Releases whose printing a crash cut off."""
    return list(Release.objects.filter(rendered__isnull=True).order_by("id"))


def issued_sha256(release: Release) -> str:
    """Of what everybody opens: the signed copy where one is attached, else the portal's own print ('bản thể hiện').

    Raises ContentChanged where that file is not the one on record.
    """
    kept = release.signed_copies.order_by("-id").first() or render(release)
    _refuse_unrecorded(release, [kept])
    return kept.sha256


def printed_pdf(release: Release) -> bytes:
    """The bytes that everybody opens. Raises ContentChanged or DamagedFile where they are gone or changed."""
    return storage.get(issued_sha256(release))


def verify_stored(release: Release) -> None:
    """Raise ContentChanged or DamagedFile unless the content and every file of the release are those on record."""
    released_record(release)
    files: list[RenderedPaper | SignedCopy] = [*release.signed_copies.all()]
    files += RenderedPaper.objects.filter(release=release)
    _refuse_unrecorded(release, files)
    for kept in files:
        storage.get(kept.sha256)


def _refuse_unrecorded(release: Release, files: Iterable[RenderedPaper | SignedCopy]) -> None:
    """A file may be swapped together with the row that holds its SHA-256: the paper's history tells what it was."""
    events = MeetingEvent.objects.filter(object_kind="paper", object_id=release.paper_id)
    notes = list(events.filter(verb__in=["render", "attach_signed_copy"]).values_list("note", flat=True))
    for kept in files:
        ending = _render_note(release, kept.sha256) if isinstance(kept, RenderedPaper) else f", {kept.sha256}"
        if not any(note.endswith(ending) for note in notes):
            raise ContentChanged(
                f"Tệp lưu của văn bản {release.full_number} không phải tệp ghi trong nhật ký khi in hoặc khi đưa bản ký "
                "lên cổng. Hãy báo người quản trị khôi phục từ bản sao lưu."
            )


@records_refusals
def attach_signed_copy(
    release: Release, data: bytes, *, name: str, is_scan: bool, by: Officer, at: datetime
) -> SignedCopy:
    """Keep the digitally signed file or the scan as the original. PDF only, at most 20 MB."""
    if not access.may_release(by, release.paper):
        raise NotAllowed("Chỉ văn thư đưa bản ký của văn bản lên cổng.")
    if len(data) > SIGNED_COPY_LIMIT:
        raise DomainError(
            f"Không nhận tệp “{name}”. Tệp nặng {len(data) / 1024 / 1024:.0f} MB, tối đa 20 MB. "
            "Hãy quét lại ở độ phân giải thấp hơn."
        )
    _refuse_unreadable(data, name)
    sha256 = storage.put(data)
    with transaction.atomic():
        held = Paper.objects.select_for_update(no_key=True).get(pk=release.paper_id)
        acting = by.capacity(Role.REGISTRAR)
        record(MeetingEvent, [held], verb="attach_signed_copy", by=by, acting=acting, at=at, note=f"{name}, {sha256}")
        return SignedCopy.objects.create(
            release=release, sha256=sha256, size=len(data), is_scan=is_scan, added_by=by, added_at=at
        )


def _refuse_unreadable(data: bytes, name: str) -> None:
    """What becomes the original must open for everybody: a PDF with pages, and without a password."""
    if not data.startswith(b"%PDF-"):
        raise DomainError(f"Không nhận tệp “{name}” vì không phải tệp PDF. Hãy chọn bản ký số hoặc bản quét dạng PDF.")
    try:
        pages = page_count(data)
    except CannotPicture:
        pages = 0
    if pages == 0:
        raise DomainError(
            f"Không nhận tệp “{name}” vì tệp PDF bị hỏng, không có trang nào hoặc đặt mật khẩu mở. "
            "Hãy mở thử tệp trên máy, rồi chọn bản ký số hoặc bản quét mở được."
        )
