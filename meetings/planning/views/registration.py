"""'Đăng ký đại biểu dự họp': the answers of the units, and the page of each one's own."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from districts.errors import DomainError, EditConflict
from meetings import access
from meetings.attendance.delegates import delegates_of
from meetings.models import Attendee, Delegation, Meeting
from meetings.planning.changes import Cause
from meetings.planning.forms import ExcuseForm, RegisterForm
from meetings.planning.registering import (
    NO_LONGER,
    answer_of,
    answers_of,
    excuse,
    invited_seen_by,
    register,
    takes_answer,
)
from meetings.tabs import tabs_of


@require_GET
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    """Every unit's answer, for the Sở's staff."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    if not request.user.works_at_office:
        raise PermissionDenied
    context = {
        "meeting": meeting,
        "answers": answers_of(meeting, invited_seen_by(meeting, request.user)),
        "tabs": tabs_of(meeting, request.user, "info"),
    }
    return render(request, "meetings/planning/registrations.html", context)


@require_http_methods(["GET", "POST"])
def registration(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One unit's own answer; ``act`` 'vang' excuses it, otherwise its delegates are registered."""
    delegation = _own_row(request, pk, row)
    meeting, named = delegation.meeting, delegates_of(delegation)
    excusing = request.POST.get("act") == "vang"
    forms = {
        "register_form": _register_form(request, delegation, named, sent=request.method == "POST" and not excusing),
        "excuse_form": _excuse_form(request, delegation, sent=excusing),
    }
    status = 200
    if request.method == "POST":
        form = forms["excuse_form" if excusing else "register_form"]
        status = _answered(request, delegation, form, excusing=excusing)
    if status == 302:
        return redirect("meeting", meeting.pk)
    context = forms | {
        "meeting": meeting,
        "delegation": delegation,
        "answer": answer_of(delegation, named),
        "open": takes_answer(meeting, delegation, timezone.localdate()),
        "no_longer": NO_LONGER,
        "tabs": tabs_of(meeting, request.user, "info"),
    }
    return render(request, "meetings/planning/registration.html", context, status=status)


def _own_row(request: HttpRequest, pk: int, row: int) -> Delegation:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    rows = meeting.delegations.select_related("unit", "meeting", "recorded_by").prefetch_related("attendees")
    delegation = get_object_or_404(rows, pk=row)
    if not access.may_answer_for(request.user, delegation):
        # A unit is not told whether the row of another exists.
        raise PermissionDenied if request.user.works_at_office else Http404
    return delegation


def _register_form(
    request: HttpRequest, delegation: Delegation, named: Iterable[Attendee], *, sent: bool
) -> RegisterForm:
    people = "\n".join(" - ".join(filter(None, [str(person), person.post])) for person in named)
    return RegisterForm(request.POST if sent else None, initial={"read_version": delegation.version, "people": people})


def _excuse_form(request: HttpRequest, delegation: Delegation, *, sent: bool) -> ExcuseForm:
    return ExcuseForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        too_large=request.META.get("UPLOAD_TOO_LARGE", ""),
        auto_id="vang_%s",
        initial={
            "read_version": delegation.version,
            "reason": delegation.reason,
            "paper": delegation.absence_paper,
        },
    )


def _answered(request: HttpRequest, delegation: Delegation, form, *, excusing: bool) -> int:
    """302 once it is kept; else the status under which the form is shown again with what was typed."""
    if not form.is_valid():
        return 422
    typed, now = form.cleaned_data, timezone.now()
    stored = delegation.version
    delegation.version = typed["read_version"]
    try:
        if excusing:
            cause = Cause(typed["reason"], typed["paper"], typed["file"])
            excuse(delegation, cause, by=request.user, at=now)
        else:
            register(delegation, typed["people"], by=request.user, at=now)
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        form.data = form.data.copy()
        form.data["read_version"] = str(stored)
        return 409
    except DomainError as error:
        form.add_error(None, str(error))
        return 422
    told = "Đã gửi báo vắng của" if excusing else "Đã đăng ký đại biểu dự họp của"
    messages.success(request, f"{told} {delegation}.")
    return 302
