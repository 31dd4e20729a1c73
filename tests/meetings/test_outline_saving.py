"""An item that saves itself while it is written, and two people who write the same one."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from uuid import uuid4

import pytest

from meetings.models import EditDraft
from meetings.outline.item_states import stamp_of
from tests.meetings.outlines import HTMX, clerk, item, outline, second, sent, url, words

__all__ = ["clerk", "outline", "second"]


class TestSavingByItself:
    def save(self, clerk, outline, data):
        return clerk.post(url(outline, "outline-save"), data | {"tu": "1"}, headers=HTMX)

    def test_it_says_when_and_hands_out_the_new_stamp(self, clerk, outline):
        row = item(outline, "a)")
        answer = self.save(clerk, outline, sent(row, text="Theo Quyết định số 12/QĐ-UBND, rà soát cân"))
        row.refresh_from_db()
        page = answer.content.decode()
        assert re.search(r"Tự lưu lúc \d\d:\d\d", page)
        assert f'id="muc-stamp" name="stamp" value="{stamp_of(row)}"' in page
        assert "Viện dẫn:" in page
        assert 'id="kiem-tra"' in page
        again = self.save(clerk, outline, sent(row, text="Rà soát cân tại chợ"))
        assert again.status_code == 200

    @pytest.mark.parametrize("field", ["text", "o0-text"])
    def test_a_text_without_end_is_refused_with_a_sentence(self, clerk, outline, field):
        row = item(outline, "a)")
        answer = self.save(clerk, outline, sent(row, **{field: "chữ " * 5001}))
        assert answer.status_code == 422
        assert "Nội dung dài quá 20.000 ký tự" in words(answer)
        assert self.save(clerk, outline, sent(row, **{field: "chữ " * 5000})).status_code == 200
        row.refresh_from_db()
        assert row.version == 2

    def test_nothing_changed_is_nothing_written(self, clerk, outline):
        row = item(outline, "a)")
        self.save(clerk, outline, sent(row))
        row.refresh_from_db()
        assert row.version == 1
        assert not outline.acts.exists()

    def test_a_new_item_gets_its_number_at_the_first_save_and_is_one(self, clerk, outline):
        data = {"item": "", "after": "", "token": str(uuid4()), "text": "Rà", "kind": "item", "o": "o0"}
        answer = self.save(clerk, outline, data)
        new = outline.conclusions.get(text="Rà")
        assert f'id="muc-item" name="item" value="{new.pk}"' in answer.content.decode()
        assert answer["HX-Replace-Url"].endswith(f"?muc={new.pk}")
        assert self.save(clerk, outline, data | {"text": "Rà soát"}).status_code == 200, "the answer was lost"
        assert outline.conclusions.filter(text__startswith="Rà s").count() == 2

    def test_a_new_item_sent_again_after_another_wrote_in_it_keeps_the_text_as_a_draft(self, clerk, second, outline):
        data = {"item": "", "after": "", "token": str(uuid4()), "text": "Rà soát cân", "kind": "item", "o": "o0"}
        self.save(clerk, outline, data)
        new = outline.conclusions.get(text="Rà soát cân")
        assert self.save(second, outline, sent(new, text="Rà soát cân ở chợ")).status_code == 200
        again = self.save(clerk, outline, data | {"text": "Rà soát cân điện tử"})
        assert again.status_code == 409
        assert "Mục này vừa được người khác sửa" in words(again)
        new.refresh_from_db()
        assert new.text == "Rà soát cân ở chợ"
        assert EditDraft.objects.get(conclusion=new).content["text"] == "Rà soát cân điện tử"

    def test_words_half_typed_in_the_field_of_units_wait(self, clerk, outline):
        row = item(outline, "a)")
        self.save(clerk, outline, sent(row, text="Khác", **{"o0-lead-add": "UBND x", "o0-lead-add_key": ""}))
        assert [str(party) for party in row.orders.get().parties.all()] == ["UBND xã Mẫu Một"]

    def test_a_new_order_is_made_once(self, clerk, outline):
        row = item(outline, "c)")
        data = sent(row, **{"o0-deadline_words": "quý III"})
        page = self.save(clerk, outline, data).content.decode()
        order = row.orders.get()
        assert f'id="o0-pk" name="o0-pk" value="{order.pk}"' in page
        row.refresh_from_db()
        self.save(clerk, outline, sent(row, **{"o0-deadline_words": "quý IV", "o0-due_on": ""}))
        assert row.orders.get().due_on == date(2026, 12, 31)

    def test_trouble_is_told_beside_the_text(self, clerk, outline):
        answer = self.save(clerk, outline, sent(item(outline, "a)"), text=""))
        assert answer.status_code == 422
        assert "Chưa lưu: Nội dung mục đang trống." in words(answer)
        assert self.save(clerk, outline, {"item": "", "text": " ", "token": str(uuid4())}).status_code == 204

    def test_an_act_answers_with_the_region_alone(self, clerk, outline):
        row = item(outline, "b)")
        answer = clerk.post(url(outline, "outline-act", item=row.pk), {"viec": "len"}, headers=HTMX)
        page = answer.content.decode()
        assert page.lstrip().startswith('<div id="ket-luan"')
        assert answer["HX-Replace-Url"].endswith(f"?xem={row.pk}")
        refused = clerk.post(url(outline, "outline-act", item=row.pk), {"viec": "len", "thu-tu": "1"}, headers=HTMX)
        assert refused.status_code == 409
        assert "đổi thứ tự" in words(refused)


class TestDeadlineWhileTyping:
    @pytest.mark.parametrize(
        ("typed", "day", "told"),
        [
            ("trước ngày 30/6", "30/06/2026", "Thứ Ba, 30/06/2026, ngày làm việc."),
            ("30/4/2026", "30/04/2026", "ngày nghỉ; ngày làm việc kế tiếp là 04/05/2026"),
            ("10 ngày làm việc", "", "Đến hạn sau 10 ngày làm việc"),
            ("khi có điều kiện", "", "Chưa đọc được ngày"),
        ],
    )
    def test_words_become_a_day(self, clerk, outline, typed, day, told):
        answer = clerk.get(url(outline, "outline-deadline"), {"n": "2", "o2-deadline_words": typed}, headers=HTMX)
        page = unescape(answer.content.decode())
        assert f'name="o2-due_on" value="{day}"' in page
        assert told in page

    def test_a_typed_day_is_told_too(self, clerk, outline):
        page = clerk.get(url(outline, "outline-deadline"), {"n": "0", "ngay": "1", "o0-due_on": "28/6/2026"})
        assert "Chủ nhật, 28/06/2026, ngày nghỉ" in words(page)
        bad = clerk.get(url(outline, "outline-deadline"), {"n": "0", "ngay": "1", "o0-due_on": "28/6"})
        assert "Không đọc được ngày đến hạn" in words(bad)


class TestTwoPeople:
    def conflict(self, clerk, second, outline, **changes):
        row = item(outline, "a)")
        mine = sent(row, **({"text": "Rà soát thiết bị đo lường tại siêu thị trên địa bàn"} | changes))
        theirs = sent(row, text="Rà soát thiết bị đo lường tại chợ trên địa bàn trước mùa vụ")
        assert clerk.post(url(outline, "outline-save"), theirs).status_code == 302
        return row, second.post(url(outline, "outline-save"), mine)

    def test_the_second_sees_both_texts_and_loses_nothing(self, clerk, second, outline):
        row, answer = self.conflict(clerk, second, outline)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "<ins>siêu thị</ins>" in page
        assert "<ins> trước mùa vụ</ins>" in page
        assert "Nguyễn Văn A (Phòng Quản lý Công nghệ) đã lưu mục 1.a" in words(answer)
        assert "tại siêu thị trên địa bàn trước mùa vụ</textarea>" in page, "both changes are proposed"
        row.refresh_from_db()
        assert row.text.endswith("trước mùa vụ")
        draft = EditDraft.objects.get()
        assert url(outline, "outline-conflict", draft=draft.pk) in second.get(url(outline)).content.decode()
        assert "siêu thị" in words(second.get(url(outline, "outline-conflict", draft=draft.pk)))

    @pytest.mark.parametrize(
        ("choice", "text"),
        [
            ("giu", "Rà soát thiết bị đo lường tại chợ trên địa bàn trước mùa vụ"),
            ("cua-toi", "Rà soát thiết bị đo lường tại siêu thị trên địa bàn"),
            ("ghep", "Bản do tôi ghép"),
        ],
    )
    def test_three_choices(self, clerk, second, outline, choice, text):
        row, _ = self.conflict(clerk, second, outline)
        row.refresh_from_db()
        draft = EditDraft.objects.get()
        data = {"chon": choice, "gop": "Bản do tôi ghép", "stamp": stamp_of(row)}
        assert second.post(url(outline, "outline-conflict", draft=draft.pk), data).status_code == 302
        row.refresh_from_db()
        assert row.text == text
        assert row.orders.get().text == text
        assert not EditDraft.objects.exists()

    def test_a_merge_takes_the_orders_of_the_side_that_is_named(self, clerk, second, outline):
        for side, day in (("giu", date(2026, 6, 30)), ("cua-toi", date(2026, 7, 31))):
            row, answer = self.conflict(clerk, second, outline, **{"o0-due_on": "31/07/2026"})
            assert "31/07/2026" in words(answer)
            row.refresh_from_db()
            data = {"chon": "ghep", "gop": "Ghép", "viec": side, "stamp": stamp_of(row)}
            second.post(url(outline, "outline-conflict", draft=EditDraft.objects.get().pk), data)
            assert row.orders.get().due_on == day
            row.orders.update(due_on=date(2026, 6, 30))

    def test_a_third_save_between_is_noticed_and_the_choice_is_kept(self, clerk, second, outline):
        row, _ = self.conflict(clerk, second, outline)
        draft = EditDraft.objects.get()
        data = {"chon": "ghep", "gop": "Bản ghép của tôi", "stamp": "cũ"}
        answer = second.post(url(outline, "outline-conflict", draft=draft.pk), data)
        assert answer.status_code == 409
        assert EditDraft.objects.get().content["text"] == "Bản ghép của tôi"
        row.refresh_from_db()
        assert row.text.endswith("trước mùa vụ")

    def test_while_it_saves_itself_the_text_stays_on_the_screen(self, clerk, second, outline):
        row = item(outline, "a)")
        mine = sent(row, text="Bản thứ hai", tu="1")
        clerk.post(url(outline, "outline-save"), sent(row, text="Bản thứ nhất"))
        answer = second.post(url(outline, "outline-save"), mine, headers=HTMX)
        assert answer.status_code == 409
        assert "Nguyễn Văn A đã lưu mục này lúc" in words(answer)
        assert "HX-Retarget" not in answer
        assert EditDraft.objects.get().content["text"] == "Bản thứ hai"
        whole = second.post(url(outline, "outline-save"), mine | {"tu": ""}, headers=HTMX)
        assert (whole.status_code, whole["HX-Retarget"]) == (409, "#noi-dung")

    def test_the_text_for_an_item_that_is_gone_can_be_put_in_anew(self, clerk, second, outline):
        row = item(outline, "a)")
        mine = sent(row, text="Đang gõ dở")
        clerk.post(url(outline, "outline-act", item=row.pk), {"viec": "xoa", "stamp": stamp_of(row)})
        answer = second.post(url(outline, "outline-save"), mine)
        assert answer.status_code == 409
        assert "được người khác xóa" in words(answer)
        draft = EditDraft.objects.get()
        second.post(url(outline, "outline-conflict", draft=draft.pk), {"chon": "cua-toi"})
        new = outline.conclusions.get(text="Đang gõ dở")
        assert new.orders.get().parties.get().unit.code == "XA1"
        assert not EditDraft.objects.exists()

    def test_another_s_kept_text_is_nobody_else_s(self, clerk, second, outline):
        self.conflict(clerk, second, outline)
        kept = url(outline, "outline-conflict", draft=EditDraft.objects.get().pk)
        assert clerk.get(kept).status_code == 404
        assert clerk.post(kept, {"chon": "giu"}).status_code == 404
        assert EditDraft.objects.exists()
