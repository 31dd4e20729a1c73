"""The units' lists of orders of a release, shortened: units with the very same orders share one list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.text import Truncator

from directives.models import Assignment
from districts.models import Unit
from meetings.enums import PartyRole
from meetings.models import Release

MOST_LISTS = 12
MOST_NAMES = 2
MOST_LETTERS = 100  # of an order's text; the unit's own page has all of it


def unit_lines(release: Release) -> Iterator[str]:
    """'Phòng A (PA): 2 nhiệm vụ chủ trì, hạn gần nhất 30/11/2026' and a line for each order, the busiest units first.

    ``MOST_LISTS`` lists at most.
    """
    own: dict[Unit, list[Assignment]] = defaultdict(list)
    assignments = Assignment.objects.filter(directive__release=release).select_related("unit", "directive")
    for assignment in assignments.order_by("directive__pk", "pk"):
        own[assignment.unit].append(assignment)
    alike: dict[frozenset[tuple[int, str]], list[Unit]] = defaultdict(list)
    for unit, listed in own.items():
        alike[frozenset((each.directive_id, each.role) for each in listed)].append(unit)
    groups = sorted(alike.values(), key=lambda units: (-len(own[units[0]]), len(units), units[0].sort_name))
    shown = groups if len(groups) <= MOST_LISTS else groups[: MOST_LISTS - 1]
    for units in shown:
        yield f"{_names(units)}: {_counted(own[units[0]])}"
        for assignment in own[units[0]]:
            yield f"  {_order(assignment)}"
    if rest := sum(len(units) for units in groups[len(shown) :]):
        yield f"và {rest} đơn vị khác"


def _order(assignment: Assignment) -> str:
    due_on = assignment.current_due_on
    when = f"hạn {due_on:%d/%m/%Y}" if due_on else "không có hạn"
    text = Truncator(assignment.directive.text).chars(MOST_LETTERS)
    return f"[{PartyRole(assignment.role).label}; {when}] {text}"


def _names(units: list[Unit]) -> str:
    units = sorted(units, key=lambda unit: unit.sort_name)
    named = ", ".join(f"{unit} ({unit.code})" for unit in units[:MOST_NAMES])
    rest = len(units) - MOST_NAMES
    return f"{named} và {rest} đơn vị khác, mỗi đơn vị" if rest > 0 else named


def _counted(assignments: list[Assignment]) -> str:
    leading = sum(each.role == PartyRole.LEAD for each in assignments)
    parts = [(leading, "chủ trì"), (len(assignments) - leading, "phối hợp")]
    told = ", ".join(f"{count} nhiệm vụ {role}" for count, role in parts if count)
    days = [each.current_due_on for each in assignments if each.current_due_on]
    return told + (f", hạn gần nhất {min(days):%d/%m/%Y}" if days else "")
