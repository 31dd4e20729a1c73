"""The work file of a meeting as one zip: a folder for each part, an index (XLSX) and the SHA-256 of every file."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import IO

from django.db import transaction
from django.utils import timezone

from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.folding import fold
from districts.models import Officer
from meetings import access
from meetings.filing.contents import Filed, contents_of
from meetings.models import Meeting, MeetingEvent
from meetings.page_pictures import CannotPicture, page_count
from meetings.workbooks import Cell, Column, workbook_of

INDEX = "0-muc-luc.xlsx"
SUMS = "0-sha256.txt"
KEPT_IN_MEMORY = 20 * 1024 * 1024  # bytes; a larger file is written beside the others of the machine
LONGEST_STEM = 80
COLUMNS = (
    Column("Số TT", 7),
    Column("Số, ký hiệu", 18),
    Column("Ngày tháng", 12),
    Column("Tên loại và trích yếu nội dung", 60),
    Column("Tác giả", 26),
    Column("Số trang", 9),
    Column("Tệp trong hồ sơ", 44),
    Column("Ghi chú", 30),
)
"""Those of the list of papers in a work file (Phụ lục V, Nghị định 30/2020/NĐ-CP), with the file in the place of the sheet."""


@dataclass(frozen=True)
class Packed:
    """What became of one document: its path in the zip and SHA-256, or '' for both and why in ``problem``."""

    filed: Filed
    path: str = ""
    sha256: str = ""
    pages: int | None = None
    problem: str = ""


def take_work_file(meeting: Meeting, *, by: Officer, at: datetime) -> IO[bytes]:
    """The zip, at its beginning. What cannot be read is named in the index and left out; that it was taken is recorded.

    Raises NotAllowed to whom does not work at the Sở, DomainError where there is nothing to file.
    """
    if not access.may_take_work_file(by, meeting):
        raise NotAllowed("Chỉ công chức, viên chức của Sở tải hồ sơ cuộc họp.")
    contents = contents_of(meeting, by=by, at=at)
    if not contents:
        raise DomainError("Cuộc họp chưa có văn bản hay tài liệu nào để đưa vào hồ sơ.")
    with ExitStack() as cleared:
        file: IO[bytes] = cleared.enter_context(tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY))
        count = _fill(file, contents, at)
        with transaction.atomic():
            held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
            note, acting = f"{count} tệp", by.capacity()
            record(MeetingEvent, [held], verb="take_work_file", by=by, acting=acting, at=at, note=note)
        cleared.pop_all()  # who asked for it closes it
    return file


def _fill(file: IO[bytes], contents: Sequence[Filed], at: datetime) -> int:
    """How many of the documents it holds; the file is left at its beginning."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        packed = list(_packed(archive, contents, at))
        _write(archive, INDEX, workbook_of("Mục lục hồ sơ", COLUMNS, index_rows(packed)), at)
        sums = "".join(f"{each.sha256}  {each.path}\n" for each in packed if each.path)
        _write(archive, SUMS, sums.encode(), at)
    file.seek(0)
    return sum(bool(each.path) for each in packed)


def _packed(archive: zipfile.ZipFile, contents: Sequence[Filed], at: datetime) -> Iterator[Packed]:
    """Writes each document as it comes, so that only one of them is in memory at a time."""
    for place, filed in enumerate(contents, start=1):
        try:
            data = filed.read()
        except DomainError as error:
            yield Packed(filed, problem=str(error))
            continue
        path = f"{filed.part.value}/{place:02d}-{plain_name(filed.name)}"
        _write(archive, path, data, at)
        yield Packed(filed, path, hashlib.sha256(data).hexdigest(), _pages(filed, data))


def _write(archive: zipfile.ZipFile, path: str, data: bytes, at: datetime) -> None:
    local = timezone.localtime(at)
    entry = zipfile.ZipInfo(path, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def plain_name(name: str) -> str:
    """'Báo cáo quý IV.docx' -> 'bao-cao-quy-iv.docx': a name that every system and every zip program writes alike."""
    path = PurePath(name)
    stem = re.sub(r"[^a-z0-9]+", "-", fold(path.stem)).strip("-")[:LONGEST_STEM] or "tep"
    return stem + re.sub(r"[^a-z0-9.]", "", fold(path.suffix))


def _pages(filed: Filed, data: bytes) -> int | None:
    """Of the portal's own prints alone: a meeting may have a hundred files from outside, each to be opened in a child."""
    if not filed.is_own:
        return None
    try:
        return page_count(data, is_own=True)
    except CannotPicture:
        return None


def index_rows(packed: Sequence[Packed]) -> list[list[Cell]]:
    """A row for each document, in the order of the file."""
    return [
        [
            place,
            each.filed.number,
            each.filed.day,
            each.filed.title,
            each.filed.author,
            each.pages,
            each.path or "Không có trong tệp nén",
            each.problem or each.filed.note,
        ]
        for place, each in enumerate(packed, start=1)
    ]
