"""The home page: each officer finds there what their roles ask of them, and only the own unit's orders."""

from __future__ import annotations

import html
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from directives.correcting import start_correction
from directives.issuing import release
from directives.models import Assignment
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from districts.enums import Role
from districts.models import Appointment, OfficeProfile, Officer
from meetings.enums import DeadlineKind, PaperState, PartyRole
from meetings.models import Conclusion, Order, OrderParty, Paper
from tests.cast import NOW, Cast, make_conclusions, make_meeting, make_notice

# Five days before the commune's order is due, and long after the group's.
LATER = datetime(2026, 6, 25, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
WAITING, WORK, MEETINGS, ISSUED = "h-cho", "h-viec", "h-hop", "h-vb"
KEPT, DESK, NEW = "h-qt", "h-vt", "h-moi"


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def notice(cast, paper_in, quick_press) -> Paper:
    """Released in April: one order to the first commune, one to both, and one in which the first only helps."""
    meeting = make_meeting(cast)
    make_conclusions(outline := meeting.outlines.get(), cast)
    shared = Conclusion.objects.create(outline=outline, text="Tập huấn nghiệp vụ đo lường", label="d)", position=9)
    order = Order.objects.create(conclusion=shared, text=shared.text, deadline_kind=DeadlineKind.NONE)
    OrderParty.objects.create(order=order, unit=cast.division, role=PartyRole.LEAD)
    OrderParty.objects.create(order=order, unit=cast.commune, role=PartyRole.COORDINATING)
    paper = paper_in(PaperState.SIGNED, make_notice(cast, meeting))
    release(paper, by=cast.registrar, at=NOW)
    return Paper.objects.get(pk=paper.pk)


def page_of(officer: Officer, query: str = "") -> str:
    client = Client()
    client.force_login(officer)
    answer = client.get(reverse("home") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def sections(page: str) -> set[str]:
    return set(re.findall(r'<h2 id="([\w-]+)"', page))


def counters(page: str) -> list[int]:
    return [int(count) for count in re.findall(r'href="\?loc=\w+".*?</svg>(\d+)</b>', page, re.DOTALL)]


def test_the_counters_say_to_a_screen_reader_what_they_filter(cast, notice):
    assert '<nav class="mb-4" aria-label="Lọc nhiệm vụ chủ trì theo tình trạng">' in page_of(cast.unit_officer)


def orders_on(page: str) -> list[str]:
    return re.findall(r'<h3>\s*<a href="/nhiem-vu/\d+/">\s*([^<]+?)\s*</a></h3>', page)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("clerk", {WAITING, MEETINGS, ISSUED}),
        ("division_head", {NEW, WORK, MEETINGS, ISSUED}),
        ("office_head", {WORK, MEETINGS, ISSUED}),
        ("leader", {MEETINGS, ISSUED}),
        ("registrar", {DESK, MEETINGS, ISSUED}),
        ("unit_officer", {NEW, WORK, ISSUED}),
        ("unit_head", {NEW, WORK, ISSUED}),
        ("observer", {ISSUED}),
        ("administrator", {KEPT}),
    ],
)
def test_each_role_finds_its_sections(cast: Cast, notice, role, expected):
    page = page_of(cast.officer(role))
    assert sections(page) - {WAITING} == expected - {WAITING}
    assert (WAITING in sections(page)) >= (WAITING in expected)
    assert (reverse("import-document") in page) is (role == "clerk")


