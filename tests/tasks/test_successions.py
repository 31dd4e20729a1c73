"""A unit ends: each of its orders goes to the successor chosen for it, with its deadlines, and what was told stays readable."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives.enums import AssignmentState, Bucket, ReportKind
from directives.figures import count_buckets, yardstick_for
from directives.life.extending import ask_extension, extensions_of, grant_extension
from directives.life.reporting import Telling, report
from directives.life.steering import transfer
from directives.life.succeeding import pass_to_successors
from directives.life.unit_acts import acknowledge
from directives.models import Assignment, Directive, DirectiveEvent
from directives.recurring import start_periods
from directives.successions.ended import count_waiting, heirs_of, passable, units_ended
from districts.enums import Role, UnitKind
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import RefusedAttempt, Succession, Unit
from meetings.planning.files import SentFile
from tests.cast import NOW, make_officer, make_unit
from tests.directives.lives import Lives
from tests.tasks.at_work import LATE_IN_MAY, PDF, in_may, lives, page_of, signed_in

__all__ = ["in_may", "lives"]

LAST_DAY = LATE_IN_MAY.date() - timedelta(days=1)
DECISION = "Nghị quyết số 1687/NQ-UBTVQH15"


def end(unit: Unit, *heirs: Unit, last_day: date = LAST_DAY) -> None:
    Unit.objects.filter(pk=unit.pk).update(valid_to=last_day)
    for heir in heirs:
        day = last_day + timedelta(days=1)
        Succession.objects.create(predecessor=unit, successor=heir, day=day, decision=DECISION)


def one_more(name: str = "UBND xã Mẫu Bốn") -> Unit:
    return make_unit("XA4", name, UnitKind.COMMUNE)


def passed(lives: Lives, *rows: Assignment, to: Unit | None = None, by=None) -> list[Assignment]:
    chosen = {row.pk: (to or lives.heir).pk for row in rows or (lives.lead,)}
    return pass_to_successors(
        lives.cast.commune, chosen, by=by or lives.cast.officer(Role.ADMINISTRATOR), at=LATE_IN_MAY
    )


def anew(row: Assignment) -> Assignment:
    return Assignment.objects.get(pk=row.pk)


def told(lives: Lives) -> None:
    """Acknowledged, reported with a file, and a later day asked for."""
    people = lives.people
    acknowledge(lives.lead, by=people["unit_officer"], at=LATE_IN_MAY)
    telling = Telling(ReportKind.PROGRESS, "Đã rà soát 7 chợ", percent=60)
    report(lives.lead, telling, files=[SentFile("bang.pdf", PDF)], by=people["unit_officer"], at=LATE_IN_MAY)
    wanted = lives.lead.current_due_on + timedelta(days=20)
    ask_extension(lives.lead, wanted_on=wanted, reason="Chờ thiết bị", by=people["unit_head"], at=LATE_IN_MAY)


def test_both_rows_tell_of_each_other_and_the_deadlines_go_over(lives):
    later = lives.lead.original_due_on + timedelta(days=30)
    Assignment.objects.filter(pk=lives.lead.pk).update(current_due_on=later, percent=40, state="in_progress")
    end(lives.cast.commune, lives.heir)
    (heir,) = passed(lives)
    old, new = anew(lives.lead), anew(heir)
    assert (old.state, old.succeeded_by_id, old.by_succession) == ("transferred", new.pk, True)
    assert (new.unit, new.state, new.percent) == (lives.heir, "assigned", 40)
    assert (new.original_due_on, new.current_due_on) == (lives.lead.original_due_on, later)
    gone, taken = DirectiveEvent.objects.filter(object_kind="assignment", object_id__in=[old.pk, new.pk]).order_by("id")
    assert (gone.verb, gone.from_state, gone.to_state) == ("pass_to_successor", "in_progress", "transferred")
    assert (taken.verb, taken.to_state, taken.officer_name) == ("take_over", "assigned", "Đặng Văn K")
    for event in (gone, taken):
        assert event.note == f"{lives.heir} kế thừa {lives.cast.commune} ({DECISION})"
    counted = count_buckets(Assignment.objects.filter(directive=old.directive), yardstick_for(LATE_IN_MAY.date()))
    assert sum(counted.values()) == counted[Bucket.WITHIN] == 1, "it counts at its successor"


def extended(lives: Lives, row: Assignment, head) -> Assignment:
    """Once more by ten days, as the leader agrees."""
    wanted = anew(row).current_due_on + timedelta(days=10)
    request = ask_extension(row, wanted_on=wanted, reason="Chờ thiết bị", by=head, at=LATE_IN_MAY)
    grant_extension(request, until=wanted, by=lives.cast.officer(Role.LEADER), at=LATE_IN_MAY)
    return anew(row)


def test_a_successor_begins_with_the_extensions_that_were_granted_and_the_original_day(lives):
    """From unit to unit, each of which may be granted what is left of them."""
    before = extended(lives, lives.lead, lives.people["unit_head"])
    end(lives.cast.commune, lives.heir)
    (heir,) = passed(lives)
    head = make_officer("heir_head", "Lâm Thị P", Role.UNIT_HEAD, lives.heir, "Chủ tịch")
    assert extensions_of(heir) == 1
    again = extended(lives, heir, head)
    last = one_more()
    end(lives.heir, last)
    chosen = {heir.pk: last.pk}
    (third,) = pass_to_successors(lives.heir, chosen, by=lives.cast.officer(Role.ADMINISTRATOR), at=LATE_IN_MAY)
    assert (extensions_of(anew(third)), third.original_due_on) == (2, before.original_due_on)
    assert third.current_due_on == again.current_due_on == before.original_due_on + timedelta(days=20)
    head = make_officer("last_head", "Cao Văn Q", Role.UNIT_HEAD, last, "Chủ tịch")
    with pytest.raises(DomainError, match="đã được điều chỉnh 2 lần"):
        extended(lives, third, head)


def test_who_takes_the_lead_besides_helping_takes_the_extensions_with_it(lives):
    extended(lives, lives.lead, lives.people["unit_head"])
    end(lives.cast.commune, lives.cast.other_commune)
    (raised,) = passed(lives, to=lives.cast.other_commune)
    assert (raised.pk, extensions_of(anew(raised))) == (lives.helping.pk, 1)


def test_a_unit_to_which_it_is_transferred_takes_the_extensions_with_it(lives):
    extended(lives, lives.lead, lives.people["unit_head"])
    Assignment.objects.filter(pk=lives.lead.pk).update(state="transfer_asked")
    heir = transfer(lives.lead, to=lives.heir, reason="Đúng việc", by=lives.people["division_head"], at=LATE_IN_MAY)
    assert (extensions_of(anew(heir)), heir.original_due_on) == (1, lives.lead.original_due_on)


def test_of_several_successors_each_order_has_its_own_and_none_is_preset(lives):
    other = one_more()
    end(lives.cast.commune, lives.heir, other)
    rows = passable(lives.cast.commune, [lives.heir, other], LATE_IN_MAY.date())
    assert len(rows) == 2
    assert not any(choice.chosen for row in rows for choice in row.choices)
    first, second = (row.assignment for row in rows)
    chosen = {first.pk: lives.heir.pk, second.pk: other.pk}
    pass_to_successors(lives.cast.commune, chosen, by=lives.cast.officer(Role.ADMINISTRATOR), at=LATE_IN_MAY)
    assert [anew(row).succeeded_by.unit for row in (first, second)] == [lives.heir, other]


def test_the_only_successor_is_preset_but_not_while_the_so_owes_an_answer(lives):
    end(lives.cast.commune, lives.heir)
    waits = {"state": "reported", "handed_in_on": LAST_DAY, "waiting_since": LATE_IN_MAY}
    Assignment.objects.filter(pk=lives.lead.pk).update(**waits)
    rows = {row.assignment.pk: row for row in passable(lives.cast.commune, [lives.heir], LATE_IN_MAY.date())}
    assert [pk for pk, row in rows.items() if row.choices[0].chosen] == [pk for pk in rows if pk != lives.lead.pk]


def refusals(lives: Lives, match: str, kind: type[DomainError], **how) -> None:
    before = Assignment.objects.count(), DirectiveEvent.objects.count(), RefusedAttempt.objects.count()
    with pytest.raises(kind, match=match):
        passed(lives, **how)
    after = Assignment.objects.count(), DirectiveEvent.objects.count(), RefusedAttempt.objects.count()
    assert after == (before[0], before[1], before[2] + 1)


def test_a_unit_that_still_exists_keeps_its_orders(lives):
    end(lives.cast.commune, lives.heir, last_day=LATE_IN_MAY.date())
    refusals(lives, "còn hoạt động đến hết ngày 20/05/2026", DomainError)
    Unit.objects.filter(pk=lives.cast.commune.pk).update(valid_to=None)
    refusals(lives, "còn hoạt động.", DomainError)


def test_a_unit_that_is_no_successor_gets_nothing(lives):
    end(lives.cast.commune, lives.heir)
    refusals(lives, "không phải đơn vị kế thừa", DomainError, to=one_more())


def test_only_the_administrator_passes_orders_on(lives):
    end(lives.cast.commune, lives.heir)
    for role in set(Role) - {Role.ADMINISTRATOR}:
        refusals(lives, "người quản trị", NotAllowed, by=lives.cast.officer(role))


def test_one_that_changed_meanwhile_keeps_all_back(lives):
    end(lives.cast.commune, lives.heir)
    second = Assignment.objects.exclude(pk=lives.lead.pk).get(unit=lives.cast.commune)
    stopped = {"state": "withdrawn", "withdrawn_at": LATE_IN_MAY}
    Assignment.objects.filter(pk=second.pk).update(**stopped)
    before = RefusedAttempt.objects.count()
    with pytest.raises(WrongState, match=r"dừng thực hiện.*Chưa nhiệm vụ nào được chuyển"):
        passed(lives, lives.lead, second)
    assert anew(lives.lead).state == AssignmentState.ASSIGNED
    assert RefusedAttempt.objects.count() == before + 1
    with pytest.raises(WrongState, match="không còn là của"):
        passed(lives, lives.lead, lives.helping)


def test_merged_units_make_one_order_of_theirs(lives):
    """The other commune coordinates what the first one leads: their successor leads it, once."""
    end(lives.cast.commune, lives.heir)
    end(lives.cast.other_commune, lives.heir)
    administrator = lives.cast.officer(Role.ADMINISTRATOR)
    pass_to_successors(lives.cast.other_commune, {lives.helping.pk: lives.heir.pk}, by=administrator, at=LATE_IN_MAY)
    assert anew(lives.helping).succeeded_by.role == "coordinating"
    passed(lives)
    (heir,) = Assignment.objects.filter(directive=lives.lead.directive, unit=lives.heir)
    assert (heir.role, heir.state) == ("lead", "assigned")
    assert {anew(row).succeeded_by_id for row in (lives.lead, lives.helping)} == {heir.pk}
    events = DirectiveEvent.objects.filter(object_kind="assignment", object_id=heir.pk)
    assert list(events.values_list("verb", flat=True)) == ["take_over", "take_over"]


def test_a_successor_that_closed_the_order_takes_none_of_it(lives):
    end(lives.cast.commune, lives.heir)
    row = {"directive": lives.lead.directive, "role": "lead", "basis": "request", "assigned_at": NOW}
    closed = Assignment.objects.create(unit=lives.heir, state="done", handed_in_on=LAST_DAY, **row)
    refusals(lives, "không nhận thêm được", WrongState)
    Assignment.objects.filter(pk=closed.pk).update(state="withdrawn", withdrawn_at=LATE_IN_MAY)
    refusals(lives, "không nhận thêm được", WrongState)
    rows = passable(lives.cast.commune, [lives.heir], LATE_IN_MAY.date())
    assert [row.choices for row in rows if row.assignment == lives.lead] == [[]]


def test_a_pause_and_a_day_of_hand_in_that_stands_go_over(lives):
    end(lives.cast.commune, lives.heir)
    supplement = {"handed_in_on": LAST_DAY, "supplement_by": LAST_DAY + timedelta(days=9)}
    Assignment.objects.filter(pk=lives.lead.pk).update(state="paused", paused_from="in_progress", **supplement)
    (heir,) = passed(lives)
    new = anew(heir)
    assert (new.state, new.paused_from) == ("paused", "assigned")
    assert (new.handed_in_on, new.supplement_by) == tuple(supplement.values())


def test_the_successor_s_people_read_what_the_old_unit_told_and_nobody_else_s_do(lives):
    told(lives)
    end(lives.cast.commune, lives.heir)
    (heir,) = passed(lives)
    newcomer = make_officer("newcomer", "Lưu Thị P", Role.UNIT_OFFICER, lives.heir, "Công chức")
    client = Client()
    client.force_login(newcomer)
    with CaptureQueriesContext(connection) as queries:
        page = page_of(client, heir)
    assert len(queries) <= 12
    for words in (f"Tiếp nhận từ {lives.cast.commune}", "Đã rà soát 7 chợ", "bang.pdf", "Đã đề nghị điều chỉnh"):
        assert words in page
    file = Assignment.objects.get(pk=lives.lead.pk).reports.get().files.get()
    kept = reverse("assignment-file", args=[lives.lead.pk, file.pk])
    assert kept in page
    assert client.get(kept).getvalue() == PDF
    old = page_of(client, lives.lead)
    assert f'<a href="{reverse("assignment", args=[heir.pk])}">{lives.heir}</a> thực hiện' in old
    act = reverse("assignment-act", args=[lives.lead.pk, "tiep-nhan"])
    assert client.post(act).status_code == 403, "it reads, and acts on its own alone"
    stranger = signed_in(lives, "other_officer")
    assert stranger.get(reverse("assignment", args=[lives.lead.pk])).status_code == 404
    assert stranger.get(kept).status_code == 404


def test_what_was_inherited_twice_is_read_by_the_last(lives):
    last = one_more()
    end(lives.cast.commune, lives.heir, last_day=LAST_DAY - timedelta(days=9))
    (heir,) = passed(lives)
    end(lives.heir, last)
    pass_to_successors(lives.heir, {heir.pk: last.pk}, by=lives.cast.officer(Role.ADMINISTRATOR), at=LATE_IN_MAY)
    newest = Assignment.objects.get(unit=last, directive=lives.lead.directive)
    assert {anew(row).succeeded_by_id for row in (lives.lead, heir)} == {newest.pk}


@pytest.fixture
def monthly(lives) -> Directive:
    """The lead's order, each quarter; its period until the end of June is done."""
    Directive.objects.filter(pk=lives.lead.directive_id).update(recurrence="quarterly")
    Assignment.objects.filter(pk=lives.lead.pk).update(state="done", handed_in_on=LAST_DAY, period="2026-Q2")
    return lives.lead.directive


