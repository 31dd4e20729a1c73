"""Whether the notice that tells of a meeting is issued: from then on observers read of it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from meetings.enums import PaperKind
from meetings.models.papers import Paper


def notice_is_issued(meeting: str = "meeting") -> Exists:
    """A condition on rows that have their meeting in the column ``meeting``."""
    return Exists(Paper.objects.released().filter(kind=PaperKind.NOTICE, meeting=OuterRef(meeting)))
