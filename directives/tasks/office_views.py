"""The Sở's side of the orders: the list of what it follows, and its acts."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives import access
from directives.figures import yardstick_for
from directives.life.answering import confirm_several
from directives.life.extending import pending_request
from directives.models import Assignment
from directives.tasks.office_acts import OFFICE_ACTS, OfficeAct
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
from directives.tasks.page import seen
from districts.errors import DomainError, EditConflict, WrongState
from districts.refusals import record_refusal
from meetings.posted import number_of, posted

NOT_FOR_THEM = "Người gửi không có quyền làm việc này."
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
        "may_urge": access.may_draft_urging(officer),
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
    for row in asked.already:
        messages.info(request, f"{_named(row)}: đã được xác nhận trước đó.")
    for row, sentence in asked.refused:
        messages.warning(request, f"{_named(row)}: chưa xác nhận.\n{sentence}")
    if not (asked.done or asked.refused or asked.already):
        messages.error(request, NONE_TICKED)
    query = asked_of(QueryDict(sent.get("loc-lai", ""))).kept()
    return redirect(f"{reverse('assignment-list')}?{query}")


def _named(row: Assignment) -> str:
    return f"{row.unit}, “{Truncator(row.directive.text).words(16, truncate='…')}”"


@require_http_methods(["GET", "POST"])
def office_act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """An act of the Sở on its own page; refused, the page comes back with what was typed. ``ve``: 'nha' leads home."""
    row, act = seen(request.user, pk), OFFICE_ACTS.get(slug)
    if act is None:
        raise Http404
    sent = request.method == "POST"
    if not act.may(request.user, row):
        if sent:
            record_refusal(row, act.act.__name__, by=request.user, at=timezone.now(), reason=NOT_FOR_THEM)
        raise PermissionDenied
    form = act.form(
        posted(request) if sent else None,
        request.FILES if sent else None,
        assignment=row,
        too_large=request.META.get("UPLOAD_TOO_LARGE", ""),
        initial=_initial(row),
    )
    status = _done(request, row, act, form) if sent else _open(request, row, act)
    if status == 302:
        return redirect("home") if request.POST.get("ve") == "nha" else redirect("assignment", pk)
    context = {"form": form, "act": act, "assignment": row, "directive": row.directive, "request_row": _asked(row, act)}
    return render(request, "directives/tasks/office_act.html", context, status=status)


def _initial(row: Assignment) -> dict[str, object]:
    return {"until": vars(row)["asked_until"], "arrived_on": timezone.localdate(), "percent": row.percent}


def _asked(row: Assignment, act: OfficeAct):
    return pending_request(row) if act.verb == "decide_extension" else None


def _open(request: HttpRequest, row: Assignment, act: OfficeAct) -> int:
    """200 where the act may begin; else the reader is told why, on the order's page."""
    try:
        act.refuse_misfit(row)
    except WrongState as error:
        messages.error(request, str(error))
        return 302
    return 200


def _done(request: HttpRequest, row: Assignment, act: OfficeAct, form) -> int:
    """302 once it is done; else the status under which the form is shown again."""
    if not form.is_valid():
        return 422
    try:
        act.do(row, form.asked(), by=request.user, at=timezone.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return 409 if isinstance(error, EditConflict | WrongState) else 422
    messages.success(request, act.done)
    return 302
