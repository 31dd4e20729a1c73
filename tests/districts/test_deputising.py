"""One stands in for another: which rights go over, for how long, under whose names, and what nobody does for another."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from districts.deputising import end_deputyship, lendable, name_deputy
from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Appointment, Deputyship, Officer, RefusedAttempt
from tests.cast import NOW, Cast, make_cast, make_officer

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = NOW.date()
LAST = TODAY + timedelta(days=3)


@pytest.fixture
def cast(db) -> Cast:
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def anew(officer: Officer) -> Officer:
    """As a next request reads the account."""
    return Officer.objects.get(pk=officer.pk)


def post_of(officer: Officer) -> Appointment:
    return officer.appointments.get()


def named(principal: Officer, deputy: Officer, starts_on: date = TODAY, ends_on: date = LAST, **more) -> Deputyship:
    given = {"by": anew(principal), "at": timezone.now()} | more
    return name_deputy(post_of(principal), deputy=deputy, starts_on=starts_on, ends_on=ends_on, **given)


def test_the_deputy_has_the_roles_and_units_of_the_appointment_after_the_own(cast):
    named(cast.leader, cast.division_head)
    deputy = anew(cast.division_head)
    assert deputy.roles == {Role.DIVISION_HEAD, Role.LEADER}
    assert [each.is_lent for each in deputy.current_appointments] == [False, True]
    assert deputy.capacity().role == Role.DIVISION_HEAD
    assert deputy.own_capacity(Role.LEADER) is None
    assert anew(cast.leader).roles == {Role.LEADER}, "who is away has them as well"
    assert anew(cast.clerk).roles == {Role.CLERK}


@pytest.mark.parametrize(
    ("moment", "has_it"),
    [
        (datetime.combine(TODAY - timedelta(days=1), time(23, 59), ZONE), False),
        (datetime.combine(TODAY, time(0, 0), ZONE), True),
        (datetime.combine(LAST, time(23, 59), ZONE), True),
        (datetime.combine(LAST + timedelta(days=1), time(0, 0), ZONE), False),
    ],
)
def test_the_rights_begin_and_end_with_the_days_of_ho_chi_minh_city(cast, moment, has_it):
    named(cast.leader, cast.division_head)
    with time_machine.travel(moment, tick=False):
        assert anew(cast.division_head).has_role(Role.LEADER) == has_it
        client = Client()
        client.force_login(cast.division_head)
        signed_in = client.get(reverse("still-here")).wsgi_request.user
        assert signed_in.has_role(Role.LEADER) == has_it, "the account of a request is read by another query"


def test_they_end_at_once_when_the_principal_is_back_and_a_new_one_may_be_named(cast):
    row = named(cast.leader, cast.division_head)
    end_deputyship(row, by=cast.leader, at=timezone.now())
    assert not anew(cast.division_head).has_role(Role.LEADER)
    with pytest.raises(WrongState, match="đã kết thúc"):
        end_deputyship(row, by=cast.leader, at=timezone.now())
    assert named(cast.leader, cast.office_head).pk != row.pk


def test_only_who_named_the_deputy_ends_it(cast):
    row = named(cast.leader, cast.division_head)
    for other in (cast.division_head, cast.administrator, cast.clerk):
        with pytest.raises(NotAllowed):
            end_deputyship(row, by=other, at=timezone.now())
    assert Deputyship.objects.get().ended_at is None


@pytest.mark.parametrize(
    ("ending", "who"),
    [
        ({"ends_on": TODAY - timedelta(days=1)}, "principal"),
        ({"ends_on": TODAY - timedelta(days=1)}, "deputy"),
        ({"is_active": False}, "principal"),
        ({"role": Role.ADMINISTRATOR}, "principal"),
    ],
)
def test_nothing_is_lent_once_the_appointment_behind_it_ends(cast, ending, who):
    named(cast.leader, cast.division_head)
    officer = cast.leader if who == "principal" else cast.division_head
    model, key = (Officer, "pk") if "is_active" in ending else (Appointment, "officer")
    model.objects.filter(**{key: officer.pk}).update(**ending)
    assert not anew(cast.division_head).roles & {Role.LEADER, Role.ADMINISTRATOR}


def refused(match: str, *given, kind: type[DomainError] = DomainError, **more) -> None:
    before = RefusedAttempt.objects.count()
    with pytest.raises(kind, match=match):
        named(*given, **more)
    assert (Deputyship.objects.count(), RefusedAttempt.objects.count()) == (0, before + 1)


def test_a_period_that_is_over_backward_or_longer_than_the_appointment_is_refused(cast):
    people = (cast.leader, cast.division_head)
    refused("đã qua", *people, starts_on=TODAY - timedelta(days=1))
    refused("bằng hoặc sau", *people, starts_on=LAST, ends_on=TODAY)
    Appointment.objects.filter(officer=cast.leader).update(ends_on=LAST - timedelta(days=1))
    refused("chỉ giữ đến hết ngày", *people)


def test_who_may_be_named_is_another_of_the_same_unit_or_of_the_so(cast):
    refused("người khác", cast.leader, cast.leader)
    refused("không cùng đơn vị", cast.leader, cast.unit_head)
    refused("không cùng đơn vị", cast.leader, cast.administrator)
    refused("không cùng đơn vị", cast.leader, cast.observer)
    stranger = make_officer("stranger", "Mai Thị L", Role.UNIT_OFFICER, cast.other_commune, "Công chức")
    refused("không cùng đơn vị", cast.unit_head, stranger)
    refused("không cùng đơn vị", cast.unit_head, cast.division_head)
    Officer.objects.filter(pk=cast.unit_officer.pk).update(is_active=False)
    refused("không còn dùng tài khoản", cast.unit_head, cast.unit_officer)
    Officer.objects.filter(pk=cast.unit_officer.pk).update(is_active=True)
    named(cast.unit_head, cast.unit_officer)
    assert anew(cast.unit_officer).has_role(Role.UNIT_HEAD)


def test_an_administrator_s_appointment_and_another_s_are_not_lent(cast):
    refused("quản trị", cast.administrator, cast.clerk, kind=NotAllowed)
    refused("chính mình", cast.leader, cast.office_head, by=cast.division_head, kind=NotAllowed)
    assert lendable(cast.administrator) == []


def test_no_deputy_names_a_deputy_and_none_inherits(cast):
    named(cast.leader, cast.division_head)
    deputy = anew(cast.division_head)
    assert [each.role for each in lendable(deputy)] == [Role.DIVISION_HEAD]
    with pytest.raises(NotAllowed, match="không cử tiếp"):
        named(cast.leader, cast.office_head, by=deputy)
    named(cast.division_head, cast.clerk)
    assert anew(cast.clerk).roles == {Role.CLERK, Role.DIVISION_HEAD}, "the leader's is not passed along"


@pytest.mark.parametrize(("first", "last"), [(0, 0), (3, 5), (-0, 9), (1, 2)])
def test_two_deputyships_of_one_appointment_never_overlap(cast, first, last):
    named(cast.leader, cast.division_head)
    with pytest.raises(WrongState, match="đã có"):
        named(cast.leader, cast.office_head, TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    assert named(cast.leader, cast.office_head, LAST + timedelta(days=1), LAST + timedelta(days=1))


def test_reading_the_account_stays_one_query(cast):
    named(cast.leader, cast.division_head)
    for officer in (anew(cast.division_head), anew(cast.clerk)):
        with CaptureQueriesContext(connection) as queries:
            assert officer.current_appointments
            assert [each.unit.name and each.officer.full_name for each in officer.current_appointments]
        assert len(queries) == 1
