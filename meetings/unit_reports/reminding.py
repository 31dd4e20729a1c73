"""Who has not sent the report yet: whom to remind, in which words, and who was reminded already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from districts.errors import DomainError, NotAllowed
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access
from meetings.attendance.groups import GROUPS, group_of_kind
from meetings.enums import ReminderWay, ReportState
from meetings.models import Meeting, ReportReminder, UnitReport
from meetings.models.secrecy import refuse_secret
from meetings.unit_reports.sending import CLOSED

NOBODY = "Chưa chọn đơn vị nào. Hãy đánh dấu các đơn vị đã nhắc."


@dataclass(frozen=True)
class ToRemind:
    """A unit whose report is awaited. ``days_left`` is negative once the deadline is over. ``reminders``: newest first."""

    report: UnitReport
    days_left: int
    reminders: Sequence[ReportReminder]

    @property
    def name(self) -> str:
        return str(self.report.unit)

    @property
    def email(self) -> str:
        return self.report.unit.email

    @property
    def is_supplement(self) -> bool:
        return self.report.state == ReportState.RETURNED


@dataclass(frozen=True)
class GroupToRemind:
    """``sent`` of the ``total`` units of the group have sent theirs; those that need not are not counted."""

    label: str
    rows: list[ToRemind]
    sent: int
    total: int


def units_to_remind(meeting: Meeting, today: date) -> list[ToRemind]:
    """The units that still have a report, or a supplement, to send, the earliest due first. Reads, and changes nothing.

    None once the meeting is closed or cancelled. Two queries.
    """
    if meeting.state in CLOSED:
        return []
    reminders = Prefetch("reminders", ReportReminder.objects.select_related("by"))
    awaited = meeting.unit_reports.awaited().select_related("unit", "request").prefetch_related(reminders)
    rows = [ToRemind(each, (each.request.due_on - today).days, list(each.reminders.all())) for each in awaited]
    return sorted(rows, key=lambda row: (row.days_left, row.report.unit.kind, row.report.unit.sort_name))


def grouped_to_remind(meeting: Meeting, rows: Iterable[ToRemind]) -> list[GroupToRemind]:
    """By the groups in which units are read out. One query."""
    found: dict[str, list[ToRemind]] = {}
    for row in rows:
        found.setdefault(group_of_kind(row.report.unit.kind).key, []).append(row)
    counts: dict[str, list[int]] = {}
    needed = meeting.unit_reports.exclude(state=ReportState.NOT_NEEDED).order_by()
    for kind, state in needed.values_list("unit__kind", "state"):
        count = counts.setdefault(group_of_kind(kind).key, [0, 0])
        count[0] += state == ReportState.SENT
        count[1] += 1
    return [
        GroupToRemind(group.label, found.get(group.key, []), *counts[group.key])
        for group in GROUPS
        if group.key in counts
    ]


def reminder_text(meeting: Meeting, groups: Sequence[GroupToRemind]) -> str:
    """What is pasted into a chat: the meeting, how many have sent, then the units of each group with their deadlines."""
    sent, total = sum(group.sent for group in groups), sum(group.total for group in groups)
    lines = [f"Đề nghị các đơn vị gửi báo cáo phục vụ {meeting}. Đã có {sent}/{total} đơn vị gửi."]
    for group in groups:
        for due, names in _by_day(group.rows).items():
            lines.append(f"{group.label}, chậm nhất ngày {due:%d/%m/%Y} ({len(names)} đơn vị): {'; '.join(names)}.")
    return "\n".join(lines)


def _by_day(rows: Iterable[ToRemind]) -> dict[date, list[str]]:
    found: dict[date, list[str]] = {}
    for row in rows:
        name = f"{row.name} (bổ sung)" if row.is_supplement else row.name
        found.setdefault(row.report.request.due_on, []).append(name)
    return found


@dataclass(frozen=True)
class MailList:
    """``addresses``: ready for the field of a mail; ``without``: the units that have none on record."""

    addresses: str
    without: list[str]


def mail_list(rows: Iterable[ToRemind]) -> MailList:
    rows = list(rows)
    addresses = dict.fromkeys(row.email for row in rows if row.email)
    return MailList("; ".join(addresses), [row.name for row in rows if not row.email])


@records_refusals
def note_reminded(
    meeting: Meeting, reports: Iterable[int], *, way: str = ReminderWay.PHONE, note: str = "", by: Officer, at: datetime
) -> int:
    """Keep that these units were reminded; how many. Those that have sent meanwhile are left out."""
    if not access.may_handle_reports(by, meeting):
        raise NotAllowed("Chỉ chuyên viên ghi việc nhắc các đơn vị gửi báo cáo.")
    refuse_secret(note)
    with transaction.atomic():
        awaited = meeting.unit_reports.awaited().filter(pk__in=list(reports))
        rows = [ReportReminder(report=each, way=way, note=note.strip(), by=by, at=at) for each in awaited]
        if not rows:
            raise DomainError(NOBODY)
        ReportReminder.objects.bulk_create(rows)
    return len(rows)