@pytest.mark.parametrize(
    ("state", "role", "label"),
    [
        (PaperState.SENT, "division_head", "Kiểm tra"),
        (PaperState.CHECKED, "office_head", "Kiểm tra thể thức"),
        (PaperState.FORM_CHECKED, "clerk", "Trình ký"),
        (PaperState.SUBMITTED, "leader", "Ký ban hành"),
        (PaperState.SIGNED, "registrar", "Cấp số và phát hành"),
    ],
)
def test_a_paper_waits_at_the_home_of_the_one_who_takes_its_next_step(cast, paper_in, state, role, label):
    paper = paper_in(state)
    offers = f'aria-label="{label}: {paper.abstract}"'
    assert offers in page_of(cast.officer(role))
    others = {"clerk", "division_head", "office_head", "leader", "registrar", "unit_officer", "observer"} - {role}
    if state == PaperState.FORM_CHECKED:  # whoever checked it may hand it on to the signer too
        others -= {"division_head", "office_head"}
    assert not [other for other in others if offers in page_of(cast.officer(other))]


def test_a_paper_waits_for_the_signer_it_names_and_for_no_other_leader(cast, paper_in):
    paper_in(PaperState.SUBMITTED)
    other = Officer.objects.create_user("leader2", None, full_name="Ngô Thị L")
    Appointment.objects.create(officer=other, unit=cast.office, role=Role.LEADER, position="Giám đốc")
    assert WAITING not in sections(page_of(other))


def test_what_was_sent_back_waits_for_the_clerk_with_the_comment(cast, paper_in):
    paper = paper_in(PaperState.SUBMITTED)
    paper.send_back(by=cast.leader, at=NOW, note="Mục 1.a cần ghi rõ nơi nhận danh mục.")
    page = page_of(cast.officer("clerk"))
    assert f'aria-label="Sửa dự thảo: {paper.abstract}"' in page
    assert "“Mục 1.a cần ghi rõ nơi nhận danh mục.”" in page
    assert "Mục 1.a cần ghi rõ" not in page_of(cast.officer("leader"))


def test_a_unit_sees_its_own_orders_with_deadline_part_and_source(cast, notice):
    page = page_of(cast.officer("unit_officer"))
    assert set(orders_on(page)) == {
        "Rà soát thiết bị đo lường tại chợ trên địa bàn",
        "Lập danh sách hợp tác xã cần hỗ trợ nhãn hiệu",
        "Tập huấn nghiệp vụ đo lường",
    }
    assert "Còn 5 ngày" in page
    assert "30/06/2026" in page
    assert "Phối hợp" in page
    assert "Đề nghị" in page
    assert f'<a href="{reverse("paper", args=[notice.pk])}">01/TB-SKHCN</a>, mục 1.a' in page
    assert reverse("paper-pdf", args=[notice.pk]) in page


def test_the_orders_of_another_unit_are_not_shown(cast, notice):
    Appointment.objects.filter(officer=cast.unit_officer).update(unit=cast.other_commune)
    page = page_of(cast.officer("unit_officer"))
    assert orders_on(page) == ["Lập danh sách hợp tác xã cần hỗ trợ nhãn hiệu"]
    assert Assignment.objects.filter(unit=cast.commune).count() == 3


def test_the_counters_count_what_the_unit_leads_and_each_filters_the_list(cast, notice):
    officer = cast.officer("unit_officer")
    assert counters(page_of(officer)) == [1, 1, 0, 0, 0, 0]
    assert orders_on(page_of(officer, "?loc=overdue")) == ["Lập danh sách hợp tác xã cần hỗ trợ nhãn hiệu"]
    assert orders_on(page_of(officer, "?loc=soon")) == ["Rà soát thiết bị đo lường tại chợ trên địa bàn"]
    assert orders_on(page_of(officer, "?loc=within")) == []
    assert len(orders_on(page_of(officer, "?loc=tat-ca"))) == 3
    assert re.search(r'href="\?loc=soon"\s+class=""\s+aria-current="true"', page_of(officer, "?loc=soon"))


def test_an_unknown_filter_shows_what_is_open(cast, notice):
    officer = cast.officer("unit_officer")
    assert orders_on(page_of(officer, "?loc=<b>")) == orders_on(page_of(officer))


