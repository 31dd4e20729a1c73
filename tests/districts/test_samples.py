"""The two sample offices and the people in them."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from districts.accounts import create_administrator
from districts.calendar import WorkCalendar
from districts.enums import COMMUNE_KINDS, DISTRICT_KINDS, Role, UnitKind
from districts.errors import DomainError
from districts.models import Appointment, CalendarDay, OfficeProfile, Officer, Succession, Unit, UnitGroup
from districts.sample_offices import load_sample
from districts.sample_people import load_sample_people
from districts.succession import now_called, successors_of

pytestmark = pytest.mark.django_db

IN_2018, TODAY = date(2018, 1, 25), date(2026, 4, 9)


def test_the_office_of_2018_stands_alone():
    load_sample("2018")
    then = Unit.objects.valid_on(IN_2018)
    assert then.filter(kind__in=DISTRICT_KINDS).count() == 8
    assert then.filter(kind=UnitKind.LOCAL_OFFICE, parent__kind__in=DISTRICT_KINDS).count() == 8
    assert then.filter(parent__code="SKHCN-2018").count() == 9
    assert OfficeProfile.objects.in_force(IN_2018).unit.code == "SKHCN-2018"
    assert not Succession.objects.exists()
    assert not WorkCalendar.load().is_working_day(date(2018, 2, 16))


def test_the_office_of_today_stands_alone():
    load_sample("2025")
    now = Unit.objects.valid_on(TODAY)
    assert now.filter(kind__in=COMMUNE_KINDS).count() == 36
    assert now.get(kind=UnitKind.SPECIAL_ZONE).name == "UBND đặc khu Mẫu"
    assert {"CDS", "BCVT"} <= set(now.filter(parent__code="SKHCN").values_list("code", flat=True))
    assert not now.filter(kind__in=DISTRICT_KINDS).exists()


@pytest.mark.parametrize("order", [("2018", "2025"), ("2025", "2018")])
def test_both_stand_in_one_database_and_every_district_goes_on(order):
    for name in order * 2:
        load_sample(name)
    districts = Unit.objects.filter(kind__in=DISTRICT_KINDS)
    heirs = successors_of(districts, TODAY)
    assert len(heirs) == 8
    reached = {heir.code for found in heirs.values() for heir in found}
    covered = Unit.objects.filter(kind__in=COMMUNE_KINDS).exclude(code="DK-MAU")
    assert reached == set(covered.values_list("code", flat=True))
    town = Unit.objects.get(code="TX-BINHMINH")
    assert now_called(town, TODAY) == "nay là UBND phường Bình Minh, UBND phường Cái Vồn và UBND phường Đông Thành"
    assert Succession.objects.get(predecessor=town, successor__code="P-CAIVON").decision.startswith("Nghị quyết")
    assert OfficeProfile.objects.in_force(IN_2018).unit.code == "SKHCN-2018"
    assert OfficeProfile.objects.in_force(TODAY).unit.code == "SKHCN"
    assert not Unit.objects.valid_on(TODAY).filter(code__endswith="-2018").exists()


def test_groups_are_resolved_on_the_day():
    load_sample("2018")
    load_sample("2025")
    places = UnitGroup.objects.get(name="Các địa phương")
    assert places.units_on(IN_2018).count() == 8
    assert places.units_on(TODAY).count() == 36
    divisions = UnitGroup.objects.get(name="Các phòng, đơn vị thuộc Sở")
    assert divisions.units_on(IN_2018).count() == 9
    sister_departments = UnitGroup.objects.get(name="Các sở, ban, ngành tỉnh")
    assert set(sister_departments.units_on(IN_2018).values_list("code", flat=True)) == {"STC", "SNV"}


def test_no_group_or_unit_answers_to_the_same_words_twice():
    for name in ("2018", "2025"):
        load_sample(name)
    for day in (IN_2018, TODAY):
        spoken = []
        for unit in Unit.objects.valid_on(day):
            spoken += {name.casefold() for name in (unit.name, unit.short_name, *unit.alias_list()) if name}
        for group in UnitGroup.objects.all():
            spoken += {name.casefold() for name in (group.name, *group.alias_list())}
        assert sorted(spoken) == sorted(set(spoken))


def test_what_the_administrator_changed_in_a_profile_or_a_calendar_stays():
    load_sample("2025")
    OfficeProfile.objects.update(place_name="Nơi khác")
    CalendarDay.objects.filter(day=date(2026, 8, 31)).update(name="Đã sửa")
    load_sample("2025")
    assert OfficeProfile.objects.get().place_name == "Nơi khác"
    assert CalendarDay.objects.get(day=date(2026, 8, 31)).name == "Đã sửa"


@pytest.mark.parametrize(("sample", "locality"), [("2018", "H-LONGHO"), ("2025", "X-LONGHO")])
def test_one_account_for_each_role(sample, locality):
    load_sample(sample)
    accounts = load_sample_people()
    assert [account.appointment.role for account in accounts] == list(Role)
    assert len({account.password for account in accounts}) == len(Role)
    for account in accounts:
        officer = authenticate(username=account.officer.username, password=account.password)
        assert officer == account.officer
        assert officer.roles == {account.appointment.role}
    in_locality = {a.appointment.role for a in accounts if a.appointment.unit.code == locality}
    assert in_locality == {Role.UNIT_OFFICER, Role.UNIT_HEAD}


def test_accounts_keep_their_passwords_unless_they_are_reset():
    load_sample("2018")
    first = {a.officer.username: a.password for a in load_sample_people()}
    load_sample("2025")
    again = load_sample_people()
    assert all(account.password is None for account in again)
    assert authenticate(username="vanthu", password=first["vanthu"])
    assert Officer.objects.count() == Appointment.objects.count() == len(Role)
    assert Appointment.objects.get(officer__username="vanthu").unit.code == "VP"
    reset = {a.officer.username: a.password for a in load_sample_people(reset=True)}
    assert authenticate(username="vanthu", password=reset["vanthu"])
    assert authenticate(username="vanthu", password=first["vanthu"]) is None


def test_people_need_an_office():
    with pytest.raises(DomainError, match="load_sample 2025"):
        load_sample_people()
    assert not Officer.objects.exists()


def test_the_commands_print_what_they_made(capsys):
    call_command("load_sample", "2025")
    assert "thêm 51" in capsys.readouterr().out
    call_command("load_sample_people")
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(Role)
    username, password = printed[0].split()[:2]
    assert authenticate(username=username, password=password)
    call_command("load_sample_people")
    assert "giữ mật khẩu cũ" in capsys.readouterr().out


def test_the_first_administrator(capsys):
    unit = Unit.objects.create(code="VP", name="Văn phòng", kind=UnitKind.DIVISION)
    call_command("create_administrator", "quan.tri", name="Nguyễn Văn A", unit="VP")
    password = capsys.readouterr().out.split()[-1]
    officer = authenticate(username="quan.tri", password=password)
    assert officer.roles == {Role.ADMINISTRATOR}
    assert officer.capacity().unit == unit
    with pytest.raises(DomainError, match="đã có người dùng"):
        create_administrator(username="Quan.Tri", full_name="Trần Thị B", unit_code="VP")
    with pytest.raises(DomainError, match="Không có đơn vị"):
        create_administrator(username="khac", full_name="Trần Thị B", unit_code="KHONG")
