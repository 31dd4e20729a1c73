"""Superiors' papers: entered from their file, looked through for the Sở's items, given as work, followed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.rulings import access
from directives.rulings.entering import add_items, discard, edit_facts, enter, mark_item, save_item
from directives.rulings.forms import ItemForm, NewItemsForm, RulingFileForm, RulingForm
from directives.rulings.models import Ruling, RulingItem
from directives.rulings.page import items_shown, listed
from directives.rulings.reading import proposal_from
from directives.rulings.setting_off import set_off
from districts.errors import DomainError, EditConflict
from meetings import storage
from meetings.planning.views.facts import file_answer
from meetings.posted import posted


def _ruling(request: HttpRequest, pk: int) -> Ruling:
    rulings = Ruling.objects.visible_to(request.user).defer("lines").select_related("entered_by")
    return get_object_or_404(rulings, pk=pk)


def _ruling_to_edit(request: HttpRequest, pk: int) -> Ruling:
    ruling = _ruling(request, pk)
    if not access.may_enter_rulings(request.user):
        raise PermissionDenied
    return ruling


@require_GET
def ruling_list(request: HttpRequest) -> HttpResponse:
    if not access.may_read_rulings(request.user):
        raise PermissionDenied
    context = {"rulings": listed(request.user), "may_enter": access.may_enter_rulings(request.user)}
    return render(request, "directives/rulings/list.html", context)


@require_http_methods(["GET", "POST"])
def ruling_add(request: HttpRequest) -> HttpResponse:
    """A file: what can be read in it is proposed on the paper's page."""
    if not access.may_enter_rulings(request.user):
        raise PermissionDenied
    sent = request.method == "POST"
    form = RulingFileForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        too_large=request.META.get("UPLOAD_TOO_LARGE", ""),
    )
    if sent and form.is_valid():
        file, now = form.cleaned_data["file"], timezone.now()
        proposal, unread = proposal_from(file, timezone.localdate(now))
        try:
            ruling = enter(file, proposal, by=request.user, at=now)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            if unread:
                messages.warning(request, f"Đã lưu tệp nhưng chưa đọc được nội dung. {unread}")
            return redirect("ruling-edit", ruling.pk)
    return render(request, "directives/rulings/add.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def ruling_page(request: HttpRequest, pk: int) -> HttpResponse:
    ruling = _ruling(request, pk)
    items = items_shown(ruling, request.user, timezone.localdate())
    waiting = [row for row in items if row.item.is_ours and row.directive is None]
    context = {
        "ruling": ruling,
        "ours": [row for row in items if row.item.is_ours or row.directive],
        "others": [row for row in items if not row.item.is_ours and not row.directive],
        "waiting": waiting,
        "unready": [row for row in waiting if not row.leads],
        "gives_work": any(row.directive for row in items),
        "may_edit": access.may_enter_rulings(request.user),
        "may_set_off": access.may_set_off_rulings(request.user),
        "today": timezone.localdate(),
        "new": NewItemsForm(),
    }
    return render(request, "directives/rulings/ruling.html", context)


@require_GET
def ruling_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it arrived, to be saved; its SHA-256 is verified first."""
    ruling = _ruling(request, pk)
    try:
        storage.get(ruling.sha256)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("ruling", pk)
    return file_answer(ruling.sha256, ruling.file_name)


@require_http_methods(["GET", "POST"])
def ruling_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, day, issuer, signer: what was read, corrected by the clerk."""
    ruling = _ruling_to_edit(request, pk)
    sent = request.method == "POST"
    form = RulingForm(posted(request) if sent else None, instance=ruling, initial={"read_version": ruling.version})
    status = 422
    if sent and form.is_valid():
        ruling.version = form.cleaned_data["read_version"]
        try:
            edit_facts(ruling, form.facts(), reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except DomainError as error:
            status = 409 if isinstance(error, EditConflict) else 422
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu thông tin văn bản.")
            return redirect("ruling", pk)
    context = {"ruling": ruling, "form": form, "stored": _stored(ruling) if status == 409 else None}
    return render(request, "directives/rulings/edit.html", context, status=status if form.errors else 200)


def _stored(ruling: Ruling) -> Ruling | None:
    return Ruling.objects.filter(pk=ruling.pk).defer("lines").first()


@require_http_methods(["GET", "POST"])
def ruling_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One item: whether it is the Sở's, who does it, until when."""
    ruling = _ruling_to_edit(request, pk)
    row = get_object_or_404(RulingItem, pk=item, ruling=ruling)
    sent = request.method == "POST"
    form = ItemForm.of(row, *([posted(request)] if sent else []))
    status, stored = 422, None
    if sent and form.is_valid():
        row.version = form.cleaned_data["read_version"]
        try:
            save_item(row, form.facts(), by=request.user, at=timezone.now())
        except EditConflict as error:
            form.add_error(None, str(error))
            status, stored = 409, RulingItem.objects.filter(pk=item).first()
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu nội dung.")
            return redirect(f"{reverse('ruling', args=[pk])}#m{item}")
    context = {"ruling": ruling, "item": row, "form": form, "stored": stored}
    return render(request, "directives/rulings/item.html", context, status=status if form.errors else 200)


@require_POST
def ruling_item_mark(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """``cua_so``: 1 for an item of the Sở, anything else for one that is not."""
    row = get_object_or_404(RulingItem, pk=item, ruling=_ruling_to_edit(request, pk))
    try:
        mark_item(row, ours=request.POST.get("cua_so") == "1", by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('ruling', args=[pk])}#m{item}")


@require_POST
def ruling_items_add(request: HttpRequest, pk: int) -> HttpResponse:
    ruling = _ruling_to_edit(request, pk)
    form = NewItemsForm(posted(request))
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("texts", [])))
        return redirect("ruling", pk)
    try:
        count = add_items(ruling, form.cleaned_data["texts"].splitlines(), by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã thêm {count} nội dung. Hãy chọn đơn vị chủ trì cho từng nội dung.")
    return redirect("ruling", pk)


@require_POST
def ruling_set_off(request: HttpRequest, pk: int) -> HttpResponse:
    """'Phân công thực hiện' what is the Sở's and waits."""
    ruling = _ruling(request, pk)
    if not access.may_set_off_rulings(request.user):
        raise PermissionDenied
    try:
        given = set_off(ruling, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã phân công {len(given)} nhiệm vụ theo văn bản {ruling.titled}.")
    return redirect("ruling", pk)


@require_POST
def ruling_discard(request: HttpRequest, pk: int) -> HttpResponse:
    ruling = _ruling_to_edit(request, pk)
    try:
        discard(ruling, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("ruling", pk)
    messages.success(request, f"Đã bỏ văn bản “{ruling.titled}”. Chưa có nhiệm vụ nào được phân công.")
    return redirect("ruling-list")
