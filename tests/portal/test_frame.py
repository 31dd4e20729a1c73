"""The frame that every page stands in, its shared parts, and the pages of errors."""

import logging
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults

from directives.chips import ICONS
from districts.errors import DomainError
from districts.models import OfficeProfile
from districts.weekdays import weekday_date
from portal.context import ADMINISTRATION, PLACES, frame
from portal.management.commands.make_shots import serving
from portal.templatetags.portal_ui import flash, initials
from tests.cast import make_cast

TEMPLATES = Path(settings.BASE_DIR) / "templates"
OWN_TEMPLATES = [path for path in TEMPLATES.rglob("*.html") if "admin" not in path.relative_to(TEMPLATES).parts]


@pytest.fixture
def cast(db):
    return make_cast()


def places_at(path: str, officer) -> dict[str, bool]:
    request = RequestFactory().get(path)
    request.user = officer
    return {place.label: place.current for place in frame(request)["places"]()}


def test_each_address_stands_in_one_place(cast):
    everyone = {"Việc cần làm": False, "Cuộc họp": False, "Văn bản": False}
    assert places_at(reverse("home"), cast.unit_officer) == everyone | {"Việc cần làm": True}
    assert places_at(reverse("meeting", args=[7]), cast.unit_officer) == everyone | {"Cuộc họp": True}
    assert places_at(reverse("paper", args=[7]), cast.unit_officer) == everyone | {"Văn bản": True}
    assert places_at(reverse("password_change"), cast.unit_officer) == everyone


def test_only_those_who_may_enter_are_shown_the_administration(cast):
    assert "Quản trị" not in places_at("/", cast.unit_officer)
    assert "Quản trị" not in places_at("/", cast.leader)
    assert places_at(reverse("admin:index"), cast.clerk)["Quản trị"]


def test_the_frame_says_whose_office_it_is_and_who_reads(client, cast):
    client.force_login(cast.unit_officer)
    page = client.get(reverse("home")).content.decode()
    assert "<small>Sở Khoa học và Công nghệ</small>" in page
    assert "Tài khoản: Đỗ Thị G, Công chức, UBND xã Mẫu Một" in page
    assert f'action="{reverse("logout")}"' in page
    assert "Người in: Đỗ Thị G, UBND xã Mẫu Một" in re.sub(r"\s+", " ", page)


def test_the_office_is_read_once_a_page(client, cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(reverse("login"))


def test_before_the_office_is_entered_its_name_is_left_out(client, cast):
    OfficeProfile.objects.all().delete()
    assert "<small></small>" in client.get(reverse("login")).content.decode()


@pytest.mark.parametrize(
    "sheet", sorted((TEMPLATES.parent / "static/portal").glob("*.css")), ids=lambda path: path.name
)
def test_every_sheet_is_loaded(sheet):
    """By the frame, or by the one page that needs it."""
    assert any(f'"portal/{sheet.name}"' in path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))


def test_nothing_in_a_page_needs_an_inline_style_or_script():
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
    assert not [path.name for path in OWN_TEMPLATES if inline.search(path.read_text("utf-8"))]


def test_every_icon_that_is_asked_for_is_drawn():
    drawn = set(re.findall(r'id="i-([a-z]+)"', (TEMPLATES / "components/sprite.html").read_text("utf-8")))
    asked = {
        name for path in OWN_TEMPLATES for name in re.findall(r'(?:{% icon |icon=)"([a-z]+)"', path.read_text("utf-8"))
    }
    assert {"check", "unfold", "key", "leave"} <= asked
    assert asked <= drawn
    assert {*ICONS.values(), *(place[2] for place in [*PLACES, ADMINISTRATION])} <= drawn


@pytest.mark.parametrize(
    ("level", "css", "role"),
    [
        (constants.SUCCESS, "ok", "status"),
        (constants.INFO, "", "status"),
        (constants.WARNING, "warn", "status"),
        (constants.ERROR, "bad", "alert"),
    ],
)
def test_a_message_is_heard_by_its_level(level, css, role):
    shown = flash(Message(level, "Đã lưu."))
    assert (shown["css"], shown["role"]) == (css, role)


