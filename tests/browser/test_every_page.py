"""Every page of the portal, as each role opens it: axe finds nothing, and nothing is wider than the window.

Which pages there are is told by ``make_shots``, so that a page with a picture is also a page that is checked.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from playwright.sync_api import Page

from districts.enums import Role
from tests.browser.serving import demo_server
from tests.portal.test_browser import PHONE, WIDE, Open, Portal, browser, cookies, open_page, pytestmark

__all__ = ["browser", "cookies", "open_page", "pytestmark"]

ACCOUNTS = {
    Role.CLERK: "chuyenvien",
    Role.DIVISION_HEAD: "truongphong",
    Role.LEADER: "lanhdao",
    Role.REGISTRAR: "vanthu",
    Role.UNIT_HEAD: "lanhdaodonvi",
    Role.OBSERVER: "theodoi",
}
STRETCHES = 4
ADMIN = "admin-"  # Django's own pages, which are checked where they were changed


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """With every room in use, so that no page is empty."""
    server = demo_server(tmp_path_factory, "every-page", rooms=True)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def pages(portal: Portal) -> dict[str, list[str]]:
    """The paths of the pages that each role opens; a page that several roles open is left to the first of them."""
    told = subprocess.run(
        [sys.executable, "manage.py", "make_shots", "--list"],
        cwd=settings.BASE_DIR,
        env=os.environ | portal.settings,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    found: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    listed = [line.split("\t") for line in told.stdout.splitlines()]
    for role in ACCOUNTS:
        for name, opener, path in listed:
            if opener == role and not name.startswith(ADMIN) and (path not in seen or path == "/"):
                seen.add(path)
                found[role].append(path)
    assert sum(map(len, found.values())) > 20
    assert set(found) == set(ACCOUNTS)
    return found


# A colour that is on its way from light to dark is neither: what moves is brought to its end first.
SETTLE = """() => document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime !== Infinity).forEach(each => each.finish())"""
AXE = "() => axe.run({resultTypes: ['violations']}).then(found => found.violations)"


def _complaints(page: Page) -> Iterator[str]:
    """Of the page that is open: in both windows, in light and in dark."""
    page.evaluate(AXE_SCRIPT)
    for window in (WIDE, PHONE):
        page.set_viewport_size({"width": window[0], "height": window[1]})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLE)
            for each in page.evaluate(AXE):
                yield f"{window[0]} px, {scheme}: {each['id']}: {each['nodes'][0]['html'][:200]}"
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > window[0]:
                yield f"{window[0]} px, {scheme}: {wide} px wide"


@pytest.mark.parametrize("stretch", range(STRETCHES))
def test_axe_finds_nothing_on_any_page(open_page: Open, pages: dict[str, list[str]], stretch: int):
    """In stretches, so that more than one worker can take part."""
    found = []
    for role, paths in pages.items():
        page = open_page("/", ACCOUNTS[role])
        for path in paths[stretch::STRETCHES]:
            page.goto(path)
            found += [f"{role} {path}: {complaint}" for complaint in _complaints(page)]
    assert found == []
