"""The clerk's day in the real browser, without the administration: from the series of meetings to the released notice.

What each step costs is printed: clicks, keys that stand for acts, and letters of words. With ``GUIDE_PICTURES=docs/anh``
the pictures of the user guide are taken on the way.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pdfplumber
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from portal.demo.scenario import DOCUMENT
from tests.browser.guide import picture
from tests.portal.test_browser import Open, browser, cookies, open_page, portal, pytestmark

__all__ = ["browser", "cookies", "open_page", "portal", "pytestmark"]

CLERK, DIVISION, OFFICE, LEADER, REGISTRAR = "chuyenvien", "truongphong", "chanhvanphong", "lanhdao", "vanthu"
SERIES = "Giao ban khoa học và công nghệ với các xã, phường"
REFERENCE = Path(os.environ.get("REFERENCE_DIR", "/nowhere"))
CHECKER = REFERENCE / "tools" / "check_notice_pdf.py"


def document() -> Path:
    """One of the reference documents where their folder is here, else the demo's own."""
    return next(iter(sorted(REFERENCE.glob("texts/003_*.txt"))), DOCUMENT)


@dataclass
class Hands:
    """Does and counts. ``page`` is that of the person at work."""

    page: Page
    step: str = ""
    costs: dict[str, list[int]] = field(default_factory=dict)

    def begin(self, step: str, page: Page | None = None) -> None:
        self.step, self.page = step, page or self.page
        self.costs.setdefault(step, [0, 0, 0])

    def click(self, target: Locator) -> None:
        target.click()
        self.costs[self.step][0] += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.costs[self.step][1] += 1

    def write(self, target: Locator, words: str) -> None:
        target.fill(words)
        self.costs[self.step][2] += len(words)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.costs[self.step][2] += len(words)

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=re.compile(name)).first)

    def link(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=re.compile(name)).first)

    def picture(self, name: str) -> None:
        picture(self.page, name)

    def told(self) -> str:
        width = max(map(len, self.costs))
        rows = [
            f"{step:{width}}  {clicks:3} clicks  {keys:3} keys  {letters:4} letters"
            for step, (clicks, keys, letters) in self.costs.items()
        ]
        total = [sum(column) for column in zip(*self.costs.values(), strict=True)]
        return "\n".join([*rows, f"{'in all':{width}}  {total[0]:3} clicks  {total[1]:3} keys  {total[2]:4} letters"])


def make_series(page: Page) -> None:
    """Once a year, and not part of the day: whom the series invites."""
    page.goto("/cuoc-hop/chuoi/them/")
    page.get_by_label("Tên chuỗi cuộc họp").fill(SERIES)
    page.get_by_label("Mẫu tên cuộc họp").fill("Hội nghị giao ban khoa học và công nghệ {kỳ}")
    page.get_by_label("Địa điểm thường họp").fill("Hội trường Sở")
    page.get_by_label("Giờ bắt đầu thường lệ").fill("08:00")
    group = page.get_by_role("group", name=re.compile("được mời"))
    group.get_by_role("combobox").or_(group.get_by_role("textbox")).first.fill("xa phuong")
    page.get_by_role("option", name=re.compile("nhóm đơn vị")).first.click()
    page.get_by_role("button", name="Lưu chuỗi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SERIES)


def from_the_series(hands: Hands) -> str:
    """The address of the new meeting, of today."""
    hands.write(hands.page.get_by_label("Ngày họp"), f"{timezone.localdate():%d/%m/%Y}")
    hands.button("^Lập cuộc họp")
    expect(hands.page.get_by_text(re.compile(r"Đã lập cuộc họp .* mời \d+ đơn vị"))).to_be_visible()
    hands.picture("1-cuoc-hop")
    return hands.page.url


def issue(hands: Hands, paper: str, people: dict[str, Page], named: str) -> None:
    """The clerk sends it for the check, the checkers pass the paper, the leader signs it, the registrar releases it: each on a page of their own."""
    for who, step, name in (
        (CLERK, f"{named}: gửi kiểm tra", "^Gửi kiểm tra$"),
        (DIVISION, f"{named}: kiểm tra nội dung", "^Kiểm tra$"),
        (OFFICE, f"{named}: kiểm tra thể thức", "^Kiểm tra thể thức$"),
        (CLERK, f"{named}: trình ký", "^Trình ký$"),
        (LEADER, f"{named}: ký", "^Ký ban hành$"),
        (REGISTRAR, f"{named}: phát hành", "^Cấp số .* và phát hành$"),
    ):
        page = people[who]
        page.goto(paper)
        hands.begin(step, page)
        take(hands, name)


def take(hands: Hands, name: str) -> None:
    """The step's button; where it has a page of its own, what must be acknowledged there, and the button again."""
    words = re.compile(name)
    page = hands.page
    hands.click(page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words)).first)
    if "/buoc/" in page.url:
        if page.url.endswith("/ky/"):
            hands.picture("7-buoc-ky")
        acknowledge = page.get_by_role("checkbox")
        if acknowledge.count():
            hands.click(acknowledge.first)
        hands.click(page.get_by_role("button", name=words).first)
    expect(page.get_by_role("status").filter(has_text=re.compile("^Đã|Đã ")).first).to_be_visible()


