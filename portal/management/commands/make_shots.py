"""Pictures of the pages, as each role sees them, on a wide window and on a phone."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from shutil import which

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import CommandParser
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from districts.domain_command import DomainCommand
from districts.enums import Role
from districts.errors import DomainError
from districts.models import Appointment
from meetings.models import Meeting, Paper
from meetings.review.judging import Section
from portal.demo.scenario import DOCUMENT
from portal.pictured import pages

BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WINDOWS = {1366: 768, 390: 844}
EMPTY = (
    "Cơ sở dữ liệu đang chọn chưa có cuộc họp, văn bản hoặc tài khoản để chụp. Hãy chạy ./run demo --no-serve, "
    "rồi đặt DATABASE_URL=sqlite:///var/demo.sqlite3 và FILES_ROOT=var/demo-files cho ./run shots."
)


@dataclass(frozen=True)
class Visitor:
    """One who looks at the pages. ``session``: value of the session's cookie, '' for one who has not signed in."""

    name: str
    session: str
    paths: dict[str, str]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """A line for each picture's parts would bury the names of the pictures."""


class Command(DomainCommand):
    help = "Chụp màn hình các trang theo từng vai trò, rộng 1366 và 390 px, từ cơ sở dữ liệu đang chọn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, default=settings.VAR_DIR / "shots", help="thư mục ghi ảnh")
        parser.add_argument("--dark", action="store_true", help="chụp giao diện tối")
        parser.add_argument("--role", choices=Role.values, help="chỉ chụp một vai trò")
        parser.add_argument("--list", action="store_true", help="chỉ in tên, vai trò và địa chỉ từng trang, không chụp")

    def handle(self, *, out: Path, dark: bool, role: str | None, **options: object) -> None:
        # Some pages are refused on the way, as they should be; their tracebacks would bury the names of the pictures.
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        if options["list"]:
            self._tell(role)
            return
        chromium = which("chromium")
        if chromium is None:
            raise DomainError("Không có trình duyệt chromium trên máy này. Hãy cài gói chromium rồi chạy lại.")
        out.mkdir(parents=True, exist_ok=True)
        # Everything is read before the browser starts: it runs an event loop, and Django then refuses queries here.
        clients = signed_in_clients(role)
        visitors = [*visitors_of(clients), Visitor("anonymous", "", {"login": reverse("login")})]
        review = begun_review(clients)
        for visitor in visitors:
            visitor.paths.update(review_paths(review) if visitor.name == Role.CLERK else {})
        try:
            with serving() as origin, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_FLAGS)
                for visitor in visitors:
                    for width in WINDOWS:
                        self._shoot(browser, origin, visitor, width, dark, out)
        finally:
            if review:
                clients[Role.CLERK].post(f"{review}bo/")
            for client in clients.values():
                client.logout()

    def _tell(self, role: str | None) -> None:
        """A line for each page that the role may open: name, role and path, parted by tabs."""
        clients = signed_in_clients(role)
        for visitor in visitors_of(clients):
            client = clients[visitor.name]
            for name, path in visitor.paths.items():
                if client.get(path).status_code == HTTPStatus.OK:
                    self.stdout.write(f"{name}\t{visitor.name}\t{path}")
            client.logout()

    def _shoot(self, browser: Browser, origin: str, visitor: Visitor, width: int, dark: bool, out: Path) -> None:
        page = open_page(browser, origin, visitor.session, width, dark=dark)
        for name, path in visitor.paths.items():
            response = page.goto(f"{origin}{path}", wait_until="commit")
            # What this role may not see answers 403, 404 or leads elsewhere, and has no picture.
            if response and response.ok and page.url == f"{origin}{path}":
                page.wait_for_load_state("networkidle")
                target = out / f"{name}-{visitor.name}-{width}{'-dark' * dark}.png"
                stretch(page, width)
                page.screenshot(path=target)
                page.set_viewport_size({"width": width, "height": WINDOWS[width]})
                self.stdout.write(str(target))
        page.context.close()


def stretch(page: Page, width: int) -> None:
    """Makes the window as high as its page: a bar that sticks to the window's foot would lie across the picture."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, WINDOWS[width])})


def signed_in_clients(role: str | None) -> dict[str, Client]:
    """For each role, or the one given, a client signed in as its first officer; DomainError where nobody has any."""
    try:
        appointments = Appointment.objects.in_force(timezone.localdate()).filter(officer__is_active=True)
        if role:
            appointments = appointments.filter(role=role)
        found = {each.role: each.officer for each in appointments.select_related("officer").order_by("-id")}
    except DatabaseError as error:
        raise DomainError(EMPTY) from error
    clients = {name: Client(SERVER_NAME="localhost") for name in found}
    for name, client in clients.items():
        client.force_login(found[name])
    return clients


def visitors_of(clients: dict[str, Client]) -> list[Visitor]:
    if not clients or not Meeting.objects.exists() or not Paper.objects.exists():
        raise DomainError(EMPTY)
    paths = pages()
    return [
        Visitor(name, client.cookies[settings.SESSION_COOKIE_NAME].value, dict(paths))
        for name, client in clients.items()
    ]


def begun_review(clients: dict[str, Client]) -> str:
    """The address of a review that the clerk begins with the demo's document, for the pictures; '' without a clerk."""
    if Role.CLERK not in clients:
        return ""
    answer = clients[Role.CLERK].post(reverse("import-document"), {"text": DOCUMENT.read_text("utf-8")})
    return str(answer.headers.get("Location", ""))


def review_paths(review: str) -> dict[str, str]:
    """The sections of the review, and an order in its form."""
    paths = {f"import-review-{section}": f"{review}?phan={section}" for section in Section}
    return paths | {"import-review-correcting": f"{review}?phan={Section.ORDERS}&sua=d3"}


@contextmanager
def serving() -> Iterator[str]:
    """The portal on a free port of the loopback address, for as long as the block lasts; yields its origin."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    # Not get_wsgi_application(): it would set Django up again, and with it the loggers that were quieted.
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def open_page(browser: Browser, origin: str, session: str, width: int, *, dark: bool = False) -> Page:
    """A page of a window with cookies of its own, signed in if there is a session."""
    context = browser.new_context(
        viewport={"width": width, "height": WINDOWS[width]},
        color_scheme="dark" if dark else "light",
        locale="vi-VN",
        timezone_id=settings.TIME_ZONE,
    )
    if session:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
    return context.new_page()