def test_the_later_periods_of_a_closed_one_go_to_the_successor(lives, monthly):
    end(lives.cast.commune, lives.heir)
    assert start_periods(date(2026, 7, 1), at=NOW) == 1, "that of the other commune alone"
    (row,) = [each for each in passable(lives.cast.commune, [lives.heir], LATE_IN_MAY.date()) if each.periods]
    passed(lives, row.assignment)
    assert (anew(lives.lead).state, anew(lives.lead).periods_pass_to) == ("done", lives.heir)
    assert not [each for each in passable(lives.cast.commune, [lives.heir], LATE_IN_MAY.date()) if each.periods]
    with pytest.raises(WrongState):
        passed(lives)
    assert start_periods(date(2026, 10, 1), at=NOW) == 3
    mine = Assignment.objects.filter(directive=monthly, unit=lives.heir)
    assert list(mine.values_list("period", "basis").order_by("period")) == [
        ("2026-Q3", "request"),
        ("2026-Q4", "request"),
    ]
    assert start_periods(date(2026, 10, 1), at=NOW) == 0


def test_an_open_period_that_was_passed_goes_on_at_the_successor(lives, monthly):
    Assignment.objects.filter(pk=lives.lead.pk).update(state="assigned", handed_in_on=None)
    end(lives.cast.commune, lives.heir)
    passed(lives)
    assert start_periods(date(2026, 7, 1), at=NOW) == 2
    assert not Assignment.objects.filter(unit=lives.cast.commune, directive=monthly, period="2026-Q3").exists()
    assert Assignment.objects.filter(unit=lives.heir, directive=monthly, period="2026-Q3").exists()