@pytest.mark.parametrize("parting", ["\n", " "])
def test_a_message_parts_what_happened_from_what_to_do(parting):
    shown = flash(Message(constants.ERROR, f"Chưa lưu được ngày 3.4.2026.{parting}Hãy nhập lại."))
    assert (shown["happened"], shown["to_do"]) == ("Chưa lưu được ngày 3.4.2026.", "Hãy nhập lại.")


def test_a_hostile_message_is_shown_as_text():
    page = render_to_string("components/flash.html", flash(Message(constants.INFO, "<script>alert(1)</script>")))
    assert "<script>" not in page


def test_days_carry_their_weekday():
    assert weekday_date(date(2026, 11, 16)) == "thứ Hai, 16/11/2026"
    assert weekday_date(date(2026, 11, 22)) == "Chủ nhật, 22/11/2026"


def test_initials_are_of_the_given_name():
    assert initials("Trần Thị Kim Ngân") == "KN"
    assert initials("An") == "A"
    assert initials("") == ""


def test_the_step_that_is_awaited_is_marked_for_a_screen_reader():
    steps = [SimpleNamespace(label=status, status=status, note="") for status in ("passed", "current", "later")]
    page = render_to_string("components/steps.html", {"steps": steps})
    assert re.findall(r'class="(\w+)"\s+aria-current="step"', page) == ["current"]


def test_counters_are_links_and_a_late_one_is_hot():
    buckets = [
        SimpleNamespace(key="overdue", label="Quá hạn", count=2, icon="alert", current=True),
        SimpleNamespace(key="soon", label="Sắp đến hạn", count=0, icon="clock", current=False),
    ]
    page = render_to_string("components/buckets.html", {"buckets": buckets})
    assert re.findall(r'href="(.*?)"\s+class="(\w+)"', page) == [("?loc=overdue", "hot"), ("?loc=soon", "zero")]
    assert page.count('aria-current="true"') == 1


def test_a_page_that_is_not_there_is_told_in_the_frame(client, cast):
    client.force_login(cast.clerk)
    answer = client.get("/khong-co-trang-nay/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in page
    assert 'class="nav-main"' in page


def test_a_page_of_others_is_told_in_the_frame(client, cast):
    client.force_login(cast.unit_officer)
    answer = client.get(reverse("import-document"))
    assert answer.status_code == 403
    assert "Không có quyền xem trang này" in answer.content.decode()


def test_a_form_without_its_token_is_told_what_to_do(cast):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("login"), {"username": "clerk", "password": "x"})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


def test_a_request_that_cannot_be_read_is_told_even_before_anyone_is_known(db):
    answer = defaults.bad_request(RequestFactory().get("/"), ValueError())
    assert answer.status_code == 400
    assert "Yêu cầu không đọc được" in answer.content.decode()


def test_the_page_of_a_failure_asks_for_nothing():
    page = defaults.server_error(RequestFactory().get("/")).content.decode()
    assert "Cổng đang gặp lỗi" in page
    assert "{%" not in page


def test_pictures_of_an_empty_database_are_refused_in_a_sentence(db, tmp_path, monkeypatch):
    monkeypatch.setattr("portal.management.commands.make_shots.which", lambda name: "/usr/bin/chromium")
    with pytest.raises(DomainError, match="chưa có cuộc họp, văn bản hoặc tài khoản"):
        call_command("make_shots", out=tmp_path)


def test_what_the_pictures_quieted_stays_quiet_while_pages_are_served():
    refusals = logging.getLogger("django.request")
    before = refusals.level
    refusals.setLevel(logging.CRITICAL)
    try:
        with serving():
            assert refusals.level == logging.CRITICAL
    finally:
        refusals.setLevel(before)
