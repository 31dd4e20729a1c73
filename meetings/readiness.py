"""What still stands against a paper before it is signed: said on its page, and refused here where it must not pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import BigIntegerField, Value

from districts.errors import DomainError
from districts.roster import Roster
from meetings.amended import changes_of, given_orders
from meetings.conclusion_rows import conclusions_of
from meetings.contradictions import Contradiction, contradictions_among
from meetings.enums import PaperState
from meetings.models import Conclusion, EditDraft, Order, Paper, PaperEditDraft
from meetings.settling import open_notes
from meetings.sharing import shares_of


class NotReady(DomainError):
    """The paper cannot be signed yet; the sentence lists what is missing."""


@dataclass(frozen=True)
class Unreached:
    """An order with names that reach no unit on the day; ``why`` lists them, or says that none is given."""

    order: Order
    why: str

    @property
    def quoted(self) -> str:
        text = self.order.text
        return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


@dataclass(frozen=True)
class Unmerged:
    """A text of the second of two writers that nobody has merged yet. ``item``: the conclusion, None for the paper."""

    writer: str
    at: datetime
    words: str
    item: int | None = None


@dataclass(frozen=True)
class Readiness:
    """``undated``: the sentence about the missing day of the meeting, or ''. ``unsettled``: items without order or mark.

    ``unassigned``: orders that no unit at all would receive. ``partly``: those that some of their names would not.
    ``notes``: how many remarks of the reading nobody has settled. ``unmerged``: kept texts of two who wrote at once.
    ``contradicted``: orders whose deadline is another than their item's words say. ``gone``: those due before the day.
    """

    undated: str
    unsettled: list[Conclusion]
    unassigned: list[Unreached]
    partly: list[Unreached]
    notes: int
    unmerged: list[Unmerged] = field(default_factory=list)
    contradicted: list[Contradiction] = field(default_factory=list)
    gone: list[Order] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        of_orders = self.unassigned or self.partly or self.contradicted or self.gone
        return not (self.undated or self.unsettled or of_orders or self.notes or self.unmerged)


def readiness_of(paper: Paper, day: date) -> Readiness:
    """Of a paper before its release, by the directory of the day; a few queries whatever its size."""
    orders = [] if paper.state == PaperState.RELEASED else given_orders(paper)
    unassigned, partly = _unreached(orders, day)
    return Readiness(
        undated=paper.undated_words(),
        unsettled=[row for row in conclusions_of(paper.outline) if row.is_unsettled] if paper.outline else [],
        unassigned=unassigned,
        partly=partly,
        notes=len(open_notes(paper.meeting)) if paper.meeting and paper.outline else 0,
        unmerged=unmerged_texts(paper),
        contradicted=contradictions_among(orders, held_on=paper.held_on),
        gone=[order for order in orders if order.due_on and order.due_on < day],
    )


def unmerged_texts(paper: Paper) -> list[Unmerged]:
    """Of the paper and of its conclusions, newest first; one query."""
    columns = ("at", "content", "officer__full_name", "officer__username")
    of_paper = PaperEditDraft.objects.filter(paper=paper).order_by()
    of_items = EditDraft.objects.filter(outline=paper.outline_id or 0).order_by()
    kept = of_paper.values_list(Value(True), *columns, Value(None, output_field=BigIntegerField())).union(
        of_items.values_list(Value(False), *columns, "conclusion"), all=True
    )
    found = [
        Unmerged(full_name or username, at, str((PaperEditDraft if is_paper else EditDraft)(content=content)), item)
        for is_paper, at, content, full_name, username, item in kept
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def refuse_unamended(paper: Paper) -> None:
    """Raise NotReady for an amendment that changes nothing."""
    if paper.amends and paper.outline and not changes_of(paper.outline):
        raise NotReady(
            "Thông báo sửa đổi, bổ sung chưa có nội dung nào được sửa, thêm hoặc bãi bỏ. "
            "Hãy trả về dự thảo để sửa các mục trong phần Kết luận."
        )


def unassigned_orders(paper: Paper, day: date) -> list[Unreached]:
    """'Nhiệm vụ chưa có đơn vị nhận': orders of the paper that no unit would receive on the day."""
    return _unreached([] if paper.state == PaperState.RELEASED else given_orders(paper), day)[0]


def _unreached(orders: Sequence[Order], day: date) -> tuple[list[Unreached], list[Unreached]]:
    """Orders that reach nobody, then those that reach some of the named."""
    if not orders:
        return [], []
    roster = Roster.load(day)
    nobody: list[Unreached] = []
    partly: list[Unreached] = []
    for order in orders:
        shares = shares_of(order, roster)
        if shares.reaches_nobody:
            nobody.append(Unreached(order, "; ".join(shares.unmatched)))
        elif shares.unmatched:
            partly.append(Unreached(order, "; ".join(shares.unmatched)))
    return nobody, partly


def acknowledgement(count: int) -> str:
    """What the signer of a paper with such orders puts on record."""
    return f"Tôi đã xem {count} nhiệm vụ chưa có đơn vị nhận và vẫn ký"


def refuse_unacknowledged(unassigned: Iterable[Unreached], *, acknowledged: bool) -> None:
    """Raise NotReady unless the signer says that they have seen the orders that no unit will receive."""
    listed = [each.quoted for each in unassigned]
    if listed and not acknowledged:
        raise NotReady(
            f"Còn {len(listed)} nhiệm vụ chưa có đơn vị nhận: {'; '.join(listed)}. "
            f"Hãy trả về dự thảo để ghi đơn vị, hoặc đánh dấu “{acknowledgement(len(listed))}” rồi ký."
        )


def refuse_unsettled(paper: Paper) -> None:
    """Raise NotReady with the list of items that end neither in an order nor in a mark."""
    if paper.outline is None:
        return
    open_items = [f"“{item.label} {item.text[:60]}”".replace("“ ", "“") for item in paper.outline.unsettled()]
    if open_items:
        raise NotReady(
            f"Còn {len(open_items)} nội dung chưa phân công đơn vị nào và cũng chưa đánh dấu “Không phát sinh nhiệm vụ” "
            f"hoặc “Thường xuyên, không yêu cầu báo cáo riêng”: {'; '.join(open_items)}. "
            "Hãy trả về dự thảo để hoàn thiện."
        )
