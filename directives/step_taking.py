"""Taking a step of a paper from a page: the form shown, sent, and what the domain refuses said beside what was typed.

Both the portal and the administration do it here; each brings its own two pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from directives.paper_steps import BY_SLUG, Step
from directives.step_forms import FreezingForm, SignForm, StepForm
from directives.urging.standing import urged_of
from districts.errors import DomainError
from districts.models import OfficeProfile, Officer
from districts.password_again import is_stale, note_password, note_wrong
from districts.refusals import record_refusal
from meetings.composing import office_on
from meetings.form_checking import FormCheck, form_check_of
from meetings.models import Paper, Release
from meetings.paper_pages import file_of
from meetings.planning.invitation_remarks import day_remarks
from meetings.signing import ContentUnseen

NOT_SIGNED = "Mật khẩu không đúng, nên chưa ký. Hãy nhập lại."


@dataclass(frozen=True)
class StepPages:
    """``to_paper`` leads to the page of a paper; ``show`` draws the step's own page from paper, step, label, form, consequence,
    foretold (sentences that say what the step will bring about) and readiness (what still stands against the paper,
    None where the step does not weigh it) and day_remarks (of an invitation)."""

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
    if isinstance(form, SignForm):
        form.ask_for_password(is_stale(request.session, timezone.now()))
    if form.is_valid() and _is_known(request, paper, form):
        try:
            return pages.to_paper(_take(request, paper, step, form))
        except DomainError as error:
            _refused(form, error)
    if not request.user.is_authenticated:
        messages.error(request, "Đã nhập sai mật khẩu nhiều lần nên phiên làm việc được kết thúc. Hãy đăng nhập lại.")
        return redirect("login")
    return pages.show({"form": form} | _told(paper, step, office, today, request.user))


def _told(paper: Paper, step: Step, office: OfficeProfile, today: date, by: Officer) -> dict[str, object]:
    """What the page of the step says before it is taken."""
    return {
        "paper": paper,
        "step": step,
        "label": step.label_for(paper, office, today),
        "consequence": step.consequence_for(paper),
        "foretold": step.foretold(paper, today),
        "day_remarks": day_remarks(paper, today, inside=True),
        "urged": urged_of(paper, by, today) if step.weighs else None,
        "readiness": step.weighed(paper, today),
        "form_check": _measured(paper, today) if step.weighs else None,
    }


def _refused(form: StepForm, error: DomainError) -> None:
    form.add_error(None, str(error))
    if isinstance(error, ContentUnseen) and isinstance(form, FreezingForm):
        form.show_anew()


def _is_known(request: HttpRequest, paper: Paper, form: StepForm) -> bool:
    """Whether the password that the form asks for is the officer's; a wrong one is told and put on record."""
    if "password" not in form.fields:
        return True
    if request.user.check_password(form.cleaned_data["password"]):
        note_password(request.session, timezone.now())
        return True
    record_refusal(paper, "sign", by=request.user, at=timezone.now(), reason=NOT_SIGNED)
    form.add_error("password", NOT_SIGNED)
    if note_wrong(request.session):
        logout(request)
    return False


def _measured(paper: Paper, today: date) -> FormCheck | None:
    """What the machine measured on the paper as it would be printed; None where it cannot be printed yet."""
    try:
        return form_check_of(paper, file_of(paper, at=timezone.now()), today)
    except DomainError:
        return None


def _take(request: HttpRequest, paper: Paper, step: Step, form: StepForm) -> Paper:
    """The paper to be shown next: the draft that the step made, or the paper itself."""
    paper.version = form.cleaned_data["read_version"]
    made = step.act(paper, by=request.user, at=timezone.now(), **form.values())
    told = f"Đã phát hành {made.titled}." if isinstance(made, Release) else step.done
    messages.success(request, told)
    return made if isinstance(made, Paper) else paper
