"""Files that belong to a meeting: which are taken, how they are kept, how they are handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction

from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.models import Officer
from meetings import access, storage
from meetings.models import Meeting, MeetingDocument, MeetingEvent
from meetings.models.secrecy import refuse_secret

LONGEST_NAME = 255
_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), (b"\xd0\xcf\x11\xe0",)
# ending: (how such a file begins, the type under which it is handed out)
TAKEN: Mapping[str, tuple[tuple[bytes, ...], str]] = {
    ".pdf": ((b"%PDF-",), "application/pdf"),
    ".docx": (_ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": (_ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pptx": (_ZIP, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".odt": (_ZIP, "application/vnd.oasis.opendocument.text"),
    ".doc": (_OLE, "application/msword"),
    ".xls": (_OLE, "application/vnd.ms-excel"),
    ".ppt": (_OLE, "application/vnd.ms-powerpoint"),
    ".jpg": ((b"\xff\xd8\xff",), "image/jpeg"),
    ".jpeg": ((b"\xff\xd8\xff",), "image/jpeg"),
    ".png": ((b"\x89PNG\r\n\x1a\n",), "image/png"),
}
KINDS_IN_WORDS = "PDF, Word, Excel, PowerPoint, .odt hoặc ảnh; tối đa 20 MB"


@dataclass(frozen=True)
class SentFile:
    name: str
    data: bytes


def judged(name: str, data: bytes) -> SentFile:
    """The file under a plain name. Raises DomainError for a kind that is not taken, or bytes of another kind."""
    plain = PurePath(name.replace("\\", "/")).name.replace("\x00", "").strip()
    beginnings, _ = TAKEN.get(PurePath(plain).suffix.lower(), ((), ""))
    if not beginnings:
        raise DomainError(f"Không nhận tệp “{plain}”. Hãy chọn tệp {KINDS_IN_WORDS}.")
    if not data.startswith(beginnings):
        raise DomainError(f"Tệp “{plain}” hỏng hoặc không đúng với phần đuôi của tên. Hãy mở thử, lưu lại rồi tải lên.")
    stem, suffix = PurePath(plain).stem, PurePath(plain).suffix
    return SentFile(stem[: LONGEST_NAME - len(suffix)] + suffix, data)


def content_type_of(name: str) -> str:
    return TAKEN.get(PurePath(name).suffix.lower(), ((), "application/octet-stream"))[1]


def add_document(meeting: Meeting, file: SentFile, title: str, *, by: Officer, at: datetime) -> MeetingDocument:
    """Keep a document beside the meeting. Raises DomainError where the very file is there already, and for a
    name with a mark of secrecy, before anything is stored."""
    if not access.may_edit_meeting(by, meeting):
        raise NotAllowed("Chỉ chuyên viên đưa tài liệu họp lên cổng.")
    title = title or PurePath(file.name).stem
    refuse_secret(title, file.name)
    document = MeetingDocument(
        meeting=meeting,
        title=title,
        name=file.name,
        sha256=storage.sha256_of(file.data),
        size=len(file.data),
        added_by=by,
        added_at=at,
    )
    with transaction.atomic():
        held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
        try:
            document.validate_constraints()
        except ValidationError as error:
            raise DomainError(" ".join(error.messages)) from error
        storage.put(file.data)
        document.save()
        _record(held, "add_document", document, by, at)
    return document


def remove_document(document: MeetingDocument, *, by: Officer, at: datetime) -> None:
    """Take it off the meeting; the record tells which file it was."""
    if not access.may_edit_meeting(by, document.meeting):
        raise NotAllowed("Chỉ chuyên viên bỏ tài liệu họp.")
    with transaction.atomic():
        held = Meeting.objects.select_for_update(no_key=True).get(pk=document.meeting_id)
        if MeetingDocument.objects.filter(pk=document.pk).delete()[0]:
            _record(held, "remove_document", document, by, at)


def _record(meeting: Meeting, verb: str, document: MeetingDocument, by: Officer, at: datetime) -> None:
    note = f"{document.title} ({document.name}, SHA-256 {document.sha256})"
    record(MeetingEvent, [meeting], verb=verb, by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
