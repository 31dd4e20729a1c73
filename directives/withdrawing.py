"""Replacing and recalling what was issued: papers of their own, and what becomes of the directives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from directives.assigning import Issue, assign
from directives.enums import OPEN_STATES, AssignmentState
from directives.models import Assignment, Directive, DirectiveEvent
from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access
from meetings.copying import copy_outline, copy_recipients
from meetings.enums import PaperKind, PaperState
from meetings.models import MeetingEvent, Order, Paper, Recall, Release, Replacement
from meetings.signing import order_snapshot


@records_refusals
def start_replacement(paper: Paper, *, by: Officer, at: datetime) -> Paper:
    """A draft of the same kind with a copy of the conclusions, to be corrected and issued in its place (Điều 18)."""
    _assert_released(paper, by)
    if paper.outline is None:
        raise DomainError("Chỉ thay thế được thông báo kết luận.")
    draft = Paper(
        kind=paper.kind,
        replaces=paper,
        abstract=paper.abstract,
        opening=paper.opening,
        closing=_closing_of_replacement(paper),
    )
    return _start(draft, paper, "draft_replacement", by=by, at=at)


@records_refusals
def start_recall(paper: Paper, *, by: Officer, at: datetime, reason: str) -> Paper:
    """A draft of the notice that recalls the paper (Điều 18, Nghị định 30/2020/NĐ-CP); it takes effect at its release."""
    _assert_released(paper, by)
    if paper.kind != PaperKind.NOTICE:
        raise DomainError("Chỉ thu hồi được thông báo kết luận.")
    if not reason.strip():
        raise DomainError("Hãy ghi lý do thu hồi.")
    named = f"Thông báo số {paper.release.full_number} ngày {paper.release.released_on:%d/%m/%Y}"
    draft = Paper(
        kind=PaperKind.RECALL,
        recalls=paper,
        abstract=f"Thu hồi {named}",
        body=f"Thu hồi {named} về {paper.abstract[:1].lower()}{paper.abstract[1:]}.\nLý do: {reason.strip()}",
        closing="Đề nghị các cơ quan, đơn vị đã nhận văn bản nêu trên gửi lại bản đã nhận và xác nhận việc thu hồi.",
    )
    return _start(draft, paper, "draft_recall", by=by, at=at)


def _start(draft: Paper, paper: Paper, verb: str, *, by: Officer, at: datetime) -> Paper:
    """Save the draft of what follows the released paper: same signer, same drafting division, same recipients.

    One that replaces it gets a copy of its conclusions.
    """
    with transaction.atomic():
        _assert_standing(paper)
        if draft.replaces and paper.outline:
            draft.outline = copy_outline(paper.outline, tracked=_tracked_orders(paper))
        for name in ("meeting", "capacity", "signer", "drafting_unit", "archive_line"):
            setattr(draft, name, getattr(paper, name))
        draft.drafted_by = by
        draft.save()
        copy_recipients(paper, draft)
        acting = by.capacity(Role.CLERK)
        record(MeetingEvent, [draft], verb=verb, by=by, acting=acting, at=at, to_state=PaperState.DRAFT)
    return draft


def _tracked_orders(paper: Paper) -> set[int]:
    """The paper's orders that a directive was made of."""
    made = Directive.objects.filter(order__conclusion__outline=paper.outline_id)
    return set(made.values_list("order_id", flat=True))


def _assert_released(paper: Paper, by: Officer) -> None:
    if not access.may_withdraw_paper(by, paper):
        raise NotAllowed("Chỉ chuyên viên lập văn bản thay thế hoặc thu hồi, và chỉ cho văn bản đã phát hành.")


def _assert_standing(paper: Paper) -> None:
    """The paper's row is locked, so that of two clicks the second finds the draft of the first."""
    Paper.objects.select_for_update().get(pk=paper.pk)
    refuse_fallen(paper.release)
    waiting = paper.drafted_replacements.exclude(state=PaperState.RELEASED).first()
    waiting = waiting or paper.drafted_recalls.exclude(state=PaperState.RELEASED).first()
    if waiting:
        raise WrongState(f"Đã có văn bản đang soạn cho việc này: “{waiting}”. Hãy mở văn bản đó để làm tiếp.")


