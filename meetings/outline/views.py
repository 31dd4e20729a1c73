"""The part 'Kết luận' of a meeting: an outline written in place. Every act works by a plain form; htmx replaces one region."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from districts.errors import DomainError, EditConflict
from meetings import access
from meetings.enums import Settlement
from meetings.models import Conclusion, OrderParty, Outline, OutlineAct
from meetings.outline.acts import last_hand_on
from meetings.outline.conflict_views import conflict_answer
from meetings.outline.deadline_typing import told, typed_deadline
from meetings.outline.editing import add_item, delete, indent, move, name_label, place, relabel
from meetings.outline.forms import BAD_DAY, ItemPost, day_of, read_item
from meetings.outline.item_saving import Overtaken, save_item, settle
from meetings.outline.item_states import ItemState, stamp_of, state_of
from meetings.outline.page import OutlinePage, outline_of
from meetings.outline.panel import panel_of
from meetings.outline.undoing import undo
from meetings.posted import number_of, posted


@require_GET
def outline_page(request: HttpRequest, pk: int) -> HttpResponse:
    """``muc``: the item that is edited; ``them-sau``: the item after which one is added; ``viec=1``: with one order more."""
    page = OutlinePage(
        request,
        outline_of(request.user, pk),
        open_item=number_of(request.GET.get("muc")),
        adding=number_of(request.GET.get("them-sau")),
        one_more=request.GET.get("viec") == "1",
        focus=number_of(request.GET.get("xem")),
    )
    return page.answer()


def _editable(request: HttpRequest, pk: int) -> Outline:
    outline = outline_of(request.user, pk)
    if not access.may_edit_meeting(request.user, outline.meeting):
        raise PermissionDenied
    return outline


def _shown(request: HttpRequest, pk: int, status: int = 200, **where: int | bool | None) -> HttpResponse:
    """The page in the state that the act has led to: for htmx the region, else by its own address."""
    names = {"open_item": "muc", "adding": "them-sau", "one_more": "viec", "focus": "xem"}
    query = urlencode(
        {names[name]: int(value) for name, value in where.items() if value is not None and value is not False}
    )
    url = reverse("outline", args=[pk]) + (f"?{query}" if query else "")
    if not request.htmx:
        row = where.get("open_item") or where.get("focus")
        return redirect(f"{url}#muc-{row}" if row else url)
    answer = OutlinePage(request, outline_of(request.user, pk), **where).answer(status)
    answer["HX-Replace-Url"] = url
    return answer


@require_POST
def outline_act(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One act on one item, named by ``viec``; ``thu-tu`` is the order that the page showed, ``stamp`` the item's."""
    outline = _editable(request, pk)
    seen, stamp = number_of(request.POST.get("thu-tu")), request.POST.get("stamp", "")
    acting = {"by": request.user, "at": timezone.now()}
    acts: dict[str, Callable[[], object]] = {
        "len": lambda: move(outline, item=item, up=True, seen=seen, **acting),
        "xuong": lambda: move(outline, item=item, up=False, seen=seen, **acting),
        "thut": lambda: indent(outline, item=item, deeper=True, seen=seen, **acting),
        "ra": lambda: indent(outline, item=item, deeper=False, seen=seen, **acting),
        "den": lambda: place(outline, item=item, before=number_of(request.POST.get("truoc")), seen=seen, **acting),
        "xoa": lambda: delete(outline, item=item, stamp=stamp, **acting),
        **{f"dau:{mark}": lambda mark=mark: settle(outline, item, mark, stamp=stamp, **acting) for mark in Settlement},
    }
    act = acts.get(request.POST.get("viec", ""))
    status = _done(request, act) if act else 200
    return _shown(request, pk, status, focus=item)


def _done(request: HttpRequest, act: Callable[[], object]) -> int:
    """The status of the answer: 409 where someone else was first, 422 for another refusal, said at the page's top."""
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
        return 409 if isinstance(error, EditConflict) else 422
    return 200


@require_POST
def outline_undo(request: HttpRequest, pk: int) -> HttpResponse:
    outline = _editable(request, pk)
    taken_back: list[OutlineAct] = []
    status = _done(request, lambda: taken_back.append(undo(outline, by=request.user, at=timezone.now())))
    for act in taken_back:
        messages.success(request, f"Đã hoàn tác: {act.get_verb_display().lower()}.")
    return _shown(request, pk, status, focus=taken_back[0].item if taken_back else None)


@require_POST
def outline_relabel(request: HttpRequest, pk: int) -> HttpResponse:
    outline = _editable(request, pk)
    seen = number_of(request.POST.get("thu-tu"))
    status = _done(request, lambda: relabel(outline, seen=seen, by=request.user, at=timezone.now()))
    return _shown(request, pk, status)


@require_GET
def outline_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """What the words of order ``n`` mean, as the field of the day with its sentence; or the sentence about a day typed."""
    outline = outline_of(request.user, pk)
    page = OutlinePage(request, outline)
    number = number_of(request.GET.get("n")) or 0
    words = request.GET.get(f"o{number}-deadline_words", "").replace("\x00", "")
    written, error, day = request.GET.get(f"o{number}-due_on", ""), "", None
    by_day = request.GET.get("ngay") == "1"
    try:
        day = day_of(written) if by_day else None
    except ValueError:
        error = BAD_DAY.format(day=written[:40])
    typed = typed_deadline(words, day, held_on=outline.meeting.held_on)
    part = {
        "prefix": f"o{number}",
        "number": number,
        "day": f"{typed.due_on:%d/%m/%Y}" if typed.due_on else "",
        "told": "" if error else told(typed.values, page.calendar, held_on=outline.meeting.held_on),
        "doubt": typed.doubt,
        "error": error,
    }
    name = "meetings/_outline_told.html" if by_day else "meetings/_outline_day.html"
    return render(request, name, {"part": part, "outline": outline})


