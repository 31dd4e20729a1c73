"""What still stands against a paper before it is signed: said on its page, and refused here where it must not pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from districts.errors import DomainError
from districts.roster import Roster
from meetings.composing import orders_of
from meetings.enums import PaperState
from meetings.models import Conclusion, Order, Paper
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
class Readiness:
    """``undated``: the sentence about the missing day of the meeting, or ''. ``unsettled``: items without order or mark.

    ``unassigned``: orders that no unit at all would receive. ``partly``: those that some of their names would not.
    ``notes``: how many remarks of the reading nobody has settled.
    """

    undated: str
    unsettled: list[Conclusion]
    unassigned: list[Unreached]
    partly: list[Unreached]
    notes: int

    @property
    def is_clear(self) -> bool:
        return not (self.undated or self.unsettled or self.unassigned or self.partly or self.notes)


def readiness_of(paper: Paper, day: date) -> Readiness:
    """Of a paper before its release, by the directory of the day; a few queries whatever its size."""
    unassigned, partly = _unreached(paper, day)
    return Readiness(
        undated=paper.undated_words(),
        unsettled=list(paper.outline.unsettled().order_by("position", "id")) if paper.outline else [],
        unassigned=unassigned,
        partly=partly,
        notes=len(open_notes(paper.meeting)) if paper.meeting and paper.outline else 0,
    )


def unassigned_orders(paper: Paper, day: date) -> list[Unreached]:
    """'Nhiệm vụ chưa có đơn vị nhận': orders of the paper that no unit would receive on the day."""
    return _unreached(paper, day)[0]


def _unreached(paper: Paper, day: date) -> tuple[list[Unreached], list[Unreached]]:
    """Orders that reach nobody, then those that reach some of the named."""
    if paper.outline is None or paper.state == PaperState.RELEASED:
        return [], []
    roster = Roster.load(day)
    nobody: list[Unreached] = []
    partly: list[Unreached] = []
    for order in orders_of(paper.outline):
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
            f"Còn {len(open_items)} nội dung chưa giao đơn vị nào và cũng chưa đánh dấu “Không phát sinh nhiệm vụ” "
            f"hoặc “Thường xuyên, không yêu cầu báo cáo riêng”: {'; '.join(open_items)}. "
            "Hãy trả về dự thảo để hoàn thiện."
        )
