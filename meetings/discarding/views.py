"""'Bỏ dự thảo': the page that says what goes and what stays, and the act; the list of those that were signed once."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from districts.errors import DomainError, WrongState
from meetings import access
from meetings.discarding.drafts import discard_draft, discard_plan, discarded_with_signatures
from meetings.discarding.forms import DiscardForm
from meetings.models import Paper

FOLLOWED = ("replaces__release", "recalls__release", "amends__release", "corrects__release")


@require_http_methods(["GET", "POST"])
def draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    papers = Paper.objects.visible_to(request.user).in_work().select_related("meeting", "outline", "minutes", *FOLLOWED)
    paper = get_object_or_404(papers, pk=pk)
    if not access.may_discard_draft(request.user, paper):
        raise PermissionDenied
    plan = discard_plan(paper, request.user)
    sent = request.method == "POST"
    form = DiscardForm(request.POST if sent else None, initial={"read_version": paper.version})
    form.ask_why(plan.needs_reason)
    if sent and form.is_valid():
        typed = form.cleaned_data
        try:
            discard_draft(paper, by=request.user, at=timezone.now(), seen=typed["read_version"], reason=typed["reason"])
        except DomainError as error:
            form.add_error(None, str(error))
            if isinstance(error, WrongState):
                form.data = form.data.copy()
                form.data["read_version"] = str(paper.version)
        else:
            return _gone(request, paper)
    context = {"paper": paper, "plan": plan, "form": form}
    return render(request, "meetings/draft/discard.html", context, status=422 if form.errors else 200)


@require_GET
def discarded_papers(request: HttpRequest) -> HttpResponse:
    """For the Sở's own staff."""
    if not request.user.works_at_office:
        raise PermissionDenied
    return render(request, "meetings/draft/discarded.html", {"rows": discarded_with_signatures()})


def _gone(request: HttpRequest, paper: Paper) -> HttpResponse:
    """To what the draft was for: the paper that it was to follow, else its meeting."""
    told = f"Đã bỏ dự thảo “{paper.abstract}”."
    if paper.follows:
        messages.success(request, f"{told} {paper.follows.release.titled} giữ nguyên như trước.")
        return redirect("paper", paper.follows.pk)
    messages.success(request, told)
    return redirect("meeting", paper.meeting_id) if paper.meeting_id else redirect("paper-list")
