"""Two first numbers of a year in different sequences: the second waits for the first, and is refused in words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection, transaction

from districts.enums import UnitKind
from meetings.enums import NumberMode
from meetings.models import NumberRegister
from meetings.numbering import NumberRefused, take_number
from tests.cast import make_profile, make_unit

DAY = date(2026, 4, 9)


def _taken_impatiently(sequence: str) -> int:
    """In a connection of its own; raises OperationalError where another transaction would have to be waited for."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '100ms'")
            return take_number(sequence, DAY)
    finally:
        connection.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "second"), [("TB", "VB"), ("VB", "TB")])
def test_the_first_number_of_a_year_settles_the_manner(first, second):
    make_profile(make_unit("SKHCN", "Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT))
    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        assert take_number(first, DAY) == 1
        with pytest.raises(OperationalError, match="lock timeout"):
            pool.submit(_taken_impatiently, second).result()
    with pytest.raises(NumberRefused, match="Cách đánh số chỉ đổi từ ngày 01/01"), transaction.atomic():
        take_number(second, DAY)
    assert NumberRegister.objects.get(last_number=1).sequence == first


def test_a_lower_number_typed_in_later_does_not_move_the_day_of_the_highest(cast):
    register = NumberRegister.objects.create(sequence="TB", year=2026, mode=NumberMode.TYPED)
    take_number("TB", DAY, typed=41)
    take_number("TB", DAY - timedelta(days=1), typed=7)
    NumberRegister.objects.filter(pk=register.pk).update(mode=NumberMode.MINTED)
    with pytest.raises(NumberRefused, match="trước ngày 09/04/2026 của số 41"):
        take_number("TB", DAY - timedelta(days=1))
    assert take_number("TB", DAY) == 42
