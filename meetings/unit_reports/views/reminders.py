"""Who has not sent the report: a text to paste, addresses for a mail, and the record of who was reminded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from districts.errors import DomainError
from meetings.posted import posted
from meetings.tabs import tabs_of
from meetings.unit_reports.forms import ReminderForm
from meetings.unit_reports.reminding import (
    grouped_to_remind,
    mail_list,
    note_reminded,
    reminder_text,
    units_to_remind,
)
from meetings.unit_reports.views.rows import meeting_handled


@require_http_methods(["GET", "POST"])
def report_reminders(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_handled(request, pk)
    rows = units_to_remind(meeting, timezone.localdate())
    sent = request.method == "POST"
    form = ReminderForm(posted(request) if sent else None, awaited=[row.report.pk for row in rows])
    if sent and form.is_valid():
        typed = form.cleaned_data
        try:
            count = note_reminded(
                meeting,
                typed["reports"],
                way=typed["way"],
                note=typed["note"],
                by=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã ghi nhắc {count} đơn vị.")
            return redirect("report-reminders", meeting.pk)
    groups = grouped_to_remind(meeting, rows)
    context = {
        "meeting": meeting,
        "form": form,
        "ticked": set(form.data.getlist("reports")) if form.is_bound else set(),
        "groups": groups,
        "sent": sum(group.sent for group in groups),
        "total": sum(group.total for group in groups),
        "text": reminder_text(meeting, groups),
        "mails": mail_list(rows),
        "waiting": rows,
        "tabs": tabs_of(meeting, request.user, "reports"),
    }
    return render(request, "meetings/unit_reports/reminders.html", context, status=422 if form.errors else 200)
