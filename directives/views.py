"""A paper with its way and its steps: the steps set directives off, so the page belongs here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET, require_http_methods

from directives.chips import Chip, chip_of
from directives.enums import TAKEN_ON
from directives.figures import yardstick_for
from directives.following import in_work_after
from directives.keeping import given_or_kept, kept_by
from directives.models import Assignment, Directive, with_leads_of
from directives.paper_steps import Step, offered
from directives.stages import stages_of
from directives.step_forms import FreezingForm, StepForm
from directives.step_taking import StepPages, step_named, take_step
from directives.urging.standing import urged_of
from districts.calendar import WorkCalendar
from districts.errors import DomainError
from meetings import access
from meetings.addressing import recipients_of
from meetings.amended import changes_of
from meetings.composing import office_on
from meetings.copies.attaching import copies_of
from meetings.counting import count_of
from meetings.enums import PaperKind, PaperState, PartyRole
from meetings.form_checking import form_check_of
from meetings.models import Delivery, MeetingEvent, Paper, Release
from meetings.paper_pages import MOST_PAGES, PrintedFile, count_pages, file_of
from meetings.planning.invitation_remarks import day_remarks
from meetings.printing import paper_events, take_print_as_read, verify_stored
from meetings.readiness import readiness_of
from meetings.recalling import answers_to
from meetings.standing import marks_of, with_standing
from meetings.verbs import told_note, verb_words


@require_GET
def paper_page(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _paper(request, pk, whole=True)
    released = getattr(paper, "release", None)
    if released:
        take_print_as_read(released)
    context: dict[str, object] = {
        "paper": paper,
        "release": released,
        "recipients": recipients_of(paper),
        "own_assignments": _own_assignments(request, released),
        **_pages(paper),
        "may_edit": access.may_edit_paper(request.user, paper),
        "may_discard": paper.state == PaperState.DRAFT and access.may_discard_draft(request.user, paper),
        "urged": urged_of(paper, request.user, timezone.localdate()),
        "has_points": _has_points(request, paper),
        "day_remarks": day_remarks(paper, timezone.localdate(), inside=request.user.works_at_office),
    }
    if released:
        context["marks"] = marks_of(released)
        context["copies"] = copies_of(released)
        context["may_attach"] = access.may_release(request.user, paper)
        context["problem"] = _problem_of(released)
        context |= _recall_answers(request, released)
    events: list[MeetingEvent] = []
    if request.user.works_at_office:
        events = paper_events(paper.pk)
        context["events"] = [(event, verb_words(event), told_note(event)) for event in events]
        context["following"] = following = list(in_work_after(paper)) if paper.is_followed else []
        context["steps"] = _steps(request, paper, following)
    context["stages"] = stages_of(paper, events)
    return render(request, "directives/paper.html", context)


@require_GET
def paper_points(request: HttpRequest, pk: int) -> HttpResponse:
    """What an amendment changes, what a replacing notice keeps, and what still stands against a paper before the signature:
    panels of the paper's page, which fetches them once it stands; without script a page of their own."""
    paper = _paper(request, pk)
    context: dict[str, object] = {"paper": paper, "may_edit": access.may_edit_paper(request.user, paper)}
    if paper.amends and paper.outline:
        context["changes"] = changes_of(paper.outline, paper.held_on)
    if hasattr(paper, "release"):
        context["kept"] = kept_by(paper)
    elif request.user.works_at_office:
        context["readiness"] = readiness_of(paper, timezone.localdate())
    name = "directives/_points.html" if request.htmx else "directives/paper_points.html"
    return render(request, name, context)


def _has_points(request: HttpRequest, paper: Paper) -> bool:
    """Whether ``paper_points`` may have anything to tell."""
    in_work = paper.state != PaperState.RELEASED
    follows = (paper.amends and paper.outline) or (paper.replaces and not in_work and paper.kind == PaperKind.NOTICE)
    return bool(follows) or (in_work and request.user.works_at_office)


def _paper(request: HttpRequest, pk: int, *, whole: bool = False) -> Paper:
    """``whole``: with all that its page tells, the recipients and how many of them were sent it and have it."""
    papers = with_standing(Paper.objects.visible_to(request.user)).select_related(
        "release__rendered",
        "signer",
        "drafting_unit",
        "meeting",
        "minutes__meeting",
        "minutes__chair",
        "minutes__secretary",
        "replaces__release",
        "recalls__release",
        "urging",
        "amends__release",
        "outline__amended_from",
        "corrects__release",
    )
    if whole:
        papers = papers.annotate(**_delivered())
    return get_object_or_404(papers, pk=pk)


