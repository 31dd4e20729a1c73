"""The letter by which a unit says that it will not come (công văn báo vắng): its number, and its scan."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from django.db.models import F
from PIL import Image

from districts.errors import DomainError, EditConflict
from districts.models import Officer
from meetings import storage
from meetings.attendance.recording import kept_file, note_act, recorded_meeting, rows_with_people
from meetings.enums import Attendance
from meetings.minutes.editions import refuse_closed
from meetings.models import AbsenceFile, Delegation, Meeting
from meetings.page_pictures import CannotPicture, page_count
from meetings.uploads import UPLOAD_LIMIT

LONGEST_NUMBER = 120
NOTHING = "Chưa có gì để lưu. Hãy ghi số công văn hoặc chọn tệp."
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png"}
BIGGEST_PICTURE = 100_000_000  # pixels: a page at 600 dots an inch has a third of it


def keep_letter(
    meeting: Meeting,
    pk: int,
    *,
    number: str,
    data: bytes | None = None,
    name: str = "",
    version: int | None = None,
    by: Officer,
    at: datetime,
) -> Delegation:
    """Write the letter's number and day, and keep its scan where one is given: a later one takes its place.

    A unit that is not recorded yet is excused by its letter; an empty ``number`` clears the one that stood there.
    ``version`` is the row's on the page that was filled in, None without a page. Raises DomainError for a file that does
    not open and where there is nothing to keep, EditConflict where someone else has recorded the row meanwhile.
    """
    number, scan = _tidied(number), _scan_of(data, name)
    with recorded_meeting(meeting, by, files_only=True) as held:
        row = _row(held, pk, version)
        has_letter = bool(number or scan or kept_file(row))
        if not has_letter and not row.absence_paper:
            raise DomainError(NOTHING)
        excused = has_letter and not Attendance(row.attendance).is_recorded
        if excused:
            refuse_closed(held)
        row.attendance = Attendance.EXCUSED if excused else row.attendance
        row.absence_paper = number
        values = {"attendance": row.attendance, "absence_paper": number, "recorded_at": at, "recorded_by": by}
        Delegation.objects.filter(pk=pk).update(version=F("version") + 1, **values)
        if data is not None:
            storage.put(data)
            AbsenceFile.objects.update_or_create(delegation=row, defaults=scan | {"added_by": by, "added_at": at})
        told = ", ".join(filter(None, [number, scan.get("name"), scan.get("sha256")]))
        note_act(held, verb="absence_letter", note=f"{row}: {told or 'không ghi số'}", by=by, at=at)
    return row


def _tidied(number: str) -> str:
    number = " ".join(number.replace("\x00", "").split())
    if len(number) > LONGEST_NUMBER:
        raise DomainError(f"Số, ký hiệu công văn dài quá {LONGEST_NUMBER} ký tự. Hãy ghi gọn lại.")
    return number


def _scan_of(data: bytes | None, name: str) -> dict[str, Any]:
    """Columns of the scan; {} without one. Raises DomainError for one that does not open."""
    if data is None:
        return {}
    kind_of(data, name)
    return {"name": name[-255:], "sha256": storage.sha256_of(data), "size": len(data)}


def drop_file(meeting: Meeting, pk: int, *, version: int | None = None, by: Officer, at: datetime) -> None:
    """Take the scan off; the history keeps its name and SHA-256. ``version`` and EditConflict as for `keep_letter`."""
    with recorded_meeting(meeting, by, files_only=True) as held:
        row = _row(held, pk, version)
        file = kept_file(row)
        if file is None:
            raise DomainError(f"{row} không có tệp công văn báo vắng nào.")
        note_act(held, verb="absence_letter", note=f"{row}: bỏ tệp {file.name}, {file.sha256}", by=by, at=at)
        file.delete()
        Delegation.objects.filter(pk=pk).update(version=F("version") + 1)


def _row(held: Meeting, pk: int, version: int | None) -> Delegation:
    row = rows_with_people(held).filter(pk=pk).first()
    if row is None:
        raise DomainError("Đơn vị này không còn trong danh sách của cuộc họp.")
    if version not in (None, row.version):
        file = kept_file(row)
        stored = ", ".join(filter(None, [row.absence_paper, file.name if file else ""]))
        raise EditConflict(
            f"{row} vừa được người khác ghi, nên lần này chưa lưu gì. Công văn đang lưu: {stored or 'chưa có'}. "
            "Hãy xem lại rồi lưu lần nữa nếu vẫn cần."
        )
    return row


def kind_of(data: bytes, name: str) -> str:
    """'application/pdf', 'image/jpeg' or 'image/png' by the bytes. Raises DomainError for any other file."""
    if len(data) > UPLOAD_LIMIT:
        raise DomainError(f"Không nhận tệp “{name}” vì nặng quá 20 MB. Hãy quét lại ở độ phân giải thấp hơn.")
    kind = "application/pdf" if data.startswith(b"%PDF-") and _has_pages(data) else _picture(data)
    if not kind:
        raise DomainError(
            f"Không nhận tệp “{name}” vì không mở được như tệp PDF, JPG hoặc PNG. Hãy chọn bản quét hoặc ảnh chụp công văn."
        )
    return kind


def _has_pages(data: bytes) -> bool:
    try:
        return page_count(data, is_own=False) > 0
    except CannotPicture:
        return False


def _picture(data: bytes) -> str:
    """The kind of a picture that can be read, and is no bomb; '' for any other file."""
    try:
        with Image.open(io.BytesIO(data), formats=list(PICTURES)) as picture:
            if picture.width * picture.height > BIGGEST_PICTURE:
                return ""
            picture.verify()
            return PICTURES[picture.format or ""]
    except (OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError):
        return ""
