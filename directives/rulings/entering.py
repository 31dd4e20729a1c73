"""A superior's paper is entered from its file: what the intake reads in it is proposed, nothing of it gives work yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from directives.enums import SuperiorBody
from directives.models import Directive, DirectiveEvent
from directives.rulings import access
from directives.rulings.models import Ruling, RulingItem, RulingParty
from directives.rulings.proposing import Proposal, ProposedItem
from districts.enums import Role
from districts.errors import DomainError, Frozen, NotAllowed
from districts.events import record
from districts.models import Officer, Unit, UnitGroup
from districts.refusals import records_refusals
from meetings import storage
from meetings.enums import DeadlineKind, PartyRole
from meetings.models.secrecy import refuse_secret
from meetings.planning.files import SentFile

NOT_A_CLERK = "Chỉ chuyên viên nhập văn bản cấp trên."
SET_OFF = "Nội dung này đã phân công thực hiện nên không sửa được."
MOST_ITEMS = 300
ENTERED = "enter_ruling"


@dataclass(frozen=True)
class RulingFacts:
    """What stands on the paper; ``issued_on`` None and '' for what is not known yet."""

    body: SuperiorBody
    issuer: str
    number: str
    issued_on: date | None
    abstract: str
    signer_name: str
    signer_position: str


@dataclass(frozen=True)
class ItemFacts:
    text: str
    label: str
    is_ours: bool
    leads: Iterable[Unit | UnitGroup]
    helpers: Iterable[Unit | UnitGroup]
    product: str
    deadline_words: str
    due_on: date | None


def enter(file: SentFile, proposal: Proposal, *, by: Officer, at: datetime) -> Ruling:
    """The paper with the items that were read in it, each to be looked at. Raises NotAllowed, DomainError."""
    _refuse_strangers(by)
    refuse_secret(file.name, *proposal.lines)
    ruling = Ruling(
        **proposal.facts,
        file_name=file.name,
        sha256=storage.sha256_of(file.data),
        size=len(file.data),
        lines=list(proposal.lines),
        entered_by=by,
        entered_at=at,
    )
    with transaction.atomic():
        if Ruling.objects.filter(sha256=ruling.sha256).exists():
            raise DomainError("Tệp này đã được nhập. Hãy mở văn bản đó trong danh sách.")
        _refuse_second(ruling)
        storage.put(file.data)
        ruling.save()
        _write_items(ruling, proposal.items, first=1)
        _record(ruling, ENTERED, by, at, entry_note(ruling))
    return ruling


def entry_note(ruling: Ruling) -> str:
    """What the record keeps of the file that was entered."""
    return f"{ruling.file_name}, SHA-256 {ruling.sha256}"


def edit_facts(ruling: Ruling, facts: RulingFacts, *, reason: str, by: Officer, at: datetime) -> None:
    """Over the version that ``ruling`` was read in. Once it has given work, a reason is asked for and goes on record.

    Raises NotAllowed, EditConflict, DomainError.
    """
    _refuse_strangers(by)
    refuse_secret(facts.issuer, facts.number, facts.abstract, facts.signer_name, facts.signer_position, reason)
    if facts.issued_on and facts.issued_on > timezone.localdate(at):
        raise DomainError(f"Ngày ban hành {facts.issued_on:%d/%m/%Y} chưa tới. Hãy ghi ngày in trên văn bản.")
    with transaction.atomic():
        held = hold(ruling)
        told = _changes(held, facts)
        if gives_work(held):
            if not reason.strip():
                raise DomainError(
                    "Văn bản đã phân công việc nên sửa thông tin phải ghi lý do. Hãy ghi lý do rồi lưu lại."
                )
            _refuse_less(held, facts)
        for name, value in vars(facts).items():
            setattr(ruling, name, value)
        _refuse_second(ruling)
        ruling.save()
        if told:
            held.refresh_from_db()
            _record(held, "edit_ruling", by, at, "; ".join(filter(None, [*told, reason.strip()])))


def save_item(item: RulingItem, facts: ItemFacts, *, by: Officer, at: datetime) -> None:
    """Over the version that ``item`` was read in. Raises NotAllowed, Frozen, EditConflict, DomainError."""
    _refuse_strangers(by)
    if not facts.text.strip():
        raise DomainError("Nội dung không được để trống. Hãy ghi nội dung, hoặc đánh dấu không phải việc của Sở.")
    refuse_secret(facts.text, facts.product, facts.deadline_words)
    with transaction.atomic():
        held = _hold_item(item)
        item.text, item.label, item.is_ours, item.product = facts.text, facts.label, facts.is_ours, facts.product
        item.deadline_words, item.due_on = facts.deadline_words, facts.due_on
        item.deadline_kind = (item.deadline_kind or DeadlineKind.DAY) if facts.due_on else ""
        item.lead_words = _names(facts.leads)
        item.save()
        item.parties.all().delete()
        _write_parties(item, facts.leads, facts.helpers)
        _record(held, "edit_ruling_item", by, at, str(item))


def mark_item(item: RulingItem, *, ours: bool, by: Officer, at: datetime) -> None:
    """'Việc của Sở' or not. Raises NotAllowed, Frozen."""
    _refuse_strangers(by)
    with transaction.atomic():
        held = _hold_item(item)
        fresh = RulingItem.objects.get(pk=item.pk)
        if fresh.is_ours != ours:
            fresh.is_ours = ours
            fresh.save()
            _record(held, "mark_ruling_item", by, at, f"{'của Sở' if ours else 'không phải của Sở'}: {fresh}")


def add_items(ruling: Ruling, texts: Iterable[str], *, by: Officer, at: datetime) -> int:
    """One item of the Sở for each text, at the end; returns how many. Raises NotAllowed, DomainError."""
    _refuse_strangers(by)
    texts = [" ".join(text.split()) for text in texts if text.strip()]
    if not texts:
        raise DomainError("Chưa có nội dung nào. Hãy ghi mỗi dòng một nội dung.")
    refuse_secret(*texts)
    with transaction.atomic():
        held = hold(ruling)
        present = held.items.count()
        if present + len(texts) > MOST_ITEMS:
            raise DomainError(f"Một văn bản có nhiều nhất {MOST_ITEMS} nội dung. Hãy chỉ ghi việc của Sở.")
        last = held.items.order_by("-position").values_list("position", flat=True).first() or 0
        _write_items(held, [ProposedItem(text=text, is_ours=True) for text in texts], first=last + 1)
        _record(held, "add_ruling_items", by, at, f"{len(texts)} nội dung")
    return len(texts)


@records_refusals
def discard(ruling: Ruling, *, by: Officer, at: datetime) -> None:
    """Throw away what was entered by mistake. Raises NotAllowed, and Frozen once it has given work."""
    _refuse_strangers(by)
    with transaction.atomic():
        held = hold(ruling)
        if gives_work(held):
            raise Frozen("Văn bản này đã phân công việc nên không bỏ được.")
        _record(held, "discard_ruling", by, at, held.titled)
        held.delete()


def hold(ruling: Ruling) -> Ruling:
    """The row, locked until the transaction ends. Raises DomainError where it was thrown away."""
    held = Ruling.objects.select_for_update(no_key=True).filter(pk=ruling.pk).first()
    if held is None:
        raise DomainError("Văn bản này đã bỏ khỏi cổng. Hãy nhập lại nếu còn cần.")
    return held


def gives_work(ruling: Ruling) -> bool:
    return Directive.objects.filter(ruling_item__ruling=ruling).exists()


def _hold_item(item: RulingItem) -> Ruling:
    held = hold(item.ruling)
    if Directive.objects.filter(ruling_item=item).exists():
        raise Frozen(SET_OFF)
    return held


def _refuse_strangers(by: Officer) -> None:
    if not access.may_enter_rulings(by):
        raise NotAllowed(NOT_A_CLERK)


def _refuse_less(held: Ruling, facts: RulingFacts) -> None:
    """A paper that gave work stays named."""
    lost = [name for name in ("number", "issued_on", "issuer", "abstract", "signer_name") if not getattr(facts, name)]
    if lost:
        label = held._meta.get_field(lost[0]).verbose_name  # type: ignore[union-attr]
        raise DomainError(f"Văn bản đã phân công việc nên không để trống mục “{label}”. Hãy ghi đủ rồi lưu lại.")


def _refuse_second(ruling: Ruling) -> None:
    same = Ruling.objects.filter(number=ruling.number, issuer=ruling.issuer, issued_on=ruling.issued_on)
    if ruling.number and same.exclude(pk=ruling.pk).exists():
        raise DomainError(f"Văn bản {ruling.titled} đã được nhập. Hãy mở văn bản đó trong danh sách.")


def _changes(held: Ruling, facts: RulingFacts) -> list[str]:
    pairs = [(name, getattr(held, name), value) for name, value in vars(facts).items()]
    return [
        f"{held._meta.get_field(name).verbose_name}: “{before or ''}” → “{after or ''}”"  # type: ignore[union-attr]
        for name, before, after in pairs
        if before != after
    ]


def _write_items(ruling: Ruling, items: Iterable[ProposedItem], *, first: int) -> None:
    for position, proposed in enumerate(items, start=first):
        item = RulingItem(
            ruling=ruling,
            position=position,
            label=proposed.label[:120],
            text=proposed.text,
            is_ours=proposed.is_ours,
            product=proposed.product[:255],
            deadline_words=proposed.deadline_words[:255],
            deadline_kind=proposed.deadline_kind,
            due_on=proposed.due_on,
            source_lines=proposed.lines,
            lead_words=_names(proposed.leads),
        )
        _refuse_invalid(item)
        item.save()
        _write_parties(item, proposed.leads, proposed.helpers)


def _refuse_invalid(item: RulingItem) -> None:
    """A day that was read wrongly is left out, its words stay."""
    try:
        item.clean_fields(exclude=["ruling"])
    except ValidationError as error:
        if "due_on" not in error.message_dict:
            raise DomainError(" ".join(error.messages)) from error
        item.due_on, item.deadline_kind = None, ""


def _write_parties(item: RulingItem, leads: Iterable[Unit | UnitGroup], helpers: Iterable[Unit | UnitGroup]) -> None:
    sides = ((PartyRole.LEAD, leads), (PartyRole.COORDINATING, helpers))
    rows = [(role, chosen) for role, side in sides for chosen in side]
    RulingParty.objects.bulk_create(
        RulingParty(
            item=item,
            role=role,
            unit=chosen if isinstance(chosen, Unit) else None,
            group=chosen if isinstance(chosen, UnitGroup) else None,
            position=position,
        )
        for position, (role, chosen) in enumerate(rows, start=1)
    )


def _names(chosen: Iterable[Unit | UnitGroup]) -> str:
    return ", ".join(str(each) for each in chosen)


def _record(ruling: Ruling, verb: str, by: Officer, at: datetime, note: str) -> None:
    record(DirectiveEvent, [ruling], verb=verb, by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
