"""'Bàn giao công việc': who has work in whose name, the list that is handed over, and the list as it was kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from directives import access
from directives.enums import WorkKind
from directives.handovers.handing import hand_over, posts_words
from directives.handovers.people import people_with_work
from directives.handovers.receivers import receivers_of
from directives.handovers.work import MOST_AT_ONCE, InName, Posts, Work, left_to_others, read_person
from directives.models import Handover, HandoverItem
from districts.errors import DomainError, WrongState
from districts.models import Appointment, Officer
from meetings.posted import is_key, number_of, posted

FIELD, TO_ALL, WORDS = "viec-", "cho-tat-ca", "ly-do"
STAYS = "0"
SHOWN = 100


@dataclass(frozen=True)
class Choice:
    to: Appointment
    chosen: bool


@dataclass(frozen=True)
class Line:
    """``stays``: it was chosen to be left where it is."""

    work: Work
    choices: list[Choice]
    stays: bool


@require_GET
def handover_list(request: HttpRequest) -> HttpResponse:
    reader, today = request.user, timezone.localdate()
    kept = Handover.objects.visible_to(reader).select_related("leaver", "by")
    context = {
        "people": people_with_work(reader, today),
        "handovers": list(kept[:SHOWN]),
        "sees_all": access.may_hand_over_for_all(reader),
    }
    return render(request, "directives/handovers/list.html", context)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """``viec-…``: who takes the work; '' who takes all, '0' nobody yet. Who may not hand over finds no such person."""
    found = read_person(pk, timezone.localdate()) if is_key(pk) else None
    if found is None or not _is_open_to(request.user, *found):
        raise Http404
    leaver, posts = found
    if request.method == "POST":
        return _handed_over(request, leaver, posts)
    return _page(request, leaver, posts)


def _is_open_to(reader: Officer, leaver: Officer, posts: Posts) -> bool:
    if any(access.may_hand_over(reader, leaver, unit) for unit in (*posts.units, None)):
        return True
    headed = access.headed_units(reader)
    passed = Q(handling_unit__in=headed) | Q(unit__in=headed) | Q(handling_unit__parent__in=headed)
    return bool(headed) and leaver.handled_assignments.open().filter(passed).exists()


def _handed_over(request: HttpRequest, leaver: Officer, posts: Posts) -> HttpResponse:
    sent = posted(request)
    to_all = number_of(sent.get(TO_ALL))
    chosen = {}
    for name, value in sent.items():
        to = to_all if value == "" else number_of(value)
        if name.startswith(FIELD) and value != STAYS and to is not None:
            chosen[name.removeprefix(FIELD)] = to
    try:
        done = hand_over(leaver, chosen, words=sent.get(WORDS, ""), by=request.user, at=timezone.now())
    except DomainError as error:
        status = 409 if isinstance(error, WrongState) else 422
        return _page(request, leaver, posts, error=str(error), status=status)
    messages.success(request, f"Đã bàn giao {len(chosen)} việc của {leaver}.")
    return redirect("handover", done.pk)


def _page(request: HttpRequest, leaver: Officer, posts: Posts, *, error: str = "", status: int = 200) -> HttpResponse:
    reader, today, sent = request.user, timezone.localdate(), posted(request)
    in_name = InName(leaver, posts)
    mine = [work for work in in_name if access.may_hand_over(reader, leaver, work.unit)]
    mine.sort(key=lambda work: list(WorkKind).index(work.kind))
    shown = mine[:MOST_AT_ONCE]
    receivers = receivers_of(shown, leaver, today)
    lines = [_line(work, receivers[work.key], sent.get(f"{FIELD}{work.key}", "")) for work in shown]
    context = {
        "leaver": leaver,
        "posts": posts_words(posts),
        "lines": lines,
        "everybody": _choices(_once(each for line in lines for each in receivers[line.work.key]), sent.get(TO_ALL, "")),
        "elsewhere": _elsewhere(reader, in_name, posts),
        "words": sent.get(WORDS, ""),
        "field": FIELD,
        "is_own": reader.pk == leaver.pk,
        "most": MOST_AT_ONCE,
        "error": error,
    }
    return render(request, "directives/handovers/person.html", context, status=status)


def _elsewhere(reader: Officer, in_name: InName, posts: Posts) -> list[str]:
    """Told to whom all that the person holds today is open."""
    if not all(access.may_hand_over(reader, in_name.leaver, each.unit) for each in posts.shown):
        return []
    return left_to_others(in_name, timezone.localdate())


def _line(work: Work, receivers: list[Appointment], typed: str) -> Line:
    return Line(work, _choices(receivers, typed), typed == STAYS)


def _choices(receivers: Iterable[Appointment], typed: str) -> list[Choice]:
    return [Choice(each, str(each.officer_id) == typed) for each in receivers]


def _once(receivers: Iterable[Appointment]) -> list[Appointment]:
    """Each officer once, by name."""
    found = {each.officer_id: each for each in receivers}
    return sorted(found.values(), key=lambda each: (each.officer.full_name, each.officer_id))


@require_GET
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as it was kept; to a reader what is theirs to see of it."""
    visible = Handover.objects.visible_to(request.user).select_related("leaver", "by")
    row = get_object_or_404(visible, pk=pk if is_key(pk) else None)
    items = HandoverItem.objects.visible_to(request.user).filter(handover=row).select_related("to", "unit")
    by_receiver: dict[Officer, list[HandoverItem]] = {}
    for item in items:
        by_receiver.setdefault(item.to, []).append(item)
    context = {
        "row": row,
        "parts": list(by_receiver.items()),
        "count": sum(len(part) for part in by_receiver.values()),
        "keeps_accounts": access.may_hand_over_for_all(request.user),
    }
    return render(request, "directives/handovers/handover.html", context)
