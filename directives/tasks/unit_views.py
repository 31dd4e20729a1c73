"""The page of an order, and what its unit does there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from directives.models import Assignment
from directives.tasks.page import page_of, seen


@require_GET
def assignment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may see the assignment; the buttons follow from what the reader may do."""
    return show(request, seen(request.user, pk))


def show(request: HttpRequest, assignment: Assignment, status: int = 200, **more: object) -> HttpResponse:
    """The page; ``more``: forms that were refused, with what was typed."""
    page = page_of(assignment, request.user, timezone.localdate())
    context = {"page": page, "assignment": assignment, "directive": assignment.directive, **more}
    return render(request, "directives/tasks/assignment.html", context, status=status)
