"""The whole life of an order, every verb by everybody: only the ways of the design's table are ever taken.

The table below is written from the design, not from the code.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from directives.enums import Bucket, ReportKind
from directives.figures import Yardstick, count_buckets, is_counted
from directives.life import answering, extending, reporting, steering, succeeding, unit_acts
from directives.life.reporting import Telling
from directives.models import Assignment, DeadlineDecision, DirectiveEvent
from districts.calendar import WorkCalendar
from districts.errors import DomainError
from districts.models import RefusedAttempt, Succession, Unit
from meetings.enums import PartyRole, ReportRoute
from tests.directives.lives import Lives, make_lives

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_DAY = date(2026, 4, 10)
LEAD, HELP = PartyRole.LEAD, PartyRole.COORDINATING
OPEN = {"assigned", "acknowledged", "transfer_asked", "in_progress", "reported"}
BEFORE = object()  # the state before the pause
SAME = object()
WAYS = {
    # verb: (role, from, to, who)
    "acknowledge": (LEAD, {"assigned"}, "acknowledged", {"unit_officer", "unit_head"}),
    "ask_transfer": (LEAD, {"assigned", "acknowledged"}, "transfer_asked", {"unit_head"}),
    "refuse_transfer": (LEAD, {"transfer_asked"}, "assigned", {"division_head"}),
    "transfer": (LEAD, {"transfer_asked"}, "transferred", {"division_head"}),
    "progress": (LEAD, {"acknowledged", "in_progress"}, "in_progress", {"unit_officer", "unit_head"}),
    "completion": (LEAD, {"acknowledged", "in_progress"}, "reported", {"unit_head"}),
    "paper": (LEAD, {"assigned", "acknowledged", "in_progress"}, "reported", {"clerk", "division_head"}),
    "confirm": (LEAD, {"reported"}, "done", {"division_head"}),
    "ask_supplement": (LEAD, {"reported"}, "in_progress", {"division_head"}),
    "not_achieved": (LEAD, {"reported"}, "in_progress", {"division_head"}),
    "pause": (None, OPEN, "paused", {"clerk", "division_head"}),
    "resume": (None, {"paused"}, BEFORE, {"clerk", "division_head"}),
    "withdraw": (None, OPEN | {"paused"}, "withdrawn", {"leader"}),
    "reopen": (LEAD, {"done"}, "in_progress", {"leader"}),
    "pass_to_successor": (None, OPEN | {"paused"}, "transferred", {"administrator"}),
    "contribute": (HELP, {"assigned"}, "contributed", {"unit_officer", "unit_head"}),
    "nothing_to_add": (HELP, {"assigned"}, "nothing_to_add", {"unit_officer", "unit_head"}),
    "pass_on": (None, OPEN | {"paused"}, SAME, {"unit_head"}),
}
ANSWERS = {"confirm", "ask_supplement", "not_achieved"}
PEOPLE = [
    "clerk",
    "division_head",
    "office_head",
    "leader",
    "registrar",
    "unit_officer",
    "unit_head",
    "observer",
    "administrator",
    "other_officer",
    "other_head",
    "sub_officer",
]
OF_OTHER = {"unit_officer": "other_officer", "unit_head": "other_head"}


def do(verb: str, lives: Lives, row: Assignment, by: Any, at: datetime) -> None:
    """The act with everything right but perhaps who does it and when."""
    given: dict[str, Any] = {"by": by, "at": at}
    day = at.astimezone(ZONE).date()
    kinds = {
        "progress": ReportKind.PROGRESS,
        "completion": ReportKind.COMPLETION,
        "contribute": ReportKind.CONTRIBUTION,
        "nothing_to_add": ReportKind.NOTHING_TO_ADD,
    }
    told = {"text": "Đã rà soát xong tại chợ xã", "no_evidence": "Kết quả nằm trong phần mềm dùng chung"}
    if verb in kinds:
        reporting.report(row, Telling(kinds[verb], **told), **given)
    elif verb == "paper":
        telling = Telling(ReportKind.COMPLETION, paper_number="12/BC-UBND", **told)
        reporting.record_paper(row, telling, route=ReportRoute.LETTER, arrived_on=day, **given)
    elif verb == "ask_supplement":
        answering.ask_supplement(row, words="Thiếu biểu số 2", until=day + timedelta(days=3), **given)
    elif verb == "transfer":
        steering.transfer(row, to=lives.heir, reason="Chợ thuộc xã khác", **given)
    elif verb == "pass_to_successor":
        succeeding.pass_to_successors(row.unit, {row.pk: lives.heir.pk}, **given)
    elif verb == "pass_on":
        unit_acts.pass_on(row, unit=lives.sub, words="Chủ trì tham mưu", **given)
    elif verb in ("acknowledge", "confirm"):
        getattr(unit_acts if verb == "acknowledge" else answering, verb)(row, **given)
    else:
        room = next(each for each in (unit_acts, answering, steering) if hasattr(each, verb))
        getattr(room, verb)(row, reason="Lý do ghi tại đây", **given)


class Life(RuleBasedStateMachine):
    """Both assignments of one directive, in the hands of everybody; each step checks what it may have changed."""

    lives: Lives

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.at = datetime.combine(FIRST_DAY, time(9), ZONE)
        self.people = self.lives.people
        self.paused_from: dict[int, str] = {}
        self.originals = dict(Assignment.objects.values_list("pk", "original_due_on"))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def row(self, helping: bool) -> Assignment:
        pk = (self.lives.helping if helping else self.lives.lead).pk
        return Assignment.objects.select_related("directive", "unit").get(pk=pk)

    @rule(days=st.integers(0, 40))
    def time_passes(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(verb=st.sampled_from(sorted(WAYS)), who=st.sampled_from(sorted(PEOPLE)), helping=st.booleans())
    def act(self, verb: str, who: str, helping: bool) -> None:
        self._try(verb, who, helping)

    @rule(data=st.data(), verb=st.sampled_from(sorted(WAYS)), helping=st.booleans())
    def the_right_person_at_any_time(self, data: st.DataObject, verb: str, helping: bool) -> None:
        who = data.draw(st.sampled_from(sorted(WAYS[verb][3])))
        self._try(verb, OF_OTHER.get(who, who) if helping else who, helping)

    @rule(data=st.data(), helping=st.booleans())
    def act_that_may_be_taken(self, data: st.DataObject, helping: bool) -> None:
        """Most steps of the rule above are refused; this one walks on."""
        row = self.row(helping)
        possible = [
            (verb, who) for verb in sorted(WAYS) for who in sorted(PEOPLE) if self._allows(row, verb, who, helping)
        ]
        if possible:
            verb, who = data.draw(st.sampled_from(possible))
            self._try(verb, who, helping)

    @rule(days=st.integers(-5, 60), granted=st.integers(-2, 61), who=st.sampled_from(sorted(PEOPLE)))
    def more_time(self, days: int, granted: int, who: str) -> None:
        """Asked by the head, decided by ``who``; only a leader moves the day, never past what was asked."""
        row = self.row(False)
        before = row.current_due_on
        wanted = before + timedelta(days=days)
        with suppress(DomainError):
            extending.ask_extension(
                row, wanted_on=wanted, reason="Chờ thiết bị", by=self.people["unit_head"], at=self.at
            )
        request = extending.pending_request(row)
        if request is None:
            return
        until = before + timedelta(days=granted)
        with suppress(DomainError):
            extending.grant_extension(request, until=until, by=self.people[who], at=self.at)
        now = self.row(False)
        if now.current_due_on != before:
            assert who == "leader"
            assert before < now.current_due_on == until <= request.wanted_on
            assert DeadlineDecision.objects.filter(request=request, new_due_on=until, old_due_on=before).count() == 1
        elif extending.pending_request(now):
            extending.refuse_extension(request, words="Giữ nguyên", by=self.people["leader"], at=self.at)
            assert self.row(False).current_due_on == before

    def _allows(self, row: Assignment, verb: str, who: str, helping: bool) -> bool:
        role, start, _, allowed = WAYS[verb]
        if role not in (None, row.role) or row.state not in start:
            return False
        if helping:
            allowed = {OF_OTHER.get(each, each) for each in allowed}
            if verb == "pass_on":
                return False  # the office of this machine belongs to the leading commune
        if verb in ANSWERS and (row.disputed or row.directive.starred):
            allowed = {"leader"}
        handled = row.handling_unit_id == self.lives.sub.pk and who == "sub_officer"
        if handled and verb in ("acknowledge", "progress", "contribute", "nothing_to_add"):
            return True
        if verb == "transfer":  # a successor that has the order already makes one of both
            taken = Assignment.objects.filter(directive=row.directive_id, unit=self.lives.heir).exists()
            return who in allowed and not taken
        return who in allowed

    def _try(self, verb: str, who: str, helping: bool) -> None:
        before = self.row(helping)
        allowed = self._allows(before, verb, who, helping)
        all_before = dict(Assignment.objects.exclude(pk=before.pk).values_list("pk", "event_count"))
        refused_before = RefusedAttempt.objects.count()
        try:
            do(verb, self.lives, before, self.people[who], self.at)
        except DomainError:
            assert not allowed, f"{who} was refused {verb} from {before.state}"
            after = self.row(helping)
            assert [getattr(after, f.attname) for f in after._meta.concrete_fields] == [
                getattr(before, f.attname) for f in before._meta.concrete_fields
            ]
            assert RefusedAttempt.objects.count() == refused_before + 1
        else:
            assert allowed, f"{who} did {verb} from {before.state}"
            self._check_move(verb, before, self.row(helping))
        touched = Assignment.objects.filter(pk__in=all_before)
        if verb == "pass_to_successor":
            heirs = set(touched.filter(unit=self.lives.heir).values_list("pk", flat=True))
            touched = touched.exclude(pk__in=heirs)
            all_before = {pk: count for pk, count in all_before.items() if pk not in heirs}
        assert dict(touched.values_list("pk", "event_count")) == all_before  # no other assignment heard of it

    def _check_move(self, verb: str, before: Assignment, after: Assignment) -> None:
        target = WAYS[verb][2]
        if verb == "pause":
            self.paused_from[before.pk] = before.state
        expected = {id(BEFORE): self.paused_from.get(before.pk), id(SAME): before.state}.get(id(target), target)
        assert after.state == expected
        acknowledged_by_paper = verb == "paper" and before.state == "assigned"
        assert after.event_count == before.event_count + 1 + acknowledged_by_paper
        event = DirectiveEvent.objects.get(object_kind="assignment", object_id=after.pk, sequence=after.event_count)
        assert event.to_state == after.state
        assert event.digest == event.computed_digest() == after.event_head
        if verb == "ask_supplement":
            assert after.handed_in_on == before.handed_in_on is not None
        if verb in ("not_achieved", "reopen"):
            assert after.handed_in_on is None
        if verb in ("completion", "paper"):
            assert after.handed_in_on == (before.handed_in_on or self.at.astimezone(ZONE).date())

    @invariant()
    def original_deadlines_never_move(self) -> None:
        now = dict(Assignment.objects.values_list("pk", "original_due_on"))
        assert {pk: now[pk] for pk in self.originals} == self.originals

    @invariant()
    def buckets_hold_each_once(self) -> None:
        rows = list(Assignment.objects.select_related("directive"))
        yardstick = Yardstick(self.at.astimezone(ZONE).date(), WorkCalendar({}), soon_days=7)
        counts = count_buckets(rows, yardstick)
        assert set(counts) == set(Bucket)
        assert sum(counts.values()) == sum(is_counted(row) for row in rows)
        directives = {row.directive_id for row in rows if row.role == LEAD}
        counted = {row.directive_id for row in rows if is_counted(row)}
        assert counted == directives  # one that passed to another unit is counted there

    @invariant()
    def units_see_their_own_alone(self) -> None:
        for name in ("unit_officer", "other_head", "sub_officer"):
            officer = self.people[name]
            own = officer.unit_ids
            for row in Assignment.objects.visible_to(officer):
                assert row.unit_id in own or row.handling_unit_id in own


@pytest.fixture
def lives(cast, quick_press) -> Lives:
    made = make_lives(cast)
    Succession.objects.create(predecessor=cast.commune, successor=made.heir, day=FIRST_DAY)
    Succession.objects.create(predecessor=cast.other_commune, successor=made.heir, day=FIRST_DAY)
    Unit.objects.filter(pk__in=[cast.commune.pk, cast.other_commune.pk]).update(valid_to=FIRST_DAY - timedelta(days=1))
    return made


def test_everybody_is_in_it(lives):
    assert sorted(lives.people) == sorted(PEOPLE)


def put(row: Assignment, state: str) -> None:
    """Into the state with the columns that it needs, by no act at all."""
    columns = {
        "paused": {"paused_from": "assigned"},
        "reported": {"handed_in_on": FIRST_DAY, "waiting_since": datetime.combine(FIRST_DAY, time(9), ZONE)},
        "done": {"handed_in_on": FIRST_DAY},
        "withdrawn": {"withdrawn_at": datetime.combine(FIRST_DAY, time(9), ZONE)},
    }
    Assignment.objects.filter(pk=row.pk).update(state=state, **columns.get(state, {}))


STATES = [*sorted(OPEN), "paused", "done", "withdrawn", "transferred", "contributed", "nothing_to_add"]


@pytest.mark.parametrize("verb", sorted(WAYS))
def test_every_verb_from_every_state_by_everybody(lives, verb):
    """What the machine below reaches by chance, one by one: each state with the right person, each person from the right one."""
    role, start, _, allowed = WAYS[verb]
    helping = role == HELP
    kept = {"assigned", "paused", "withdrawn", "transferred", "contributed", "nothing_to_add"}
    states = [
        state for state in STATES if (state in kept if helping else state not in ("contributed", "nothing_to_add"))
    ]
    right = sorted(allowed)[0]
    right = OF_OTHER.get(right, right) if helping else right
    tried = {(state, right) for state in states} | {(sorted(start)[0], who) for who in PEOPLE}
    for state, who in sorted(tried):
        machine = type("OneStep", (Life,), {"lives": lives})()
        try:
            put(machine.row(helping), state)
            machine.paused_from[machine.row(helping).pk] = "assigned"
            machine._try(verb, who, helping)
        finally:
            machine.teardown()


@pytest.mark.parametrize("starred", [False, True])
def test_only_the_ways_of_the_table_are_taken(lives, starred, request):
    type(lives.lead.directive).objects.filter(pk=lives.lead.directive_id).update(starred=starred)
    machine = type("LifeOfThese", (Life,), {"lives": lives})
    examples = request.config.getoption("--life-examples")
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
