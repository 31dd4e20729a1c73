"""The work file of a meeting: what stands in it, and the whole of it to be saved."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from districts.errors import DomainError
from districts.folding import fold
from meetings import access
from meetings.filing.archive import plain_name, take_work_file
from meetings.filing.contents import Filed, Part, contents_of
from meetings.models import Meeting
from meetings.tabs import tab_counts, tabs_of


@require_GET
def work_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Part by part what would be saved, so that what is missing is seen before the file goes to the archive."""
    asked = tab_counts(request.user)
    meeting = _meeting(request, pk, asked)
    contents = contents_of(meeting, by=request.user, at=timezone.now())
    standing = {part: list(filed) for part, filed in groupby(contents, key=_part)}
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, request.user, "info", {name: getattr(meeting, name) for name in asked}),
        "parts": [(part, standing.get(part, [])) for part in Part],
        "total": len(contents),
    }
    return render(request, "meetings/filing/work_file.html", context)


def _part(filed: Filed) -> Part:
    return filed.part


@require_POST
def work_file_zip(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    meeting = _meeting(request, pk)
    try:
        file = take_work_file(meeting, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("work-file", meeting.pk)
    day = f"-{meeting.held_on:%Y-%m-%d}" if meeting.held_on else ""
    name = plain_name(f"ho so {fold(meeting.title)[:60]}{day}.zip")
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _meeting(request: HttpRequest, pk: int, asked: Mapping[str, Any] | None = None) -> Meeting:
    """404 to who may not see the meeting, 403 to who may not take its file. ``asked``: what else is read with it."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).annotate(**asked or {}), pk=pk)
    if not access.may_take_work_file(request.user, meeting):
        raise PermissionDenied
    return meeting
