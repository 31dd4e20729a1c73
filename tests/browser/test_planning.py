"""A meeting from its series in the real browser: made, its day changed, seen by a unit; and what axe finds."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.portal.test_browser import PHONE, WIDE, Open, browser, cookies, open_page, portal, pytestmark

__all__ = ["browser", "cookies", "open_page", "portal", "pytestmark"]

CLERK, UNIT = "chuyenvien", "congchuc"
SERIES = "Giao ban khoa học và công nghệ hằng quý"


def pick(page: Page, label: str, words: str, name: str) -> None:
    """Type into a picker of the field and take the unit of this name."""
    page.get_by_role("group", name=re.compile(label)).get_by_role("combobox").or_(
        page.get_by_role("group", name=re.compile(label)).get_by_role("textbox")
    ).first.fill(words)
    page.get_by_role("option", name=re.compile(f"^{name}")).first.click()


@pytest.fixture
def series(open_page: Open) -> str:
    """The address of the series' page; made by the clerk once for the tests of this file."""
    page = open_page("/cuoc-hop/chuoi/", CLERK)
    if not page.get_by_role("link", name=SERIES).count():
        page.get_by_role("link", name="Thêm chuỗi").click()
        page.get_by_label("Tên chuỗi cuộc họp").fill(SERIES)
        page.get_by_label("Mẫu tên cuộc họp").fill("Hội nghị giao ban {kỳ}")
        page.get_by_label("Địa điểm thường họp").fill("Hội trường Sở")
        page.get_by_label("Giờ bắt đầu thường lệ").fill("08:00")
        pick(page, "đăng cai theo lượt", "xa long ho", "UBND xã Long Hồ")
        pick(page, "được mời", "xa long ho", "UBND xã Long Hồ")
        page.get_by_role("button", name="Lưu chuỗi").click()
    else:
        page.get_by_role("link", name=SERIES).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SERIES)
    return page.url


@pytest.fixture
def meeting(open_page: Open, series: str) -> str:
    """The address of a new meeting of the series."""
    page = open_page(series, CLERK)
    page.get_by_label("Ngày họp").fill("20/12/2030")
    page.get_by_role("button", name=re.compile("^Lập cuộc họp")).click()
    expect(page.get_by_text(re.compile("Đã lập cuộc họp quý .* mời 1 đơn vị"))).to_be_visible()
    return page.url


def test_a_meeting_is_made_from_its_series_and_its_day_is_changed(open_page: Open, meeting: str):
    page = open_page(meeting, CLERK)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Hội nghị giao ban quý"))
    expect(page.get_by_text("Quyết định 45/2018/QĐ-TTg")).to_be_visible()
    page.get_by_role("link", name="Dời cuộc họp").click()
    page.get_by_label("Ngày họp mới").fill("27/12/2030")
    page.get_by_label("Lý do").fill("Trùng kỳ họp Hội đồng nhân dân tỉnh")
    page.get_by_role("button", name="Dời cuộc họp").click()
    expect(page.get_by_text("Đã dời cuộc họp.")).to_be_visible()
    unit = open_page(meeting, UNIT)
    expect(unit.get_by_text("“Trùng kỳ họp Hội đồng nhân dân tỉnh”")).to_be_visible()
    unit.get_by_role("link", name=re.compile("Đăng ký đại biểu|Sửa trả lời")).click()
    unit.get_by_label("Đại biểu", exact=True).fill("Ông Võ Minh Trí - Phó Chủ tịch")
    unit.get_by_role("button", name="Gửi đăng ký").click()
    expect(unit.get_by_text("Đã đăng ký đại biểu dự họp của UBND xã Long Hồ.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 đơn vị đã đăng ký, 0 báo vắng, 0 chưa trả lời.")).to_be_visible()
    month = open_page("/cuoc-hop/lich/?thang=2030-12", UNIT)
    expect(month.get_by_role("link", name=re.compile("08:00 Hội nghị giao ban"))).to_have_count(1)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_on_the_pages_of_planning(open_page: Open, series: str, meeting: str, window, dark):
    clerk_pages = [
        "/cuoc-hop/",
        "/cuoc-hop/them/",
        "/cuoc-hop/chuoi/",
        series,
        f"{series}sua/",
        "/cuoc-hop/lich/?thang=2030-12",
        "/cuoc-hop/lich/dia-chi/",
        meeting,
        f"{meeting}sua/",
        f"{meeting}tai-lieu/",
        f"{meeting}diem-cau/",
        f"{meeting}doi-lich/doi/",
        f"{meeting}dang-ky/",
    ]
    page = open_page("/", CLERK, window, dark=dark)
    for path in clerk_pages:
        assert _looks_right(page, path, window[0]) == [], path
    unit = open_page(meeting, UNIT, window, dark=dark)
    assert _looks_right(unit, meeting, window[0]) == []
    unit.get_by_role("link", name=re.compile("Đăng ký đại biểu|Sửa trả lời")).click()
    assert _looks_right(unit, unit.url, window[0]) == []


def _looks_right(page: Page, path: str, width: int) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    page.goto(path)
    found = [f"{each['id']}: {each['nodes'][0]['html']}" for each in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{wide} px wide"] if wide > width else [])
