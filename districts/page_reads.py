"""Rows that many parts of one page ask for, read once for that page: no two of its parts see them differently."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import TypeVar, cast

from django.http import HttpRequest, HttpResponse

Found = TypeVar("Found")

_page: ContextVar[dict[Hashable, object] | None] = ContextVar("rows_of_the_page", default=None)
_READING = frozenset({"GET", "HEAD"})


def read_once(key: Hashable, read: Callable[[], Found]) -> Found:
    """What ``read`` gives, kept for the page that is being answered; outside one, or where something is sent, read anew.

    None is not kept: what is not there yet may be made for this page.
    """
    kept = _page.get()
    if kept is None:
        return read()
    if kept.get(key) is None:
        kept[key] = read()
    return cast(Found, kept[key])


def rows_read_once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: nothing is kept from one request to another, and nothing in a request that may change rows."""

    def respond(request: HttpRequest) -> HttpResponse:
        token = _page.set({} if request.method in _READING else None)
        try:
            return get_response(request)
        finally:
            _page.reset(token)

    return respond
