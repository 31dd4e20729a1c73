"""Notices issued before the portal: entered from a meeting, read, corrected by a new entry."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from directives.earlier.forms import CorrectionForm, OrdersForm, PaperFactsForm, StandingForm
from directives.earlier.page import Corrected, corrections_of, orders_shown
from directives.earlier.proposing import proposed_facts
from directives.earlier.recording import correct_standing, enter_with_orders
from districts.errors import DomainError, EditConflict
from districts.models import Unit
from meetings import access
from meetings.conclusion_rows import orders_of
from meetings.earlier_papers import AlreadyEntered, correct, file_problem
from meetings.models import EarlierPaper, EarlierStanding, Meeting
from meetings.outline.page import outline_of
from meetings.planning.views.facts import file_answer
from meetings.posted import posted
from meetings.tabs import tabs_of


def _paper(request: HttpRequest, pk: int) -> EarlierPaper:
    papers = EarlierPaper.objects.visible_to(request.user)
    return get_object_or_404(papers.select_related("holding__entered_by", "outline__meeting__series"), pk=pk)


def _paper_to_edit(request: HttpRequest, pk: int) -> EarlierPaper:
    paper = _paper(request, pk)
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    return paper


def _invited(meeting: Meeting) -> Sequence[Unit]:
    return [row.unit for row in meeting.invited() if row.unit]


@require_http_methods(["GET", "POST"])
def earlier_add(request: HttpRequest, pk: int) -> HttpResponse:
    """'Đã ban hành trước đây': what stands on the notice, and how each order stands today."""
    outline = outline_of(request.user, pk)
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    if outline.tab_earlier:
        standing = EarlierPaper.objects.get(pk=outline.tab_earlier)
        messages.info(request, str(AlreadyEntered(standing)))
        return redirect("earlier-paper", standing.pk)
    sent = request.method == "POST"
    data, files = (posted(request), request.FILES) if sent else (None, None)
    orders = orders_of(outline)
    form = PaperFactsForm(
        data,
        files,
        too_large=request.META.get("UPLOAD_TOO_LARGE", ""),
        initial=None if sent else proposed_facts(outline.meeting),
        invited=_invited(outline.meeting),
    )
    asked = OrdersForm(data, orders=orders)
    if sent and form.is_valid() and asked.is_valid():
        try:
            paper = enter_with_orders(outline, form.facts(), asked.said(), by=request.user, at=timezone.now())
        except AlreadyEntered as error:
            messages.info(request, str(error))
            return redirect("earlier-paper", error.paper.pk)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã nhập {paper.titled}. Kết luận của cuộc họp từ nay chỉ để xem.")
            return redirect("earlier-paper", paper.pk)
    context = {
        "meeting": outline.meeting,
        "form": form,
        "asked": asked,
        "orders": orders,
        "tabs": tabs_of(outline.meeting, request.user, "info", vars(outline)),
    }
    refused = bool(form.errors or asked.errors)
    return render(request, "directives/earlier/add.html", context, status=422 if refused else 200)


def _corrections(request: HttpRequest, paper: EarlierPaper) -> list[Corrected]:
    """Told to the Sở's staff."""
    if not request.user.works_at_office:
        return []
    return corrections_of(list(paper.entries.select_related("entered_by").prefetch_related("deliveries__unit")))


@require_GET
def earlier_paper(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _paper(request, pk)
    context = {
        "paper": paper,
        "entry": paper.entry,
        "receivers": [each.unit for each in paper.entry.deliveries.select_related("unit")],
        "corrections": _corrections(request, paper),
        "orders": orders_shown(paper, request.user, timezone.localdate()),
        "problem": file_problem(paper.entry),
        "may_edit": access.may_enter_meetings(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "directives/earlier/paper.html", context)


@require_GET
def earlier_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan or the file as it was entered, to be saved; its SHA-256 is verified first."""
    entry = _paper(request, pk).entry
    if problem := file_problem(entry):
        messages.error(request, problem)
        return redirect("earlier-paper", pk)
    return file_answer(entry.sha256, entry.file_name)


@require_http_methods(["GET", "POST"])
def earlier_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A new entry in place of a wrong one."""
    paper = _paper_to_edit(request, pk)
    entry = paper.entry
    sent = request.method == "POST"
    form = CorrectionForm(
        posted(request) if sent else None,
        request.FILES if sent else None,
        too_large=request.META.get("UPLOAD_TOO_LARGE", ""),
        initial={
            "read": entry.pk,
            "full_number": paper.full_number,
            **{name: getattr(entry, name) for name in ("issued_on", "abstract", "signer_name", "signer_position")},
        },
        invited=_invited(paper.outline.meeting),
        kept=Unit.objects.filter(pk__in=entry.deliveries.values("unit")),
    )
    status = 422
    if sent and form.is_valid():
        said = form.cleaned_data
        try:
            correct(paper, form.facts(), reason=said["reason"], read=said["read"], by=request.user, at=timezone.now())
        except DomainError as error:
            status = 409 if isinstance(error, EditConflict) else 422
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã sửa thông tin thông báo. Lần nhập trước vẫn được lưu.")
            return redirect("earlier-paper", pk)
    context = {"paper": paper, "form": form}
    return render(request, "directives/earlier/correct.html", context, status=status if form.errors else 200)


@require_http_methods(["GET", "POST"])
def earlier_standing(request: HttpRequest, pk: int, standing: int) -> HttpResponse:
    """What became of one order was said wrongly: said anew, with the reason."""
    paper = _paper_to_edit(request, pk)
    row = get_object_or_404(EarlierStanding.objects.select_related("order__conclusion"), pk=standing, paper=paper)
    sent = request.method == "POST"
    form = StandingForm(posted(request) if sent else None, initial={"standing": row.standing, "done_on": row.done_on})
    status = 422
    if sent and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            correct_standing(row, form.said(), reason=reason, by=request.user, at=timezone.now())
        except DomainError as error:
            status = 409 if isinstance(error, EditConflict) else 422
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã sửa tình trạng nhiệm vụ. Lần ghi trước vẫn được lưu.")
            return redirect(f"{reverse('earlier-paper', args=[pk])}#nv{row.order_id}")
    context = {"paper": paper, "row": row, "form": form}
    return render(request, "directives/earlier/standing.html", context, status=status if form.errors else 200)
