"""Replacing and recalling: what keeps its directive, what is superseded, what is withdrawn, and who learns of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from directives.enums import OPEN_STATES, AssignmentState
from directives.issuing import release
from directives.keeping import kept_by, kept_under
from directives.models import Assignment, Directive, DirectiveEvent
from directives.whole_way import issue_at_once
from directives.withdrawing import start_anew, start_recall, start_replacement
from districts.enums import Role, UnitKind
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import RefusedAttempt
from meetings.enums import PaperKind, PaperState
from meetings.models import (
    Conclusion,
    NumberRegister,
    Order,
    OrderParty,
    Outline,
    Paper,
    Recall,
    Release,
    Replacement,
)
from tests.cast import NOW, make_notice, make_unit

FALLEN = r"đã được thay thế|đã bị thu hồi"
OPEN, STOPPED = AssignmentState.ASSIGNED, AssignmentState.WITHDRAWN


@pytest.fixture
def notice(cast, quick_press):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    return paper


def _replace(paper: Paper, cast, change=lambda outline: None) -> Release:
    draft = start_replacement(Paper.objects.get(pk=paper.pk), by=cast.clerk, at=NOW)
    change(draft.outline)
    return issue_at_once(draft, at=NOW)


def _reword(label: str):
    def change(outline: Outline) -> None:
        order = Order.objects.get(conclusion__outline=outline, conclusion__label=label)
        order.text += ", kèm số liệu"
        order.save()

    return change


def _remove(label: str):
    return lambda outline: outline.conclusions.get(label=label).delete()


def _states() -> dict[tuple[str, str], set[str]]:
    """(number of the release, label) -> states of the directive's assignments."""
    return {
        (directive.release.full_number[:2], directive.order.conclusion.label): set(
            directive.assignments.values_list("state", flat=True)
        )
        for directive in Directive.objects.select_related("release", "order__conclusion")
    }


def test_a_copy_that_changes_nothing_keeps_every_directive(cast, notice):
    released = _replace(notice, cast)
    assert _states() == {("01", "a)"): {OPEN}, ("01", "b)"): {OPEN}}
    assert released.directives.count() == 0
    assert Replacement.objects.get().new == released


def test_the_new_notice_lists_what_it_keeps_and_from_where(client, cast, notice):
    released = _replace(notice, cast, _reword("a)"))
    kept = kept_by(released.paper)
    assert [(each.order.conclusion.label, each.release) for each in kept] == [("b)", notice.release)]
    assert kept_under(kept[0]) == released
    assert kept_under(Directive.objects.get(release=notice.release, order__conclusion__label="a)")) is None
    client.force_login(cast.clerk)
    panel = client.get(reverse("paper-points", args=[released.paper_id])).content.decode()
    assert "Nhiệm vụ giữ nguyên" in panel
    assert "nguyên từ" in panel
    listed = client.get(reverse("assignment-list"), {"pham-vi": "tat-ca", "van-ban": f"p{released.pk}"})
    assert {row.assignment.directive.order.conclusion.label for row in listed.context["rows"]} == {"a)", "b)"}
    assert f'value="p{released.pk}"' in listed.content.decode()


def test_a_notice_replaced_twice_keeps_what_its_predecessor_kept(cast, notice):
    second = _replace(notice, cast).paper
    third = _replace(second, cast, _remove("a)"))
    [kept] = kept_by(third.paper)
    assert (kept.order.conclusion.label, kept.release) == ("b)", notice.release)
    assert kept_under(kept) == third
    assert len(kept_by(second)) == 2, "what the second kept stays told under it"


