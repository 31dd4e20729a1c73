"""While somebody is away, who stands in is reminded too, under both names and never twice; one who moved on is not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import Email

from directives.enums import AssignmentState
from directives.life.extending import ask_extension, grant_extension
from directives.life.unit_acts import pass_on
from directives.models import Assignment, Digest, Nudge
from directives.reminding.bell import bell_of, unread_of
from directives.reminding.nudging import reminders_of
from directives.reminding.telling import plan_day, remind
from districts.enums import Role
from districts.models import Appointment, Deputyship, Officer
from tests.cast import NOW, make_officer
from tests.directives.lives import Lives

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = date(2026, 10, 13)
MORNING = datetime.combine(DUE, time(7), ZONE)
LONG_LATE = date(2026, 11, 12)


@pytest.fixture
def due(lives: Lives) -> Lives:
    """The lead's order is due today; a colleague came to work in the commune besides its officer and its head."""
    make_officer("colleague", "Phan Văn Cùng", Role.UNIT_OFFICER, lives.cast.commune, "Công chức")
    Officer.objects.filter(username="colleague").update(email="cung@example.org")
    Assignment.objects.exclude(pk=lives.lead.pk).update(current_due_on=None)
    Assignment.objects.filter(pk=lives.lead.pk).update(current_due_on=DUE, state=AssignmentState.IN_PROGRESS)
    return lives


def named(username: str) -> Officer:
    return Officer.objects.get(username=username)


def away(officer: Officer, deputy: Officer, day: date = DUE, role: str = "") -> Deputyship:
    lent = officer.appointments.get(**({"role": role} if role else {}))
    period = {"starts_on": day, "ends_on": day + timedelta(days=3), "named_at": NOW}
    return Deputyship.objects.create(appointment=lent, deputy=deputy, **period)


def handed(lives: Lives) -> None:
    at = datetime.combine(DUE - timedelta(days=9), time(7), ZONE)
    pass_on(lives.lead, officer=lives.people["unit_officer"], by=lives.people["unit_head"], at=at)


def told(day: date = DUE) -> dict[str, list[str]]:
    return {each.officer.username: [due.in_place_of for due in each.dues] for each in plan_day(day).people}


def test_the_deputy_of_whom_the_order_was_passed_to_is_mailed_too_under_both_names(due):
    handed(due)
    assert told() == {"unit_officer": [""], "unit_head": [""]}
    row = away(due.cast.unit_officer, named("colleague"))
    remind(DUE, at=MORNING)
    assert set(Digest.objects.values_list("officer__username", flat=True)) == {
        "unit_officer",
        "unit_head",
        "colleague",
    }
    mail = Email.objects.get(to="cung@example.org")
    for text in (mail.message, mail.html_message):
        assert text.count("Ông/Bà được nhắc vì đang thay Đỗ Thị G.") == 1
    assert "Phan Văn Cùng, thay Đỗ Thị G" in reminders_of(due.lead)[0].whom
    ((_, (line,)),) = bell_of(named("colleague"), DUE).days
    assert line.words == "Hôm nay là hạn; thay Đỗ Thị G"
    assert Nudge.objects.filter(assignment=due.lead, digest__day=DUE).count() == 3
    Deputyship.objects.filter(pk=row.pk).update(ended_at=MORNING)
    assert "colleague" not in told(DUE + timedelta(days=7)), "the deputyship was ended"


def test_who_is_told_already_is_not_told_again_in_another_s_place(due):
    away(due.cast.unit_head, named("colleague"))
    away(due.cast.unit_officer, due.cast.unit_head)
    assert told() == {"unit_officer": [""], "unit_head": [""], "colleague": [""]}


def test_only_what_is_told_by_the_appointment_that_is_lent(due):
    """The head's deputy is told what the head is; the leader's what a leader is, whatever the deputy is at the Sở himself."""
    handed(due)
    remind(date(2026, 10, 9), at=MORNING)
    away(due.cast.unit_head, named("colleague"), LONG_LATE)
    away(due.cast.leader, due.cast.registrar, LONG_LATE, Role.LEADER)
    assert told(LONG_LATE) == {
        "unit_officer": [""],
        "unit_head": [""],
        "colleague": ["Vũ Văn H"],
        "leader": [""],
        "registrar": ["Phạm Thị D"],
    }
    elsewhere = Appointment.objects.create(
        officer=due.cast.unit_head, unit=due.cast.other_commune, role=Role.UNIT_HEAD, position="Chủ tịch"
    )
    Deputyship.objects.filter(deputy=named("colleague")).update(appointment=elsewhere, deputy=due.other_officer)
    assert not {"colleague", "other_officer"} & told(LONG_LATE).keys(), "it is not the other commune's order"


def test_a_deputy_who_works_elsewhere_by_now_is_not_told(due):
    away(due.cast.unit_head, named("colleague"))
    Appointment.objects.filter(officer__username="colleague").update(unit=due.cast.other_commune)
    assert set(told()) == {"unit_officer", "unit_head"}


def test_to_whom_it_was_passed_and_who_works_elsewhere_by_now_is_not_told(due):
    """His mails would tell of a unit that is not his any more; the officers of the unit hear of it instead."""
    handed(due)
    Appointment.objects.filter(officer=due.cast.unit_officer).update(unit=due.cast.other_commune)
    assert set(told()) == {"colleague", "unit_head"}


def test_the_bell_tells_the_deputy_what_the_so_answered_since_the_absence_began(due):
    handed(due)
    people = due.people
    for days in (-2, 0):
        at = MORNING + timedelta(days=days, hours=1)
        wanted = Assignment.objects.get(pk=due.lead.pk).current_due_on + timedelta(days=9)
        request = ask_extension(due.lead, wanted_on=wanted, reason="Chờ", by=people["unit_head"], at=at)
        grant_extension(request, until=wanted, by=people["leader"], at=at)
    deputy = named("colleague")
    assert unread_of(deputy, DUE) == 0
    row = away(due.cast.unit_officer, deputy)
    assert unread_of(named("colleague"), DUE) == 1, "what came before is the absent one's"
    Appointment.objects.filter(officer=deputy).update(unit=due.sub)
    assert unread_of(named("colleague"), DUE) == 0
    Appointment.objects.filter(officer=deputy).update(unit=due.cast.commune)
    row.delete()
    away(due.cast.unit_head, deputy)
    assert unread_of(named("colleague"), DUE) == 1


def test_the_queries_do_not_grow_with_the_deputies(due):
    handed(due)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            plan_day(DUE)
        return len(queries)

    away(due.cast.unit_officer, named("colleague"))
    one = cost()
    away(due.cast.unit_head, make_officer("c2", "Phan Hai", Role.UNIT_OFFICER, due.cast.commune, "Công chức"))
    away(due.cast.leader, due.cast.registrar, role=Role.LEADER)
    assert cost() == one
