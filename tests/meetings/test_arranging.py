"""One rule says what stands below what, whether a document was read or a clerk moved a row."""

from __future__ import annotations

import pytest

from meetings.admission import admit
from meetings.intake.draft import Conclusion as ReadConclusion
from meetings.intake.draft import Draft
from meetings.models import Conclusion, Outline
from meetings.outline.arranging import arrange
from tests.cast import NOW, make_meeting

# level -> the number of the piece it stands below: a first one too deep, a jump, a return to where nothing encloses
LEVELS = [(3, None), (1, None), (2, 1), (4, 2), (3, 2), (2, 1), (2, 1), (1, None), (9, 7)]


def _parents(outline: Outline) -> list[int | None]:
    rows = list(outline.conclusions.order_by("position", "id"))
    numbers = {row.pk: number for number, row in enumerate(rows)}
    return [numbers[row.parent_id] if row.parent_id else None for row in rows]


@pytest.fixture
def admitted(cast) -> Outline:
    draft = Draft("notice", len(LEVELS))
    draft.conclusions = [
        ReadConclusion(level, "-", "item", f"Việc thứ {number}", [], [number])
        for number, (level, _) in enumerate(LEVELS, start=1)
    ]
    return admit(draft, source_name="bien-ban.txt", source_lines=[], by=cast.clerk, at=NOW).outline


def test_a_read_outline_is_nested_by_its_levels(admitted):
    assert _parents(admitted) == [parent for _, parent in LEVELS]


def test_arranging_what_was_read_leaves_every_parent(admitted):
    arrange(admitted)
    assert _parents(admitted) == [parent for _, parent in LEVELS]
    assert list(admitted.conclusions.values_list("position", flat=True)) == [10 * n for n in range(1, 10)]


def test_arranging_nests_what_was_moved_or_has_the_wrong_parent(cast):
    outline = make_meeting(cast).outlines.get()
    rows = [
        Conclusion.objects.create(outline=outline, level=level, position=position, text=f"Việc thứ {position}")
        for position, (level, _) in enumerate(LEVELS)
    ]
    Conclusion.objects.filter(pk=rows[-1].pk).update(parent=rows[0])
    arrange(outline)
    assert _parents(outline) == [parent for _, parent in LEVELS]
