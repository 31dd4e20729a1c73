"""A unit prepares its report and sends it; the Sở records one that came by another way. Every sending is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access, storage
from meetings.enums import MeetingState, ReportRoute, ReportState
from meetings.models import (
    Meeting,
    MeetingEvent,
    ReportDraftFile,
    ReportFile,
    ReportVersion,
    UnitReport,
)
from meetings.models.secrecy import refuse_secret
from meetings.planning.files import SentFile
from meetings.proposals.filing import send_drafts

MOST_FILES = 20
NOT_OF_THE_UNIT = "Chỉ công chức, lãnh đạo của đơn vị soạn và gửi báo cáo của đơn vị đó."
ONLY_CLERKS = "Chỉ chuyên viên ghi báo cáo đến bằng đường khác."
NO_LONGER = "Cuộc họp đã hủy hoặc đã kết thúc theo dõi nên không nhận báo cáo nữa."
NOT_NEEDED = "Sở đã ghi đơn vị này không cần gửi báo cáo. Cần gửi thì liên hệ thư ký cuộc họp."
NOTHING = "Báo cáo chưa có nội dung. Hãy ghi tóm tắt hoặc kèm tệp, rồi gửi."
OVERTAKEN = "Báo cáo của {} vừa được người khác ghi, nên lần này chưa lưu gì. Hãy xem lại rồi ghi nếu vẫn cần."
PAPER_LATER = "Ngày của văn bản ở sau ngày đến Sở ({}). Hãy kiểm tra lại hai ngày."
CLOSED = frozenset({MeetingState.CLOSED, MeetingState.CANCELLED})


@dataclass(frozen=True)
class Arrival:
    """A report that came to the Sở by another way than the portal, and on which day."""

    route: str
    arrived_on: date
    summary: str = ""
    paper_number: str = ""
    paper_day: date | None = None
    signer: str = ""


def takes_report(report: UnitReport) -> bool:
    """Whether the unit may still write and send."""
    return report.state != ReportState.NOT_NEEDED and report.meeting.state not in CLOSED


def save_draft(report: UnitReport, *, by: Officer, at: datetime) -> UnitReport:
    """Save the unit's working copy as it stands in ``report``. Raises EditConflict over a newer one."""
    with _held(report, by) as held:
        _write_draft(held, report, by, at)
    return report


@records_refusals
def send_report(report: UnitReport, *, by: Officer, at: datetime) -> ReportVersion:
    """Save the working copy and send it to the Sở, with the proposals that the unit has drafted for the meeting: a version
    that stays readable when a later one follows.

    Raises EditConflict over a newer working copy, DomainError where there is neither a summary nor a file.
    """
    with _held(report, by) as held:
        _write_draft(held, report, by, at)
        files = list(report.draft_files.all())
        if not report.summary.strip() and not files:
            raise DomainError(NOTHING)
        arrival = Arrival(
            ReportRoute.PORTAL,
            timezone.localdate(at),
            report.summary,
            report.paper_number,
            report.paper_day,
            report.signer,
        )
        before = report.state
        version = _keep(report, arrival, [file.columns() for file in files], by, at)
        _record(held, "send_report", before, version, by, at)
        send_drafts(report.meeting, report.unit, by=by, at=at)
    return version


@records_refusals
def record_arrival(
    report: UnitReport, arrival: Arrival, files: Sequence[SentFile], *, version: int, by: Officer, at: datetime
) -> ReportVersion:
    """Keep a report that came by công văn, mail or on paper, with the day it arrived. The unit's own draft is not touched.

    ``version`` is that of the row on the page. Raises NotAllowed, EditConflict, DomainError for a day still to come and
    where nothing tells what came, and for a paper dated after it arrived.
    """
    if not access.may_handle_reports(by, report.meeting):
        raise NotAllowed(ONLY_CLERKS)
    if arrival.arrived_on > timezone.localdate(at):
        raise DomainError("Ngày đến chưa tới. Hãy ghi ngày báo cáo đến Sở.")
    if arrival.paper_day and arrival.paper_day > arrival.arrived_on:
        raise DomainError(PAPER_LATER.format(f"{arrival.arrived_on:%d/%m/%Y}"))
    if not (arrival.summary.strip() or arrival.paper_number.strip() or files):
        raise DomainError("Hãy ghi số văn bản, tóm tắt nội dung hoặc kèm tệp của báo cáo.")
    refuse_secret(arrival.summary, arrival.paper_number, arrival.signer, *(file.name for file in files))
    with transaction.atomic():
        held = UnitReport.objects.select_for_update(no_key=True).get(pk=report.pk)
        if held.version != version:
            raise EditConflict(OVERTAKEN.format(report))
        before = held.state
        kept = _keep(held, arrival, _stored(files), by, at)
        _record(held, "record_report", before, kept, by, at, Role.CLERK)
    return kept


