"""Certificates and signed PDFs of the tests' own making: an authority, those it certified, a stranger's."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.signers import SimpleSigner


@dataclass(frozen=True)
class Holder:
    """A certificate with its key, and that of who certified it (itself for an authority)."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    authority: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


def make_authority(name: str = "Tổ chức chứng thực Mẫu", *, begun: int = 60) -> Holder:
    return _certified(name, None, begun=begun)


def certify(authority: Holder, name: str, *, days: int = 400, begun: int = 30) -> Holder:
    """A person's certificate, in force from ``begun`` days before today for ``days``."""
    return _certified(name, authority, days=days, begun=begun)


def _certified(name: str, by: Holder | None, *, days: int = 4000, begun: int = 60) -> Holder:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime.now(UTC) - timedelta(days=begun)
    builder = x509.CertificateBuilder(
        issuer_name=by.certificate.subject if by else subject,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=start,
        not_valid_after=start + timedelta(days=days),
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    usage = dict.fromkeys(
        ["key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only", "crl_sign"], False
    )
    usage |= {"digital_signature": by is not None, "content_commitment": by is not None, "key_cert_sign": by is None}
    builder = builder.add_extension(x509.KeyUsage(**usage), critical=True)
    certificate = builder.sign(by.key if by else key, hashes.SHA256())
    return Holder(certificate, key, by.certificate if by else certificate)


def signed_pdf(data: bytes, holder: Holder, *, field: str = "ChuKy1") -> bytes:
    """The PDF with the holder's signature added behind its own bytes."""
    store = pkcs12.serialize_key_and_certificates(
        b"m", holder.key, holder.certificate, [holder.authority], serialization.NoEncryption()
    )
    signer = SimpleSigner.load_pkcs12_data(store, other_certs=[], passphrase=None)
    out = sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), PdfSignatureMetadata(field_name=field), signer=signer)
    return out.getvalue()


def changed_afterwards(data: bytes) -> bytes:
    """The signed PDF with an incremental update that nobody signed: its first page is turned."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
