"""The week around an order in the real browser, as each of its people lives it: the unit's officer and head, the clerk and
the head of the division that follows the order, the leader. On a wide window and on a phone.

With ``WEEK_PICTURES=folder`` a picture of each step is taken on the way, with ``GUIDE_PICTURES=docs/anh`` those of the
user guide.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.guide import picture
from tests.portal.test_browser import PHONE, WIDE, Open, browser, cookies, open_page, portal, pytestmark

__all__ = ["browser", "cookies", "open_page", "portal", "pytestmark"]

OFFICER, HEAD, CLERK, DIVISION, LEADER = "congchuc", "lanhdaodonvi", "chuyenvien", "truongphong", "lanhdao"
UNIT, FOR_ALL = "UBND xã Long Hồ", "Đề nghị UBND các xã, phường, đặc khu"
PDF = b"%PDF-1.4\n%%EOF\n"
SCRIPT = re.compile(r"/portal/tasks[^/]*\.js$")
PICTURES = os.environ.get("WEEK_PICTURES", "")


@dataclass
class Week:
    """One window's week. ``order``: how the unit's order begins; ``by_post``: two units that answer the other by post.

    Each window has an order and units of its own: what was done in one is done.
    """

    open_page: Open
    window: tuple[int, int]
    order: str
    by_post: tuple[str, str]
    pages: dict[str, Page] = field(default_factory=dict)
    steps: int = 0

    def at(self, who: str, path: str = "/") -> Page:
        """The person's own window, on the page of the address."""
        if who in self.pages:
            self.pages[who].goto(path)
        else:
            self.pages[who] = self.open_page(path, who, self.window)
        return self.pages[who]

    def seen(self, page: Page, *, axe: bool = False) -> None:
        """Nothing is wider than the window; where ``axe`` looks, it finds nothing."""
        self.steps += 1
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{self.window[0]}-{self.steps:02}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= self.window[0], page.url
        if axe:
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()

    def picture(self, page: Page, name: str) -> None:
        """Of the guide, which shows the wide window."""
        if self.window == WIDE:
            picture(page, name)

    def leads_to(self, page: Page, panel: str) -> None:
        """On a phone the panel of the next act stands far below: a link at the head leads there."""
        self.seen(page)
        link = page.get_by_role("link", name=panel, exact=True)
        expect(link).to_be_visible(visible=self.window == PHONE)
        if self.window == PHONE:
            link.click()
        expect(page.get_by_role("heading", name=panel, exact=True)).to_be_in_viewport()


