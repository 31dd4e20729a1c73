"""Files kept under the SHA-256 of their bytes, written whole or not at all, verified whenever they are read."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

from districts.errors import DomainError

_SHA256 = re.compile(r"[0-9a-f]{64}")


class DamagedFile(DomainError):
    """The stored bytes are missing or no longer have the SHA-256 on record."""


def _path_of(sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256 in lower-case hex: {sha256!r}")
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256


def sha256_of(data: bytes) -> str:
    """Under which the bytes would be kept."""
    return hashlib.sha256(data).hexdigest()


def put(data: bytes) -> str:
    """Store the bytes and return their SHA-256; bytes that are there unharmed are not written again.

    Call it once nothing is left that may refuse what they belong to: nobody takes a stored file away again.
    """
    sha256 = sha256_of(data)
    path = _path_of(sha256)
    if path.exists() and path.read_bytes() == data:
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        _sync_folder(path.parent)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return sha256


def _sync_folder(folder: Path) -> None:
    """Make the new name in the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def get(sha256: str) -> bytes:
    """The bytes. Raises DamagedFile if they are gone or changed."""
    try:
        data = _path_of(sha256).read_bytes()
    except FileNotFoundError as error:
        raise DamagedFile(
            "Không tìm thấy tệp của văn bản trong kho lưu trữ. Hãy báo người quản trị kiểm tra và khôi phục từ bản sao lưu."
        ) from error
    if sha256_of(data) != sha256:
        raise DamagedFile(
            "Tệp của văn bản trong kho lưu trữ đã bị thay đổi so với lúc phát hành nên không mở được. "
            "Hãy báo người quản trị khôi phục từ bản sao lưu."
        )
    return data
