"""Typing the password once more before an act that binds the office: the session may have been left open for hours.

When the password was last typed stands in the session itself, which begins anew at each sign-in.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.dateparse import parse_datetime

TYPED_AT = "password_typed_at"
WRONG = "password_wrong"
MOST_WRONG = 5


def note_password(session: SessionBase, at: datetime) -> None:
    """The password has just been typed, and was right."""
    session[TYPED_AT] = at.isoformat()
    session.pop(WRONG, None)


def is_stale(session: SessionBase, at: datetime) -> bool:
    """Whether the password was last typed longer ago than PASSWORD_AGAIN_MINUTES, or nobody knows when. 0: never asked."""
    if not settings.PASSWORD_AGAIN_MINUTES:
        return False
    typed = parse_datetime(session.get(TYPED_AT, ""))
    return typed is None or not timedelta(0) <= at - typed <= timedelta(minutes=settings.PASSWORD_AGAIN_MINUTES)


def note_wrong(session: SessionBase) -> bool:
    """One wrong password more. True once there were so many that the session is to end."""
    session[WRONG] = session.get(WRONG, 0) + 1
    return session[WRONG] >= MOST_WRONG
