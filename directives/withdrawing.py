"""Replacing and recalling what was issued: papers of their own, and what becomes of the directives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import BigIntegerField, Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from directives.assigning import Issue, assign
from directives.enums import OPEN_STATES, AssignmentState
from directives.following import (
    begin_draft,
    named_release,
    named_with_subject,
    refuse_unreleased,
    start_following,
    typed_words,
)
from directives.models import Assignment, Directive, DirectiveEvent
from districts.errors import DomainError
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals
from meetings.amended import outline_in_force
from meetings.copying import copy_outline, copy_recipients
from meetings.enums import PaperKind
from meetings.minutes.editions import next_edition
from meetings.models import Amendment, Meeting, Order, Outline, Paper
from meetings.order_snapshots import order_snapshot
from meetings.planning.invitation_drafting import refuse_second_invitation
from meetings.standing import is_in_force, joined_standing

WITHOUT_OUTLINE = (PaperKind.INVITATION, PaperKind.MINUTES)
"""Kinds that are replaced though they hold no conclusions of their own."""
RECALLABLE = (PaperKind.NOTICE, PaperKind.MINUTES)


@records_refusals
def start_replacement(paper: Paper, *, by: Officer, at: datetime) -> Paper:
    """A draft of the same kind with a copy of the conclusions, to be corrected and issued in its place (Điều 18)."""
    refuse_unreleased(paper, by)
    outline = outline_in_force(paper)
    if outline is None and paper.kind not in WITHOUT_OUTLINE:
        raise DomainError("Chỉ thay thế được thông báo kết luận, biên bản và giấy mời.")
    draft = Paper(
        kind=paper.kind,
        replaces=paper,
        abstract=paper.abstract,
        opening=paper.opening,
        body=paper.body,
        closing="" if paper.kind == PaperKind.MINUTES else _closing_of_replacement(paper),
    )

    def fill(draft: Paper) -> None:
        if outline is not None:
            draft.outline = copy_outline(outline, tracked=tracked_orders(outline))
        elif draft.kind == PaperKind.INVITATION:
            refuse_second_invitation(Meeting.objects.select_for_update(no_key=True).get(papers=paper))

    return start_following(draft, paper, "draft_replacement", by=by, at=at, fill=fill, receive=_copy_lines)


def _copy_lines(paper: Paper, draft: Paper) -> None:
    """The recipients; of minutes also what was said in them."""
    copy_recipients(paper, draft)
    if draft.kind == PaperKind.MINUTES:
        next_edition(paper, draft)


@records_refusals
def start_recall(paper: Paper, *, by: Officer, at: datetime, reason: str) -> Paper:
    """A draft of the notice that recalls the paper (Điều 18, Nghị định 30/2020/NĐ-CP); it takes effect at its release."""
    refuse_unreleased(paper, by)
    if paper.kind not in RECALLABLE:
        raise DomainError("Chỉ thu hồi được thông báo kết luận và biên bản.")
    words, named = typed_words(reason, "Hãy ghi lý do thu hồi."), named_release(paper)
    draft = Paper(
        kind=PaperKind.RECALL,
        recalls=paper,
        abstract=f"Thu hồi {named}",
        body=f"Thu hồi {named_with_subject(paper)}.\nLý do: {words}",
        closing="Đề nghị các cơ quan, đơn vị đã nhận văn bản nêu trên gửi lại bản đã nhận và xác nhận việc thu hồi.",
    )
    return start_following(draft, paper, "draft_recall", by=by, at=at)


@records_refusals
def start_anew(paper: Paper, *, by: Officer, at: datetime) -> Paper:
    """A draft with a copy of what a recalled notice, or recalled minutes, said, to be put right and issued for itself.

    The recall stands, and what it withdrew stays withdrawn: the new notice gives every order again. Raises DomainError
    while another of the kind stands for the meeting or is being drafted.
    """
    refuse_unreleased(paper, by)
    if paper.kind not in RECALLABLE or not hasattr(paper.release, "recall"):
        raise DomainError("Chỉ lập lại được thông báo kết luận hoặc biên bản đã bị thu hồi.")

    def fill(draft: Paper) -> None:
        if paper.outline:
            draft.outline = copy_outline(paper.outline, tracked=())

    with transaction.atomic():
        meeting = Meeting.objects.select_for_update(no_key=True).get(papers=paper)
        if other := other_of_kind(meeting, PaperKind(paper.kind)):
            named = PaperKind(paper.kind).named.lower()
            raise DomainError(f"Cuộc họp đã có {named} “{other}”. Hãy mở văn bản đó.")
        draft = Paper(kind=paper.kind, abstract=paper.abstract, opening=paper.opening, closing=paper.closing)
        return begin_draft(draft, paper, "draft_anew", by=by, at=at, fill=fill, receive=_copy_lines)


def other_of_kind(meeting: Meeting, kind: PaperKind) -> Paper | None:
    """A paper of the kind, of the meeting, that is in work or in force; None where all that were issued have ended."""
    papers = joined_standing(meeting.papers.filter(kind=kind).order_by("-pk"))
    return next((each for each in papers if not hasattr(each, "release") or is_in_force(each.release)), None)


def tracked_orders(outline: Outline) -> set[int]:
    """The orders that a directive was made of."""
    made = Directive.objects.filter(order__conclusion__outline=outline)
    return set(made.values_list("order_id", flat=True))


def _closing_of_replacement(paper: Paper) -> str:
    line = f"{PaperKind(paper.kind).named} này thay thế {named_release(paper)}."
    return f"{paper.closing}\n{line}".strip()


def standing_directives(paper: Paper) -> list[Directive]:
    """The directives that hold under the paper: its own, those of its amendments, and those that it or they kept
    unchanged from what was before."""
    return list(_standing_under(paper).order_by("id"))


def count_standing(paper: Paper) -> Coalesce:
    """How many ``standing_directives`` there are, to be read along with another row."""
    found = _standing_under(paper).order_by().values(all=Value(1))
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)


def _standing_under(paper: Paper) -> QuerySet[Directive]:
    """By the orders of ``outline_in_force``, which is not read beforehand."""
    last = Amendment.objects.filter(old__paper=paper).order_by("-id").values("new__paper__outline")[:1]
    outline = Coalesce(Subquery(last), Value(paper.outline_id, output_field=BigIntegerField()))
    orders = Order.objects.filter(conclusion__outline=outline)
    unchanged = orders.filter(directive__isnull=True, copied_from__isnull=False)
    holding = Q(order__in=orders) | Q(order__in=unchanged.values("copied_from"))
    return Directive.objects.filter(holding, superseded_by=None)


def replace_directives(
    issue: Issue, replaced: Paper, orders: list[Order], *, changing: str = "Thay thế", dropping: str = "Thay thế"
) -> None:
    """Unchanged orders keep the directives of the paper, changed ones supersede them, missing ones are withdrawn.

    ``changing`` and ``dropping`` begin the reason under which the old ones stop.
    """
    standing = {directive.order_id: directive for directive in standing_directives(replaced)}
    kept = _unchanged(orders, Order.objects.filter(pk__in=standing))
    changed = [order for order in orders if order.copied_from_id not in kept]
    new_by_origin = {
        directive.order.copied_from_id: directive
        for directive in assign(issue, changed)
        if directive.order and directive.order.copied_from_id
    }
    superseded = [standing[origin] for origin in new_by_origin if origin in standing]
    for origin, new in new_by_origin.items():
        if origin in standing:
            standing[origin].superseded_by = new
    Directive.objects.bulk_update(superseded, ["superseded_by"], batch_size=500)
    missing = [each for origin, each in standing.items() if origin not in kept and origin not in new_by_origin]
    withdraw(superseded, issue, reason=f"{changing} theo {issue.release.full_number}")
    withdraw(missing, issue, reason=f"{dropping} theo {issue.release.full_number}")


def _unchanged(orders: Iterable[Order], origins: QuerySet[Order]) -> set[int]:
    """Those of the ``origins`` whose copy among the ``orders`` says the same."""
    whole = origins.prefetch_related("parties__unit", "parties__group", "excluded")
    before = {origin.pk: order_snapshot(origin) for origin in whole}
    copies = [(order.copied_from_id, order_snapshot(order)) for order in orders if order.copied_from_id in before]
    return {origin for origin, snapshot in copies if before[origin] == snapshot}


def withdraw(directives: Iterable[Directive], issue: Issue, *, reason: str) -> int:
    """Stop what is open and leave what is done; returns how many assignments were stopped."""
    directives = list(directives)
    open_ones = Assignment.objects.select_for_update().filter(directive__in=directives, state__in=OPEN_STATES)
    stopped = list(open_ones)
    stop(stopped, issue, reason=reason)
    if directives:
        record(
            DirectiveEvent,
            end_recurrence(directives, issue),
            verb="withdraw",
            by=issue.by,
            acting=issue.acting,
            at=issue.at,
            note=reason,
        )
    return len(stopped)


def stop(assignments: list[Assignment], issue: Issue, *, reason: str) -> None:
    """Stop these, which are open and locked."""
    by_state: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        by_state.setdefault(assignment.state, []).append(assignment)
    Assignment.objects.filter(pk__in=[a.pk for a in assignments]).update(
        state=AssignmentState.WITHDRAWN,
        withdrawn_at=issue.at,
        withdrawn_reason=reason,
        paused_from="",
        waiting_since=None,
    )
    for state, alike in by_state.items():
        record(
            DirectiveEvent,
            alike,
            verb="withdraw",
            by=issue.by,
            acting=issue.acting,
            at=issue.at,
            from_state=state,
            to_state=AssignmentState.WITHDRAWN,
            note=reason,
        )


def end_recurrence(directives: Iterable[Directive], issue: Issue) -> list[Directive]:
    """The directives, locked: a unit that had finished its period is left alone, and must not be given the next one."""
    held = list(Directive.objects.select_for_update(of=("self",)).filter(pk__in=[d.pk for d in directives]))
    yesterday = timezone.localdate(issue.at) - timedelta(days=1)
    Directive.objects.filter(pk__in=[d.pk for d in held]).exclude(recurrence="").update(recurs_until=yesterday)
    return held
