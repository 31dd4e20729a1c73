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
PART_LISTED = b"PK\x01\x02"
"""How each entry of a package's list of parts begins."""
PDF_END, PDF_TAIL = b"%%EOF", 1024
"""A PDF ends so; readers look for it in its last bytes."""
HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Categories of characters that do not show, or turn the letters after them round."""
UNPACKS_TOO_LARGE = (
    "Không nhận tệp “{}” vì nội dung nén bên trong quá lớn. Hãy giảm bớt ảnh, bảng rồi lưu lại, hoặc xuất ra PDF."
)


def evidence(name: str, data: bytes) -> SentFile:
    """The file under a name that shows what it is. Raises DomainError, in words, for one that is not taken.

    Nothing is unpacked: the sizes that a package states are added up.
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign) not in HIDDEN)
    file = judged(plain, data)
    suffix = PurePath(file.name).suffix.lower()
    if suffix in PACKED:
        _refuse_package(file, PACKED[suffix])
    if suffix == ".pdf" and PDF_END not in data.rstrip(b"\0 \t\r\n")[-PDF_TAIL:]:
        raise DomainError(
            f"Tệp “{file.name}” mở đầu như PDF nhưng không kết thúc như PDF: tệp bị cắt cụt hoặc có nội dung khác ghép "
            "vào. Hãy mở thử, lưu hoặc quét lại thành PDF rồi tải lên."
        )
    return file


def _refuse_package(file: SentFile, needed: str) -> None:
    if file.data.count(PART_LISTED) > MOST_PARTS:  # before the list is read: each entry costs far more than its bytes
        raise DomainError(UNPACKS_TOO_LARGE.format(file.name))
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DomainError(
            f"Tệp “{file.name}” hỏng hoặc không đúng với phần đuôi của tên. Hãy mở thử, lưu lại rồi tải lên."
        ) from error
    if needed not in {part.filename for part in parts}:
        raise DomainError(f"Tệp “{file.name}” không đúng với phần đuôi của tên. Hãy mở thử, lưu lại rồi tải lên.")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise DomainError(UNPACKS_TOO_LARGE.format(file.name))
