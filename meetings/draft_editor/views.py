"""'Sửa dự thảo': the form at one side, the printed paper at the other. It works by plain forms; htmx saves as one types."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from districts.errors import DomainError
from meetings import access
from meetings.addressing import recipients_of
from meetings.composing import PRINTED_WITH
from meetings.draft_editor.conflicts import base_of, choose, parts_of
from meetings.draft_editor.draft_states import DraftState, state_of
from meetings.draft_editor.history import sittings_of
from meetings.draft_editor.page import capacities_for, comments_shown, fields_shown, kept_text, lines_shown
from meetings.draft_editor.posted_draft import after_act, read_draft
from meetings.draft_editor.saving import DraftRefused, Overtaken, save_draft
from meetings.enums import DeliveryMethod, PaperState
from meetings.form_checking import form_check_of
from meetings.models import Paper, PaperEdit, PaperEditDraft
from meetings.paper_pages import MOST_PAGES, count_pages, file_of
from meetings.posted import number_of, posted


def _editable(request: HttpRequest, pk: int) -> Paper:
    paper = get_object_or_404(Paper.objects.visible_to(request.user).select_related(*PRINTED_WITH), pk=pk)
    if not access.may_enter_meetings(request.user):
        raise PermissionDenied
    return paper


@require_http_methods(["GET", "POST"])
def draft_edit(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _editable(request, pk)
    if not access.may_edit_paper(request.user, paper):
        messages.warning(request, "Văn bản đã qua bước dự thảo nên không sửa được. Cần sửa thì trả văn bản về dự thảo.")
        return redirect("paper", paper.pk)
    lines = recipients_of(paper)
    stored = state_of(paper, lines)
    if request.method == "GET":
        return _page(request, paper, stored, lines)
    return _saved(request, paper, stored, lines)


def _page(request: HttpRequest, paper: Paper, state: DraftState, lines, *, seen: int = 0, **told) -> HttpResponse:
    """The whole page; 422 where it comes back with what is wrong."""
    context = fields_shown(paper, state, lines) | {
        "version": seen or paper.version,
        "kept": kept_text(paper, request.user),
        **comments_shown(paper),
        **told,
    }
    return _whole(request, render(request, "meetings/draft/page.html", context, status=422 if told else 200))


def _whole(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """An answer that is a page: htmx puts its main part in the place of the one that asked."""
    if request.htmx:
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#noi-dung"
        answer["HX-Reswap"] = "outerHTML show:window:top"
    return answer


def _saved(request: HttpRequest, paper: Paper, stored: DraftState, lines) -> HttpResponse:
    """The form sent: by itself (``tu``), by a button on a recipient (``viec``), or by 'Lưu dự thảo', which a refusal
    answers with the whole page."""
    post = posted(request)
    quietly = bool(request.htmx) and ("tu" in post or "viec" in post)
    seen = number_of(post.get("version")) or 0
    wanted = read_draft(post, stored)
    try:
        wanted = after_act(wanted, post)
        saved = save_draft(paper, wanted, seen=seen, by=request.user, at=timezone.now())
    except Overtaken as refused:
        return _overtaken(request, refused, quietly=quietly)
    except DomainError as error:
        part = error.part if isinstance(error, DraftRefused) else "recipients" if "viec" in post else ""
        if quietly:
            return _quiet(request, {"trouble": str(error)}, 422)
        return _page(request, paper, wanted, lines, seen=seen, part=part, error=str(error))
    if request.htmx:
        return _told(request, saved, stored, with_lines="viec" in post)
    if "viec" in post:
        return redirect(f"{reverse('draft-edit', args=[paper.pk])}#noi-nhan")
    messages.success(request, "Đã lưu dự thảo.")
    return redirect("draft-edit", paper.pk)


def _told(request: HttpRequest, paper: Paper, before: DraftState, *, with_lines: bool) -> HttpResponse:
    """When it was saved and the new version; the recipients after an act, the capacities after another signer."""
    lines = recipients_of(paper)
    state = state_of(paper, lines)
    context = {"paper": paper, "version": paper.version, "saved_at": timezone.localtime()}
    context["by_itself"] = "tu" in request.POST
    if before.signer != state.signer or before.capacity != state.capacity:
        fields = fields_shown(paper, state, lines)
        context |= {"draft": state, "capacities": capacities_for(fields["signers"], state), "capacity_anew": True}
    if with_lines or len(before.recipients) != len(state.recipients):
        shown = lines_shown(state, lines)
        context |= {"lines": shown, "methods": DeliveryMethod.choices, "lines_anew": True}
    answer = _quiet(request, context, 200)
    if paper.version != (number_of(request.POST.get("version")) or 0):
        answer["HX-Trigger"] = "draft-saved"
    return answer


def _quiet(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    return render(request, "meetings/draft/_saved.html", context, status=status)


def _overtaken(request: HttpRequest, refused: Overtaken, *, quietly: bool) -> HttpResponse:
    if not quietly:
        return _conflict_page(request, refused.draft, 409)
    last = PaperEdit.objects.filter(paper=refused.draft.paper).select_related("officer").first()
    return _quiet(request, {"overtaken": str(refused), "kept": refused.draft, "last": last}, 409)


@require_GET
def draft_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The printed paper beside the form, asked for after each saving and apart from it: typing never waits for it."""
    paper = _editable(request, pk)
    context: dict[str, object] = {"paper": paper}
    try:
        file = file_of(paper, at=timezone.now())
        total = count_pages(file)
        context |= {"pages": range(1, min(total, MOST_PAGES) + 1), "total_pages": total, "file": file.sha256[:16]}
    except DomainError as error:
        context["cannot_show"] = str(error)
    return render(request, "meetings/draft/_preview.html", context)


