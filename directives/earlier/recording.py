"""A notice issued before the portal is entered with the standing of each of its orders; what is still open is followed.

Only open orders become directives. Their deadlines are those of the old notice; units that are gone pass them to the
one unit that carries on their work, and where there are several nobody is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from directives.assigning import SettingOff, assign
from districts.calendar import WorkCalendar
from districts.enums import Role
from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from districts.events import record
from districts.models import Appointment, Officer, Unit
from districts.refusals import records_refusals
from districts.roster import Roster
from districts.succession import successors_of
from meetings import access
from meetings.composing import chair_words
from meetings.conclusion_rows import orders_of
from meetings.earlier_papers import EarlierFacts, enter
from meetings.enums import OrderStanding
from meetings.models import EarlierPaper, EarlierStanding, MeetingEvent, Order, Outline
from meetings.models.secrecy import refuse_secret
from meetings.sharing import shares_of


@dataclass(frozen=True)
class Said:
    """What the clerk says of one order; ``done_on`` is None but for one that was done."""

    standing: OrderStanding
    done_on: date | None = None


@dataclass(frozen=True)
class EarlierIssue(SettingOff):
    """An old notice sets off what is still open of it, for the units that exist when it is entered."""

    paper: EarlierPaper

    @property
    def day(self) -> date:
        return self.paper.entry.issued_on

    @property
    def first_day(self) -> date:
        return timezone.localdate(self.at)

    @property
    def source(self) -> dict[str, Any]:
        acting = self.acting
        following = {"following_unit_id": acting.unit_id if acting else None, "following_clerk_id": self.by.pk}
        return {"earlier": self.paper, **following}

    @property
    def outline(self) -> Outline:
        return self.paper.outline

    @property
    def number(self) -> str:
        return self.paper.full_number

    @property
    def leader_words(self) -> str:
        return (
            chair_words(self.outline.meeting) or f"{self.paper.entry.signer_name}, {self.paper.entry.signer_position}"
        )

    @property
    def acting(self) -> Appointment | None:
        return self.by.capacity(Role.CLERK)


@records_refusals
def enter_with_orders(
    outline: Outline, facts: EarlierFacts, said: Mapping[int, Said], *, by: Officer, at: datetime
) -> EarlierPaper:
    """The notice, the standing of every order, and the directives of the open ones: all or nothing.

    ``said`` by the key of the order. Raises NotAllowed, AlreadyEntered, WrongState, DomainError.
    """
    with transaction.atomic():
        orders = orders_of(outline)
        still_open = [each for each in orders if each.pk in said and said[each.pk].standing == OrderStanding.OPEN]
        readers = [*facts.units, *_units_of(still_open, timezone.localdate(at))]
        paper = enter(outline, replace(facts, units=readers), by=by, at=at)
        missing = [order for order in orders if order.pk not in said]
        if missing:
            raise DomainError(f"Chưa ghi tình trạng của nhiệm vụ “{missing[0]}”. Hãy chọn tình trạng rồi lưu lại.")
        for order in orders:
            _refuse_day(said[order.pk], facts.issued_on, at)
        EarlierStanding.objects.bulk_create([_standing(paper, order, said[order.pk], by, at) for order in orders])
        _follow(paper, still_open, by, at)
    return paper


def _units_of(orders: list[Order], day: date) -> list[Unit]:
    """Whoever gets a task under the notice reads it, like those whom it was sent to in its time."""
    roster = _roster_with_heirs(orders, day)
    shares = [shares_of(order, roster) for order in orders]
    return [unit for share in shares for unit in (*share.leading, *share.coordinating)]


@records_refusals
def correct_standing(before: EarlierStanding, said: Said, *, reason: str, by: Officer, at: datetime) -> EarlierStanding:
    """A new row in place of a wrong one. What was said to be open is followed already, and ends as any directive does.

    Raises NotAllowed, EditConflict, WrongState, DomainError.
    """
    if not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên sửa tình trạng nhiệm vụ của thông báo cũ.")
    if not reason.strip():
        raise DomainError("Hãy ghi lý do sửa tình trạng.")
    refuse_secret(reason)
    with transaction.atomic():
        paper = EarlierPaper.objects.select_for_update().get(pk=before.paper_id)
        if EarlierStanding.objects.filter(supersedes=before).exists():
            raise EditConflict("Tình trạng của nhiệm vụ này vừa được người khác sửa. Hãy tải lại trang để xem.")
        if before.standing == OrderStanding.OPEN:
            raise WrongState("Nhiệm vụ này đang được theo dõi trên cổng. Kết quả được ghi ở chính nhiệm vụ đó.")
        if (said.standing, said.done_on) == (before.standing, before.done_on):
            raise DomainError("Tình trạng mới giống tình trạng đang ghi. Hãy chọn tình trạng khác.")
        _refuse_day(said, paper.entry.issued_on, at)
        row = _standing(paper, before.order, said, by, at)
        row.supersedes, row.reason = before, reason.strip()
        row.save()
        if said.standing == OrderStanding.OPEN:
            _follow(paper, [o for o in orders_of(paper.outline) if o.pk == before.order_id], by, at)
        note = f"{before.order}: {before.told} → {row.told}. {row.reason}"
        record(MeetingEvent, [paper], verb="correct_standing", by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
    return row


def _standing(paper: EarlierPaper, order: Order, said: Said, by: Officer, at: datetime) -> EarlierStanding:
    return EarlierStanding(
        paper=paper, order=order, standing=said.standing, done_on=said.done_on, entered_by=by, entered_at=at
    )


def _refuse_day(said: Said, issued_on: date, at: datetime) -> None:
    if said.standing != OrderStanding.DONE:
        if said.done_on:
            raise DomainError("Chỉ nhiệm vụ đã hoàn thành mới ghi ngày hoàn thành. Hãy xóa ngày hoặc đổi tình trạng.")
        return
    if said.done_on is None:
        raise DomainError("Nhiệm vụ đã hoàn thành phải ghi ngày hoàn thành. Hãy ghi ngày rồi lưu lại.")
    if not issued_on <= said.done_on <= timezone.localdate(at):
        raise DomainError(
            f"Ngày hoàn thành {said.done_on:%d/%m/%Y} phải từ ngày ban hành {issued_on:%d/%m/%Y} đến hôm nay. "
            "Hãy kiểm tra lại ngày."
        )


def _follow(paper: EarlierPaper, orders: list[Order], by: Officer, at: datetime) -> None:
    if orders:
        roster = _roster_with_heirs(orders, timezone.localdate(at))
        assign(EarlierIssue(roster, WorkCalendar.load(), by, at, paper), orders)


def _roster_with_heirs(orders: list[Order], day: date) -> Roster:
    """The units of the day; one that is gone stands for the only unit that carries on its work, if there is just one."""
    roster = Roster.load(day)
    named = {party.unit_id: party.unit for order in orders for party in order.parties.all() if party.unit}
    gone: list[Unit] = [unit for pk, unit in named.items() if pk not in roster.units]
    heirs = successors_of(gone, day)
    only = {pk: roster.units[found[0].pk] for pk, found in heirs.items() if len(found) == 1}
    return roster.with_heirs(only)
