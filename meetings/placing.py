"""Where a conclusion stands in its outline, in the words by which people cite it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from meetings.models import Conclusion


def places_of(conclusions: Sequence[Conclusion]) -> dict[int, str]:
    """Conclusion id -> 'II.2.b', for a bullet 'II.2.b, gạch đầu dòng thứ 3'; '' for text without numbers around it.

    ``conclusions`` are the whole outline in order.
    """
    places: dict[int, str] = {}
    above: list[tuple[int, str]] = []  # level and number of what encloses the present piece
    bullets: Counter[tuple[str, ...]] = Counter()
    for conclusion in conclusions:
        number = conclusion.label.strip(".)( ")
        while above and above[-1][0] >= conclusion.level:
            above.pop()
        enclosing = tuple(each for _, each in above)
        if any(char.isalnum() for char in number):
            above.append((conclusion.level, number))
            places[conclusion.pk] = ".".join((*enclosing, number))
        elif conclusion.label:
            bullets[enclosing] += 1
            nth = f"gạch đầu dòng thứ {bullets[enclosing]}"
            places[conclusion.pk] = f"{'.'.join(enclosing)}, {nth}" if enclosing else nth
        else:
            places[conclusion.pk] = ".".join(enclosing)
    return places
