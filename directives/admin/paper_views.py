"""What is done with a paper besides editing it: seen as it will be printed, printed, and taken a step further."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from directives.step_taking import StepPages, step_named, take_step
from districts.errors import DomainError
from meetings.models import Paper, Release
from meetings.pdf_responses import issued_pdf, pdf_response
from meetings.printing import preview_pdf


class PaperViews:
    """For the papers' ModelAdmin: a row comes through its ``get_queryset``, so a stranger gets 404."""

    def get_urls(self):
        inside = self.admin_site.admin_view
        return [
            path("<int:pk>/xem-truoc/", inside(self.preview_view), name="meetings_paper_preview"),
            path("<int:pk>/in/", inside(self.print_view), name="meetings_paper_print"),
            path("<int:pk>/buoc/<slug:slug>/", inside(self.step_view), name="meetings_paper_step"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        paper = self._paper(request, pk)
        name = f"du-thao-{pk}.pdf"
        return _or_said(request, paper, lambda: pdf_response(preview_pdf(paper, at=timezone.now()), name))

    def print_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        paper = self._paper(request, pk)
        release = get_object_or_404(Release, paper=paper)
        return _or_said(request, paper, lambda: issued_pdf(release))

    def step_view(self, request: HttpRequest, pk: int, slug: str) -> HttpResponse:
        paper = self._paper(request, pk)

        def show(context: dict[str, object]) -> HttpResponse:
            return self._step_page(request, context)

        return take_step(request, paper, step_named(slug), StepPages(_to_page, show))

    def _paper(self, request: HttpRequest, pk: int) -> Paper:
        paper = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, paper):
            raise PermissionDenied
        return paper

    def _step_page(self, request: HttpRequest, context: dict[str, object]) -> HttpResponse:
        around = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": context["label"],
            "media": self.media + context["form"].media,
        }
        return TemplateResponse(request, "admin/meetings/paper/step.html", around | context)


def _to_page(paper: Paper) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:meetings_paper_change", args=[paper.pk]))


def _or_said(request: HttpRequest, paper: Paper, produce: Callable[[], HttpResponse]) -> HttpResponse:
    """The file; what keeps it from being given is said on the paper's page."""
    try:
        return produce()
    except DomainError as error:
        messages.error(request, str(error))
        return _to_page(paper)
