"""A deputy at work: what is decided in another's place, under both names, and what is not; the page where one is named."""

from __future__ import annotations

import html
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives import access
from directives.life.answering import confirm
from directives.life.extending import ask_extension, grant_extension, pending_request
from directives.life.steering import reopen, withdraw
from directives.life.unit_acts import acknowledge
from directives.models import Assignment, Directive, DirectiveEvent
from districts.deputising import name_deputy
from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from districts.models import Appointment, Deputyship, Officer
from meetings import access as papers
from meetings.composing import CannotCompose, signer_position
from meetings.models import Paper
from meetings.signers import signers_on
from tests.cast import make_notice
from tests.directives.lives import Lives
from tests.tasks.at_work import LATE_IN_MAY, in_may, lives, signed_in

__all__ = ["in_may", "lives"]

TODAY = LATE_IN_MAY.date()
LAST = TODAY + timedelta(days=3)
PLACE = "thay {} (ủy quyền từ 20/05/2026 đến 23/05/2026)"


def lend(principal: Officer, deputy: Officer, role: str) -> Deputyship:
    held = principal.appointments.get(role=role)
    by = Officer.objects.get(pk=principal.pk)
    return name_deputy(held, deputy=deputy, starts_on=TODAY, ends_on=LAST, by=by, at=timezone.now())


def deputised(lives: Lives) -> Officer:
    """The head of the division, for the leader."""
    lend(lives.cast.leader, lives.cast.division_head, Role.LEADER)
    return lives.cast.officer(Role.DIVISION_HEAD)


def asked(lives: Lives, lead: Assignment | None = None, by: Officer | None = None):
    lead = lead or lives.lead
    wanted = lead.current_due_on + timedelta(days=9)
    by = by or lives.people["unit_head"]
    return ask_extension(lead, wanted_on=wanted, reason="Chờ thiết bị", by=by, at=LATE_IN_MAY)


def test_the_leader_s_deputy_decides_about_time_under_both_names(lives):
    request = asked(lives)
    assert not access.may_decide_deadline(lives.cast.officer(Role.DIVISION_HEAD), lives.lead)
    grant_extension(request, until=request.wanted_on, by=deputised(lives), at=LATE_IN_MAY)
    event = DirectiveEvent.objects.filter(verb="decide_extension").get()
    assert event.officer == lives.cast.division_head
    assert event.position == f"Phó Giám đốc, {PLACE.format(lives.cast.leader)}"
    assert event.digest == event.computed_digest()
    page = signed_in(lives, "clerk").get(reverse("assignment", args=[lives.lead.pk])).content.decode()
    assert f"{lives.cast.division_head}, {event.position}" in page


def test_a_deputyship_lasts_a_year_at_most(lives):
    leader = lives.people["leader"]
    held = leader.appointments.get(role=Role.LEADER)
    period = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=366)}
    with pytest.raises(DomainError, match="nhiều nhất 366 ngày"):
        name_deputy(held, deputy=lives.cast.division_head, **period, by=leader, at=timezone.now())
    period["ends_on"] -= timedelta(days=1)
    assert name_deputy(held, deputy=lives.cast.division_head, **period, by=leader, at=timezone.now()).pk


def own_lead(lives: Lives, unit) -> Assignment:
    """The lead's order at a unit of the Sở."""
    Assignment.objects.filter(pk=lives.lead.pk).update(unit=unit)
    return Assignment.objects.select_related("directive", "unit").get(pk=lives.lead.pk)


def test_a_deputy_never_decides_for_a_unit_that_he_heads(lives):
    deputy = deputised(lives)
    row = own_lead(lives, lives.cast.division)
    request = asked(lives, row, by=deputy)
    with pytest.raises(NotAllowed):
        grant_extension(request, until=request.wanted_on, by=deputy, at=LATE_IN_MAY)
    assert pending_request(row) == request


def test_a_deputy_never_decides_for_a_unit_that_the_leader_he_stands_in_for_heads(lives):
    """The leader serves a centre besides: neither he nor who acts in his place decides about its time."""
    Appointment.objects.create(
        officer=lives.cast.leader, unit=lives.cast.secretariat, role=Role.DIVISION_HEAD, position="Phụ trách"
    )
    row, deputy = own_lead(lives, lives.cast.secretariat), deputised(lives)
    leader = lives.cast.officer(Role.LEADER)
    request = asked(lives, row, by=leader)
    for by in (leader, deputy):
        with pytest.raises(NotAllowed):
            grant_extension(request, until=request.wanted_on, by=by, at=LATE_IN_MAY)
    assert pending_request(row) == request


def test_a_deputy_of_the_leader_does_not_confirm_what_his_own_division_handed_in(lives):
    deputy = deputised(lives)
    row = own_lead(lives, lives.cast.division)
    waits = {"state": "reported", "handed_in_on": TODAY, "waiting_since": LATE_IN_MAY}
    Assignment.objects.filter(pk=row.pk).update(**waits)
    Directive.objects.filter(pk=row.directive_id).update(following_unit=lives.cast.division)
    with pytest.raises(NotAllowed):
        confirm(row, by=deputy, at=LATE_IN_MAY)
    confirm(row, by=lives.cast.officer(Role.LEADER), at=LATE_IN_MAY)


