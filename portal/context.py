"""What every page's frame shows beside its own content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from directives.access import may_follow
from directives.reminding.bell import unread_of
from districts.models import OfficeProfile, Officer
from meetings import access


@dataclass(frozen=True)
class Place:
    """One of the portal's main places: a link at the head of the page, on a phone in the bar at its foot."""

    label: str
    short: str
    icon: str
    url: str
    current: bool


# (label, label on a phone, icon, name of the address)
PLACES = [
    ("Việc cần làm", "Việc", "home", "home"),
    ("Cuộc họp", "Cuộc họp", "people", "meeting-list"),
    ("Văn bản", "Văn bản", "file", "paper-list"),
]
FOLLOWED = ("Nhiệm vụ", "Nhiệm vụ", "list", "assignment-list")
DESK = ("Bàn văn thư", "Văn thư", "inbox", "desk")
ADMINISTRATION = ("Quản trị", "Quản trị", "sliders", "admin:index")


def frame(request: HttpRequest) -> dict[str, object]:
    """The office's name, '' before an administrator has entered it, the places of the one who reads, and the bell.

    All wait for the page that shows them, so that the administration pays nothing; the name is read once a page, and
    how much is new came with the officer (portal/roles.py).
    """
    return {
        "office_name": SimpleLazyObject(_office_name),
        "places": _places_of(request),
        "bell": SimpleLazyObject(lambda: _bell_of(request)),
    }


@dataclass(frozen=True)
class BellLink:
    """``unread``: how much is new; ``count``: the same in the little room of the header."""

    unread: int

    @property
    def count(self) -> str:
        return str(self.unread) if self.unread < 100 else "99+"


def _bell_of(request: HttpRequest) -> BellLink | None:
    """None for who is never told anything: no bell, and no query."""
    officer = request.user
    unread = unread_of(officer, timezone.localdate()) if isinstance(officer, Officer) else None
    return None if unread is None else BellLink(unread)


def office_on_day(day: date) -> OfficeProfile | None:
    """None before an administrator has entered any."""
    try:
        return OfficeProfile.objects.in_force(day)
    except OfficeProfile.DoesNotExist:
        return None


def _office_name() -> str:
    profile = office_on_day(timezone.localdate())
    return profile.name if profile else ""


def _places_of(request: HttpRequest) -> Callable[[], list[Place]]:
    def places() -> list[Place]:
        officer = request.user
        keeps = isinstance(officer, Officer) and access.may_keep_register(officer)
        follows = isinstance(officer, Officer) and may_follow(officer)
        offered = PLACES[:2] + [FOLLOWED] * follows + PLACES[2:] + [DESK] * keeps + [ADMINISTRATION] * officer.is_staff
        addressed = [(label, short, icon, reverse(name)) for label, short, icon, name in offered]
        here = _place_of(request.path, [url for *_, url in addressed])
        return [Place(*place, current=place[-1] == here) for place in addressed]

    return places


def _place_of(path: str, urls: list[str]) -> str:
    """The longest address that the path begins with: '/' begins every path and is meant only by itself."""
    fitting = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(fitting, key=len, default="")