@require_POST
def outline_save(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel of an item: saved by itself (``tu``), or by a button that also closes it or goes on."""
    outline = _editable(request, pk)
    parties = Prefetch("orders__parties", OrderParty.objects.select_related("unit", "group"))
    rows = outline.conclusions.prefetch_related("orders", parties, "orders__excluded")
    row = rows.filter(pk=number_of(request.POST.get("item"))).first()
    stored = state_of(row) if row else ItemState()
    page = OutlinePage(request, outline)
    sent = read_item(posted(request), stored, held_on=outline.meeting.held_on, day=page.day)
    quietly = bool(request.POST.get("tu")) and bool(request.htmx)
    if sent.item is None and not sent.state.text.strip():
        return _nothing_yet(request) if quietly else _shown(request, pk)
    try:
        saved = _save(outline, sent, request)
    except Overtaken as refused:
        if quietly:
            return _told_quietly(request, outline, sent, refused)
        return conflict_answer(request, refused.draft, 409)
    except DomainError as error:
        return _refused(page, sent, str(error), quietly=quietly)
    if quietly:
        return _saved_quietly(request, outline, saved, sent)
    if sent.errors:
        return _refused(page, sent, next(iter(sent.errors.values())), quietly=False)
    return _after_saving(request, pk, saved)


def _save(outline: Outline, sent: ItemPost, request: HttpRequest) -> Conclusion:
    acting = {"by": request.user, "at": timezone.now()}
    if sent.item is None:
        label = sent.label if sent.label_was_typed else None
        return add_item(outline, sent.state, after=sent.after or None, label=label, token=sent.token, **acting)
    saved = save_item(outline, sent.item, sent.state, stamp=sent.stamp, **acting)
    if sent.label_was_typed:
        name_label(outline, item=sent.item, label=sent.label, **acting)
    return saved


def _after_saving(request: HttpRequest, pk: int, saved: Conclusion) -> HttpResponse:
    """Where the button leads: a new item below, the same panel again, or the outline."""
    if request.POST.get("ke"):
        return _shown(request, pk, adding=saved.pk)
    if request.POST.get("tiep") or request.POST.get("bo"):
        return _shown(request, pk, open_item=saved.pk, one_more=request.POST.get("tiep") == "viec")
    return _shown(request, pk, focus=saved.pk)


def _refused(page: OutlinePage, sent: ItemPost, sentence: str, *, quietly: bool) -> HttpResponse:
    """The panel as it was typed, with what is wrong; while it saves itself only the sentence."""
    if quietly:
        context = {"trouble": sentence}
        return render(page.request, "meetings/_outline_saved.html", context, status=422)
    row = next((row for row in page.conclusions if row.pk == sent.item), None)
    page.panel = panel_of(
        sent.state,
        calendar=page.calendar,
        held_on=page.meeting.held_on,
        label=sent.label,
        place=page.places[row.pk] if row else "",
        level=row.level if row else 1,
        item=sent.item,
        after=sent.after,
        stamp=stamp_of(row) if row else sent.stamp,
        errors=sent.errors,
        error=sentence,
    )
    return page.answer(422)


def _nothing_yet(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


def _saved_quietly(request: HttpRequest, outline: Outline, saved: Conclusion, sent: ItemPost) -> HttpResponse:
    """When it was saved, the new stamp, and what beside the panel depends on it; a new item has its own address now."""
    page = OutlinePage(request, outline_of(request.user, outline.meeting_id))
    panel = page.panel_for(next(row for row in page.conclusions if row.pk == saved.pk))
    context = page.beside() | {
        "panel": panel,
        "created": sent.item is None,
        "saved_at": timezone.localtime(),
        "errors": sent.errors,
        "numbers": _numbers(sent, saved),
    }
    answer = render(request, "meetings/_outline_saved.html", context)
    if sent.item is None:
        answer["HX-Replace-Url"] = f"{reverse('outline', args=[outline.meeting_id])}?muc={saved.pk}"
    return answer


def _numbers(sent: ItemPost, saved: Conclusion) -> dict[str, object]:
    """Which stored order each form of the panel is now: forms that ask for nothing have none."""
    stored = [order.pk for order in saved.orders.all()]
    numbers = {}
    for prefix, order in zip(sent.prefixes, sent.state.orders, strict=True):
        asks = not order.asks_nothing(sent.state.text)
        numbers[prefix] = stored.pop(0) if asks and stored else ""
    return numbers


def _told_quietly(request: HttpRequest, outline: Outline, sent: ItemPost, refused: Overtaken) -> HttpResponse:
    row = outline.conclusions.filter(pk=sent.item).first()
    context = {"overtaken": str(refused), "hand": last_hand_on(row) if row else None}
    return render(request, "meetings/_outline_saved.html", context, status=409)
