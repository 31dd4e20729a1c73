"""State secrets have no place here: what bears their mark is refused before it is stored."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from meetings.papers.record import secret_text


def refuse_secrecy(row: models.Model, *names: str) -> None:
    """For ``clean``: raise ValidationError if a line of one of the fields begins with a mark of secrecy."""
    for name in names:
        for line in (getattr(row, name) or "").splitlines():
            if words := secret_text(line):
                raise ValidationError(words)