def add_draft_files(report: UnitReport, files: Sequence[SentFile], *, by: Officer) -> int:
    """Put files beside the unit's working copy; how many are new to it. Raises DomainError for more than it may have."""
    refuse_secret(*(file.name for file in files))
    sent = {storage.sha256_of(file.data): file for file in files}
    with _held(report, by) as held:
        known = set(held.draft_files.values_list("sha256", flat=True))
        new = [file for sha256, file in sent.items() if sha256 not in known]
        if len(known) + len(new) > MOST_FILES:
            raise DomainError(f"Báo cáo có nhiều nhất {MOST_FILES} tệp. Hãy bỏ bớt hoặc gộp tệp.")
        ReportDraftFile.objects.bulk_create(ReportDraftFile(report=held, **each) for each in _stored(new))
    return len(new)


def remove_draft_file(report: UnitReport, pk: int, *, by: Officer) -> None:
    """Take a file off the working copy; what was sent with it keeps it."""
    with _held(report, by) as held:
        held.draft_files.filter(pk=pk).delete()


@contextmanager
def _held(report: UnitReport, by: Officer) -> Iterator[UnitReport]:
    """The row, locked, for an act of its unit. Raises NotAllowed, and WrongState where nothing is taken any more."""
    if not access.may_prepare_report(by, report):
        raise NotAllowed(NOT_OF_THE_UNIT)
    with transaction.atomic():
        meeting = Meeting.objects.get(pk=report.meeting_id)
        held = UnitReport.objects.select_for_update(no_key=True).get(pk=report.pk)
        if meeting.state in CLOSED:
            raise WrongState(NO_LONGER)
        if held.state == ReportState.NOT_NEEDED:
            raise WrongState(NOT_NEEDED)
        yield held


def _write_draft(held: UnitReport, report: UnitReport, by: Officer, at: datetime) -> None:
    if held.version != report.version:
        raise EditConflict(OVERTAKEN.format(report))
    refuse_secret(report.summary, report.paper_number, report.signer)
    report.drafted_by, report.drafted_at = by, at
    report.save()


def _keep(
    report: UnitReport, arrival: Arrival, files: Iterable[dict[str, object]], by: Officer, at: datetime
) -> ReportVersion:
    """The next version, and the row that now has it. The day of hand-in is that of the first one that came."""
    last = ReportVersion.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
    version = ReportVersion.objects.create(
        report=report,
        number=last + 1,
        route=arrival.route,
        arrived_on=arrival.arrived_on,
        summary=arrival.summary.strip(),
        paper_number=arrival.paper_number.strip(),
        paper_day=arrival.paper_day,
        signer=arrival.signer.strip(),
        by=by,
        at=at,
    )
    ReportFile.objects.bulk_create(ReportFile(version=version, **each) for each in files)
    report.state, report.reason = ReportState.SENT, ""
    report.received_on = min(filter(None, [report.received_on, arrival.arrived_on]))
    report.save()
    return version


def _stored(files: Iterable[SentFile]) -> list[dict[str, object]]:
    return [{"name": file.name, "sha256": storage.put(file.data), "size": len(file.data)} for file in files]


def _record(
    report: UnitReport, verb: str, before: str, version: ReportVersion, by: Officer, at: datetime, *roles: str
) -> None:
    files = ", ".join(f"{file.name} {file.sha256}" for file in version.files.all())
    told = ", ".join(filter(None, [version.paper_number, version.get_route_display(), files]))
    record(
        MeetingEvent,
        [report],
        verb=verb,
        by=by,
        acting=by.capacity(*roles),
        at=at,
        from_state=before,
        to_state=ReportState.SENT,
        note=f"Lần {version.number}, đến ngày {version.arrived_on:%d/%m/%Y}: {told}",
    )
