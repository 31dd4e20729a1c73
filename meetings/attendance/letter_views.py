"""The page of a unit's letter of absence: its number, its scan. The scan is saved by the browser, never shown in it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from districts.errors import DomainError, EditConflict
from meetings import access, storage
from meetings.attendance.absence_letters import drop_file, keep_letter, kind_of
from meetings.attendance.recording import kept_file, rows_with_people
from meetings.attendance.views import meeting_of, officer_of, recordable
from meetings.models import Delegation, Meeting
from meetings.posted import number_of, posted
from meetings.tabs import tabs_of

OLD_PAGE = "Chưa lưu gì vì trang gửi lên thiếu nội dung. Hãy tải lại trang rồi làm lại."
TOO_LARGE = "Không nhận tệp “{name}” vì nặng quá 20 MB. Hãy quét lại ở độ phân giải thấp hơn."


def _row_of(meeting: Meeting, row: int) -> Delegation:
    found = rows_with_people(meeting).filter(pk=row).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    meeting = recordable(request, pk)
    delegation = _row_of(meeting, row)
    number, error, status = delegation.absence_paper, "", 200
    if request.method == "POST":
        number = posted(request).get("so", "")
        error, status = _keep(request, meeting, row, number)
        if not error:
            messages.success(request, f"Đã lưu công văn báo vắng của {delegation}.")
            return redirect(f"{reverse('attendance', args=[pk])}#dong-{row}")
        delegation = _row_of(meeting, row)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, officer_of(request), "people"),
        "delegation": delegation,
        "may_record": access.may_record_attendance(officer_of(request), meeting),
        "file": kept_file(delegation),
        "number": number,
        "error": error,
    }
    return render(request, "meetings/attendance/letter.html", context, status=status)


def _keep(request: HttpRequest, meeting: Meeting, row: int, number: str) -> tuple[str, int]:
    """What is wrong with what was sent and the status that says so; '' when it is kept."""
    if too_large := request.META.get("UPLOAD_TOO_LARGE", ""):
        return TOO_LARGE.format(name=too_large), 422
    upload = request.FILES.get("tep")
    data, name = (upload.read(), upload.name or "") if upload else (None, "")
    by, now = officer_of(request), timezone.now()
    try:
        version = _version(request)
        keep_letter(meeting, row, number=number, data=data, name=name, version=version, by=by, at=now)
    except DomainError as error:
        return str(error), 409 if isinstance(error, EditConflict) else 422
    return "", 200


def _version(request: HttpRequest) -> int:
    """That of the row on the page that was sent. Raises DomainError where none came along."""
    version = number_of(request.POST.get("ban"))
    if version is None:
        raise DomainError(OLD_PAGE)
    return version


@require_GET
def letter_file(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    file = kept_file(_row_of(meeting_of(request, pk), row))
    if file is None:
        raise Http404
    try:
        data = storage.get(file.sha256)
        kind = kind_of(data, file.name)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("attendance", pk)
    headers = {
        "Content-Disposition": content_disposition_header(True, file.name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return HttpResponse(data, content_type=kind, headers=headers)


@require_POST
def letter_drop(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    meeting = recordable(request, pk)
    try:
        drop_file(meeting, row, version=_version(request), by=officer_of(request), at=timezone.now())
        messages.success(request, "Đã bỏ tệp công văn báo vắng.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("absence-letter", pk, row)
