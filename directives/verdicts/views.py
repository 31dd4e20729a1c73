"""The part 'Kỳ trước' of a meeting, for the Sở alone: tasks of earlier meetings, and what the chair concluded of each."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from directives import access
from directives.enums import VerdictKind
from directives.verdicts.handout import carried_pdf
from directives.verdicts.listing import Carried, carried_to
from directives.verdicts.page import Desk, ShownRow, page_of
from directives.verdicts.recording import lock_facts, lock_of, record_verdict, replacing_items
from directives.verdicts.wording import counted_words
from districts.errors import DomainError, EditConflict, Frozen, WrongState
from districts.models import Officer
from meetings.models import Meeting
from meetings.pdf_responses import pdf_response
from meetings.posted import is_key, posted
from meetings.tabs import tab_counts, tabs_of


def meeting_of(officer: Officer, pk: int) -> Meeting:
    """404 to everybody outside the Sở: the page tells of other units' work."""
    if not officer.works_at_office or not is_key(pk):
        raise Http404
    meetings = Meeting.objects.visible_to(officer).select_related("series")
    return get_object_or_404(meetings.annotate(**tab_counts(officer), **lock_facts()), pk=pk)


@require_GET
def carried_page(request: HttpRequest, pk: int) -> HttpResponse:
    """``loc``: the bucket by which the list is filtered."""
    meeting = meeting_of(request.user, pk)
    carried = carried_to(meeting, request.user)
    desk, lock = _desk(meeting, carried, request.user)
    return _page(request, carried, desk, lock)


def _desk(meeting: Meeting, carried: Carried, officer: Officer) -> tuple[Desk, str]:
    """With why nothing can be recorded now, '' for who may not record anyhow."""
    may = access.may_record_verdict(officer, meeting)
    lock = lock_of(meeting, timezone.localdate()) if may else ""
    may_record = may and not lock
    named = any(row.verdict and row.verdict.kind == VerdictKind.REPLACED for row in carried.rows)
    items = list(replacing_items(meeting)) if named or (may_record and carried.rows) else []
    return Desk(meeting, items, may_record), lock


def _page(
    request: HttpRequest,
    carried: Carried,
    desk: Desk,
    lock: str,
    refused: ShownRow | None = None,
    status: int = 200,
) -> HttpResponse:
    meeting, today = desk.meeting, timezone.localdate()
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, request.user, "carried", vars(meeting)),
        "carried": carried,
        "page": page_of(carried, desk, request.GET.get("loc", ""), refused),
        "may_record": desk.may_record,
        "lock": lock,
        "is_ahead": meeting.held_on is not None and meeting.held_on > today,
        "today": today,
    }
    return render(request, "directives/verdicts/page.html", context, status=status)


@require_GET
def carried_awaiting(request: HttpRequest, pk: int) -> HttpResponse:
    """For who records them: how many verdicts are still to be said, as a panel of another page. Without script, the page."""
    meeting = meeting_of(request.user, pk)
    if not request.htmx:
        return redirect("carried", pk)
    is_ahead = meeting.held_on is not None and meeting.held_on > timezone.localdate()
    may = access.may_record_verdict(request.user, meeting)
    asked = may and (is_ahead or not lock_of(meeting, timezone.localdate()))
    waiting = carried_to(meeting, request.user).awaiting if asked else 0
    context = {"meeting": meeting, "waiting": waiting, "is_ahead": is_ahead}
    return render(request, "directives/verdicts/_awaiting.html", context)


@require_GET
def carried_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The handout as PDF, with room for what the chair concludes."""
    meeting = meeting_of(request.user, pk)
    try:
        return pdf_response(carried_pdf(meeting, request.user, at=timezone.now()), f"ky-truoc-{pk}.pdf")
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("carried", pk)


@require_POST
def carried_verdict(request: HttpRequest, pk: int, directive: int) -> HttpResponse:
    """Record one verdict. htmx is answered with the row; else the page comes back at it."""
    meeting = meeting_of(request.user, pk)
    if not access.may_record_verdict(request.user, meeting):
        raise PermissionDenied
    if not is_key(directive):
        raise Http404
    carried = carried_to(meeting, request.user)
    row = next((each for each in carried.rows if each.directive.pk == directive), None)
    if row is None:
        raise Http404
    desk, lock = _desk(meeting, carried, request.user)
    form = desk.form_of(row, posted(request))
    status = 422
    if form.is_valid():
        try:
            kept = record_verdict(
                row.directive,
                form.said(),
                meeting=meeting,
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409 if isinstance(error, EditConflict | WrongState | Frozen) else 422
        else:
            return _recorded(request, meeting, directive, f"Đã ghi kết luận: {kept}.")
    if status == 409:
        form = _stale(form)
    shown = desk.shown(row, form)
    if request.htmx:
        return _row(request, carried, desk, shown, status=status)
    return _page(request, carried, desk, lock, refused=shown, status=status)


def _stale(form):
    """What was typed stays; sent again it is weighed against the verdict that the page now shows."""
    form.data = form.data.copy()
    form.data[form.add_prefix("seen")] = form.initial.get("seen", "")
    return form


def _recorded(request: HttpRequest, meeting: Meeting, directive: int, told: str) -> HttpResponse:
    if not request.htmx:
        messages.success(request, told)
        return redirect(f"{reverse('carried', args=[meeting.pk])}#dong-{directive}")
    carried = carried_to(meeting, request.user)
    desk, _ = _desk(meeting, carried, request.user)
    row = next(each for each in carried.rows if each.directive.pk == directive)
    return _row(request, carried, desk, desk.shown(row))


def _row(request: HttpRequest, carried: Carried, desk: Desk, shown: ShownRow, *, status: int = 200) -> HttpResponse:
    """The row, and the sentence at the head beside it."""
    context = {"meeting": desk.meeting, "shown": shown, "counted": counted_words(carried)}
    return render(request, "directives/verdicts/_saved.html", context, status=status)
