"""Comments on a draft: those that sent it back, and those of whom the clerk asked."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from districts.errors import DomainError, EditConflict
from meetings import access
from meetings.draft_comments.consulting import (
    answer_comment,
    answer_stamp,
    ask_for_comments,
    give_comment,
    may_answer,
    may_ask,
    may_comment,
    people_to_ask,
)
from meetings.draft_comments.line_comments import mark_mended
from meetings.models import Paper
from meetings.outline.forms import day_of
from meetings.posted import is_key, number_of, posted

BAD_DAY = "Không đọc được hạn góp ý. Hãy ghi ngày/tháng/năm, ví dụ 05/3/2027."


def _paper(request: HttpRequest, pk: int) -> Paper:
    """Comments are the Sở's own: whoever reads the issued paper alone finds none."""
    if not request.user.works_at_office:
        raise Http404
    return get_object_or_404(Paper.objects.visible_to(request.user), pk=pk)


@require_POST
def mend_comment(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """'Đã sửa', or with ``lai`` that it still is to be done."""
    paper = _paper(request, pk)
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    if not is_key(comment):
        raise Http404
    try:
        mark_mended(paper, comment, mended="lai" not in request.POST, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('draft-edit', args=[paper.pk])}#y-kien")


@require_http_methods(["GET", "POST"])
def consultation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked, what they wrote and what became of it; ``viec``: 'hoi', 'gop' or 'tra-loi'."""
    paper = _paper(request, pk)
    if request.method == "GET":
        return _shown(request, paper)
    post = posted(request)
    row = number_of(post.get("lan")) or 0
    acting = {"by": request.user, "at": timezone.now()}
    acts = {
        "hoi": lambda: ask_for_comments(
            paper,
            officers=[pk for pk in map(number_of, post.getlist("nguoi")) if pk],
            units=[pk for pk in map(number_of, post.getlist("don-vi")) if pk],
            due_on=_day(post.get("han", "")),
            **acting,
        ),
        "gop": lambda: give_comment(paper, row, text=post.get("y-kien", ""), **acting),
        "tra-loi": lambda: answer_comment(
            paper,
            row,
            outcome=post.get("ket-qua", ""),
            answer=post.get("tra-loi", ""),
            seen=post.get("da-xem", ""),
            **acting,
        ),
    }
    said = {"hoi": "Đã gửi lấy ý kiến.", "gop": "Đã gửi ý kiến.", "tra-loi": "Đã ghi trả lời."}
    act = post.get("viec", "")
    if act not in acts:
        return redirect("consultation", paper.pk)
    try:
        acts[act]()
    except DomainError as error:
        messages.error(request, str(error))
        status = 409 if isinstance(error, EditConflict) else 422
        return _shown(request, paper, typed={"act": act, "row": row, "post": post}, status=status)
    messages.success(request, said[act])
    return redirect("consultation", paper.pk)


def _day(written: str) -> date:
    try:
        day = day_of(written)
    except ValueError:
        day = None
    if day is None:
        raise DomainError(BAD_DAY)
    return day


def _shown(
    request: HttpRequest, paper: Paper, typed: dict[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    rows = list(paper.consultations.select_related("officer", "unit", "commented_by", "answered_by"))
    people = people_to_ask(timezone.localdate()) if may_ask(request.user, paper) else []
    post = typed["post"] if typed else {}
    context = {
        "paper": paper,
        "rows": [(row, may_comment(request.user, row, paper), answer_stamp(row)) for row in rows],
        "people": [each for each in people if each.officer_id != request.user.pk],
        "units": list({each.unit_id: each.unit for each in people}.values()),
        "may_answer": may_answer(request.user, paper),
        "may_ask": bool(people),
        "typed_row": typed["row"] if typed else None,
        "today": timezone.localdate(),
        "due": post.get("han", "") if typed else "",
        "words": post.get("y-kien", "") or post.get("tra-loi", "") if typed else "",
    }
    return render(request, "meetings/draft/consultation.html", context, status=status)
