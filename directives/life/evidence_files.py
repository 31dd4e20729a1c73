"""Which files a unit may send as evidence: their kind, their name, what a package unpacks to."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import PurePath

from districts.errors import DomainError
from meetings.planning.files import SentFile, judged

PACKED = {
    ".docx": "[Content_Types].xml",
    ".xlsx": "[Content_Types].xml",
    ".pptx": "[Content_Types].xml",
    ".odt": "content.xml",
}
"""Kinds that are packages, and the part without which they are none."""
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 10_000
HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Categories of characters that do not show, or turn the letters after them round."""


def evidence(name: str, data: bytes) -> SentFile:
    """The file under a name that shows what it is. Raises DomainError, in words, for one that is not taken.

    Nothing is unpacked: the sizes that a package states are added up.
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign) not in HIDDEN)
    file = judged(plain, data)
    needed = PACKED.get(PurePath(file.name).suffix.lower())
    if needed:
        _refuse_package(file, needed)
    return file


def _refuse_package(file: SentFile, needed: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DomainError(
            f"Tệp “{file.name}” hỏng hoặc không đúng với phần đuôi của tên. Hãy mở thử, lưu lại rồi tải lên."
        ) from error
    if needed not in {part.filename for part in parts}:
        raise DomainError(f"Tệp “{file.name}” không đúng với phần đuôi của tên. Hãy mở thử, lưu lại rồi tải lên.")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise DomainError(
            f"Không nhận tệp “{file.name}” vì nội dung nén bên trong quá lớn. Hãy giảm bớt ảnh, bảng rồi lưu lại, "
            "hoặc xuất ra PDF."
        )
