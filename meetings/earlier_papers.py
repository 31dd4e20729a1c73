"""A notice issued before the portal is entered beside its meeting's conclusions, corrected by a new entry, verified.

The bytes lie in the file store. The digest of each entry stands in the notice's history, which is chained.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer, Unit
from meetings import access, storage
from meetings.earlier_numbers import owner_words
from meetings.models import EarlierDelivery, EarlierEntry, EarlierPaper, Meeting, MeetingEvent, Outline
from meetings.models.days import sensible_day
from meetings.models.earlier import full_number
from meetings.models.secrecy import refuse_secret
from meetings.numbering import HIGHEST_NUMBER, hold_numbers_of
from meetings.planning.files import SentFile

ENTERED, CORRECTED = "enter_earlier", "correct_earlier"


class AlreadyEntered(WrongState):
    """The notice of these conclusions was entered before: by a double click, or in another window."""

    def __init__(self, paper: EarlierPaper):
        super().__init__(f"Thông báo của cuộc họp này đã được nhập: {paper.full_number}.")
        self.paper = paper


@dataclass(frozen=True)
class EarlierFacts:
    """What stands on the old paper. ``file`` is None where a correction keeps the file of the entry before."""

    number: int
    symbol: str
    issued_on: date
    abstract: str
    signer_name: str
    signer_position: str
    units: Sequence[Unit] = ()
    file: SentFile | None = None


def enter(outline: Outline, facts: EarlierFacts, *, by: Officer, at: datetime) -> EarlierPaper:
    """'Đã ban hành trước đây': from then on the conclusions are frozen. Call inside a transaction.

    Raises NotAllowed, AlreadyEntered, WrongState where a draft has the conclusions, and DomainError for what does not fit.
    """
    _refuse_strangers(by)
    if facts.file is None:
        raise DomainError("Chưa có tệp của thông báo. Hãy chọn bản quét hoặc tệp đã ban hành.")
    refuse_secret(facts.abstract, facts.file.name, facts.signer_name, facts.signer_position)
    outline.hold()
    if standing := EarlierPaper.objects.filter(outline=outline).first():
        raise AlreadyEntered(standing)
    _refuse_unready(outline)
    _refuse_day(facts.issued_on, outline.meeting, at)
    hold_numbers_of(facts.issued_on.year)
    _refuse_number(facts)
    paper = EarlierPaper.objects.create(
        outline=outline, year=facts.issued_on.year, number=facts.number, symbol=facts.symbol
    )
    kept = _File(facts.file.name, storage.put(facts.file.data), len(facts.file.data))
    entry = _write(paper, facts, kept, by=by, at=at)
    _record(paper, entry, ENTERED, by, at)
    return paper


def correct(
    paper: EarlierPaper, facts: EarlierFacts, *, reason: str, read: int | None, by: Officer, at: datetime
) -> EarlierEntry:
    """A new entry in place of the one with the key ``read``, which stays on record. Without a file its file is kept.

    Raises NotAllowed, EditConflict where somebody corrected it meanwhile, DomainError.
    """
    _refuse_strangers(by)
    if not reason.strip():
        raise DomainError("Hãy ghi lý do sửa lần nhập trước.")
    refuse_secret(facts.abstract, facts.signer_name, facts.signer_position, reason)
    with transaction.atomic():
        held = EarlierPaper.objects.select_for_update().get(pk=paper.pk)
        before = held.holding
        if before is None or before.pk != read:
            raise EditConflict(
                "Thông tin của thông báo này vừa được người khác sửa, nên lần lưu này chưa được ghi. "
                "Hãy mở lại trang sửa để xem thông tin mới."
            )
        _refuse_day(facts.issued_on, held.outline.meeting, at)
        hold_numbers_of(facts.issued_on.year)
        _refuse_number(facts, but=held)
        kept = _File(before.file_name, before.sha256, before.size)
        if facts.file:
            refuse_secret(facts.file.name)
            kept = _File(facts.file.name, storage.put(facts.file.data), len(facts.file.data))
        held.year, held.number, held.symbol = facts.issued_on.year, facts.number, facts.symbol
        held.save(update_fields=["year", "number", "symbol"])
        entry = _write(held, facts, kept, by=by, at=at, supersedes=before, reason=reason.strip())
        _record(held, entry, CORRECTED, by, at)
    return entry


@dataclass(frozen=True)
class _File:
    name: str
    sha256: str
    size: int


def _refuse_strangers(by: Officer) -> None:
    if not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên nhập thông báo đã ban hành trước đây.")


def _refuse_unready(outline: Outline) -> None:
    if standing := outline.papers.first():
        raise WrongState(
            f"Cuộc họp đã có văn bản “{standing}” lập trên cổng, nên không nhập là đã ban hành trước đây. "
            "Nếu dự thảo đó lập nhầm thì xóa dự thảo trước."
        )
    if not outline.conclusions.exists():
        raise DomainError("Cuộc họp chưa có nội dung kết luận. Hãy nhập kết luận rồi nhập thông báo đã ban hành.")
    if outline.meeting.held_on is None:
        raise DomainError("Cuộc họp chưa có ngày họp. Hãy nhập ngày họp ở “Sửa thông tin” rồi nhập thông báo.")


def _refuse_day(day: date, meeting: Meeting, at: datetime) -> None:
    try:
        sensible_day(day)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    if day > timezone.localdate(at):
        raise DomainError(f"Ngày ban hành {day:%d/%m/%Y} chưa tới. Hãy ghi ngày in trên thông báo.")
    if meeting.held_on and day < meeting.held_on:
        raise DomainError(
            f"Ngày ban hành {day:%d/%m/%Y} trước ngày họp {meeting.held_on:%d/%m/%Y}. Hãy kiểm tra lại hai ngày."
        )


def _refuse_number(facts: EarlierFacts, but: EarlierPaper | None = None) -> None:
    if not 1 <= facts.number <= HIGHEST_NUMBER:
        raise DomainError(f"Số văn bản phải từ 1 đến {HIGHEST_NUMBER}. Hãy kiểm tra lại số.")
    if owner := owner_words(facts.issued_on.year, facts.symbol, facts.number, but=but):
        raise DomainError(
            f"Số {full_number(facts.number, facts.symbol)} năm {facts.issued_on.year} là của văn bản {owner}. "
            "Hãy kiểm tra lại số, ký hiệu và ngày ban hành."
        )


def _write(
    paper: EarlierPaper,
    facts: EarlierFacts,
    kept: _File,
    *,
    by: Officer,
    at: datetime,
    supersedes: EarlierEntry | None = None,
    reason: str = "",
) -> EarlierEntry:
    entry = EarlierEntry.objects.create(
        paper=paper,
        supersedes=supersedes,
        reason=reason,
        number=facts.number,
        symbol=facts.symbol,
        issued_on=facts.issued_on,
        abstract=facts.abstract,
        signer_name=facts.signer_name,
        signer_position=facts.signer_position,
        file_name=kept.name,
        sha256=kept.sha256,
        size=kept.size,
        entered_by=by,
        entered_at=at,
    )
    units = {unit.pk: unit for unit in facts.units}.values()
    EarlierDelivery.objects.bulk_create([EarlierDelivery(entry=entry, unit=unit) for unit in units])
    paper.holding = entry
    paper.save(update_fields=["holding"])
    return entry


def _record(paper: EarlierPaper, entry: EarlierEntry, verb: str, by: Officer, at: datetime) -> None:
    note = f"{entry}, {digest_of(entry)}"
    record(MeetingEvent, [paper], verb=verb, by=by, acting=by.capacity(Role.CLERK), at=at, note=note)


def digest_of(entry: EarlierEntry) -> str:
    """SHA-256 over all that the entry says, its file's SHA-256 and its recipients included."""
    names = (field.attname for field in entry._meta.concrete_fields if not isinstance(field, models.DateTimeField))
    said = {name: str(getattr(entry, name)) for name in names}
    said["units"] = str(sorted(delivery.unit_id for delivery in entry.deliveries.all()))
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def file_problem(entry: EarlierEntry) -> str:
    """'' where the stored file still has its SHA-256; else the sentence that says what is wrong."""
    try:
        storage.get(entry.sha256)
    except DomainError as error:
        return str(error)
    return ""


