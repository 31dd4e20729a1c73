"""A draft that was corrected in Word comes back: the file is brought up, its differences are taken or left one by one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from districts.errors import DomainError
from meetings import access
from meetings.models import Paper, WordCorrection
from meetings.posted import posted
from meetings.word_back.forms import WordForm
from meetings.word_back.keeping import Desk, bring_back, desk_of, discard, leave
from meetings.word_back.page import page_of
from meetings.word_back.taking import DraftMoved, take_word

SHOWN = ["outline", "signer", "meeting"]


def _draft(request: HttpRequest, pk: int) -> Paper:
    """A draft that the reader may edit: 404 for a stranger, 403 for a reader."""
    paper = get_object_or_404(Paper.objects.visible_to(request.user).in_work().select_related(*SHOWN), pk=pk)
    if not access.may_edit_paper(request.user, paper):
        raise PermissionDenied
    return paper


@require_http_methods(["GET", "POST"])
def word_back(request: HttpRequest, pk: int) -> HttpResponse:
    """'Đưa bản Word đã sửa lên': the file, and the documents that are half gone through."""
    paper = _draft(request, pk)
    sent = request.method == "POST"
    files = request.FILES if sent else None  # read first: what was cut off on the way is named while it arrives
    form = WordForm(request.POST if sent else None, files, too_large=request.META.get("UPLOAD_TOO_LARGE", ""))
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = bring_back(paper, file.read(), name=file.name, by=request.user, at=timezone.now())
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect("paper-word-comparison", paper.pk, row.pk)
    half_done = WordCorrection.objects.visible_to(request.user).filter(paper=paper).half_done()
    context = {"paper": paper, "form": form, "half_done": half_done}
    return render(request, "meetings/word_back/upload.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def word_comparison(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The differences side by side; sent, one of them or all are taken, one is left or looked at again."""
    paper = _draft(request, pk)
    kept = get_object_or_404(WordCorrection.objects.visible_to(request.user).filter(paper=paper), pk=row)
    if request.method == "GET":
        return _show(request, desk_of(kept, paper))
    post, now = posted(request), timezone.now()
    try:
        if "bo" in post:
            messages.success(
                request, f"Đã bỏ bản Word “{discard(kept.pk, by=request.user)}”. Chỗ đã nhận vẫn ở dự thảo."
            )
            return redirect("paper-word-back", paper.pk)
        if key := post.get("de") or post.get("xem-lai"):
            leave(kept.pk, key, by=request.user, at=now, again="de" not in post)
        else:
            count = take_word(kept, keys=post.getlist("nhan"), stamp=post.get("ban", ""), by=request.user, at=now)
            messages.success(request, f"Đã nhận {count} chỗ sửa vào dự thảo.")
    except DraftMoved as error:
        messages.warning(request, str(error))
        return _again(request, pk, row, 409)
    except DomainError as error:
        messages.error(request, str(error))
        return _again(request, pk, row, 422)
    return redirect("paper-word-comparison", pk, row)


def _again(request: HttpRequest, pk: int, row: int, status: int) -> HttpResponse:
    """The page with both texts as they stand now."""
    paper = _draft(request, pk)
    kept = WordCorrection.objects.visible_to(request.user).filter(paper=paper, pk=row).first()
    if kept is None:
        return redirect("paper-word-back", pk)
    return _show(request, desk_of(kept, paper), status)


def _show(request: HttpRequest, desk: Desk, status: int = 200) -> HttpResponse:
    return render(request, "meetings/word_back/comparison.html", page_of(desk), status=status)
