"""Each constraint broken once: the database refuses, and full_clean says the sentence that the user reads."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from districts.enums import DayKind, Role, UnitKind
from districts.models import Appointment, CalendarDay, OfficeProfile, Officer, Succession, Unit, UnitGroup

pytestmark = pytest.mark.django_db

EARLY, LATE = date(2025, 6, 30), date(2025, 7, 1)


def unit(code, **fields):
    return Unit(code=code, name=f"UBND xã {code}", kind=UnitKind.COMMUNE, **fields)


@pytest.fixture
def one():
    row = unit("A")
    row.save()
    return row


def refused(row, sentence):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert sentence in " ".join(error.value.messages)


def test_a_unit_ends_after_it_begins():
    refused(unit("B", valid_from=LATE, valid_to=EARLY), "Ngày hết hiệu lực phải bằng hoặc sau ngày có hiệu lực.")
    unit("C", valid_from=LATE, valid_to=LATE).save()


def test_a_unit_is_not_its_own_parent(one):
    one.parent = one
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()
    with pytest.raises(ValidationError, match="trực thuộc chính"):
        one.full_clean()


def test_a_unit_does_not_belong_to_its_own_child(one):
    child = unit("B", parent=one)
    child.save()
    one.parent = child
    with pytest.raises(ValidationError, match="đang trực thuộc chính đơn vị này"):
        one.full_clean()


def test_a_code_is_given_once(one):
    refused(unit("A"), "này đã được lưu")


def test_a_succession_is_written_once(one):
    two = unit("B")
    two.save()
    Succession.objects.create(predecessor=one, successor=two, day=LATE)
    refused(Succession(predecessor=one, successor=two, day=EARLY), "Quan hệ kế thừa giữa hai đơn vị này đã có.")


def test_a_succession_leads_to_another_unit(one):
    row = Succession(predecessor=one, successor=one, day=LATE)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError, match="Đơn vị kế thừa phải khác đơn vị cũ"):
        row.validate_constraints()


def test_an_appointment_ends_after_it_begins(one):
    officer = Officer.objects.create_user("an", full_name="Nguyễn Văn A")
    row = Appointment(officer=officer, unit=one, role=Role.CLERK, position="Chuyên viên", starts_on=LATE, ends_on=EARLY)
    refused(row, "Ngày thôi giữ chức vụ phải bằng hoặc sau ngày bắt đầu.")


def test_a_user_name_a_day_a_profile_and_a_group_are_there_once(one):
    Officer.objects.create_user("an", full_name="Nguyễn Văn A")
    refused(Officer(username="an", full_name="Trần Thị B", password="!"), "Tên đăng nhập này đã có người dùng.")
    CalendarDay.objects.create(day=LATE, kind=DayKind.HOLIDAY)
    refused(CalendarDay(day=LATE, kind=DayKind.WORKING), "này đã được lưu")
    profile = {"unit": one, "name": "Sở", "superior": "UBND tỉnh", "abbreviation": "S", "place_name": "Mẫu"}
    OfficeProfile.objects.create(**profile, valid_from=LATE)
    refused(OfficeProfile(**profile, valid_from=LATE), "này đã được lưu")
    UnitGroup.objects.create(name="Các xã")
    refused(UnitGroup(name="Các xã"), "này đã được lưu")


def test_a_group_knows_only_kinds_that_there_are():
    with pytest.raises(ValidationError, match="Không có loại đơn vị: chợ"):
        UnitGroup(name="Các chợ", kinds=["commune", "chợ"]).full_clean()


def test_what_others_stand_on_is_not_deleted(one):
    unit("B", parent=one).save()
    with pytest.raises(RestrictedError):
        one.delete()


def test_before_its_first_profile_an_office_has_its_first(one):
    profile = {"unit": one, "superior": "UBND tỉnh", "abbreviation": "S", "place_name": "Mẫu"}
    OfficeProfile.objects.create(**profile, name="Sở cũ", valid_from=date(2018, 1, 1))
    OfficeProfile.objects.create(**profile, name="Sở mới", valid_from=LATE)
    assert [OfficeProfile.objects.in_force(day).name for day in (date(2017, 1, 1), EARLY, LATE)] == [
        "Sở cũ",
        "Sở cũ",
        "Sở mới",
    ]
