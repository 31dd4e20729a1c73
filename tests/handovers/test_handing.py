"""A person who leaves hands over what is in their name: to whom, by whom, all or nothing, and it is put on record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives.access import may_hand_over, may_work_on
from directives.enums import WorkKind
from directives.handovers.handing import hand_over
from directives.handovers.people import people_with_work
from directives.handovers.receivers import receivers_of
from directives.handovers.work import InName, left_to_others, read_posts
from directives.life.unit_acts import pass_on
from directives.models import Assignment, Directive, DirectiveEvent, Handover
from directives.reminding.bell import bell_of
from districts.enums import Role
from districts.errors import DomainError, Frozen, NotAllowed, WrongState
from districts.models import Appointment, Deputyship, Officer, RefusedAttempt
from meetings.models import Consultation, ImportReview, MeetingEvent, Paper, WordCorrection
from tests.cast import NOW, make_notice, make_officer
from tests.directives.lives import Lives
from tests.tasks.at_work import LATE_IN_MAY

TODAY = LATE_IN_MAY.date()


@pytest.fixture
def passed(lives: Lives) -> Lives:
    """The commune's order, passed by its head to its officer."""
    officer = lives.people["unit_officer"]
    pass_on(lives.lead, officer=officer, by=lives.people["unit_head"], at=LATE_IN_MAY)
    return lives


@pytest.fixture
def newcomer(lives: Lives) -> Officer:
    return make_officer("newcomer", "Phan Văn Mới", Role.UNIT_OFFICER, lives.cast.commune, "Công chức")


def work_of(leaver: Officer) -> dict[str, str]:
    return {work.key: work.title for work in InName(leaver, read_posts(leaver, TODAY))}


def pointed_to(leaver: Officer) -> list[str]:
    in_name = InName(leaver, read_posts(leaver, TODAY))
    assert list(in_name) == []
    return left_to_others(in_name, TODAY)


def order_key(lives: Lives) -> str:
    return f"order-{lives.lead.pk}"


def anew(row):
    return type(row).objects.get(pk=row.pk)


def give(leaver: Officer, to: Officer, by: Officer, *keys: str) -> Handover:
    return hand_over(leaver, dict.fromkeys(keys or work_of(leaver), to.pk), words="Nghỉ hưu", by=by, at=LATE_IN_MAY)


@pytest.mark.parametrize("who", ["unit_officer", "unit_head", "administrator"])
def test_the_person_the_head_and_the_administrator_hand_over_and_it_is_on_record(passed, newcomer, who):
    leaver, by = passed.people["unit_officer"], passed.people[who]
    before = anew(passed.lead)
    row = give(leaver, newcomer, by)
    after = anew(passed.lead)
    assert (after.handling_officer, after.state, after.original_due_on) == (
        newcomer,
        before.state,
        before.original_due_on,
    )
    event = DirectiveEvent.objects.filter(object_kind="assignment", object_id=after.pk).latest("sequence")
    assert (event.verb, event.officer, event.note) == ("hand_over", by, "Đỗ Thị G bàn giao cho Phan Văn Mới")
    assert (event.digest, event.sequence) == (after.event_head, after.event_count)
    assert event.position == by.capacity().position
    item = row.items.get()
    assert (row.leaver, row.leaver_post, row.by, row.words) == (
        leaver,
        "Công chức, UBND xã Mẫu Một",
        by,
        "Nghỉ hưu",
    )
    assert (item.kind, item.object_id, item.to, item.unit) == ("order", after.pk, newcomer, passed.cast.commune)
    assert (item.title, item.standing) == (after.directive.text, "Đã giao, hạn 30/06/2026")
    for kept in (row, item):
        with pytest.raises(Frozen):
            kept.save()


def test_nobody_else_hands_over(passed, newcomer):
    strangers = ["other_head", "sub_officer", "clerk", "leader", "observer"]
    for who in strangers:
        with pytest.raises(NotAllowed):
            give(passed.people["unit_officer"], newcomer, passed.people[who])
    assert anew(passed.lead).handling_officer == passed.cast.unit_officer
    assert not Handover.objects.exists()
    assert [attempt.verb for attempt in RefusedAttempt.objects.all()] == ["hand_over"] * len(strangers)