def _delivered() -> dict[str, Coalesce | Exists]:
    """Of a released paper: ``sent_to`` receivers and ``sent_units`` among them, ``sent_off`` to how many, ``sent_seen`` by how
    many: said by hand, or by the unit itself, which took on what the paper asks of it. ``is_followed``: a draft follows it.
    """
    sent = Delivery.objects.filter(release__paper=OuterRef("pk"))
    counted = {"sent_to": "pk", "sent_units": "unit", "sent_off": "dispatched_on"}
    taken = Assignment.objects.filter(directive__release=OuterRef("release"), unit=OuterRef("unit"), state__in=TAKEN_ON)
    return {
        **{name: count_of(sent, "release", field) for name, field in counted.items()},
        "sent_seen": count_of(sent.filter(Q(received_on__isnull=False) | Exists(taken)), "release"),
        "gives_orders": Exists(Directive.objects.filter(release__paper=OuterRef("pk"))),
        "is_followed": Exists(in_work_after(OuterRef("pk"))),
    }


def _pages(paper: Paper) -> dict[str, object]:
    """The paper's pages, and what the machine measured on them while it is in work."""
    try:
        file = file_of(paper, at=timezone.now())
        shown = _pages_of(file)
    except DomainError as error:
        return {"pages": (), "cannot_show": str(error)}
    if not hasattr(paper, "release"):
        shown["form_check"] = form_check_of(paper, file, timezone.localdate())
    return shown


def _pages_shown(paper: Paper) -> dict[str, object]:
    """The numbers of the paper's pages for its pictures; what keeps it from being shown is said instead."""
    try:
        return _pages_of(file_of(paper, at=timezone.now()))
    except DomainError as error:
        return {"pages": (), "cannot_show": str(error)}


def _pages_of(file: PrintedFile) -> dict[str, object]:
    total = count_pages(file)
    return {"pages": range(1, min(total, MOST_PAGES) + 1), "total_pages": total, "most_pages": MOST_PAGES}


def _own_assignments(request: HttpRequest, released: Release | None) -> list[tuple[Assignment, Chip]]:
    """What the paper asks of the reader's own units, each with how it stands today."""
    if released is None:
        return []
    mine = Assignment.objects.visible_to(request.user).filter(given_or_kept(released.pk, "directive__"))
    yardstick = yardstick_for(timezone.localdate(), SimpleLazyObject(WorkCalendar.load))
    own = list(
        mine.filter(unit__in=request.user.unit_ids).select_related("directive__order", "directive__release__paper")
    )
    with_leads_of([each for each in own if each.role == PartyRole.COORDINATING])
    return [(assignment, chip_of(assignment, yardstick)) for assignment in own]


def _recall_answers(request: HttpRequest, released: Release) -> dict[str, object]:
    """Of a recalled paper: what the reader's own units have to confirm, and for the Sở who has."""
    if not hasattr(released, "recall"):
        return {}
    answers = answers_to(released.recall)
    own = answers.of(request.user.unit_ids)
    return {"own_receivers": own, "recall_answers": answers if request.user.works_at_office else None}


def _problem_of(released: Release) -> str:
    """'' when the stored content and file still have their SHA-256; else the sentence that says what is wrong."""
    try:
        verify_stored(released)
    except DomainError as error:
        return str(error)
    return ""


def _steps(
    request: HttpRequest, paper: Paper, following: Sequence[Paper]
) -> list[tuple[Step, str, str, StepForm | None]]:
    today = timezone.localdate()
    try:
        office = office_on(today)
    except DomainError as error:
        messages.warning(request, str(error))
        return []
    return [
        (
            step,
            step.label_for(paper, office, today),
            step.consequence_for(paper),
            None if step.has_page else step.form_for(paper, office, today),
        )
        for step in offered(request.user, paper, office, following)
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
    context["may_edit"] = access.may_edit_paper(request.user, context["paper"])
    if isinstance(context["form"], FreezingForm):
        context |= _pages_shown(context["paper"])
    return render(request, "directives/paper_step.html", context, status=422 if context["form"].errors else 200)
