"""A paper's page and the pages of its steps: offered to whom the server lets, refused in the same sentence."""

from __future__ import annotations

import html
import re
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from directives.issuing import release
from directives.life.unit_acts import acknowledge
from directives.models import Assignment
from directives.paper_steps import STEPS
from meetings import printing
from meetings.enums import PaperState
from meetings.models import Conclusion, Paper
from tests.cast import NOW, Cast, make_notice
from tests.office_fixtures import seen_in

LATER = datetime(2026, 4, 10, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
INSIDE = ["clerk", "division_head", "office_head", "leader", "registrar"]
OUTSIDE = ["unit_officer", "unit_head", "observer", "administrator"]


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture(autouse=True)
def blank_press(monkeypatch, files):
    """A press that gives a blank sheet, which a reader of PDF files can open."""

    def render_pdf(record, *, font_dir=None) -> bytes:
        sheet = pikepdf.new()
        sheet.add_blank_page()
        sheet.docinfo["/Subject"] = record.to_json()
        printed = BytesIO()
        sheet.save(printed, deterministic_id=True)
        return printed.getvalue()

    monkeypatch.setattr(printing, "render_pdf", render_pdf)


@pytest.fixture
def released(paper_in, cast) -> Paper:
    paper = paper_in(PaperState.SIGNED)
    release(paper, by=cast.registrar, at=NOW)
    return Paper.objects.get(pk=paper.pk)


def visit(cast: Cast, role: str, path: str):
    client = Client()
    client.force_login(cast.officer(role))
    return client.get(path)


def shown(answer) -> str:
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def step_url(paper: Paper, slug: str) -> str:
    return reverse("paper-step", args=[paper.pk, slug])


def offered_on(page: str, paper: Paper) -> set[str]:
    return set(re.findall(rf'(?:href|action)="{reverse("paper", args=[paper.pk])}buoc/([\w-]+)/"', page))


def take(cast: Cast, role: str, paper: Paper, slug: str, **data):
    client = Client()
    client.force_login(cast.officer(role))
    paper.refresh_from_db()
    return client.post(
        step_url(paper, slug), {"read_version": paper.version, "seen": seen_in(paper), **data}, follow=True
    )


@pytest.mark.parametrize(
    "state", [PaperState.DRAFT, PaperState.SENT, PaperState.CHECKED, PaperState.SUBMITTED, PaperState.SIGNED]
)
@pytest.mark.parametrize("role", INSIDE)
def test_a_page_offers_no_step_that_the_server_refuses(cast, paper_in, state, role):
    paper = paper_in(state)
    offered = offered_on(shown(visit(cast, role, reverse("paper", args=[paper.pk]))), paper)
    for step in STEPS:
        refused = visit(cast, role, step_url(paper, step.slug)).status_code == 403
        assert refused is not step.may(cast.officer(role), paper)
        assert not (refused and step.slug in offered)


def test_the_way_from_draft_to_release_through_the_pages(cast):
    paper = make_notice(cast)
    way = [
        ("clerk", "gui-kiem-tra", PaperState.SENT, "Đã gửi kiểm tra."),
        ("division_head", "kiem-tra", PaperState.CHECKED, "Đã ghi nhận kiểm tra nội dung."),
        ("office_head", "kiem-tra-the-thuc", PaperState.FORM_CHECKED, "Đã ghi nhận kiểm tra thể thức."),
        ("clerk", "trinh-ky", PaperState.SUBMITTED, "Đã trình ký."),
        ("leader", "ky", PaperState.SIGNED, "Đã ký ban hành."),
    ]
    for role, slug, state, told in way:
        assert offered_on(shown(visit(cast, role, reverse("paper", args=[paper.pk]))), paper) >= {slug}
        assert told in shown(take(cast, role, paper, slug))
        assert Paper.objects.get(pk=paper.pk).state == state
    assert "Cấp số 01/TB-SKHCN và phát hành" in shown(visit(cast, "registrar", step_url(paper, "phat-hanh")))
    page = shown(take(cast, "registrar", paper, "phat-hanh", day="10/04/2026"))
    assert "Đã phát hành Thông báo 01/TB-SKHCN." in page
    assert len(re.findall(r'<li class="passed"', page)) == 5


@pytest.mark.parametrize("role", OUTSIDE)
def test_a_draft_is_not_found_by_outsiders(cast, paper_in, role):
    paper = paper_in(PaperState.SUBMITTED)
    for name in ("paper", "paper-preview"):
        assert visit(cast, role, reverse(name, args=[paper.pk])).status_code == 404
    assert visit(cast, role, step_url(paper, "ky")).status_code == 404


def test_a_step_that_does_not_exist_is_not_found(cast):
    assert visit(cast, "clerk", step_url(make_notice(cast), "xoa-het")).status_code == 404


def test_a_refused_signature_says_which_items_are_unsettled_and_keeps_the_paper(cast, paper_in):
    paper = make_notice(cast)
    Conclusion.objects.create(outline=paper.outline, text="Khảo sát nhu cầu tập huấn", label="d)", position=9)
    paper_in(PaperState.SUBMITTED, paper)
    answer = take(cast, "leader", paper, "ky")
    assert answer.status_code == 422
    assert "Khảo sát nhu cầu tập huấn" in html.unescape(answer.content.decode())
    assert Paper.objects.get(pk=paper.pk).state == PaperState.SUBMITTED


def test_sending_back_without_a_comment_is_refused_beside_what_was_typed(cast, paper_in):
    paper = paper_in(PaperState.SUBMITTED)
    page = visit(cast, "leader", step_url(paper, "tra-lai")).content.decode()
    assert "Ý kiến" in page
    assert "(không bắt buộc)" not in page
    answer = take(cast, "leader", paper, "tra-lai", note="  ")
    assert answer.status_code == 422
    assert "Hãy ghi ý kiến trả lại" in html.unescape(answer.content.decode())


def test_what_was_read_before_another_acted_is_not_acted_upon(cast, paper_in):
    paper = paper_in(PaperState.SUBMITTED)
    client = Client()
    client.force_login(cast.leader)
    answer = client.post(step_url(paper, "ky"), {"read_version": paper.version - 1, "seen": seen_in(paper)})
    assert answer.status_code == 422
    assert "Hãy tải lại trang" in html.unescape(answer.content.decode())
    assert Paper.objects.get(pk=paper.pk).state == PaperState.SUBMITTED


@pytest.mark.parametrize("role", [*INSIDE, "unit_officer", "unit_head", "observer"])
def test_an_issued_paper_is_open_to_its_readers_with_its_hashes(cast, released, role):
    page = shown(visit(cast, role, reverse("paper", args=[released.pk])))
    assert "Thông báo 01/TB-SKHCN" in page
    assert released.release.sha256 in page
    assert released.release.rendered.sha256 in page
    assert visit(cast, role, reverse("paper-pdf", args=[released.pk]))["Content-Type"] == "application/pdf"


def test_the_history_of_the_process_is_not_shown_outside(cast, released):
    assert "Quá trình xử lý" in shown(visit(cast, "clerk", reverse("paper", args=[released.pk])))
    for role in ("unit_officer", "observer"):
        assert "Quá trình xử lý" not in shown(visit(cast, role, reverse("paper", args=[released.pk])))


def test_a_unit_sees_its_own_orders_beside_the_paper_and_no_others(cast, released):
    page = shown(visit(cast, "unit_officer", reverse("paper", args=[released.pk])))
    assert "Nhiệm vụ của đơn vị tôi" in page
    assert "Rà soát thiết bị đo lường tại chợ trên địa bàn" in page
    assert re.search(r'<span class="chip within">.*?Còn 81 ngày</span>\s*<small>30/06/2026</small>', page, re.DOTALL)
    assert "Nhiệm vụ của đơn vị tôi" not in shown(visit(cast, "observer", reverse("paper", args=[released.pk])))


def test_what_a_unit_confirmed_in_the_portal_counts_as_received_and_the_orders_are_one_link_away(cast, released):
    address = reverse("paper", args=[released.pk])
    before = visit(cast, "clerk", address).content.decode()
    assert "0 đã nhận" in before
    assert f"{reverse('assignment-list')}?pham-vi=tat-ca&amp;van-ban=p{released.release.pk}" in before
    for own in Assignment.objects.filter(unit=cast.commune, directive__release__paper=released):
        acknowledge(own, by=cast.officer("unit_officer"), at=NOW)
    assert "1 đã nhận" in visit(cast, "clerk", address).content.decode()


def test_issued_papers_are_listed_by_year_and_an_unknown_year_shows_the_newest(cast, released):
    for year in ("", "?nam=2026", "?nam=1999", "?nam=abc"):
        page = shown(visit(cast, "observer", reverse("paper-list") + year))
        assert "Văn bản đã phát hành năm 2026" in page
        assert "01/TB-SKHCN" in page
