"""The printed file of a paper: made once from the frozen record, kept by its SHA-256, verified whenever it is opened."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from districts.errors import DomainError
from districts.events import record
from districts.page_reads import read_once
from meetings import storage
from meetings.composing import compose
from meetings.models import MeetingEvent, Paper, Release, RenderedPaper, SignedCopy
from meetings.papers.fonts import FontError
from meetings.papers.pdf import preview_pdf as print_preview
from meetings.papers.pdf import render_pdf
from meetings.papers.record import PaperRecord
from meetings.signing import ContentChanged, frozen_record, sha256_of


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
    content = frozen_record(paper) or compose(paper, day)
    with printer_problems_said():
        return _preview(content, day.year, font_dir())


@lru_cache(maxsize=8)
def _preview(record: PaperRecord, year: int, folder: Path | None) -> bytes:
    """Kept for the pictures of its pages, which are asked for one by one."""
    return print_preview(record, year=year, font_dir=folder)


def released_record(release: Release) -> PaperRecord:
    """The record as issued. Raises ContentChanged if its SHA-256 no longer holds."""
    return PaperRecord.from_json(json.dumps(released_content(release)["record"], ensure_ascii=False))


def released_content(release: Release) -> dict[str, Any]:
    """All that was frozen at the release. Raises ContentChanged if its SHA-256 no longer holds."""
    if sha256_of(release.content) != release.sha256:
        raise ContentChanged(
            f"Nội dung lưu của văn bản {release.full_number} không còn khớp mã kiểm tra SHA-256. Hãy báo người quản trị."
        )
    content: dict[str, Any] = json.loads(release.content)
    return content


def render(release: Release) -> RenderedPaper:
    """Print the release unless it is printed already. Two at once print the same bytes; the first row stands.

    The paper's history records the file's SHA-256 beside that of the content it was made from.
    """
    existing = _kept_print(release)
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


def issued_file(release: Release) -> RenderedPaper | SignedCopy:
    """What everybody opens: the signed copy where one is attached, else the portal's own print ('bản thể hiện').

    Raises ContentChanged where that file is not the one on record.
    """
    kept = next(iter(signed_copies(release)), None) or render(release)
    _refuse_unrecorded(release, [kept])
    return kept


def printed_pdf(release: Release) -> bytes:
    """The bytes that everybody opens. Raises ContentChanged or DamagedFile where they are gone or changed."""
    return storage.get(issued_file(release).sha256)


def own_print(release: Release) -> bytes:
    """The portal's own print ('bản thể hiện'), whether or not a signed copy is attached. Raises as `printed_pdf` does."""
    return kept_bytes(release, render(release))


def kept_bytes(release: Release, kept: RenderedPaper | SignedCopy) -> bytes:
    """The bytes of one file of the release. Raises ContentChanged or DamagedFile where they are not those on record."""
    _refuse_unrecorded(release, [kept])
    return storage.get(kept.sha256)


def verify_stored(release: Release) -> None:
    """Raise ContentChanged or DamagedFile unless the content and every file of the release are those on record."""
    released_record(release)
    own = _kept_print(release)
    files: list[RenderedPaper | SignedCopy] = [*signed_copies(release), *([own] if own else [])]
    _refuse_unrecorded(release, files)
    for kept in files:
        storage.get(kept.sha256)


def paper_events(paper_id: int) -> list[MeetingEvent]:
    """The paper's history, newest first."""
    events = MeetingEvent.objects.filter(object_kind="paper", object_id=paper_id).order_by("-sequence")
    return read_once(("events", paper_id), lambda: list(events))


def take_print_as_read(release: Release) -> None:
    """The portal's print, where it was joined to the release, is not read again for the same page."""
    if own := getattr(release, "rendered", None):
        read_once(("print", release.pk), lambda: own)


def _kept_print(release: Release) -> RenderedPaper | None:
    return read_once(("print", release.pk), RenderedPaper.objects.filter(release=release).first)


def signed_copies(release: Release) -> list[SignedCopy]:
    """The newest first, which is the one that everybody opens."""
    rows = release.signed_copies.select_related("examination", "added_by").order_by("-id")
    return read_once(("signed copies", release.pk), lambda: list(rows))


def _refuse_unrecorded(release: Release, files: Iterable[RenderedPaper | SignedCopy]) -> None:
    """A file may be swapped together with the row that holds its SHA-256: the paper's history tells what it was."""
    notes = [event.note for event in paper_events(release.paper_id) if event.verb in ("render", "attach_signed_copy")]
    for kept in files:
        ending = _render_note(release, kept.sha256) if isinstance(kept, RenderedPaper) else f", {kept.sha256}"
        if not any(note.endswith(ending) for note in notes):
            raise ContentChanged(
                f"Tệp lưu của văn bản {release.full_number} không phải tệp ghi trong nhật ký khi in hoặc khi đưa bản ký "
                "lên cổng. Hãy báo người quản trị khôi phục từ bản sao lưu."
            )
