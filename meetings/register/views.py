"""The register on screen, as PDF and as a workbook, to those who may read it."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_GET

from districts.errors import DomainError
from meetings import access
from meetings.enums import PaperKind
from meetings.models import Release
from meetings.pdf_responses import pdf_response
from meetings.register.asking import Asked, asked_of
from meetings.register.numbers import register_title, sequences_of
from meetings.register.printing import register_pdf, register_workbook, remark
from meetings.register.rows import releases_of, rows_of
from meetings.workbooks import TYPE

ON_A_PAGE = 50


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """``nam``: year; ``loai``: kind; ``q``: words; ``trang``: page. The newest numbers first, as one looks for them."""
    asked, today = _asked(request), timezone.localdate()
    years = set(Release.objects.order_by().values_list("year", flat=True).distinct())
    unknown = request.GET.get("nam", "") if asked.year not in years | {today.year} else ""
    if unknown:
        asked = replace(asked, year=max(years, default=today.year))
    states = sequences_of(asked.year)
    found = releases_of(asked.year, kind=asked.kind, words=asked.words).reverse()
    page = Paginator(found, ON_A_PAGE).get_page(asked.page)
    context = {
        "asked": asked,
        "title": register_title(states),
        "states": [(state, remark(state)) for state in states],
        "total": page.paginator.count,
        "unknown": unknown,
        "page": page,
        "rows": rows_of(page.object_list),
        "years": sorted({asked.year, today.year} | years, reverse=True),
        "kinds": PaperKind.choices,
        "this_year": today.year,
        "kept": urlencode({"nam": asked.year, "loai": asked.kind, "q": asked.words}),
    }
    return render(request, "meetings/register/register.html", context)


@require_GET
def register_print(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    try:
        data = register_pdf(asked, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("register")
    return pdf_response(data, f"{_name(asked)}.pdf")


@require_GET
def register_table(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    headers = {
        "Content-Disposition": content_disposition_header(True, f"{_name(asked)}.xlsx"),
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(register_workbook(asked), content_type=TYPE, headers=headers)


def _asked(request: HttpRequest) -> Asked:
    if not access.may_read_register(request.user):
        raise PermissionDenied
    return asked_of(request.GET, timezone.localdate().year)


def _name(asked: Asked) -> str:
    return f"so-van-ban-di-{asked.year}"
