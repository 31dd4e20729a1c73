"""A meeting is moved, postponed or cancelled, or took place."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from districts.errors import DomainError, EditConflict
from meetings.models import Meeting, MeetingChange
from meetings.planning import changes
from meetings.planning.forms import ChangeForm, MoveForm
from meetings.planning.views.facts import file_answer, meeting_for_edit, warn_of_day
from meetings.tabs import tabs_of


@dataclass(frozen=True)
class Act:
    """``after``: what is said before the act and cannot be undone; ``done``: the words once it is."""

    label: str
    button: str
    after: str
    done: str
    form: type[ChangeForm]


ACTS = {
    "doi": Act(
        "Dời cuộc họp",
        "Dời cuộc họp",
        "Lịch của các đơn vị được mời đổi theo ngay; ngày cũ, lý do và văn bản còn lưu ở trang cuộc họp.",
        "Đã dời cuộc họp.",
        MoveForm,
    ),
    "hoan": Act(
        "Hoãn cuộc họp",
        "Hoãn cuộc họp",
        "Cuộc họp được ghi là hoãn trong lịch của các đơn vị được mời, đến khi có ngày mới.",
        "Đã hoãn cuộc họp.",
        ChangeForm,
    ),
    "huy": Act(
        "Hủy cuộc họp",
        "Hủy cuộc họp",
        "Sau khi hủy không khôi phục được; cần họp thì lập cuộc họp khác cho kỳ này. Các đơn vị được mời thấy cuộc họp đã hủy.",
        "Đã hủy cuộc họp.",
        ChangeForm,
    ),
}


@require_http_methods(["GET", "POST"])
def meeting_change(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    if slug not in ACTS:
        raise Http404
    meeting, act = meeting_for_edit(request, pk), ACTS[slug]
    sent = request.method == "POST"
    day, hour, place = meeting.held_on, meeting.starts_at, meeting.place
    form = act.form(
        request.POST if sent else None,
        request.FILES if sent else None,
        too_large=request.META.get("UPLOAD_TOO_LARGE", ""),
        initial={"day": day, "hour": hour, "place": place, "read_version": meeting.version},
    )
    stored, refused = meeting.version, 422
    if sent and form.is_valid():
        try:
            _take(slug, meeting, form, request)
        except EditConflict as conflict:
            form.add_error(None, str(conflict))
            form.data = form.data.copy()
            form.data["read_version"] = str(stored)
            refused = 409
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, act.done)
            warn_of_day(request, Meeting.objects.get(pk=meeting.pk))
            return redirect("meeting", meeting.pk)
    context = {"form": form, "meeting": meeting, "act": act, "tabs": tabs_of(meeting, request.user, "info")}
    return render(request, "meetings/planning/change.html", context, status=refused if form.errors else 200)


def _take(slug: str, meeting: Meeting, form: ChangeForm, request: HttpRequest) -> None:
    typed, now = form.cleaned_data, timezone.now()
    meeting.version = typed["read_version"]
    cause = changes.Cause(typed["reason"], typed["paper"], typed["file"])
    if slug == "doi":
        changes.move(meeting, typed["day"], typed["hour"], typed["place"], cause=cause, by=request.user, at=now)
    elif slug == "hoan":
        changes.postpone(meeting, cause=cause, by=request.user, at=now)
    else:
        changes.cancel(meeting, cause=cause, by=request.user, at=now)


@require_POST
def meeting_held(request: HttpRequest, pk: int) -> HttpResponse:
    """'Ghi nhận đã họp'."""
    meeting = meeting_for_edit(request, pk)
    try:
        changes.mark_held(meeting, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã ghi nhận cuộc họp diễn ra.")
    return redirect("meeting", meeting.pk)


@require_GET
def change_file(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """The paper of a change, to whoever may see the meeting."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(MeetingChange.objects.exclude(sha256=""), pk=change, meeting=meeting)
    return file_answer(row.sha256, row.file_name)
