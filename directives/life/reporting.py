"""A unit tells of its work and hands it in; the Sở records what came as a paper. Every report is kept as it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from directives import access
from directives.enums import AssignmentState, ReportKind
from directives.life.moving import held, move, require
from directives.life.unit_acts import ONLY_ITS_HEAD, ONLY_THE_UNIT
from directives.models import Assignment, Evidence, ProgressReport
from districts.errors import DomainError
from districts.models import Appointment, Officer
from districts.refusals import records_refusals
from meetings import storage
from meetings.enums import ReportRoute
from meetings.models.secrecy import refuse_secret
from meetings.planning.files import SentFile

MOST_FILES = 20
VERBS = {
    ReportKind.PROGRESS: "report_progress",
    ReportKind.COMPLETION: "report_completion",
    ReportKind.CONTRIBUTION: "contribute",
    ReportKind.NOTHING_TO_ADD: "nothing_to_add",
}
HEADS_ALONE = frozenset({ReportKind.COMPLETION})
NO_TEXT = "Báo cáo chưa có nội dung. Hãy ghi việc đã làm và kết quả, rồi gửi."
NO_EVIDENCE = "Báo cáo hoàn thành cần tệp minh chứng. Hãy kèm tệp, hoặc ghi lý do không có văn bản làm minh chứng."
ONLY_FOLLOWERS = "Chỉ bộ phận theo dõi nhiệm vụ này của Sở ghi được văn bản mà đơn vị gửi đến."
NOT_YET = "Ngày đến chưa tới. Hãy ghi ngày văn bản của đơn vị đến Sở."
PAPER_LATER = "Ngày của văn bản ở sau ngày văn bản đến Sở ({}). Hãy kiểm tra lại hai ngày."
BEFORE_IT = "Ngày đến ở trước ngày phân công nhiệm vụ ({}). Hãy kiểm tra lại ngày đến."


@dataclass(frozen=True)
class Telling:
    """What a report says: see ``Told``."""

    kind: ReportKind
    text: str = ""
    percent: int = 0
    paper_number: str = ""
    paper_day: date | None = None
    paper_signer: str = ""
    no_evidence: str = ""

    def refuse_faults(self, files: Sequence[SentFile] | Sequence[dict[str, object]]) -> None:
        """Raise DomainError for what cannot be sent as it is."""
        refuse_secret(self.text, self.paper_number, self.paper_signer, self.no_evidence)
        if not self.text.strip() and self.kind != ReportKind.NOTHING_TO_ADD and not self.paper_number.strip():
            raise DomainError(NO_TEXT)
        if self.kind == ReportKind.COMPLETION and not files and not self.no_evidence.strip():
            raise DomainError(NO_EVIDENCE)
        if not 0 <= self.percent <= 100:
            raise DomainError("Tiến độ từ 0 đến 100 %. Hãy nhập lại tiến độ.")
        if len(files) > MOST_FILES:
            raise DomainError(f"Báo cáo có nhiều nhất {MOST_FILES} tệp. Hãy bỏ bớt hoặc gộp tệp.")


@records_refusals
def report(
    assignment: Assignment,
    telling: Telling,
    *,
    files: Sequence[SentFile] = (),
    kept: Sequence[dict[str, object]] = (),
    by: Officer,
    at: datetime,
) -> ProgressReport:
    """Send a report of the unit. ``kept``: name, sha256 and size of files that lie in the store already.

    A completion is the head's to send, any other whoever works for the unit. Raises NotAllowed, WrongState, DomainError.
    """
    with held(assignment) as row:
        is_head = telling.kind in HEADS_ALONE
        acting = access.heading(by, row) if is_head else access.working_for(by, row)
        require(acting, ONLY_ITS_HEAD if is_head else ONLY_THE_UNIT)
        telling.refuse_faults([*kept, *_columns(files)])
        day = timezone.localdate(at)
        return _hand_in(row, telling, files, kept, ReportRoute.PORTAL, day, by=by, acting=acting, at=at)


@records_refusals
def record_paper(
    assignment: Assignment,
    telling: Telling,
    *,
    route: ReportRoute,
    arrived_on: date,
    files: Sequence[SentFile] = (),
    by: Officer,
    at: datetime,
) -> ProgressReport:
    """The following division records a paper by which the unit answered; the day it arrived is the day of hand-in.

    An assignment that the unit has not acknowledged is so by its paper. Raises NotAllowed, WrongState, and DomainError
    for a day still to come, before the assignment, or before the paper's own.
    """
    with held(assignment) as row:
        require(access.may_record_paper(by, row), ONLY_FOLLOWERS)
        if arrived_on > timezone.localdate(at):
            raise DomainError(NOT_YET)
        assigned_on = timezone.localdate(row.assigned_at)
        if arrived_on < assigned_on:
            raise DomainError(BEFORE_IT.format(f"{assigned_on:%d/%m/%Y}"))
        if telling.paper_day and telling.paper_day > arrived_on:
            raise DomainError(PAPER_LATER.format(f"{arrived_on:%d/%m/%Y}"))
        refuse_secret(*(file.name for file in files))
        telling.refuse_faults(list(files))
        acting = access.following(by, row.directive)
        if row.state == AssignmentState.ASSIGNED and telling.kind in (ReportKind.PROGRESS, ReportKind.COMPLETION):
            move(row, "acknowledge", by=by, acting=acting, at=at, note="Theo văn bản của đơn vị")
        return _hand_in(row, telling, files, (), route, arrived_on, by=by, acting=acting, at=at)


def _hand_in(
    row: Assignment,
    telling: Telling,
    files: Sequence[SentFile],
    kept: Sequence[dict[str, object]],
    route: ReportRoute,
    day: date,
    *,
    by: Officer,
    acting: Appointment | None,
    at: datetime,
) -> ProgressReport:
    """Move the row first, which refuses before a file is stored; then keep the report."""
    completes = telling.kind == ReportKind.COMPLETION
    columns: dict[str, object] = {"percent": 100 if completes else telling.percent}
    if completes:
        # a supplement is handed in on the day on which the first, supplemented one was
        columns |= {"handed_in_on": row.handed_in_on or day, "waiting_since": at, "supplement_by": None}
    move(row, VERBS[telling.kind], by=by, acting=acting, at=at, note=_noted(telling, route), **columns)
    last = row.reports.aggregate(last=Max("number"))["last"] or 0
    sent = ProgressReport.objects.create(
        assignment=row,
        number=last + 1,
        kind=telling.kind,
        text=telling.text.strip(),
        percent=row.percent,
        paper_number=telling.paper_number.strip(),
        paper_day=telling.paper_day,
        paper_signer=telling.paper_signer.strip(),
        no_evidence=telling.no_evidence.strip(),
        route=route,
        handed_in_on=day,
        by=by,
        at=at,
    )
    stored = [
        *kept,
        *({**each, "sha256": storage.put(file.data)} for each, file in zip(_columns(files), files, strict=True)),
    ]
    Evidence.objects.bulk_create(Evidence(report=sent, **each) for each in stored)
    return sent


def _columns(files: Sequence[SentFile]) -> list[dict[str, object]]:
    return [{"name": file.name, "size": len(file.data)} for file in files]


def _noted(telling: Telling, route: ReportRoute) -> str:
    paper = telling.paper_number.strip()
    if route == ReportRoute.PORTAL:
        return paper
    return ", ".join(filter(None, [paper, ReportRoute(route).label]))
