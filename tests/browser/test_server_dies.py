"""The server is killed while someone types: at most the last two seconds are missing in it, and the page brings them back.

Each editor is typed into at an even pace; the processes of the server are killed (SIGKILL) in between while the typing goes
on. What is stored is read from the database before anything else runs; then the server starts again.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.serving import Server, demo_server
from tests.browser.test_import_review import IMPORT, begin, piece, section
from tests.browser.test_outline import new_outline, text_of
from tests.portal.test_browser import WIDE, browser, cookies, enter, pytestmark

__all__ = ["browser", "cookies", "pytestmark"]

CLERK = "chuyenvien"
ALLOWED_LOSS = 2.0  # seconds
NOT_SAVED = re.compile("Chưa lưu được vì không nối được với máy chủ")
SAVED = re.compile(r"(Tự|Đã) lưu lúc \d\d:\d\d")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = demo_server(tmp_path_factory, "dies")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def window(browser: Browser, portal: Server, cookies: dict[str, list]) -> Iterator[Callable[[str], Page]]:
    """``window(path)``: a page of the clerk; its console is not listened to, as it complains of a server that is gone."""
    portal.start()
    contexts = []

    def open_(path: str) -> Page:
        context = browser.new_context(base_url=portal.origin, viewport={"width": WIDE[0], "height": WIDE[1]})
        contexts.append(context)
        page = context.new_page()
        if CLERK not in cookies:
            enter(page, CLERK, portal.passwords[CLERK])
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            cookies[CLERK] = context.cookies()
        context.add_cookies(cookies[CLERK])
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


def stored(portal: Server, question: str) -> list[str]:
    """One column of the rows, read past the server."""
    with sqlite3.connect(portal.database, timeout=30) as connection:
        return [str(row[0]) for row in connection.execute(question)]


@dataclass
class Typist:
    """Types numbered words one after the other and remembers when."""

    page: Page
    typed_at: list[float] = field(default_factory=list)

    def words(self, count: int, pause: int = 60) -> None:
        for _ in range(count):
            self.page.keyboard.type(f"từ{len(self.typed_at)} ")
            self.typed_at.append(time.monotonic())
            self.page.wait_for_timeout(pause)

    @property
    def text(self) -> str:
        return " ".join(f"từ{number}" for number in range(len(self.typed_at)))

    def due(self, moment: float) -> int:
        """How many words were typed long enough before the moment to be stored by then."""
        return sum(at <= moment - ALLOWED_LOSS for at in self.typed_at)


@dataclass(frozen=True)
class Editor:
    """``open`` leads to the field; ``question`` asks the database for what was typed there; ``kept`` counts the texts
    that wait for a choice between two."""

    name: str
    open: Callable[[Page], Locator]
    question: str
    kept: str

    def __str__(self) -> str:
        return self.name


def new_notice(page: Page) -> None:
    """A meeting of its own with one item, and the draft of its notice, open to be written."""
    new_outline(page)
    page.get_by_role("link", name="Thêm mục").first.click()
    text_of(page).fill("Rà soát thiết bị đo.")
    page.get_by_role("button", name="Lưu mục").click()
    expect(page.locator("#muc-form")).to_have_count(0)
    page.get_by_role("button", name="Lập dự thảo").click()
    page.get_by_role("link", name=re.compile("Sửa dự thảo")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sửa dự thảo")


def of_a_notice(page: Page) -> Locator:
    new_notice(page)
    field = page.get_by_label("Phần mở đầu")
    field.fill("")
    return field


def of_minutes(page: Page) -> Locator:
    """A new statement: it is not stored yet, not even as an empty one."""
    new_outline(page)
    page.get_by_role("link", name=re.compile("^Biên bản")).click()
    page.get_by_role("button", name="Lập biên bản").click()
    return page.get_by_label("Nội dung phát biểu")


def of_conclusions(page: Page) -> Locator:
    new_outline(page)
    page.get_by_role("link", name="Thêm mục").first.click()
    return text_of(page)


EDITORS = [
    Editor(
        "notice",
        of_a_notice,
        "SELECT opening FROM meetings_paper ORDER BY id DESC LIMIT 1",
        "SELECT id FROM meetings_papereditdraft",
    ),
    Editor(
        "minutes",
        of_minutes,
        "SELECT text FROM meetings_statement WHERE minutes_id = (SELECT max(id) FROM meetings_minutes)",
        "SELECT id FROM meetings_statementdraft",
    ),
    Editor(
        "conclusions",
        of_conclusions,
        "SELECT text FROM meetings_conclusion WHERE outline_id = (SELECT max(id) FROM meetings_outline)",
        "SELECT id FROM meetings_editdraft",
    ),
]
every_editor = pytest.mark.parametrize("editor", EDITORS, ids=str)


def killed_while_typing(portal: Server, typist: Typist, *, after: float) -> None:
    """The server dies ``after`` so many seconds of typing, which goes on a little."""
    killer = threading.Timer(after, portal.kill)
    killer.start()
    begun = time.monotonic()
    while time.monotonic() < begun + after + 1.5:
        typist.words(5)
    killer.join()


@every_editor
def test_at_most_two_seconds_are_missing_and_the_page_brings_them_back(editor: Editor, window, portal: Server, capsys):
    page = window("/")
    field = editor.open(page)
    field.focus()
    typist = Typist(page)
    losses = []
    for after in (2.5, 3.3, 4.1):
        killed_while_typing(portal, typist, after=after)
        there = len((stored(portal, editor.question) or [""])[0].split())
        losses.append(sum(at <= portal.killed_at for at in typist.typed_at[there:]))
        assert there >= typist.due(portal.killed_at), f"{losses[-1]} words lost"
        expect(page.get_by_role("alert").filter(has_text=NOT_SAVED)).to_be_visible()
        expect(field).to_have_value(f"{typist.text} ")
        portal.start()
        expect(page.locator("#tu-luu")).to_contain_text(SAVED)  # by itself
        expect(page.get_by_role("alert").filter(has_text=NOT_SAVED)).to_have_count(0)
        page.wait_for_timeout(1500)
        assert stored(portal, editor.question) == [typist.text]
    assert stored(portal, editor.kept) == [], "nobody was overtaken by themselves"
    with capsys.disabled():
        print(f"\n{editor}: {len(typist.typed_at)} words typed, missing at the three kills: {losses}")


@every_editor
def test_one_press_while_the_server_is_gone_loses_nothing(editor: Editor, window, portal: Server):
    """The button is answered by the same sentence, and what was typed is stored once the server is back."""
    page = window("/")
    field = editor.open(page)
    field.focus()
    typist = Typist(page)
    portal.kill()
    typist.words(4)
    page.get_by_role("button", name=re.compile("^(Lưu dự thảo|Lưu ý kiến|Lưu mục)$")).click()
    expect(page.get_by_role("alert").filter(has_text=NOT_SAVED)).to_be_visible()
    expect(field).to_have_value(f"{typist.text} ")
    portal.start()
    expect(page.locator("#tu-luu")).to_contain_text(SAVED)
    assert stored(portal, editor.question) == [typist.text]


@every_editor
def test_an_answer_lost_on_the_way_is_no_conflict_with_oneself(editor: Editor, window, portal: Server):
    """The server has stored the text, but its answer never came; meanwhile more was typed."""
    page = window("/")
    field = editor.open(page)
    field.focus()
    typist = Typist(page)
    lost = []

    def lose(route: Route) -> None:
        if "tu=1" in (route.request.post_data or "") and len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route(re.compile(r"/(luu|sua)/$"), lose)
    typist.words(12, pause=100)
    expect(page.get_by_role("alert").filter(has_text=NOT_SAVED)).to_be_visible()
    typist.words(3)
    expect(page.locator("#tu-luu")).to_contain_text(SAVED)
    page.wait_for_timeout(2000)
    assert lost == [200, 200]
    assert stored(portal, editor.question) == [typist.text]
    assert stored(portal, editor.kept) == []


@every_editor
def test_leaving_within_the_pause_takes_the_last_letters_along(editor: Editor, window, portal: Server):
    page = window("/")
    editor.open(page).focus()
    typist = Typist(page)
    typist.words(12)
    page.goto("/cuoc-hop/")
    page.wait_for_timeout(1500)
    assert stored(portal, editor.question) == [typist.text]


@every_editor
def test_after_the_session_ended_what_was_typed_is_saved_once_one_has_signed_in_again(
    editor: Editor, window, portal: Server, cookies: dict[str, list]
):
    page = window("/")
    editor.open(page).focus()
    typist = Typist(page)
    page.context.clear_cookies(name="sessionid")
    typist.words(3)
    told = page.get_by_role("alert").filter(has_text="Chưa lưu được vì phiên làm việc đã hết")
    expect(told).to_be_visible()
    with page.context.expect_page() as opened:
        told.get_by_role("link", name="Đăng nhập ở thẻ mới").click()
    enter(opened.value, CLERK, portal.passwords[CLERK])
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#tu-luu")).to_contain_text(SAVED)
    assert stored(portal, editor.question) == [typist.text]
    cookies[CLERK] = page.context.cookies()


def test_marks_and_reasons_of_attendance_come_back_by_themselves(window, portal: Server):
    page = window("/cuoc-hop/1/thanh-phan/")
    rows = page.locator("tr[data-row]")
    rows.nth(0).locator("[data-key=C]").check()
    expect(page.locator("tr.htmx-request")).to_have_count(0)
    rows.nth(1).locator("[data-key=C]").focus()
    portal.kill()
    page.keyboard.press("t")
    page.keyboard.press("l")
    page.keyboard.type("Trùng kỳ họp HĐND")
    page.keyboard.press("Enter")
    for place in (1, 2):
        expect(rows.nth(place).get_by_role("alert")).to_contain_text(NOT_SAVED)
    rows.nth(1).locator("[data-key=K]").check()
    marks = [rows.nth(place).locator("input:checked").get_attribute("data-key") for place in range(3)]
    assert marks == ["C", "K", "L"]
    portal.start()
    for place in (1, 2):
        expect(rows.nth(place).get_by_role("alert")).to_have_count(0)
        expect(rows.nth(place).get_by_role("status")).to_contain_text("Đã lưu")
    page.wait_for_timeout(1500)
    page.reload()
    assert [rows.nth(place).locator("input:checked").get_attribute("data-key") for place in range(3)] == marks
    expect(rows.nth(2).get_by_label(re.compile("^Lý do"))).to_have_value("Trùng kỳ họp HĐND")


def test_a_review_keeps_what_was_checked_and_the_form_what_was_typed(window, portal: Server):
    page = window(IMPORT)
    begin(page)
    section(page, "Nhiệm vụ")
    piece(page, "rà soát thiết bị đo tại chợ").get_by_role("link", name="Sửa").click()
    page.locator("li.cand").get_by_label("Thời hạn").fill("trong quý IV")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(piece(page, "rà soát thiết bị đo tại chợ")).to_contain_text("Đã sửa")
    piece(page, "tổng hợp danh mục").get_by_role("link", name="Sửa").click()
    words = page.locator("li.cand").get_by_label("Nhiệm vụ")
    words.fill("Tổng hợp danh mục nhiệm vụ năm 2027")
    portal.kill()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text=NOT_SAVED)).to_be_visible()
    expect(words).to_have_value("Tổng hợp danh mục nhiệm vụ năm 2027")
    portal.start()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(piece(page, "Tổng hợp danh mục nhiệm vụ năm 2027")).to_contain_text("Đã sửa")
    page.goto(IMPORT)
    page.get_by_role("link", name=re.compile("Xem tiếp")).first.click()
    section(page, "Nhiệm vụ")
    expect(page.locator("li.cand").filter(has_text="Đã sửa")).to_have_count(2)


def new_meeting(page: Page) -> Locator:
    title = page.get_by_label("Tên cuộc họp")
    title.fill("Giao ban đột xuất")
    page.get_by_label(re.compile("^Ngày họp")).fill("19/11/2026")
    return title


def test_a_plain_form_does_not_leave_for_a_server_that_is_gone(window, portal: Server):
    page = window("/cuoc-hop/them/")
    title = new_meeting(page)
    portal.kill()
    page.get_by_role("button", name="Lập cuộc họp").click()
    told = page.get_by_role("alert").filter(has_text="Chưa gửi được vì không nối được với máy chủ")
    expect(told).to_be_focused()
    expect(title).to_have_value("Giao ban đột xuất")
    portal.start()
    page.get_by_role("button", name="Lập cuộc họp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giao ban đột xuất")


def test_a_plain_form_does_not_leave_for_the_sign_in(window, portal: Server, cookies: dict[str, list]):
    page = window("/cuoc-hop/them/")
    title = new_meeting(page)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lập cuộc họp").click()
    told = page.get_by_role("alert").filter(has_text="phiên làm việc đã hết")
    with page.context.expect_page() as opened:
        told.get_by_role("link", name="Đăng nhập ở thẻ mới").click()
    enter(opened.value, CLERK, portal.passwords[CLERK])
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    cookies[CLERK] = page.context.cookies()
    expect(title).to_have_value("Giao ban đột xuất")
    page.get_by_role("button", name="Lập cuộc họp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giao ban đột xuất")
