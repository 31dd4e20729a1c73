"""What a file is, by its content. The name is asked only where the content leaves the choice open."""

from __future__ import annotations

import io
import re
import struct
from enum import StrEnum
from pathlib import PurePath

import olefile

from meetings.intake.readers import errors
from meetings.intake.readers.archive import Archive
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import Limits


class Kind(StrEnum):
    TEXT = "txt"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MHTML = "mhtml"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    WORD_XML = "xml"


OFFICE_KINDS = frozenset((Kind.DOC, Kind.ODT, Kind.RTF, Kind.WORD_XML))

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|link|style|title|div|p|span|font|center|table|h[1-6]|ul|ol|article|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version|content-type:\s*multipart/related)", re.IGNORECASE
)
_WORD_XML = re.compile(rb"\s*<\?xml[^>]*>.{0,400}?(?:progid=\"Word\.Document\"|<w:wordDocument)", re.DOTALL)
_HEAD = 4096

# Streams that say what an OLE file is when it is not a Word document.
_OTHER_STREAMS = {
    "encryptedpackage": errors.ENCRYPTED,
    "workbook": errors.SPREADSHEET,
    "book": errors.SPREADSHEET,
    "powerpoint document": errors.SLIDES,
}
# [MS-DOC] 2.5.2, FibBase: wIdent is 0xA5EC (0xA5DC in Word 6), and fEncrypted the lowest bit of byte 11.
_FIB_BASE = 32
_WORD_MARKS = (b"\xec\xa5", b"\xdc\xa5")
_FIB_ENCRYPTED = 0x01


def recognise(data: bytes, name: str, limits: Limits) -> Kind:
    """Return the kind of a document.

    Raises UnreadableDocument for what is empty, encrypted, damaged, or no document at all (a picture, an archive, a spreadsheet).
    """
    head = data[:_HEAD]
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
            raise UnreadableDocument(errors.EMPTY)
        head = data.lstrip()[:_HEAD]
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(Archive(data, limits))
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return Kind.RTF
    _refuse_by_signature(data)
    return _text_kind(head, name)


def has_macros(data: bytes, name: str, limits: Limits) -> bool:
    """Whether a zip is a Word document that carries a program (.docm), whatever it is called."""
    members = Archive(data, limits).names
    return PurePath(name).suffix.lower() in {".docm", ".dotm"} or any(m.endswith("vbaProject.bin") for m in members)


def _refuse_by_signature(data: bytes) -> None:
    if data.startswith(_PICTURES) and b"\0" in data[:_HEAD]:
        raise UnreadableDocument(errors.PICTURE)
    if data.startswith(_ARCHIVES):
        raise UnreadableDocument(errors.ARCHIVE)


def _text_kind(head: bytes, name: str) -> Kind:
    narrow = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    if _WORD_XML.match(narrow):
        return Kind.WORD_XML
    if _HTML.match(narrow):
        return Kind.HTML
    if _MHTML.match(narrow) and b"boundary=" in narrow:
        return Kind.MHTML
    suffix = PurePath(name).suffix.lower()
    if suffix in {".docx", ".doc", ".odt", ".pdf"} and b"\0" in head:
        raise UnreadableDocument(errors.DAMAGED)
    return Kind.HTML if suffix in {".html", ".htm", ".xhtml"} else Kind.TEXT


def _zip_kind(archive: Archive) -> Kind:
    names = archive.names
    if "xl/workbook.xml" in names:
        raise UnreadableDocument(errors.SPREADSHEET)
    if "ppt/presentation.xml" in names:
        raise UnreadableDocument(errors.SLIDES)
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    if {"content.xml", "META-INF/manifest.xml"} <= names:
        return _open_document_kind(archive)
    raise UnreadableDocument(errors.DAMAGED if "[Content_Types].xml" in names else errors.ARCHIVE)


def _open_document_kind(archive: Archive) -> Kind:
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableDocument(errors.ENCRYPTED)
    kind = archive.read("mimetype") if "mimetype" in archive.names else b""
    if b"spreadsheet" in kind:
        raise UnreadableDocument(errors.SPREADSHEET)
    if b"presentation" in kind:
        raise UnreadableDocument(errors.SLIDES)
    archive.measure_xml()
    return Kind.ODT


def _ole_kind(data: bytes) -> Kind:
    """Tell the kinds of OLE file apart by the names of their streams."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            streams = {path[0].lower() for path in file.listdir()}
            header = file.openstream("WordDocument").read(_FIB_BASE) if "worddocument" in streams else b""
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise UnreadableDocument(errors.DAMAGED) from error
    for stream, message in _OTHER_STREAMS.items():
        if stream in streams:
            raise UnreadableDocument(message)
    if len(header) < _FIB_BASE or header[:2] not in _WORD_MARKS:
        raise UnreadableDocument(errors.DAMAGED)
    if header[11] & _FIB_ENCRYPTED:
        raise UnreadableDocument(errors.ENCRYPTED)
    return Kind.DOC
