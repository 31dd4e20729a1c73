"""Acts that were refused are put on record, after the refused transaction is gone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import models, transaction
from django.utils import timezone

from districts.errors import DomainError
from districts.models import Officer, RefusedAttempt

P = ParamSpec("P")
R = TypeVar("R")

HIDDEN = "open_hidden"
MOST_HIDDEN_A_DAY = 200
LONGEST_ADDRESS = 300

_kept: ContextVar[list[RefusedAttempt] | None] = ContextVar("kept_refusals", default=None)


@contextmanager
def refusals_kept() -> Iterator[None]:
    """Put around a transaction that a refusal rolls back: the attempts inside are written when the block is left.

    Where nobody put it, an attempt is written at once, in the caller's transaction if there is one.
    """
    if _kept.get() is not None:
        yield
        return
    attempts: list[RefusedAttempt] = []
    token = _kept.set(attempts)
    try:
        yield
    finally:
        _kept.reset(token)
        if attempts and not transaction.get_connection().needs_rollback:
            RefusedAttempt.objects.bulk_create(attempts)


def records_refusals(act: Callable[P, R]) -> Callable[P, R]:
    """Decorate an act ``act(row, *, by, at, …)``: a DomainError becomes a RefusedAttempt named after the function."""

    @wraps(act)
    def recorded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return act(*args, **kwargs)
        except DomainError as error:
            _record(args[0], act.__name__, kwargs.get("by"), kwargs.get("at"), error)
            raise

    return recorded


def record_refusal(row: models.Model, verb: str, *, by: Officer, at: datetime, reason: str) -> None:
    """An act that was refused before it reached the domain."""
    RefusedAttempt.objects.create(
        object_kind=row._meta.model_name or "", object_id=row.pk, verb=verb, officer=by, reason=reason, at=at
    )


def record_hidden(row: models.Model, asked: str, *, by: Officer, at: datetime) -> None:
    """``asked``: how and under which address the officer looked for a row that is not theirs to see.

    Each is told once a day, and so many of one officer that a flood of them cannot fill the log; the last line says so.
    """
    day = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    asked = asked[:LONGEST_ADDRESS]
    told = RefusedAttempt.objects.filter(officer=by, verb=HIDDEN, at__gte=day).aggregate(
        all=models.Count("pk"), alike=models.Count("pk", filter=models.Q(reason=asked))
    )
    if told["alike"] or told["all"] >= MOST_HIDDEN_A_DAY:
        return
    if told["all"] == MOST_HIDDEN_A_DAY - 1:
        asked = f"Đã ghi {MOST_HIDDEN_A_DAY - 1} lần trong ngày; những lần sau trong ngày không ghi nữa."
    record_refusal(row, HIDDEN, by=by, at=at, reason=asked)


def _record(row: object, verb: str, by: object, at: object, error: DomainError) -> None:
    if not isinstance(row, models.Model) or not isinstance(at, datetime):
        return
    attempt = RefusedAttempt(
        object_kind=row._meta.model_name or "",
        object_id=row.pk,
        verb=verb,
        officer=by if isinstance(by, Officer) else None,
        reason=str(error),
        at=at,
    )
    kept = _kept.get()
    if kept is not None:
        kept.append(attempt)
    elif not transaction.get_connection().needs_rollback:
        attempt.save()