def test_a_unit_finds_its_kept_tasks_under_the_new_notice_and_the_new_notice_at_the_task(client, cast, notice):
    released = _replace(notice, cast)
    client.force_login(cast.unit_officer)
    page = client.get(reverse("paper", args=[released.paper_id]))
    assert len(page.context["own_assignments"]) == len(
        client.get(reverse("paper", args=[notice.pk])).context["own_assignments"]
    )
    assert "giữ nguyên từ" in page.content.decode()
    task = page.context["own_assignments"][0][0]
    told = client.get(reverse("assignment", args=[task.pk])).content.decode()
    assert "Nhiệm vụ này giữ nguyên theo" in told
    assert released.titled in told


def test_a_draft_keeps_nothing_yet(cast, notice):
    draft = start_replacement(Paper.objects.get(pk=notice.pk), by=cast.clerk, at=NOW)
    assert kept_by(draft) == []


def test_the_box_of_a_meeting_leads_with_the_notice_and_how_it_stands(client, cast, notice):
    recall = start_recall(Paper.objects.get(pk=notice.pk), by=cast.clerk, at=NOW, reason="Nhầm thẩm quyền")
    issue_at_once(recall, at=NOW)
    client.force_login(cast.clerk)
    page = client.get(reverse("meeting", args=[notice.meeting_id]))
    assert [paper.pk for paper in page.context["papers"]] == [notice.pk, recall.pk]
    box = page.content.decode().partition('id="h-tb"')[2]
    assert box.index(notice.release.titled) < box.index("Đã thu hồi theo") < box.index("Thông báo thu hồi văn bản")


def test_a_changed_order_supersedes_and_a_missing_one_is_withdrawn(cast, notice):
    def change(outline: Outline) -> None:
        _reword("a)")(outline)
        _remove("b)")(outline)

    _replace(notice, cast, change)
    assert _states() == {("01", "a)"): {STOPPED}, ("01", "b)"): {STOPPED}, ("02", "a)"): {OPEN}}
    old, missing = Directive.objects.filter(release__number=1).order_by("id")
    new = Directive.objects.get(release__number=2)
    assert (old.superseded_by, missing.superseded_by) == (new, None)
    stopped = Assignment.objects.filter(state=STOPPED).first()
    assert (stopped.withdrawn_at, stopped.withdrawn_reason) == (NOW, "Thay thế theo 02/TB-SKHCN")
    events = DirectiveEvent.objects.filter(object_kind="assignment", verb="withdraw")
    assert events.count() == 3
    assert set(events.values_list("from_state", "to_state")) == {(OPEN, STOPPED)}


@pytest.mark.parametrize(
    "change",
    [
        lambda order, cast: Order.objects.filter(pk=order.pk).update(due_on="2026-09-30"),
        lambda order, cast: Order.objects.filter(pk=order.pk).update(product="Báo cáo"),
        lambda order, cast: OrderParty.objects.create(order=order, unit=cast.other_commune),
        lambda order, cast: order.excluded.add(cast.other_commune),
    ],
    ids=["deadline", "product", "unit", "exception"],
)
def test_any_change_of_an_order_makes_a_new_directive(cast, notice, change):
    _replace(
        notice,
        cast,
        lambda outline: change(
            Order.objects.get(conclusion__outline=outline, position=0, starred=False, conclusion__label="a)"), cast
        ),
    )
    assert _states() == {("01", "a)"): {STOPPED}, ("01", "b)"): {OPEN}, ("02", "a)"): {OPEN}}


def test_a_new_order_in_the_replacement_is_assigned(cast, notice):
    def change(outline: Outline) -> None:
        added = Conclusion.objects.create(outline=outline, text="Tổng hợp kết quả", label="d)", position=90)
        OrderParty.objects.create(order=Order.objects.create(conclusion=added, text=added.text), unit=cast.division)

    _replace(notice, cast, change)
    assert _states() == {("01", "a)"): {OPEN}, ("01", "b)"): {OPEN}, ("02", "d)"): {OPEN}}


