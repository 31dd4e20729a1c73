"""Who stands in for whom while somebody is away: named by the one who goes, for one appointment and a period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Appointment, Deputyship, Officer
from districts.models.officers import works_beside
from districts.refusals import records_refusals

NOT_OWN = "Chỉ cử được người thay cho chức vụ của chính mình, đang giữ. Việc đang thay người khác thì không cử tiếp."
ADMINISTRATOR = "Vai trò quản trị không cử người thay. Hãy phân công thêm một người quản trị trong trang Quản trị."
ONESELF = "Người thay phải là người khác."
NOT_BESIDE = "{} không cùng đơn vị (với người của Sở: không phải người của Sở) hoặc không còn dùng tài khoản. Hãy chọn người khác."
IN_THE_PAST = "Ngày bắt đầu đã qua. Hãy chọn từ hôm nay trở đi."
BACKWARDS = "Ngày kết thúc phải bằng hoặc sau ngày bắt đầu."
TOO_LONG = "Mỗi lần cử người thay nhiều nhất {} ngày. Hãy chọn ngày kết thúc sớm hơn; cần thêm thì khi đó cử tiếp."
MOST_DAYS = 366
PAST_ITS_END = "Chức vụ này chỉ giữ đến hết ngày {:%d/%m/%Y}. Hãy chọn ngày kết thúc không muộn hơn."
OVERLAPS = "Từ {:%d/%m/%Y} đến {:%d/%m/%Y} chức vụ này đã có {} thay. Hãy kết thúc việc đó trước, hoặc chọn ngày khác."
NOT_YOURS = "Chỉ người đã cử mới kết thúc sớm việc thay."
IS_OVER = "Việc thay này đã kết thúc. Hãy tải lại trang để xem."


def lendable(officer: Officer) -> list[Appointment]:
    """The officer's own appointments of today for which a deputy may be named."""
    return [a for a in officer.current_appointments if not a.is_lent and a.role != Role.ADMINISTRATOR]


def deputies_for(lent: Iterable[Appointment], day: date) -> list[Appointment]:
    """Who may stand in for one of them, by name, each once with the appointment beside it; one query."""
    lent = list(lent)
    held = Appointment.objects.in_force(day).filter(officer__is_active=True)
    others = held.exclude(officer__in={each.officer_id for each in lent}).select_related("officer", "unit")
    found: dict[int, Appointment] = {}
    for row in others.order_by("officer__full_name", "pk"):
        if any(works_beside([row], each) for each in lent):
            found.setdefault(row.officer_id, row)
    return list(found.values())


@records_refusals
def name_deputy(
    appointment: Appointment,
    *,
    deputy: Officer,
    starts_on: date,
    ends_on: date,
    paper: str = "",
    by: Officer,
    at: datetime,
) -> Deputyship:
    """Another acts with the appointment of ``by`` from the one day to the other. Raises NotAllowed, WrongState, DomainError."""
    with transaction.atomic():
        # two at once: the second waits here and sees the period of the first
        row = Appointment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=appointment.pk)
        today = timezone.localdate(at)
        _refuse_appointment(row, by, today)
        _refuse_period(row, starts_on, ends_on, today)
        if deputy.pk == by.pk:
            raise DomainError(ONESELF)
        if deputy.pk not in {each.officer_id for each in deputies_for([row], today)}:
            raise DomainError(NOT_BESIDE.format(deputy))
        same = Deputyship.objects.filter(appointment=row, ended_at=None).select_related("deputy")
        if there := same.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first():
            raise WrongState(OVERLAPS.format(there.starts_on, there.ends_on, there.deputy))
        words = " ".join(paper.split())
        return Deputyship.objects.create(
            appointment=row, deputy=deputy, starts_on=starts_on, ends_on=ends_on, paper=words, named_at=at
        )


def _refuse_appointment(row: Appointment, by: Officer, today: date) -> None:
    if row.officer_id != by.pk or not Appointment.objects.in_force(today).filter(pk=row.pk).exists():
        raise NotAllowed(NOT_OWN)
    if row.role == Role.ADMINISTRATOR:
        raise NotAllowed(ADMINISTRATOR)


def _refuse_period(row: Appointment, starts_on: date, ends_on: date, today: date) -> None:
    if starts_on < today:
        raise DomainError(IN_THE_PAST)
    if ends_on < starts_on:
        raise DomainError(BACKWARDS)
    if (ends_on - starts_on).days >= MOST_DAYS:
        raise DomainError(TOO_LONG.format(MOST_DAYS))
    if row.ends_on and ends_on > row.ends_on:
        raise DomainError(PAST_ITS_END.format(row.ends_on))


@records_refusals
def end_deputyship(deputyship: Deputyship, *, by: Officer, at: datetime) -> Deputyship:
    """The one who is back takes it back at once; what was done meanwhile stays. Raises NotAllowed, WrongState."""
    with transaction.atomic():
        rows = Deputyship.objects.select_for_update(of=("self",)).select_related("appointment")
        row = rows.get(pk=deputyship.pk)
        if row.appointment.officer_id != by.pk:
            raise NotAllowed(NOT_YOURS)
        if row.is_over(timezone.localdate(at)):
            raise WrongState(IS_OVER)
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        return row
