"""The meetings as a list and as a month, and the address at which a calendar follows them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from meetings import access
from meetings.models import CalendarFeed, Meeting, MeetingSeries, Paper
from meetings.planning.feed import code_of, drop_feed, renew_feed
from meetings.planning.listing import found, month_of, read_month
from meetings.years import year_from

ON_A_PAGE = 25


@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    """``q``: words; ``nam``: year; ``chuoi``: series; ``trang``: page."""
    visible = Meeting.objects.visible_to(request.user)
    years = sorted({day.year for day in visible.order_by().values_list("held_on", flat=True) if day}, reverse=True)
    series = list(MeetingSeries.objects.filter(pk__in=visible.order_by().values("series")))
    words, year, chosen = request.GET.get("q", ""), year_from(request.GET.get("nam")), request.GET.get("chuoi", "")
    row = next((each for each in series if str(each.pk) == chosen), None)
    asked = found(visible, words=words, year=year, series=row.pk if row else None)
    # A unit is told of what was issued to it alone.
    papers = Prefetch("papers", Paper.objects.visible_to(request.user))
    page = Paginator(asked.select_related("host").prefetch_related(papers), ON_A_PAGE).get_page(
        request.GET.get("trang")
    )
    kept = request.GET.copy()
    kept.pop("trang", None)
    context = {
        "page": page,
        "years": years,
        "year": year,
        "all_series": series,
        "series": row,
        "words": words,
        "asked": bool(words or year or row),
        "kept": kept.urlencode(),
        "may_enter": access.may_enter_meetings(request.user),
        "inside": request.user.works_at_office,
    }
    return render(request, "meetings/meeting_list.html", context)


@require_GET
def meeting_month(request: HttpRequest) -> HttpResponse:
    """``thang``: '2026-11'."""
    today = timezone.localdate()
    first = read_month(request.GET.get("thang", ""), today)
    month = month_of(Meeting.objects.visible_to(request.user), first, today)
    return render(request, "meetings/planning/month.html", {"month": month, "today": today})


@require_http_methods(["GET", "POST"])
def feed_address(request: HttpRequest) -> HttpResponse:
    """The officer's own address: ``act`` 'cap' gives a new one, 'bo' takes it back."""
    if request.method == "POST":
        if request.POST.get("act") == "bo":
            drop_feed(request.user)
            messages.success(request, "Đã bỏ địa chỉ lịch. Lịch đã thêm ở điện thoại, máy tính sẽ không cập nhật nữa.")
        else:
            renew_feed(request.user, at=timezone.now())
            messages.success(request, "Đã cấp địa chỉ lịch mới. Địa chỉ cấp trước đó, nếu có, không dùng được nữa.")
        return redirect("calendar-address")
    feed = CalendarFeed.objects.filter(officer=request.user).first()
    address = ""
    if feed:
        address = request.build_absolute_uri(reverse("calendar-feed", args=[request.user.pk, code_of(feed)]))
    answer = render(request, "meetings/planning/feed.html", {"feed": feed, "address": address})
    answer["Cache-Control"] = "private, no-store"
    return answer
