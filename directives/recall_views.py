"""Confirmations of a recall: the unit's one button, and the Sở's page with who has not answered and what came on paper."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from districts.errors import DomainError
from districts.models import Unit
from meetings import access
from meetings.day_fields import day_field
from meetings.models import Paper
from meetings.posted import number_of, posted
from meetings.recalling import LONGEST_ANSWER, RecallAnswers, answers_to, confirm_recall


class RecallAnswerForm(forms.Form):
    """What came on paper: from which unit, under which number, of which day."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị chưa xác nhận")
    answer = forms.CharField(
        label="Văn bản xác nhận", max_length=LONGEST_ANSWER, help_text="Ví dụ: Công văn số 15/UBND-VX."
    )
    answered_on = day_field(label="Ngày văn bản", required=True, validators=[])

    def offer(self, answers: RecallAnswers) -> None:
        waiting = [unit.pk for unit in answers.waiting]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=waiting).order_by("sort_name")


def _recalled(request: HttpRequest, pk: int) -> Paper:
    papers = Paper.objects.visible_to(request.user).filter(release__recall__isnull=False)
    return get_object_or_404(papers.select_related("release__recall__by_release__paper", "release__paper"), pk=pk)


@require_POST
def confirm_own(request: HttpRequest, pk: int) -> HttpResponse:
    """'Xác nhận đã gửi lại hoặc hủy bản đã nhận', for the reader's own unit in the field ``unit``."""
    paper = _recalled(request, pk)
    unit = Unit.objects.filter(pk=number_of(request.POST.get("unit")) or 0).first()
    if unit is None or unit.pk not in request.user.unit_ids:
        raise PermissionDenied
    try:
        confirm_recall(paper.release, unit=unit, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã ghi nhận {unit} xác nhận việc thu hồi {paper.release.titled}.")
    return redirect("paper", paper.pk)


@require_http_methods(["GET", "POST"])
def recall_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has confirmed and who has not, for the Sở; clerks and the registrar enter what came on paper."""
    paper = _recalled(request, pk)
    if not request.user.works_at_office:
        raise PermissionDenied
    answers = answers_to(paper.release.recall)
    may_enter = access.may_enter_recall_answers(request.user)
    if request.method == "POST" and not may_enter:
        raise PermissionDenied
    form = RecallAnswerForm(posted(request) if request.method == "POST" else None)
    form.offer(answers)
    if form.is_valid():
        try:
            confirm_recall(paper.release, by=request.user, at=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã ghi xác nhận của {form.cleaned_data['unit']}.")
            return redirect("recall-answers", paper.pk)
    context = {"paper": paper, "release": paper.release, "answers": answers, "form": form, "may_enter": may_enter}
    return render(request, "directives/recall_answers.html", context, status=422 if form.errors else 200)
