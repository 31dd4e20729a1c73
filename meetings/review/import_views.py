"""Where documents are read: what was read is kept for its reader to check (review.views), nothing is made of it yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from districts.errors import DomainError
from meetings import access
from meetings.admission import Directory
from meetings.models import ImportReview, Meeting
from meetings.reading import read_upload
from meetings.receiving import refuse_receiving
from meetings.review.import_forms import DocumentForm
from meetings.review.keeping import begin


@require_http_methods(["GET", "POST"])
def import_document(request: HttpRequest) -> HttpResponse:
    """Read a file or a pasted text and go on to its review; the reviews that are half done are listed."""
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    return _document_page(request, None)


@require_http_methods(["GET", "POST"])
def import_into_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a meeting that was planned here: what is concluded in the document will be written into it."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    if not access.may_edit_meeting(request.user, meeting):
        raise PermissionDenied
    try:
        refuse_receiving(meeting)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("outline", meeting.pk)
    return _document_page(request, meeting)


def _document_page(request: HttpRequest, into: Meeting | None) -> HttpResponse:
    sent = request.method == "POST"
    too_large = request.META.get("UPLOAD_TOO_LARGE", "")
    form = DocumentForm(request.POST if sent else None, request.FILES if sent else None, too_large=too_large)
    review = _read(request, form, into, timezone.now()) if sent and form.is_valid() else None
    if review:
        return redirect("import-review", review.pk)
    half_done = ImportReview.objects.visible_to(request.user).half_done().select_related("target")
    context = {"form": form, "half_done": half_done, "into": into}
    return render(request, "meetings/import.html", context, status=422 if form.errors else 200)


def _read(request: HttpRequest, form: DocumentForm, into: Meeting | None, now: datetime) -> ImportReview | None:
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    data, name = (file.read(), file.name) if file else (text.encode("utf-8"), "Nội dung dán")
    try:
        reading = read_upload(data, name, known=Directory.load().known, today=timezone.localdate(now))
        if not file and reading.draft.title:
            reading = replace(reading, name=f"{name}: {reading.draft.title.text}")  # tells pasted texts apart
        return begin(reading, by=request.user, at=now, into=into)
    except DomainError as error:
        form.add_error("file" if file else "text", str(error))
        return None
