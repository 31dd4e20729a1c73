"""'Người thay khi vắng mặt': who acts for the officer during an absence, and for whom the officer does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from districts.deputising import deputies_for, end_deputyship, lendable, name_deputy
from districts.errors import DomainError, WrongState
from districts.models import Deputyship, Officer
from meetings.posted import is_key, posted
from portal.deputies.forms import DeputyForm

SHOWN = 50


@dataclass(frozen=True)
class Line:
    """A deputyship as its page tells it. ``is_mine``: the reader named it, and may end it while ``is_open``."""

    row: Deputyship
    standing: str
    is_mine: bool
    is_open: bool


@require_http_methods(["GET", "POST"])
def deputies(request: HttpRequest) -> HttpResponse:
    """The form and the history. Who holds nothing that may be lent reads alone."""
    officer, today = request.user, timezone.localdate()
    own = lendable(officer)
    sent = request.method == "POST"
    if sent and not own:
        raise PermissionDenied
    form = None
    if own:
        others = deputies_for(own, today)
        first_day = {"starts_on": f"{today:%d/%m/%Y}"}
        form = DeputyForm(posted(request) if sent else None, own=own, others=others, initial=first_day)
    status = _named(request, form) if sent and form else 200
    if status == 302:
        return redirect("deputies")
    lines = _lines(officer, today)
    context = {
        "form": form,
        "named": [line for line in lines if line.is_mine],
        "standing_in": [line for line in lines if not line.is_mine],
    }
    return render(request, "portal/deputies.html", context, status=status)


def _named(request: HttpRequest, form: DeputyForm) -> int:
    """302 once it is done; else the status under which the form is shown again."""
    if not form.is_valid():
        return 422
    appointment, lent = form.asked()
    try:
        row = name_deputy(appointment, **lent, by=request.user, at=timezone.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return 409 if isinstance(error, WrongState) else 422
    messages.success(
        request, f"Đã cử {row.deputy} thay từ ngày {row.starts_on:%d/%m/%Y} đến hết ngày {row.ends_on:%d/%m/%Y}."
    )
    return 302


@require_POST
def deputy_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Before its last day, by the one who named it; to others there is no such row."""
    mine = Deputyship.objects.filter(appointment__officer=request.user).select_related("deputy")
    row = get_object_or_404(mine, pk=pk if is_key(pk) else None)
    try:
        end_deputyship(row, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã kết thúc việc {row.deputy} thay.")
    return redirect("deputies")


def _lines(officer: Officer, today: date) -> list[Line]:
    """The newest first; one query."""
    concerning = Q(appointment__officer=officer) | Q(deputy=officer)
    rows = Deputyship.objects.filter(concerning).select_related("appointment__officer", "appointment__unit", "deputy")
    return [
        Line(row, _standing(row, today), row.appointment.officer_id == officer.pk, not row.is_over(today))
        for row in rows[:SHOWN]
    ]


def _standing(row: Deputyship, today: date) -> str:
    if row.ended_at:
        return f"Kết thúc sớm lúc {timezone.localtime(row.ended_at):%H:%M %d/%m/%Y}"
    if row.ends_on < today:
        return "Đã hết thời gian thay"
    return "Sắp tới" if row.starts_on > today else "Đang thay"
