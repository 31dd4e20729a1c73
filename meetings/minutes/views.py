"""The part 'Biên bản' of a meeting: statements written in place. Every act works by a plain form; htmx replaces a region."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from districts.errors import DomainError, EditConflict
from meetings import access
from meetings.minutes.beginning import begin_minutes, save_facts
from meetings.minutes.conflict_views import conflict_answer
from meetings.minutes.editions import editions_of
from meetings.minutes.forms import FactsForm, SentStatement, read_statement
from meetings.minutes.page import MinutesPage, Panel
from meetings.minutes.speakers import search_speakers
from meetings.minutes.statements import Overtaken, add_statement, move, place, put_back, remove, save_statement
from meetings.models import Meeting, Minutes, Statement
from meetings.planning.views.facts import saved_or_refused, status_of
from meetings.posted import is_key, number_of, posted
from meetings.tabs import tab_counts, tabs_of

LONGEST_WORDS = 200


def meeting_of(request: HttpRequest, pk: int) -> Meeting:
    """A meeting that the Sở's staff may read; anybody else finds nothing here."""
    if not request.user.works_at_office:
        raise Http404
    meetings = Meeting.objects.visible_to(request.user).prefetch_related("attendees")
    return get_object_or_404(meetings.annotate(**tab_counts(request.user)), pk=pk)


def _writable(request: HttpRequest, pk: int) -> Meeting:
    meeting = meeting_of(request, pk)
    if not access.may_edit_meeting(request.user, meeting):
        raise PermissionDenied
    return meeting


def _begun(request: HttpRequest, pk: int) -> Minutes:
    """The newest; 404 until the minutes are begun."""
    meeting = _writable(request, pk)
    minutes = next(iter(editions_of(meeting)), None)
    if minutes is None:
        raise Http404
    minutes.meeting = meeting
    return minutes


def _answer(request: HttpRequest, page: MinutesPage, status: int = 200) -> HttpResponse:
    """The whole page; for htmx the region alone, with what there is to say at its top."""
    context = page.context()
    if request.htmx:
        context["said"] = list(messages.get_messages(request))
        return render(request, "meetings/minutes/_region.html", context, status=status)
    context["tabs"] = tabs_of(page.meeting, request.user, "minutes", vars(page.meeting))
    return render(request, "meetings/minutes/page.html", context, status=status)


@require_GET
def minutes_page(request: HttpRequest, pk: int) -> HttpResponse:
    """``muc``: the statement that is edited; ``them-sau``: behind which a new one is written."""
    where = {"open_item": "muc", "adding": "them-sau", "focus": "xem"}
    asked = {name: number_of(request.GET.get(key)) for name, key in where.items()}
    return _answer(request, MinutesPage(request.user, meeting_of(request, pk), **asked))


def _shown(request: HttpRequest, pk: int, status: int = 200, **where: int | None) -> HttpResponse:
    """The page in the state that the act has led to: for htmx the region, else by its own address."""
    names = {"open_item": "muc", "adding": "them-sau", "focus": "xem"}
    query = urlencode({names[name]: value for name, value in where.items() if value is not None})
    url = reverse("minutes", args=[pk]) + (f"?{query}" if query else "")
    if not request.htmx:
        row = where.get("open_item") or where.get("focus")
        return redirect(f"{url}#muc-{row}" if row else url)
    answer = _answer(request, MinutesPage(request.user, meeting_of(request, pk), **where), status)
    answer["HX-Replace-Url"] = url
    return answer


