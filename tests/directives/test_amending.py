"""An amendment changes some conclusions of an issued notice: the rest stands, with its directives."""

from __future__ import annotations

import pytest
from django.urls import reverse

from directives.amending import start_amendment
from directives.enums import AssignmentState
from directives.issuing import release
from directives.models import Assignment, Directive
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from meetings.amended import changes_of
from meetings.enums import PaperKind, PaperState
from meetings.models import Amendment, Conclusion, NumberRegister, Order, OrderParty, Outline, Paper, Release
from meetings.readiness import NotReady, readiness_of
from meetings.signing import sign
from meetings.standing import is_in_force, marks_of
from tests.cast import NOW, make_notice

OPEN, STOPPED = AssignmentState.ASSIGNED, AssignmentState.WITHDRAWN


@pytest.fixture
def notice(cast, quick_press):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    return Paper.objects.get(pk=paper.pk)


def reword(outline: Outline, label: str, more: str = ", kèm số liệu") -> None:
    """The item says more, and its order with it."""
    row = outline.conclusions.get(label=label)
    row.text += more
    row.save()


def drop(outline: Outline, label: str) -> None:
    outline.conclusions.get(label=label).delete()


def add(outline: Outline, cast, *, label: str = "d)", text: str = "Tổng hợp kết quả") -> None:
    added = Conclusion.objects.create(outline=outline, text=text, label=label, level=2, position=90)
    OrderParty.objects.create(order=Order.objects.create(conclusion=added, text=text), unit=cast.division)


def amend(paper: Paper, cast, *changes) -> Release:
    draft = start_amendment(Paper.objects.get(pk=paper.pk), by=cast.clerk, at=NOW)
    for change in changes:
        change(draft.outline)
    return issue_at_once(draft, at=NOW)


def states() -> dict[tuple[int, str], set[str]]:
    """(number of the release, first words of the directive) -> states of its assignments."""
    return {
        (each.release.number, each.text.split()[0]): set(each.assignments.values_list("state", flat=True))
        for each in Directive.objects.select_related("release")
    }


def test_it_prints_only_what_changes_and_cites_the_numbers_of_the_notice(cast, notice, quick_press):
    amend(notice, cast, lambda o: reword(o, "a)"), lambda o: drop(o, "b)"), lambda o: add(o, cast))
    record = quick_press[-1]
    assert (record.kind_title, record.symbol) == ("THÔNG BÁO", "TB-SKHCN")
    assert record.abstract == "Sửa đổi, bổ sung Thông báo số 01/TB-SKHCN ngày 09/04/2026"
    assert record.opening[0].endswith("Hội nghị giao ban quý I năm 2026 như sau:")
    assert [f"{block.label} {block.text}".strip() for block in record.blocks] == [
        "1. Mục 1.a được sửa đổi như sau:",
        "“a) Rà soát thiết bị đo lường tại chợ trên địa bàn, kèm số liệu",
        "- Đề nghị UBND xã Mẫu Một chủ trì; thời hạn: chậm nhất ngày 30/06/2026”.",
        "2. Bãi bỏ mục 1.b.",
        "3. Bổ sung vào sau mục 1.c nội dung sau:",
        "“d) Tổng hợp kết quả",
        "- Giao Phòng Quản lý Công nghệ chủ trì”.",
    ]
    assert record.closing[0] == "Các nội dung khác của Thông báo số 01/TB-SKHCN ngày 09/04/2026 không thay đổi."


def test_its_annex_lists_the_orders_that_it_gives(cast, quick_press):
    paper = make_notice(cast, task_annex=True)
    issue_at_once(paper, at=NOW)
    amend(paper, cast, lambda o: reword(o, "a)"))
    (annex,) = quick_press[-1].annexes
    assert [row[1] for row in annex.rows] == ["Rà soát thiết bị đo lường tại chợ trên địa bàn, kèm số liệu"]


def test_unchanged_orders_keep_their_directives_and_changed_ones_supersede(cast, notice):
    untouched = list(Assignment.objects.filter(directive__text__startswith="Lập").order_by("pk").values())
    released = amend(notice, cast, lambda o: reword(o, "a)"))
    assert states() == {(1, "Rà"): {STOPPED}, (1, "Lập"): {OPEN}, (2, "Rà"): {OPEN}}
    assert list(Assignment.objects.filter(directive__text__startswith="Lập").order_by("pk").values()) == untouched
    old, new = Directive.objects.filter(text__startswith="Rà").order_by("pk")
    assert (old.superseded_by, new.release, new.source_label) == (new, released, "1.a")
    assert set(old.assignments.values_list("withdrawn_reason", flat=True)) == {"Sửa đổi theo 02/TB-SKHCN"}


def test_dropped_ones_are_withdrawn_and_added_ones_assigned(cast, notice):
    amend(notice, cast, lambda o: drop(o, "a)"), lambda o: add(o, cast))
    assert states() == {(1, "Rà"): {STOPPED}, (1, "Lập"): {OPEN}, (2, "Tổng"): {OPEN}}
    gone = Assignment.objects.get(directive__text__startswith="Rà")
    assert gone.withdrawn_reason == "Bãi bỏ theo 02/TB-SKHCN"
    assert gone.directive.superseded_by is None


def test_the_amended_notice_stays_in_force_and_says_by_what(cast, notice):
    released = amend(notice, cast, lambda o: reword(o, "a)"))
    old = Release.objects.get(paper=notice)
    assert Amendment.objects.get().new == released
    assert is_in_force(old)
    assert [mark.words for mark in marks_of(old)] == ["Được sửa đổi, bổ sung bởi Thông báo 02/TB-SKHCN"]
    reached = set(old.deliveries.exclude(unit=None).values_list("unit", flat=True))
    assert reached <= set(released.deliveries.values_list("unit", flat=True))


