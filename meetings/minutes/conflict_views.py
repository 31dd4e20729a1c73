"""The page of a conflict: both texts of a statement side by side; one's own is kept until one of them is chosen."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from districts.errors import DomainError
from meetings import access
from meetings.minutes.forms import read_spoken
from meetings.minutes.page import own_draft
from meetings.minutes.statements import Overtaken, Spoken, choose, spoken_of
from meetings.models import StatementDraft
from meetings.outline.merging import marked
from meetings.posted import is_key, number_of, posted

PARTS = (("speaker", "Người phát biểu"), ("post", "Chức vụ"), ("unit", "Đơn vị"), ("text", "Nội dung"))


@require_http_methods(["GET", "POST"])
def minutes_conflict(request: HttpRequest, pk: int, draft: int) -> HttpResponse:
    """A kept text of one's own beside the stored one; sent, the choice between them."""
    if not request.user.works_at_office or not is_key(draft):
        raise Http404
    drafts = StatementDraft.objects.select_related("statement__saved_by", "minutes__meeting")
    kept = get_object_or_404(drafts, own_draft(request.user, pk, draft))
    if not access.may_edit_meeting(request.user, kept.minutes.meeting):
        raise PermissionDenied
    return _chosen(request, kept) if request.method == "POST" else conflict_answer(request, kept)


def _chosen(request: HttpRequest, kept: StatementDraft) -> HttpResponse:
    post, meeting = posted(request), kept.minutes.meeting_id
    wanted = None if post.get("chon") == "giu" else read_spoken(post)
    try:
        saved = choose(kept, wanted, seen=number_of(post.get("stamp")) or 0, by=request.user, at=timezone.now())
    except Overtaken as refused:
        return conflict_answer(request, refused.draft, 409)
    except DomainError as error:
        messages.error(request, str(error))
        return conflict_answer(request, kept, 422)
    messages.success(request, "Đã bỏ bản nháp, giữ bản đang lưu." if wanted is None else "Đã lưu bản được chọn.")
    return redirect(f"{reverse('minutes', args=[meeting])}?xem={saved.pk}#muc-{saved.pk}")


def conflict_answer(request: HttpRequest, draft: StatementDraft, status: int = 200) -> HttpResponse:
    """The whole page; htmx puts its main part in the place of that of the minutes."""
    row, meeting = draft.statement, draft.minutes.meeting
    row.refresh_from_db()
    mine = Spoken(**draft.content)
    stored = spoken_of(row)
    pairs = [(name, getattr(stored, field), getattr(mine, field)) for field, name in PARTS]
    context = {
        "draft": draft,
        "meeting": meeting,
        "row": row,
        "mine": mine,
        "parts": [(name, *marked(one, other), one == other) for name, one, other in pairs if one or other],
        "officer": request.user,
    }
    answer = render(request, "meetings/minutes/conflict.html", context, status=status)
    if request.htmx:
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#noi-dung"
        answer["HX-Reswap"] = "outerHTML show:window:top"
        answer["HX-Push-Url"] = reverse("minutes-conflict", args=[meeting.pk, draft.pk])
    return answer
