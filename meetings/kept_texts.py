"""Texts that could not be saved over another person's: kept until their writer has chosen between the two."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet


def drop_kept(kept: QuerySet[Any], saved: dict[str, Any]) -> None:
    """Of the kept texts, those that say just what is now saved: there is nothing left in them to choose.

    Another one stays, though its writer saves from a second window meanwhile: nobody has looked at it yet.
    """
    as_stored = json.loads(json.dumps(saved))  # tuples are lists there
    for draft in kept:
        if draft.content == as_stored:
            draft.delete()
