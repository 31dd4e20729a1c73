"""The page on which a document is read and, when the person accepts what was read, becomes a meeting."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from districts.errors import DomainError
from meetings import access
from meetings.admission import AlreadyAdmitted, Directory, admit
from meetings.import_forms import AcceptForm, DayForm, DocumentForm
from meetings.reading import CannotRead, Reading, read_lines_again, read_upload
from meetings.summary import summary_lines


@require_http_methods(["GET", "POST"])
def import_document(request: HttpRequest) -> HttpResponse:
    """Read a file or a pasted text and show what was read; save it when the person accepts."""
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    now = timezone.now()
    if request.method == "POST" and "accept" in request.POST:
        return _accept(request, now)
    sent = request.method == "POST"
    too_large = request.META.get("UPLOAD_TOO_LARGE", "")
    form = DocumentForm(request.POST if sent else None, request.FILES if sent else None, too_large=too_large)
    reading = _read(form, now) if sent and form.is_valid() else None
    return _import_page(request, form, reading)


def _read(form: DocumentForm, now: datetime) -> Reading | None:
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    data, name = (file.read(), file.name) if file else (text.encode("utf-8"), "nội dung dán")
    try:
        return read_upload(data, name, known=Directory.load().known, today=timezone.localdate(now))
    except DomainError as error:
        form.add_error("file" if file else "text", str(error))
        return None


def _accept(request: HttpRequest, now: datetime) -> HttpResponse:
    accepted = AcceptForm(request.POST)
    reading = None
    try:
        reading = _read_again(accepted, now)
        day = DayForm(request.POST)
        if reading.draft.meeting.date is None:
            if not day.is_valid():
                return _import_page(request, DocumentForm(), reading, day=day, status=422)
            reading.draft.meeting.date = day.cleaned_data["held_on"]
        admission = admit(
            reading.draft,
            source_name=reading.name,
            source_lines=reading.lines,
            by=request.user,
            at=now,
            token=accepted.cleaned_data["token"],
        )
    except AlreadyAdmitted as error:
        messages.info(request, str(error))
        return redirect("meeting", error.meeting.pk)
    except DomainError as error:
        messages.error(request, str(error))
        return _import_page(request, DocumentForm(), reading, status=422)
    if admission.unresolved:
        named = "; ".join(admission.unresolved)
        messages.warning(request, f"Chưa có trong danh mục đơn vị, giữ nguyên chữ: {named}.")
    messages.success(request, "Đã tạo cuộc họp từ tài liệu. Hãy xem lại kết luận và nhiệm vụ rồi lập dự thảo.")
    return redirect("meeting", admission.meeting.pk)


def _read_again(accepted: AcceptForm, now: datetime) -> Reading:
    if not accepted.is_valid():
        raise CannotRead("Nội dung gửi lại không còn nguyên vẹn nên chưa lưu gì. Hãy đọc lại tài liệu rồi lưu.")
    lines = accepted.cleaned_data["lines"].replace("\r\n", "\n").split("\n")
    known, today = Directory.load().known, timezone.localdate(now)
    return read_lines_again(lines, accepted.cleaned_data["name"], known=known, today=today)


def _import_page(
    request: HttpRequest, form: DocumentForm, reading: Reading | None, *, day: DayForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {"form": form, "reading": reading}
    if reading:
        if reading.draft.meeting.date is None:
            context["day"] = day or DayForm()
        context["summary"] = summary_lines(reading.draft)
        context["accept"] = AcceptForm(
            initial={"name": reading.name, "lines": "\n".join(reading.lines), "token": uuid4()}
        )
    return render(request, "meetings/import.html", context, status=422 if form.errors else status)
