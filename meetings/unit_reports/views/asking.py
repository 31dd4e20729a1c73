"""Units are asked for a report; what is asked is corrected; its template is handed out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from districts.errors import DomainError
from meetings.models import ReportRequest, UnitReport
from meetings.planning.views.facts import file_answer, saved_or_refused, status_of
from meetings.posted import posted
from meetings.tabs import tabs_of
from meetings.unit_reports.asking import ask_units, correct_request, invited_to
from meetings.unit_reports.forms import AskForm, RequestForm
from meetings.unit_reports.views.rows import meeting_handled, meeting_seen


@require_http_methods(["GET", "POST"])
def report_ask(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_handled(request, pk)
    invited, sent = invited_to(meeting), request.method == "POST"
    form = AskForm(
        posted(request) if sent else None,
        request.FILES if sent else None,
        invited=invited,
        too_large=request.META.get("UPLOAD_TOO_LARGE", ""),
    )
    if sent and form.is_valid():
        template = form.cleaned_data["template"]
        try:
            count = ask_units(
                meeting, form.instance, form.chosen_units(), template=template, by=request.user, at=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã yêu cầu {count} đơn vị gửi báo cáo.")
            return redirect("unit-reports", meeting.pk)
    context = {"form": form, "meeting": meeting, "invited": invited, "tabs": tabs_of(meeting, request.user, "reports")}
    return render(request, "meetings/unit_reports/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def report_request(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    meeting = meeting_handled(request, pk)
    row = get_object_or_404(ReportRequest, pk=asked, meeting=meeting)
    sent, template_name = request.method == "POST", row.template_name
    form = RequestForm(
        posted(request) if sent else None,
        request.FILES if sent else None,
        instance=row,
        too_large=request.META.get("UPLOAD_TOO_LARGE", ""),
    )
    if sent:

        def save() -> None:
            template = form.cleaned_data["template"]
            correct_request(form.instance, template=template, by=request.user, at=timezone.now())

        refused = saved_or_refused(request, form, save)
        if refused is None:
            messages.success(request, "Đã lưu yêu cầu báo cáo.")
            return redirect("unit-reports", meeting.pk)
        form = refused
    context = {
        "form": form,
        "meeting": meeting,
        "asked": row,
        "template_name": template_name,
        "tabs": tabs_of(meeting, request.user, "reports"),
    }
    return render(request, "meetings/unit_reports/request.html", context, status=status_of(form))


@require_GET
def report_template(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """The template, to the Sở's staff and to the units that were asked by it."""
    meeting = meeting_seen(request, pk)
    row = get_object_or_404(ReportRequest.objects.exclude(template_sha256=""), pk=asked, meeting=meeting)
    if not UnitReport.objects.visible_to(request.user).filter(request=row).exists():
        raise Http404
    return file_answer(row.template_sha256, row.template_name)
