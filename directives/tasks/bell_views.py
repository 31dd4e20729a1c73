"""'Nhắc việc': what the portal told the reader, and that it has been seen."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from directives import access
from directives.reminding.bell import DAYS_KEPT, Seen, bell_of, mark_seen
from meetings.posted import number_of, posted


@require_GET
def reminders(request: HttpRequest) -> HttpResponse:
    """The reader's own, whether new or seen; looking at it changes nothing."""
    if not access.may_hear(request.user):
        raise PermissionDenied
    told = bell_of(request.user, timezone.localdate())
    return render(request, "directives/tasks/reminders.html", {"told": told, "days_kept": DAYS_KEPT})


@require_POST
def reminders_seen(request: HttpRequest) -> HttpResponse:
    """``nhac`` and ``y-kien``: keys of the newest reminder and answer that stood on the page."""
    if not access.may_hear(request.user):
        raise PermissionDenied
    sent = posted(request)
    seen = Seen(number_of(sent.get("nhac")) or 0, number_of(sent.get("y-kien")) or 0)
    mark_seen(request.user, seen, at=timezone.now())
    messages.success(request, "Đã đánh dấu đã xem.")
    return redirect("reminders")
