"""Superiors' papers: read, looked through, given as work with their number everywhere, verified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from directives.enums import Basis, SuperiorBody
from directives.models import Assignment, Directive, DirectiveEvent
from directives.rulings.entering import ItemFacts, RulingFacts, add_items, discard, edit_facts, mark_item, save_item
from directives.rulings.models import Ruling, RulingItem
from directives.rulings.proposing import ProposedItem, body_of, in_small_letters
from directives.rulings.setting_off import set_off
from directives.rulings.verifying import ruling_problems
from districts.enums import UnitKind
from districts.errors import DomainError, EditConflict, Frozen, NotAllowed, WrongState
from districts.models import UnitGroup
from meetings import storage
from meetings.enums import PartyRole
from tests.cast import NOW, make_unit
from tests.earlier_papers import make_earlier
from tests.rulings import FACTS, enter_ruling, make_ruling


@pytest.fixture(autouse=True)
def _files(files) -> None:
    """Every test here stores a paper."""


def facts(**changes) -> RulingFacts:
    return RulingFacts(**FACTS | changes)


def item_facts(item: RulingItem, **changes) -> ItemFacts:
    same = ItemFacts(item.text, item.label, item.is_ours, [], [], item.product, item.deadline_words, item.due_on)
    return replace(same, **changes)


def test_chosen_items_become_directives_and_others_do_not(cast):
    ruling = make_ruling(cast)
    plan, points = Directive.objects.order_by("pk")
    assert (plan.text, plan.due_on, plan.source_label) == ("Hoàn thành đề án chuyển đổi số", date(2026, 6, 30), "1.a")
    assert (plan.order, plan.release, plan.ruling_item.ruling) == (None, None, ruling)
    assert plan.leader_words == "Trần Văn L, Chánh Văn phòng"
    assert plan.lead_words == "Phòng Quản lý Công nghệ"
    shown = {(a.unit.code, a.role, a.basis) for a in Assignment.objects.all()}
    assert shown == {
        ("QLCN", PartyRole.LEAD, Basis.ORDER),
        ("XA1", PartyRole.COORDINATING, Basis.SUPERIOR),
        ("XA1", PartyRole.LEAD, Basis.SUPERIOR),
    }
    assert points.assignments.get().original_due_on is None


@pytest.mark.parametrize(
    ("body", "kind", "basis"),
    [
        (SuperiorBody.PEOPLE_COMMITTEE, UnitKind.WARD, Basis.SUPERIOR),
        (SuperiorBody.PARTY, UnitKind.WARD, Basis.REQUEST),
        (SuperiorBody.PEOPLE_COMMITTEE, UnitKind.ASSOCIATION, Basis.REQUEST),
        (SuperiorBody.PARTY, UnitKind.CENTRE, Basis.ORDER),
    ],
)
def test_the_basis_follows_from_who_ruled_and_who_does_it(cast, body, kind, basis):
    unit = make_unit("U1", "Đơn vị Mẫu", kind)
    ruling = enter_ruling(cast, ProposedItem("Báo cáo", is_ours=True, leads=[unit]), body=body)
    set_off(ruling, by=cast.clerk, at=NOW)
    assert Assignment.objects.get().basis == basis


def test_a_directive_has_exactly_one_source(cast):
    make_ruling(cast)
    earlier = make_earlier(cast)
    for change in ({"earlier": earlier}, {"ruling_item": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Directive.objects.filter(ruling_item__label="1.a").update(**change)


def test_of_two_clicks_the_second_gives_nothing_again(cast):
    ruling = make_ruling(cast)
    with pytest.raises(WrongState, match="Không còn việc nào"):
        set_off(ruling, by=cast.clerk, at=NOW)
    assert Directive.objects.count() == 2
    mark_item(ruling.items.get(label="2"), ours=True, by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="chưa có đơn vị chủ trì"):
        set_off(ruling, by=cast.clerk, at=NOW)
    item = ruling.items.get(label="2")
    save_item(item, item_facts(item, leads=[cast.secretariat]), by=cast.clerk, at=NOW)
    assert len(set_off(ruling, by=cast.leader, at=NOW)) == 1, "what was chosen later is given later"


def test_nothing_is_given_while_the_paper_lacks_its_number_or_an_item_its_unit(cast):
    ruling = enter_ruling(cast, ProposedItem("Báo cáo", is_ours=True, leads=[cast.division]), number="", signer_name="")
    with pytest.raises(DomainError, match="còn thiếu: số, ký hiệu, người ký"):
        set_off(ruling, by=cast.clerk, at=NOW)
    edit_facts(ruling, facts(), reason="", by=cast.clerk, at=NOW)
    add_items(ruling, ["Báo cáo thêm", " "], by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="chưa có đơn vị chủ trì"):
        set_off(ruling, by=cast.clerk, at=NOW)
    assert not Directive.objects.exists(), "all of them, or none"


def test_a_group_stands_for_its_units_and_one_without_any_is_named(cast):
    empty = UnitGroup.objects.create(name="các đặc khu", kinds=[UnitKind.SPECIAL_ZONE])
    both = [cast.communes, cast.commune, empty]
    ruling = enter_ruling(cast, ProposedItem("Báo cáo", is_ours=True, leads=both, helpers=[cast.commune]))
    (directive,) = set_off(ruling, by=cast.clerk, at=NOW)
    assert {(a.unit, a.role) for a in directive.assignments.all()} == {
        (cast.commune, PartyRole.LEAD),
        (cast.other_commune, PartyRole.LEAD),
    }
    assert directive.unmatched == ["các đặc khu (không còn hoạt động vào ngày 09/04/2026)"]


def test_who_may_do_what(cast):
    ruling = enter_ruling(cast, ProposedItem("Báo cáo", is_ours=True, leads=[cast.division]))
    item = ruling.items.get()
    for officer in (cast.leader, cast.registrar, cast.unit_head):
        for act in (
            lambda by: edit_facts(ruling, facts(), reason="", by=by, at=NOW),
            lambda by: save_item(item, item_facts(item), by=by, at=NOW),
            lambda by: mark_item(item, ours=False, by=by, at=NOW),
            lambda by: add_items(ruling, ["A"], by=by, at=NOW),
            lambda by: discard(ruling, by=by, at=NOW),
        ):
            with pytest.raises(NotAllowed):
                act(officer)
    for officer in (cast.registrar, cast.division_head, cast.unit_head):
        with pytest.raises(NotAllowed):
            set_off(ruling, by=officer, at=NOW)
    assert len(set_off(ruling, by=cast.leader, at=NOW)) == 1


def test_what_was_given_is_frozen_and_the_paper_stays(cast):
    ruling = make_ruling(cast)
    item = ruling.items.get(label="1.a")
    with pytest.raises(Frozen):
        save_item(item, item_facts(item, text="Khác"), by=cast.clerk, at=NOW)
    with pytest.raises(Frozen):
        mark_item(item, ours=False, by=cast.clerk, at=NOW)
    with pytest.raises(Frozen):
        discard(ruling, by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="phải ghi lý do"):
        edit_facts(ruling, facts(number="216/TB-UBND"), reason=" ", by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="không để trống"):
        edit_facts(ruling, facts(number=""), reason="x", by=cast.clerk, at=NOW)
    edit_facts(Ruling.objects.get(), facts(number="216/TB-UBND"), reason="Chép nhầm số", by=cast.clerk, at=NOW)
    note = DirectiveEvent.objects.filter(verb="edit_ruling").get().note
    assert "“215/TB-UBND” → “216/TB-UBND”" in note
    assert "Chép nhầm số" in note
    call_command("verify_records")


def test_two_people_at_once(cast):
    ruling = enter_ruling(cast, ProposedItem("Báo cáo", is_ours=True))
    first, second = Ruling.objects.get(), Ruling.objects.get()
    edit_facts(first, facts(abstract="Một"), reason="", by=cast.clerk, at=NOW)
    with pytest.raises(EditConflict):
        edit_facts(second, facts(abstract="Hai"), reason="", by=cast.clerk, at=NOW)
    one, two = ruling.items.get(), ruling.items.get()
    save_item(one, item_facts(one, text="Một"), by=cast.clerk, at=NOW)
    with pytest.raises(EditConflict):
        save_item(two, item_facts(two, text="Hai"), by=cast.clerk, at=NOW)
    assert (Ruling.objects.get().abstract, ruling.items.get().text) == ("Một", "Một")


def test_a_paper_is_entered_once(cast):
    enter_ruling(cast)
    with pytest.raises(DomainError, match="Tệp này đã được nhập"):
        enter_ruling(cast, number="9/TB-UBND")
    with pytest.raises(DomainError, match="215/TB-UBND của UBND tỉnh Mẫu đã được nhập"):
        enter_ruling(cast, data=b"%PDF-1.7 again")
    enter_ruling(cast, data=b"%PDF-1.7 party", issuer="Tỉnh ủy Mẫu")
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.filter(issuer="Tỉnh ủy Mẫu").update(issuer="UBND tỉnh Mẫu")


@pytest.mark.parametrize(
    ("printed", "within_a_sentence"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH MẪU", "UBND tỉnh Mẫu"),
        ("TỈNH ỦY MẪU", "Tỉnh ủy Mẫu"),
        ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "Bộ khoa học và công nghệ"),
        ("UBND tỉnh Mẫu", "UBND tỉnh Mẫu"),
    ],
)
def test_an_issuer_in_capitals_is_written_as_in_a_sentence(printed, within_a_sentence):
    assert in_small_letters(printed) == within_a_sentence


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH MẪU", SuperiorBody.PEOPLE_COMMITTEE),
        ("TỈNH ỦY MẪU", SuperiorBody.PARTY),
        ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", SuperiorBody.OTHER),
        ("", SuperiorBody.PEOPLE_COMMITTEE),
    ],
)
def test_the_body_is_guessed_from_the_issuer(words, body):
    assert body_of(words) == body


def test_another_file_with_a_sha_256_of_its_own_is_told(cast):
    ruling = make_ruling(cast)
    assert list(ruling_problems()) == []
    entered = DirectiveEvent.objects.get(verb="enter_ruling")
    assert entered.note == f"tb-ubnd.pdf, SHA-256 {ruling.sha256}"
    Ruling.objects.update(sha256=storage.put(b"%PDF-1.7 khac"))
    (told,) = ruling_problems()
    assert "không phải tệp ghi trong nhật ký lúc nhập" in told
    Ruling.objects.update(file_name=entered.note)
    assert len(list(ruling_problems())) == 1, "a name that looks like the record is no way around it"


def test_a_paper_that_was_entered_before_is_not_stored_again(cast, files):
    enter_ruling(cast, ProposedItem("Báo cáo", is_ours=True))
    stored = sorted(files.rglob("*"))
    with pytest.raises(DomainError, match="đã được nhập"):
        enter_ruling(cast, ProposedItem("Báo cáo", is_ours=True), data=b"%PDF-1.7 ban khac")
    assert sorted(files.rglob("*")) == stored
