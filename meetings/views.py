"""Meetings and the papers' files: rows come through ``visible_to`` alone, so a stranger gets 404."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from districts.errors import DomainError
from districts.models import Officer
from meetings import access
from meetings.attending import AttendanceList, attendance_seen_by
from meetings.composing import PRINTED_WITH
from meetings.drafting import draft_notice
from meetings.enums import AHEAD
from meetings.issued_list import issued_in, issued_years
from meetings.meeting_papers import MeetingPapers, papers_seen
from meetings.models import DiscardedPaper, Meeting, Paper
from meetings.paper_pages import file_of, picture_of
from meetings.pdf_responses import issued_pdf, pdf_response
from meetings.planning.invitation_desk import Reach, invitation_desk, invitation_reach
from meetings.planning.page import plan_shown
from meetings.posted import number_of
from meetings.printing import preview_pdf
from meetings.receiving import awaits_conclusions
from meetings.register.searching import words_typed
from meetings.settling import notes_of, open_notes, settle_all_notes, settle_note
from meetings.tabs import tab_counts, tabs_of
from meetings.telling_apart import apart_columns, told_apart
from meetings.unit_reports.listing import own_reports
from meetings.word_copy import CONTENT_TYPE, word_copy
from meetings.years import year_from


@require_GET
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, programme, papers. Who came and what was concluded have pages of their own for the Sở; a unit reads here
    who came, as far as it may know it."""
    officer, today = request.user, timezone.localdate()
    asked, reach = tab_counts(officer), invitation_reach()
    meetings = Meeting.objects.visible_to(officer).select_related("host", "series").prefetch_related("attendees")
    meeting = get_object_or_404(meetings.annotate(**asked, **reach), pk=pk)
    counts = {name: getattr(meeting, name) for name in (*asked, *reach)}
    papers = papers_seen(meeting, officer, counts)
    plan = plan_shown(meeting, officer, today, issued=papers.issued, papers=papers.about_day)
    reached = Reach(**{name: counts[name] for name in reach})
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, officer, "info", counts),
        "plan": plan,
        "invitation": invitation_desk(meeting, papers.about_day, plan.changes, officer, reached),
        "attendance": _attendance_told(meeting, officer),
        "papers": papers.concluding,
        "own_reports": own_reports(meeting, officer, today),
        "earlier": papers.earlier,
        **_remarks(meeting, officer),
        **_offered(meeting, papers, officer, today),
    }
    return render(request, "meetings/meeting.html", context)


def _attendance_told(meeting: Meeting, officer: Officer) -> AttendanceList | None:
    """Who came, to one outside the Sở, once the meeting took place."""
    if officer.works_at_office or meeting.state in AHEAD:
        return None
    return attendance_seen_by(officer, meeting, meeting.tab_told)


def _remarks(meeting: Meeting, officer: Officer) -> dict[str, object]:
    waiting = len(open_notes(meeting))
    notes = notes_of(meeting) if officer.works_at_office else []
    return {"notes": notes, "open_notes": waiting, "settled_count": len(meeting.reading_notes) - waiting}


def _offered(meeting: Meeting, papers: MeetingPapers, officer: Officer, today: date) -> dict[str, bool]:
    """Which buttons the officer has."""
    may_edit = access.may_edit_meeting(officer, meeting)
    concluded = meeting.tab_items > 0
    return {
        "may_edit": may_edit,
        "may_import": may_edit and not concluded and awaits_conclusions(meeting, today),
        "may_draft": may_edit and not papers.has_notice and (concluded or meeting.state not in AHEAD),
    }


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
    """Papers of a year, issued here or before, newest first; the years that have any are offered."""
    years = issued_years(request.user)
    said, words = request.GET.get("nam", ""), words_typed(request.GET.get("q", ""))
    asked = year_from(said)
    year = asked if asked in years else (years[0] if years else None)
    context = {
        "papers": issued_in(year, request.user, words),
        "words": words,
        "unknown": said if said and year and asked != year else "",
        "years": years,
        "year": year,
        "may_read_register": access.may_read_register(request.user),
    }
    if request.user.works_at_office:
        in_work = Paper.objects.visible_to(request.user).in_work().select_related("signer", "drafting_unit", "meeting")
        context["discarded"] = DiscardedPaper.objects.count()
        in_work = in_work.annotate(**apart_columns())
        context["drafts"] = [
            (paper, access.may_edit_paper(request.user, paper), told_apart(paper)) for paper in in_work
        ]
    return render(request, "meetings/paper_list.html", context)


@require_GET
def paper_preview(request: HttpRequest, pk: int) -> HttpResponse:
    paper = get_object_or_404(Paper.objects.visible_to(request.user).in_work().select_related(*PRINTED_WITH), pk=pk)
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
def paper_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as a Word document, to be saved: a draft to work on, an issued one for reference."""
    paper = get_object_or_404(Paper.objects.visible_to(request.user).select_related(*PRINTED_WITH), pk=pk)
    try:
        copy = word_copy(paper, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("paper", pk)
    headers = {
        "Content-Disposition": content_disposition_header(True, copy.name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(copy.data, content_type=CONTENT_TYPE, headers=headers)


@require_GET
def paper_page_picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page of the paper as the reader may see it: the issued file, or the draft with its blanks."""
    paper = get_object_or_404(Paper.objects.visible_to(request.user).select_related(*PRINTED_WITH), pk=pk)
    try:
        picture = picture_of(file_of(paper, at=timezone.now()), number)
    except (DomainError, IndexError) as error:
        raise Http404 from error
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    return HttpResponse(picture, content_type="image/png", headers=headers)
