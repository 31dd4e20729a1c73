"""The reports of a meeting's units as the Sở reads them: by group and by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, OuterRef, Prefetch, Q, Subquery

from districts.calendar import WorkCalendar
from districts.models import Officer
from meetings.attendance.groups import GROUPS, group_of_kind
from meetings.counting import count_of
from meetings.enums import ReportState
from meetings.models import Meeting, Proposal, ReportReminder, ReportRequest, ReportVersion, UnitReport
from meetings.unit_reports.sending import CLOSED
from meetings.unit_reports.standing import FILTERS, Standing, standing_of


@dataclass(frozen=True)
class ReportRow:
    """``last``: the version that holds, None before the first. ``proposals`` were sent by the unit for this meeting."""

    report: UnitReport
    chip: Standing
    last: ReportVersion | None
    proposals: int


@dataclass(frozen=True)
class ReportGroup:
    """``sent`` of ``total``: units that need not send are in neither."""

    label: str
    rows: list[ReportRow]
    sent: int
    total: int


@dataclass(frozen=True)
class FilterLink:
    """A link that filters the list (components/buckets.html)."""

    key: str
    label: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True)
class ReportList:
    """``groups`` hold the rows of the chosen filter alone; counters and sums are of all."""

    groups: list[ReportGroup]
    counters: list[FilterLink]
    chosen: str
    shown: int
    sent: int
    total: int

    @property
    def awaited(self) -> int:
        return self.total - self.sent


def report_rows(meeting: Meeting, officer: Officer, today: date, calendar: WorkCalendar) -> list[ReportRow]:
    """Two queries, whatever the number of units."""
    sent = Proposal.objects.sent().filter(meeting=OuterRef("meeting"), unit=OuterRef("unit"))
    reminded = ReportReminder.objects.filter(report=OuterRef("pk")).order_by().values("report")
    rows = (
        UnitReport.objects.visible_to(officer)
        .filter(meeting=meeting)
        .select_related("unit", "request")
        .prefetch_related(Prefetch("versions", ReportVersion.objects.defer("summary")))
        .annotate(
            proposal_count=count_of(sent, "unit"),
            reminded_at=Subquery(reminded.annotate(last=Max("at")).values("last")),
        )
    )
    return [
        ReportRow(each, standing_of(each, today, calendar), next(iter(each.versions.all()), None), each.proposal_count)
        for each in rows
    ]


def own_reports(meeting: Meeting, officer: Officer, today: date) -> list[tuple[UnitReport, Standing]]:
    """What the officer's own units were asked to report, and where it stands. Two queries at most."""
    if not officer.unit_ids:
        return []
    rows = meeting.unit_reports.filter(unit__in=officer.unit_ids).select_related("unit", "request")
    found = list(rows.exclude(state=ReportState.NOT_NEEDED))
    calendar = WorkCalendar.load() if found else None
    return [(row, standing_of(row, today, calendar)) for row in found if calendar]


def awaited_of(officer: Officer, today: date, calendar: WorkCalendar) -> list[tuple[UnitReport, Standing]]:
    """The reports that the officer's units have still to send, of any meeting, the earliest due first. One query."""
    if not officer.unit_ids:
        return []
    rows = UnitReport.objects.awaited().filter(unit__in=officer.unit_ids).exclude(meeting__state__in=CLOSED)
    rows = rows.select_related("unit", "request", "meeting").order_by("request__due_on", "pk")
    return [(row, standing_of(row, today, calendar)) for row in rows]


def listed(rows: Iterable[ReportRow], chosen: str) -> ReportList:
    rows = list(rows)
    counts = Counter(row.chip.key for row in rows)
    chosen = chosen if chosen in counts or chosen in {key for key, *_ in FILTERS} else ""
    groups = []
    for group in GROUPS:
        own = [row for row in rows if group_of_kind(row.report.unit.kind) is group]
        shown = [row for row in own if chosen in ("", row.chip.key)]
        if shown:
            groups.append(ReportGroup(group.label, shown, *sent_of(own)))
    return ReportList(
        groups=groups,
        counters=[FilterLink(key, label, icon, counts[key], key == chosen) for key, label, icon in FILTERS],
        chosen=chosen,
        shown=sum(len(group.rows) for group in groups),
        **dict(zip(("sent", "total"), sent_of(rows), strict=True)),
    )


def sent_of(rows: Iterable[ReportRow]) -> tuple[int, int]:
    """How many have sent, of how many that are to."""
    states = [row.report.state for row in rows if row.report.state != ReportState.NOT_NEEDED]
    return states.count(ReportState.SENT), len(states)


def requests_of(meeting: Meeting) -> list[ReportRequest]:
    """What is asked, each with the number of its units (``asked``) and of those that have sent (``sent``). One query."""
    needed = ~Q(reports__state=ReportState.NOT_NEEDED)
    return list(
        meeting.report_requests.select_related("asked_by").annotate(
            asked=Count("reports", needed), sent=Count("reports", Q(reports__state=ReportState.SENT))
        )
    )
