"""A paper with its way and its steps: the steps set directives off, so the page belongs here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from directives.chips import Chip, chip_of
from directives.figures import yardstick_for
from directives.models import Assignment
from directives.paper_steps import Step, offered
from directives.stages import stages_of
from directives.step_forms import StepForm
from directives.step_taking import StepPages, step_named, take_step
from districts.errors import DomainError
from meetings import access
from meetings.composing import office_on
from meetings.models import MeetingEvent, Paper, Release
from meetings.paper_pages import MOST_PAGES, count_pages, file_of
from meetings.printing import verify_stored
from meetings.readiness import readiness_of
from meetings.verbs import told_note, verb_words


@require_GET
def paper_page(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _paper(request, pk)
    released = getattr(paper, "release", None)
    context: dict[str, object] = {
        "paper": paper,
        "release": released,
        "recipients": paper.recipients.all(),
        "own_assignments": _own_assignments(request, released),
        **_pages(request, paper),
        "may_edit": access.may_edit_paper(request.user, paper),
    }
    if released:
        context["problem"] = _problem_of(released)
        context["deliveries"] = released.deliveries.count()
    events: list[MeetingEvent] = []
    if request.user.works_at_office:
        events = list(MeetingEvent.objects.filter(object_kind="paper", object_id=paper.pk).order_by("-sequence"))
        context["events"] = [(event, verb_words(event), told_note(event)) for event in events]
        context["steps"] = _steps(request, paper)
        context["readiness"] = readiness_of(paper, timezone.localdate()) if released is None else None
    context["stages"] = stages_of(paper, events)
    return render(request, "directives/paper.html", context)


def _paper(request: HttpRequest, pk: int) -> Paper:
    papers = Paper.objects.visible_to(request.user).select_related(
        "release__replacement__new__paper",
        "release__recall__by_release__paper",
        "release__rendered",
        "signer",
        "drafting_unit",
        "meeting",
        "replaces__release",
        "recalls__release",
    )
    return get_object_or_404(papers, pk=pk)


def _pages(request: HttpRequest, paper: Paper) -> dict[str, object]:
    """The numbers of the paper's pages for its pictures; what keeps it from being shown is said instead."""
    try:
        total = count_pages(file_of(paper, at=timezone.now()))
    except DomainError as error:
        return {"pages": (), "cannot_show": str(error)}
    return {"pages": range(1, min(total, MOST_PAGES) + 1), "total_pages": total, "most_pages": MOST_PAGES}


def _own_assignments(request: HttpRequest, released: Release | None) -> list[tuple[Assignment, Chip]]:
    """What the paper asks of the reader's own units, each with how it stands today."""
    if released is None:
        return []
    mine = Assignment.objects.visible_to(request.user).filter(directive__release=released)
    yardstick = yardstick_for(timezone.localdate())
    own = mine.filter(unit__in=request.user.unit_ids).with_source().with_leads()
    return [(assignment, chip_of(assignment, yardstick)) for assignment in own]


def _problem_of(released: Release) -> str:
    """'' when the stored content and file still have their SHA-256; else the sentence that says what is wrong."""
    try:
        verify_stored(released)
    except DomainError as error:
        return str(error)
    return ""


def _steps(request: HttpRequest, paper: Paper) -> list[tuple[Step, str, StepForm]]:
    today = timezone.localdate()
    try:
        office = office_on(today)
    except DomainError as error:
        messages.warning(request, str(error))
        return []
    return [
        (step, step.label_for(paper, office, today), step.form_for(paper, office, today))
        for step in offered(request.user, paper, office)
    ]


@require_http_methods(["GET", "POST"])
def paper_step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A step's page; sent, the step itself."""
    paper, step = _paper(request, pk), step_named(slug)
    if not step.may(request.user, paper):
        raise PermissionDenied
    return take_step(request, paper, step, StepPages(_to_paper, lambda context: _step_page(request, context)))


def _to_paper(paper: Paper) -> HttpResponse:
    return redirect("paper", paper.pk)


def _step_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "directives/paper_step.html", context, status=422 if context["form"].errors else 200)
