"""The chosen items of a superior's paper become directives, each with its assignments: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from directives.assigning import basis_for
from directives.enums import Basis, SuperiorBody
from directives.models import Assignment, Directive, DirectiveEvent
from directives.rulings import access
from directives.rulings.entering import hold
from directives.rulings.models import Ruling, RulingItem, RulingParty
from districts.enums import COMMUNE_KINDS, DISTRICT_KINDS
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer, Unit
from districts.refusals import records_refusals
from districts.roster import Roster
from meetings.enums import PartyRole

COLUMN = 255  # of the words that a directive keeps about who gave the work


@dataclass(frozen=True)
class _Work:
    """An item with the units of the day that carry it out and that help."""

    item: RulingItem
    leading: list[Unit]
    helping: list[Unit]
    unmatched: list[str]


@records_refusals
def set_off(ruling: Ruling, *, by: Officer, at: datetime) -> list[Directive]:
    """'Phân công thực hiện': what is the Sở's and not yet given. A second click finds nothing left.

    Raises NotAllowed, WrongState, and DomainError for what is lacking.
    """
    if not access.may_set_off_rulings(by):
        raise NotAllowed("Chỉ chuyên viên hoặc lãnh đạo Sở phân công việc theo văn bản cấp trên.")
    with transaction.atomic():
        held = hold(ruling)
        if held.lacking:
            raise DomainError(
                f"Văn bản còn thiếu: {', '.join(held.lacking)}. Hãy ghi đủ ở “Sửa thông tin” rồi phân công."
            )
        items = waiting_items(held)
        if not items:
            raise WrongState("Không còn việc nào của Sở chờ phân công trong văn bản này.")
        roster = Roster.load(timezone.localdate(at))
        return _write(held, [_work_of(item, roster) for item in items], by, at)


def waiting_items(ruling: Ruling) -> list[RulingItem]:
    """Of the Sở and not given yet, with their parties."""
    parties = Prefetch("parties", RulingParty.objects.select_related("unit", "group"))
    return list(ruling.items.filter(is_ours=True, directive=None).prefetch_related(parties))


def _work_of(item: RulingItem, roster: Roster) -> _Work:
    work, taken = _Work(item, [], [], []), set[int]()
    for party in sorted(item.parties.all(), key=lambda each: (each.role != PartyRole.LEAD, each.position, each.pk)):
        units = [unit for unit in _units_of(party, roster) if unit.pk not in taken]
        taken.update(unit.pk for unit in units)
        side = work.leading if party.role == PartyRole.LEAD else work.helping
        side.extend(units)
        if not _units_of(party, roster):
            work.unmatched.append(f"{party} (không còn hoạt động vào ngày {roster.day:%d/%m/%Y})")
    if not work.leading:
        raise DomainError(f"Nội dung “{item}” chưa có đơn vị chủ trì. Hãy chọn đơn vị rồi phân công.")
    return work


def _units_of(party: RulingParty, roster: Roster) -> list[Unit]:
    if party.group:
        return roster.members(party.group)
    unit = roster.unit(party.unit_id)
    return [unit] if unit else []


def _write(ruling: Ruling, works: list[_Work], by: Officer, at: datetime) -> list[Directive]:
    acting = access.setting_off_as(by)
    directives = Directive.objects.bulk_create(
        Directive(
            ruling_item=work.item,
            text=work.item.text,
            product=work.item.product,
            source_label=work.item.label,
            leader_words=", ".join(filter(None, [ruling.signer_name, ruling.signer_position]))[:COLUMN],
            following_unit=acting.unit if acting else None,
            following_clerk=by,
            deadline_words=work.item.deadline_words,
            deadline_kind=work.item.deadline_kind,
            due_on=work.item.due_on,
            unmatched=work.unmatched,
        )
        for work in works
    )
    pairs = zip(works, directives, strict=True)
    Assignment.objects.bulk_create(
        [row for work, directive in pairs for row in _assignments(ruling, work, directive, at)], batch_size=2000
    )
    record(DirectiveEvent, directives, verb="issue", by=by, acting=acting, at=at, note=ruling.titled)
    ruling.refresh_from_db(fields=["event_count", "event_head"])
    record(DirectiveEvent, [ruling], verb="set_off", by=by, acting=acting, at=at, note=f"{len(directives)} nhiệm vụ")
    return directives


def _assignments(ruling: Ruling, work: _Work, directive: Directive, at: datetime) -> Iterable[Assignment]:
    for role, units in ((PartyRole.LEAD, work.leading), (PartyRole.COORDINATING, work.helping)):
        for unit in units:
            yield Assignment(
                directive=directive,
                unit=unit,
                role=role,
                basis=basis_by(ruling, unit),
                original_due_on=directive.due_on,
                current_due_on=directive.due_on,
                assigned_at=at,
            )


def basis_by(ruling: Ruling, unit: Unit) -> Basis:
    """The Sở orders its own units. A locality does it because the UBND tỉnh gave the task; whom it did not, is asked."""
    basis = basis_for(unit)
    from_province = ruling.body == SuperiorBody.PEOPLE_COMMITTEE and unit.kind in DISTRICT_KINDS | COMMUNE_KINDS
    return Basis.SUPERIOR if basis == Basis.REQUEST and from_province else basis
