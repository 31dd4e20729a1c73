"""The page of a conflict: both texts of an item side by side, three choices, the own text kept until one is made."""

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
from meetings.conclusion_rows import conclusions_of
from meetings.models import EditDraft
from meetings.outline.acts import last_hand_on
from meetings.outline.clarity import in_sentence, named_places
from meetings.outline.conflicts import MERGE, choose, parts_of, proposed_text
from meetings.outline.item_saving import Overtaken
from meetings.outline.item_states import ItemState, stamp_of, state_of
from meetings.outline.page import outline_of
from meetings.posted import posted


@require_http_methods(["GET", "POST"])
def outline_conflict(request: HttpRequest, pk: int, draft: int) -> HttpResponse:
    """A kept text of one's own beside the stored one; sent, the choice between them."""
    outline = outline_of(request.user, pk)
    if not access.may_edit_meeting(request.user, outline.meeting):
        raise PermissionDenied
    kept = get_object_or_404(
        EditDraft.objects.select_related("conclusion", "outline__meeting"), pk=draft, outline=outline
    )
    if kept.officer_id != request.user.pk:
        raise Http404
    if request.method == "GET":
        return conflict_answer(request, kept)
    return _chosen(request, kept)


def _chosen(request: HttpRequest, kept: EditDraft) -> HttpResponse:
    row = kept.conclusion
    stored = state_of(row) if row else ItemState()
    meeting, post = kept.outline.meeting_id, posted(request)
    try:
        saved = choose(
            kept,
            post.get("chon", ""),
            stamp=post.get("stamp", ""),
            text=post.get("gop", "").replace("\r\n", "\n"),
            orders_of_mine=post.get("viec") != "giu",
            stored=stored,
            by=request.user,
            at=timezone.now(),
        )
    except Overtaken as refused:
        return conflict_answer(request, refused.draft, 409)
    except DomainError as error:
        messages.error(request, str(error))
        return conflict_answer(request, kept, 422)
    messages.success(request, "Đã lưu bản được chọn." if saved else "Đã bỏ bản nháp.")
    url = reverse("outline", args=[meeting])
    return redirect(f"{url}?xem={saved.pk}#muc-{saved.pk}" if saved else url)


def conflict_answer(request: HttpRequest, draft: EditDraft, status: int = 200) -> HttpResponse:
    """The whole page; htmx puts its main part in the place of that of the outline."""
    rows = conclusions_of(draft.outline)
    row = next((row for row in rows if row.pk == draft.conclusion_id), None)
    mine = ItemState.from_json(draft.content)
    context = {"draft": draft, "meeting": draft.outline.meeting, "row": row, "mine": mine, "officer": request.user}
    if row:
        stored = state_of(row)
        parts = parts_of(stored, mine)
        context |= {
            "place": (place := named_places(rows)[row.pk]),
            "place_words": in_sentence(place),
            "parts": parts,
            "stamp": stamp_of(row),
            "hand": last_hand_on(row),
            "proposed": proposed_text(draft, row, stored),
            "orders_differ": any(not part.same for part in parts[1:]),
            "chosen": request.POST.get("chon") or MERGE,
        }
    answer = render(request, "meetings/outline_conflict.html", context, status=status)
    if request.htmx:
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#noi-dung"
        answer["HX-Reswap"] = "outerHTML show:window:top"
        answer["HX-Push-Url"] = reverse("outline-conflict", args=[draft.outline.meeting_id, draft.pk])
    return answer
