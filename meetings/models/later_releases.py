"""What later papers did to a release, read for many releases in one query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from meetings.models.releases import Release

Prefetched = tuple[QuerySet["Release"], Callable[["Release"], int], Callable[["Release"], int], bool, str, bool]


def later_than(model: type[Release], ids: Iterable[int]) -> QuerySet[Release]:
    """The releases that amend or correct those of the ids, in the order of time, each with its paper and that act."""
    later = Q(amended__old__in=ids) | Q(corrected__release__in=ids)
    return model._default_manager.filter(later).select_related("paper", "amended", "corrected").order_by("pk")


class LaterReleases:
    """Amendments and corrections as one relation, for ``Prefetch(…, to_attr="later")``: two would be two queries."""

    def __get__(self, instance: object, owner: type) -> LaterReleases:
        return self

    def is_cached(self, instance: Release) -> bool:
        return "later" in instance.__dict__

    def get_prefetch_querysets(self, instances: Sequence[Release], querysets: Any = None) -> Prefetched:
        """As Django asks it of a relation: the rows, how each side is matched, and that there are many."""
        found = later_than(type(instances[0]), {each.pk for each in instances})
        return found, _earlier_of, lambda release: release.pk, False, "later", False


def _earlier_of(later: Release) -> int:
    return later.amended.old_id if hasattr(later, "amended") else later.corrected.release_id
