"""The certificates of the authorities that this office trusts, from a folder that the administrator keeps."""

from __future__ import annotations

from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings

from districts.errors import DomainError

ENDINGS = (".pem", ".crt", ".cer", ".der")


def trusted_roots() -> list[bytes]:
    """DER bytes of every certificate in the folder; [] where no folder is set.

    Raises DomainError for a folder or a file that cannot be read: without it, somebody trusted would look untrusted.
    """
    if not settings.SIGNATURE_ROOTS_DIR:
        return []
    folder = Path(settings.SIGNATURE_ROOTS_DIR)
    if not folder.is_dir():
        raise DomainError(
            f"Không có thư mục chứng thư tin cậy {folder}. Hãy báo người quản trị đặt lại SIGNATURE_ROOTS_DIR."
        )
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    return [certificate for path in files for certificate in _certificates(path)]


def _certificates(path: Path) -> list[bytes]:
    try:
        data = path.read_bytes()
        found = [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        for der in found:
            x509.Certificate.load(der, strict=True).native  # noqa: B018 - read whole, or it fails later in the child
    except (OSError, ValueError, TypeError) as error:
        raise DomainError(
            f"Tệp {path.name} trong thư mục chứng thư tin cậy không đọc được. Hãy báo người quản trị thay tệp khác."
        ) from error
    return found
