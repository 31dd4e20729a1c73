"""A letter of urging is drafted from late orders, follows them until it is signed, and is a reminder once released."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from directives.enums import AssignmentState, NudgeWay
from directives.foretelling import foretell_release
from directives.issuing import release
from directives.models import Assignment, Directive, Nudge
from directives.reminding.nudging import record_call
from directives.urging.drafting import MOST, refresh_urging, start_urging
from directives.urging.standing import urged_of
from directives.urging.words import EVERYONE, MOST_ADDRESSED
from directives.whole_way import issue_at_once
from districts.errors import DomainError, Frozen, NotAllowed, WrongState
from districts.models import RefusedAttempt
from meetings.composing import compose
from meetings.enums import PaperKind, PaperState
from meetings.models import Paper, UrgingLetter
from meetings.signing import ContentChanged, sign
from tests.tasks.many import more
from tests.urging.conftest import LATER

OVERDUE = LATER.date() - timedelta(days=5)


def late(lives, count: int) -> list[Assignment]:
    return more(lives, count, current_due_on=OVERDUE)


def urge(lives, orders, **changes):
    return start_urging(orders, **{"by": lives.cast.officer("clerk"), "at": LATER, "reply_days": 5} | changes)


def printed(paper: Paper):
    return compose(Paper.objects.get(pk=paper.pk), LATER.date())


def done(assignment: Assignment) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.DONE, handed_in_on=LATER.date())


def test_a_letter_about_one_order_names_it_in_its_text(lives):
    record_call(lives.lead, whom="ông H", by=lives.cast.clerk, at=LATER - timedelta(days=2))
    record = printed(urge(lives, [lives.lead], contact="Đầu mối liên hệ: Nguyễn Văn A."))
    assert record.is_letter
    assert record.addressees == ("UBND xã Mẫu Một",)
    assert record.opening == (
        "Thực hiện Thông báo số 01/TB-SKHCN ngày 09/04/2026, Sở Khoa học và Công nghệ đã đề nghị UBND xã Mẫu Một triển khai "
        "các nhiệm vụ thuộc trách nhiệm.",
        "Qua theo dõi, tính đến ngày 20 tháng 11 năm 2026, UBND xã Mẫu Một còn 01 nhiệm vụ đã quá thời hạn mà chưa hoàn thành:",
        "- Rà soát thiết bị đo lường tại chợ trên địa bàn: thời hạn ngày 10/11/2026, quá hạn 10 ngày, đã nhắc, đôn đốc 1 "
        "lần, gần nhất ngày 18/11/2026.",
    )
    assert record.blocks[0].text == "Để bảo đảm tiến độ, Sở Khoa học và Công nghệ đề nghị UBND xã Mẫu Một:"
    assert "trong thời hạn 05 ngày làm việc kể từ ngày ban hành công văn này" in record.blocks[2].text
    assert record.closing[0] == "Đầu mối liên hệ: Nguyễn Văn A."
    assert record.annexes == ()


def test_of_more_orders_the_annex_is_the_list_and_own_divisions_are_ordered(lives):
    orders = [lives.lead, *late(lives, 2)]
    Assignment.objects.filter(pk=orders[-1].pk).update(unit=lives.cast.secretariat, basis="order")
    record = printed(urge(lives, orders))
    assert record.opening[1].endswith(
        "còn 02 nhiệm vụ của 03 cơ quan, đơn vị đã quá thời hạn mà chưa hoàn thành (chi tiết tại Phụ lục kèm theo)."
    )
    assert record.blocks[0].text.endswith("đề nghị các cơ quan, đơn vị, địa phương nêu trên và yêu cầu Văn phòng Sở:")
    (annex,) = record.annexes
    assert annex.title == "Danh sách nhiệm vụ quá thời hạn tính đến ngày 20/11/2026"
    assert [row[2] for row in annex.rows][-1] == f"{orders[1].unit}; Văn phòng Sở"
    assert annex.rows[0][4:] == ("10/11/2026", "10", "Chưa")


def test_an_order_of_many_units_is_one_row_that_names_them(lives):
    """With another deadline for one of them it is another row; how often they were reminded is told together."""
    orders = late(lives, 102)
    Assignment.objects.filter(pk=orders[0].pk).update(current_due_on=LATER.date() - timedelta(days=30))
    Nudge.objects.create(
        assignment=orders[5], way="phone", whom_words="Bà T", by=lives.cast.clerk, at=LATER - timedelta(days=2)
    )
    record = printed(urge(lives, orders))
    assert "còn 02 nhiệm vụ của 102 cơ quan, đơn vị" in record.opening[1]
    alone, shared = record.annexes[0].rows
    assert (alone[0], alone[2], alone[5]) == ("1", orders[0].unit.name, "30")
    assert (shared[0], shared[5], shared[6]) == ("2", "5", "0 đến 1 lần, gần nhất 18/11/2026")
    assert set(shared[2].split("; ")) == {each.unit.name for each in orders[1:]}


def test_many_units_are_pointed_to_and_still_reached(lives):
    released = issue_at_once(urge(lives, late(lives, MOST_ADDRESSED + 1)), at=LATER)
    assert printed(released.paper).addressees == (EVERYONE,)
    assert released.deliveries.exclude(unit=None).count() == MOST_ADDRESSED + 1
    assert set(released.deliveries.filter(unit=None).values_list("words", flat=True)) == {"Ban Giám đốc Sở"}


@pytest.mark.parametrize("name", ["division_head", "office_head", "leader", "registrar", "unit_head", "observer"])
def test_only_clerks_draft_it(lives, name):
    with pytest.raises(NotAllowed):
        urge(lives, [lives.lead], by=lives.cast.officer(name))
    assert not UrgingLetter.objects.exists()


def test_a_clerk_of_another_division_does_not_urge_and_it_is_recorded(lives):
    Directive.objects.filter(pk=lives.lead.directive_id).update(following_unit=lives.cast.secretariat)
    with pytest.raises(NotAllowed):
        urge(lives, [lives.lead])
    assert RefusedAttempt.objects.get().verb == "urge"
    Directive.objects.filter(pk=lives.lead.directive_id).update(following_unit=None)
    assert urge(lives, [lives.lead])


def test_what_is_not_late_or_waits_at_the_office_is_refused_by_name(lives):
    (other,) = more(lives, 1, current_due_on=LATER.date())
    with pytest.raises(WrongState, match="thời hạn nay là ngày 20/11/2026"):
        urge(lives, [lives.lead, other])
    Assignment.objects.filter(pk=lives.lead.pk).update(state=AssignmentState.REPORTED, handed_in_on=LATER.date())
    with pytest.raises(WrongState, match="đã báo cáo hoàn thành"):
        urge(lives, [lives.lead])
    with pytest.raises(DomainError, match="Chưa chọn nhiệm vụ"):
        urge(lives, [])
    assert not Paper.objects.filter(kind=PaperKind.URGING).exists()


def test_a_letter_holds_so_many_orders_and_no_more(lives, monkeypatch):
    assert MOST == 200
    monkeypatch.setattr("directives.urging.drafting.MOST", 1)
    with pytest.raises(DomainError, match="tối đa"):
        urge(lives, [lives.lead, *late(lives, 1)])


def test_an_order_stands_in_one_letter_in_work(lives):
    first = urge(lives, [lives.lead])
    with pytest.raises(WrongState, match="soạn dở"):
        urge(lives, [lives.lead])
    issue_at_once(first, at=LATER)
    assert urge(lives, [lives.lead])


def test_days_to_reply_are_held_to_their_range(lives):
    for days in (0, 31):
        with pytest.raises(IntegrityError), transaction.atomic():
            urge(lives, [lives.lead], reply_days=days)


def test_what_was_finished_meanwhile_is_told_and_leaves_at_the_refresh(lives):
    first, second, third = orders = late(lives, 3)
    paper = urge(lives, orders)
    done(second)
    told = urged_of(paper, lives.cast.clerk, LATER.date())
    assert [(order.assignment.pk, order.left) for order in told.left] == [(second.pk, "hoàn thành")]
    assert told.is_outdated
    assert refresh_urging(paper, by=lives.cast.officer("clerk"), at=LATER + timedelta(days=3)) == 1
    paper = Paper.objects.get(pk=paper.pk)
    told = urged_of(paper, lives.cast.clerk, LATER.date() + timedelta(days=3))
    assert [order.assignment.pk for order in told.orders] == [first.pk, third.pk]
    assert not told.is_outdated
    assert "tính đến ngày 23 tháng 11 năm 2026, còn 01 nhiệm vụ của 02 cơ quan, đơn vị" in paper.opening
    assert "quá hạn 8 ngày" in paper.opening
    assert list(paper.recipients.filter(addressed=True).values_list("unit", flat=True)) == [
        first.unit_id,
        third.unit_id,
    ]


def test_words_that_the_clerk_wrote_stay(lives):
    orders = late(lives, 3)
    paper = urge(lives, orders)
    paper.opening = "Lời của chuyên viên, danh sách tại Phụ lục."
    paper.save()
    done(orders[0])
    refresh_urging(paper, by=lives.cast.officer("clerk"), at=LATER)
    assert Paper.objects.get(pk=paper.pk).opening == "Lời của chuyên viên, danh sách tại Phụ lục."


def test_a_letter_without_an_order_left_is_not_refreshed(lives):
    paper = urge(lives, [lives.lead])
    done(lives.lead)
    with pytest.raises(DomainError, match="Hãy bỏ dự thảo"):
        refresh_urging(paper, by=lives.cast.officer("clerk"), at=LATER)
    assert paper.urging.tasks.count() == 1


def signed(lives, orders) -> Paper:
    paper = urge(lives, orders)
    paper.send_for_check(by=lives.cast.officer("clerk"), at=LATER)
    paper.check_content(by=lives.cast.officer("division_head"), at=LATER)
    paper.check_form(by=lives.cast.officer("office_head"), at=LATER)
    paper.submit(by=lives.cast.officer("clerk"), at=LATER)
    sign(paper, by=lives.cast.officer("leader"), at=LATER)
    return paper


def test_a_signed_letter_is_frozen(lives):
    paper = signed(lives, late(lives, 3))
    with pytest.raises(WrongState, match="trả về dự thảo"):
        refresh_urging(paper, by=lives.cast.officer("clerk"), at=LATER)
    paper.urging.tasks.update(days_late=99)
    with pytest.raises(ContentChanged, match="Phụ lục"):
        release(paper, by=lives.cast.officer("registrar"), at=LATER)
    assert not Nudge.objects.exists()


def test_the_release_says_what_changed_since_the_signature(lives):
    first, *_ = orders = late(lives, 3)
    paper = signed(lives, orders)
    assert foretell_release(paper, LATER.date())[:2] == [
        "Ghi một lần đôn đốc vào 3 nhiệm vụ; không phân công nhiệm vụ mới.",
        "Gửi đến 3 đơn vị.",
    ]
    done(first)
    assert "1 nhiệm vụ đã thay đổi sau ngày ký" in foretell_release(paper, LATER.date())[0]


def test_its_release_is_a_reminder_of_each_order_and_sets_off_none(lives):
    before = Directive.objects.count()
    paper = urge(lives, [lives.lead, *late(lives, 1)])
    assert not Nudge.objects.exists()
    released = issue_at_once(paper, at=LATER)
    assert Directive.objects.count() == before
    nudge = lives.lead.nudges.get()
    assert (nudge.way, nudge.release, nudge.by) == (NudgeWay.LETTER, released, lives.cast.leader)
    assert (
        nudge.words == "Công văn 01/SKHCN-QLCN ngày 20/11/2026, báo cáo chậm nhất ngày 30/11/2026."
    )  # the 24th is off
    assert Nudge.objects.count() == 2
    assert set(released.deliveries.exclude(unit=None).values_list("unit", flat=True)) == set(
        Assignment.objects.filter(urgings__task__letter__paper=paper).values_list("unit", flat=True)
    )


def test_a_nudge_by_letter_names_its_letter(lives):
    with pytest.raises(IntegrityError), transaction.atomic():
        Nudge.objects.create(assignment=lives.lead, way=NudgeWay.LETTER, by=lives.cast.clerk, at=timezone.now())


def test_a_draft_is_thrown_away_with_its_list(lives):
    paper = urge(lives, [lives.lead])
    paper.delete()
    assert not UrgingLetter.objects.exists()
    assert urge(lives, [lives.lead])


def test_it_is_checked_like_any_paper(lives):
    paper = urge(lives, [lives.lead])
    assert paper.state == PaperState.DRAFT
    paper.send_for_check(by=lives.cast.officer("clerk"), at=LATER)
    paper.check_content(by=lives.cast.officer("division_head"), at=LATER)
    paper.abstract = "Khác"
    with pytest.raises(Frozen):
        paper.save()
