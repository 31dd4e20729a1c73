"""The part 'Báo cáo và kiến nghị' of a meeting: for the Sở the reports of all units, for a unit its own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from districts.calendar import WorkCalendar
from districts.errors import DomainError
from meetings import access
from meetings.models import Meeting
from meetings.pdf_responses import pdf_response
from meetings.proposals.filing import own_units
from meetings.proposals.standing import proposals_of, rows_of, unanswered_before
from meetings.tabs import tabs_of
from meetings.unit_reports.listing import listed, report_rows, requests_of
from meetings.unit_reports.summary import in_words, summary_groups, summary_pdf
from meetings.unit_reports.views.rows import meeting_seen


@require_GET
def unit_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """``loc``: the state by which the Sở's list is filtered."""
    meeting, officer = meeting_seen(request, pk), request.user
    today, calendar = timezone.localdate(), WorkCalendar.load()
    rows = report_rows(meeting, officer, today, calendar)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, officer, "reports"),
        "own": [row for row in rows if access.may_prepare_report(officer, row.report)],
        "may_handle": access.may_handle_reports(officer, meeting),
    }
    if access.may_read_reports(officer, meeting):
        context |= {
            "list": listed(rows, request.GET.get("loc", "")),
            "requests": requests_of(meeting),
            "proposal_count": proposals_of(meeting, officer).sent().count(),
        }
        return render(request, "meetings/unit_reports/list.html", context)
    context |= {
        "proposals": rows_of(proposals_of(meeting, officer), today, calendar),
        "may_file": bool(own_units(meeting, officer)),
    }
    return render(request, "meetings/unit_reports/own.html", context)


def _summarised(request: HttpRequest, pk: int) -> Meeting:
    """403 to a unit: it reads its own report and proposals alone."""
    meeting = meeting_seen(request, pk)
    if not access.may_read_reports(request.user, meeting):
        raise PermissionDenied
    return meeting


@require_GET
def report_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """'Tổng hợp báo cáo và kiến nghị', to read at the meeting, to print, to copy."""
    meeting, officer, today = _summarised(request, pk), request.user, timezone.localdate()
    groups, counted = summary_groups(meeting, officer, today)
    context = {
        "meeting": meeting,
        "groups": groups,
        "counted": counted,
        "earlier": rows_of(unanswered_before(meeting, officer), today, WorkCalendar.load()),
        "text": in_words(meeting, groups, counted),
        "tabs": tabs_of(meeting, officer, "reports"),
    }
    return render(request, "meetings/unit_reports/summary.html", context)


@require_GET
def report_summary_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _summarised(request, pk)
    try:
        return pdf_response(summary_pdf(meeting, request.user, at=timezone.now()), f"tong-hop-bao-cao-{pk}.pdf")
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("report-summary", pk)
