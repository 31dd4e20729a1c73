"""A clerk imports a document in the real browser: read, three things corrected, the meeting made."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.portal.test_browser import PHONE, WIDE, Open, Portal, browser, cookies, open_page, portal, pytestmark

__all__ = ["browser", "cookies", "open_page", "portal", "pytestmark"]

IMPORT = "/cuoc-hop/nhap-tu-tai-lieu/"
DOCUMENT = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
THÔNG BÁO
Kết luận giao ban hoạt động khoa học và công nghệ quý III năm 2026
Ngày 14/10/2026, tại Hội trường UBND xã Long Hồ, Sở Khoa học và Công nghệ tổ chức cuộc họp giao ban.
I. THÀNH PHẦN THAM DỰ
1. Bà Phạm Thị D - Phó Giám đốc Sở - Chủ trì cuộc họp
- Xã Long Hồ:
2. Ông Võ Văn G - Công chức Phòng Văn hóa - Xã hội
- Xã Tam Bình: Vắng
II. KẾT LUẬN
1. Giao Phòng Quản lý khoa học tổng hợp danh mục nhiệm vụ, trình Giám đốc Sở trước ngày 30/11/2026.
2. Đề nghị UBND xã Nơi Nào Đó rà soát thiết bị đo tại chợ, báo cáo trước ngày 15/12.
3. Ghi nhận kết quả của các địa phương trong quý.
"""


def begin(page: Page) -> None:
    page.get_by_label("Hoặc dán nội dung").fill(DOCUMENT)
    page.get_by_role("button", name="Đọc tài liệu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra nội dung đọc được")


