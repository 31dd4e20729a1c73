"""The Sở asks units of a meeting for a report: about what, until when, in which form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, EditConflict, NotAllowed
from districts.events import record
from districts.models import Officer, Unit
from districts.refusals import records_refusals
from meetings import access, storage
from meetings.enums import ReportState
from meetings.models import Delegation, Meeting, MeetingEvent, ReportRequest, UnitReport
from meetings.models.secrecy import refuse_secret
from meetings.planning.files import SentFile

ONLY_CLERKS = "Chỉ chuyên viên yêu cầu các đơn vị gửi báo cáo, khi cuộc họp chưa kết thúc theo dõi và không bị hủy."
NOBODY_LEFT = "Các đơn vị đã chọn đều đã được yêu cầu báo cáo. Hãy chọn đơn vị khác, hoặc sửa yêu cầu đã có."
DAY_OVER = "Hạn gửi báo cáo đã qua. Hãy chọn từ hôm nay trở đi."


@dataclass(frozen=True)
class Invited:
    """The units of a meeting that could be asked. ``unnamed`` are not in the directory: they have nobody to ask.

    ``free``: not asked yet; ``spared``: marked as not needed, asked again only where they are chosen one by one.
    """

    free: list[Unit]
    spared: list[Unit]
    unnamed: list[str]


def invited_to(meeting: Meeting) -> Invited:
    """Two queries."""
    states = dict(meeting.unit_reports.order_by().values_list("unit", "state"))
    free, spared, unnamed = [], [], []
    for row in Delegation.objects.filter(meeting=meeting).select_related("unit"):
        if row.unit is None:
            unnamed.append(row.words)
        elif row.unit_id not in states:
            free.append(row.unit)
        elif states[row.unit_id] == ReportState.NOT_NEEDED:
            spared.append(row.unit)
    return Invited(free, spared, unnamed)


@records_refusals
def ask_units(
    meeting: Meeting,
    request: ReportRequest,
    units: Sequence[Unit],
    *,
    template: SentFile | None = None,
    by: Officer,
    at: datetime,
) -> int:
    """Keep the request and a row for each of the units that is invited and not asked yet; how many there are.

    Of two clicks the second finds them asked. Raises NotAllowed, and DomainError where nobody is left to ask, for a day
    that is over and for a mark of secrecy.
    """
    _refuse_bad(meeting, request, by)
    if request.due_on < timezone.localdate(at):
        raise DomainError(DAY_OVER)
    with transaction.atomic():
        held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
        invited = invited_to(held)
        chosen = {unit.pk for unit in units}
        free = [unit for unit in invited.free if unit.pk in chosen]
        spared = [unit.pk for unit in invited.spared if unit.pk in chosen]
        if not free and not spared:
            raise DomainError(NOBODY_LEFT)
        request.meeting, request.asked_by, request.asked_at = held, by, at
        request.template_name = template.name if template else ""
        request.template_sha256 = storage.put(template.data) if template else ""
        request.save()
        UnitReport.objects.bulk_create(UnitReport(meeting=held, unit=unit, request=request) for unit in free)
        for report in UnitReport.objects.filter(meeting=held, unit__in=spared):
            report.request, report.state, report.reason = request, ReportState.ASKED, ""
            report.save()
        named = [str(unit) for unit in (*invited.free, *invited.spared) if unit.pk in chosen]
        _record(held, "ask_reports", f"{_told(request)} Đơn vị: {'; '.join(named)}", by, at)
    return len(named)


@records_refusals
def correct_request(
    request: ReportRequest, *, template: SentFile | None = None, by: Officer, at: datetime
) -> ReportRequest:
    """Save what is asked, read by all its units at once. Raises EditConflict where someone else saved it meanwhile."""
    _refuse_bad(request.meeting, request, by)
    with transaction.atomic():
        held = Meeting.objects.select_for_update(no_key=True).get(pk=request.meeting_id)
        before = ReportRequest.objects.get(pk=request.pk)
        if before.version != request.version:
            raise EditConflict("Yêu cầu báo cáo vừa được người khác sửa, nên lần lưu này chưa được ghi.")
        if request.due_on != before.due_on and request.due_on < timezone.localdate(at):
            raise DomainError(DAY_OVER)
        if template:
            request.template_name, request.template_sha256 = template.name, storage.put(template.data)
        request.save()
        _record(held, "correct_request", f"{_told(before)} → {_told(request)}", by, at)
    return request


def _refuse_bad(meeting: Meeting, request: ReportRequest, by: Officer) -> None:
    if not access.may_handle_reports(by, meeting):
        raise NotAllowed(ONLY_CLERKS)
    if not request.content.strip():
        raise DomainError("Hãy ghi nội dung cần báo cáo.")
    refuse_secret(request.content)


def _told(request: ReportRequest) -> str:
    template = f" Mẫu: {request.template_name} ({request.template_sha256})." if request.template_sha256 else ""
    return f"{request.content} Chậm nhất ngày {_day(request.due_on)}.{template}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _record(meeting: Meeting, verb: str, note: str, by: Officer, at: datetime) -> None:
    record(MeetingEvent, [meeting], verb=verb, by=by, acting=by.capacity(Role.CLERK), at=at, note=note)
