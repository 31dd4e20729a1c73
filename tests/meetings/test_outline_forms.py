"""Conclusions written by plain forms, without a line of script."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from meetings.enums import DeadlineKind, Frequency, Settlement
from meetings.outline.item_states import stamp_of
from tests.meetings.outlines import clerk, item, outline, second, sent, url, words

__all__ = ["clerk", "outline", "second"]


class TestWritingWithoutScript:
    def test_a_new_item_with_units_and_a_deadline_in_words(self, clerk, cast, outline):
        before = item(outline, "a)")
        page = clerk.get(url(outline) + f"?them-sau={before.pk}").content.decode()
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        assert 'name="label_read" value="b)"' in page
        data = {"item": "", "after": before.pk, "token": token, "text": "Lập danh mục", "kind": "item", "o": "o0",
                "label": "b)", "label_read": "b)",
                "o0-lead-add": "UBND xã Mẫu Hai", "o0-lead-add_key": "", "o0-co-add": "Hội Làm vườn", "o0-co-add_key": "",
                "o0-deadline_words": "trước ngày 30/6"}  # fmt: skip
        answer = clerk.post(url(outline, "outline-save"), data)
        new = outline.conclusions.get(text="Lập danh mục")
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"#muc-{new.pk}")
        assert new.label == "b)"
        assert [row.label for row in outline.conclusions.all()] == ["1.", "a)", "b)", "c)", "d)"]
        order = new.orders.get()
        assert (order.due_on, order.deadline_kind) == (date(2026, 6, 30), DeadlineKind.DAY)
        lead, helper = order.parties.order_by("-role")
        assert lead.unit == cast.other_commune, "typed words that name a unit are that unit"
        assert (helper.unit, helper.words) == (None, "Hội Làm vườn")
        clerk.post(url(outline, "outline-save"), data)
        assert outline.conclusions.filter(text="Lập danh mục").count() == 1, "the same form twice is one item"

    def test_enter_s_button_saves_and_goes_on_below(self, clerk, outline):
        row = item(outline, "a)")
        answer = clerk.post(url(outline, "outline-save"), sent(row, text="Rà soát cân", ke="1"))
        assert answer["Location"].endswith(f"?them-sau={row.pk}")
        row.refresh_from_db()
        assert (row.text, row.orders.get().text) == ("Rà soát cân", "Rà soát cân")

    def test_a_unit_is_taken_off_and_another_one_put_on(self, clerk, cast, outline):
        row = item(outline, "a)")
        answer = clerk.post(url(outline, "outline-save"), sent(row, bo="o0-lead:0"))
        assert f"muc={row.pk}" in answer["Location"], "the panel stays open"
        assert not row.orders.get().parties.exists()
        row.refresh_from_db()
        clerk.post(
            url(outline, "outline-save"),
            sent(
                row,
                **{
                    "o0-lead-add": "x",
                    "o0-lead-add_key": f"group:{cast.communes.pk}",
                    "o0-except-add": "y",
                    "o0-except-add_key": "XA2",
                },
            ),
        )
        order = row.orders.get()
        assert [party.group for party in order.parties.all()] == [cast.communes]
        assert list(order.excluded.all()) == [cast.other_commune]

    def test_a_second_order_and_its_removal(self, clerk, cast, outline):
        row = item(outline, "a)")
        more = {"o": ["o0", "o1"], "o1-text": "Báo cáo Sở", "o1-lead-add": "x", "o1-lead-add_key": "QLCN"}
        clerk.post(url(outline, "outline-save"), sent(row, **more))
        first, other = row.orders.all()
        assert (other.text, other.parties.get().unit) == ("Báo cáo Sở", cast.division)
        row.refresh_from_db()
        left = {"o": ["o0", "o1"], "o1-pk": other.pk, "o1-text": other.text, "bo": "o0"}
        clerk.post(url(outline, "outline-save"), sent(row, **left))
        assert list(row.orders.values_list("text", flat=True)) == ["Báo cáo Sở"]
        assert first.pk not in row.orders.values_list("pk", flat=True)

    def test_words_changed_make_a_new_day_and_a_typed_day_wins(self, clerk, outline):
        row = item(outline, "a)")
        clerk.post(url(outline, "outline-save"), sent(row, **{"o0-deadline_words": "quý III"}))
        assert row.orders.get().due_on == date(2026, 9, 30)
        row.refresh_from_db()
        clerk.post(url(outline, "outline-save"), sent(row, **{"o0-due_on": "15/9/2026"}))
        order = row.orders.get()
        assert (order.due_on, order.deadline_words, order.deadline_kind) == (date(2026, 9, 15), "quý III", "day")
        row.refresh_from_db()
        clerk.post(url(outline, "outline-save"), sent(row, **{"o0-deadline_words": "hằng quý", "o0-due_on": ""}))
        assert row.orders.get().recurrence == Frequency.QUARTERLY

    def test_a_day_that_is_none_is_told_and_nothing_typed_is_lost(self, clerk, outline):
        row = item(outline, "a)")
        answer = clerk.post(url(outline, "outline-save"), sent(row, text="Rà soát cân", **{"o0-due_on": "31/6"}))
        assert answer.status_code == 422
        assert "Không đọc được ngày đến hạn “31/6”" in unescape(answer.content.decode())
        row.refresh_from_db()
        assert row.text == "Rà soát cân", "what could be read is saved"
        assert row.orders.get().due_on == date(2026, 6, 30)

    def test_an_empty_text_is_refused_and_nothing_is_saved(self, clerk, outline):
        row = item(outline, "a)")
        answer = clerk.post(url(outline, "outline-save"), sent(row, text="  "))
        assert answer.status_code == 422
        assert "đang trống" in words(answer)
        assert item(outline, "a)").text == row.text

    @pytest.mark.parametrize(
        ("act", "labels"),
        [
            ("len", ["1.", "a)", "b)", "c)"]),
            ("thut", ["1.", "a)", "-", "b)"]),
            ("ra", ["1.", "a)", "2.", "a)"]),
            ("xoa", ["1.", "a)", "b)"]),
        ],
    )
    def test_the_acts_on_a_row(self, clerk, outline, act, labels):
        row = item(outline, "b)")
        data = {"viec": act, "thu-tu": outline.version, "stamp": stamp_of(row)}
        assert clerk.post(url(outline, "outline-act", item=row.pk), data).status_code == 302
        assert [each.label for each in outline.conclusions.all()] == labels
        clerk.post(url(outline, "outline-undo"))
        assert [each.label for each in outline.conclusions.all()] == ["1.", "a)", "b)", "c)"]
        assert [each.pk for each in outline.conclusions.all()][2] == row.pk

    def test_a_row_is_put_before_another(self, clerk, outline):
        last, first = item(outline, "c)"), item(outline, "a)")
        clerk.post(url(outline, "outline-act", item=last.pk), {"viec": "den", "truoc": first.pk})
        assert [each.text for each in outline.conclusions.all()][1] == last.text

    def test_marks_are_set_and_taken_back(self, clerk, outline):
        row = item(outline, "c)")
        for mark in ("", "untracked"):
            row.refresh_from_db()
            clerk.post(url(outline, "outline-act", item=row.pk), {"viec": f"dau:{mark}", "stamp": stamp_of(row)})
            row.refresh_from_db()
            assert row.settlement == mark
        ordered = item(outline, "a)")
        clerk.post(url(outline, "outline-save"), sent(ordered, mark="no_task"))
        ordered.refresh_from_db()
        assert (ordered.settlement, ordered.orders.count()) == (Settlement.NO_TASK, 0)

    def test_numbering_anew_and_a_label_typed(self, clerk, outline):
        row = item(outline, "c)")
        clerk.post(url(outline, "outline-save"), sent(row, label="x)"))
        assert item(outline, "x)").pk == row.pk
        clerk.post(url(outline, "outline-relabel"))
        assert item(outline, "c)").pk == row.pk

    def test_a_label_that_was_renumbered_meanwhile_is_not_written_back(self, clerk, outline):
        row = item(outline, "c)")
        typed = sent(row, text="Ghi nhận")
        outline.conclusions.filter(pk=row.pk).update(label="d)")
        clerk.post(url(outline, "outline-save"), typed)
        assert item(outline, "d)").text == "Ghi nhận"

    def test_nonsense_changes_nothing(self, clerk, outline):
        before = [(row.pk, row.text, row.level) for row in outline.conclusions.all()]
        act = url(outline, "outline-act", item=item(outline, "a)").pk)
        for data in ({}, {"viec": "khong-co"}, {"viec": "den", "truoc": "9999999"}, {"viec": "xoa"}):
            clerk.post(act, data)
        clerk.post(url(outline, "outline-act", item=10**9), {"viec": "len"})
        junk = {"item": "x", "text": "", "o": ["a", "b"], "token": "không", "due_on": "\x00", "kind": "khác"}
        clerk.post(url(outline, "outline-save"), junk)
        assert [(row.pk, row.text, row.level) for row in outline.conclusions.all()] == before
