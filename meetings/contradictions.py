"""Orders whose deadline is another than the words of their item: both would be printed, and nobody would know which holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from districts.folding import fold
from meetings.enums import DeadlineKind
from meetings.models import Conclusion, Order
from meetings.said_deadlines import Meaning, Said, meaning_of, own_words_of, said_in
from meetings.wording import deadline_phrase


@dataclass(frozen=True)
class Contradiction:
    """``said``: the words that set one time; ``given``: the deadline that the order carries."""

    order: Order
    said: str
    given: str

    @property
    def words(self) -> str:
        return f"lời ghi “{self.said}”, thời hạn của nhiệm vụ “{self.given}”"


def contradictions_of(conclusion: Conclusion, *, held_on: date | None) -> Iterator[Contradiction]:
    """Each order of the item whose deadline none of the limits in its words confirms, with the first such limit.

    A limit that another order of the item keeps is that order's. Words in which a reader would have to guess the day
    ('đầu quý II', 'trước Tết') contradict nothing. Asks nothing of the database where the item's orders are read.
    """
    orders = list(conclusion.orders.all())
    for order in orders:
        meant = meaning_of(order)
        if meant is None:
            continue
        others = [meaning for other in orders if other is not order and (meaning := meaning_of(other))]
        said = _slip(order, meant, held_on) or _unconfirmed(conclusion, order, meant, others, held_on)
        if said is not None:
            yield Contradiction(order, said.words, _given(order))


def contradictions_among(orders: Iterable[Order], *, held_on: date | None) -> list[Contradiction]:
    """Those of ``orders``, each with its ``conclusion`` set and that one's orders read."""
    wanted = list(orders)
    items = {order.conclusion_id: order.conclusion for order in wanted}
    chosen = {order.pk for order in wanted}
    found = (each for item in items.values() for each in contradictions_of(item, held_on=held_on))
    return [each for each in found if each.order.pk in chosen]


def _slip(order: Order, meant: Meaning, held_on: date | None) -> Said | None:
    """What the deadline's own words name, where another day or number stands beside them."""
    said = own_words_of(order, held_on=held_on)
    if len(said) != 1 or not said[0].certain:
        return None
    named = said[0].meaning
    other_day = named.kind == DeadlineKind.DAY and named.day and meant.day and named.day != meant.day
    other_count = named.count and meant.count and not named.agrees(meant)
    return said[0] if other_day or other_count else None


def _unconfirmed(
    conclusion: Conclusion, order: Order, meant: Meaning, others: Sequence[Meaning], held_on: date | None
) -> Said | None:
    if order.deadline_words and fold(order.deadline_words) in fold(f"{order.text} {conclusion.text}"):
        return None
    said = said_in(order.text, order, held_on=held_on) or said_in(conclusion.text, order, held_on=held_on)
    if any(each.meaning.agrees(meant) or not each.certain for each in said):
        return None
    return next((each for each in said if not any(each.meaning.agrees(other) for other in others)), None)


def _given(order: Order) -> str:
    """As the notice prints it, and the day beside words that do not write it."""
    phrase = deadline_phrase(order)
    if order.deadline_words and order.due_on and f"{order.due_on:%d/%m/%Y}" not in phrase:
        return f"{phrase} ({order.due_on:%d/%m/%Y})"
    return phrase
