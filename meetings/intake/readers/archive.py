"""Zip archives (.docx, .odt) opened with care: counted before anything is parsed, measured before it is unpacked, cut while it is."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from meetings.intake.readers import errors
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import MEGABYTE, Limits

_END_RECORD = b"PK\x05\x06"
_ENCRYPTED_FLAG = 0x1
_CHUNK = 1 << 16
# What a damaged or an exotic archive makes the standard library raise.
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


class Archive:
    """A zip file whose members are read one by one, each no larger than ``limits.part_bytes``."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        _check_directory_size(data, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise UnreadableDocument(errors.DAMAGED) from error
        members = self._zip.infolist()
        _check_members(members, limits)
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str) -> bytes:
        """Return one member. Raises KeyError where there is none, UnreadableDocument where it is damaged or larger than it may be."""
        content = bytearray()
        for chunk in self._chunks(name):
            content += chunk
            if len(content) > self._limits.part_bytes:
                raise UnreadableDocument(errors.UNPACKS_TOO_LARGE.format(limit=self._limits.part_bytes // MEGABYTE))
        return bytes(content)

    def measure_xml(self) -> None:
        """Unpack every XML member once, keeping none, before another program may do so without a limit."""
        for name in sorted(self.names):
            if name.endswith((".xml", ".rdf")):
                self.read(name)

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as member:
                while chunk := member.read(_CHUNK):
                    yield chunk
        except _DAMAGE as error:
            raise UnreadableDocument(errors.DAMAGED) from error


def _check_directory_size(data: bytes, limits: Limits) -> None:
    """Refuse a directory too long to be parsed at all: its length stands in the archive's last record."""
    at = data.rfind(_END_RECORD, max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise UnreadableDocument(errors.DAMAGED)
    count, length = struct.unpack("<HI", data[at + 10 : at + 16])
    # 0xFFFFFFFF (zip64) is above any limit, and no office writes such a document.
    if count > limits.members or length > limits.directory_bytes:
        raise UnreadableDocument(errors.TOO_MANY_MEMBERS.format(count=count, limit=limits.members))


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise UnreadableDocument(errors.TOO_MANY_MEMBERS.format(count=len(members), limit=limits.members))
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise UnreadableDocument(errors.UNPACKS_TOO_LARGE.format(limit=limits.unpacked_bytes // MEGABYTE))
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise UnreadableDocument(errors.ENCRYPTED)
