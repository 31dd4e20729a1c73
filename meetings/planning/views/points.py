"""The connection points of a meeting: who sits where."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from districts.errors import DomainError
from meetings.models import ConnectionPoint, Meeting
from meetings.planning.forms import PointForm
from meetings.planning.points import remove_point, save_point
from meetings.planning.views.facts import meeting_for_edit, saved_or_refused, status_of
from meetings.tabs import tabs_of


def _place_of_points(meeting: Meeting) -> str:
    return f"{reverse('meeting', args=[meeting.pk])}#h-diem-cau"


@require_http_methods(["GET", "POST"])
def point_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for_edit(request, pk)
    return _point_page(request, meeting, ConnectionPoint(meeting=meeting))


@require_http_methods(["GET", "POST"])
def point_edit(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    meeting = meeting_for_edit(request, pk)
    return _point_page(request, meeting, get_object_or_404(meeting.points.select_related("meeting"), pk=point))


def _point_page(request: HttpRequest, meeting: Meeting, point: ConnectionPoint) -> HttpResponse:
    form = PointForm(request.POST if request.method == "POST" else None, instance=point)
    if request.method == "POST":

        def save() -> None:
            save_point(form.instance, form.cleaned_data["seats"], by=request.user, at=timezone.now())

        refused = saved_or_refused(request, form, save)
        if refused is None:
            messages.success(request, f"Đã lưu điểm cầu “{form.instance}”.")
            return redirect(_place_of_points(meeting))
        form = refused
    context = {"form": form, "meeting": meeting, "point": point, "tabs": tabs_of(meeting, request.user, "info")}
    return render(request, "meetings/planning/point.html", context, status=status_of(form))


@require_POST
def point_remove(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """``version``: that of the point as it was shown."""
    meeting = meeting_for_edit(request, pk)
    row = get_object_or_404(meeting.points.select_related("meeting"), pk=point)
    version = request.POST.get("version", "")
    try:
        read = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        remove_point(row, read, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã bỏ điểm cầu “{row}”. Các đơn vị vẫn còn trong danh sách mời.")
    return redirect(_place_of_points(meeting))