def test_an_officer_with_two_roles_sees_the_sections_of_each(cast, notice):
    assert WORK not in sections(page_of(cast.officer("clerk")))
    Appointment.objects.create(
        officer=cast.clerk, unit=cast.division, role=Role.DIVISION_HEAD, position="Phó Trưởng phòng phụ trách"
    )
    page = page_of(cast.officer("clerk"))
    assert {WAITING, WORK, MEETINGS, ISSUED} <= sections(page)
    assert "Tập huấn nghiệp vụ đo lường" in orders_on(page)


def test_without_an_office_the_page_says_who_enters_it(cast):
    OfficeProfile.objects.all().delete()
    assert "Chưa khai báo thông tin cơ quan" in page_of(cast.officer("clerk"))


def test_a_replaced_notice_is_marked_and_its_standing_orders_name_the_paper_in_force(notice, cast):
    draft = start_replacement(notice, by=cast.clerk, at=NOW)
    issue_at_once(draft, at=NOW)
    page = html.unescape(page_of(cast.unit_officer))
    assert "Đã thay thế bằng Thông báo 02/TB-SKHCN" in page
    assert re.search(r"Nay theo <a [^>]*>Thông báo 02/TB-SKHCN</a>", page)


def test_a_row_in_which_the_unit_helps_names_who_leads(cast, notice):
    page = html.unescape(page_of(cast.unit_officer))
    assert re.findall(r"<span>(Phối hợp[^<]*)</span>", page) == ["Phối hợp (chủ trì: Phòng Quản lý Công nghệ)"]
    assert "<span>Chủ trì</span>" in page
    client = Client()
    client.force_login(cast.unit_officer)
    beside = html.unescape(client.get(reverse("paper", args=[notice.pk])).content.decode())
    assert "Phối hợp (chủ trì: Phòng Quản lý Công nghệ)" in beside


def test_one_who_leads_without_being_in_the_directory_is_named_too(cast, notice):
    order = Order.objects.get(text="Tập huấn nghiệp vụ đo lường")
    OrderParty.objects.filter(order=order, role=PartyRole.LEAD).update(unit=None, words="Hội Làm vườn")
    assert "(chủ trì: Hội Làm vườn)" in html.unescape(page_of(cast.unit_officer))


def test_the_administrator_finds_the_lists_to_keep(cast, notice):
    page = page_of(cast.administrator)
    client = Client()
    client.force_login(cast.administrator)
    links = re.findall(r'<h3><a href="(/quan-tri/[^"]+)"', page)
    assert len(links) == 7
    assert [client.get(link).status_code for link in links] == [200] * 7
    assert reverse("admin:districts_unit_changelist") not in page_of(cast.clerk)


def test_the_recent_meetings_say_how_the_notice_stands(cast, notice):
    """Not which paper about it came last."""

    def told() -> str:
        page = page_of(cast.officer("clerk"))
        return page[page.index('id="h-hop"') :]

    assert "Thông báo kết luận: Đã phát hành</span>" in told()
    issue_at_once(start_correction(notice, by=cast.clerk, at=NOW, fault="form", wrong="quý I", right="quý II"), at=NOW)
    assert "Thông báo kết luận: Đã phát hành, đã đính chính</span>" in told()
    issue_at_once(start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    assert "Thông báo kết luận: Đã thu hồi</span>" in told()
    assert "Thông báo thu hồi văn bản: " not in told()


def test_the_way_back_is_never_the_first_button(cast, paper_in):
    """'Rút về sửa' stands quietly; whoever may check finds the check as the first."""
    paper = paper_in(PaperState.SENT)
    client = Client()
    for role, first in (("clerk", []), ("division_head", ["Kiểm tra"])):
        client.force_login(cast.officer(role))
        page = client.get(reverse("paper", args=[paper.pk])).content.decode()
        panel = page[page.index('id="h-buoc"') :]
        assert re.findall(r'class="btn btn-primary"[^>]*>([^<]+)<', panel[: panel.index("</section>")]) == first
