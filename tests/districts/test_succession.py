"""Who carries on the work of a unit, through mergers and splits."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from districts.enums import UnitKind
from districts.models import Succession, Unit
from districts.succession import now_called, successors_of, successors_on

pytestmark = pytest.mark.django_db

BEFORE, AFTER, LATER = date(2025, 6, 30), date(2025, 7, 1), date(2030, 1, 1)


def unit(code, valid_from=None, valid_to=None):
    return Unit.objects.create(
        code=code, name=f"UBND xã {code}", kind=UnitKind.COMMUNE, valid_from=valid_from, valid_to=valid_to
    )


def follow(old, *new, day=AFTER):
    for each in new:
        Succession.objects.create(predecessor=old, successor=each, day=day)


def test_a_split_is_followed_from_its_day_on():
    old, one, two = unit("cũ", valid_to=BEFORE), unit("một", AFTER), unit("hai", AFTER)
    follow(old, one, two)
    assert successors_on(old, BEFORE) == []
    assert successors_on(old, AFTER) == [two, one]
    assert now_called(old, AFTER) == "nay là UBND xã hai và UBND xã một"
    assert now_called(old, BEFORE) == now_called(one, AFTER) == ""


def test_chains_lead_to_the_units_that_exist_on_the_day():
    old, middle, last = unit("a", valid_to=BEFORE), unit("b", AFTER, date(2029, 12, 31)), unit("c", LATER)
    follow(old, middle)
    follow(middle, last, day=LATER)
    assert successors_on(old, AFTER) == [middle]
    assert successors_on(old, LATER) == [last]
    assert now_called(old, LATER) == "nay là UBND xã c"


def test_three_successors_are_enumerated():
    old = unit("cũ", valid_to=BEFORE)
    follow(old, unit("A"), unit("B"), unit("C"))
    assert now_called(old, AFTER) == "nay là UBND xã A, UBND xã B và UBND xã C"


def test_two_ways_to_the_same_unit_give_it_once():
    old, left, right, last = (
        unit("a", valid_to=BEFORE),
        unit("b", valid_to=BEFORE),
        unit("c", valid_to=BEFORE),
        unit("d"),
    )
    follow(old, left, right)
    follow(left, last)
    follow(right, last)
    assert successors_on(old, AFTER) == [last]


def test_a_ring_in_the_database_ends():
    one, two = unit("a", valid_to=BEFORE), unit("b", valid_to=BEFORE)
    follow(one, two)
    follow(two, one)
    assert successors_on(one, AFTER) == []
    assert now_called(one, AFTER) == ""


def test_a_ring_is_refused_where_it_is_entered():
    one, two, three = unit("a"), unit("b"), unit("c")
    follow(one, two)
    follow(two, three)
    ring = Succession(predecessor=three, successor=one, day=AFTER)
    with pytest.raises(ValidationError, match="do chính đơn vị cũ kế thừa"):
        ring.full_clean()
    Succession(predecessor=one, successor=three, day=AFTER).full_clean()


def test_many_units_take_one_query(django_assert_num_queries):
    olds = [unit(f"cũ {n}", valid_to=BEFORE) for n in range(6)]
    new = unit("mới", AFTER)
    for old in olds:
        follow(old, new)
    with django_assert_num_queries(1):
        assert successors_of(olds, AFTER) == {old.pk: [new] for old in olds}
