"""Attaching the signed copy of a paper: what it is, who signed it and whether it is of this paper is found out first.

What was found is kept with the copy and never changes: Điều 5 and 18, Nghị định 30/2020/NĐ-CP make the digitally signed
file, or the paper with the wet signature, the original.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.folding import fold
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access, storage
from meetings.copies.matching import match_text
from meetings.copies.roots import trusted_roots
from meetings.enums import CopyMatch, SignatureState
from meetings.models import CopyExamination, CopySignature, MeetingEvent, Paper, Release, RenderedPaper, SignedCopy
from meetings.page_pictures import CannotPicture, page_count
from meetings.printing import released_record, signed_copies
from meetings.signatures.findings import Findings, SignatureFound
from meetings.signatures.guarded import UnreadableFile, examine

SIGNED_COPY_LIMIT = 20 * 1024 * 1024  # bytes


class DoubtfulCopy(DomainError):
    """Something in the file does not fit this paper; the registrar may attach it after comparing by eye."""

    def __init__(self, doubts: Sequence[str]) -> None:
        self.doubts = tuple(doubts)
        super().__init__(
            "Có điểm cần xem lại nên tệp chưa được đưa lên. Hãy mở tệp đối chiếu với văn bản; đúng là bản ký của văn bản "
            "này thì đánh dấu đã đối chiếu, chọn lại tệp rồi đưa lên. " + " ".join(doubts)
        )


class UncomparedCopy(DomainError):
    """The file holds no text: whether it is of this paper, nobody but the registrar can tell."""

    def __init__(self) -> None:
        super().__init__(
            "Tệp không có lớp chữ nên cổng không đối chiếu được với văn bản. Hãy mở tệp xem số, ngày và chữ ký; đúng là bản ký "
            "của văn bản này thì đánh dấu ô đã xem, chọn lại tệp rồi đưa lên."
        )


@dataclass(frozen=True)
class Examined:
    """``doubts`` are sentences, none where all fits."""

    match: CopyMatch
    doubts: tuple[str, ...]
    signatures: tuple[SignatureFound, ...]


@records_refusals
def attach_signed_copy(
    release: Release,
    data: bytes,
    *,
    name: str,
    is_scan: bool,
    by: Officer,
    at: datetime,
    acknowledged: bool = False,
    compared: bool = False,
) -> SignedCopy:
    """Keep the digitally signed file or the scan as the original. PDF only, at most 20 MB.

    ``acknowledged``: the registrar has compared the file with the paper, whatever the portal finds to doubt.
    ``compared``: they have looked at what `comparison_words` says, which goes on record where the file holds no text.
    Raises NotAllowed, DoubtfulCopy, UncomparedCopy, and DomainError for a file that cannot be the original; then nothing is
    kept.
    """
    if not access.may_release(by, release.paper):
        raise NotAllowed("Chỉ văn thư đưa bản ký của văn bản lên cổng.")
    if len(data) > SIGNED_COPY_LIMIT:
        raise DomainError(
            f"Không nhận tệp “{name}”. Tệp nặng {len(data) / 1024 / 1024:.0f} MB, tối đa 20 MB. "
            "Hãy quét lại ở độ phân giải thấp hơn."
        )
    _refuse_unreadable(data, name)
    examined = examined_copy(release, data, name=name, is_scan=is_scan, at=at)
    if examined.doubts and not acknowledged:
        raise DoubtfulCopy(examined.doubts)
    looked = comparison_words(release) if examined.match == CopyMatch.NO_TEXT else ""
    if looked and not compared:
        raise UncomparedCopy
    sha256 = storage.sha256_of(data)
    with transaction.atomic():
        held = Paper.objects.select_for_update(no_key=True).get(pk=release.paper_id)
        _refuse_kept(release, sha256, name)
        storage.put(data)
        acting = by.capacity(Role.REGISTRAR)
        if looked:
            record(MeetingEvent, [held], verb="compare_copy", by=by, acting=acting, at=at, note=f"{looked}\n{sha256}")
        record(MeetingEvent, [held], verb="attach_signed_copy", by=by, acting=acting, at=at, note=f"{name}, {sha256}")
        copy = SignedCopy.objects.create(
            release=release, sha256=sha256, size=len(data), is_scan=is_scan, added_by=by, added_at=at
        )
        _keep(copy, examined, looked, at)
    return copy


def comparison_words(release: Release) -> str:
    """'Đã mở xem tệp: đúng số 01/TB-SKHCN, ngày 09/04/2026; có chữ ký của Phạm Thị D': what a scan is looked at for."""
    printed = released_record(release)
    signed = " và ".join(filter(None, [printed.left_signer_name, printed.signer_name]))
    return f"Đã mở xem tệp: đúng số {release.full_number}, ngày {release.released_on:%d/%m/%Y}; có chữ ký của {signed}"


def _refuse_kept(release: Release, sha256: str, name: str) -> None:
    """What is attached stays for ever: a second press of the button must not make a second copy of it."""
    kept = SignedCopy.objects.filter(release=release, sha256=sha256).first()
    if kept:
        raise DomainError(
            f"Tệp “{name}” đã là bản ký của văn bản này từ {timezone.localtime(kept.added_at):%H:%M ngày %d/%m/%Y} "
            "nên không đưa lên lần nữa. Hãy tải lại trang để xem các bản ký đang có."
        )


def examined_copy(release: Release, data: bytes, *, name: str, is_scan: bool, at: datetime) -> Examined:
    """Raises DomainError where the file cannot be what it is given out for."""
    try:
        found = examine(data, roots=trusted_roots(), at=at)
    except UnreadableFile as error:
        raise DomainError(
            f"Không nhận tệp “{name}” vì đọc quá lâu, quá tốn bộ nhớ hoặc tệp hỏng. Hãy xuất lại tệp PDF rồi đưa lên."
        ) from error
    if not is_scan:
        _refuse_unsigned(found, name)
    printed = released_record(release)
    match, doubts = match_text(found.text, printed)
    if match != CopyMatch.DIFFERS and _begins_with_the_print(release, data):
        match = CopyMatch.SAME_PRINT
    doubts += _signature_doubts(found.signatures, printed.signer_name)
    return Examined(match, tuple(doubts), found.signatures)


def _refuse_unsigned(found: Findings, name: str) -> None:
    if not found.signatures:
        raise DomainError(
            f"Không nhận tệp “{name}” vì tệp không có chữ ký số nào. Hãy lấy đúng tệp đã ký từ hệ thống ký số; "
            "nếu đây là bản quét có chữ ký và dấu thì chọn “Bản quét”."
        )
    broken = [each.signer for each in found.signatures if each.state == SignatureState.BROKEN]
    if broken:
        raise DomainError(
            f"Không nhận tệp “{name}” vì nội dung không còn khớp chữ ký số của {', '.join(broken)}: tệp đã bị sửa sau khi "
            "ký. Hãy lấy lại tệp gốc từ hệ thống ký số."
        )


def _signature_doubts(signatures: Sequence[SignatureFound], signer: str) -> Iterator[str]:
    if not signatures:
        return
    for each in signatures:
        yield from _doubts_of(each)
    if not signatures[-1].covers_whole:
        yield "Phần cuối của tệp nằm ngoài chữ ký số sau cùng."
    if not any(fold(signer) in fold(each.signer) for each in signatures):
        yield f"Không chữ ký số nào mang tên người ký {signer}."


def _doubts_of(found: SignatureFound) -> Iterator[str]:
    named = found.signer or "một người chưa đọc được tên"
    if found.state in (SignatureState.ALTERED, SignatureState.BROKEN):
        yield f"Tệp bị sửa sau khi {named} ký số."
    elif found.state == SignatureState.UNREADABLE:
        yield "Có chữ ký số mà cổng không kiểm tra được."
    if found.trust == "untrusted":
        yield f"Chứng thư của {named} không thuộc tổ chức chứng thực tin cậy của cổng."
    if found.note and found.state != SignatureState.UNREADABLE:
        yield f"{named}: {found.note}"


def _begins_with_the_print(release: Release, data: bytes) -> bool:
    """A digital signature is added behind the bytes that are signed."""
    rendered = RenderedPaper.objects.filter(release=release).first()
    return rendered is not None and data.startswith(storage.get(rendered.sha256))


def _keep(copy: SignedCopy, examined: Examined, looked: str, at: datetime) -> None:
    kept = CopyExamination.objects.create(
        copy=copy,
        examined_at=at,
        match=examined.match,
        doubts="\n".join(examined.doubts),
        acknowledged=bool(examined.doubts),
        comparison=looked,
    )
    CopySignature.objects.bulk_create(
        CopySignature(
            examination=kept,
            position=position,
            signer=each.signer,
            subject=each.subject,
            issuer=each.issuer,
            serial=each.serial,
            signed_at=each.signed_at,
            is_timestamped=each.is_timestamped,
            state=each.state,
            covers_whole=each.covers_whole,
            trust=each.trust,
            note=each.note,
        )
        for position, each in enumerate(examined.signatures, start=1)
    )


def copies_of(release: Release) -> list[SignedCopy]:
    """The newest first, each with what was found in it; two queries."""
    rows = signed_copies(release)
    prefetch_related_objects(rows, "examination__signatures")
    return rows


def _refuse_unreadable(data: bytes, name: str) -> None:
    """What becomes the original must open for everybody: a PDF with pages, and without a password."""
    if not data.startswith(b"%PDF-"):
        raise DomainError(f"Không nhận tệp “{name}” vì không phải tệp PDF. Hãy chọn bản ký số hoặc bản quét dạng PDF.")
    try:
        pages = page_count(data, is_own=False)
    except CannotPicture:
        pages = 0
    if pages == 0:
        raise DomainError(
            f"Không nhận tệp “{name}” vì tệp PDF bị hỏng, không có trang nào hoặc đặt mật khẩu mở. "
            "Hãy mở thử tệp trên máy, rồi chọn bản ký số hoặc bản quét mở được."
        )
