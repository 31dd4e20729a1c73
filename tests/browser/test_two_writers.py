"""Two windows on one draft of a notice, and on one statement of minutes: the second sees both texts, and nothing is lost."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_outline import new_outline, windows
from tests.browser.test_server_dies import SAVED, new_notice
from tests.portal.test_browser import Open, browser, cookies, open_page, portal, pytestmark

__all__ = ["browser", "cookies", "open_page", "portal", "pytestmark", "windows"]

OVERTAKEN = "được giữ làm bản nháp"


def told(page: Page):
    return page.locator("#tu-luu")


def pleases(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def two_drafts(open_page: Open, windows) -> tuple[Page, Page]:
    """Both begin with the same opening; the first has saved its own, the second is told that it has not."""
    page = open_page("/", "chuyenvien")
    new_notice(page)
    page.get_by_label("Phần mở đầu").fill("Ngày 19/11/2026, Sở họp giao ban.")
    expect(told(page)).to_contain_text(SAVED)
    one, two = windows(page.url)
    one.get_by_label("Phần mở đầu").fill("Ngày 19/11/2026, Sở họp giao ban quý IV.")
    expect(told(one)).to_contain_text(SAVED)
    two.get_by_label("Phần mở đầu").fill("Ngày 19/11/2026, tại Hội trường, Sở họp giao ban.")
    expect(told(two)).to_contain_text(OVERTAKEN)
    return one, two


def test_the_second_of_two_on_one_draft_sees_both_and_chooses(open_page: Open, windows):
    _, two = two_drafts(open_page, windows)
    told(two).get_by_role("button", name="Xem hai bản").click()
    expect(two.get_by_role("heading", level=1)).to_have_text("Dự thảo này vừa được người khác sửa")
    both = two.get_by_role("group", name="Phần mở đầu")
    expect(both).to_contain_text("Sở họp giao ban quý IV.")
    expect(both).to_contain_text("tại Hội trường, Sở họp")
    merged = "Ngày 19/11/2026, tại Hội trường, Sở họp giao ban quý IV."
    pleases(two)
    both.get_by_label("Ghép từ hai bản").check()
    both.get_by_label("Bản ghép: phần mở đầu").fill(merged)
    two.get_by_role("button", name="Lưu các phần đã chọn").click()
    expect(two.get_by_label("Phần mở đầu")).to_have_value(merged)
    expect(two.get_by_text("bản nháp chưa ghép")).to_have_count(0)


def test_the_button_of_a_draft_that_was_overtaken_leads_to_both_texts(open_page: Open, windows):
    _, two = two_drafts(open_page, windows)
    two.get_by_role("button", name="Lưu dự thảo").click()
    expect(two.get_by_role("heading", level=1)).to_have_text("Dự thảo này vừa được người khác sửa")
    two.get_by_role("group", name="Phần mở đầu").get_by_label("Lấy bản của tôi").check()
    two.get_by_role("button", name="Lưu các phần đã chọn").click()
    expect(two.get_by_label("Phần mở đầu")).to_have_value("Ngày 19/11/2026, tại Hội trường, Sở họp giao ban.")


def test_a_window_that_was_closed_on_a_conflict_loses_nothing_though_the_other_goes_on(open_page: Open, windows):
    one, two = two_drafts(open_page, windows)
    two.close()
    one.get_by_label("Câu kết").fill("Trên đây là kết luận.")
    expect(told(one)).to_contain_text(SAVED)
    one.wait_for_timeout(1500)
    one.reload()
    one.get_by_role("link", name="Xem hai bản và chọn").click()
    expect(one.get_by_role("group", name="Phần mở đầu")).to_contain_text("tại Hội trường, Sở họp")


def test_the_second_of_two_on_one_statement_sees_both_and_chooses(open_page: Open, windows):
    page = open_page("/", "chuyenvien")
    new_outline(page)
    page.get_by_role("link", name=re.compile("^Biên bản")).click()
    page.get_by_role("button", name="Lập biên bản").click()
    page.get_by_label("Nội dung phát biểu").fill("Đề nghị hỗ trợ kinh phí.")
    expect(told(page)).to_contain_text(SAVED)
    one, two = windows(page.url)
    one.get_by_label("Nội dung phát biểu").fill("Đề nghị hỗ trợ kinh phí năm 2027.")
    expect(told(one)).to_contain_text(SAVED)
    two.get_by_label("Nội dung phát biểu").fill("Đề nghị Sở hỗ trợ kinh phí.")
    expect(told(two)).to_contain_text(OVERTAKEN)
    told(two).get_by_role("button", name="Xem hai bản").click()
    expect(two.get_by_role("heading", level=1)).to_have_text("Ý kiến này vừa được người khác sửa")
    row = two.get_by_role("row", name=re.compile("Nội dung"))
    expect(row).to_contain_text("kinh phí năm 2027.")
    expect(row).to_contain_text("Đề nghị Sở hỗ trợ")
    pleases(two)
    two.get_by_label("Nội dung", exact=True).fill("Đề nghị Sở hỗ trợ kinh phí năm 2027.")
    two.get_by_role("button", name="Lưu bản này").click()
    expect(two.get_by_text("Đã lưu bản được chọn.")).to_be_visible()
    expect(two.locator(".said-list")).to_contain_text("Đề nghị Sở hỗ trợ kinh phí năm 2027.")
