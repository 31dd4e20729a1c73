"""The following division puts on record that it reminded a unit by telephone or in a chat."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from directives import access
from directives.reminding.nudging import record_call, record_message
from directives.tasks.nudge_panel import FORMS
from directives.tasks.page import seen
from directives.tasks.unit_views import show
from districts.errors import DomainError, EditConflict, WrongState
from meetings.posted import posted

ACTS = {"dien-thoai": record_call, "tin-nhan": record_message}
DONE = {"dien-thoai": "Đã ghi lần nhắc qua điện thoại.", "tin-nhan": "Đã ghi lần nhắc bằng tin nhắn."}


@require_POST
def assignment_nudge(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """404 to who may not see the order, 403 to who does not follow it up; refused, what was typed comes back."""
    row = seen(request.user, pk)
    if slug not in ACTS:
        raise Http404
    if not access.may_manage(request.user, row):
        raise PermissionDenied
    form, status = FORMS[slug](posted(request), prefix=slug), 422
    if form.is_valid():
        try:
            ACTS[slug](row, **form.cleaned_data, by=request.user, at=timezone.now())
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409 if isinstance(error, EditConflict | WrongState) else 422
        else:
            messages.success(request, DONE[slug])
            return redirect("assignment", pk)
    return show(request, row, nudged=(slug, form), status=status)
