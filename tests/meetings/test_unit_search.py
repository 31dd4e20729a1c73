"""Units found without diacritics as one types."""

from __future__ import annotations

import html
from datetime import date

import pytest
from django.urls import reverse

from districts.enums import UnitKind
from districts.models import UnitGroup
from meetings.unit_search import MOST_HITS, chosen, search_units
from tests.cast import make_unit

DAY = date(2026, 4, 9)


def names(words: str, **more: object) -> list[str]:
    return [hit.name for hit in search_units(words, **{"day": DAY} | more)]


def test_words_without_diacritics_find_units_and_groups(cast):
    assert names("mau mot") == ["UBND xã Mẫu Một"]
    assert names("MOT xa") == ["UBND xã Mẫu Một"]
    assert names("ubnd xa") == ["UBND xã Mẫu Hai", "UBND xã Mẫu Một", "UBND các xã"]
    assert names("ubnd xa", groups=False) == ["UBND xã Mẫu Hai", "UBND xã Mẫu Một"]
    assert names("không có đâu") == []


def test_words_side_by_side_come_first(cast):
    make_unit("A", "UBND xã An Một Mẫu", UnitKind.COMMUNE)
    assert names("mau mot") == ["UBND xã Mẫu Một", "UBND xã An Một Mẫu"]


def test_words_that_begin_a_word_come_before_those_inside_one(cast):
    for code, name in (("C", "UBND xã Trà Côn"), ("O", "UBND xã Trà Ôn")):
        make_unit(code, name, UnitKind.COMMUNE)
    for words in ("tra on", "ubnd tra on", "on tra"):
        assert names(words) == ["UBND xã Trà Ôn", "UBND xã Trà Côn"], words
    assert names("on")[0] == "UBND xã Trà Ôn"


def test_units_of_the_day_come_before_former_ones_which_say_until_when(cast):
    make_unit("H1", "UBND huyện Mẫu", UnitKind.RURAL_DISTRICT, valid_to=date(2025, 6, 30))
    make_unit("H2", "UBND xã Mẫu Ba", UnitKind.COMMUNE, valid_from=date(2025, 7, 1))
    now = search_units("ubnd mau", day=DAY, groups=False)
    assert [hit.name for hit in now][-1] == "UBND huyện Mẫu"
    assert now[-1].note == "đến hết ngày 30/06/2025"
    then = search_units("ubnd mau", day=date(2018, 7, 12), groups=False)
    assert [hit.name for hit in then] == ["UBND huyện Mẫu", "UBND xã Mẫu Hai", "UBND xã Mẫu Một", "UBND xã Mẫu Ba"]
    assert then[-1].note == "từ ngày 01/07/2025"


def test_the_list_is_short_and_keeps_places_for_groups(cast):
    for number in range(30):
        make_unit(f"XB{number:02d}", f"UBND xã Dãy {number:02d}", UnitKind.COMMUNE)
    assert len(names("ubnd xa")) == MOST_HITS
    assert "UBND các xã" in names("ubnd xa")
    assert names("")[0] == "UBND các xã"


def test_two_queries_whatever_is_found(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        search_units("xa", day=DAY)


def test_a_key_leads_back_to_its_row(cast):
    for hit in search_units("ubnd xa", day=DAY):
        found = chosen(hit.key)
        assert found
        assert found.name == hit.name
    assert isinstance(chosen(f"group:{cast.communes.pk}"), UnitGroup)


@pytest.mark.parametrize("key", ["", "group:", "group:x", "group:²", "group:" + "9" * 40, "KHONG-CO", "a\x00b"])
def test_a_key_that_names_nothing_is_none(cast, key):
    assert chosen(key) is None


def test_the_page_lists_what_fits_and_escapes_what_was_typed(client, cast):
    client.force_login(cast.clerk)
    page = html.unescape(client.get(reverse("unit-search"), {"q": "mau mot"}).content.decode())
    assert 'data-key="XA1"' in page
    assert "UBND xã Mẫu Một" in page
    empty = client.get(reverse("unit-search"), {"q": "<script>"}).content.decode()
    assert "<script>" not in empty
    assert "Không có đơn vị nào khớp" in html.unescape(empty)


@pytest.mark.parametrize(
    "query", [{"q": "a\x00b"}, {"q": "x" * 5000}, {"ngay": "2026-99-99"}, {"ngay": "hôm nay"}, {"nhom": "?"}]
)
def test_odd_questions_are_answered(client, cast, query):
    client.force_login(cast.clerk)
    assert client.get(reverse("unit-search"), query).status_code == 200
