"""Choosing late orders for a letter of urging, and bringing a draft of one up to date."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from directives import access
from directives.enums import Bucket
from directives.figures import yardstick_for
from directives.models import Assignment
from directives.tasks.office_list import asked_of, followed
from directives.urging.drafting import refresh_urging, start_urging
from directives.urging.forms import REPLY_DAYS, UrgingForm
from directives.urging.late_orders import MOST, late_orders, urgeable, with_what_is_told
from districts.errors import DomainError
from districts.models import Officer
from meetings import access as papers_access
from meetings.enums import PaperKind
from meetings.models import Paper
from meetings.planning.invitation_words import contact_lines
from meetings.posted import posted


@require_http_methods(["GET", "POST"])
def choose_orders(request: HttpRequest) -> HttpResponse:
    """The late ones of the list as its address asks for it, all but those that wait for the Sở ticked."""
    officer, today = request.user, timezone.localdate()
    if not access.may_draft_urging(officer):
        raise PermissionDenied
    asked = replace(asked_of(request.GET), bucket=str(Bucket.OVERDUE), page=None)
    yardstick = yardstick_for(today)
    pks = [light.pk for light in followed(officer, asked, yardstick).lights]
    fitting = urgeable(Assignment.objects.visible_to(officer).filter(pk__in=pks), officer)
    fit = fitting.count()
    until = yardstick.calendar.add_working_days(today, REPLY_DAYS)
    form = UrgingForm(
        posted(request) if request.method == "POST" else None,
        offered=late_orders(with_what_is_told(fitting)[:MOST], officer, yardstick),
        reply_help=f"Kể từ ngày ban hành. Ví dụ: ban hành hôm nay, {REPLY_DAYS} ngày làm việc là chậm nhất ngày {until:%d/%m/%Y}.",
        initial={"contact": " ".join(contact_lines(officer))},
    )
    status = 200
    if form.is_bound:
        if paper := _drafted(form, officer):
            messages.success(request, "Đã lập dự thảo công văn đôn đốc. Hãy xem lại lời văn, người ký và nơi nhận.")
            return redirect("paper", paper.pk)
        status = 422
    context = {
        "form": form,
        "kept": asked.kept(),
        "today": today,
        "late": len(pks),
        "left_out": len(pks) - fit,
        "beyond": max(fit - MOST, 0),
        "most": MOST,
    }
    return render(request, "directives/urging/choose.html", context, status=status)


def _drafted(form: UrgingForm, officer: Officer) -> Paper | None:
    """The draft; None where the form has to be shown again."""
    if not form.is_valid():
        return None
    try:
        return start_urging(
            form.chosen(),
            by=officer,
            at=timezone.now(),
            reply_days=form.cleaned_data["reply_days"],
            contact=form.cleaned_data["contact"],
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return None


@require_POST
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for another kind of paper, 403 to who may not edit it."""
    paper = get_object_or_404(Paper.objects.visible_to(request.user), pk=pk, kind=PaperKind.URGING)
    if not papers_access.may_edit_paper(request.user, paper):
        raise PermissionDenied
    try:
        left = refresh_urging(paper, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        gone = f", bỏ {left} nhiệm vụ không còn quá hạn" if left else ""
        messages.success(request, f"Đã cập nhật danh sách nhiệm vụ đến hôm nay{gone}. Hãy xem lại lời văn.")
    return redirect("paper", pk)