def refuse_fallen(release: Release) -> None:
    """Raise WrongState where the release was replaced or recalled already: only one paper may do that."""
    if replacement := Replacement.objects.filter(old=release).first():
        raise WrongState(f"Văn bản {release} đã được thay thế bằng {replacement.new}.")
    if recall := Recall.objects.filter(release=release).first():
        raise WrongState(f"Văn bản {release} đã bị thu hồi theo {recall.by_release}.")


def _closing_of_replacement(paper: Paper) -> str:
    line = f"Thông báo này thay thế Thông báo số {paper.release.full_number} ngày {paper.release.released_on:%d/%m/%Y}."
    return f"{paper.closing}\n{line}".strip()


def standing_directives(paper: Paper) -> list[Directive]:
    """The directives that hold under the paper: its own, and those it kept unchanged from the paper it replaced."""
    orders = Order.objects.filter(conclusion__outline=paper.outline_id)
    unchanged = orders.filter(directive__isnull=True, copied_from__isnull=False)
    holding = Q(order__in=orders) | Q(order__in=unchanged.values("copied_from"))
    return list(Directive.objects.filter(holding, superseded_by=None).order_by("id"))


def replace_directives(issue: Issue, replaced: Paper, orders: list[Order]) -> None:
    """Unchanged orders keep the directives of the replaced paper, changed ones supersede them, missing ones are withdrawn."""
    standing = {directive.order_id: directive for directive in standing_directives(replaced)}
    snapshots = {
        order.pk: order_snapshot(order)
        for order in Order.objects.filter(pk__in=standing).prefetch_related(
            "parties__unit", "parties__group", "excluded"
        )
    }
    kept = {
        order.copied_from_id
        for order in orders
        if order.copied_from_id in snapshots and order_snapshot(order) == snapshots[order.copied_from_id]
    }
    changed = [order for order in orders if order.copied_from_id not in kept]
    new_by_origin = {
        directive.order.copied_from_id: directive
        for directive in assign(issue, changed)
        if directive.order.copied_from_id
    }
    superseded = [standing[origin] for origin in new_by_origin if origin in standing]
    for old in superseded:
        old.superseded_by = new_by_origin[old.order_id]
    Directive.objects.bulk_update(superseded, ["superseded_by"], batch_size=500)
    gone = [directive for origin, directive in standing.items() if origin not in kept]
    withdraw(gone, issue, reason=f"Thay thế theo {issue.release.full_number}")


def withdraw(directives: Iterable[Directive], issue: Issue, *, reason: str) -> int:
    """Stop what is open and leave what is done; returns how many assignments were stopped."""
    directives = list(directives)
    open_ones = Assignment.objects.select_for_update().filter(directive__in=directives, state__in=OPEN_STATES)
    stopped = list(open_ones)
    by_state: dict[str, list[Assignment]] = {}
    for assignment in stopped:
        by_state.setdefault(assignment.state, []).append(assignment)
    Assignment.objects.filter(pk__in=[a.pk for a in stopped]).update(
        state=AssignmentState.WITHDRAWN, withdrawn_at=issue.at, withdrawn_reason=reason
    )
    for state, assignments in by_state.items():
        record(
            DirectiveEvent,
            assignments,
            verb="withdraw",
            by=issue.by,
            acting=issue.acting,
            at=issue.at,
            from_state=state,
            to_state=AssignmentState.WITHDRAWN,
            note=reason,
        )
    if directives:
        held = list(Directive.objects.select_for_update().filter(pk__in=[d.pk for d in directives]))
        record(DirectiveEvent, held, verb="withdraw", by=issue.by, acting=issue.acting, at=issue.at, note=reason)
    return len(stopped)
