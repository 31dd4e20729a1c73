"""What a replacing notice keeps: the directives of the orders that it repeats to the letter.

Its frozen conclusions say it for good: the copy of an order that has no directive of its own stands for the one that it
was copied from. Nothing is stored beside that.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from directives.models import Directive
from meetings.enums import PaperKind, PaperState
from meetings.models import Order, Paper, Release


def _repeated(papers: QuerySet[Any] | list[int]) -> QuerySet[Any]:
    """Orders that one of the released replacing papers repeats unchanged."""
    copies = Order.objects.filter(
        conclusion__outline__papers__in=papers,
        conclusion__outline__papers__replaces__isnull=False,
        conclusion__outline__papers__state=PaperState.RELEASED,
        directive__isnull=True,
        copied_from__isnull=False,
    )
    return copies.order_by().values("copied_from")


def given_or_kept(release: int, path: str = "") -> Q:
    """Of directives, or of rows that lead to one by ``path`` ('directive__'): set off by the release, or kept by it."""
    papers = Paper.objects.filter(release=release).values("pk")
    return Q(**{f"{path}release": release}) | Q(**{f"{path}order__in": _repeated(papers)})


def replacing_notices() -> QuerySet[Release]:
    """All notices that may keep a directive."""
    return (
        Release.objects.filter(paper__kind=PaperKind.NOTICE, paper__replaces__isnull=False).order_by().defer("content")
    )


def kept_by(paper: Paper) -> list[Directive]:
    """In the order in which they were given, each with the release that gave it; one query. [] before its release."""
    if paper.kind != PaperKind.NOTICE or not paper.replaces_id:
        return []
    kept = Directive.objects.filter(order__in=_repeated([paper.pk]))
    return list(kept.select_related("release__paper").order_by("pk"))


def kept_under(directive: Directive) -> Release | None:
    """The newest notice that kept the directive unchanged; None where the one that gave it was not replaced."""
    copies = Order.objects.filter(copied_from=directive.order_id, directive__isnull=True)
    keeping = Release.objects.filter(paper__replaces__isnull=False, paper__outline__conclusions__orders__in=copies)
    return keeping.select_related("paper").order_by("pk").last()