@require_POST
def minutes_begin(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _writable(request, pk)
    try:
        begin_minutes(meeting, by=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("minutes", pk)
    return redirect(f"{reverse('minutes', args=[pk])}?them-sau=0#muc-moi")


@require_POST
def minutes_facts(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = _begun(request, pk)
    form = FactsForm(posted(request), instance=minutes)

    def save() -> None:
        save_facts(form.instance, by=request.user, at=timezone.now())

    refused = saved_or_refused(request, form, save)
    if refused is None:
        messages.success(request, "Đã lưu giờ họp, ghi chú của biên bản.")
        return redirect("minutes", pk)
    page = MinutesPage(request.user, meeting_of(request, pk), facts=refused)
    return _answer(request, page, status_of(refused))


@require_POST
def minutes_save(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel of a statement: saved by itself (``tu``), or by a button that also closes it or goes on (``ke``)."""
    minutes, sent = _begun(request, pk), read_statement(posted(request))
    quietly = bool(request.POST.get("tu")) and bool(request.htmx)
    if sent.statement is None and not sent.spoken.speaker.strip() and not sent.spoken.text.strip():
        return HttpResponse(status=204) if quietly else _shown(request, pk)
    try:
        saved = _save(minutes, sent, request)
    except Overtaken as refused:
        if quietly:
            context = {"overtaken": str(refused), "row": refused.draft.statement}
            return render(request, "meetings/minutes/_saved.html", context, status=409)
        return conflict_answer(request, refused.draft, 409)
    except DomainError as error:
        return _refused(request, pk, sent, str(error), quietly=quietly)
    if quietly:
        return _saved_quietly(request, pk, saved, created=sent.statement is None)
    return _shown(request, pk, adding=saved.pk) if request.POST.get("ke") else _shown(request, pk, focus=saved.pk)


def _save(minutes: Minutes, sent: SentStatement, request: HttpRequest) -> Statement:
    acting = {"by": request.user, "at": timezone.now()}
    if sent.statement is None:
        return add_statement(minutes, sent.spoken, after=sent.after, token=sent.token, **acting)
    return save_statement(minutes, sent.statement, sent.spoken, seen=sent.version, **acting)


def _refused(request: HttpRequest, pk: int, sent: SentStatement, sentence: str, *, quietly: bool) -> HttpResponse:
    """The panel as it was typed, with what is wrong; while it saves itself only the sentence."""
    if quietly:
        return render(request, "meetings/minutes/_saved.html", {"trouble": sentence}, status=422)
    panel = Panel(sent.spoken, sent.statement, sent.after or 0, sent.version, sent.token, sentence)
    return _answer(request, MinutesPage(request.user, meeting_of(request, pk), panel=panel), 422)


def _saved_quietly(request: HttpRequest, pk: int, saved: Statement, *, created: bool) -> HttpResponse:
    """When it was saved, its new version, and the list beside it; a new statement has its own address now."""
    page = MinutesPage(request.user, meeting_of(request, pk), open_item=saved.pk)
    context = page.beside() | {"panel": page.opened(), "created": created, "saved_at": timezone.localtime()}
    answer = render(request, "meetings/minutes/_saved.html", context)
    if created:
        answer["HX-Replace-Url"] = f"{reverse('minutes', args=[pk])}?muc={saved.pk}"
    return answer


@require_POST
def minutes_act(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One act on one statement, named by ``viec``; ``thu-tu`` is the order that the page showed, ``stamp`` the version."""
    minutes = _begun(request, pk)
    if not is_key(item):
        raise Http404
    seen, version = number_of(request.POST.get("thu-tu")), number_of(request.POST.get("stamp")) or 0
    acting = {"by": request.user, "at": timezone.now()}
    before = number_of(request.POST.get("truoc"))
    acts: dict[str, Callable[[], object]] = {
        "len": lambda: move(minutes, item, up=True, seen=seen, **acting),
        "xuong": lambda: move(minutes, item, up=False, seen=seen, **acting),
        "den": lambda: place(minutes, item, before=before, seen=seen, **acting),
        "bo": lambda: remove(minutes, item, seen=version, **acting),
        "lay-lai": lambda: put_back(minutes, item, **acting),
    }
    status = 200
    try:
        acts.get(request.POST.get("viec", ""), lambda: None)()
    except DomainError as error:
        messages.error(request, str(error))
        status = 409 if isinstance(error, EditConflict) else 422
    return _shown(request, pk, status, focus=item)


@require_GET
def minutes_speakers(request: HttpRequest, pk: int) -> HttpResponse:
    """``q``: the words typed for a speaker's name."""
    meeting = meeting_of(request, pk)
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST_WORDS]
    context = {"hits": search_speakers(meeting, words), "words": words.strip()}
    return render(request, "meetings/minutes/_hits.html", context)
