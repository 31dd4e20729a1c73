"""Meetings and the papers' files: rows come through ``visible_to`` alone, so a stranger gets 404."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from districts.errors import DomainError
from meetings import access
from meetings.attending import attendance_seen_by
from meetings.drafting import draft_notice
from meetings.enums import AHEAD, PaperState
from meetings.models import Meeting, Paper
from meetings.paper_pages import file_of, picture_of
from meetings.pdf_responses import issued_pdf, pdf_response
from meetings.planning.page import plan_shown
from meetings.posted import number_of
from meetings.printing import preview_pdf
from meetings.settling import notes_of, open_notes, settle_all_notes, settle_note
from meetings.tabs import tab_counts, tabs_of
from meetings.years import year_from


@require_GET
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, programme, papers. Who came and what was concluded have pages of their own for the Sở; a unit reads here
    who came, as far as it may know it."""
    officer = request.user
    asked = tab_counts(officer)
    meetings = Meeting.objects.visible_to(officer).select_related("host", "series").prefetch_related("attendees")
    meeting = get_object_or_404(meetings.annotate(**asked), pk=pk)
    inside, may_edit = officer.works_at_office, access.may_edit_meeting(officer, meeting)
    ahead = meeting.state in AHEAD
    papers = Paper.objects.visible_to(officer).filter(meeting=meeting).select_related("release")
    papers = list(papers) if meeting.tab_paper else []
    issued = any(paper.state == PaperState.RELEASED for paper in papers)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, officer, "info", {name: getattr(meeting, name) for name in asked}),
        "plan": plan_shown(meeting, officer, timezone.localdate(), issued=issued),
        "attendance": None if inside or ahead else attendance_seen_by(officer, meeting),
        "papers": papers,
        "notes": notes_of(meeting) if inside else [],
        "open_notes": (waiting := len(open_notes(meeting))),
        "settled_count": len(meeting.reading_notes) - waiting,
        "may_edit": may_edit,
        "may_draft": may_edit and not papers and (meeting.tab_items > 0 or not ahead),
    }
    return render(request, "meetings/meeting.html", context)


@require_POST
def draft_from_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    try:
        paper = draft_notice(meeting, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("meeting", meeting.pk)
    messages.success(request, "Đã lập dự thảo thông báo. Hãy kiểm tra trích yếu, người ký và nơi nhận.")
    return redirect("paper", paper.pk)


@require_POST
def settle_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """'Đã xem' one remark of the reading (its number in the field ``index``), or all of them."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    if not access.may_edit_meeting(request.user, meeting):
        raise PermissionDenied
    index, now = number_of(request.POST.get("index")), timezone.now()
    try:
        if "all" in request.POST:
            settle_all_notes(meeting, by=request.user, at=now)
        else:
            settle_note(meeting, index=-1 if index is None else index, by=request.user, at=now)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('meeting', args=[meeting.pk])}#h-xem")


@require_GET
def paper_list(request: HttpRequest) -> HttpResponse:
    """Issued papers of a year, newest first; the years that have any are offered."""
    released = Paper.objects.visible_to(request.user).released()
    years = sorted(set(released.values_list("release__year", flat=True)), reverse=True)
    asked = year_from(request.GET.get("nam"))
    year = asked if asked in years else (years[0] if years else None)
    papers = released.filter(release__year=year).select_related(
        "release__replacement__new", "release__recall__by_release", "signer", "meeting"
    )
    context = {"papers": papers.order_by("-release__number"), "years": years, "year": year}
    return render(request, "meetings/paper_list.html", context)


@require_GET
def paper_preview(request: HttpRequest, pk: int) -> HttpResponse:
    paper = get_object_or_404(Paper.objects.visible_to(request.user).in_work(), pk=pk)
    try:
        return pdf_response(preview_pdf(paper, at=timezone.now()), f"du-thao-{pk}.pdf")
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("paper", pk)


@require_GET
def paper_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The issued file: the signed copy where one is attached, else the portal's own print."""
    paper = get_object_or_404(Paper.objects.visible_to(request.user).released(), pk=pk)
    try:
        return issued_pdf(paper.release)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("paper", pk)


@require_GET
def paper_page_picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page of the paper as the reader may see it: the issued file, or the draft with its blanks."""
    paper = get_object_or_404(Paper.objects.visible_to(request.user).select_related("release"), pk=pk)
    try:
        picture = picture_of(file_of(paper, at=timezone.now()), number)
    except (DomainError, IndexError) as error:
        raise Http404 from error
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    return HttpResponse(picture, content_type="image/png", headers=headers)
