"""The page of an order, and what its unit does there."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives import access
from directives.figures import yardstick_for
from directives.life.unit_acts import acknowledge_several
from directives.models import Assignment
from directives.tasks.nudge_panel import nudge_panel
from directives.tasks.office_acts import office_panel
from directives.tasks.page import page_of, seen
from directives.tasks.unit_acts import ACTS, UnitAct
from directives.tasks.unit_panel import unit_panel
from districts.errors import DomainError, EditConflict, WrongState
from meetings.posted import number_of, posted

MOST_AT_ONCE = 500


@require_GET
def assignment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may see the assignment; the buttons follow from what the reader may do."""
    return show(request, seen(request.user, pk))


def show(
    request: HttpRequest, assignment: Assignment, *, form=None, nudged=None, status: int = 200, **more: object
) -> HttpResponse:
    """The page; ``form``: a report that was refused, with what was typed; ``nudged``: the same of a reminder."""
    today = timezone.localdate()
    page = page_of(assignment, request.user, today)
    context = {
        "page": page,
        "panel": unit_panel(assignment, request.user, form, helped=bool(page.parties.coordinating)),
        "office": office_panel(assignment, request.user, yardstick_for(today)),
        "nudges": nudge_panel(assignment, request.user, today, nudged),
        "assignment": assignment,
        "directive": assignment.directive,
        **more,
    }
    return render(request, "directives/tasks/assignment.html", context, status=status)


def worked_on(request: HttpRequest, pk: int) -> Assignment:
    """404 to who may not see it, 403 to who does not work on it."""
    row = seen(request.user, pk)
    if not access.may_work_on(request.user, row):
        raise PermissionDenied
    return row


@require_http_methods(["GET", "POST"])
def assignment_act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """An act of the unit, by its own page or from the order's: refused, its page comes back with what was typed."""
    row, act = seen(request.user, pk), ACTS.get(slug)
    if act is None:
        raise Http404
    if not act.may(request.user, row):
        raise PermissionDenied
    sent = request.method == "POST"
    form = act.form(posted(request) if sent else None, assignment=row, prefix=act.slug)
    status = _done(request, row, act, form) if sent else 200
    if status == 302:
        return redirect("assignment", pk)
    context = {"form": form, "act": act, "assignment": row, "directive": row.directive}
    return render(request, "directives/tasks/act.html", context, status=status)


def _done(request: HttpRequest, row: Assignment, act: UnitAct, form) -> int:
    """302 once it is done; else the status under which the form is shown again."""
    if not form.is_valid():
        return 422
    try:
        act.do(row, **form.asked(), by=request.user, at=timezone.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return 409 if isinstance(error, EditConflict | WrongState) else 422
    messages.success(request, act.done)
    return 302


@require_POST
def acknowledge_all(request: HttpRequest) -> HttpResponse:
    """The orders named in 'nhiem-vu', at once; one that is not the reader's to see is none at all."""
    keys = {number_of(key) for key in posted(request).getlist("nhiem-vu")[:MOST_AT_ONCE]}
    rows = list(Assignment.objects.visible_to(request.user).filter(pk__in=keys - {None}).order_by("pk"))
    if not rows or len(rows) != len(keys):
        raise Http404
    taken = acknowledge_several(rows, by=request.user, at=timezone.now())
    if taken.done:
        messages.success(request, f"Đã xác nhận tiếp nhận {len(taken.done)} nhiệm vụ.")
    for assignment, sentence in taken.refused:
        messages.error(request, f"{assignment.directive}: {sentence}")
    return redirect("home")
