"""The week of a unit's officer and head in the real browser: acknowledge, report with two files, ask for time, complete."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.portal.test_browser import PHONE, WIDE, Open, browser, cookies, open_page, portal, pytestmark

__all__ = ["browser", "cookies", "open_page", "portal", "pytestmark"]

OFFICER, HEAD, CLERK = "congchuc", "lanhdaodonvi", "chuyenvien"
PDF = b"%PDF-1.4\n"
# each window has an order of its own: what was done in one is done
WEEKS = {
    "wide": (WIDE, "Đề nghị UBND các xã, phường, đặc khu"),
    "phone": (PHONE, "Đề nghị UBND xã Long Hồ chủ trì"),
}


def acknowledge(page: Page) -> None:
    """All the orders of the new notice with one click; they were, where a week has gone before."""
    button = page.get_by_role("button", name=re.compile("^Xác nhận đã tiếp nhận"))
    if button.count():
        button.first.click()
        expect(page.get_by_role("status").filter(has_text="Đã xác nhận tiếp nhận 3 nhiệm vụ.")).to_be_visible()


def prepare(page: Page, order: str) -> None:
    """The officer writes and adds two files, which are kept without a click on anything that saves."""
    page.get_by_role("link", name=re.compile(f"^Gửi báo cáo: {order}")).click()
    page.get_by_label("Báo cáo hoàn thành: đề nghị Sở xác nhận").check()
    page.locator("[data-drop] input[type=file]").set_input_files(
        [
            {"name": "biên bản.pdf", "mimeType": "application/pdf", "buffer": PDF + b"1"},
            {"name": "danh sách.pdf", "mimeType": "application/pdf", "buffer": PDF + b"2"},
        ]
    )
    kept = page.get_by_role("list", name="Tệp đã kèm").get_by_role("link")
    expect(kept).to_have_count(2)
    page.get_by_label("Kết quả đã làm").fill("Đã họp xét ngày 12/11/2026, chọn 03 nhiệm vụ đề xuất.")
    expect(page.locator("[data-saved]")).to_contain_text("Bản nháp tự lưu lúc")
    page.reload()
    expect(page.get_by_label("Kết quả đã làm")).to_have_value(re.compile("^Đã họp xét"))
    expect(page.get_by_label("Báo cáo hoàn thành: đề nghị Sở xác nhận")).to_be_checked()
    expect(page.get_by_role("button", name="Gửi báo cáo", exact=True)).to_have_count(0)


def ask_for_time(page: Page) -> None:
    panel = page.locator("#gia-han")
    panel.locator("summary").click()
    panel.get_by_label("Đề nghị đến ngày").fill("28/02/2027")
    panel.get_by_label("Lý do").fill("Trùng đợt họp Hội đồng nhân dân xã.")
    panel.get_by_role("button", name="Đề nghị điều chỉnh thời hạn").click()
    expect(page.get_by_role("status").filter(has_text="Đã gửi đề nghị điều chỉnh thời hạn tới Sở.")).to_be_visible()
    asked = page.get_by_role("definition").filter(has_text="28/02/2027, chờ ý kiến lãnh đạo Sở")
    expect(asked).to_be_visible()


def send(page: Page) -> None:
    """The head reads what the officer prepared, adds the number of the unit's paper and sends it."""
    expect(page.get_by_label("Kết quả đã làm")).to_have_value(re.compile("^Đã họp xét"))
    page.get_by_text("Văn bản của đơn vị (số, ngày, người ký)").click()
    page.get_by_label(re.compile("^số, ký hiệu văn bản của đơn vị", re.IGNORECASE)).fill("45/BC-UBND")
    page.get_by_role("button", name="Gửi báo cáo", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Đã gửi báo cáo hoàn thành tới Sở.")).to_be_visible()
    expect(page.get_by_role("heading", name="Đang chờ Sở")).to_be_visible()
    sent = page.get_by_role("region", name=re.compile("^Báo cáo đã gửi"))
    expect(sent).to_contain_text("45/BC-UBND")
    expect(sent.get_by_role("link", name="biên bản.pdf", exact=True)).to_be_visible()


def whole(page: Page, window: tuple[int, int]) -> None:
    """Axe finds nothing, and nothing is wider than the window."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= window[0]


@pytest.mark.parametrize("named", WEEKS)
def test_the_officers_week(open_page: Open, named: str):
    window, order = WEEKS[named]
    officer = open_page("/", OFFICER, window)
    acknowledge(officer)
    whole(officer, window)
    prepare(officer, order)
    whole(officer, window)
    head = open_page(officer.url, HEAD, window)
    ask_for_time(head)
    whole(head, window)
    send(head)
    whole(head, window)
    home = open_page("/", OFFICER, window)
    expect(home.get_by_role("heading", name=re.compile("^Đang chờ Sở"))).to_be_visible()
    whole(home, window)
    passing = open_page(f"{head.url.split('#')[0]}viec/giao-xu-ly/", HEAD, window)
    whole(passing, window)
    seen_by_the_so = open_page(head.url, CLERK, window)
    expect(seen_by_the_so.get_by_text("Đã họp xét ngày 12/11/2026").first).to_be_visible()
    whole(seen_by_the_so, window)
