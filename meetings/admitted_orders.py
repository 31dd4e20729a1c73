"""The orders of an admitted draft, with the parties and deadlines that the reader found in their words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from districts.folding import fold
from districts.models import Unit, UnitGroup
from meetings.enums import DeadlineKind, Frequency, PartyRole
from meetings.intake.deadline_words import FROM_ISSUE
from meetings.intake.draft import Deadline, Directive, Draft, NamedUnit
from meetings.models import Conclusion, Order, OrderParty

Find = Callable[[str, str | None], Unit | UnitGroup | None]

_COUNTED_DAYS = re.compile(r"\b(\d{1,3}) ngay( lam viec)?")
_OFTEN = (
    (re.compile(r"\b(hang|moi|tung) ?thang|(?<!\d )(?<!\bba )(?<!\bsau )thang mot lan"), Frequency.MONTHLY),
    (re.compile(r"\b(hang|moi|tung) ?quy|\b(0?3|ba) thang mot lan"), Frequency.QUARTERLY),
    (re.compile(r"\b(0?6|sau) thang|nua nam"), Frequency.HALF_YEARLY),
    (re.compile(r"\b(hang|moi|tung) ?nam|thuong nien"), Frequency.YEARLY),
)
_DUE_DAY = re.compile(r"\bngay (\d{1,2})\b")


@dataclass
class OrderWriter:
    """``find`` looks a written name up; names that it does not know are added to ``unresolved``."""

    find: Find
    unresolved: list[str]

    def write(self, draft: Draft, conclusions: list[Conclusion]) -> None:
        """``conclusions`` are the saved rows of the draft's pieces that have text, in the same order."""
        pieces = [piece for piece in draft.conclusions if piece.text.strip()]
        pairs = [
            (Order(conclusion=row, position=position, **order_values(directive)), directive)
            for row, piece in zip(conclusions, pieces, strict=True)
            for position, directive in enumerate(self._tracked(draft, piece.directives), start=1)
        ]
        orders = Order.objects.bulk_create([order for order, _ in pairs])
        parties, exceptions = [], []
        for order, (_, directive) in zip(orders, pairs, strict=True):
            for position, named in enumerate(directive.units, start=1):
                parties.append(self._party(order, named, position))
                exceptions += self._exceptions(order, named)
        OrderParty.objects.bulk_create(parties)
        Order.excluded.through.objects.bulk_create(exceptions, ignore_conflicts=True)

    @staticmethod
    def _tracked(draft: Draft, indexes: list[int]) -> list[Directive]:
        return [draft.directives[index] for index in indexes if draft.directives[index].tracked]

    def _party(self, order: Order, named: NamedUnit, position: int) -> OrderParty:
        found = self.find(named.written, named.code)
        if found is None:
            self.unresolved.append(named.written)
        return OrderParty(
            order=order,
            role=PartyRole(named.role),
            unit=found if isinstance(found, Unit) else None,
            group=found if isinstance(found, UnitGroup) else None,
            words=named.written[:500],
            position=position,
        )

    def _exceptions(self, order: Order, named: NamedUnit) -> list[Any]:
        rows = []
        for written in named.except_:
            found = self.find(written, None)
            if isinstance(found, Unit):
                rows.append(Order.excluded.through(order=order, unit=found))
            else:
                self.unresolved.append(written)
        return rows


def order_values(directive: Directive) -> dict[str, Any]:
    return {
        "text": directive.text,
        "product": (directive.product or "")[:255],
        "confidence": directive.confidence,
        **deadline_values(directive.deadline, directive.text),
    }


def _how_often(folded: str) -> str:
    return next((often for pattern, often in _OFTEN if pattern.search(folded)), "")


def deadline_values(deadline: Deadline | None, sentence: str = "") -> dict[str, Any]:
    """Columns of an order for a deadline as read; ``sentence`` is where it stands, which may say how often it recurs.

    A relative or recurring one that cannot be counted keeps its words alone. One that runs from the day of issue keeps its
    number of days, though the document may tell a day of its own: the notice drawn up from it is issued on another.
    """
    if deadline is None:
        return {}
    values: dict[str, Any] = {"deadline_words": deadline.text[:255], "due_on": deadline.date}
    if runs_from_issue(deadline) and (counted := _counted(fold(deadline.text))):
        return values | {"due_on": None} | counted
    if deadline.kind == DeadlineKind.RECURRING:
        return values | _recurring(fold(deadline.text), fold(sentence))
    if deadline.date:
        kind = DeadlineKind.DAY if deadline.kind == DeadlineKind.RELATIVE else deadline.kind
        return values | {"deadline_kind": kind}
    return values | (_counted(fold(deadline.text)) if deadline.kind == DeadlineKind.RELATIVE else {})


def runs_from_issue(deadline: Deadline) -> bool:
    """'trong 15 ngày kể từ ngày ban hành thông báo này'."""
    return deadline.kind == DeadlineKind.RELATIVE and bool(FROM_ISSUE.search(deadline.text))


def _recurring(words: str, sentence: str) -> dict[str, Any]:
    recurrence = _how_often(words) or _how_often(sentence)
    if not recurrence:
        return {}
    due_day = _DUE_DAY.search(words)
    day = int(due_day[1]) if due_day else 0
    return {
        "deadline_kind": DeadlineKind.RECURRING,
        "recurrence": recurrence,
        "due_day": day if 1 <= day <= 31 else None,
    }


def _counted(words: str) -> dict[str, Any]:
    """'trong 10 ngày làm việc' -> ten working days from the release."""
    counted = _COUNTED_DAYS.search(words)
    if counted is None or int(counted[1]) == 0:
        return {}
    return {
        "deadline_kind": DeadlineKind.RELATIVE,
        "relative_days": int(counted[1]),
        "working_days": bool(counted[2]),
    }