def test_only_a_colleague_who_can_go_on_with_it_takes_it(passed, newcomer):
    """Of the unit or an office below it, today, with an account in use: all or none."""
    leaver, head = passed.people["unit_officer"], passed.people["unit_head"]
    strangers = [passed.other_officer, passed.cast.clerk, passed.cast.observer, leaver]
    gone = make_officer("gone", "Người Nghỉ", Role.UNIT_OFFICER, passed.cast.commune, "Công chức")
    Officer.objects.filter(pk=gone.pk).update(is_active=False)
    ended = make_officer("ended", "Người Đi", Role.UNIT_OFFICER, passed.cast.commune, "Công chức")
    Appointment.objects.filter(officer=ended).update(ends_on=TODAY - timedelta(days=1))
    for each in (*strangers, gone, ended):
        with pytest.raises(DomainError, match="không nhận được việc này"):
            give(leaver, each, head)
    works = list(InName(leaver, read_posts(leaver, TODAY)))
    (held,) = receivers_of(works, leaver, TODAY).values()
    assert {each.officer for each in held} == {newcomer, passed.cast.unit_head, passed.sub_officer}
    give(leaver, passed.sub_officer, head)
    row, taker = anew(passed.lead), passed.people["sub_officer"]
    assert (row.handling_officer, row.handling_unit) == (passed.sub_officer, passed.sub)
    assert Assignment.objects.visible_to(taker).get() == row
    assert may_work_on(taker, row)


def test_who_works_in_an_office_below_opens_what_the_head_passed_to_him_by_name(lives):
    pass_on(lives.lead, officer=lives.people["sub_officer"], by=lives.people["unit_head"], at=LATE_IN_MAY)
    assert anew(lives.lead).handling_unit == lives.sub
    assert Assignment.objects.visible_to(lives.people["sub_officer"]).get() == lives.lead


def test_what_stands_in_no_longer_the_person_s_name_stops_the_whole(passed, newcomer):
    leaver, head = passed.people["unit_officer"], passed.people["unit_head"]
    give(leaver, newcomer, head)
    with pytest.raises(WrongState, match="không còn đứng tên"):
        give(leaver, newcomer, head, order_key(passed))
    for nothing in ({}, {"order-x": newcomer.pk}, {"khac-1": newcomer.pk}, {f"order-{10**20}": newcomer.pk}):
        with pytest.raises(DomainError, match="Chưa chọn người nhận"):
            hand_over(leaver, nothing, by=head, at=LATE_IN_MAY)
    with pytest.raises(DomainError):
        hand_over(newcomer, {order_key(passed): leaver.pk}, words="TUYỆT MẬT", by=head, at=LATE_IN_MAY)
    assert Handover.objects.count() == 1


def test_what_is_finished_is_history(passed):
    Assignment.objects.filter(pk=passed.lead.pk).update(state="done", handed_in_on=TODAY)
    assert work_of(passed.people["unit_officer"]) == {}


def furnished(lives: Lives) -> dict[str, object]:
    """One of each kind in the clerk's name, beside the order that the clerk follows since its release."""
    clerk = lives.cast.clerk
    draft = make_notice(lives.cast)
    other = make_notice(lives.cast, drafted_by=lives.cast.office_head)
    times = {"created_at": NOW, "changed_at": NOW}
    asked = {"due_on": TODAY, "asked_by": lives.cast.office_head, "asked_at": NOW}
    return {
        "draft": draft,
        "word": WordCorrection.objects.create(paper=draft, owner=clerk, name="sua.docx", **times),
        "reading": ImportReview.objects.create(owner=clerk, name="giao-ban.docx", content={}, **times),
        "comment": Consultation.objects.create(paper=other, officer=clerk, **asked),
    }


def test_a_clerk_of_the_office_hands_over_every_kind_of_work(lives):
    made, clerk = furnished(lives), lives.people["clerk"]
    follower = Directive.objects.filter(following_clerk=clerk).count()
    taker = make_officer("clerk2", "Lý Thị Mới", Role.CLERK, lives.cast.division, "Chuyên viên")
    keys = work_of(clerk)
    with CaptureQueriesContext(connection) as queries:
        row = give(clerk, taker, lives.people["division_head"], *keys)
    held = next(each["sql"] for each in queries if each["sql"].startswith('SELECT "meetings_paper"'))
    assert set(Paper.objects.raw(held)) == {made["draft"], made["comment"].paper}, "all papers are locked in one order"
    assert row.items.count() == 4 + follower > 5
    assert [item.number for item in row.items.all()] == list(range(1, row.items.count() + 1))
    draft = anew(made["draft"])
    assert (draft.drafted_by, anew(made["word"]).owner, anew(made["reading"]).owner) == (taker, taker, taker)
    assert anew(made["comment"]).officer == taker
    assert not Directive.objects.filter(following_clerk=clerk).exists()
    for paper in (draft, made["comment"].paper):
        told = MeetingEvent.objects.get(object_kind="paper", object_id=paper.pk, verb="hand_over")
        assert "Nguyễn Văn A bàn giao cho Lý Thị Mới" in told.note
        assert anew(paper).event_head == told.digest
    assert DirectiveEvent.objects.filter(object_kind="directive", verb="hand_over").count() == follower
    assert work_of(clerk) == {}


