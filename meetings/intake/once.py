"""What several rules ask about the same words is worked out once while a document is read, and forgotten after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

_FORGET: list[Callable[[], None]] = []


def once(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remembers the last ``most`` answers of a pure function of hashable values; the answers must not be changed."""

    def remembering(function: Callable[P, R]) -> Callable[P, R]:
        remembered = lru_cache(maxsize=most)(function)
        _FORGET.append(remembered.cache_clear)
        return cast("Callable[P, R]", remembered)

    return remembering


def forget() -> None:
    """Lets go of all answers: nothing of one document stays in memory when the next is read."""
    for clear in _FORGET:
        clear()
