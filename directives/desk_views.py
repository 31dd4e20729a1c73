"""The registrar's desk ('Bàn văn thư')."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from directives.desk import LACKS, lack_counters, lacking, waiting_for_number
from districts.errors import DomainError
from meetings import access
from meetings.composing import office_on
from meetings.posted import number_of

ON_A_PAGE = 20


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """``thieu``: what the released papers shown lack; ``trang``: page of them."""
    officer, today = request.user, timezone.localdate()
    if not access.may_keep_register(officer):
        raise PermissionDenied
    asked = request.GET.get("thieu", "")
    chosen = asked if asked in LACKS else ""
    try:
        waiting, problem = waiting_for_number(officer, office_on(today), today), ""
    except DomainError as error:
        waiting, problem = [], str(error)
    page = Paginator(lacking(officer, chosen), ON_A_PAGE).get_page(number_of(request.GET.get("trang")))
    context = {
        "today": today,
        "waiting": waiting,
        "problem": problem,
        "typed": any(not row.number for row in waiting),
        "counters": lack_counters(officer, chosen),
        "chosen": chosen,
        "page": page,
    }
    return render(request, "directives/desk.html", context)