def test_the_list_names_ended_units_their_successors_and_those_to_come(lives):
    end(lives.cast.commune)
    end(lives.cast.other_commune, lives.heir, last_day=LATE_IN_MAY.date() + timedelta(days=10))
    first, second = units_ended(LATE_IN_MAY.date())
    assert (first.unit, first.open, first.is_over, first.heirs) == (lives.cast.commune, 2, True, [])
    assert (second.is_over, second.heirs) == (False, [lives.heir])
    assert count_waiting(LATE_IN_MAY.date()) == 1, "what is to come is no work yet"
    assert heirs_of(lives.cast.commune, LATE_IN_MAY.date()) == []


def test_the_administrator_is_led_from_home_to_the_unit_and_passes_all(lives):
    end(lives.cast.commune, lives.heir)
    client = signed_in(lives, "administrator")
    assert "1 đơn vị đã kết thúc hoạt động còn nhiệm vụ chưa chuyển" in client.get(reverse("home")).content.decode()
    address = reverse("succession", args=[lives.cast.commune.pk])
    assert address in client.get(reverse("succession-list")).content.decode()
    page = client.get(address)
    rows = [row.assignment.pk for row in page.context["rows"]]
    typed = {f"nhiem-vu-{pk}": str(lives.heir.pk) for pk in rows}
    assert client.post(address, typed).status_code == 302
    assert {anew(row).state for row in Assignment.objects.filter(pk__in=rows)} == {"transferred"}
    assert "đã kết thúc hoạt động còn" not in client.get(reverse("home")).content.decode()


