"""Writing an outline: items are added, moved, indented and deleted with what lies beneath them, and taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from districts.errors import DomainError, EditConflict
from meetings.enums import ConclusionKind, PartyRole, Settlement
from meetings.models import Conclusion, EditDraft, MeetingEvent
from meetings.outline.editing import add_item, delete, indent, move, name_label, place, relabel
from meetings.outline.item_saving import Overtaken, save_item, settle
from meetings.outline.item_states import ItemState, OrderState, PartyState, stamp_of, state_of
from meetings.outline.undoing import BUILT_UPON, last_act, undo
from tests.cast import NOW, make_conclusions, make_meeting
from tests.meetings.outlined_rows import ROWS, acting, other_clerk, outline, pk_of, shape, stamp, written

__all__ = ["acting", "outline"]


class TestAdding:
    def test_after_a_heading_comes_its_first_item(self, outline, acting):
        row = add_item(outline, written("Mở đầu"), after=pk_of(outline, "Các phòng"), **acting)
        assert shape(outline)[4:6] == ["3 a) Mở đầu", "3 b) Rà soát thiết bị"]
        assert row.parent.text == "Các phòng"

    def test_after_an_item_comes_its_next_sibling_and_the_others_are_renumbered(self, outline, acting):
        add_item(outline, written("Kiểm tra cân"), after=pk_of(outline, "Rà soát thiết bị"), **acting)
        assert shape(outline)[4:7] == ["3 a) Rà soát thiết bị", "3 b) Kiểm tra cân", "3 c) Lập danh sách"]

    def test_labels_that_a_person_numbered_otherwise_stay(self, outline, acting):
        outline.conclusions.filter(text="Các xã").update(label="7.")
        add_item(outline, written("Kiểm tra cân"), after=pk_of(outline, "Rà soát thiết bị"), **acting)
        assert shape(outline)[5:] == ["3 b) Kiểm tra cân", "3 b) Lập danh sách", "2 7. Các xã"]

    def test_a_label_as_typed_is_kept(self, outline, acting):
        row = add_item(outline, written("Riêng"), after=None, label="*", **acting)
        assert shape(outline)[-1] == "2 * Riêng"
        assert row.settlement == Settlement.NONE

    def test_the_first_of_all(self, cast, acting):
        outline = make_meeting(cast).outlines.get()
        add_item(outline, written("Đánh giá"), after=None, **acting)
        assert shape(outline) == ["1 I. Đánh giá"]

    def test_the_same_form_twice_is_one_item_with_the_later_text(self, outline, acting):
        token = uuid4()
        first = add_item(outline, written("Rà s"), after=None, token=token, **acting)
        again = add_item(outline, written("Rà soát"), after=None, token=token, **acting)
        assert (again.pk, again.text) == (first.pk, "Rà soát")
        assert outline.conclusions.count() == len(ROWS) + 1

    def test_nothing_is_added_without_words(self, outline, acting):
        with pytest.raises(DomainError, match="đang trống"):
            add_item(outline, written("  \n "), after=None, **acting)


class TestMoving:
    def test_a_row_goes_with_what_lies_beneath_it(self, outline, acting):
        move(outline, item=pk_of(outline, "Nhiệm vụ"), up=True, **acting)
        assert shape(outline) == [
            "1 I. Nhiệm vụ",
            "2 1. Các phòng",
            "3 a) Rà soát thiết bị",
            "3 b) Lập danh sách",
            "2 2. Các xã",
            "1 II. Đánh giá chung",
            "2 1. Kết quả quý",
        ]

    def test_down_past_the_next_one(self, outline, acting):
        move(outline, item=pk_of(outline, "Các phòng"), up=False, **acting)
        assert [line.split(" ", 2)[2] for line in shape(outline)[3:]] == [
            "Các xã",
            "Các phòng",
            "Rà soát thiết bị",
            "Lập danh sách",
        ]

    def test_from_the_edge_of_its_part_into_the_part_beside_it(self, outline, acting):
        move(outline, item=pk_of(outline, "Các phòng"), up=True, **acting)
        assert outline.conclusions.get(text="Các phòng").parent.text == "Đánh giá chung"
        move(outline, item=pk_of(outline, "Các phòng"), up=False, **acting)
        assert outline.conclusions.get(text="Các phòng").parent.text == "Nhiệm vụ"

    @pytest.mark.parametrize(("text", "up"), [("Đánh giá chung", True), ("Kết quả quý", True), ("Các xã", False)])
    def test_not_past_the_ends(self, outline, acting, text, up):
        before = shape(outline)
        with pytest.raises(DomainError, match="dàn ý"):
            move(outline, item=pk_of(outline, text), up=up, **acting)
        assert shape(outline) == before

    def test_put_before_another_one_it_takes_a_level_that_fits(self, outline, acting):
        place(outline, item=pk_of(outline, "Lập danh sách"), before=pk_of(outline, "Đánh giá chung"), **acting)
        assert shape(outline)[0].startswith("1 ")
        place(outline, item=pk_of(outline, "Kết quả quý"), before=None, **acting)
        assert shape(outline)[-1].endswith("Kết quả quý")

    def test_not_into_itself(self, outline, acting):
        with pytest.raises(DomainError, match="mục con"):
            place(outline, item=pk_of(outline, "Nhiệm vụ"), before=pk_of(outline, "Lập danh sách"), **acting)

    def test_deeper_and_back(self, outline, acting):
        before = shape(outline)
        indent(outline, item=pk_of(outline, "Lập danh sách"), deeper=True, **acting)
        assert shape(outline)[5] == "4 - Lập danh sách"
        assert outline.conclusions.get(text="Lập danh sách").parent.text == "Rà soát thiết bị"
        indent(outline, item=pk_of(outline, "Lập danh sách"), deeper=False, **acting)
        assert shape(outline) == before

    @pytest.mark.parametrize(
        ("text", "deeper"), [("Đánh giá chung", False), ("Đánh giá chung", True), ("Kết quả quý", True)]
    )
    def test_not_deeper_than_something_above_nor_out_of_the_outline(self, outline, acting, text, deeper):
        with pytest.raises(DomainError):
            indent(outline, item=pk_of(outline, text), deeper=deeper, **acting)

    def test_who_saw_another_order_moves_nothing(self, outline, acting):
        seen = outline.version
        move(outline, item=pk_of(outline, "Nhiệm vụ"), up=True, seen=seen, **acting)
        before = shape(outline)
        with pytest.raises(EditConflict, match="đổi thứ tự"):
            move(outline, item=pk_of(outline, "Các xã"), up=True, seen=seen, **acting)
        assert shape(outline) == before


def test_what_lay_beneath_a_deleted_row_goes_up(outline, acting):
    pk = pk_of(outline, "Các phòng")
    delete(outline, item=pk, stamp=stamp(outline, pk), **acting)
    assert [line[0] for line in shape(outline)[3:]] == ["2", "2", "2"]


def test_a_row_that_was_saved_meanwhile_is_not_deleted(outline, acting):
    pk = pk_of(outline, "Các xã")
    old = stamp(outline, pk)
    outline.conclusions.get(pk=pk).save()
    with pytest.raises(EditConflict, match="chưa xóa"):
        delete(outline, item=pk, stamp=old, **acting)
    assert outline.conclusions.filter(pk=pk).exists()


def test_numbering_anew(outline, acting):
    outline.conclusions.filter(text="Các xã").update(label="9.")
    relabel(outline, **acting)
    assert shape(outline)[-1] == "2 2. Các xã"
    with pytest.raises(DomainError, match="đúng thứ tự"):
        relabel(outline, **acting)
    name_label(outline, item=pk_of(outline, "Các xã"), label=" 2b. ", **acting)
    assert shape(outline)[-1] == "2 2b. Các xã"


class TestUndoing:
    def acts(self, outline, acting):
        pk = pk_of(outline, "Các phòng")
        yield lambda: add_item(outline, written("Thêm"), after=pk, **acting)
        yield lambda: move(outline, item=pk, up=False, **acting)
        yield lambda: indent(outline, item=pk_of(outline, "Lập danh sách"), deeper=True, **acting)
        yield lambda: delete(outline, item=pk, stamp=stamp(outline, pk), **acting)
        yield lambda: save_item(outline, pk, written("Tên khác"), stamp=stamp(outline, pk), **acting)
        yield lambda: settle(outline, pk, Settlement.UNTRACKED, stamp=stamp(outline, pk), **acting)
        yield lambda: name_label(outline, item=pk, label="x)", **acting)

    @pytest.mark.parametrize("number", range(7))
    def test_each_act_can_be_taken_back(self, outline, acting, number):
        before = shape(outline), [state_of(row) for row in outline.conclusions.all()]
        list(self.acts(outline, acting))[number]()
        assert before != (shape(outline), [state_of(row) for row in outline.conclusions.all()])
        undo(outline, **acting)
        assert before == (shape(outline), [state_of(row) for row in outline.conclusions.all()])

    def test_one_after_the_other(self, outline, acting):
        states = [shape(outline)]
        for act in self.acts(outline, acting):
            if len(states) == 5:
                break
            act()
            states.append(shape(outline))
        for state in reversed(states[:-1]):
            undo(outline, **acting)
            assert shape(outline) == state
        assert last_act(outline, acting["by"]) is None
        with pytest.raises(DomainError, match="Không có thao tác"):
            undo(outline, **acting)

    def test_a_deleted_item_comes_back_with_its_orders_under_its_old_number(self, cast, acting):
        outline = make_meeting(cast).outlines.get()
        item = make_conclusions(outline, cast)[1]
        before = state_of(outline.conclusions.get(pk=item.pk))
        delete(outline, item=item.pk, stamp=stamp(outline, item.pk), **acting)
        undo(outline, **acting)
        assert state_of(outline.conclusions.get(pk=item.pk)) == before
        assert before.orders[0].parties[0].unit == cast.commune.pk

    def test_what_another_has_built_upon_stays_and_is_told(self, outline, cast, acting):
        pk = pk_of(outline, "Các xã")
        save_item(outline, pk, written("Bản của A"), stamp=stamp(outline, pk), **acting)
        save_item(outline, pk, written("Bản của B"), stamp=stamp(outline, pk), by=other_clerk(cast), at=NOW)
        with pytest.raises(EditConflict) as refused:
            undo(outline, **acting)
        assert str(refused.value) == BUILT_UPON.format(act="sửa nội dung mục")
        assert outline.conclusions.get(pk=pk).text == "Bản của B"
        assert last_act(outline, acting["by"]) is None, "it does not stand in the way of the acts before it"

    def test_another_s_act_is_not_mine_to_take_back(self, outline, cast, acting):
        move(outline, item=pk_of(outline, "Nhiệm vụ"), up=True, **acting)
        with pytest.raises(DomainError, match="Không có thao tác"):
            undo(outline, by=other_clerk(cast), at=NOW)

    def test_saves_of_one_go_are_one_act(self, outline, acting):
        pk = pk_of(outline, "Các xã")
        for seconds, text in enumerate(["Các x", "Các xã ph", "Các xã, phường"]):
            at = NOW + timedelta(seconds=2 * seconds)
            save_item(outline, pk, written(text), stamp=stamp(outline, pk), by=acting["by"], at=at)
        assert outline.acts.count() == 1
        assert MeetingEvent.objects.filter(verb="outline_edit").count() == 1
        undo(outline, **acting)
        assert outline.conclusions.get(pk=pk).text == "Các xã"


class TestSaving:
    def test_text_units_exceptions_and_deadline_are_saved_together(self, outline, cast, acting):
        pk = pk_of(outline, "Các xã")
        parties = (
            PartyState(PartyRole.LEAD, group=cast.communes.pk),
            PartyState(PartyRole.COORDINATING, unit=cast.division.pk),
            PartyState(PartyRole.COORDINATING, words="Hội Làm vườn"),
        )
        order = OrderState(product="Báo cáo", parties=parties, excluded=(cast.other_commune.pk,))
        saved = save_item(outline, pk, written("Gửi tin bài", order), stamp=stamp(outline, pk), **acting)
        stored = state_of(Conclusion.objects.get(pk=pk)).orders[0]
        assert stored.text == "Gửi tin bài", "an order without words of its own has those of its item"
        assert (stored.parties, stored.excluded, stored.product) == (parties, (cast.other_commune.pk,), "Báo cáo")
        assert saved.settlement == Settlement.NONE

    def test_an_order_in_the_item_s_words_follows_them(self, cast, acting):
        outline = make_meeting(cast).outlines.get()
        item = make_conclusions(outline, cast)[1]
        state = state_of(item)
        changed = ItemState(
            "Rà soát cân tại chợ", orders=(state.orders[0].__class__(**vars(state.orders[0]) | {"text": ""}),)
        )
        save_item(outline, item.pk, changed, stamp=stamp_of(item), **acting)
        assert item.orders.get().text == "Rà soát cân tại chợ"

    def test_the_second_to_save_is_told_and_their_text_is_kept(self, outline, cast, acting):
        pk = pk_of(outline, "Các xã")
        read = stamp(outline, pk)
        save_item(outline, pk, written("Bản thứ nhất"), stamp=read, **acting)
        second = other_clerk(cast)
        with pytest.raises(Overtaken) as refused:
            save_item(outline, pk, written("Bản thứ hai"), stamp=read, by=second, at=NOW)
        assert outline.conclusions.get(pk=pk).text == "Bản thứ nhất"
        kept = EditDraft.objects.get()
        assert kept == refused.value.draft
        assert (kept.officer, kept.content["text"], kept.stamp) == (second, "Bản thứ hai", read)
        with pytest.raises(Overtaken):
            save_item(outline, pk, written("Bản thứ hai, thêm"), stamp=read, by=second, at=NOW)
        assert EditDraft.objects.get().content["text"] == "Bản thứ hai, thêm"

    def test_a_kept_text_stays_until_it_was_looked_at_or_says_what_is_stored(self, outline, acting):
        """Its writer goes on in another window, where it is not shown."""
        pk = pk_of(outline, "Các xã")
        read = stamp(outline, pk)
        save_item(outline, pk, written("Cửa sổ một"), stamp=read, **acting)
        with pytest.raises(Overtaken):
            save_item(outline, pk, written("Cửa sổ hai"), stamp=read, **acting)
        save_item(outline, pk, written("Cửa sổ một, thêm"), stamp=stamp(outline, pk), **acting)
        assert EditDraft.objects.get().content["text"] == "Cửa sổ hai"
        save_item(outline, pk, written("Cửa sổ hai"), stamp=stamp(outline, pk), **acting)
        assert not EditDraft.objects.exists()

    def test_what_is_stored_already_is_no_conflict_though_its_order_was_new(self, outline, acting):
        """The answer to the first sending was lost on the way; the form sends the same once more."""
        pk = pk_of(outline, "Các xã")
        read, wanted = stamp(outline, pk), written("Có việc mới", OrderState(product="báo cáo"))
        first = save_item(outline, pk, wanted, stamp=read, **acting)
        again = save_item(outline, pk, wanted, stamp=read, **acting)
        assert again.version == first.version
        assert [order.pk for order in again.orders.all()] == [order.pk for order in first.orders.all()]
        assert not EditDraft.objects.exists()

    def test_an_order_changed_by_another_way_is_noticed_too(self, cast, acting):
        outline = make_meeting(cast).outlines.get()
        item = make_conclusions(outline, cast)[1]
        read = stamp_of(item)
        item.orders.get().save()
        with pytest.raises(Overtaken):
            save_item(outline, item.pk, written("Khác"), stamp=read, **acting)

    def test_the_text_for_a_deleted_item_is_kept(self, outline, acting, cast):
        pk = pk_of(outline, "Các xã")
        read = stamp(outline, pk)
        delete(outline, item=pk, stamp=read, **acting)
        with pytest.raises(Overtaken, match="người khác xóa"):
            save_item(outline, pk, written("Đang gõ dở"), stamp=read, by=other_clerk(cast), at=NOW)
        assert EditDraft.objects.get().content["text"] == "Đang gõ dở"

    def test_a_mark_takes_the_place_of_orders_and_orders_that_of_a_mark(self, cast, acting):
        outline = make_meeting(cast).outlines.get()
        item = make_conclusions(outline, cast)[1]
        settle(outline, item.pk, Settlement.NO_TASK, stamp=stamp_of(item), **acting)
        assert not item.orders.exists()
        party = PartyState(PartyRole.LEAD, unit=cast.commune.pk)
        wanted = ItemState(item.text, settlement=Settlement.NO_TASK, orders=(OrderState(parties=(party,)),))
        assert (
            save_item(outline, item.pk, wanted, stamp=stamp(outline, item.pk), **acting).settlement == Settlement.NONE
        )

    def test_a_secret_is_refused_with_nothing_saved(self, outline, acting):
        pk = pk_of(outline, "Các xã")
        with pytest.raises(DomainError):
            save_item(outline, pk, written("TUYỆT MẬT\nnội dung"), stamp=stamp(outline, pk), **acting)
        assert outline.conclusions.get(pk=pk).text == "Các xã"


def test_a_failed_act_leaves_nothing_half_done(outline, acting, monkeypatch):
    before = shape(outline)
    monkeypatch.setattr("meetings.outline.editing.keep", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        move(outline, item=pk_of(outline, "Các phòng"), up=True, **acting)
    assert shape(outline) == before
    assert outline.conclusions.first().kind == ConclusionKind.HEADING
