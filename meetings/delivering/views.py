"""The addressees of a paper: how it went to each, recorded for one or for many."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from districts.errors import DomainError, EditConflict
from meetings import access
from meetings.delivering.forms import DeliveriesForm, DeliveryForm
from meetings.delivering.recording import deliveries_of, record_deliveries, state_words
from meetings.models import Delivery, Paper, Release
from meetings.posted import is_key, number_of, posted


def released_or_404(request: HttpRequest, pk: int) -> Release:
    """404 to who may not see the paper, and where it is not released; 403 to who may not see who else received it."""
    if not is_key(pk):
        raise Http404
    papers = Paper.objects.visible_to(request.user).select_related("release", "meeting")
    paper = get_object_or_404(papers, pk=pk, release__isnull=False)
    if not access.may_read_deliveries(request.user):
        raise PermissionDenied
    return paper.release


@require_http_methods(["GET", "POST"])
def deliveries(request: HttpRequest, pk: int) -> HttpResponse:
    """All addressees; sent, the same words for those that were ticked (``chon``: 'key:version'), or for all."""
    release = released_or_404(request, pk)
    may_record = access.may_release(request.user, release.paper)
    rows, ticked, status = deliveries_of(release), [], 200
    form = DeliveriesForm(initial={"scope": DeliveriesForm.CHOSEN})
    if request.method == "POST":
        if not may_record:
            raise PermissionDenied
        sent = posted(request)
        form, ticked = DeliveriesForm(sent), sent.getlist("chon")
        status = _record(request, release, form, rows, sent.getlist("co"))
        if status == 302:
            return redirect("paper-deliveries", pk)
        rows = deliveries_of(release)
    context = {
        "paper": release.paper,
        "release": release,
        "rows": rows,
        "ticked": {key.partition(":")[0] for key in ticked},
        "form": form,
        "may_record": may_record,
        "sent_count": sum(row.dispatched_on is not None for row in rows),
        "received_count": sum(row.received_on is not None for row in rows),
    }
    return render(request, "meetings/delivering/deliveries.html", context, status=status)


def _record(
    request: HttpRequest, release: Release, form: DeliveriesForm, rows: list[Delivery], shown: Iterable[str]
) -> int:
    """302 once it is recorded; else the status of the page that says why not."""
    if not form.is_valid():
        return 422
    scope = form.cleaned_data["scope"]
    unsent = {row.pk for row in rows if row.dispatched_on is None}
    keys = form.data.getlist("chon") if scope == DeliveriesForm.CHOSEN else shown
    seen = _seen(keys)
    if scope == DeliveriesForm.UNSENT:
        seen = {pk: version for pk, version in seen.items() if pk in unsent}
    try:
        count = record_deliveries(release, seen, form.values(), by=request.user, at=timezone.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return 409 if isinstance(error, EditConflict) else 422
    messages.success(request, f"Đã ghi việc gửi, nhận của {count} nơi nhận.")
    return 302


def _seen(keys: Iterable[str]) -> dict[int, int]:
    """'12:3' -> row 12 as of version 3; what is no such pair is left out."""
    pairs = [(number_of(key), number_of(version)) for key, _, version in (each.partition(":") for each in keys)]
    return {key: version for key, version in pairs if key is not None and version is not None}


@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One addressee, corrected whole."""
    release = released_or_404(request, pk)
    if not access.may_release(request.user, release.paper):
        raise PermissionDenied
    if not is_key(row):
        raise Http404
    stored = get_object_or_404(release.deliveries.select_related("unit"), pk=row)
    form, status = DeliveryForm.of(stored), 200
    if request.method == "POST":
        form, status = DeliveryForm(posted(request)), 422
        if form.is_valid():
            seen = {stored.pk: form.cleaned_data["read_version"]}
            try:
                record_deliveries(release, seen, form.values(), by=request.user, at=timezone.now())
            except DomainError as error:
                status = _refused(form, stored, error)
            else:
                messages.success(request, f"Đã ghi việc gửi, nhận của {stored.addressee}.")
                return redirect("paper-deliveries", pk)
    context = {"paper": release.paper, "release": release, "row": stored, "form": form, "told": state_words(stored)}
    return render(request, "meetings/delivering/delivery.html", context, status=status)


def _refused(form: DeliveryForm, stored: Delivery, error: DomainError) -> int:
    """The sentence on the form. Sent once more after a conflict, it holds over the stored row knowingly."""
    form.add_error(None, str(error))
    if not isinstance(error, EditConflict):
        return 422
    form.data = form.data.copy()
    form.data["read_version"] = str(stored.version)
    return 409