def in_days(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


ASKED, GRANTED, SUPPLEMENT_BY = in_days(120), in_days(100), in_days(10)


def told(page: Page, words: str) -> None:
    """What the page says has happened."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_in_viewport()


def press(within: Page | Locator, name: str) -> None:
    within.get_by_role("button", name=name, exact=True).click()


def acknowledge(week: Week) -> None:
    """All the orders of the new notice with one click; they were, where a week has gone before."""
    page = week.at(OFFICER)
    week.seen(page, axe=True)
    week.picture(page, "9-viec-cua-don-vi")
    button = page.get_by_role("button", name=re.compile("^Xác nhận đã tiếp nhận"))
    if button.count():
        button.first.click()
        told(page, "Đã xác nhận tiếp nhận 3 nhiệm vụ.")
        week.seen(page)


def prepare(week: Week, words: str, files: Sequence[str], *, link: str, completes: bool) -> None:
    """The officer writes and adds files, which are kept without a click on anything that saves.

    On a slow line: the files are chosen before the page's script has come.
    """
    page = week.at(OFFICER)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(SCRIPT, hold)
    page.get_by_role("link", name=re.compile(f"^{link}: {week.order}")).click()
    kind = "Báo cáo hoàn thành: đề nghị Sở xác nhận" if completes else "Báo cáo tiến độ: việc còn tiếp tục"
    page.get_by_label(kind).check()
    page.locator("[data-drop] input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/pdf", "buffer": PDF + name.encode()} for name in files]
    )
    for route in held:
        route.continue_()
    page.unroute(SCRIPT)
    kept = page.get_by_role("list", name="Tệp đã kèm").get_by_role("link")
    expect(kept).to_have_count(len(files))
    page.get_by_label("Kết quả đã làm").fill(words)
    expect(page.locator("[data-saved]")).to_contain_text("Bản nháp tự lưu lúc")
    page.reload()
    expect(page.get_by_label("Kết quả đã làm")).to_have_value(words)
    expect(page.get_by_label(kind)).to_be_checked()
    expect(page.get_by_role("button", name="Gửi báo cáo", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Gửi báo cáo tiến độ")).to_be_visible(visible=not completes)
    expect(page.get_by_role("button", name="Lưu, chuyển lãnh đạo đơn vị gửi")).to_be_visible(visible=completes)
    week.seen(page, axe=not completes)
    if not completes:
        page.get_by_label(kind).scroll_into_view_if_needed()
        week.picture(page, "10-soan-bao-cao")


def send(week: Week, words: str, sentence: str, *, link: str) -> Page:
    """The head finds the order at home, reads what the officer prepared, and sends it."""
    page = week.at(HEAD)
    page.get_by_role("link", name=re.compile(f"^{link}: {week.order}")).click()
    expect(page.get_by_label("Kết quả đã làm")).to_have_value(words)
    week.seen(page)
    press(page, "Gửi báo cáo")
    told(page, sentence)
    week.seen(page)
    return page


def report_progress(week: Week) -> None:
    words = "Đã họp xét lần một, đang lấy ý kiến các ấp."
    prepare(week, words, ["biên bản.pdf", "danh sách.pdf"], link="Gửi báo cáo", completes=False)
    page = send(week, words, "Đã gửi báo cáo tiến độ tới Sở.", link="Gửi báo cáo")
    sent = page.get_by_role("region", name=re.compile("^Báo cáo đã gửi"))
    expect(sent.get_by_role("link", name="biên bản.pdf", exact=True)).to_be_visible()
    expect(sent.get_by_role("link", name="danh sách.pdf", exact=True)).to_be_visible()


def ask_for_time(week: Week) -> None:
    page = week.pages[HEAD]
    panel = page.locator("#gia-han")
    panel.locator("summary").click()
    panel.get_by_label("Đề nghị đến ngày").fill(ASKED)
    panel.get_by_label("Lý do").fill("Trùng đợt họp Hội đồng nhân dân xã.")
    week.seen(page)
    press(panel, "Đề nghị điều chỉnh thời hạn")
    told(page, "Đã gửi đề nghị điều chỉnh thời hạn tới Sở.")
    expect(page.get_by_role("definition").filter(has_text=f"{ASKED}, chờ ý kiến lãnh đạo Sở")).to_be_visible()
    week.seen(page)


def grant_less(week: Week) -> None:
    """The leader finds the wish at home, and agrees to an earlier day; the unit reads which."""
    page = week.at(LEADER)
    week.seen(page)
    page.get_by_role("link", name=re.compile(f"^Ý kiến khác: {UNIT}, {week.order[:20]}")).click()
    other_day = page.get_by_role("link", name="Đồng ý đến ngày khác")
    expect(other_day).to_be_visible()
    week.leads_to(page, "Việc của Sở")
    other_day.click()
    page.get_by_label("Đồng ý đến ngày").fill(GRANTED)
    page.get_by_label(re.compile("^Ý kiến")).fill("Sớm hơn để kịp tổng hợp cuối năm.")
    week.seen(page, axe=True)
    week.picture(page, "11-quyet-dinh-thoi-han")
    press(page, "Đồng ý gia hạn")
    told(page, "Đã đồng ý điều chỉnh thời hạn.")
    unit = week.pages[HEAD]
    unit.reload()
    expect(unit.get_by_role("definition").filter(has_text=GRANTED)).to_be_visible()
    expect(unit.get_by_text("Sớm hơn để kịp tổng hợp cuối năm.")).to_be_visible()
    week.seen(unit)


def complete(week: Week) -> None:
    words = "Đã họp xét, chọn 03 nhiệm vụ đề xuất."
    prepare(week, words, ["danh mục.pdf"], link="Gửi báo cáo", completes=True)
    page = send(week, words, "Đã gửi báo cáo hoàn thành tới Sở.", link="Gửi báo cáo")
    expect(page.get_by_role("heading", name="Đang chờ Sở")).to_be_visible()
    home = week.at(OFFICER)
    expect(home.get_by_role("heading", name=re.compile("^Đang chờ Sở"))).to_be_visible()
    week.seen(home)


def ask_supplement(week: Week) -> None:
    """The head of the following division opens the result from home and asks for what is missing."""
    page = week.at(DIVISION)
    week.seen(page)
    page.get_by_role("link", name=re.compile(f"^Xem kết quả: {UNIT}, {week.order[:20]}")).click()
    supplement = page.get_by_role("link", name="Đề nghị bổ sung")
    expect(supplement).to_be_visible()
    week.seen(page, axe=True)
    supplement.click()
    page.get_by_label("Nội dung cần bổ sung").fill("Bổ sung quyết định phê duyệt danh mục.")
    page.get_by_label("Bổ sung chậm nhất ngày").fill(SUPPLEMENT_BY)
    week.seen(page)
    press(page, "Đề nghị bổ sung")
    told(page, "Đã đề nghị đơn vị bổ sung.")


def complete_again(week: Week) -> None:
    words = "Đã kèm quyết định phê duyệt danh mục."
    home = week.at(OFFICER)
    row = home.get_by_role("listitem").filter(has_text=f"Sở đề nghị bổ sung chậm nhất ngày {SUPPLEMENT_BY}")
    expect(row).to_be_visible()
    week.seen(home)
    row.get_by_role("link", name=re.compile("^Bổ sung báo cáo")).click()
    expect(home.get_by_text("Bổ sung quyết định phê duyệt danh mục.").first).to_be_visible()
    prepare(week, words, ["quyết định.pdf"], link="Bổ sung báo cáo", completes=True)
    send(week, words, "Đã gửi báo cáo hoàn thành tới Sở.", link="Bổ sung báo cáo")


def record_by_post(week: Week, unit: str, number: str, *, axe: bool = False) -> None:
    """The clerk finds the unit's order in the list and records the paper, with the day on which it came."""
    page = week.at(CLERK, "/nhiem-vu/")
    page.get_by_label("Đơn vị chủ trì").select_option(label=unit)
    press(page, "Lọc")
    expect(page.get_by_role("heading", name=re.compile("^Nhiệm vụ đã lọc"))).to_be_visible()
    week.seen(page)
    page.get_by_role("link", name=re.compile(f"^Mở nhiệm vụ: {unit}, {FOR_ALL[:20]}")).click()
    page.get_by_role("link", name="Ghi văn bản của đơn vị").click()
    page.get_by_label("Văn bản này là").select_option(label="Báo cáo hoàn thành")
    page.get_by_label("Đến Sở bằng").select_option(label="Bản giấy")
    page.get_by_label(re.compile("^Số, ký hiệu văn bản")).fill(number)
    page.get_by_label(re.compile("^Tóm tắt nội dung")).fill("Báo cáo danh sách điểm, đã rà soát đủ.")
    page.get_by_label("Tệp", exact=False).first.set_input_files(
        {"name": "bản quét.pdf", "mimeType": "application/pdf", "buffer": PDF + number.encode()}
    )
    week.seen(page, axe=axe)
    press(page, "Ghi văn bản của đơn vị")
    told(page, "Đã ghi văn bản của đơn vị.")
    week.seen(page)


def not_achieved(week: Week, unit: str) -> None:
    page = week.at(DIVISION)
    page.get_by_role("link", name=re.compile(f"^Xem kết quả: {unit}")).click()
    page.get_by_role("link", name="Kết quả chưa đạt").click()
    page.get_by_label("Lý do").fill("Danh sách thiếu hai ấp.")
    week.seen(page)
    press(page, "Kết quả chưa đạt")
    told(page, "Đã ghi kết quả chưa đạt; đơn vị tiếp tục thực hiện.")


def confirm_at_once(week: Week, units: Sequence[str]) -> None:
    """The head of the division ticks the results that wait, and confirms them all."""
    page = week.at(DIVISION, "/nhiem-vu/")
    waiting = page.get_by_role("link", name=re.compile("^Chờ Sở xác nhận"))
    waiting.click()
    expect(waiting).to_have_attribute("aria-current", "page")
    for unit in units:
        page.get_by_role("checkbox", name=re.compile(f"^Chọn xác nhận ?: {unit}")).check()
    week.seen(page, axe=True)
    week.picture(page, "12-xac-nhan-ket-qua")
    press(page, "Xác nhận các nhiệm vụ đã chọn")
    told(page, f"Đã xác nhận hoàn thành {len(units)} nhiệm vụ.")
    week.seen(page)
    unit = week.at(HEAD, f"{week.pages[HEAD].url.split('#')[0]}")
    expect(unit.get_by_text("Sở: Xác nhận hoàn thành").first).to_be_visible()
    week.seen(unit)


def decide_disputed(week: Week, unit: str) -> None:
    """What once was not achieved is the leader's to confirm: one click at home."""
    page = week.at(LEADER)
    row = page.get_by_role("listitem").filter(has_text=unit)
    expect(row).to_contain_text("kết quả từng không đạt")
    week.seen(page)
    row.get_by_role("button", name=re.compile("^Xác nhận hoàn thành")).click()
    told(page, "Đã xác nhận hoàn thành.")
    expect(page.get_by_role("button", name=re.compile(f"^Xác nhận hoàn thành: {unit}"))).to_have_count(0)


WEEKS = {
    "wide": (WIDE, FOR_ALL, ("UBND phường Long Châu", "UBND xã An Bình")),
    "phone": (PHONE, "Đề nghị UBND xã Long Hồ chủ trì", ("UBND phường Phước Hậu", "UBND xã Hòa Bình")),
}


@pytest.mark.parametrize("named", WEEKS)
def test_the_officers_week(open_page: Open, named: str):
    week = Week(open_page, *WEEKS[named])
    disputed, plain = week.by_post
    acknowledge(week)
    report_progress(week)
    ask_for_time(week)
    grant_less(week)
    complete(week)
    ask_supplement(week)
    complete_again(week)
    record_by_post(week, disputed, "45/BC-UBND")
    not_achieved(week, disputed)
    record_by_post(week, disputed, "52/BC-UBND")
    record_by_post(week, plain, "31/BC-UBND", axe=True)
    confirm_at_once(week, [UNIT, plain])
    decide_disputed(week, disputed)
