"""A refusal is on record though the transaction around it is rolled back."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from districts.enums import UnitKind
from districts.errors import DomainError
from districts.models import RefusedAttempt, Unit
from districts.refusals import records_refusals, refusals_kept


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
