"""Units and groups found as one types, without diacritics, and what was typed or chosen turned back into a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from districts.folding import fold
from districts.models import Unit, UnitGroup
from meetings.posted import number_of

MOST_HITS = 12
GROUP_PREFIX = "group:"


@dataclass(frozen=True)
class Hit:
    """One unit or group that fits the words. ``key``: a unit's code, or 'group:' and a group's number; ``note`` or ''."""

    key: str
    name: str
    note: str


def search_units(words: str, *, day: date, groups: bool = True, limit: int = MOST_HITS) -> list[Hit]:
    """What holds every word in its name, short name, alias or code; units of the day before former and later ones.

    Two queries at most. Without words the groups and then the first units are offered.
    """
    phrase = fold(words)
    found = [_unit_hit(unit, day) for unit in _matching(Unit.objects.all(), phrase, day)[:limit]]
    if groups:
        grouped = _matching(UnitGroup.objects.all(), phrase, None)[:limit]
        listed = [Hit(f"{GROUP_PREFIX}{group.pk}", group.name, "nhóm đơn vị") for group in grouped]
        found = _interleaved(listed, found, first=not phrase)
    return found[:limit]


def _interleaved(groups: list[Hit], units: list[Hit], *, first: bool) -> list[Hit]:
    """Before anything is typed the groups, afterwards the units; a third of the places is kept for the groups."""
    return [*groups, *units] if first else [*units[: MOST_HITS - min(len(groups), MOST_HITS // 3)], *groups]


def _matching(rows: QuerySet, phrase: str, day: date | None) -> QuerySet:
    """First those in which the words stand side by side, then those in which each begins a word: 'on' is Trà Ôn before Trà Côn."""
    each = Q()
    for word in phrase.split():
        rows = rows.filter(folded__contains=word)
        each &= _begins(word)
    ranks = [When(_begins(phrase), then=Value(0)), When(each, then=Value(1))] if phrase else []
    order: list = [Case(*ranks, default=Value(2)), "sort_name"]
    if day is not None:
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        order.insert(0, Case(When(begun & (Q(valid_to=None) | Q(valid_to__gte=day)), then=Value(0)), default=Value(1)))
    return rows.order_by(*order, "pk")


def _begins(words: str) -> Q:
    """The words begin somewhere at the beginning of a word."""
    return Q(folded__startswith=words) | Q(folded__contains=f" {words}")


def _unit_hit(unit: Unit, day: date) -> Hit:
    if unit.valid_to and unit.valid_to < day:
        return Hit(unit.code, unit.name, f"đến hết ngày {unit.valid_to:%d/%m/%Y}")
    if unit.valid_from and unit.valid_from > day:
        return Hit(unit.code, unit.name, f"từ ngày {unit.valid_from:%d/%m/%Y}")
    return Hit(unit.code, unit.name, unit.short_name if unit.short_name != unit.name else "")


def chosen(key: str) -> Unit | UnitGroup | None:
    """The row that a hit's key names; None for a key that names none."""
    if key.startswith(GROUP_PREFIX):
        number = number_of(key.removeprefix(GROUP_PREFIX))
        return None if number is None else UnitGroup.objects.filter(pk=number).first()
    return Unit.objects.filter(code=key).first() if key and "\x00" not in key else None
