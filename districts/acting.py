"""Who is at work: known to rows that are saved one by one, far from the page, so that an edit is recorded by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from districts.models import Officer

_at_work: ContextVar[object] = ContextVar("officer_at_work", default=None)


@contextmanager
def at_work(officer: object) -> Iterator[None]:
    """Whatever is edited inside is recorded under the officer; anybody else than an Officer counts as nobody."""
    token = _at_work.set(officer)
    try:
        yield
    finally:
        _at_work.reset(token)


def officer_at_work() -> Officer | None:
    """The officer of the present request; None on the command line of the server."""
    officer = _at_work.get()
    return officer if isinstance(officer, Officer) else None


def officer_of_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after the one that knows ``request.user``; the account is not read before something is edited."""

    def respond(request: HttpRequest) -> HttpResponse:
        with at_work(request.user):
            return get_response(request)

    return respond
