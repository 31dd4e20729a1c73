"""A meeting is entered and corrected; its documents are put on and taken off."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from districts.errors import DomainError, EditConflict
from meetings import access, storage
from meetings.models import Meeting, MeetingDocument
from meetings.planning.facts import correct_meeting, day_remarks_of, enter_meeting, units_count_on_day
from meetings.planning.files import add_document, content_type_of, remove_document
from meetings.planning.forms import DocumentForm, MeetingPlanForm, StoredAndTyped, stored_row
from meetings.tabs import tabs_of


def meeting_for_edit(request: HttpRequest, pk: int) -> Meeting:
    """404 to who may not see the meeting, 403 to who may not correct it."""
    meetings = Meeting.objects.visible_to(request.user).select_related("host", "series")
    meeting = get_object_or_404(meetings, pk=pk)
    if not access.may_edit_meeting(request.user, meeting):
        raise PermissionDenied
    return meeting


def saved_or_refused(request: HttpRequest, form: StoredAndTyped, save: Callable[[], object]) -> StoredAndTyped | None:
    """None once it is saved; else the form to be shown again: with the refusal, or with both texts."""
    if not form.is_valid():
        return form
    try:
        save()
    except EditConflict as conflict:
        stored = stored_row(form.instance)
        if stored is None:
            form.add_error(None, str(conflict))
            return form
        again = type(form)(request.POST, instance=stored)
        again.is_valid()
        return again
    except DomainError as error:
        form.add_error(None, str(error))
        return form
    return None


def status_of(form: StoredAndTyped) -> int:
    return 409 if form.is_bound and form.is_stale else 422 if form.errors else 200


@require_http_methods(["GET", "POST"])
def meeting_add(request: HttpRequest) -> HttpResponse:
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    form = MeetingPlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":

        def save() -> None:
            enter_meeting(form.instance, form.plan, by=request.user, at=timezone.now())

        refused = saved_or_refused(request, form, save)
        if refused is None:
            messages.success(request, f"Đã lập cuộc họp “{form.instance.title}”.")
            return redirect("meeting", form.instance.pk)
        form = refused
    return render(request, "meetings/planning/meeting_add.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for_edit(request, pk)
    form = MeetingPlanForm(request.POST if request.method == "POST" else None, instance=meeting)
    if request.method == "POST":

        def save() -> None:
            correct_meeting(form.instance, form.plan, by=request.user, at=timezone.now())

        refused = saved_or_refused(request, form, save)
        if refused is None:
            messages.success(request, "Đã lưu thông tin cuộc họp.")
            warn_of_day(request, form.instance)
            return redirect("meeting", meeting.pk)
        form = refused
    stored = Meeting.objects.get(pk=pk) if form.is_bound else meeting
    context = {
        "form": form,
        "meeting": stored,
        "by_moving": units_count_on_day(stored),
        "tabs": tabs_of(meeting, request.user, "info"),
    }
    return render(request, "meetings/planning/meeting_edit.html", context, status=status_of(form))


def warn_of_day(request: HttpRequest, meeting: Meeting) -> None:
    for words in day_remarks_of(meeting, timezone.localdate()):
        messages.warning(request, words)


@require_http_methods(["GET", "POST"])
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for_edit(request, pk)
    sent = request.method == "POST"
    too_large = request.META.get("UPLOAD_TOO_LARGE", "")
    form = DocumentForm(request.POST if sent else None, request.FILES if sent else None, too_large=too_large)
    if sent and form.is_valid():
        file, title = form.cleaned_data["file"], form.cleaned_data["title"]
        try:
            document = add_document(meeting, file, title, by=request.user, at=timezone.now())
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, f"Đã đưa tài liệu “{document}” lên cổng.")
            return redirect("meeting", meeting.pk)
    context = {"form": form, "meeting": meeting, "tabs": tabs_of(meeting, request.user, "info")}
    return render(request, "meetings/planning/document.html", context, status=422 if form.errors else 200)


@require_POST
def document_remove(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    meeting = meeting_for_edit(request, pk)
    row = get_object_or_404(MeetingDocument, pk=document, meeting=meeting)
    remove_document(row, by=request.user, at=timezone.now())
    messages.success(request, f"Đã bỏ tài liệu “{row}”.")
    return redirect("meeting", meeting.pk)


@require_GET
def document_file(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """The file, to whoever may see the meeting."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(MeetingDocument, pk=document, meeting=meeting)
    return file_answer(row.sha256, row.name)


def file_answer(sha256: str, name: str) -> HttpResponse:
    """Handed out to be saved: the portal never shows a stranger's file as a page of its own."""
    try:
        data = storage.get(sha256)
    except DomainError as error:
        raise Http404 from error
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return HttpResponse(data, content_type=content_type_of(name), headers=headers)