def test_the_clerks_day_from_the_series_to_the_released_notice(
    open_page: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    people = {who: open_page("/", who) for who in (CLERK, DIVISION, OFFICE, LEADER, REGISTRAR)}
    clerk = people[CLERK]
    make_series(clerk)
    hands = Hands(clerk)
    hands.begin("lập cuộc họp từ chuỗi")
    meeting = from_the_series(hands)
    invite(hands, meeting, people)
    take_attendance(hands, meeting, clerk)
    import_by_review(hands, meeting, clerk)
    assign(hands, meeting, clerk)
    paper = draft(hands, meeting, clerk)
    issue(hands, paper, people, "thông báo")
    pdf = download(hands, paper, people[REGISTRAR], tmp_path)
    conclusions = concluded(clerk, meeting)
    with capsys.disabled():
        print(f"\n{hands.told()}")
    holds_every_conclusion(pdf, conclusions)
    follows_the_law(pdf)


def invite(hands: Hands, meeting: str, people: dict[str, Page]) -> None:
    clerk = people[CLERK]
    hands.begin("soạn giấy mời", clerk)
    hands.button("^Soạn giấy mời")
    expect(clerk.get_by_text(re.compile("Đã (lập|soạn) .*giấy mời"))).to_be_visible()
    hands.picture("2-giay-moi")
    issue(hands, clerk.url.removesuffix("sua/"), people, "giấy mời")
    clerk.goto(meeting)
    expect(clerk.locator("main")).to_contain_text(re.compile(r"\d+/GM-"))


def take_attendance(hands: Hands, meeting: str, clerk: Page) -> None:
    clerk.goto(f"{meeting}thanh-phan/")
    hands.begin("điểm danh 20 đơn vị", clerk)
    rows = clerk.locator("tr[data-row]")
    assert rows.count() >= 20
    rows.first.locator("input[type=radio]").first.focus()
    hands.press("c", "c", "t", "d")
    hands.type("Ông Bùi Văn M - Phó Trưởng phòng, thay Trưởng phòng")
    hands.press("Enter", "s", "l")
    hands.type("Trùng kỳ họp HĐND")
    hands.press("Enter", "k", *"ccccccccccccc")
    expect(clerk.locator("tr.htmx-request")).to_have_count(0)
    marked = [
        rows.nth(place).locator("input[type=radio]:checked").get_attribute("data-key") or "" for place in range(20)
    ]
    assert "".join(marked) == "CCTDSLK" + "C" * 13
    hands.picture("3-thanh-phan")


def import_by_review(hands: Hands, meeting: str, clerk: Page) -> None:
    clerk.goto(meeting)
    hands.begin("nhập tài liệu, sửa ba chỗ", clerk)
    hands.link("Nhập kết luận từ tài liệu")
    clerk.get_by_label("Tệp tài liệu").set_input_files(document())
    hands.button("^Đọc tài liệu")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("Kiểm tra nội dung đọc được")
    correct_the_place(hands)
    correct_a_person(hands)
    correct_an_order(hands)
    hands.button("^Ghi vào cuộc họp")
    expect(clerk.get_by_text("Đã ghi kết luận của tài liệu vào cuộc họp.")).to_be_visible()


def open_section(hands: Hands, name: str) -> None:
    parts = hands.page.get_by_role("navigation", name="Các phần của nội dung đọc được")
    with hands.page.expect_response(re.compile(r"\?phan=")):  # it may be the section that stands there already
        hands.click(parts.get_by_role("link", name=name))
    expect(hands.page.locator("#h-phan")).to_contain_text(name)
    expect(hands.page.locator(".htmx-request, .htmx-settling")).to_have_count(0)


def open_piece(hands: Hands) -> Locator:
    """The first piece of the section in its form."""
    hands.click(hands.page.locator("li.cand").get_by_role("link", name="Sửa").first)
    form = hands.page.locator("li.cand form").filter(has=hands.page.get_by_role("button", name="Lưu", exact=True))
    expect(form.first).to_be_visible()
    return form.first


def keep_piece(hands: Hands, form: Locator) -> None:
    hands.click(form.get_by_role("button", name="Lưu", exact=True))
    expect(hands.page.locator("li.cand").filter(has_text="Đã sửa").first).to_be_visible()


def correct_the_place(hands: Hands) -> None:
    open_section(hands, "Thông tin")
    form = open_piece(hands)
    hands.write(form.get_by_label("Địa điểm"), "Hội trường Sở, tầng 2")
    keep_piece(hands, form)


def correct_a_person(hands: Hands) -> None:
    open_section(hands, "Đại biểu")
    form = open_piece(hands)
    hands.write(form.get_by_label("Chức vụ"), "Phó Giám đốc")
    keep_piece(hands, form)


def correct_an_order(hands: Hands) -> None:
    open_section(hands, "Nhiệm vụ")
    form = open_piece(hands)
    hands.write(form.get_by_label("Thời hạn"), f"trước ngày 31/12/{timezone.localdate().year + 1}")
    keep_piece(hands, form)
    hands.picture("4-kiem-tra-noi-dung")


def assign(hands: Hands, meeting: str, clerk: Page) -> None:
    """One more item with a unit and a day, by keyboard; what is left open gets its mark."""
    clerk.goto(f"{meeting}ket-luan/")
    hands.begin("giao việc", clerk)
    hands.link("Thêm mục")
    text = clerk.get_by_label("Nội dung", exact=True)
    expect(text).to_be_focused()
    hands.type("Đề nghị UBND xã Long Hồ gửi kế hoạch ứng dụng khoa học và công nghệ năm sau.")
    hands.click(clerk.get_by_label("Chủ trì"))
    hands.type("long ho")
    expect(clerk.get_by_role("option", name="UBND xã Long Hồ")).to_be_visible()
    hands.press("ArrowDown", "Enter")
    expect(clerk.locator("[data-chip]").first).to_contain_text("UBND xã Long Hồ")
    hands.write(clerk.get_by_label("Thời hạn, ghi như văn bản"), f"trước ngày 31/12/{timezone.localdate().year + 1}")
    expect(clerk.locator("#o0-told")).to_contain_text(f"31/12/{timezone.localdate().year + 1}")
    hands.picture("5-ket-luan")
    hands.button("^Lưu mục$")
    expect(clerk.locator("#muc-form")).to_have_count(0)
    unsettled = clerk.get_by_role("button", name=re.compile("không phát sinh nhiệm vụ"))
    while unsettled.count():
        before = unsettled.count()
        hands.click(unsettled.first)
        expect(unsettled).to_have_count(before - 1)


def draft(hands: Hands, meeting: str, clerk: Page) -> str:
    clerk.goto(meeting)
    hands.begin("lập dự thảo thông báo", clerk)
    hands.button("^Lập dự thảo thông báo")
    expect(clerk.get_by_text("Đã lập dự thảo thông báo.")).to_be_visible()
    paper = clerk.url
    clerk.goto(f"{paper}sua/")
    hands.picture("6-du-thao")
    return paper


def download(hands: Hands, paper: str, page: Page, folder: Path) -> Path:
    hands.picture("8-da-phat-hanh")
    answer = page.request.get(f"{paper}ban-in.pdf")
    assert answer.ok
    pdf = folder / "thong-bao.pdf"
    pdf.write_bytes(answer.body())
    return pdf


def concluded(clerk: Page, meeting: str) -> list[str]:
    """The text of every conclusion, as its page shows it."""
    clerk.goto(f"{meeting}ket-luan/")
    return clerk.locator(".tree .said").all_inner_texts()


def squeezed(text: str) -> str:
    """Letters and digits alone: lines break elsewhere on the page than in the outline."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFC", text)).casefold()


def holds_every_conclusion(pdf: Path, conclusions: list[str]) -> None:
    with pdfplumber.open(pdf) as file:
        pages = [re.sub(r"^\d+\s*\n", "", page.extract_text() or "") for page in file.pages]
    printed = squeezed(" ".join(pages))
    assert conclusions
    assert [text for text in conclusions if squeezed(text) not in printed] == []


def follows_the_law(pdf: Path) -> None:
    """By the reference checker where its folder is here."""
    if CHECKER.exists():
        told = subprocess.run([sys.executable, CHECKER, pdf], capture_output=True, text=True)
        assert told.stdout.rstrip().endswith("every rule holds"), told.stdout
