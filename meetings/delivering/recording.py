"""Recording when a paper was sent to its addressees and when it arrived, for one of them or for many at once.

Điều 18, Nghị định 30/2020/NĐ-CP: what is sent is sent complete, in time, and followed until it has arrived.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, EditConflict, NotAllowed
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access
from meetings.enums import DeliveryMethod
from meetings.models import Delivery, MeetingEvent, Paper, Release

FIELDS = {
    "method": "cách gửi",
    "dispatched_on": "ngày gửi",
    "identifier": "mã gói tin, số vận đơn",
    "received_on": "ngày nhận",
    "receipt": "người nhận, phản hồi",
}
NONE_CHOSEN = "Chưa chọn nơi nhận nào. Hãy đánh dấu các nơi cần ghi rồi lưu lại."
NOTHING_TYPED = "Chưa có gì để ghi. Hãy nhập ngày gửi, mã gói tin, ngày nhận hoặc đổi cách gửi."


def deliveries_of(release: Release) -> list[Delivery]:
    """Units in the order of the directory, then the addressees that stand in words. One query."""
    rows = list(release.deliveries.select_related("unit"))
    return sorted(rows, key=lambda row: (row.unit is None, row.pk))


@records_refusals
def record_deliveries(
    release: Release, seen: Mapping[int, int], values: Mapping[str, Any], *, by: Officer, at: datetime
) -> int:
    """Write the values into each of the rows; how many were written.

    ``seen`` maps a row's key to the version that the officer saw; ``values`` names some of FIELDS, and what it does not
    name stays. Raises NotAllowed, EditConflict where a row was recorded by someone else meanwhile, and DomainError for
    days that cannot be; then nothing is written.
    """
    if not access.may_release(by, release.paper):
        raise NotAllowed("Chỉ văn thư ghi việc gửi, nhận văn bản.")
    if not seen:
        raise DomainError(NONE_CHOSEN)
    if not values or set(values) - FIELDS.keys():
        raise DomainError(NOTHING_TYPED)
    with transaction.atomic():
        held = Paper.objects.select_for_update(no_key=True).get(pk=release.paper_id)
        rows = list(release.deliveries.filter(pk__in=seen).select_related("unit").order_by("pk"))
        if len(rows) != len(seen):
            raise DomainError("Có nơi nhận không thuộc văn bản này. Hãy tải lại trang rồi chọn lại.")
        _refuse_moved_on(rows, seen)
        for row in rows:
            for name, value in values.items():
                setattr(row, name, value)
            _refuse_wrong(row, release, timezone.localdate(at))
            row.save()
        acting = by.capacity(Role.REGISTRAR)
        record(MeetingEvent, [held], verb="record_deliveries", by=by, acting=acting, at=at, note=_told(rows, values))
    return len(rows)


def _refuse_moved_on(rows: list[Delivery], seen: Mapping[int, int]) -> None:
    moved = [row for row in rows if row.version != seen[row.pk]]
    if moved:
        stored = "; ".join(f"{row.addressee}: {state_words(row)}" for row in moved[:5])
        raise EditConflict(
            f"{len(moved)} nơi nhận vừa được người khác ghi, nên lần này chưa lưu gì. Đang lưu: {stored}. "
            "Hãy xem lại rồi lưu lần nữa nếu vẫn cần."
        )


def _refuse_wrong(row: Delivery, release: Release, today: date) -> None:
    sent, received = row.dispatched_on, row.received_on
    if sent and sent < release.released_on:
        raise DomainError(
            f"Ngày gửi {sent:%d/%m/%Y} trước ngày {release.released_on:%d/%m/%Y} của văn bản. Hãy kiểm tra lại ngày gửi."
        )
    if received and sent is None:
        raise DomainError(f"{row.addressee} chưa có ngày gửi nên chưa ghi được ngày nhận. Hãy ghi cả ngày gửi.")
    if received and sent and received < sent:
        raise DomainError(
            f"Ngày nhận {received:%d/%m/%Y} của {row.addressee} trước ngày gửi {sent:%d/%m/%Y}. Hãy kiểm tra lại."
        )
    if any(day and day > today for day in (sent, received)):
        raise DomainError(f"Ngày gửi, ngày nhận không thể sau hôm nay, {today:%d/%m/%Y}. Hãy kiểm tra lại.")
    try:
        row.clean_fields(exclude=["release", "unit"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def state_words(row: Delivery) -> str:
    """'Trục liên thông văn bản, gửi ngày 09/04/2026 (mã 123), nhận ngày 10/04/2026': what is recorded of a row."""
    told = [DeliveryMethod(row.method).label]
    if row.dispatched_on:
        told.append(f"gửi ngày {row.dispatched_on:%d/%m/%Y}{f' (mã {row.identifier})' if row.identifier else ''}")
    if row.received_on:
        told.append(f"nhận ngày {row.received_on:%d/%m/%Y}{f' ({row.receipt})' if row.receipt else ''}")
    return ", ".join(told)


def _told(rows: list[Delivery], values: Mapping[str, Any]) -> str:
    """What was written, then to whom: every addressee, since the record is the only place that keeps it."""
    words = [f"{FIELDS[name]}: {_shown(name, values[name])}" for name in values]
    return f"{'; '.join(words)}. Nơi nhận: {'; '.join(row.addressee for row in rows)}"


def _shown(name: str, value: Any) -> str:
    if name == "method":
        return DeliveryMethod(value).label.lower()
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "để trống")
