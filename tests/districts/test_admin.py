"""The administration pages of units, people and the calendar."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from districts.access import may_delete_account, may_keep_directory
from districts.enums import DayKind, Role, UnitKind
from districts.models import Appointment, CalendarDay, OfficeProfile, Officer, Succession, Unit, UnitGroup
from tests.cast import make_cast, make_officer, make_unit

pytestmark = pytest.mark.django_db

MODELS = ["unit", "unitgroup", "succession", "officer", "appointment", "calendarday", "officeprofile", "refusedattempt"]
NO_INLINES = {
    f"{prefix}-{count}_FORMS": 0 for prefix in ("successions", "inheritances") for count in ("TOTAL", "INITIAL")
}
PASSWORD = "mot-mat-khau-dai"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def page(client, cast):
    client.force_login(cast.administrator)
    return client


def url(model, act="changelist", *args):
    return reverse(f"admin:districts_{model}_{act}", args=args)


def names_in(response):
    return {str(row) for row in response.context["cl"].result_list}


class TestRights:
    @pytest.mark.parametrize("model", MODELS)
    def test_the_administrator_finds_every_list(self, page, model):
        assert page.get(url(model)).status_code == 200

    @pytest.mark.parametrize("role", [Role.CLERK, Role.REGISTRAR])
    def test_others_of_the_office_look_up_units_and_change_none(self, client, cast, role):
        client.force_login(cast.officer(role))
        assert client.get(url("unit")).status_code == 200
        assert client.get(url("unit", "add")).status_code == 403
        assert client.post(url("unit", "change", cast.commune.pk), {"name": "Khác"}).status_code == 403
        assert client.get(url("officer")).status_code == 403
        assert client.get(url("officeprofile")).status_code == 403

    @pytest.mark.parametrize("role", [Role.LEADER, Role.UNIT_HEAD, Role.OBSERVER])
    def test_who_has_no_work_here_is_sent_to_sign_in(self, client, cast, role):
        client.force_login(cast.officer(role))
        assert client.get(url("unit")).status_code == 302

    def test_a_refusal_is_read_and_never_written(self, page):
        assert page.get(url("refusedattempt", "add")).status_code == 403

    def test_what_django_leaves_in_english_is_said_in_vietnamese(self, page):
        shown = page.get(url("unit")).content.decode()
        assert "Tới nội dung chính" in shown
        assert "Skip to main content" not in shown
        catalogue = settings.BASE_DIR / "districts/locale/vi/LC_MESSAGES/django.po"
        words = re.findall(r'^msg(?:str|str\[0\]) "(.+)"$', catalogue.read_text("utf-8"), re.M)
        compiled = catalogue.with_suffix(".mo").read_bytes()
        assert [word for word in words if word.encode() not in compiled] == []

    def test_permission_groups_have_no_page(self):
        assert not admin.site.is_registered(Group)

    def test_predicates(self, cast):
        assert may_keep_directory(cast.administrator)
        assert not any(may_keep_directory(cast.officer(role)) for role in Role if role != Role.ADMINISTRATOR)
        assert may_delete_account(cast.administrator, cast.clerk)
        assert not may_delete_account(cast.leader, cast.clerk)
        assert not may_delete_account(cast.administrator, cast.administrator)
        cast.clerk.last_login = timezone.now()
        assert not may_delete_account(cast.administrator, cast.clerk)


class TestSearch:
    @pytest.mark.parametrize("words", ["cong nghe", "CÔNG  Nghệ", "nghe quan ly", "qlcn"])
    def test_units_are_found_without_diacritics(self, page, words):
        assert "Phòng Quản lý Công nghệ" in names_in(page.get(url("unit"), {"q": words}))
        assert "UBND xã Mẫu Một" not in names_in(page.get(url("unit"), {"q": words}))

    def test_a_group_by_another_name_and_an_appointment_by_either_end(self, page, cast):
        UnitGroup.objects.create(name="Các phường", aliases="phường nội ô")
        assert names_in(page.get(url("unitgroup"), {"q": "noi o"})) == {"Các phường"}
        assert names_in(page.get(url("appointment"), {"q": "hoang van"})) == {"Văn thư, Văn phòng Sở"}
        assert len(names_in(page.get(url("appointment"), {"q": "mau mot"}))) == 2

    def test_autocomplete_folds_too(self, page):
        asked = {"app_label": "districts", "model_name": "unit", "field_name": "parent", "term": "quản lý công nghe"}
        found = page.get(reverse("admin:autocomplete"), asked).json()["results"]
        assert [row["text"] for row in found] == ["Phòng Quản lý Công nghệ"]


class TestFilters:
    def test_units_valid_today(self, page):
        yesterday, tomorrow = timezone.localdate() - timedelta(days=1), timezone.localdate() + timedelta(days=1)
        make_unit("CU", "UBND huyện Cũ", UnitKind.RURAL_DISTRICT, valid_to=yesterday)
        make_unit("SAU", "UBND xã Sau", UnitKind.COMMUNE, valid_from=tomorrow)
        valid = names_in(page.get(url("unit"), {"hieu_luc": "nay"}))
        assert not valid & {"UBND huyện Cũ", "UBND xã Sau"}
        assert "UBND xã Mẫu Một" in valid
        assert names_in(page.get(url("unit"), {"hieu_luc": "het"})) == {"UBND huyện Cũ"}
        assert names_in(page.get(url("unit"), {"hieu_luc": "chua"})) == {"UBND xã Sau"}
        assert names_in(page.get(url("unit"), {"kind__exact": "rural_district"})) == {"UBND huyện Cũ"}

    def test_officers_by_the_role_they_hold_today(self, page, cast):
        gone = make_officer("gone", "Người Cũ", Role.CLERK, cast.division, "Chuyên viên")
        Appointment.objects.filter(officer=gone).update(ends_on=timezone.localdate() - timedelta(days=1))
        assert names_in(page.get(url("officer"), {"vai_tro": "clerk"})) == {"Nguyễn Văn A"}
        assert names_in(page.get(url("officer"), {"vai_tro": "khong"})) == {"Người Cũ"}
        assert len(names_in(page.get(url("officer")))) == 10
        ended = page.get(url("appointment"), {"hieu_luc": "het"})
        assert ended.context["cl"].result_count == 1


class TestQueries:
    def grow(self, cast, number):
        unit = make_unit(f"U{number}", f"Đơn vị {number}", UnitKind.COMMUNE, cast.office)
        make_officer(f"o{number}", f"Người {number}", Role.UNIT_OFFICER, unit, "Công chức")
        Succession.objects.create(predecessor=unit, successor=cast.commune, day=date(2025, 7, 1))
        UnitGroup.objects.create(name=f"Nhóm {number}", kinds=["commune"])
        CalendarDay.objects.create(day=date(2026, 1, 2) + timedelta(days=number), kind=DayKind.HOLIDAY)
        profile = {"unit": unit, "name": "Sở", "superior": "UBND tỉnh", "abbreviation": "S", "place_name": "Mẫu"}
        OfficeProfile.objects.create(**profile, valid_from=date(2020, 1, 1) + timedelta(days=number))

    @pytest.mark.parametrize("model", MODELS)
    def test_a_list_asks_the_same_with_more_rows(self, page, cast, model):
        counts = []
        for numbers in (range(1), range(1, 7)):
            for number in numbers:
                self.grow(cast, number)
            with CaptureQueriesContext(connection) as queries:
                page.get(url(model))
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestUnits:
    FORM = {"code": "XA9", "name": "UBND xã Chín", "kind": "commune", "valid_from": "01/07/2025", **NO_INLINES}

    def test_a_unit_is_entered_with_vietnamese_days(self, page):
        assert page.post(url("unit", "add"), self.FORM | {"aliases": "Xã Chín\nX. Chín"}).status_code == 302
        unit = Unit.objects.get(code="XA9")
        assert unit.valid_from == date(2025, 7, 1)
        assert unit.alias_list() == ["Xã Chín", "X. Chín"]
        assert b'value="01/07/2025"' in page.get(url("unit", "change", unit.pk)).content

    def test_what_the_model_refuses_the_page_says(self, page):
        refused = page.post(url("unit", "add"), self.FORM | {"valid_to": "30/06/2025"})
        assert "Ngày hết hiệu lực phải bằng hoặc sau ngày có hiệu lực." in refused.content.decode()
        assert not Unit.objects.filter(code="XA9").exists()

    def test_successors_are_entered_in_the_unit_and_named_there(self, page, cast):
        cast.commune.valid_to = date(2025, 6, 30)
        cast.commune.save()
        form = {
            **self.FORM,
            "code": "XA1",
            "name": cast.commune.name,
            "valid_from": "",
            "valid_to": "30/06/2025",
            "successions-TOTAL_FORMS": 1,
            "successions-0-successor": cast.other_commune.pk,
            "successions-0-day": "01/07/2025",
        }
        assert page.post(url("unit", "change", cast.commune.pk), form).status_code == 302
        shown = page.get(url("unit", "change", cast.commune.pk)).content.decode()
        assert "nay là UBND xã Mẫu Hai" in shown
        ring = {**form, "code": "XA2", "name": "UBND xã Mẫu Hai", "successions-0-successor": cast.commune.pk}
        refused = page.post(url("unit", "change", cast.other_commune.pk), ring)
        assert "do chính đơn vị cũ kế thừa" in refused.content.decode()

    def test_a_unit_in_use_stays_and_the_page_says_what_to_do(self, page, cast):
        for way in (page.get, page.post):
            shown = way(url("unit", "delete", cast.commune.pk), {"post": "yes"}).content.decode()
            assert "Không xóa được, vì còn 2 dữ liệu khác đang dùng." in shown
            assert "hãy ghi “Đến hết ngày”" in shown
        chosen = {"action": "delete_selected", "_selected_action": [cast.commune.pk], "post": "yes"}
        assert "Không xóa được" in page.post(url("unit"), chosen).content.decode()
        assert Unit.objects.filter(pk=cast.commune.pk).exists()

    def test_a_unit_that_nobody_uses_is_deleted(self, page, cast):
        page.post(url("unit", "delete", cast.other_commune.pk), {"post": "yes"})
        assert not Unit.objects.filter(pk=cast.other_commune.pk).exists()

    def test_kinds_of_a_group_are_ticked(self, page, cast):
        form = {"name": "Các xã, phường", "kinds": ["commune", "ward"], "members": [cast.division.pk]}
        assert page.post(url("unitgroup", "add"), form).status_code == 302
        group = UnitGroup.objects.get(name="Các xã, phường")
        assert group.kinds == ["commune", "ward"]
        shown = page.get(url("unitgroup", "change", group.pk)).content.decode()
        assert 'value="commune" id="id_kinds_8" checked' in shown
        assert "3 đơn vị: " in shown
        refused = page.post(url("unitgroup", "add"), {"name": "Các chợ", "kinds": ["chợ"]})
        assert refused.status_code == 200
        assert not UnitGroup.objects.filter(name="Các chợ").exists()


class TestOfficers:
    FORM = {
        "username": "moi",
        "full_name": "Trần Thị Mới",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "appointments-TOTAL_FORMS": 1,
        "appointments-INITIAL_FORMS": 0,
        "appointments-0-role": "unit_officer",
        "appointments-0-position": "Công chức",
        "appointments-0-starts_on": "01/07/2025",
    }

    def enter(self, page, cast, **changes):
        return page.post(url("officer", "add"), self.FORM | {"appointments-0-unit": cast.commune.pk} | changes)

    def test_an_account_is_entered_with_its_appointment(self, page, cast):
        assert self.enter(page, cast).status_code == 302
        officer = authenticate(username="moi", password=PASSWORD)
        assert officer.roles == {Role.UNIT_OFFICER}
        assert officer.unit_ids == {cast.commune.pk}
        assert officer.folded == "tran thi moi moi"

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"password2": "khac-han-di-roi"}, "Hai mật khẩu đã nhập không giống nhau. Hãy nhập lại."),
            (
                {"password1": "12345678901", "password2": "12345678901"},
                "Mật khẩu này chỉ gồm chữ số. Hãy thêm chữ cái.",
            ),
            ({"password1": "ngan", "password2": "ngan"}, "Mật khẩu quá ngắn. Hãy nhập ít nhất 10 ký tự."),
            ({"username": "CLERK"}, "đã có người dùng"),
            ({"appointments-0-ends_on": "30/06/2025"}, "Ngày thôi giữ chức vụ phải bằng hoặc sau ngày bắt đầu."),
        ],
    )
    def test_what_is_wrong_is_said(self, page, cast, changes, sentence):
        assert sentence in self.enter(page, cast, **changes).content.decode()
        assert not Officer.objects.filter(full_name="Trần Thị Mới").exists()

    def test_a_change_leaves_the_password(self, page, cast):
        self.enter(page, cast)
        officer = Officer.objects.get(username="moi")
        form = {"username": "moi", "full_name": "Trần Thị Mới", "email": "moi@example.org", "is_active": "on"}
        counts = {"appointments-TOTAL_FORMS": 0, "appointments-INITIAL_FORMS": 0}
        assert page.post(url("officer", "change", officer.pk), form | counts).status_code == 302
        assert authenticate(username="moi", password=PASSWORD).email == "moi@example.org"

    def test_a_new_password_is_set_on_its_own_page(self, page, cast):
        self.enter(page, cast)
        officer = Officer.objects.get(username="moi")
        change = url("officer", "change", officer.pk)
        assert "../password/" in page.get(change).content.decode()
        address = change.replace("/change/", "/password/")
        assert 'name="usable_password"' not in page.get(address).content.decode()
        assert page.post(address, {"password1": "", "password2": ""}).status_code == 200
        new = {"password1": "mot-mat-khau-khac", "password2": "mot-mat-khau-khac"}
        assert page.post(address, new).status_code == 302
        assert authenticate(username="moi", password="mot-mat-khau-khac")
        assert authenticate(username="moi", password=PASSWORD) is None

    def test_an_account_that_signed_in_is_never_deleted(self, page, cast):
        fresh = Officer.objects.create_user("fresh", full_name="Chưa Dùng")
        used = Officer.objects.create_user("used", full_name="Đã Dùng", last_login=timezone.now())
        assert page.post(url("officer", "delete", used.pk), {"post": "yes"}).status_code == 403
        both = {"action": "delete_selected", "_selected_action": [used.pk, fresh.pk], "post": "yes"}
        assert page.post(url("officer"), both).status_code == 403
        assert Officer.objects.filter(pk__in=[used.pk, fresh.pk]).count() == 2
        assert page.post(url("officer", "delete", fresh.pk), {"post": "yes"}).status_code == 302
        assert not Officer.objects.filter(pk=fresh.pk).exists()

    def test_an_account_with_a_duty_is_kept(self, page, cast):
        shown = page.get(url("officer", "delete", cast.registrar.pk)).content.decode()
        assert "Hãy bỏ chọn “Đang sử dụng” thay vì xóa." in shown


class TestCalendar:
    def test_the_first_day_of_a_year_brings_its_holidays(self, page):
        form = {"day": "10/01/2026", "kind": "working", "name": "Làm bù"}
        shown = page.post(url("calendarday", "add"), form, follow=True).content.decode()
        assert "Năm 2026 chưa có trong lịch" in shown
        assert CalendarDay.objects.filter(day=date(2026, 9, 2)).exists()
        again = page.post(url("calendarday", "add"), form | {"day": "17/01/2026"}, follow=True).content.decode()
        assert "chưa có trong lịch" not in again


def test_a_search_puts_the_words_side_by_side_first():
    make_unit("TC", "UBND xã Trà Côn", UnitKind.COMMUNE)
    make_unit("TO", "UBND xã Trà Ôn", UnitKind.COMMUNE)
    queryset, _ = admin.site.get_model_admin(Unit).get_search_results(None, Unit.objects.all(), "tra on")
    assert [unit.code for unit in queryset] == ["TO", "TC"]
