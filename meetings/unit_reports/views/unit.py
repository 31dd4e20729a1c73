"""The page of one unit's report: its unit writes and sends it there, the Sở reads it and takes it in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from districts.calendar import WorkCalendar
from districts.errors import DomainError, EditConflict, WrongState
from meetings import access
from meetings.enums import ReportState
from meetings.models import MeetingEvent, ReportFile, ReportVersion, UnitReport
from meetings.planning.views.facts import file_answer, saved_or_refused, status_of
from meetings.posted import number_of, posted
from meetings.tabs import tabs_of
from meetings.unit_reports.forms import ArrivalForm, ReportForm
from meetings.unit_reports.judging import JUDGEMENTS, judge_report, offered
from meetings.unit_reports.sending import (
    add_draft_files,
    record_arrival,
    remove_draft_file,
    save_draft,
    send_report,
    takes_report,
)
from meetings.unit_reports.standing import standing_of
from meetings.unit_reports.views.rows import report_handled, report_prepared, report_seen
from meetings.verbs import words_of

OLD_PAGE = "Chưa ghi gì vì trang gửi lên thiếu nội dung. Hãy tải lại trang rồi làm lại."


@require_http_methods(["GET", "POST"])
def unit_report(request: HttpRequest, pk: int, report: int) -> HttpResponse:
    """``act`` of the unit's form: 'gui' sends, anything else saves the draft."""
    row = report_seen(request, pk, report)
    may_prepare = access.may_prepare_report(request.user, row)
    form = None
    if request.method == "POST":
        if not may_prepare:
            raise PermissionDenied
        form = _form(request, row)
        refused = _written(request, form, sending=request.POST.get("act") == "gui")
        if refused is None:
            return redirect("unit-report", pk, report)
        form = refused
    elif may_prepare and takes_report(row):
        form = _form(request, row)
    return _page(request, row, form)


def _form(request: HttpRequest, row: UnitReport) -> ReportForm:
    sent = request.method == "POST"
    data, files = (posted(request), request.FILES) if sent else (None, None)
    return ReportForm(data, files, instance=row, too_large=request.META.get("UPLOAD_TOO_LARGE", ""))


def _written(request: HttpRequest, form: ReportForm, *, sending: bool) -> ReportForm | None:
    """None once it is saved or sent. Files are kept first: whoever is overtaken need not choose them again."""
    if not _files_kept(request, form):
        return form
    act = send_report if sending else save_draft
    refused = saved_or_refused(request, form, lambda: act(form.instance, by=request.user, at=timezone.now()))
    if refused is None:
        told = "Đã gửi báo cáo của {} tới Sở." if sending else "Đã lưu nháp báo cáo của {}. Sở chưa thấy bản nháp này."
        messages.success(request, told.format(form.instance))
    return refused


def _files_kept(request: HttpRequest, form: ReportForm) -> bool:
    """False where the files are refused; the form then says why. Of a form that is not in order none are kept."""
    files = form.cleaned_data.get("files") if form.is_valid() or form.is_stale else None
    try:
        if files:
            add_draft_files(form.instance, files, by=request.user)
    except DomainError as error:
        form.add_error("files", str(error))
        return False
    return True


def _page(
    request: HttpRequest, row: UnitReport, form: ReportForm | None, *, reason: str = "", status: int = 200
) -> HttpResponse:
    """``reason``: what was typed for a decision that was refused."""
    calendar = WorkCalendar.load()
    may_prepare = access.may_prepare_report(request.user, row)
    files = Prefetch("files", ReportFile.objects.order_by("id"))
    current = UnitReport.objects.get(pk=row.pk) if request.method == "POST" else row
    row.state, row.reason, row.received_on = current.state, current.reason, current.received_on
    versions = list(row.versions.select_related("by").prefetch_related(files))
    context = {
        "meeting": row.meeting,
        "report": row,
        "read_version": current.version,
        "chip": standing_of(row, timezone.localdate(), calendar),
        "versions": versions,
        "replaces": row.state == ReportState.SENT,
        "unsent": row.drafted_at and not any(version.at >= row.drafted_at for version in versions),
        "reminders": list(row.reminders.select_related("by")) if request.user.works_at_office else [],
        "events": [(event, words_of(event.verb)) for event in _events(row)],
        "form": form,
        "draft_files": list(row.draft_files.all()) if may_prepare else [],
        "may_prepare": may_prepare,
        "may_handle": access.may_handle_reports(request.user, row.meeting),
        "offered": offered(row, request.user),
        "reason": reason,
        "tabs": tabs_of(row.meeting, request.user, "reports"),
    }
    status = status_of(form) if form is not None else status
    return render(request, "meetings/unit_reports/report.html", context, status=status)


