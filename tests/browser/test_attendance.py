"""Attendance by keyboard in the real browser: twenty units, two clerks on one row, and what axe finds."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.portal.test_browser import PHONE, WIDE, Open, browser, cookies, open_page, portal, pytestmark

__all__ = ["browser", "cookies", "open_page", "portal", "pytestmark"]

ATTENDANCE = "/cuoc-hop/1/thanh-phan/"
CLERK = "chuyenvien"
DELAYED = re.compile(r"/dong/\d+/$")


def open_grid(open_page: Open, *, at_least: int = 1, **window: object) -> Page:
    """The grid of the demo's meeting; where it has fewer units, those of the communes' group are invited first."""
    page = open_page(ATTENDANCE, CLERK, **window)
    if page.locator("tr[data-row]").count() < at_least:
        page.get_by_label("Thêm đơn vị ngoài giấy mời").fill("xa phuong")
        page.get_by_role("option", name=re.compile("nhóm đơn vị")).first.click()
        page.get_by_role("button", name="Thêm vào danh sách").click()
        expect(page.get_by_text(re.compile(r"Đã thêm \d+ đơn vị của nhóm"))).to_be_visible()
    assert page.locator("tr[data-row]").count() >= at_least
    return page


class Keyboard:
    """Types and counts: ``keys`` are those that stand for marks and moves, ``letters`` those of words."""

    def __init__(self, page: Page):
        self.page, self.keys, self.letters = page, [], 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys.append(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.letters += len(words)


def mark_of(page: Page, place: int) -> str:
    return page.locator("tr[data-row]").nth(place).locator("input[type=radio]:checked").get_attribute("data-key") or ""


def all_saved(page: Page) -> None:
    """Wait until no row is on its way to the server."""
    expect(page.locator("tr.htmx-request")).to_have_count(0, timeout=30_000)


def test_twenty_units_are_recorded_by_keyboard(open_page: Open, capsys: pytest.CaptureFixture[str]):
    page = open_grid(open_page, at_least=20)
    page.locator("tr[data-row] input[type=radio]:checked").first.focus()
    typed = Keyboard(page)
    typed.press("c", "c", "t", "d")
    typed.type("Ông Bùi Văn M - Phó Trưởng phòng, thay Trưởng phòng; bà Lê Thị N")
    typed.press("Enter", "s", "l")
    typed.type("Trùng kỳ họp HĐND")
    typed.press("Enter", "k", *"ccccccc", "t", *"ccc", "k", "c")
    marks = [mark_of(page, place) for place in range(20)]
    assert marks == list("CCTDSLK" + "CCCCCCC" + "T" + "CCC" + "K" + "C")
    all_saved(page)
    fourth = page.locator("tr[data-row]").nth(3)
    expect(fourth).to_contain_text("Đã lưu: Ông Bùi Văn M, Phó Trưởng phòng; bà Lê Thị N")
    page.reload()
    assert [mark_of(page, place) for place in range(20)] == marks, "each row has saved itself"
    expect(fourth.get_by_label(re.compile("Dự thay ai"))).to_have_value("thay Trưởng phòng")
    expect(page.locator("tr[data-row]").nth(5).get_by_label(re.compile("^Lý do"))).to_have_value("Trùng kỳ họp HĐND")
    assert len(typed.keys) == 22
    with capsys.disabled():
        print(f"\n20 units: {len(typed.keys)} keys ({' '.join(typed.keys)}) and {typed.letters} letters of words")


def test_a_reason_typed_after_the_mouse_chose_the_mark_is_a_reason(open_page: Open):
    page = open_grid(open_page, at_least=4)
    rows = page.locator("tr[data-row]")
    before = [mark_of(page, place) for place in range(1, 4)]
    rows.nth(0).locator("[data-key=K]").check()
    rows.nth(0).locator("[data-key=L]").click()
    reason = rows.nth(0).get_by_label(re.compile("^Lý do"))
    expect(reason).to_be_focused()
    page.keyboard.type("Kẹt lịch tiếp dân")
    expect(reason).to_have_value("Kẹt lịch tiếp dân")
    assert mark_of(page, 0) == "L"
    assert [mark_of(page, place) for place in range(1, 4)] == before, "no letter of it marked another unit"


def test_arrows_change_row_and_mark_and_letters_in_a_field_are_words(open_page: Open):
    page = open_grid(open_page, at_least=3)
    rows = page.locator("tr[data-row]")
    rows.nth(0).locator("[data-key=C]").check()
    rows.nth(0).locator("[data-key=C]").focus()
    page.keyboard.press("ArrowRight")
    assert mark_of(page, 0) == "T"
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1).locator("input[type=radio]:checked")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(rows.nth(0).locator("input[type=radio]:checked")).to_be_focused()
    field = rows.nth(0).get_by_label(re.compile("^Đại biểu"))
    field.fill("")
    field.press_sequentially("Lê Văn K")
    assert mark_of(page, 0) == "T"
    expect(field).to_have_value("Lê Văn K")
    page.locator("h1").click()
    page.keyboard.press("k")
    assert mark_of(page, 0) == "T", "letters mean nothing outside the grid"


def test_of_two_windows_on_one_row_the_second_sees_both_and_loses_nothing(open_page: Open):
    first, second = (open_grid(open_page, at_least=3) for _ in range(2))
    for page, letter in ((first, "C"), (first, "T")):
        page.locator("tr[data-row]").nth(2).locator(f"[data-key={letter}]").check()
        all_saved(page)
    row = second.locator("tr[data-row]").nth(2)
    with second.expect_response(lambda answer: answer.status == 409):
        row.locator("[data-key=K]").check()
    told = row.get_by_role("alert")
    expect(told).to_contain_text("vừa ghi dòng này")
    expect(told).to_contain_text("Đang lưu: Đến")
    expect(told).to_contain_text("Vừa nhập, chưa lưu: Vắng không lý do")
    assert mark_of(second, 2) == "K"
    found = Axe().run(second)
    assert found.violations_count == 0, found.generate_report()
    told.get_by_role("button", name="Lưu nội dung vừa nhập").click()
    expect(told).to_have_count(0)
    first.reload()
    assert mark_of(first, 2) == "K"


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page: Open, window, dark: bool):
    page = open_grid(open_page, at_least=20, window=window, dark=dark)
    for path in ("", "dan/", "thong-ke/", "cong-van/1/"):
        assert page.goto(ATTENDANCE + path).ok
        if path == "dan/":
            page.locator("#text").fill(
                "UBND xã Long Hồ\tÔng Võ Minh T\tPhó Chủ tịch\nUBND xã Nơi Nào\tLê Văn D\tKế toán"
            )
            page.get_by_role("button", name="Đối chiếu").click()
            expect(page.get_by_role("heading", name="Không khớp đơn vị nào")).to_be_visible()
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= window[0], path


def test_changes_of_one_row_while_it_is_being_saved_are_no_conflict_with_oneself(open_page: Open):
    page = open_grid(open_page, at_least=3)
    row = page.locator("tr[data-row]").nth(1)
    answers: list[int] = []
    page.on("response", lambda answer: "/dong/" in answer.url and answers.append(answer.status))
    held: list[Route] = []
    page.route(DELAYED, lambda route: route.continue_() if held else held.append(route))
    for letter in "KTCT":
        row.locator(f"[data-key={letter}]").check()
    row.get_by_label(re.compile("^Lý do")).fill("đến 08:55")
    page.keyboard.press("Enter")
    expect(row.get_by_label(re.compile("^Lý do"))).not_to_be_focused()
    assert answers == [], "the others wait for the first, and the last of them tells all"
    with page.expect_response(lambda answer: "/dong/" in answer.url and "08%3A55" in (answer.request.post_data or "")):
        held[0].continue_()
    assert answers.count(409) == 0
    page.reload()
    assert mark_of(page, 1) == "T"
    expect(row.get_by_label(re.compile("^Lý do"))).to_have_value("đến 08:55")
