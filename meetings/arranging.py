"""The order of an outline: positions with room between them, and parents that follow from the levels."""

from __future__ import annotations

from django.db import transaction

from meetings.models import Conclusion, Outline

STEP = 10


def arrange(outline: Outline) -> None:
    """Number the conclusions 10, 20, 30 … as they stand, so that a new one fits between two, and set their parents.

    The parent of a conclusion is the last one before it with a lower level. Texts and their versions are not touched;
    rows that are right already are not written. Where something moved the outline's own version goes up. Raises Frozen
    once the paper has left the draft, EditConflict if the order was changed since ``outline`` was read.
    """
    with transaction.atomic():
        outline.assert_editable()
        moved: list[Conclusion] = []
        above: list[Conclusion] = []
        for position, conclusion in enumerate(outline.conclusions.order_by("position", "id"), start=1):
            while above and above[-1].level >= conclusion.level:
                above.pop()
            before = (conclusion.position, conclusion.parent_id)
            conclusion.position, conclusion.parent = position * STEP, above[-1] if above else None
            if before != (conclusion.position, conclusion.parent_id):
                moved.append(conclusion)
            above.append(conclusion)
        if moved:
            outline.save()
        Conclusion.objects.bulk_update(moved, ["position", "parent"], batch_size=200)
