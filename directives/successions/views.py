"""Passing the orders of a unit that has ended to its successors: which units, and each order with its choice."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from directives import access
from directives.life.succeeding import pass_to_successors
from directives.successions.ended import MOST_AT_ONCE, heirs_of, passable, units_ended
from districts.errors import DomainError, WrongState
from districts.models import Unit
from meetings.posted import is_key, number_of, posted

FIELD = "nhiem-vu-"


@require_GET
def succession_list(request: HttpRequest) -> HttpResponse:
    if not access.may_pass_to_successor(request.user):
        raise PermissionDenied
    return render(request, "directives/successions/list.html", {"ended": units_ended(timezone.localdate())})


@require_http_methods(["GET", "POST"])
def succession(request: HttpRequest, pk: int) -> HttpResponse:
    """``nhiem-vu-…``: the assignment, and the successor chosen for it; '' leaves it where it is."""
    if not access.may_pass_to_successor(request.user):
        raise PermissionDenied
    unit = get_object_or_404(Unit.objects.exclude(valid_to=None), pk=pk if is_key(pk) else None)
    if request.method == "POST":
        return _passed(request, unit)
    return _page(request, unit)


def _passed(request: HttpRequest, unit: Unit) -> HttpResponse:
    chosen = _chosen(request)
    try:
        pass_to_successors(unit, chosen, by=request.user, at=timezone.now())
    except DomainError as error:
        return _page(
            request, unit, chosen=chosen, error=str(error), status=409 if isinstance(error, WrongState) else 422
        )
    messages.success(request, f"Đã chuyển {len(chosen)} nhiệm vụ của {unit} cho đơn vị kế thừa.")
    return redirect("succession-list")


def _chosen(request: HttpRequest) -> dict[int, int]:
    typed = {number_of(name.removeprefix(FIELD)): number_of(value) for name, value in posted(request).items()}
    found = {key: unit for key, unit in typed.items() if key is not None and unit is not None}
    return dict(list(found.items())[:MOST_AT_ONCE])


def _page(
    request: HttpRequest, unit: Unit, *, chosen: dict[int, int] | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    heirs = heirs_of(unit, today)
    context = {
        "unit": unit,
        "heirs": heirs,
        "rows": passable(unit, heirs, today, chosen),
        "is_over": unit.valid_to is not None and unit.valid_to < today,
        "field": FIELD,
        "most": MOST_AT_ONCE,
        "error": error,
    }
    return render(request, "directives/successions/unit.html", context, status=status)
