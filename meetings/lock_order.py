"""The house's order of locks about one meeting: its outlines, then its papers, then the meeting itself.

An edit of conclusions goes that way, and the release of a paper its latter part. Whoever takes the meeting first and a
paper after it may wait in a ring with them, which PostgreSQL ends by breaking one of the two off.
"""

from __future__ import annotations

from meetings.models import Meeting, Outline, Paper


def hold_outlines_papers_and_meeting(pk: int) -> Meeting:
    """The meeting; all of it locked until the transaction ends, for an act that also writes into its drafts."""
    list(Outline.objects.select_for_update(no_key=True).filter(meeting=pk).order_by("pk"))
    list(Paper.objects.select_for_update(no_key=True).filter(meeting=pk).order_by("pk"))
    return Meeting.objects.select_for_update(no_key=True).get(pk=pk)