def section(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Các phần của nội dung đọc được").get_by_role("link", name=name).click()
    expect(page.locator("#h-phan")).to_contain_text(name)


def piece(page: Page, words: str):
    return page.locator("li.cand", has_text=words)


def test_a_document_is_reviewed_corrected_and_made_a_meeting(open_page: Open):
    page = open_page(IMPORT, "chuyenvien")
    begin(page)
    expect(page.get_by_text("chưa có gì được lưu vào cuộc họp")).to_be_visible()
    section(page, "Nhiệm vụ")
    _choose_a_unit(page)
    _say_another_deadline(page)
    section(page, "Đại biểu")
    _correct_a_person(page)
    page.get_by_role("button", name=re.compile("Đúng với tất cả mục")).click()
    expect(page.get_by_role("button", name=re.compile("Đúng với tất cả mục"))).to_have_count(0)
    _come_back_later(page)
    page.get_by_role("button", name="Tạo cuộc họp").click()
    expect(page.get_by_text("Đã tạo cuộc họp từ tài liệu.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Thành phần")).click()
    expect(page).to_have_url(re.compile("/thanh-phan/"))
    assert "Võ Văn Giang" in page.content()
    page.get_by_role("link", name=re.compile("^Kết luận")).click()
    expect(page).to_have_url(re.compile("/ket-luan/"))
    main = page.locator("main")
    expect(main).to_contain_text("UBND xã Trà Ôn")
    expect(main).to_contain_text("31/12/2026")


def _choose_a_unit(page: Page) -> None:
    """The unknown unit is found by typing without diacritics, by the keyboard alone."""
    order = piece(page, "rà soát thiết bị đo tại chợ")
    expect(order).to_contain_text("chưa có trong danh mục")
    order.get_by_role("link", name="Sửa").click()
    cards = page.locator("li.cand")
    lead = cards.get_by_label("Đơn vị chủ trì 1")
    lead.fill("")
    lead.press_sequentially("ubnd tra on")
    expect(page.get_by_role("option", name="UBND xã Trà Ôn")).to_be_visible()
    lead.press("ArrowDown")
    lead.press("Enter")
    expect(lead).to_have_value("UBND xã Trà Ôn")
    expect(cards.get_by_label("Đơn vị chủ trì 2")).to_have_value("")
    cards.get_by_label("Đơn vị chủ trì 2").fill("Văn phòng Sở")
    cards.get_by_label("Đơn vị chủ trì 2").blur()
    cards.get_by_label("Đơn vị chủ trì 3").wait_for()  # one more place than is filled
    cards.get_by_label("Đơn vị chủ trì 2").fill("")


def _say_another_deadline(page: Page) -> None:
    """The day of the words is told before they are saved."""
    page.locator("li.cand").get_by_label("Thời hạn").fill("trong quý IV")
    expect(page.get_by_text("= thứ Năm, 31/12/2026")).to_be_visible()
    page.get_by_role("button", name="Lưu", exact=True).click()
    order = piece(page, "rà soát thiết bị đo tại chợ")
    expect(order).to_contain_text("Đã sửa")
    expect(order).to_be_focused()
    expect(page.locator("#thanh-luu")).to_contain_text("Đã kiểm tra 1/")
    expect(page.locator("#dong-12")).to_have_class(re.compile("lit"))


def _correct_a_person(page: Page) -> None:
    piece(page, "Võ Văn G").get_by_role("link", name="Sửa").click()
    page.locator("li.cand").get_by_label("Họ và tên").fill("Võ Văn Giang")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(piece(page, "Võ Văn Giang")).to_contain_text("Đã sửa")


def _come_back_later(page: Page) -> None:
    page.get_by_role("link", name="Lưu tạm").click()
    half_done = page.get_by_role("region", name=re.compile("Tài liệu đang kiểm tra dở"))
    half_done.get_by_role("link", name=re.compile("Xem tiếp")).first.click()
    section(page, "Đại biểu")
    expect(piece(page, "Võ Văn Giang")).to_be_visible()


def test_a_double_click_reads_a_document_once(open_page: Open):
    page = open_page(IMPORT, "chuyenvien")
    readings = page.get_by_role("link", name=re.compile("Xem tiếp"))
    before = readings.count()
    page.get_by_label("Hoặc dán nội dung").fill(DOCUMENT)
    page.get_by_role("button", name="Đọc tài liệu").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra nội dung đọc được")
    page.goto(IMPORT)
    expect(readings).to_have_count(before + 1)


def test_both_sides_lead_to_each_other(open_page: Open):
    page = open_page(IMPORT, "chuyenvien")
    begin(page)
    section(page, "Nhiệm vụ")
    page.locator("#dong-11").get_by_role("link", name="Dòng 11").click()
    order = piece(page, "tổng hợp danh mục")
    expect(order).to_be_focused()
    expect(page.locator("#dong-11")).to_have_class(re.compile("lit"))
    page.locator("#dong-8").get_by_role("link", name="Dòng 8").press("Enter")
    expect(page.locator("#h-phan")).to_have_text("Đại biểu")


@pytest.fixture
def another_window(open_page: Open, browser: Browser, portal: Portal, cookies: dict[str, list]):
    """A clerk's window whose console is not listened to: a browser complains of each answer that refuses."""
    open_page("/", "chuyenvien")
    contexts = []

    def open_(path: str, *, script: bool = True) -> Page:
        contexts.append(browser.new_context(base_url=portal.origin, java_script_enabled=script))
        contexts[-1].add_cookies(cookies["chuyenvien"])
        page = contexts[-1].new_page()
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


def test_two_windows_show_the_second_both_texts(another_window):
    page = another_window(IMPORT)
    begin(page)
    windows = [another_window(f"{page.url}?phan=nhiem-vu") for _ in range(2)]
    for window in windows:
        piece(window, "tổng hợp danh mục").get_by_role("link", name="Sửa").click()
    for window, words in zip(windows, ("Tổng hợp hồ sơ", "Tổng hợp danh sách"), strict=True):
        window.locator("li.cand").get_by_label("Nhiệm vụ").fill(words)
        with window.expect_response(re.compile("/muc/")) as answer:
            window.get_by_role("button", name="Lưu", exact=True).click()
    assert answer.value.status == 409
    expect(windows[1].get_by_role("row", name=re.compile("Tổng hợp hồ sơ.*Tổng hợp danh sách"))).to_be_visible()
    windows[1].get_by_role("button", name="Lưu bản vừa nhập").click()
    expect(piece(windows[1], "Tổng hợp danh sách")).to_contain_text("Đã sửa")


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page: Open, window: tuple[int, int], dark: bool):
    page = open_page(IMPORT, "chuyenvien", window, dark=dark)
    begin(page)
    place = page.url
    for query in (
        "",
        "?phan=nhiem-vu&sua=d1",
        "?phan=dai-bieu",
        "?phan=dan-y",
        "?phan=bo-qua",
        "?phan=nhiem-vu&them=c2",
    ):
        page.goto(place + query)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == window[0], query


def test_without_script_the_same_is_done_by_plain_forms(another_window):
    page = another_window(IMPORT, script=False)
    begin(page)
    page.goto(f"{page.url}?phan=nhiem-vu")
    order = piece(page, "rà soát thiết bị đo tại chợ")
    order.get_by_role("link", name="Sửa").click()
    page.locator("li.cand").get_by_label("Đơn vị chủ trì 1").fill("UBND xã Trà Ôn")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(order).to_contain_text("Đã sửa")
    expect(order).not_to_contain_text("chưa có trong danh mục")
    page.get_by_role("button", name="Tạo cuộc họp").click()
    expect(page.get_by_text("Đã tạo cuộc họp từ tài liệu.")).to_be_visible()
