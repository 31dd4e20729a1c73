"""A clerk writes conclusions by keyboard in the real browser; two windows on one item, and nobody's text is lost."""

from __future__ import annotations

import re
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.portal.test_browser import PHONE, WIDE, Open, Portal, browser, cookies, open_page, portal, pytestmark

__all__ = ["browser", "cookies", "open_page", "portal", "pytestmark"]

ADD_MEETING = "/quan-tri/meetings/meeting/add/"
numbers = count(1)


def new_outline(page: Page) -> str:
    """A meeting of its own, entered by the clerk; the address of its conclusions."""
    title = f"Giao ban thử số {next(numbers)}"
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.request.get(ADD_MEETING).text())
    rows = {name: "0" if name.endswith("TOTAL_FORMS") else value for name, value in hidden}
    facts = {"title": title, "held_on": "19/11/2026", "state": "held", "kind": "meeting", "form": "in_person"}
    answer = page.request.post(ADD_MEETING, form=rows | facts, headers={"Referer": page.url})
    assert answer.ok
    page.goto("/cuoc-hop/")
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_role("link", name=re.compile("^Kết luận")).click()
    expect(page.get_by_text("Chưa có nội dung kết luận.")).to_be_visible()
    return page.url


def text_of(page: Page):
    return page.get_by_label("Nội dung", exact=True)


def saved(page: Page) -> None:
    expect(page.locator("#tu-luu")).to_contain_text(re.compile(r"Tự lưu lúc \d\d:\d\d"))


def labels(page: Page) -> list[str]:
    return page.locator(".tree .lbl").all_inner_texts()


def write_three_items(page: Page) -> None:
    """A heading and two items beneath it, by keyboard alone from the first one on."""
    page.get_by_role("link", name="Thêm mục").first.click()
    expect(text_of(page)).to_be_focused()
    text_of(page).fill("Nhiệm vụ trọng tâm")
    page.get_by_label("Loại").select_option("heading")
    text_of(page).focus()
    for words in ("Rà soát thiết bị đo theo Quyết định số 12/QĐ-UBND", "Lập danh sách hợp tác xã"):
        page.keyboard.press("Enter")
        expect(text_of(page)).to_have_value("")
        expect(text_of(page)).to_be_focused()
        page.keyboard.type(words)
    page.get_by_role("button", name="Lưu mục").click()
    expect(page.locator("#muc-form")).to_have_count(0)


def test_an_outline_is_written_by_keyboard(open_page: Open):
    page = open_page("/", "chuyenvien")
    address = new_outline(page)
    write_three_items(page)
    assert labels(page) == ["I.", "1.", "2."]
    page.get_by_role("link", name="Lập danh sách").press("Alt+ArrowUp")
    first_item = page.locator(".tree > li").nth(1)
    expect(first_item).to_contain_text("Lập danh sách")
    expect(page.get_by_role("link", name="Lập danh sách")).to_be_focused()
    assert labels(page) == ["I.", "1.", "2."], "they are numbered as they stand"
    page.get_by_role("link", name="Rà soát thiết bị").press("Control+]")
    expect(page.locator(".tree .lbl").nth(2)).to_have_text("a)")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".tree .lbl").nth(2)).to_have_text("2.")
    page.goto(address)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác: chuyển chỗ mục.")).to_be_visible()
    expect(first_item).to_contain_text("Rà soát thiết bị")


def test_units_and_a_deadline_in_words_save_themselves(open_page: Open):
    page = open_page("/", "chuyenvien")
    address = new_outline(page)
    write_three_items(page)
    page.get_by_role("link", name="Rà soát thiết bị").press("Enter")
    expect(text_of(page)).to_be_focused()
    expect(page.locator("#muc-vien-dan")).to_contain_text("Quyết định số 12/QĐ-UBND")
    page.get_by_label("Chủ trì").press_sequentially("long ho")
    expect(page.get_by_role("option", name="UBND xã Long Hồ")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-chip]")).to_contain_text("UBND xã Long Hồ")
    page.get_by_label("Thời hạn, ghi như văn bản").fill("trước ngày 30/11")
    expect(page.get_by_label("Ngày đến hạn")).to_have_value("30/11/2026")
    expect(page.locator("#o0-told")).to_contain_text("Thứ Hai, 30/11/2026, ngày làm việc.")
    saved(page)
    expect(page.locator("#kiem-tra")).to_contain_text("1 mục đã rõ đơn vị và thời hạn")
    page.goto(address)  # nobody pressed a button
    row = page.locator(".tree > li", has_text="Rà soát thiết bị")
    expect(row).to_contain_text("UBND xã Long Hồ")
    expect(row).to_contain_text("30/11/2026")
    expect(page.locator("#con-lai")).to_contain_text("Còn 1 mục")
    page.get_by_role("button", name="không phát sinh nhiệm vụ").click()
    expect(page.locator("#con-lai")).to_contain_text("Các mục đã rõ")


