"""Taking a step of a paper from a page: the form shown, sent, and what the domain refuses said beside what was typed.

Both the portal and the administration do it here; each brings its own two pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from directives.paper_steps import BY_SLUG, Step
from directives.step_forms import StepForm
from districts.errors import DomainError
from meetings.composing import office_on
from meetings.models import Paper, Release


@dataclass(frozen=True)
class StepPages:
    """``to_paper`` leads to the page of a paper; ``show`` draws the step's own page from paper, step, label, form,
    foretold (sentences that say what the step will bring about) and readiness (what still stands against the paper,
    None where the step does not weigh it)."""

    to_paper: Callable[[Paper], HttpResponse]
    show: Callable[[dict[str, object]], HttpResponse]


def step_named(slug: str) -> Step:
    """Raises Http404 where there is no such step."""
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def take_step(request: HttpRequest, paper: Paper, step: Step, pages: StepPages) -> HttpResponse:
    """Who may take it is for the domain to say, or for the caller beforehand."""
    today = timezone.localdate()
    try:
        office = office_on(today)
    except DomainError as error:
        messages.error(request, str(error))
        return pages.to_paper(paper)
    form = step.form_for(paper, office, today, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return pages.to_paper(_take(request, paper, step, form))
        except DomainError as error:
            form.add_error(None, str(error))
    context: dict[str, object] = {"paper": paper, "step": step, "form": form}
    context["label"] = step.label_for(paper, office, today)
    context["foretold"] = step.foretold(paper, today)
    context["readiness"] = step.weighed(paper, today)
    return pages.show(context)


def _take(request: HttpRequest, paper: Paper, step: Step, form: StepForm) -> Paper:
    """The paper to be shown next: the draft that the step made, or the paper itself."""
    paper.version = form.cleaned_data["read_version"]
    made = step.act(paper, by=request.user, at=timezone.now(), **form.values())
    told = f"Đã phát hành Thông báo {made.full_number}." if isinstance(made, Release) else step.done
    messages.success(request, told)
    return made if isinstance(made, Paper) else paper
