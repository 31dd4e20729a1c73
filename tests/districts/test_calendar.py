"""Working days, held against the public holidays of 2025 and 2026 as the government announced them."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from districts.calendar import WorkCalendar, enter_day, public_days, seed_year
from districts.enums import DayKind
from districts.errors import DomainError
from districts.models import CalendarDay

PACKAGE = WorkCalendar({})
days = st.dates(date(2017, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    "off",
    [
        date(2025, 1, 1),
        *(date(2025, 1, day) for day in range(27, 32)),  # Tết Ất Tỵ
        date(2025, 4, 7),
        date(2025, 5, 2),  # exchanged for Saturday 26 April
        date(2025, 9, 1),
        *(date(2026, 2, day) for day in range(16, 21)),  # Tết Bính Ngọ
        date(2026, 4, 27),  # Giỗ Tổ falls on a Sunday
        date(2026, 8, 31),  # exchanged for Saturday 22 August
        date(2026, 9, 1),
        date(2026, 9, 2),
        date(2018, 12, 31),  # exchanged for a Saturday of the next year
        date(2026, 3, 7),
        date(2026, 3, 8),
    ],
)
def test_days_off(off):
    assert not PACKAGE.is_working_day(off)


@pytest.mark.parametrize(
    "worked", [date(2025, 4, 26), date(2026, 8, 22), date(2019, 1, 5), date(2025, 1, 2), date(2026, 2, 23)]
)
def test_days_worked(worked):
    assert PACKAGE.is_working_day(worked)


def test_a_count_of_working_days_begins_on_the_day_after():
    assert PACKAGE.add_working_days(date(2026, 4, 24), 1) == date(2026, 4, 28)
    assert PACKAGE.add_working_days(date(2026, 4, 24), 5) == date(2026, 5, 6)
    assert PACKAGE.add_working_days(date(2026, 4, 25), 0) == date(2026, 4, 25)
    assert PACKAGE.add_working_days(date(2026, 2, 23), -3) == date(2026, 2, 11)


def test_the_working_day_at_or_beside_a_day():
    assert PACKAGE.next_working_day(date(2026, 2, 14)) == date(2026, 2, 23)
    assert PACKAGE.next_working_day(date(2026, 2, 23)) == date(2026, 2, 23)
    assert PACKAGE.next_working_day(date(2025, 12, 31)) == date(2025, 12, 31)
    assert PACKAGE.next_working_day(date(2026, 1, 1)) == date(2026, 1, 2)
    assert PACKAGE.previous_working_day(date(2026, 2, 22)) == date(2026, 2, 13)


def test_working_days_between_leaves_out_the_start_and_counts_the_end():
    assert PACKAGE.working_days_between(date(2026, 4, 24), date(2026, 4, 28)) == 1
    assert PACKAGE.working_days_between(date(2026, 4, 28), date(2026, 4, 28)) == 0
    assert PACKAGE.working_days_between(date(2026, 4, 29), date(2026, 4, 28)) == 0


@given(start=days, count=st.integers(1, 60))
def test_adding_and_counting_agree(start, count):
    end = PACKAGE.add_working_days(start, count)
    assert PACKAGE.is_working_day(end)
    assert PACKAGE.working_days_between(start, end) == count


@given(day=days)
def test_the_next_working_day_has_only_days_off_before_it(day):
    found = PACKAGE.next_working_day(day)
    assert PACKAGE.is_working_day(found)
    assert not any(PACKAGE.is_working_day(day + timedelta(days=n)) for n in range((found - day).days))


@pytest.mark.django_db
def test_rows_of_a_year_rule_it_alone(django_assert_num_queries):
    CalendarDay.objects.create(day=date(2026, 1, 2), kind=DayKind.HOLIDAY)
    CalendarDay.objects.create(day=date(2026, 1, 10), kind=DayKind.WORKING)
    with django_assert_num_queries(1):
        calendar = WorkCalendar.load()
        assert not calendar.is_working_day(date(2026, 1, 2))
        assert calendar.is_working_day(date(2026, 1, 10))
        assert calendar.is_working_day(date(2026, 9, 2)), "no row says that National Day is off"
        assert not calendar.is_working_day(date(2025, 9, 2)), "2025 has no rows: the package rules it"


@pytest.mark.django_db
def test_a_range_of_years_reads_the_years_beside_it_too():
    CalendarDay.objects.create(day=date(2027, 1, 4), kind=DayKind.HOLIDAY)
    CalendarDay.objects.create(day=date(2030, 1, 4), kind=DayKind.HOLIDAY)
    calendar = WorkCalendar.load(2026, 2026)
    assert not calendar.is_working_day(date(2027, 1, 4))
    assert calendar.is_working_day(date(2030, 1, 4))


@pytest.mark.django_db
def test_seeding_keeps_what_the_administrator_wrote():
    CalendarDay.objects.create(day=date(2026, 8, 31), kind=DayKind.WORKING, name="Làm việc")
    seeded = seed_year(2026)
    assert (seeded.added, seeded.kept) == (len(public_days(2026)) - 1, 1)
    assert CalendarDay.objects.get(day=date(2026, 8, 31)).name == "Làm việc"
    assert CalendarDay.objects.get(day=date(2026, 8, 22)).kind == DayKind.WORKING
    assert CalendarDay.objects.get(day=date(2026, 2, 17)).name == "Tết Nguyên Đán"
    assert seed_year(2026).added == 0


@pytest.mark.django_db
def test_the_first_day_that_is_entered_for_a_year_brings_its_holidays():
    seeded = enter_day(CalendarDay(day=date(2026, 1, 2), kind=DayKind.HOLIDAY))
    assert seeded.added == len(public_days(2026))
    assert not WorkCalendar.load().is_working_day(date(2026, 9, 2))
    assert enter_day(CalendarDay(day=date(2026, 1, 10), kind=DayKind.WORKING)) is None


@pytest.mark.django_db
def test_seed_calendar_says_what_it_did():
    out = StringIO()
    call_command("seed_calendar", 2025, 2026, stdout=out)
    assert f"Năm 2025: thêm {len(public_days(2025))} ngày" in out.getvalue()
    assert CalendarDay.objects.filter(day__year=2026).count() == len(public_days(2026))


@pytest.mark.django_db
def test_a_year_without_a_lunar_calendar_is_refused():
    with pytest.raises(DomainError, match="3000"):
        call_command("seed_calendar", 2026, 3000)
    assert not CalendarDay.objects.exists()