def test_several_follow_one_another_each_from_what_holds_then(cast, notice, quick_press):
    amend(notice, cast, lambda o: reword(o, "a)"))
    amend(notice, cast, lambda o: reword(o, "b)"))
    assert states() == {(1, "Rà"): {STOPPED}, (1, "Lập"): {STOPPED}, (2, "Rà"): {OPEN}, (3, "Lập"): {OPEN}}
    assert [block.text for block in quick_press[-1].blocks if block.label] == ["Mục 1.b được sửa đổi như sau:"]
    assert "(đã được sửa đổi, bổ sung tại Thông báo số 02/TB-SKHCN)" in quick_press[-1].opening[0]
    amend(notice, cast, lambda o: reword(o, "a)", " hằng tháng"))
    assert states()[2, "Rà"] == {STOPPED}
    assert states()[4, "Rà"] == {OPEN}
    assert [mark.by.number for mark in marks_of(Release.objects.get(paper=notice))] == [2, 3, 4]


def test_a_replacement_after_it_copies_what_holds_and_ends_both(cast, notice):
    amendment = amend(notice, cast, lambda o: reword(o, "a)"), lambda o: drop(o, "b)"))
    draft = start_replacement(Paper.objects.get(pk=notice.pk), by=cast.clerk, at=NOW)
    assert [row.text for row in draft.outline.conclusions.filter(label="a)")] == [
        "Rà soát thiết bị đo lường tại chợ trên địa bàn, kèm số liệu"
    ]
    issue_at_once(draft, at=NOW)
    assert states() == {(1, "Rà"): {STOPPED}, (1, "Lập"): {STOPPED}, (2, "Rà"): {OPEN}}
    assert [mark.words for mark in marks_of(Release.objects.get(pk=amendment.pk))] == [
        "Thông báo 01/TB-SKHCN: đã thay thế bằng Thông báo 03/TB-SKHCN"
    ]
    assert not is_in_force(Release.objects.get(pk=amendment.pk))


def test_a_recall_after_it_withdraws_what_either_gave(cast, notice):
    amend(notice, cast, lambda o: reword(o, "a)"))
    issue_at_once(start_recall(Paper.objects.get(pk=notice.pk), by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    assert set().union(*states().values()) == {STOPPED}


def test_an_amendment_that_changes_nothing_is_not_signed(cast, notice, paper_in):
    draft = start_amendment(notice, by=cast.clerk, at=NOW)
    draft = paper_in(PaperState.SUBMITTED, draft)
    with pytest.raises(NotReady, match="chưa có nội dung nào được sửa"):
        sign(draft, by=cast.leader, at=NOW)
    assert changes_of(draft.outline) == []


def test_it_is_weighed_by_its_own_orders_alone(cast, notice):
    draft = start_amendment(notice, by=cast.clerk, at=NOW)
    OrderParty.objects.filter(order__conclusion__outline=draft.outline, order__conclusion__label="a)").delete()
    assert [each.order.conclusion.label for each in readiness_of(draft, NOW.date()).unassigned] == ["a)"]


def test_one_that_another_came_before_is_not_released(cast, notice, paper_in):
    """Two drafts can only come of raw SQL; the second stands on what no longer holds, and takes no number."""
    first = start_amendment(notice, by=cast.clerk, at=NOW)
    reword(first.outline, "a)")
    Paper.objects.filter(pk=first.pk).update(amends=None, kind=PaperKind.NOTICE)
    second = start_amendment(notice, by=cast.clerk, at=NOW)
    reword(second.outline, "b)")
    Paper.objects.filter(pk=first.pk).update(amends=notice, kind=PaperKind.AMENDMENT)
    issue_at_once(Paper.objects.get(pk=first.pk), at=NOW)
    with pytest.raises(WrongState, match="đã được sửa đổi bởi văn bản khác"):
        release(paper_in(PaperState.SIGNED, Paper.objects.get(pk=second.pk)), by=cast.registrar, at=NOW)
    assert NumberRegister.objects.get().last_number == 2
    assert Amendment.objects.count() == 1


def test_one_draft_at_a_time_and_of_notices_alone(cast, notice):
    start_amendment(notice, by=cast.clerk, at=NOW)
    for start in (start_amendment, start_replacement):
        with pytest.raises(WrongState, match="Đã có văn bản đang soạn"):
            start(notice, by=cast.clerk, at=NOW)
    assert Outline.objects.count() == 2


def test_an_amendment_is_not_amended_itself(cast, notice):
    released = amend(notice, cast, lambda o: reword(o, "a)"))
    with pytest.raises(DomainError, match="Chỉ sửa đổi, bổ sung được thông báo kết luận"):
        start_amendment(released.paper, by=cast.clerk, at=NOW)


def test_only_clerks_and_only_what_is_released(cast, notice):
    draft = make_notice(cast)
    for role in Role.values:
        for paper in (notice, draft):
            if (role, paper) != (Role.CLERK, notice):
                with pytest.raises(NotAllowed):
                    start_amendment(paper, by=cast.officer(role), at=NOW)


def test_the_page_lists_what_changes_and_leads_to_the_items(client, cast, notice):
    draft = start_amendment(notice, by=cast.clerk, at=NOW)
    client.force_login(cast.clerk)
    page = client.get(reverse("paper-points", args=[draft.pk])).content.decode()
    assert "Chưa có nội dung nào được sửa" in page
    reword(draft.outline, "a)")
    page = client.get(reverse("paper-points", args=[draft.pk])).content.decode()
    assert "Mục 1.a được sửa đổi như sau:" in page
    outline = client.get(reverse("outline", args=[draft.meeting_id])).content.decode()
    assert "Đang soạn thông báo sửa đổi, bổ sung" in outline
