"""The pages in a real browser, on sample data of the demo: what they look like to a keyboard, a phone and a screen reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal.management.commands.make_shots import BROWSER_FLAGS
from tests.browser.serving import Server, demo_server

CHROMIUM = which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
expect.set_options(timeout=20_000)  # milliseconds: a busy machine answers late, and only a failure waits that long
IMPORT = "/cuoc-hop/nhap-tu-tai-lieu/"
PAGES = ["/", "/cuoc-hop/", "/cuoc-hop/1/", IMPORT, "/van-ban/", "/van-ban/1/", "/doi-mat-khau/"]
WIDE, PHONE = (1366, 768), (390, 844)
Portal = Server


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A process of its own on a SQLite file of its own, so that no connection is shared with the tests."""
    server = demo_server(tmp_path_factory, "browser")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_FLAGS)


@pytest.fixture(scope="module")
def cookies(browser: Browser, portal: Portal) -> dict[str, list]:
    """The session of each account that has signed in once, kept for the tests that come after."""
    return {}


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, portal: Portal, cookies: dict[str, list]) -> Iterator[Open]:
    """``open_page(path, username, window)``; when the test ends, no page has complained or asked another host."""
    contexts, complaints, strangers = [], [], []

    def complained(message) -> None:
        refused = "the server responded with a status of 409" in message.text  # a conflict, which the page itself shows
        if message.type in ("error", "warning") and not refused:
            complaints.append(message.text)

    def heard(request) -> None:
        if request.url.startswith("http") and not request.url.startswith(portal.origin):
            strangers.append(request.url)

    def open_(path: str, username: str = "", window: tuple[int, int] = WIDE, *, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=portal.origin,
            viewport={"width": window[0], "height": window[1]},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", complained)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", heard)
        if username and username not in cookies:
            enter(page, username, portal.passwords[username])
            cookies[username] = context.cookies()
        elif username:
            context.add_cookies(cookies[username])
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
    assert strangers == []


def enter(page: Page, username: str, password: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_an_officer_gets_in_and_out(open_page: Open, portal: Portal):
    page = open_page("/dang-nhap/")
    enter(page, "congchuc", portal.passwords["congchuc"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của UBND xã Long Hồ")
    page.locator("summary.who").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()


def test_a_wrong_password_is_told_and_the_telling_has_the_focus(open_page: Open):
    page = open_page("/dang-nhap/")
    enter(page, "congchuc", "không phải mật khẩu này")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Tên đăng nhập hoặc mật khẩu không đúng.")
    expect(told).to_be_focused()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("congchuc")


@pytest.mark.parametrize(
    ("username", "paths"), [("chuyenvien", PAGES), ("congchuc", [path for path in PAGES if path != IMPORT])]
)
def test_no_page_scrolls_sideways_on_a_phone(open_page: Open, username: str, paths: list[str]):
    page = open_page(paths[0], username, PHONE)
    widths = {}
    for path in paths:
        assert page.goto(path).ok
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in widths.items() if width > PHONE[0]} == {}


@pytest.mark.parametrize(
    ("path", "username", "window", "dark"),
    [
        ("/dang-nhap/", "", WIDE, False),
        ("/dang-nhap/", "", PHONE, True),
        *[(path, "chuyenvien", WIDE, False) for path in PAGES],
        *[(path, "congchuc", PHONE, True) for path in ["/", "/van-ban/", "/van-ban/1/"]],
    ],
)
def test_axe_finds_nothing(open_page: Open, path: str, username: str, window: tuple[int, int], dark: bool):
    found = Axe().run(open_page(path, username, window, dark=dark))
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("path", "username"), [("/dang-nhap/", ""), ("/", "congchuc"), ("/van-ban/", "chuyenvien")])
def test_the_first_stop_of_the_keyboard_leads_past_the_places(open_page: Open, path: str, username: str):
    page = open_page(path, username)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_escape_closes_the_account_and_gives_the_focus_back(open_page: Open):
    page = open_page("/", "congchuc")
    account = page.locator("summary.who")
    account.focus()
    page.keyboard.press("Enter")
    leave = page.get_by_role("button", name="Đăng xuất")
    expect(leave).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    expect(account).to_be_focused()


def test_the_places_stand_at_the_foot_of_a_phone(open_page: Open):
    page = open_page("/", "congchuc", PHONE)
    bar = page.get_by_role("navigation", name="Chính").bounding_box()
    assert bar["y"] + bar["height"] == PHONE[1]
    assert bar["width"] == PHONE[0]


def test_a_counter_filters_the_list(open_page: Open):
    page = open_page("/", "congchuc")
    page.get_by_role("link", name="Quá hạn", exact=False).click()
    expect(page).to_have_url(re.compile(r"\?loc=overdue$"))
    expect(page.locator(".buckets a[aria-current]")).to_contain_text("Quá hạn")


def test_paper_carries_who_printed_and_nothing_to_press(open_page: Open):
    page = open_page("/", "congchuc", dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_text("Người in: Võ Văn G")).to_be_visible()
    expect(page.locator("header.top")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
