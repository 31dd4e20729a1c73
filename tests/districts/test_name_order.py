"""Units stand in the order of the Vietnamese alphabet, whatever the engine makes of its letters."""

from __future__ import annotations

import random
import unicodedata
from importlib import import_module

import pytest
from django.apps import apps

from districts.directory import REQUIRED_COLUMNS, load_units
from districts.directory_file import read_rows
from districts.enums import UnitKind
from districts.models import Unit, UnitGroup
from districts.name_order import name_order
from districts.roster import Roster
from tests.cast import NOW

# communes of Vĩnh Long as they are since July 2025, and a few that differ by one mark alone
IN_ORDER = [
    "An Bình",
    "An Định",
    "An Hội",
    "An Qui",
    "An Trường",
    "Bà Rịa",
    "Ba Tri",
    "Bảo Thạnh",
    "Bến Tre",
    "Bình Minh",
    "Cái Ngang",
    "Cái Vồn",
    "Càng Long",
    "Cầu Kè",
    "Châu Hòa",
    "Chợ Lách",
    "Diên Khánh",
    "Duyên Hải",
    "Đại An",
    "Đại Điền",
    "Đôn Châu",
    "Đông Hải",
    "Đồng Khởi",
    "Đông Thành",
    "Êa Kao",
    "Hàm Giang",
    "Hậu Lộc",
    "Long Châu",
    "Long Hồ",
    "Lộc Thuận",
    "Lưu Nghiệp Anh",
    "Mỏ Cày",
    "Mỹ Chánh Hòa",
    "Nhị Trường",
    "Phú Phụng",
    "Phường 2",
    "Phường 10",
    "Sơn Đông",
    "Tam Ngãi",
    "Tân An",
    "Tân Long Hội",
    "Tân Lược",
    "Thạnh Phong",
    "Trà Côn",
    "Trà Cú",
    "Trà Ôn",
    "Trung Thành",
    "Ưng Bình",
    "Vĩnh Long",
    "Xuân Sơn",
    "Yên Bái",
]
PAIRS = [
    "Ba",
    "Bà",
    "Bả",
    "Bã",
    "Bá",
    "Bạ",
    "Ba Tri",
    "Bà Tri",
    "Băng",
    "Bâng",
    "Da",
    "Đa",
    "Đe",
    "Đê",
    "E",
    "Ê",
    "Ô",
    "Ơ",
]


def _shuffled(names: list[str]) -> list[str]:
    return random.Random(5).sample(names, len(names))


@pytest.mark.parametrize("names", [IN_ORDER, PAIRS])
def test_names_come_in_the_order_of_the_alphabet(names):
    assert sorted(_shuffled(names), key=name_order) == names


def test_case_marks_typed_apart_and_signs_between_words_make_no_difference():
    assert (
        name_order("ĐÔNG THÀNH") == name_order(unicodedata.normalize("NFD", "Đông thành")) == name_order("Đông - Thành")
    )
    assert name_order("Xã “Ü” số ½ 007").isdigit(), "alike in every collation"


@pytest.mark.django_db
def test_the_database_lists_units_and_groups_in_that_order():
    for number, name in enumerate(_shuffled(IN_ORDER)):
        Unit.objects.create(code=f"u{number}", name=f"UBND xã {name}", kind=UnitKind.COMMUNE)
        UnitGroup.objects.create(name=f"Cụm {name}")
    assert [unit.name.removeprefix("UBND xã ") for unit in Unit.objects.all()] == IN_ORDER
    assert [group.name.removeprefix("Cụm ") for group in UnitGroup.objects.all()] == IN_ORDER
    listed = Roster.load(NOW.date()).units.values()
    assert [unit.name.removeprefix("UBND xã ") for unit in listed] == IN_ORDER


@pytest.mark.django_db
def test_a_name_that_changes_changes_its_place_by_whatever_way_it_is_written():
    unit = Unit.objects.create(code="D", name="UBND xã Đông", kind=UnitKind.COMMUNE)
    Unit.objects.create(code="E", name="UBND xã Êa", kind=UnitKind.COMMUNE)
    unit.name = "UBND xã Yên"
    unit.save(update_fields=["name"])
    assert [each.code for each in Unit.objects.all()] == ["E", "D"]
    rows = "code,name,kind\nD,UBND xã Dân,xã\nA,UBND xã Ân,xã\nC,UBND xã Ăn,xã\n".encode()
    load_units(read_rows(rows, required=REQUIRED_COLUMNS, optional=[]))
    assert [each.code for each in Unit.objects.all()] == ["C", "A", "D", "E"]


@pytest.mark.django_db
def test_units_of_before_are_put_in_order_by_the_migration():
    Unit.objects.create(code="D", name="UBND xã Đông", kind=UnitKind.COMMUNE)
    Unit.objects.create(code="E", name="UBND xã E", kind=UnitKind.COMMUNE)
    Unit.objects.update(sort_name="")
    migration = import_module("districts.migrations.0003_vietnamese_order_of_names")
    migration.put_in_order(apps, None)
    assert [each.code for each in Unit.objects.all()] == ["D", "E"]
    assert "" not in Unit.objects.values_list("sort_name", flat=True)