def test_a_unit_added_to_an_order_that_stands_saves_itself(open_page: Open):
    """Nothing else is touched: neither a button nor another field carries the new chip along."""
    page = open_page("/", "chuyenvien")
    address = new_outline(page)
    write_three_items(page)
    page.get_by_role("link", name="Rà soát thiết bị").press("Enter")
    page.get_by_label("Thời hạn, ghi như văn bản").fill("trước ngày 30/11")
    expect(page.get_by_label("Ngày đến hạn")).to_have_value("30/11/2026")
    page.get_by_role("button", name="Lưu mục").click()
    expect(page.locator("#muc-form")).to_have_count(0)
    page.get_by_role("link", name="Rà soát thiết bị").press("Enter")
    page.get_by_label("Chủ trì").press_sequentially("long ho")
    expect(page.get_by_role("option", name="UBND xã Long Hồ")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#kiem-tra")).to_contain_text("1 mục đã rõ đơn vị và thời hạn")
    page.goto(address)
    expect(page.locator(".tree > li", has_text="Rà soát thiết bị")).to_contain_text("UBND xã Long Hồ")


def test_a_row_is_dragged_before_another(open_page: Open):
    page = open_page("/", "chuyenvien")
    new_outline(page)
    write_three_items(page)
    row = page.locator(".tree > li", has_text="Lập danh sách")
    row.locator(".lbl").drag_to(page.locator(".tree > li", has_text="Rà soát thiết bị"))
    expect(page.locator(".tree > li").nth(1)).to_contain_text("Lập danh sách")


@pytest.fixture
def windows(browser: Browser, portal: Portal, cookies: dict[str, list], open_page: Open):
    """Two windows of the clerk; unlike other pages theirs may be refused, which the browser notes as an error."""
    contexts = []

    def open_two(path: str) -> list[Page]:
        pages = []
        for _ in range(2):
            context = browser.new_context(base_url=portal.origin, viewport={"width": WIDE[0], "height": WIDE[1]})
            context.add_cookies(cookies["chuyenvien"])
            contexts.append(context)
            pages.append(context.new_page())
            pages[-1].goto(path)
        return pages

    yield open_two
    for context in contexts:
        context.close()


def test_of_two_windows_the_second_sees_both_texts(open_page: Open, windows):
    page = open_page("/", "chuyenvien")
    address = new_outline(page)
    write_three_items(page)
    one, two = windows(address)
    for window in (one, two):
        window.get_by_role("link", name="Lập danh sách").click()
        expect(text_of(window)).to_be_focused()
    text_of(one).fill("Lập danh sách hợp tác xã, tổ hợp tác")
    saved(one)
    text_of(two).fill("Lập và gửi danh sách hợp tác xã")
    expect(two.locator("#tu-luu")).to_contain_text("được giữ làm bản nháp")
    two.goto(address)  # as if the browser had been closed
    two.get_by_role("link", name="Có bản nháp chưa ghép").click()
    expect(two.get_by_role("heading", level=1)).to_have_text("Mục này vừa được người khác sửa")
    expect(two.locator("td ins")).to_have_count(3)
    expect(two.get_by_label("Bản ghép", exact=True)).to_have_value("Lập và gửi danh sách hợp tác xã, tổ hợp tác")
    found = Axe().run(two)
    assert found.violations_count == 0, found.generate_report()
    two.get_by_role("button", name="Lưu bản đã chọn").click()
    expect(two.get_by_role("link", name="Lập và gửi danh sách hợp tác xã, tổ hợp tác")).to_be_visible()


@pytest.mark.parametrize("window", [WIDE, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_the_outline(open_page: Open, window: tuple[int, int], dark: bool):
    page = open_page("/", "chuyenvien", window, dark=dark)
    new_outline(page)
    write_three_items(page)
    for opened in (False, True):
        if opened:
            page.get_by_role("link", name="Rà soát thiết bị").click()
            expect(text_of(page)).to_be_focused()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= window[0]


def test_without_script_a_plain_form_writes_the_item(browser: Browser, portal: Portal, cookies, open_page: Open):
    address = new_outline(open_page("/", "chuyenvien"))
    context = browser.new_context(base_url=portal.origin, java_script_enabled=False)
    context.add_cookies(cookies["chuyenvien"])
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="Thêm mục").first.click()
    text_of(page).fill("Gửi báo cáo quý")
    page.get_by_label("Chủ trì").fill("UBND xã Long Hồ")
    page.get_by_label("Thời hạn, ghi như văn bản").fill("quý IV")
    page.get_by_role("button", name="Lưu mục").click()
    row = page.locator(".tree > li", has_text="Gửi báo cáo quý")
    expect(row).to_contain_text("UBND xã Long Hồ")
    expect(row).to_contain_text("31/12/2026")
    context.close()