def test_a_second_replacement_in_a_row_stands_on_both_before_it(cast, notice):
    second = _replace(notice, cast, _reword("a)")).paper
    assert _states() == {("01", "a)"): {STOPPED}, ("01", "b)"): {OPEN}, ("02", "a)"): {OPEN}}
    third = _replace(second, cast, _reword("b)")).paper
    assert _states() == {
        ("01", "a)"): {STOPPED},
        ("01", "b)"): {STOPPED},
        ("02", "a)"): {OPEN},
        ("03", "b)"): {OPEN},
    }
    superseded = Directive.objects.filter(superseded_by__isnull=False)
    assert {d.order.conclusion.label: d.superseded_by.order.conclusion.label for d in superseded} == {
        "a)": "a)",
        "b)": "b)",
    }
    _replace(third, cast, _remove("a)"))
    assert _states()["02", "a)"] == {STOPPED}
    assert _states()["03", "b)"] == {OPEN}


def test_a_recall_of_a_replacement_withdraws_what_it_kept_too(cast, notice):
    second = _replace(notice, cast, _reword("a)")).paper
    recall = start_recall(Paper.objects.get(pk=second.pk), by=cast.clerk, at=NOW, reason="Nhầm thẩm quyền")
    released = issue_at_once(recall, at=NOW)
    assert set().union(*_states().values()) == {STOPPED}
    assert Recall.objects.get().by_release == released


def test_what_was_stopped_before_keeps_its_reason(cast, notice):
    stopped = Assignment.objects.filter(unit=cast.commune)
    stopped.update(state=STOPPED, withdrawn_at=NOW, withdrawn_reason="Dừng từ trước")
    recall = start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm đơn vị")
    released = issue_at_once(recall, at=NOW)
    reasons = set(Assignment.objects.values_list("unit__code", "state", "withdrawn_reason"))
    assert reasons == {("XA1", STOPPED, "Dừng từ trước"), ("XA2", STOPPED, f"Thu hồi theo {released.full_number}")}


def test_a_recall_is_a_paper_without_orders_that_names_what_it_recalls(cast, notice, quick_press):
    recall = start_recall(notice, by=cast.clerk, at=NOW, reason="Ghi nhầm tên đơn vị")
    assert (recall.kind, recall.outline, recall.state) == (PaperKind.RECALL, None, PaperState.DRAFT)
    released = issue_at_once(recall, at=NOW)
    assert released.directives.count() == 0
    words = " ".join(block.text for block in quick_press[-1].blocks)
    assert "Thông báo số 01/TB-SKHCN ngày 09/04/2026" in words
    assert "Ghi nhầm tên đơn vị" in words


