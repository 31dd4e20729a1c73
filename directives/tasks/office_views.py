"""The Sở's side of the orders: the list of what it follows, and its acts."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from directives import access
from directives.figures import yardstick_for
from directives.life.answering import confirm_several
from directives.tasks.office_list import (
    ALL,
    ON_A_PAGE,
    asked_of,
    divisions_of,
    followed,
    papers_and_series,
    rows_of,
    ticked,
    units_followed,
)
from meetings.posted import number_of, posted

NONE_TICKED = "Chưa chọn nhiệm vụ nào. Hãy đánh dấu các nhiệm vụ cần xác nhận rồi bấm nút."


@require_GET
def assignment_list(request: HttpRequest) -> HttpResponse:
    """``loc``: bucket; ``muc``: what it waits for; ``don-vi``, ``van-ban``, ``chuoi``; ``pham-vi``; ``trang``: page."""
    officer, asked = request.user, asked_of(request.GET)
    if not access.may_follow(officer):
        raise PermissionDenied
    yardstick = yardstick_for(timezone.localdate())
    found = followed(officer, asked, yardstick)
    page = Paginator(found.lights, ON_A_PAGE).get_page(asked.page)
    rows = rows_of(list(page.object_list), officer, yardstick)
    papers, series = papers_and_series()
    context = {
        "today": yardstick.today,
        "asked": asked,
        "found": found,
        "page": page,
        "rows": rows,
        "may_confirm": any(row.may_confirm for row in rows),
        "units": units_followed(),
        "papers": papers,
        "series": series,
        "has_own": bool(divisions_of(officer)),
        "everyones": ALL,
        "series_key": str(asked.series or ""),
        "kept": asked.kept(),
        "bare_query": replace(asked, bucket="", matter="", unit=None, paper="", series=None).kept(),
        "no_matter_query": asked.kept(muc="", loc=""),
        "own_query": replace(asked, everyones=False).kept(),
        "all_query": replace(asked, everyones=True).kept(),
    }
    return render(request, "directives/tasks/list.html", context)


@require_POST
def confirm_ticked(request: HttpRequest) -> HttpResponse:
    """``viec``: the assignments that were ticked; ``loc-lai``: the list's query, to return to."""
    if not access.may_follow(request.user):
        raise PermissionDenied
    sent = posted(request)
    keys = [key for key in map(number_of, sent.getlist("viec")) if key is not None]
    asked = confirm_several(ticked(keys, request.user), by=request.user, at=timezone.now())
    if asked.done:
        messages.success(request, f"Đã xác nhận hoàn thành {len(asked.done)} nhiệm vụ.")
    for row, sentence in asked.refused:
        messages.warning(request, f"{row.unit}, “{row.directive}”: chưa xác nhận.\n{sentence}")
    if not asked.done and not asked.refused:
        messages.error(request, NONE_TICKED)
    query = asked_of(QueryDict(sent.get("loc-lai", ""))).kept()
    return redirect(f"{reverse('assignment-list')}?{query}")
