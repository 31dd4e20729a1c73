"""Counts of rows that belong to another row, as annotations: one query for both, whatever their number."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet[Any], by: str, what: str = "pk", only: Q | None = None) -> Coalesce:
    """How many ``rows`` there are for each value of ``by``; 0 where there is none.

    ``rows`` are filtered by an OuterRef to one value of ``by``. ``what``: only those with this column; ``only``: only those.
    """
    counted = rows.order_by().values(by).annotate(n=Count(what, only)).values("n")
    return Coalesce(Subquery(counted), 0)
