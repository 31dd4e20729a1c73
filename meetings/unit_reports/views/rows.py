"""The rows that the addresses of reports name: who may not see one is told that there is none."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from meetings import access
from meetings.models import Meeting, UnitReport


def meeting_seen(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)


def meeting_handled(request: HttpRequest, pk: int) -> Meeting:
    """404 to who may not see the meeting, 403 to who may not handle its reports."""
    meeting = meeting_seen(request, pk)
    if not access.may_handle_reports(request.user, meeting):
        raise PermissionDenied
    return meeting


def report_seen(request: HttpRequest, pk: int, report: int) -> UnitReport:
    seen = Meeting.objects.visible_to(request.user).filter(pk=pk)
    rows = UnitReport.objects.visible_to(request.user).filter(meeting__in=seen.values("pk"))
    return get_object_or_404(rows.select_related("meeting", "unit", "request", "drafted_by"), pk=report)


def report_handled(request: HttpRequest, pk: int, report: int) -> UnitReport:
    row = report_seen(request, pk, report)
    if not access.may_handle_reports(request.user, row.meeting):
        raise PermissionDenied
    return row


def report_prepared(request: HttpRequest, pk: int, report: int) -> UnitReport:
    """For its unit alone: the Sở reads what was sent, never the draft."""
    row = report_seen(request, pk, report)
    if not access.may_prepare_report(request.user, row):
        raise PermissionDenied
    return row