def test_a_refusal_keeps_what_was_chosen_and_says_why(lives):
    other = one_more()
    end(lives.cast.commune, lives.heir, other)
    client, address = signed_in(lives, "administrator"), reverse("succession", args=[lives.cast.commune.pk])
    assert "Chưa chọn đơn vị kế thừa" in client.post(address, {}).content.decode()
    rows = [row.assignment for row in client.get(address).context["rows"]]
    gone = next(row for row in rows if row.pk != lives.lead.pk)
    Assignment.objects.filter(pk=gone.pk).update(state="withdrawn", withdrawn_at=timezone.now())
    typed = {f"nhiem-vu-{row.pk}": str(other.pk) for row in rows}
    answer = client.post(address, typed)
    assert answer.status_code == 409
    (kept,) = answer.context["rows"]
    assert [choice.unit for choice in kept.choices if choice.chosen] == [other]


def test_without_a_succession_the_page_says_so_and_leads_to_where_it_is_entered(lives):
    end(lives.cast.commune)
    page = signed_in(lives, "administrator").get(reverse("succession", args=[lives.cast.commune.pk])).content.decode()
    assert "Chưa ghi đơn vị nào kế thừa" in page
    assert f"{reverse('admin:districts_succession_add')}?predecessor={lives.cast.commune.pk}" in page
    assert "Chuyển các nhiệm vụ đã chọn" not in page


def _many(lives: Lives, count: int) -> list[Assignment]:
    """Periods of the commune's order besides its own."""
    first = Assignment.objects.count()
    columns = {"state": "assigned", "role": "lead", "basis": "request", "assigned_at": NOW}
    return [
        Assignment.objects.create(
            directive=lives.lead.directive, unit=lives.cast.commune, period=f"kỳ {first + number}", **columns
        )
        for number in range(count)
    ]


def test_pages_and_act_ask_as_often_for_many_as_for_few(lives):
    end(lives.cast.commune, lives.heir)
    client = signed_in(lives, "administrator")

    def costs(rows: list[Assignment]) -> tuple[int, ...]:
        found = []
        for path in (reverse("succession-list"), reverse("succession", args=[lives.cast.commune.pk])):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            found.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            passed(lives, *rows)
        return (*found, len(queries))

    few = costs(_many(lives, 1))
    assert costs(_many(lives, 7)) == few
    assert max(few[:2]) <= 12