@pytest.mark.parametrize("starting", ["replacement", "recall"])
def test_who_received_the_old_paper_learns_of_the_new_one(cast, notice, starting):
    gone = make_unit("SYT", "Sở Y tế", UnitKind.DEPARTMENT)
    notice.release.deliveries.create(unit=gone, sent_at=NOW)
    if starting == "replacement":
        released = _replace(notice, cast, _remove("a)"))
    else:
        released = issue_at_once(start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    assert set(released.deliveries.values_list("unit__code", flat=True)) == {"XA1", "XA2", "SYT"}


def test_only_clerks_start_them_and_only_for_what_is_released(cast, notice):
    draft = make_notice(cast)
    for role in Role.values:
        officer = cast.officer(role)
        for paper in (notice, draft):
            if (role, paper) == (Role.CLERK, notice):
                continue
            with pytest.raises(NotAllowed):
                start_replacement(paper, by=officer, at=NOW)
            with pytest.raises(NotAllowed):
                start_recall(paper, by=officer, at=NOW, reason="Nhầm")
    assert Paper.objects.count() == 2
    assert RefusedAttempt.objects.count() == (len(Role.values) * 2 - 1) * 2


def test_a_recall_needs_a_reason(cast, notice):
    with pytest.raises(DomainError, match="Hãy ghi lý do thu hồi"):
        start_recall(notice, by=cast.clerk, at=NOW, reason=" ")


def test_the_page_leads_to_the_draft_at_work_and_begins_no_second_one(client, cast, notice):
    address, step = reverse("paper", args=[notice.pk]), reverse("paper-step", args=[notice.pk, "thay-the"])
    client.force_login(cast.clerk)
    assert f'btn-line" href="{step}"' in client.get(address).content.decode(), "offered, and not as the first act"
    draft = start_replacement(notice, by=cast.clerk, at=NOW)
    page = client.get(address).content.decode()
    assert f'Đang soạn thông báo kết luận thay thế: <a href="{reverse("paper", args=[draft.pk])}">' in page
    offered = [slug for slug in ("thay-the", "thu-hoi", "sua-doi", "dinh-chinh") if f"/{slug}/" in page]
    assert offered == ["dinh-chinh"]
    for name in ("paper-list", "home"):
        assert "thay thế 01/TB-SKHCN" in client.get(reverse(name)).content.decode()


def test_one_draft_at_a_time(cast, notice):
    start_replacement(notice, by=cast.clerk, at=NOW)
    with pytest.raises(WrongState, match="Đã có văn bản đang soạn"):
        start_replacement(notice, by=cast.clerk, at=NOW)
    with pytest.raises(WrongState, match="Đã có văn bản đang soạn"):
        start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm")
    assert Outline.objects.count() == 2


@pytest.mark.parametrize("first", ["replacement", "recall"])
def test_what_has_fallen_is_not_replaced_or_recalled_again(cast, notice, first):
    if first == "replacement":
        _replace(notice, cast)
    else:
        issue_at_once(start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    old = Paper.objects.get(pk=notice.pk)
    with pytest.raises(WrongState, match=FALLEN):
        start_replacement(old, by=cast.clerk, at=NOW)
    with pytest.raises(WrongState, match=FALLEN):
        start_recall(old, by=cast.clerk, at=NOW, reason="Nhầm")


@pytest.mark.parametrize("first", ["replacement", "recall"])
def test_a_second_paper_for_the_same_end_is_refused_at_release(cast, notice, paper_in, first):
    """Two drafts can only come of a race or of raw SQL; the second is told so, and takes no number."""
    replacing = start_replacement(notice, by=cast.clerk, at=NOW)
    Paper.objects.filter(pk=replacing.pk).update(replaces=None)  # hidden from the check
    recalling = start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm")
    Paper.objects.filter(pk=replacing.pk).update(replaces=notice)
    pair = [Paper.objects.get(pk=pk) for pk in (replacing.pk, recalling.pk)]
    winner, loser = pair if first == "replacement" else reversed(pair)
    issue_at_once(winner, at=NOW)
    with pytest.raises(WrongState, match=FALLEN):
        release(paper_in(PaperState.SIGNED, loser), by=cast.registrar, at=NOW)
    assert NumberRegister.objects.get().last_number == 2
    assert Replacement.objects.count() + Recall.objects.count() == 1


def test_the_replacement_says_what_it_replaces(cast, notice):
    draft = start_replacement(notice, by=cast.clerk, at=NOW)
    assert draft.closing.endswith("Thông báo này thay thế Thông báo số 01/TB-SKHCN ngày 09/04/2026.")
    assert [str(line) for line in draft.recipients.all()] == [str(line) for line in notice.recipients.all()]
    copied, original = (outline.conclusions.order_by("position") for outline in (draft.outline, notice.outline))
    assert list(copied.values_list("label", "text", "kind", "level", "settlement")) == list(
        original.values_list("label", "text", "kind", "level", "settlement")
    )
    assert {c.parent.outline_id for c in copied if c.parent} == {draft.outline_id}


DONE = "done"  # any state that is not open: what a unit has finished


def _finish(unit) -> Assignment:
    """The unit's assignment under 'a)', finished."""
    done = Assignment.objects.get(unit=unit, directive__order__conclusion__label="a)")
    assert DONE not in OPEN_STATES
    Assignment.objects.filter(pk=done.pk).update(state=DONE, handed_in_on=done.current_due_on)
    return done


def _left_alone(done: Assignment) -> bool:
    now = Assignment.objects.get(pk=done.pk)
    events = DirectiveEvent.objects.filter(object_kind="assignment", object_id=done.pk)
    return (now.state, now.withdrawn_at, now.withdrawn_reason) == (DONE, None, "") and not events.exists()


def test_a_recall_leaves_what_was_done(cast, notice):
    done = _finish(cast.commune)
    issue_at_once(start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    assert _left_alone(done)
    assert set(Assignment.objects.exclude(pk=done.pk).values_list("state", flat=True)) == {STOPPED}


@pytest.mark.parametrize("change", [_reword("a)"), _remove("a)")], ids=["changed", "missing"])
def test_a_replacement_leaves_what_was_done_of_an_order_that_changes_or_goes(cast, notice, change):
    done = _finish(cast.commune)
    _replace(notice, cast, change)
    assert _left_alone(done)


def test_an_unchanged_order_keeps_its_very_rows(cast, notice):
    """Directive, assignments and their history: nothing of it is written anew by a replacement that leaves the order."""
    kept = Directive.objects.get(order__conclusion__label="b)")
    before = [
        list(Directive.objects.filter(pk=kept.pk).values()),
        list(kept.assignments.order_by("pk").values()),
        list(DirectiveEvent.objects.filter(object_kind="directive", object_id=kept.pk).values()),
    ]
    _replace(notice, cast, _reword("a)"))
    assert before == [
        list(Directive.objects.filter(pk=kept.pk).values()),
        list(kept.assignments.order_by("pk").values()),
        list(DirectiveEvent.objects.filter(object_kind="directive", object_id=kept.pk).values()),
    ]


def test_a_recalled_notice_is_issued_anew_with_every_order_given_again(cast, notice):
    issue_at_once(start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    draft = start_anew(Paper.objects.get(pk=notice.pk), by=cast.clerk, at=NOW)
    assert (draft.replaces, draft.state, draft.outline.edition) == (None, PaperState.DRAFT, 2)
    texts = [list(each.outline.conclusions.values_list("text", flat=True)) for each in (notice, draft)]
    assert texts[0] == texts[1]
    issued = issue_at_once(draft, at=NOW)
    given = Assignment.objects.filter(directive__release=issued)
    assert given.count() == Assignment.objects.filter(directive__release=notice.release).count()
    assert STOPPED not in given.values_list("state", flat=True)
    assert hasattr(Paper.objects.get(pk=notice.pk).release, "recall"), "the recall stands"


def test_only_a_recalled_notice_is_issued_anew_and_only_once(cast, notice):
    with pytest.raises(DomainError, match="đã bị thu hồi"):
        start_anew(notice, by=cast.clerk, at=NOW)
    issue_at_once(start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    recalled = Paper.objects.get(pk=notice.pk)
    start_anew(recalled, by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="đã có thông báo"):
        start_anew(recalled, by=cast.clerk, at=NOW)
    with pytest.raises(NotAllowed):
        start_anew(recalled, by=cast.leader, at=NOW)


def test_the_page_of_a_recalled_notice_offers_a_new_one(client, cast, notice):
    issue_at_once(start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    client.force_login(cast.clerk)
    assert "Lập lại thông báo" in client.get(reverse("paper", args=[notice.pk])).content.decode()
    answer = client.post(
        reverse("paper-step", args=[notice.pk, "lap-lai"]), {"read_version": Paper.objects.get(pk=notice.pk).version}
    )
    assert answer.url == reverse("paper", args=[Paper.objects.latest("pk").pk])
    assert "Lập lại thông báo" not in client.get(reverse("paper", args=[notice.pk])).content.decode()
