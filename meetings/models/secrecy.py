"""State secrets have no place here: what bears their mark is refused before it is stored."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models

from districts.errors import DomainError
from meetings.papers.record import secret_text


def secret_words(texts: Iterable[str | None]) -> str:
    """The sentence that refuses the first line, of one of the texts, which begins with a mark of secrecy; '' for none."""
    lines = (line for text in texts for line in (text or "").splitlines())
    return next(filter(None, map(secret_text, lines)), "")


def refuse_secrecy(row: models.Model, *names: str) -> None:
    """For ``clean``: raise ValidationError if a line of one of the fields begins with a mark of secrecy."""
    if words := secret_words(getattr(row, name) for name in names):
        raise ValidationError(words)


def refuse_secret(*texts: str) -> None:
    """For an act, before it stores anything: raise DomainError if a line begins with a mark of secrecy."""
    if words := secret_words(texts):
        raise DomainError(words)
