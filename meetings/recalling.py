"""Receivers of a recalled paper confirm that they sent it back or destroyed it (Điều 18, Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.models import Appointment, Officer, Unit
from districts.refusals import records_refusals
from meetings import access
from meetings.models import MeetingEvent, Paper, Recall, RecallConfirmation, Release
from meetings.papers.record import secret_text

LONGEST_ANSWER = 120
NOT_OWN = "Chỉ người làm việc tại đơn vị đã nhận văn bản, chuyên viên hoặc văn thư Sở mới xác nhận việc thu hồi."


@dataclass(frozen=True)
class Receiver:
    """A unit that the recalled paper was sent to, and its confirmation, None as long as there is none."""

    unit: Unit
    confirmation: RecallConfirmation | None


@dataclass(frozen=True)
class RecallAnswers:
    receivers: list[Receiver]

    @property
    def waiting(self) -> list[Unit]:
        return [each.unit for each in self.receivers if each.confirmation is None]

    @property
    def confirmed(self) -> list[RecallConfirmation]:
        return [each.confirmation for each in self.receivers if each.confirmation]

    def of(self, unit_ids: set[int]) -> list[Receiver]:
        """Those of the units, for their own people."""
        return [each for each in self.receivers if each.unit.pk in unit_ids]


def answers_to(recall: Recall) -> RecallAnswers:
    """Every unit that received the recalled paper, by name, those who have not answered first; two queries."""
    found = {each.unit_id: each for each in recall.confirmations.all()}
    units = Unit.objects.filter(deliveries__release=recall.release_id).order_by("sort_name", "pk")
    receivers = [Receiver(unit, found.get(unit.pk)) for unit in units]
    return RecallAnswers(sorted(receivers, key=lambda each: each.confirmation is not None))


@records_refusals
def confirm_recall(
    release: Release, *, unit: Unit, by: Officer, at: datetime, answer: str = "", answered_on: date | None = None
) -> RecallConfirmation:
    """'Xác nhận đã gửi lại hoặc hủy bản đã nhận', by one who works for the unit.

    The Sở enters what came on paper: ``answer`` is the number of the unit's paper, ``answered_on`` its day.
    Raises NotAllowed, WrongState, DomainError.
    """
    acting = _acting_for(unit, by)
    own = unit.pk in by.unit_ids
    answer, answered_on = ("", None) if own else (" ".join(answer.split()), answered_on)
    if not own:
        _refuse_unproved(release, answer, answered_on, at)
    with transaction.atomic():
        held = Paper.objects.select_for_update(no_key=True).get(pk=release.paper_id)
        recall = _recall_of(release)
        _refuse_outside(recall, unit)
        note = f"{unit}" + (f", theo {answer}" if answer else "")
        record(MeetingEvent, [held], verb="confirm_recall", by=by, acting=acting, at=at, note=note)
        return RecallConfirmation.objects.create(
            recall=recall,
            unit=unit,
            officer=by,
            officer_name=by.full_name,
            position=acting.position_on_record if acting else "",
            answer=answer,
            answered_on=answered_on,
            at=at,
        )


def _acting_for(unit: Unit, by: Officer) -> Appointment | None:
    if not access.may_confirm_recall(by, unit):
        raise NotAllowed(NOT_OWN)
    own = [each for each in by.current_appointments if each.unit_id == unit.pk]
    return own[0] if own else by.capacity(*access.RECALL_ENTERING_ROLES)


def _refuse_unproved(release: Release, answer: str, answered_on: date | None, at: datetime) -> None:
    if not answer:
        raise DomainError("Hãy ghi số, ký hiệu văn bản mà đơn vị gửi để xác nhận.")
    if len(answer) > LONGEST_ANSWER:
        raise DomainError(f"Số, ký hiệu văn bản xác nhận dài quá {LONGEST_ANSWER} ký tự.")
    if refusal := secret_text(answer):
        raise DomainError(refusal)
    if answered_on is None:
        raise DomainError("Hãy ghi ngày văn bản xác nhận của đơn vị.")
    recalled_on = _recall_of(release).by_release.released_on
    if not recalled_on <= answered_on <= timezone.localdate(at):
        raise DomainError(
            f"Ngày văn bản xác nhận phải từ ngày thu hồi {recalled_on:%d/%m/%Y} đến hôm nay. Hãy kiểm tra lại."
        )


def _recall_of(release: Release) -> Recall:
    recall = Recall.objects.select_related("by_release").filter(release=release).first()
    if recall is None:
        raise WrongState(f"Văn bản {release} chưa bị thu hồi nên không có gì để xác nhận.")
    return recall


def _refuse_outside(recall: Recall, unit: Unit) -> None:
    if not recall.release.deliveries.filter(unit=unit).exists():
        raise DomainError(f"{unit} không có trong nơi nhận của văn bản bị thu hồi.")
    if known := recall.confirmations.filter(unit=unit).first():
        raise WrongState(
            f"{unit} đã xác nhận việc thu hồi lúc {timezone.localtime(known.at):%H:%M %d/%m/%Y}, "
            f"người xác nhận: {known.officer_name}."
        )
