"""The signed copies of a paper, and attaching one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from districts.errors import DomainError
from meetings import access
from meetings.copies.attaching import (
    DoubtfulCopy,
    UncomparedCopy,
    attach_signed_copy,
    comparison_words,
    copies_of,
)
from meetings.copies.forms import CopyForm
from meetings.models import Paper, Release
from meetings.posted import is_key, posted


@require_http_methods(["GET", "POST"])
def signed_copy(request: HttpRequest, pk: int) -> HttpResponse:
    if not is_key(pk):
        raise Http404
    papers = Paper.objects.visible_to(request.user).select_related("release")
    release = get_object_or_404(papers, pk=pk, release__isnull=False).release
    if not access.may_release(request.user, release.paper):
        raise PermissionDenied
    form, doubts = CopyForm(), ()
    if request.method == "POST":
        sent = posted(request)  # read first: a file that is too large is noticed while it comes in
        form = CopyForm(sent, request.FILES, too_large=request.META.get("UPLOAD_TOO_LARGE", ""))
        if form.is_valid():
            try:
                _attach(request, release, form)
            except DoubtfulCopy as doubtful:
                doubts = doubtful.doubts
                form.ask_to_acknowledge()
            except UncomparedCopy as uncompared:
                form.add_error("compared", str(uncompared))
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, f"Đã đưa bản ký của {release.titled} lên cổng.")
                return redirect("paper", pk)
    form.ask_to_look(_to_look_at(release))
    context = {"paper": release.paper, "release": release, "form": form, "doubts": doubts, "copies": copies_of(release)}
    status = 422 if form.errors or doubts else 200
    return render(request, "meetings/copies/signed_copy.html", context, status=status)


def _to_look_at(release: Release) -> str:
    """Attaching says itself what is wrong with a paper whose content is not what is on record."""
    try:
        return comparison_words(release)
    except DomainError:
        return "Đã mở xem tệp: đúng là bản ký của văn bản này"


def _attach(request: HttpRequest, release: Release, form: CopyForm) -> None:
    file = form.cleaned_data["file"]
    attach_signed_copy(
        release,
        file.data,
        name=file.name,
        is_scan=form.cleaned_data["made"] == CopyForm.SCAN,
        acknowledged=form.cleaned_data["acknowledged"],
        compared=form.cleaned_data["compared"],
        by=request.user,
        at=timezone.now(),
    )
