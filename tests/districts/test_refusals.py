"""A refusal is on record though the transaction around it is rolled back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from districts.enums import UnitKind
from districts.errors import DomainError
from districts.models import Officer, RefusedAttempt, Unit
from districts.refusals import record_hidden, records_refusals, refusals_kept


@records_refusals
def close(row, *, by, at):
    raise DomainError("Chưa đóng được.")


@pytest.fixture
def unit(db) -> Unit:
    return Unit.objects.create(code="A", name="Phòng A", kind=UnitKind.DIVISION)


@refusals_kept()
@transaction.atomic()
def _renamed_and_refused(unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(name="Phòng B")
    close(unit, by=None, at=timezone.now())


def _refused_inside_a_transaction(unit: Unit) -> None:
    with pytest.raises(DomainError):
        _renamed_and_refused(unit)


@pytest.mark.django_db(transaction=True)
def test_it_survives_the_transaction_that_it_rolls_back(unit):
    _refused_inside_a_transaction(unit)
    attempt = RefusedAttempt.objects.get()
    assert (attempt.verb, attempt.object_id, attempt.reason) == ("close", unit.pk, "Chưa đóng được.")
    assert Unit.objects.get().name == "Phòng A"


def test_it_is_written_once_where_blocks_are_nested(unit):
    with refusals_kept():
        _refused_inside_a_transaction(unit)
    assert RefusedAttempt.objects.count() == 1


def test_without_a_transaction_around_it_it_is_written_at_once(unit):
    with pytest.raises(DomainError):
        close(unit, by=None, at=timezone.now())
    assert RefusedAttempt.objects.count() == 1


def test_a_flood_of_looks_at_what_is_hidden_does_not_fill_the_log(unit, monkeypatch):
    """An address is told once a day, the last line of a day says that no more are, and the next day begins anew."""
    monkeypatch.setattr("districts.refusals.MOST_HIDDEN_A_DAY", 3)
    by, at = Officer.objects.create_user("a", full_name="A"), timezone.now()
    for address in ("/1/", "/1/", "/2/", "/3/", "/4/"):
        record_hidden(unit, f"GET {address}", by=by, at=at)
    told = list(RefusedAttempt.objects.order_by("pk").values_list("reason", flat=True))
    assert told[:2] == ["GET /1/", "GET /2/"]
    assert told[2:] == ["Đã ghi 2 lần trong ngày; những lần sau trong ngày không ghi nữa."]
    record_hidden(unit, "GET /1/", by=by, at=at + timedelta(days=1))
    assert RefusedAttempt.objects.count() == 4