def problems_of_earlier_papers() -> Iterator[str]:
    """A sentence for each earlier notice whose file, entries or number are not as they were entered."""
    papers = EarlierPaper.objects.order_by("id").prefetch_related("entries__deliveries")
    for paper in papers:
        entries = sorted(paper.entries.all(), key=lambda entry: entry.pk)
        for problem in _problems_of(paper, entries):
            yield f"{paper.full_number} (nhập từ hồ sơ cũ): {problem}"


def _problems_of(paper: EarlierPaper, entries: list[EarlierEntry]) -> Iterator[str]:
    notes = MeetingEvent.objects.filter(object_kind="earlierpaper", object_id=paper.pk, verb__in=[ENTERED, CORRECTED])
    told = list(notes.order_by("sequence").values_list("note", flat=True))
    if told != [f"{entry}, {digest_of(entry)}" for entry in entries]:
        yield "các lần nhập không khớp với nhật ký."
    last = entries[-1] if entries else None
    borne = (paper.number, paper.symbol, paper.year)
    if last is None or paper.holding_id != last.pk or borne != (last.number, last.symbol, last.issued_on.year):
        yield "số, ký hiệu hoặc năm trong sổ khác với lần nhập đang dùng."
    for entry in entries:
        if problem := file_problem(entry):
            yield problem