def test_a_draft_goes_to_a_clerk_alone_and_nobody_is_asked_twice(lives):
    made, clerk, head = furnished(lives), lives.people["clerk"], lives.people["division_head"]
    with pytest.raises(DomainError, match="không nhận được việc này"):
        give(clerk, head, head, f"draft-{made['draft'].pk}")
    taker = make_officer("clerk2", "Lý Thị Mới", Role.CLERK, lives.cast.division, "Chuyên viên")
    Consultation.objects.create(
        paper=made["comment"].paper, officer=taker, due_on=TODAY, asked_by=lives.cast.office_head, asked_at=NOW
    )
    with pytest.raises(WrongState, match="đã được lấy ý kiến"):
        give(clerk, taker, head)
    assert anew(made["draft"]).drafted_by == clerk
    Consultation.objects.filter(officer=taker).update(comment="Thống nhất", commented_by=taker, commented_at=NOW)
    give(clerk, taker, head)
    assert anew(made["comment"]).officer == taker, "who has written already may be asked again"


def test_one_who_moved_on_leaves_the_old_unit_s_work_to_its_head(passed, newcomer):
    """Shown to the head of the unit and to the administrator, to nobody else, until somebody has it."""
    leaver = passed.cast.unit_officer
    Appointment.objects.filter(officer=leaver).update(ends_on=TODAY - timedelta(days=1))
    Appointment.objects.create(
        officer=leaver, unit=passed.cast.other_commune, role=Role.UNIT_OFFICER, position="Công chức"
    )
    for who in ("unit_head", "administrator"):
        told = {each.officer: (each.count, each.left) for each in people_with_work(passed.people[who], TODAY)}
        assert told[leaver] == (1, 1)
    assert people_with_work(passed.people["other_head"], TODAY) == []
    assert people_with_work(passed.people["unit_officer"], TODAY) == []
    give(leaver, newcomer, passed.people["unit_head"])
    (person,) = people_with_work(passed.people["unit_head"], TODAY)
    assert (person.officer, person.count, person.left) == (newcomer, 1, 0)


def test_what_names_no_unit_is_counted_where_the_person_is_now(lives):
    """As the person's page lists it: the head of the division of before finds none of it there."""
    furnished(lives)
    clerk, head = lives.cast.clerk, lives.people["division_head"]
    Directive.objects.update(following_clerk=None)
    Paper.objects.filter(drafted_by=clerk).update(drafting_unit=lives.cast.division)
    assert {each.officer: each.count for each in people_with_work(head, TODAY)}[clerk] == 4
    Appointment.objects.filter(officer=clerk).update(ends_on=TODAY - timedelta(days=1))
    Appointment.objects.create(officer=clerk, unit=lives.cast.office, role=Role.CLERK, position="Chuyên viên")
    listed = [work for work in InName(clerk, read_posts(clerk, TODAY)) if may_hand_over(head, clerk, work.unit)]
    told = {each.officer: each.count for each in people_with_work(head, TODAY)}
    assert told[clerk] == len(listed) == 2, "the draft of the division and its copy in Word"


def test_rows_are_locked_without_their_keys(lives):
    """A row that points to one of them, an assignment to its directive, is written meanwhile."""
    rows = InName(lives.cast.clerk, read_posts(lives.cast.clerk, TODAY), {"followed": {1}})
    query = rows._rows(WorkKind.FOLLOWED, Directive.objects.all(), "following_clerk").query
    assert (query.select_for_update, query.select_for_no_key_update) == (True, True)


def test_what_another_decides_is_pointed_to_and_never_handed_over(lives):
    furnished(lives)
    leader, head = lives.cast.leader, lives.cast.division_head
    lent = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=3), "named_at": NOW}
    deputyship = Deputyship.objects.create(appointment=leader.appointments.get(), deputy=head, **lent)
    (told,) = pointed_to(head)
    assert "Đang được cử thay Phạm Thị D" in told
    assert len(pointed_to(leader)) == 2, "the papers that name the signer"
    assert anew(deputyship).deputy == head


def test_the_receiver_reads_it_in_the_bell(passed, newcomer):
    give(passed.people["unit_officer"], newcomer, passed.people["unit_head"])
    ((_, lines),) = bell_of(Officer.objects.get(pk=newcomer.pk), TODAY).days
    assert [(line.label, line.words) for line in lines] == [
        ("Bàn giao cho người khác", "Đỗ Thị G bàn giao cho Phan Văn Mới"),
        ("Giao bộ phận, công chức xử lý", "Đỗ Thị G"),
    ], "what the head had written to the one before stays to be read"


def test_the_queries_do_not_grow_with_the_work(passed, newcomer):
    leaver = passed.cast.unit_officer

    def cost() -> int:
        head = passed.people["unit_head"]
        with CaptureQueriesContext(connection) as queries:
            give(leaver, newcomer, head)
        return len(queries)

    one = cost()
    Assignment.objects.filter(unit=passed.cast.commune).update(handling_officer=leaver)
    assert len(work_of(leaver)) > 1
    assert cost() == one
