"""Open work of earlier meetings beside a meeting's conclusions: a panel of that page, and a page of its own without script."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from directives.carried_over import carried_from, from_above, open_from_above, open_work, take_up
from districts.errors import DomainError
from meetings import access
from meetings.outline.page import outline_of


@require_GET
def open_work_page(request: HttpRequest, pk: int) -> HttpResponse:
    outline = outline_of(request.user, pk)
    context = {
        "meeting": outline.meeting,
        "lists": [
            ("Từ lần họp trước", open_work(outline.meeting, request.user)),
            ("Nhiệm vụ cấp trên giao", open_from_above(outline.meeting, request.user)),
        ],
        "today": timezone.localdate(),
        "may_edit": access.may_edit_meeting(request.user, outline.meeting) and not outline.frozen,
    }
    return render(request, "directives/_open_work.html" if request.htmx else "directives/open_work.html", context)


@require_POST
def take_up_work(request: HttpRequest, pk: int, directive: int) -> HttpResponse:
    """'Đưa vào kết luận': the directive's words and units as a new item of this meeting."""
    outline = outline_of(request.user, pk)
    if not access.may_edit_meeting(request.user, outline.meeting):
        raise PermissionDenied
    listed = carried_from(outline.meeting.series_id, request.user) | from_above(request.user)
    old = get_object_or_404(listed, pk=directive)
    try:
        item = take_up(old, outline, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("outline", pk)
    messages.success(request, "Đã đưa nhiệm vụ vào kết luận. Hãy ghi thời hạn mới.")
    return redirect(f"{reverse('outline', args=[pk])}?muc={item.pk}")
