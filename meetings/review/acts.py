"""From a valid form to the correction that it asks for."""

from __future__ import annotations

from meetings.review.correcting import (
    add_absence,
    add_item,
    add_order,
    add_person,
    correct_absence,
    correct_facts,
    correct_item,
    correct_order,
    correct_person,
)
from meetings.review.forms import (
    AbsenceForm,
    FactsForm,
    ItemForm,
    NewItemForm,
    NewOrderForm,
    OrderForm,
    PersonForm,
    PieceForm,
)
from meetings.review.state import FACTS, Review


def correct_piece(review: Review, key: str, form: PieceForm) -> None:
    if isinstance(form, FactsForm) and key == FACTS:
        correct_facts(review, form.words())
    elif isinstance(form, PersonForm):
        correct_person(review, key, form.words())
    elif isinstance(form, AbsenceForm):
        correct_absence(review, key, **form.words())
    elif isinstance(form, ItemForm):
        correct_item(review, key, form.words())
    elif isinstance(form, OrderForm):
        correct_order(review, key, form.words())


def add_piece(review: Review, letter: str, form: PieceForm) -> str:
    """The key of the new piece."""
    if isinstance(form, PersonForm):
        return add_person(review, form.words())
    if isinstance(form, AbsenceForm):
        return add_absence(review, **form.words())
    if isinstance(form, NewItemForm):
        after, item = form.placed()
        return add_item(review, item, after=after)
    if isinstance(form, NewOrderForm):
        holder, order = form.placed()
        return add_order(review, holder, order)
    raise TypeError(f"no new piece is made of {type(form).__name__}")
