"""The papers about a meeting's day are drafted from its page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from districts.errors import DomainError
from meetings.models import Paper
from meetings.planning.invitation_drafting import draft_calling_off, draft_invitation
from meetings.planning.views.facts import meeting_for_edit


@require_POST
def invitation_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """'Soạn giấy mời', 'Soạn giấy mời thay thế'."""
    done = "Đã soạn giấy mời. Hãy kiểm tra thành phần, thời gian, địa điểm, người ký và nơi nhận."
    return _drafted(request, pk, draft_invitation, done)


@require_POST
def calling_off_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """'Soạn thông báo hoãn họp', 'Soạn thông báo hủy họp'."""
    return _drafted(request, pk, draft_calling_off, "Đã soạn thông báo. Hãy kiểm tra nội dung, người ký và nơi nhận.")


def _drafted(request: HttpRequest, pk: int, draft: Callable[..., Paper], done: str) -> HttpResponse:
    meeting = meeting_for_edit(request, pk)
    try:
        paper = draft(meeting, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("meeting", meeting.pk)
    messages.success(request, done)
    return redirect("paper", paper.pk)
