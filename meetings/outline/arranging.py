"""The order of an outline: positions with room between them, and parents that follow from the levels."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from meetings.models import Conclusion, Outline

STEP = 10


def nest(conclusions: Iterable[Conclusion]) -> None:
    """Set each parent, in the order of the outline: the last conclusion before it with a lower level. Saves nothing."""
    above: list[Conclusion] = []
    for conclusion in conclusions:
        while above and above[-1].level >= conclusion.level:
            above.pop()
        conclusion.parent = above[-1] if above else None
        above.append(conclusion)


def arrange(outline: Outline) -> None:
    """Number the conclusions 10, 20, 30 … as they stand, so that a new one fits between two, and nest them.

    Texts and their versions are not touched; rows that are right already are not written. Where something moved the
    outline's own version goes up. Raises Frozen once the paper has left the draft, EditConflict if the order was
    changed since ``outline`` was read.
    """
    with transaction.atomic():
        outline.assert_editable()
        rows = list(outline.conclusions.order_by("position", "id"))
        before = [(row.position, row.parent_id) for row in rows]
        nest(rows)
        for number, row in enumerate(rows, start=1):
            row.position = number * STEP
        moved = [row for row, stood in zip(rows, before, strict=True) if stood != (row.position, row.parent_id)]
        if moved:
            outline.save()
        Conclusion.objects.bulk_update(moved, ["position", "parent"], batch_size=200)