@require_GET
def draft_form_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules of form on the draft as it would be printed now; nothing where it cannot be printed yet."""
    paper = _editable(request, pk)
    try:
        measured = form_check_of(paper, file_of(paper, at=timezone.now()), timezone.localdate())
    except DomainError:
        return HttpResponse("")
    return render(request, "meetings/_form_check.html", {"form_check": measured})


@require_GET
def draft_history(request: HttpRequest, pk: int) -> HttpResponse:
    """The Sở's own staff read how a draft came to be what it is."""
    if not request.user.works_at_office:
        raise Http404
    paper = get_object_or_404(Paper.objects.visible_to(request.user), pk=pk)
    return render(request, "meetings/draft/history.html", {"paper": paper, "sittings": sittings_of(paper)})


@require_http_methods(["GET", "POST"])
def draft_conflict(request: HttpRequest, pk: int, draft: int) -> HttpResponse:
    """A kept text of one's own beside the stored one, part by part; sent, the choice between them."""
    paper = _editable(request, pk)
    kept = get_object_or_404(PaperEditDraft.objects.select_related("paper"), pk=draft, paper=paper)
    if kept.officer_id != request.user.pk:
        raise Http404
    if request.method == "GET":
        return _conflict_page(request, kept)
    post = posted(request)
    if post.get("viec") == "bo":
        kept.delete()
        messages.success(request, "Đã bỏ bản nháp; dự thảo giữ như đang lưu.")
        return redirect("draft-edit", paper.pk)
    parts = {name.removeprefix("chon-"): value for name, value in post.items() if name.startswith("chon-")}
    texts = {name.removeprefix("ghep-"): value for name, value in post.items() if name.startswith("ghep-")}
    try:
        choose(
            kept,
            parts,
            texts,
            stored=state_of(paper, recipients_of(paper)),
            seen=number_of(post.get("version")) or 0,
            by=request.user,
            at=timezone.now(),
        )
    except Overtaken as refused:
        return _conflict_page(request, refused.draft, 409)
    except DomainError as error:
        messages.error(request, str(error))
        return _conflict_page(request, kept, 422)
    messages.success(request, "Đã lưu các phần được chọn.")
    return redirect("draft-edit", paper.pk)


def _conflict_page(request: HttpRequest, kept: PaperEditDraft, status: int = 200) -> HttpResponse:
    paper = Paper.objects.get(pk=kept.paper_id)
    stored = state_of(paper, recipients_of(paper))
    context = {
        "paper": paper,
        "kept": kept,
        "version": paper.version,
        "parts": parts_of(stored, DraftState.from_json(kept.content), base_of(kept)),
        "last": PaperEdit.objects.filter(paper=paper).select_related("officer").first(),
        "open": paper.state == PaperState.DRAFT,
    }
    return _whole(request, render(request, "meetings/draft/conflict.html", context, status=status))