def _events(row: UnitReport) -> list[MeetingEvent]:
    return list(MeetingEvent.objects.filter(object_kind="unitreport", object_id=row.pk).order_by("-sequence"))


@require_POST
def report_step(request: HttpRequest, pk: int, report: int, slug: str) -> HttpResponse:
    """The Sở's decision named by ``slug`` (judging.JUDGEMENTS); fields 'ly-do' and 'ban', the version on the page."""
    row = report_handled(request, pk, report)
    if slug not in JUDGEMENTS:
        raise Http404
    sent = posted(request)
    version, reason = number_of(sent.get("ban")), sent.get("ly-do", "")
    try:
        if version is None:
            raise DomainError(OLD_PAGE)
        judge_report(row, slug, reason=reason, version=version, by=request.user, at=timezone.now())
    except DomainError as error:
        status = 409 if isinstance(error, EditConflict | WrongState) else 422
        messages.error(request, str(error))
        return _page(request, row, None, reason=reason, status=status)
    messages.success(request, JUDGEMENTS[slug].done.format(row))
    return redirect("unit-report", pk, report)


@require_http_methods(["GET", "POST"])
def report_arrival(request: HttpRequest, pk: int, report: int) -> HttpResponse:
    row = report_handled(request, pk, report)
    sent = request.method == "POST"
    form = ArrivalForm(
        posted(request) if sent else None,
        request.FILES if sent else None,
        too_large=request.META.get("UPLOAD_TOO_LARGE", ""),
        initial={"read_version": row.version, "arrived_on": timezone.localdate()},
    )
    status = _recorded(request, row, form) if sent else 200
    if status == 302:
        return redirect("unit-report", pk, report)
    context = {
        "meeting": row.meeting,
        "report": row,
        "form": form,
        "versions": list(row.versions.select_related("by").prefetch_related("files")) if status == 409 else [],
        "tabs": tabs_of(row.meeting, request.user, "reports"),
    }
    return render(request, "meetings/unit_reports/arrival.html", context, status=status)


def _recorded(request: HttpRequest, row: UnitReport, form: ArrivalForm) -> int:
    """302 once it is kept; else the status under which the form is shown again with what was typed."""
    if not form.is_valid():
        return 422
    typed, by, now = form.cleaned_data, request.user, timezone.now()
    try:
        record_arrival(row, form.arrival(), typed["files"], version=typed["read_version"], by=by, at=now)
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        form.data = form.data.copy()
        form.data["read_version"] = str(row.version)
        return 409
    except DomainError as error:
        form.add_error(None, str(error))
        return 422
    messages.success(request, f"Đã ghi báo cáo của {row}, đến ngày {typed['arrived_on']:%d/%m/%Y}.")
    return 302


@require_GET
def report_file(request: HttpRequest, pk: int, report: int, file: int) -> HttpResponse:
    """A file of a report that was sent, to whoever may read the report."""
    row = report_seen(request, pk, report)
    kept = get_object_or_404(ReportFile, pk=file, version__in=ReportVersion.objects.filter(report=row))
    return file_answer(kept.sha256, kept.name)


@require_GET
def draft_file(request: HttpRequest, pk: int, report: int, file: int) -> HttpResponse:
    row = report_prepared(request, pk, report)
    kept = get_object_or_404(row.draft_files, pk=file)
    return file_answer(kept.sha256, kept.name)


@require_POST
def draft_file_remove(request: HttpRequest, pk: int, report: int, file: int) -> HttpResponse:
    row = report_prepared(request, pk, report)
    kept = get_object_or_404(row.draft_files, pk=file)
    try:
        remove_draft_file(row, kept.pk, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã bỏ tệp “{kept}” khỏi bản nháp.")
    return redirect(f"{reverse('unit-report', args=[pk, report])}#h-soan")