@pytest.mark.parametrize(("act", "stood"), [(withdraw, {}), (reopen, {"state": "done", "handed_in_on": TODAY})])
def test_nobody_stops_or_reopens_what_the_own_unit_has(lives, act, stood):
    """A deputy not what his division has, nor the leader what a unit that he heads besides has; a deputy what others have."""
    deputy, row = deputised(lives), own_lead(lives, lives.cast.division)
    Appointment.objects.create(
        officer=lives.cast.leader, unit=lives.cast.secretariat, role=Role.DIVISION_HEAD, position="Phụ trách"
    )
    leader = lives.cast.officer(Role.LEADER)
    Assignment.objects.filter(pk=row.pk).update(**stood)
    with pytest.raises(NotAllowed, match="không phải người phụ trách"):
        act(row, reason="Không còn cần", by=deputy, at=LATE_IN_MAY)
    Assignment.objects.filter(pk=row.pk).update(unit=lives.cast.secretariat)
    for by in (deputy, leader):
        with pytest.raises(NotAllowed):
            act(row, reason="Không còn cần", by=by, at=LATE_IN_MAY)
    Assignment.objects.filter(pk=row.pk).update(unit=lives.cast.commune)
    act(row, reason="Không còn cần", by=deputy, at=LATE_IN_MAY)
    event = DirectiveEvent.objects.filter(object_id=row.pk, object_kind="assignment").latest("sequence")
    assert event.position.endswith(PLACE.format(lives.cast.leader))


def test_a_unit_s_deputy_acts_for_the_unit(lives):
    lend(lives.cast.unit_head, lives.cast.unit_officer, Role.UNIT_HEAD)
    deputy = lives.cast.officer(Role.UNIT_OFFICER)
    acknowledge(lives.lead, by=deputy, at=LATE_IN_MAY)
    assert asked(lives, by=deputy)
    verbs = dict(DirectiveEvent.objects.filter(object_id=lives.lead.pk).values_list("verb", "position"))
    assert verbs["acknowledge"] == "Công chức", "what is his own he does under his own name alone"
    assert verbs["ask_extension"].endswith(PLACE.format(lives.cast.unit_head))


def test_a_deputyship_signs_no_paper(lives):
    """Even where the paper names the deputy, who once signed: the law's capacities alone give a signature."""
    deputy = deputised(lives)
    assert deputy.has_role(Role.LEADER)
    paper = make_notice(lives.cast)
    assert not papers.may_sign(deputy, paper)
    Paper.objects.filter(pk=paper.pk).update(signer=deputy)
    paper = Paper.objects.get(pk=paper.pk)
    assert not papers.may_sign(deputy, paper)
    assert not papers.may_void_signature(deputy, paper)
    with pytest.raises(CannotCompose):
        signer_position(paper)
    assert deputy.pk not in {each.officer.pk for each in signers_on(TODAY, lives.cast.profile)}


def test_the_name_is_never_cut_from_what_is_recorded(lives):
    Appointment.objects.filter(officer=lives.cast.leader).update(position="Phó Giám đốc " * 11)
    Officer.objects.filter(pk=lives.cast.leader.pk).update(full_name="Nguyễn " * 21)
    (lent,) = [each for each in deputised(lives).current_appointments if each.is_lent]
    words = lent.position_on_record
    assert len(words) == 255
    assert words.endswith(PLACE.format("Nguyễn " * 21))


def typed(lives: Lives, **changes: str) -> dict[str, str]:
    held = lives.cast.leader.appointments.get()
    sent = {"appointment": str(held.pk), "deputy": str(lives.cast.division_head.pk)}
    return sent | {"starts_on": "20/05/2026", "ends_on": "23/05/2026", "paper": "GUQ 12/SKHCN"} | changes


def test_a_deputy_is_named_and_the_absence_ended_on_the_page(lives):
    client, address = signed_in(lives, "leader"), reverse("deputies")
    assert client.post(address, typed(lives)).status_code == 302
    row = Deputyship.objects.get()
    assert (row.paper, row.starts_on, row.ends_on) == ("GUQ 12/SKHCN", date(2026, 5, 20), date(2026, 5, 23))
    page = html.unescape(client.get(address).content.decode())
    assert "Đang thay" in page
    deputy = signed_in(lives, "division_head")
    told = deputy.get(address).content.decode()
    assert f"(thay {lives.cast.leader} đến hết ngày 23/05/2026)" in told, "the account's menu says so on every page"
    assert deputy.post(reverse("deputy-end", args=[row.pk])).status_code == 404
    assert client.post(reverse("deputy-end", args=[row.pk])).status_code == 302
    assert "Kết thúc sớm lúc" in client.get(address).content.decode()
    assert "(thay" not in deputy.get(address).content.decode()


def test_what_is_refused_is_told_and_what_was_typed_stays(lives):
    client, address = signed_in(lives, "leader"), reverse("deputies")
    answer = client.post(address, typed(lives, ends_on="19/05/2026"))
    assert answer.status_code == 422
    assert "bằng hoặc sau ngày bắt đầu" in answer.content.decode()
    assert "GUQ 12/SKHCN" in answer.content.decode()
    stranger = client.post(address, typed(lives, deputy=str(lives.cast.unit_head.pk)))
    assert stranger.status_code == 422
    client.post(address, typed(lives))
    assert client.post(address, typed(lives)).status_code == 409
    assert Deputyship.objects.count() == 1


def test_the_page_asks_as_often_for_six_as_for_one(lives):
    client, address = signed_in(lives, "leader"), reverse("deputies")
    held = lives.cast.leader.appointments.get()

    def cost(days: range) -> int:
        for day in days:
            on = TODAY + timedelta(days=day)
            Deputyship.objects.create(
                appointment=held, deputy=lives.cast.division_head, starts_on=on, ends_on=on, named_at=LATE_IN_MAY
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    assert cost(range(1)) == cost(range(1, 6)) <= 12


def test_what_waits_for_the_leader_waits_for_the_deputy_within_twelve_questions(lives):
    asked(lives)
    deputised(lives)
    client = signed_in(lives, "division_head")
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("at-office")).content.decode()
    assert len(queries) <= 12
    assert "Chờ thiết bị" in page
