"""Whether each item says who, what, until when and with what result ('6 rõ'): what is missing or looks wrong, as findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from districts.calendar import WorkCalendar
from meetings.contradictions import contradictions_of
from meetings.enums import ConclusionKind, PartyRole, Settlement
from meetings.models import Conclusion, Order, OrderParty
from meetings.placing import places_of


class Unclear(models.TextChoices):
    """Each with the words that follow the item's place: 'Mục II.1.c chưa có thời hạn'."""

    UNSETTLED = "unsettled", "chưa có đơn vị thực hiện"
    NO_UNIT = "no_unit", "chưa ghi đơn vị chủ trì"
    UNMATCHED = "unmatched", "có đơn vị chưa có trong danh mục"
    UNIT_ENDED = "unit_ended", "có đơn vị không còn hoạt động"
    NO_DEADLINE = "no_deadline", "chưa có thời hạn"
    PAST = "past", "có thời hạn trước ngày họp"
    CONTRADICTED = "contradicted", "có thời hạn khác lời kết luận"
    TWO_LEADS = "two_leads", "có nhiều đơn vị chủ trì"
    DAY_OFF = "day_off", "có thời hạn vào ngày nghỉ"
    NO_PRODUCT = "no_product", "chưa ghi sản phẩm"


# What has to be settled before a notice is drafted; the rest is worth a second look.
PRESSING = frozenset(
    {
        Unclear.UNSETTLED,
        Unclear.NO_UNIT,
        Unclear.UNMATCHED,
        Unclear.UNIT_ENDED,
        Unclear.NO_DEADLINE,
        Unclear.PAST,
        Unclear.CONTRADICTED,
    }
)


@dataclass(frozen=True)
class Finding:
    """``place`` is the item's ('II.1.c'), or its first words where nothing is numbered; ``detail`` a name or a day, or ''."""

    conclusion: int
    place: str
    code: Unclear
    detail: str = ""

    @property
    def short(self) -> str:
        """The words by themselves: 'Chưa có thời hạn'."""
        return f"{self.code.label[:1].upper()}{self.code.label[1:]}"

    @property
    def is_pressing(self) -> bool:
        return self.code in PRESSING

    @property
    def words(self) -> str:
        return f"{self.place} {self.code.label}" + (f": {self.detail}" if self.detail else "")


@dataclass(frozen=True)
class Clarity:
    """``assigned``, ``untracked`` and ``without_task`` count the items that are settled, each in its way."""

    findings: Sequence[Finding]
    assigned: int
    without_task: int
    untracked: int

    @property
    def pressing(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_pressing]

    @property
    def worth_a_look(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.is_pressing]

    @property
    def waiting(self) -> int:
        """How many items have something pressing."""
        return len({finding.conclusion for finding in self.pressing})

    def of(self, conclusion: Conclusion) -> list[Finding]:
        return [finding for finding in self.findings if finding.conclusion == conclusion.pk]


def examine(conclusions: Sequence[Conclusion], *, day: date, held_on: date | None, calendar: WorkCalendar) -> Clarity:
    """The whole outline in order, with orders, parties and units prefetched: asks no question of the database.

    ``day`` is the one on which units must exist: that of the meeting, or of the release.
    """
    places = named_places(conclusions)
    findings: list[Finding] = []
    counts: Counter[str] = Counter()
    for conclusion in conclusions:
        orders = list(conclusion.orders.all())
        unclear = list(_unclear(conclusion, orders, day, held_on, calendar))
        findings += [Finding(conclusion.pk, places[conclusion.pk], code, detail) for code, detail in unclear]
        if orders:
            counts["assigned"] += not any(code in PRESSING for code, _ in unclear)
        elif conclusion.kind == ConclusionKind.ITEM:
            counts[conclusion.settlement] += 1
    return Clarity(
        findings,
        assigned=counts["assigned"],
        without_task=counts[Settlement.NO_TASK],
        untracked=counts[Settlement.UNTRACKED],
    )


def named_places(conclusions: Sequence[Conclusion]) -> Mapping[int, str]:
    """'Mục II.1.c'; for text without numbers around it 'Mục “Tiếp tục rà soát …”'."""
    places = places_of(conclusions)
    return {row.pk: f"Mục {places[row.pk]}" if places[row.pk] else f"Mục “{_clip(row.text)}”" for row in conclusions}


def in_sentence(place: str) -> str:
    """'mục II.1.c'."""
    return f"{place[:1].lower()}{place[1:]}"


def _clip(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


def _unclear(
    conclusion: Conclusion, orders: list[Order], day: date, held_on: date | None, calendar: WorkCalendar
) -> Iterable[tuple[Unclear, str]]:
    if not orders:
        if conclusion.kind == ConclusionKind.ITEM and conclusion.settlement == Settlement.NONE:
            yield Unclear.UNSETTLED, ""
        return
    seen = set()
    for order in orders:
        for found in (*_unclear_parties(list(order.parties.all()), day), *_unclear_order(order, held_on, calendar)):
            if found not in seen:
                seen.add(found)
                yield found
    for contradiction in contradictions_of(conclusion, held_on=held_on):
        yield Unclear.CONTRADICTED, contradiction.words


def _unclear_parties(parties: list[OrderParty], day: date) -> Iterable[tuple[Unclear, str]]:
    leads = [party for party in parties if party.role == PartyRole.LEAD]
    if not leads:
        yield Unclear.NO_UNIT, ""
    if len(leads) > 1:
        yield Unclear.TWO_LEADS, ", ".join(str(party) for party in leads)
    for party in parties:
        if not party.is_matched:
            yield Unclear.UNMATCHED, party.words
        elif not party.exists_on(day):
            yield Unclear.UNIT_ENDED, str(party)


def _unclear_order(order: Order, held_on: date | None, calendar: WorkCalendar) -> Iterable[tuple[Unclear, str]]:
    if not order.has_deadline:
        yield Unclear.NO_DEADLINE, f"“{order.deadline_words}” chưa thành ngày" if order.deadline_words else ""
    elif order.due_on:
        if held_on and order.due_on < held_on:
            yield Unclear.PAST, f"{order.due_on:%d/%m/%Y}"
        if not calendar.is_working_day(order.due_on):
            yield Unclear.DAY_OFF, f"{order.due_on:%d/%m/%Y}"
    if not order.product:
        yield Unclear.NO_PRODUCT, ""
