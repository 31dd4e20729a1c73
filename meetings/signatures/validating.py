"""The signatures of a PDF, validated by pyHanko without asking anybody: no OCSP, no CRL, no list of the system."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from asn1crypto.x509 import Certificate, Name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from meetings.signatures.findings import SignatureFound, State, Trust

MOST_SIGNATURES = 50
LONGEST = 250  # characters of a name
LONGEST_SUBJECT = 2_000  # characters
UNREADABLE = "Cổng không đọc được chữ ký này."
OUT_OF_DATE = "Chứng thư không có hiệu lực vào thời điểm ký."
UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # general categories of Unicode
# A certificate for signing papers carries either of the two.
SIGNING = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
ALLOWED_LATER = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def signatures_of(data: bytes, roots: Sequence[bytes], at: datetime) -> tuple[SignatureFound, ...]:
    """``roots`` are the trusted authorities' certificates (DER); without any, nobody is taken for trusted."""
    trusted = [Certificate.load(root) for root in roots]
    try:
        embedded = _embedded(data)
    except Exception:  # whatever a hostile or odd file brings about in the library
        return (SignatureFound(signer="", state="unreadable", note=UNREADABLE),)
    return tuple(_found(each, trusted, at) for each in embedded)


def _embedded(data: bytes) -> list[EmbeddedPdfSignature]:
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")
    return reader.embedded_regular_signatures[:MOST_SIGNATURES]


def _found(embedded: EmbeddedPdfSignature, roots: Sequence[Certificate], at: datetime) -> SignatureFound:
    """One signature that cannot be read does not hide the others."""
    try:
        context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=at)
        status = validate_pdf_signature(
            embedded,
            signer_validation_context=context,
            ts_validation_context=context,
            key_usage_settings=SIGNING,
        )
        return _told(embedded.signer_cert, status, bool(roots))
    except Exception:  # whatever a hostile or odd file brings about in the library
        return SignatureFound(signer="", state="unreadable", note=UNREADABLE)


def _told(certificate: Certificate, status: PdfSignatureStatus, has_roots: bool) -> SignatureFound:
    stamp = status.timestamp_validity
    stamped = bool(stamp and stamp.valid and stamp.intact and stamp.trusted)
    signed_at = stamp.timestamp if stamp and stamped else status.signer_reported_dt
    trust: Trust = "unchecked" if not has_roots else "trusted" if status.trusted else "untrusted"
    in_force = signed_at is None or certificate.not_valid_before <= signed_at <= certificate.not_valid_after
    return SignatureFound(
        signer=_common_name(certificate.subject),
        state=_state(status),
        trust=trust,
        subject=_readable(certificate.subject.human_friendly, LONGEST_SUBJECT),
        issuer=_common_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}"[:80],
        signed_at=signed_at,
        is_timestamped=stamped,
        covers_whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        note="" if in_force else OUT_OF_DATE,
    )


def _state(status: PdfSignatureStatus) -> State:
    if not (status.intact and status.valid):
        return "broken"
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "intact"
    whole_revision = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
    allowed = status.modification_level in ALLOWED_LATER and status.docmdp_ok is not False
    return "added" if whole_revision and allowed else "altered"


def _common_name(name: Name) -> str:
    """The certificate's CN; what it calls itself where there is none."""
    found = name.native.get("common_name") or name.human_friendly
    return _readable(str(found[0] if isinstance(found, list) else found), LONGEST)


def _readable(name: str, longest: int) -> str:
    """Whoever makes a certificate writes any character into it: those that no database keeps, that break a line or turn
    the direction of writing are left out."""
    kept = "".join(" " if unicodedata.category(each) in UNPRINTED else each for each in name)
    return " ".join(kept.split())[:longest]
