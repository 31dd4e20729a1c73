"""The list beneath a field in which a unit is typed (templates/components/unit_picker.html)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from meetings import access
from meetings.unit_search import search_units

LONGEST_WORDS = 200


@require_GET
def unit_search(request: HttpRequest) -> HttpResponse:
    """``q``: the words; ``ngay``: the day whose units come first (today without it); ``nhom=0``: no groups."""
    if not access.may_search_units(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST_WORDS]
    hits = search_units(words, day=_day(request.GET.get("ngay", "")), groups=request.GET.get("nhom") != "0")
    return render(request, "components/unit_hits.html", {"hits": hits, "words": words.strip()})


def _day(written: str) -> date:
    try:
        return parse_date(written) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
