"""Proposals of units: filed, received, answered, taken into the conclusions; each reader sees those that are theirs."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from districts.calendar import WorkCalendar
from districts.errors import DomainError, EditConflict
from meetings import access
from meetings.models import Meeting, MeetingEvent, Proposal
from meetings.outline.page import outline_of
from meetings.planning.views.facts import file_answer, saved_or_refused, status_of
from meetings.posted import posted
from meetings.proposals.answering import answer_proposal, conclude_proposal, route_proposal
from meetings.proposals.filing import discard_proposal, enter_proposal, own_units, save_proposal
from meetings.proposals.forms import AnswerForm, EnteredForm, ProposalForm, RouteForm
from meetings.proposals.standing import filter_links, proposals_of, rows_of, standing_of, unanswered_before
from meetings.tabs import tabs_of
from meetings.unit_reports.views.rows import meeting_seen
from meetings.verbs import words_of

USUAL_DAYS = 15  # offered as the day of the answer


def _seen(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("meeting", "unit", "division", "conclusion__outline"), pk=pk)


@require_GET
def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """``loc``: the state by which the list is filtered."""
    meeting, officer, today = meeting_seen(request, pk), request.user, timezone.localdate()
    calendar, chosen = WorkCalendar.load(), request.GET.get("loc", "")
    rows = rows_of(proposals_of(meeting, officer), today, calendar)
    links = filter_links(rows, chosen)
    if not any(link.current for link in links):
        chosen = ""
    context = {
        "meeting": meeting,
        "rows": [row for row in rows if chosen in ("", row.chip.key)],
        "total": len(rows),
        "counters": links,
        "chosen": chosen,
        "earlier": rows_of(unanswered_before(meeting, officer), today, calendar),
        "reads_all": access.may_read_reports(officer, meeting),
        "may_enter": access.may_handle_reports(officer, meeting),
        "may_file": bool(own_units(meeting, officer)),
        "tabs": tabs_of(meeting, officer, "reports"),
    }
    return render(request, "meetings/proposals/list.html", context)


@require_http_methods(["GET", "POST"])
def proposal_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A clerk enters what was proposed; whoever works for an invited unit files it. ``act`` 'luu' keeps a draft."""
    meeting = meeting_seen(request, pk)
    entering = access.may_handle_reports(request.user, meeting)
    units = [] if entering else own_units(meeting, request.user)
    if not entering and not units:
        raise PermissionDenied
    data = posted(request) if request.method == "POST" else None
    proposal, by, sending = Proposal(meeting=meeting), request.user, request.POST.get("act") != "luu"
    form = EnteredForm(data, instance=proposal) if entering else ProposalForm(data, instance=proposal, units=units)
    if data is not None:

        def save() -> None:
            now = timezone.now()
            if entering:
                enter_proposal(form.instance, by=by, at=now)
            else:
                save_proposal(form.instance, send=sending, by=by, at=now)

        refused = saved_or_refused(request, form, save)
        if refused is None:
            told = "Đã ghi kiến nghị" if entering else "Đã gửi kiến nghị" if sending else "Đã lưu nháp kiến nghị"
            messages.success(request, f"{told} của {form.instance.proposer}.")
            return redirect("proposals", meeting.pk)
        form = refused
    context = {"meeting": meeting, "form": form, "entering": entering, "tabs": tabs_of(meeting, by, "reports")}
    return render(request, "meetings/proposals/form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _seen(request, pk)
    if not access.may_edit_proposal(request.user, row):
        raise PermissionDenied
    form = ProposalForm(posted(request) if request.method == "POST" else None, instance=row, units=[])
    if request.method == "POST":
        refused = saved_or_refused_again(request, form)
        if refused is None:
            messages.success(request, "Đã lưu kiến nghị.")
            return redirect("proposal", pk)
        form = refused
    context = {"meeting": row.meeting, "proposal": row, "form": form}
    return render(request, "meetings/proposals/form.html", context, status=status_of(form))


def saved_or_refused_again(request: HttpRequest, form: ProposalForm) -> ProposalForm | None:
    """None once the edited text is kept; else the form to be shown again, with both texts where somebody was first."""
    if not form.is_valid():
        return form
    try:
        save_proposal(form.instance, by=request.user, at=timezone.now())
    except EditConflict:
        again = ProposalForm(posted(request), instance=Proposal.objects.get(pk=form.instance.pk), units=[])
        again.is_valid()
        return again
    except DomainError as error:
        form.add_error(None, str(error))
        return form
    return None


@require_POST
def proposal_send(request: HttpRequest, pk: int) -> HttpResponse:
    row = _seen(request, pk)
    if not access.may_edit_proposal(request.user, row):
        raise PermissionDenied
    try:
        save_proposal(row, send=True, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã gửi kiến nghị tới Sở.")
    return redirect("proposal", pk)


@require_POST
def proposal_discard(request: HttpRequest, pk: int) -> HttpResponse:
    row = _seen(request, pk)
    if not access.may_edit_proposal(request.user, row):
        raise PermissionDenied
    try:
        discard_proposal(row, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("proposal", pk)
    messages.success(request, "Đã bỏ bản nháp kiến nghị.")
    return redirect("proposals", row.meeting_id)


@require_GET
def proposal_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk))


@require_POST
def proposal_route(request: HttpRequest, pk: int) -> HttpResponse:
    """'Tiếp nhận, phân công trả lời': the division and the day."""
    row = _seen(request, pk)
    if not access.may_route_proposal(request.user, row):
        raise PermissionDenied
    form = RouteForm(posted(request), day=timezone.localdate())

    def act(version: int) -> None:
        typed = form.cleaned_data
        route_proposal(row, typed["division"], typed["due_on"], version=version, by=request.user, at=timezone.now())

    status = _acted(row, form, act)
    if status == 302:
        messages.success(request, f"Đã tiếp nhận; {form.cleaned_data['division']} trả lời kiến nghị này.")
        return redirect("proposal", pk)
    return _page(request, _seen(request, pk), route_form=form, status=status)


@require_POST
def proposal_answer(request: HttpRequest, pk: int) -> HttpResponse:
    row = _seen(request, pk)
    if access.answering_as(request.user, row) is None:
        raise PermissionDenied
    form = AnswerForm(posted(request), request.FILES, too_large=request.META.get("UPLOAD_TOO_LARGE", ""))

    def act(version: int) -> None:
        file = form.cleaned_data["file"]
        answer_proposal(row, form.reply(), file=file, version=version, by=request.user, at=timezone.now())

    status = _acted(row, form, act)
    if status == 302:
        messages.success(request, f"Đã gửi trả lời tới {row.proposer}.")
        return redirect("proposal", pk)
    return _page(request, _seen(request, pk), answer_form=form, status=status)


def _acted(row: Proposal, form, act) -> int:
    """302 once it is done; else the status under which the form is shown again with what was typed."""
    if not form.is_valid():
        return 422
    try:
        act(form.cleaned_data["read_version"])
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        form.data = form.data.copy()
        form.data["read_version"] = str(row.version)
        return 409
    except DomainError as error:
        form.add_error(None, str(error))
        return 422
    return 302


def _page(request: HttpRequest, row: Proposal, *, route_form=None, answer_form=None, status: int = 200) -> HttpResponse:
    officer, today = request.user, timezone.localdate()
    stamp = {"read_version": row.version}
    if route_form is None and access.may_route_proposal(officer, row):
        day = row.due_on or today + timedelta(days=USUAL_DAYS)
        route_form = RouteForm(initial=stamp | {"division": row.division_id, "due_on": day}, day=today)
    if answer_form is None and access.answering_as(officer, row):
        answer_form = AnswerForm(initial=stamp, auto_id="tra_loi_%s")
    events = MeetingEvent.objects.filter(object_kind="proposal", object_id=row.pk).order_by("-sequence")
    context = {
        "proposal": row,
        "meeting": row.meeting,
        "sees_meeting": Meeting.objects.visible_to(officer).filter(pk=row.meeting_id).exists(),
        "chip": standing_of(row, today, WorkCalendar.load()),
        "answers": list(row.answers.select_related("by", "division")),
        "events": [(event, words_of(event.verb)) for event in events],
        "may_edit": access.may_edit_proposal(officer, row),
        "route_form": route_form,
        "answer_form": answer_form,
        "may_conclude": access.may_edit_meeting(officer, row.meeting) and row.conclusion_id is None,
    }
    return render(request, "meetings/proposals/proposal.html", context, status=status)


@require_GET
def proposal_answer_file(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    row = _seen(request, pk)
    kept = get_object_or_404(row.answers.exclude(sha256=""), pk=answer)
    return file_answer(kept.sha256, kept.file_name)


@require_GET
def proposals_beside(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposals beside a meeting's conclusions: a panel of that page, and a page of its own without script."""
    outline = outline_of(request.user, pk)
    meeting, today, calendar = outline.meeting, timezone.localdate(), WorkCalendar.load()
    context = {
        "meeting": meeting,
        "rows": rows_of(proposals_of(meeting, request.user).sent(), today, calendar),
        "earlier": rows_of(unanswered_before(meeting, request.user), today, calendar),
        "may_take": access.may_edit_meeting(request.user, meeting) and not outline.frozen,
    }
    return render(
        request, "meetings/proposals/_beside.html" if request.htmx else "meetings/proposals/beside.html", context
    )


@require_POST
def proposal_conclude(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """'Đưa vào kết luận' of the meeting ``pk``: a proposal of it, or one of an earlier meeting of its series."""
    outline = outline_of(request.user, pk)
    if not access.may_edit_meeting(request.user, outline.meeting):
        raise PermissionDenied
    row = _seen(request, proposal)
    near = row.meeting_id == pk or (row.meeting.series_id and row.meeting.series_id == outline.meeting.series_id)
    if not near:
        raise Http404
    try:
        item = conclude_proposal(row, outline, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("outline", pk)
    messages.success(request, "Đã đưa kiến nghị vào kết luận. Hãy sửa lời văn, đơn vị và thời hạn.")
    return redirect(f"{reverse('outline', args=[pk])}?muc={item.pk}")
