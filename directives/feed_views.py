"""The calendar at an officer's private address: meetings, and the deadlines of the officer's units."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from directives.deadline_feed import deadline_events, deadlines_for
from meetings.planning.feed import calendar_of, meeting_events, meetings_for, officer_at


@login_not_required
@require_GET
def calendar_feed(request: HttpRequest, officer: int, code: str) -> HttpResponse:
    """Opens without a sign-in, as calendars cannot sign in: the code of the address stands for it."""
    reader = officer_at(officer, code)
    if reader is None:
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)

    def address(name: str, pk: int) -> str:
        return request.build_absolute_uri(reverse(name, args=[pk]))

    meetings = meeting_events(meetings_for(reader, today), url_of=lambda each: address("meeting", each.pk), at=now)
    deadlines = deadline_events(
        deadlines_for(reader, today), url_of=lambda each: address("assignment", each.pk), at=now
    )
    headers = {
        "Content-Disposition": "attachment; filename=lich-giao-ban.ics",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    data = calendar_of([*meetings, *deadlines])
    return HttpResponse(data, content_type="text/calendar; charset=utf-8", headers=headers)
