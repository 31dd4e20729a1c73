"""The numbers that releases get: by year and by day, minted or typed in, and never one twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives.issuing import release
from directives.step_forms import ReleaseForm
from districts.errors import DomainError
from districts.models import OfficeProfile
from meetings.enums import NumberMode, PaperState
from meetings.models import NumberRegister, Paper, Release
from meetings.numbering import NumberRefused, next_number
from tests.cast import NOW, make_notice

TODAY = NOW.date()


def _signed(cast, paper_in, count: int) -> list[Paper]:
    return [paper_in(PaperState.SIGNED, make_notice(cast)) for _ in range(count)]


def test_days_follow_the_numbers(cast, paper_in, quick_press):
    first, second, third = _signed(cast, paper_in, 3)
    later = NOW + timedelta(days=5)
    release(first, by=cast.registrar, at=later)
    with pytest.raises(NumberRefused, match="trước ngày 14/04/2026 của số 01"):
        release(second, by=cast.registrar, at=later, day=TODAY)
    assert release(second, by=cast.registrar, at=later).number == 2
    assert next_number("TB", later.date()) == 3
    assert release(third, by=cast.registrar, at=later + timedelta(days=1)).number == 3


def test_each_year_begins_with_01_by_the_clock_of_viet_nam(cast, paper_in, quick_press):
    first, second, third = _signed(cast, paper_in, 3)
    release(first, by=cast.registrar, at=NOW)
    new_year = datetime(2027, 1, 1, 0, 30, tzinfo=NOW.tzinfo)
    assert new_year.astimezone(timezone.get_fixed_timezone(0)).year == 2026
    fresh = release(second, by=cast.registrar, at=new_year)
    assert (fresh.full_number, fresh.released_on) == ("01/TB-SKHCN", date(2027, 1, 1))
    backdated = release(third, by=cast.registrar, at=new_year, day=date(2026, 12, 31))
    assert (backdated.number, backdated.year) == (2, 2026)


def test_an_office_may_number_all_kinds_together(cast, paper_in, quick_press):
    cast.profile.own_sequences = False
    cast.profile.save()
    assert release(paper_in(PaperState.SIGNED), by=cast.registrar, at=NOW).sequence == "VB"


@pytest.mark.parametrize("own_at_first", [True, False])
def test_the_manner_of_numbering_changes_with_the_year_alone(cast, paper_in, quick_press, own_at_first):
    first, second = _signed(cast, paper_in, 2)
    OfficeProfile.objects.update(own_sequences=own_at_first)
    release(first, by=cast.registrar, at=NOW)
    OfficeProfile.objects.update(own_sequences=not own_at_first)
    with pytest.raises(NumberRefused, match="Cách đánh số chỉ đổi từ ngày 01/01"):
        release(second, by=cast.registrar, at=NOW)
    new_year = datetime(2027, 1, 4, 9, tzinfo=NOW.tzinfo)
    assert release(second, by=cast.registrar, at=new_year).full_number == "01/TB-SKHCN"


def test_no_printed_number_is_given_twice_whatever_its_sequence(cast, paper_in, quick_press):
    first, second = _signed(cast, paper_in, 2)
    released = release(first, by=cast.registrar, at=NOW)
    twin = Release(paper=second, signed_record=second.signed_records.get(), sequence="VB", year=2026, number=1)
    twin.symbol, twin.released_on, twin.content, twin.sha256 = "TB-SKHCN", TODAY, released.content, released.sha256
    twin.released_by, twin.released_at = cast.registrar, NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1999, 12, 31), TODAY - timedelta(days=1)])
def test_a_day_before_the_signature_is_refused_before_any_register_is_opened(cast, paper_in, day):
    paper = paper_in(PaperState.SIGNED)
    with CaptureQueriesContext(connection) as asked, pytest.raises(DomainError, match="trước ngày ký 09/04/2026"):
        release(paper, by=cast.registrar, at=NOW, day=day)
    assert not any("numberregister" in query["sql"] for query in asked)


@pytest.mark.parametrize("day", ["31/12/1989", "01/01/0001", "31/12/1999", "01/01/9999"])
def test_no_day_that_is_typed_breaks_the_page(client, cast, paper_in, day):
    paper = paper_in(PaperState.SIGNED)
    client.force_login(cast.registrar)
    answer = client.post(
        reverse("paper-step", args=[paper.pk, "phat-hanh"]), {"read_version": paper.version, "day": day}
    )
    assert answer.status_code == 422
    assert not NumberRegister.objects.exists()


@pytest.mark.parametrize(("day", "kept"), [("31/12/1989", False), ("31/12/1990", True)])
def test_the_form_refuses_a_year_that_is_a_slip_of_the_keyboard(day, kept):
    form = ReleaseForm({"read_version": "1", "day": day})
    form.ask_for_number(False)
    assert form.is_valid() == kept
    assert kept or "Năm phải từ 1990" in str(form.errors["day"])


@pytest.fixture
def typed_register(db):
    return NumberRegister.objects.create(sequence="TB", year=2026, mode=NumberMode.TYPED)


@pytest.mark.parametrize(("number", "words"), [(None, "nhập số đã cấp"), (0, "từ 1"), (-3, "từ 1"), (10**12, "từ 1")])
def test_a_typed_number_must_be_one(cast, paper_in, typed_register, number, words):
    with pytest.raises(NumberRefused, match=words):
        release(paper_in(PaperState.SIGNED), by=cast.registrar, at=NOW, number=number)


def test_a_typed_number_is_used_once_and_may_leave_gaps(cast, paper_in, quick_press, typed_register):
    first, second, third = _signed(cast, paper_in, 3)
    assert next_number("TB", TODAY) is None
    assert release(first, by=cast.registrar, at=NOW, number=41).full_number == "41/TB-SKHCN"
    with pytest.raises(NumberRefused, match="Số 41 năm 2026 đã dùng"):
        release(second, by=cast.registrar, at=NOW, number=41)
    assert release(second, by=cast.registrar, at=NOW, number=7).number == 7
    NumberRegister.objects.update(mode=NumberMode.MINTED)
    assert release(third, by=cast.registrar, at=NOW).number == 42, "after the highest one, not the last one"


def test_where_the_portal_mints_none_is_typed(cast, paper_in):
    with pytest.raises(NumberRefused, match="Hãy để trống ô số"):
        release(paper_in(PaperState.SIGNED), by=cast.registrar, at=NOW, number=5)
