"""Series of meetings: what each one is, its meetings, and the next one in one act."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from districts.errors import DomainError
from meetings import access
from meetings.models import Meeting, MeetingSeries
from meetings.planning.forms import NextMeetingForm, SeriesForm
from meetings.planning.series import hosts_of, invited_by, save_series
from meetings.planning.views.facts import saved_or_refused, status_of
from meetings.scheduling import AlreadyPlanned, Proposal, plan_next, propose_next


def _series_for(request: HttpRequest, pk: int) -> MeetingSeries:
    """The Sở's own staff read the series; units are told of the meetings alone."""
    return get_object_or_404(MeetingSeries.objects.visible_to(request.user), pk=pk)


@require_GET
def series_list(request: HttpRequest) -> HttpResponse:
    if not request.user.works_at_office:
        raise PermissionDenied
    rows = MeetingSeries.objects.annotate(held=Count("meetings"), last=Max("meetings__held_on"))
    context = {"rows": rows, "may_enter": access.may_enter_meetings(request.user)}
    return render(request, "meetings/planning/series_list.html", context)


@require_GET
def series_page(request: HttpRequest, pk: int) -> HttpResponse:
    series = _series_for(request, pk)
    return _page(request, series, None)


def _page(request: HttpRequest, series: MeetingSeries, form: NextMeetingForm | None) -> HttpResponse:
    may_enter = access.may_enter_meetings(request.user)
    proposal: Proposal | None = propose_next(series, timezone.localdate()) if may_enter else None
    if may_enter and form is None:
        form = NextMeetingForm(initial={"period": str(proposal.period)})
    context = {
        "series": series,
        "meetings": Meeting.objects.visible_to(request.user).filter(series=series).select_related("host"),
        "hosts": hosts_of(series),
        "invited": invited_by(series),
        "proposal": proposal,
        "form": form,
        "may_enter": may_enter,
    }
    return render(request, "meetings/planning/series.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "POST"])
def series_add(request: HttpRequest) -> HttpResponse:
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    return _form_page(request, MeetingSeries())


@require_http_methods(["GET", "POST"])
def series_edit(request: HttpRequest, pk: int) -> HttpResponse:
    series = _series_for(request, pk)
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    return _form_page(request, series)


def _form_page(request: HttpRequest, series: MeetingSeries) -> HttpResponse:
    form = SeriesForm(request.POST if request.method == "POST" else None, instance=series)
    if request.method == "POST":

        def save() -> None:
            hosts, invited = form.cleaned_data["hosts"], form.cleaned_data["invited"]
            save_series(form.instance, hosts=hosts, invited=invited, by=request.user)

        refused = saved_or_refused(request, form, save)
        if refused is None:
            messages.success(request, f"Đã lưu chuỗi “{form.instance}”.")
            return redirect("series", form.instance.pk)
        form = refused
    return render(
        request, "meetings/planning/series_form.html", {"form": form, "series": series}, status=status_of(form)
    )


@require_POST
def series_next(request: HttpRequest, pk: int) -> HttpResponse:
    """'Lập cuộc họp kỳ sau'; of two clicks the second leads to the meeting of the first."""
    series = _series_for(request, pk)
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    form = NextMeetingForm(request.POST)
    if not form.is_valid():
        return _page(request, series, form)
    period, day = form.cleaned_data["period"], form.cleaned_data["day"]
    try:
        meeting = plan_next(series, period=period, day=day, by=request.user, at=timezone.now())
    except AlreadyPlanned as standing:
        messages.warning(request, str(standing))
        return redirect("meeting", standing.meeting.pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("series", series.pk)
    invited = meeting.delegations.count()
    messages.success(
        request, f"Đã lập cuộc họp {meeting.period}, mời {invited} đơn vị. Hãy kiểm tra ngày, địa điểm và chương trình."
    )
    return redirect("meeting", meeting.pk)
