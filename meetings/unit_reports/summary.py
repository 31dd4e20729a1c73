"""'Tổng hợp báo cáo và kiến nghị': what the meeting hears of its units, as a page, as text to copy, as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils import timezone

from districts.calendar import WorkCalendar
from districts.models import Officer
from meetings.attendance.groups import GROUPS, group_of_kind
from meetings.composing import office_on
from meetings.enums import ReportState
from meetings.models import Meeting, Proposal, ReportVersion, UnitReport
from meetings.papers.summary import SummaryGroup, SummaryProposal, SummaryRecord, SummaryRow
from meetings.papers.summary import summary_pdf as print_summary
from meetings.papers.wording import day_words
from meetings.printing import font_dir, printer_problems_said
from meetings.proposals.standing import ProposalRow, proposals_of, rows_of, unanswered_before
from meetings.unit_reports.standing import standing_of

NO_REPORT = "Không yêu cầu báo cáo"


def summary_pdf(meeting: Meeting, officer: Officer, *, at: datetime) -> bytes:
    """Raises CannotCompose without an office profile, CannotPrint where the machine lacks the font."""
    record = compose_summary(meeting, officer, at=at)
    with printer_problems_said():
        return print_summary(record, font_dir=font_dir())


def compose_summary(meeting: Meeting, officer: Officer, *, at: datetime) -> SummaryRecord:
    """Everything that the officer may read, as it stands on the day of ``at``. Seven queries."""
    day = timezone.localdate(at)
    office = office_on(meeting.held_on or day)
    groups, counted = summary_groups(meeting, officer, day)
    calendar = WorkCalendar.load()
    earlier = rows_of(unanswered_before(meeting, officer), day, calendar)
    return SummaryRecord(
        superior_lines=(office.superior.upper(),),
        agency_lines=(office.name.upper(),),
        meeting_title=meeting.title,
        day_words=day_words(meeting.held_on) if meeting.held_on else "",
        place=meeting.place,
        counted=counted,
        groups=groups,
        earlier=tuple(_told(row, named=True) for row in earlier),
    )


def summary_groups(meeting: Meeting, officer: Officer, day: date) -> tuple[tuple[SummaryGroup, ...], str]:
    """The units in the order in which they are read out, each with its report and its proposals; and how many there are.

    Units that need not report stand there only for their proposals. Four queries.
    """
    calendar = WorkCalendar.load()
    versions = Prefetch("versions", ReportVersion.objects.order_by("-number"))
    reports = UnitReport.objects.visible_to(officer).filter(meeting=meeting).select_related("unit", "request")
    held: dict[str, list[SummaryRow]] = {group.key: [] for group in GROUPS}
    proposals = rows_of(proposals_of(meeting, officer).sent(), day, calendar)
    of_unit: dict[object, list[ProposalRow]] = {}
    for row in proposals:
        of_unit.setdefault(_owner(row.proposal), []).append(row)
    sent = total = 0
    for report in reports.prefetch_related(versions):
        own = of_unit.pop(report.unit_id, [])
        if report.state == ReportState.NOT_NEEDED and not own:
            continue
        total += report.state != ReportState.NOT_NEEDED
        sent += report.state == ReportState.SENT
        words = standing_of(report, day, calendar).words
        held[group_of_kind(report.unit.kind).key].append(_row(report, words, own))
    for rest in of_unit.values():
        first = rest[0].proposal
        key = group_of_kind(first.unit.kind if first.unit else "").key
        held[key].append(SummaryRow(first.proposer, NO_REPORT, (), tuple(map(_told, rest))))
    groups = tuple(SummaryGroup(group.label, tuple(held[group.key])) for group in GROUPS if held[group.key])
    return groups, f"Đã có {sent}/{total} đơn vị gửi báo cáo; {len(proposals)} kiến nghị."


def in_words(meeting: Meeting, groups: Iterable[SummaryGroup], counted: str) -> str:
    """The summary as plain text, to be copied into the minutes or a mail."""
    lines = [f"Tổng hợp báo cáo và kiến nghị: {meeting}", counted]
    for group in groups:
        lines += ["", group.label]
        for row in group.rows:
            lines.append(f"{row.unit}: {row.standing}.")
            lines += row.report
            lines += [f"- Kiến nghị: {each.text} ({each.standing})" for each in row.proposals]
    return "\n".join(lines)


def _owner(proposal: Proposal) -> object:
    return proposal.unit_id or proposal.words


def _row(report: UnitReport, words: str, own: Iterable[ProposalRow]) -> SummaryRow:
    last = next(iter(report.versions.all()), None)
    paper = last.paper_number if last else ""
    day = f" ngày {last.paper_day:%d/%m/%Y}" if last and paper and last.paper_day else ""
    told = ", ".join(filter(None, [words, f"{paper}{day}"]))
    lines = tuple(filter(None, (line.strip() for line in last.summary.splitlines()))) if last else ()
    return SummaryRow(str(report.unit), told, lines, tuple(map(_told, own)))


def _told(row: ProposalRow, *, named: bool = False) -> SummaryProposal:
    by = f"{row.proposal.division}: " if row.proposal.division else ""
    proposer = row.proposal.proposer if named else ""
    return SummaryProposal(" ".join(row.proposal.text.split()), f"{by}{row.chip.words}", proposer)
