"""Whether a history is whole: every event numbered, hashed over the one before, and the object's head the last of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from districts.events import Chained, Event


def broken_chains(event_model: type[Event], *object_models: type[Chained]) -> list[str]:
    """A sentence for each object whose history was changed, cut or added to behind the portal's back.

    An object that was deleted leaves its history, which must be whole too. Rows are read in a stream.
    """
    heads = {
        (model._meta.model_name, pk): (count, head)
        for model in object_models
        for pk, count, head in model._base_manager.values_list("pk", "event_count", "event_head")
    }
    problems = []
    events = event_model._base_manager.order_by("object_kind", "object_id", "sequence").iterator()
    for key, chain in groupby(events, attrgetter("object_kind", "object_id")):
        found = _follow(chain)
        if found is None or heads.pop(key, found) != found:
            problems.append(_sentence(*key))
    problems += [_sentence(*key) for key, (count, _) in heads.items() if count]
    return problems


def _follow(chain: Iterator[Event]) -> tuple[int, str] | None:
    """Number and digest of the last event; None where one of them does not follow from the one before."""
    count, head = 0, ""
    for event in chain:
        if (event.sequence, event.previous, event.digest) != (count + 1, head, event.computed_digest()):
            return None
        count, head = event.sequence, event.digest
    return count, head


def _sentence(kind: object, pk: object) -> str:
    return f"Nhật ký của {kind} {pk} đã bị sửa, cắt bớt hoặc thêm vào."
