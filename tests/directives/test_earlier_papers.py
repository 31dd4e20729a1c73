"""Notices issued before the portal: entered once, frozen, corrected by new entries, followed where they are open."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from directives.carried_over import open_work, take_up
from directives.earlier.recording import Said, correct_standing, enter_with_orders
from directives.enums import Basis
from directives.models import Assignment, Directive
from directives.whole_way import issue_at_once
from districts.append_only import lifted
from districts.enums import UnitKind
from districts.errors import DomainError, EditConflict, Frozen, NotAllowed, WrongState
from districts.models import Succession
from meetings import storage
from meetings.drafting import draft_notice
from meetings.earlier_papers import AlreadyEntered, correct
from meetings.enums import DeadlineKind, NumberMode, OrderStanding, PartyRole
from meetings.models import EarlierEntry, EarlierPaper, EarlierStanding, Meeting, NumberRegister, Release
from meetings.numbering import next_number
from meetings.register.numbers import problems_of, sequences_of
from tests.cast import NOW, make_meeting, make_notice, make_order, make_unit
from tests.earlier_papers import DONE, OPEN, earlier_facts, make_earlier, meeting_with_orders
from tests.office_fixtures import ONE_PAGE

NOT_FOLLOWED = Said(OrderStanding.NOT_FOLLOWED)


@pytest.fixture(autouse=True)
def _files(files) -> None:
    """Every test here stores scans."""


@pytest.fixture
def later(cast) -> Meeting:
    """The meeting of the next period in the series."""
    meeting_with_orders(cast)
    return make_meeting(cast, title="Hội nghị giao ban quý II", held_on=date(2026, 7, 3))


def test_open_orders_are_followed_with_their_first_deadline_and_named_by_the_old_notice(cast):
    paper = make_earlier(cast)
    measured, listed = Directive.objects.filter(earlier=paper).order_by("pk")
    assert (measured.due_on, listed.due_on) == (date(2026, 6, 30), date(2026, 4, 20)), "ten working days from the issue"
    assert (measured.following_unit, measured.following_clerk) == (cast.division, cast.clerk)
    assert (measured.source.number, measured.source.told) == ("15/TB-SKHCN", "Nhập từ hồ sơ cũ")
    assignment = measured.assignments.get()
    assert (assignment.unit, assignment.role, assignment.basis) == (cast.commune, PartyRole.LEAD, Basis.REQUEST)
    assert assignment.original_due_on == date(2026, 6, 30)
    assert listed.assignments.count() == 2


def test_whoever_gets_a_task_reads_the_notice(cast):
    """Though the clerk named one receiver alone; without open tasks the other stays outside."""
    paper = make_earlier(cast, units=[cast.commune])
    tasked = set(Assignment.objects.values_list("unit_id", flat=True))
    assert cast.other_commune.pk in tasked
    assert tasked <= set(paper.holding.deliveries.values_list("unit_id", flat=True))


def test_who_has_no_task_and_was_sent_nothing_does_not_read_it(cast):
    paper = make_earlier(cast, units=[cast.commune], say=lambda order: DONE)
    assert list(paper.holding.deliveries.values_list("unit_id", flat=True)) == [cast.commune.pk]


def test_what_was_done_or_is_not_followed_sets_nothing_off(cast):
    first = []

    def say(order):
        first.append(order.pk)
        return DONE if len(first) == 1 else NOT_FOLLOWED

    paper = make_earlier(cast, say=say)
    assert not Directive.objects.exists()
    told = [each.told for each in paper.standings.all()]
    assert told == ["Đã hoàn thành ngày 07/04/2026", "Không theo dõi"]


def test_the_next_meeting_of_the_series_finds_what_is_open_of_the_old_notice(client, cast, later):
    old = Meeting.objects.exclude(pk=later.pk).get()
    make_earlier(cast, old)
    work = open_work(later, cast.clerk)
    assert [(each.open_count, each.unit_count) for each in work] == [(2, 2), (1, 1)]
    client.force_login(cast.officer("clerk"))
    page = client.get(reverse("open-work", args=[later.pk])).content.decode()
    assert "15/TB-SKHCN" in page
    assert "Nhập từ hồ sơ cũ" in page
    item = take_up(work[-1].directive, later.outlines.get(), by=cast.clerk, at=NOW)
    assert item.text == work[-1].directive.text


def test_the_conclusions_are_frozen_from_then_on(client, cast):
    meeting = meeting_with_orders(cast)
    paper = make_earlier(cast, meeting)
    outline = meeting.outlines.get()
    item = outline.conclusions.last()
    item.text = "Sửa chữ"
    with pytest.raises(Frozen, match="trước khi có cổng"):
        item.save()
    with pytest.raises(Frozen):
        outline.assert_editable()
    with pytest.raises(DomainError, match="không lập dự thảo"):
        draft_notice(meeting, by=cast.clerk, at=NOW)
    client.force_login(cast.officer("clerk"))
    assert "trước khi có cổng" in client.get(reverse("outline", args=[meeting.pk])).content.decode()
    page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert reverse("earlier-paper", args=[paper.pk]) in page
    assert "Lập dự thảo thông báo" not in page


def test_a_meeting_with_a_draft_has_no_earlier_notice(cast):
    paper = make_notice(cast)
    with pytest.raises(WrongState, match="lập trên cổng"):
        enter_with_orders(paper.outline, earlier_facts(cast), {}, by=cast.clerk, at=NOW)


def test_of_two_clicks_the_second_finds_the_first(cast):
    meeting = meeting_with_orders(cast)
    paper = make_earlier(cast, meeting)
    with pytest.raises(AlreadyEntered) as caught:
        make_earlier(cast, meeting, number=16)
    assert caught.value.paper == paper
    assert (EarlierPaper.objects.count(), Directive.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issued_on": date(2026, 4, 10)}, "chưa tới"),
        ({"issued_on": date(2026, 4, 2)}, "trước ngày họp"),
        ({"issued_on": date(26, 4, 6)}, "Năm phải từ"),
        ({"number": 0}, "phải từ 1"),
        ({"file": None}, "Chưa có tệp"),
        ({"abstract": "TUYỆT MẬT"}, "mật|MẬT"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_nothing_stays(cast, changes, words):
    with pytest.raises(DomainError, match=words):
        make_earlier(cast, **changes)
    assert not EarlierPaper.objects.exists()
    assert not EarlierEntry.objects.exists()


def test_every_order_needs_its_standing_and_a_done_one_its_day(cast):
    outline = meeting_with_orders(cast).outlines.get()
    with pytest.raises(DomainError, match="Chưa ghi tình trạng"):
        enter_with_orders(outline, earlier_facts(cast), {}, by=cast.clerk, at=NOW)
    for day, words in (
        (None, "phải ghi ngày"),
        (date(2026, 4, 5), "từ ngày ban hành"),
        (date(2026, 4, 10), "đến hôm nay"),
    ):
        with pytest.raises(DomainError, match=words):
            make_earlier(cast, outline.meeting, say=lambda order, day=day: Said(OrderStanding.DONE, day))
    assert not EarlierPaper.objects.exists(), "one transaction"


def test_only_a_clerk_enters_and_corrects(cast):
    meeting = meeting_with_orders(cast)
    with pytest.raises(NotAllowed):
        enter_with_orders(meeting.outlines.get(), earlier_facts(cast), {}, by=cast.leader, at=NOW)
    paper = make_earlier(cast, meeting, say=lambda order: DONE)
    with pytest.raises(NotAllowed):
        correct(paper, earlier_facts(cast), reason="Nhầm", read=paper.holding_id, by=cast.leader, at=NOW)
    with pytest.raises(NotAllowed):
        correct_standing(paper.standings.first(), OPEN, reason="Nhầm", by=cast.leader, at=NOW)


def test_a_number_is_borne_once_a_year_by_papers_issued_here_and_before(cast, quick_press):
    release = issue_at_once(make_notice(cast), at=NOW)
    assert (release.number, release.symbol) == (1, "TB-SKHCN")
    with pytest.raises(DomainError, match="phát hành trên cổng"):
        make_earlier(cast, number=1)
    make_earlier(cast, number=15)
    with pytest.raises(DomainError, match="đã nhập từ hồ sơ cũ"):
        make_earlier(cast, number=15)
    make_earlier(cast, meeting_with_orders(cast, held_on=date(2025, 4, 3)), number=15, issued_on=date(2025, 4, 6))
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlierPaper.objects.filter(year=2025).update(year=2026)


def test_the_number_register_passes_over_what_was_given_on_paper(cast, quick_press):
    make_earlier(cast, number=1)
    make_earlier(cast, number=2)
    assert next_number("TB", NOW.date()) == 3
    assert next_number("GM", NOW.date()) == 1, "another kind has numbers of its own"
    assert issue_at_once(make_notice(cast), at=NOW).number == 3
    make_earlier(cast, number=4)
    assert next_number("VB", NOW.date()) == 3, "where all kinds share one sequence, 1 and 2 are borne"
    assert issue_at_once(make_notice(cast), at=NOW).number == 5
    (state,) = sequences_of(2026)
    assert (state.count, state.missing, state.next_number) == (2, (), 6), "what was given on paper is not missing"
    assert problems_of(2026) == []


def test_a_typed_number_that_an_earlier_notice_bears_is_refused(cast, quick_press, paper_in):
    from directives.issuing import release

    make_earlier(cast, number=7)
    NumberRegister.objects.create(sequence="TB", year=2026, mode=NumberMode.TYPED)
    paper = paper_in("signed", make_notice(cast))
    with pytest.raises(DomainError, match="đã nhập từ hồ sơ cũ"):
        release(paper, by=cast.registrar, at=NOW, number=7)
    assert not Release.objects.exists()


def test_a_correction_is_a_new_entry_and_the_wrong_one_stays(client, cast):
    paper = make_earlier(cast)
    first = paper.holding
    facts = earlier_facts(cast, number=16, signer_name="Lê Văn C", units=[cast.other_commune], file=None)
    second = correct(paper, facts, reason="Chép nhầm số", read=first.pk, by=cast.clerk, at=NOW)
    paper = EarlierPaper.objects.get()
    assert (paper.full_number, paper.holding) == ("16/TB-SKHCN", second)
    assert (second.supersedes, second.sha256) == (first, first.sha256)
    assert [entry.number for entry in paper.entries.all()] == [16, 15]
    with pytest.raises(EditConflict):
        correct(paper, facts, reason="Sửa lại", read=first.pk, by=cast.clerk, at=NOW)
    client.force_login(cast.officer("clerk"))
    page = client.get(reverse("earlier-paper", args=[paper.pk])).content.decode()
    assert "Chép nhầm số" in page
    assert "“15” → “16”" in page
    call_command("verify_records")
    make_earlier(cast, number=15)  # the wrong entry does not keep the number from its owner


def test_a_correction_needs_a_reason_and_a_free_number(cast):
    paper = make_earlier(cast)
    make_earlier(cast, number=20)
    with pytest.raises(DomainError, match="lý do"):
        correct(paper, earlier_facts(cast), reason="  ", read=paper.holding_id, by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="đã nhập từ hồ sơ cũ"):
        correct(paper, earlier_facts(cast, number=20), reason="Nhầm", read=paper.holding_id, by=cast.clerk, at=NOW)


def test_a_wrong_standing_is_said_anew_and_an_open_one_is_then_followed(cast):
    paper = make_earlier(cast, say=lambda order: DONE)
    before = paper.standings.first()
    row = correct_standing(before, OPEN, reason="Đơn vị chưa gửi sản phẩm", by=cast.clerk, at=NOW)
    assert Directive.objects.get().order == before.order
    assert EarlierStanding.objects.filter(paper=paper, superseded_by=None).count() == 2
    with pytest.raises(EditConflict):
        correct_standing(before, OPEN, reason="Bấm lần nữa", by=cast.clerk, at=NOW)
    with pytest.raises(WrongState, match="đang được theo dõi"):
        correct_standing(row, DONE, reason="Xong rồi", by=cast.clerk, at=NOW)
    other = paper.standings.filter(superseded_by=None).exclude(pk=row.pk).get()
    for said, reason, words in ((DONE, "x", "giống"), (OPEN, " ", "lý do")):
        with pytest.raises(DomainError, match=words):
            correct_standing(other, said, reason=reason, by=cast.clerk, at=NOW)
    assert Directive.objects.count() == 1


def test_a_unit_that_is_gone_passes_its_order_to_the_only_one_that_carries_on(cast):
    gone = make_unit("H1", "UBND huyện Mẫu", UnitKind.RURAL_DISTRICT, valid_to=date(2026, 4, 7))
    split = make_unit("H2", "UBND huyện Chia", UnitKind.RURAL_DISTRICT, valid_to=date(2026, 4, 7))
    for old, new in ((gone, cast.commune), (split, cast.commune), (split, cast.other_commune)):
        Succession.objects.create(predecessor=old, successor=new, day=date(2026, 4, 8))
    meeting = make_meeting(cast)
    outline = meeting.outlines.get()
    for unit in (gone, split):
        make_order(outline.conclusions.create(text=f"Báo cáo của {unit}"), unit)
    make_earlier(cast, meeting)
    passed, left = Directive.objects.order_by("pk")
    assert passed.assignments.get().unit == cast.commune
    assert left.unmatched == ["UBND huyện Chia (không còn hoạt động vào ngày 09/04/2026)"]


def test_a_recurring_order_begins_with_the_period_in_which_it_is_entered(cast):
    meeting = make_meeting(cast, held_on=date(2025, 4, 3))
    item = meeting.outlines.get().conclusions.create(text="Báo cáo số liệu")
    make_order(item, cast.commune, deadline_kind=DeadlineKind.RECURRING, recurrence="quarterly")
    make_earlier(cast, meeting, issued_on=date(2025, 4, 6))
    assignment = Assignment.objects.get()
    assert (assignment.period, assignment.original_due_on) == ("2026-Q2", date(2026, 6, 30))


def test_the_file_is_verified_when_it_is_opened_and_by_the_command(client, cast, files):
    paper = make_earlier(cast)
    call_command("verify_records")
    client.force_login(cast.officer("unit_officer"))
    address = reverse("earlier-paper-file", args=[paper.pk])
    answer = client.get(address)
    assert answer.content == ONE_PAGE
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    sha256 = paper.holding.sha256
    (files / sha256[:2] / sha256).write_bytes(b"%PDF-1.7 other")
    assert client.get(address).status_code == 302
    assert "đã bị thay đổi" in client.get(reverse("earlier-paper", args=[paper.pk])).content.decode()
    with pytest.raises(DomainError, match="15/TB-SKHCN"):
        call_command("verify_records")
    storage.put(ONE_PAGE)
    call_command("verify_records")


@pytest.mark.parametrize("tampered", ["entry", "number", "receiver"])
def test_the_command_finds_what_was_changed_behind_the_portal(cast, tampered):
    paper = make_earlier(cast)
    with lifted():
        if tampered == "entry":
            EarlierEntry.objects.update(signer_name="Người Khác")
        elif tampered == "number":
            EarlierPaper.objects.update(number=99)
        else:
            paper.holding.deliveries.filter(unit=cast.commune).update(unit=cast.division)
    with pytest.raises(DomainError, match="nhật ký" if tampered != "number" else "khác với lần nhập"):
        call_command("verify_records")
