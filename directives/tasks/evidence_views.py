"""The files of a report that was sent: handed out to be saved, or looked at as pictures of their pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from directives.models import Assignment, Evidence
from directives.tasks.page import seen
from directives.tasks.previews import MOST_SHOWN, is_shown, pages_of, picture_of
from districts.errors import DomainError
from meetings.planning.views.facts import file_answer
from meetings.posted import is_key


def _kept(request: HttpRequest, pk: int, file: int) -> tuple[Assignment, Evidence]:
    """To whoever may see the order, and only by its own address."""
    row = seen(request.user, pk)
    if not is_key(file):
        raise Http404
    return row, get_object_or_404(Evidence, pk=file, report__assignment=row)


@require_GET
def evidence_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    _, kept = _kept(request, pk, file)
    return file_answer(kept.sha256, kept.name)


@require_GET
def evidence_pages(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """The file as pictures of its pages; what keeps it from being drawn is said instead."""
    row, kept = _kept(request, pk, file)
    if not is_shown(kept.name):
        raise Http404
    context = {"assignment": row, "directive": row.directive, "file": kept, "most": MOST_SHOWN}
    try:
        total = pages_of(kept.sha256)
        context |= {"total": total, "pages": range(1, min(total, MOST_SHOWN) + 1)}
    except DomainError as error:
        context["cannot_show"] = str(error)
    return render(request, "directives/tasks/evidence.html", context)


@require_GET
def evidence_page(request: HttpRequest, pk: int, file: int, number: int) -> HttpResponse:
    """One page as a picture."""
    _, kept = _kept(request, pk, file)
    if not is_shown(kept.name):
        raise Http404
    try:
        picture = picture_of(kept.sha256, number)
    except (DomainError, IndexError) as error:
        raise Http404 from error
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    return HttpResponse(picture, content_type="image/png", headers=headers)
