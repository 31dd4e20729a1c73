"""The part 'Kết luận' of a meeting as it is read, and what it costs."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.enums import PaperState
from meetings.models import Meeting, Outline, Paper
from meetings.models.conclusions import FROZEN
from tests.cast import Cast, make_meeting, make_notice, make_order, make_unit
from tests.meetings.outlines import HTMX, clerk, item, outline, second, sent, url, words

__all__ = ["clerk", "outline", "second"]


class TestPage:
    def test_each_item_shows_who_until_when_or_its_mark(self, clerk, outline):
        page = words(clerk.get(url(outline)))
        for told in ("UBND xã Mẫu Một", "30/06/2026", "UBND các xã (nhóm, 2)", "10 ngày làm việc từ ngày phát hành"):
            assert told in page
        assert "Không phát sinh nhiệm vụ" in page

    def test_what_is_not_clear_is_listed_and_leads_to_its_row(self, clerk, outline):
        bare = outline.conclusions.create(label="d)", level=2, text="Chưa giao cho ai", position=9)
        page = clerk.get(url(outline)).content.decode()
        assert f'<a href="#muc-{bare.pk}">Mục 1.d chưa có đơn vị thực hiện</a>' in page
        assert f'id="muc-{bare.pk}"' in page
        assert "Còn <b>1 mục</b> trước khi lập dự thảo" in page

    def test_a_cited_paper_is_marked_in_the_text(self, clerk, outline):
        outline.conclusions.filter(label="c)").update(text="Thực hiện Quyết định số 12/QĐ-UBND ngày 05/01/2026.")
        page = clerk.get(url(outline)).content.decode()
        assert '<span class="cited">Quyết định số 12/QĐ-UBND ngày 05/01/2026</span>' in page

    def test_the_tabs_count_and_mark_the_part(self, clerk, outline):
        page = clerk.get(url(outline)).content.decode()
        assert re.search(r'aria-current="page">Kết luận <span class="count">3</span>', page)
        assert '<span class="count">1/2</span>' in page
        other = clerk.get(reverse("meeting", args=[outline.meeting_id])).content.decode()
        assert re.search(r'aria-current="page">Thông tin', other)
        assert url(outline) in other

    def test_who_may_not_write_reads(self, client, cast, outline):
        client.force_login(cast.officer("division_head"))
        page = client.get(
            url(
                outline,
            )
            + f"?muc={item(outline, 'a)').pk}"
        ).content.decode()
        assert "Rà soát thiết bị" in page
        assert "<textarea" not in page
        assert "Thao tác" not in page

    def test_a_paper_that_left_the_draft_leaves_only_reading_and_says_why(self, clerk, cast, outline):
        paper = make_notice(cast, outline.meeting)
        assert "Mở dự thảo" in words(clerk.get(url(outline)))
        Paper.objects.filter(pk=paper.pk).update(state=PaperState.SUBMITTED)
        page = clerk.get(url(outline) + "?them-sau=0").content.decode()
        assert FROZEN in unescape(page)
        assert "<textarea" not in page
        row = item(outline, "a)")
        answer = clerk.post(url(outline, "outline-save"), sent(row, text="Khác"))
        assert answer.status_code == 422
        row.refresh_from_db()
        assert row.text != "Khác"

    def test_the_notice_is_drafted_from_here(self, clerk, outline):
        assert "Lập dự thảo" in words(clerk.get(url(outline)))

    def test_an_empty_outline_says_what_to_do(self, clerk, cast):
        empty = make_meeting(cast).outlines.get()
        assert "Chưa có nội dung kết luận." in words(clerk.get(url(empty)))
        Outline.objects.all().delete()
        assert clerk.get(url(empty)).status_code == 200


class TestCost:
    def cost(self, client: Client, path: str, data: dict | None = None) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path) if data is None else client.post(path, data, headers=HTMX)
        assert answer.status_code == 200
        return len(queries)

    def fill(self, outline: Outline, cast: Cast, count: int) -> None:
        for number in range(count):
            unit = make_unit(f"XB{outline.pk}{number}", f"UBND xã Thêm {outline.pk} {number}", "commune")
            row = outline.conclusions.create(label=f"{number}.", text=f"Thống kê hồ sơ {number}", position=100 + number)
            make_order(row, unit, due_on=date(2026, 6, 30), deadline_kind="day")

    @pytest.mark.parametrize("opened", [False, True])
    def test_60_items_ask_as_often_as_6_and_no_more_than_12_times(self, clerk, cast, outline, opened):
        query = f"?muc={item(outline, 'a)').pk}" if opened else ""
        self.fill(outline, cast, 2)
        few = self.cost(clerk, url(outline) + query)
        for number in range(54):
            row = outline.conclusions.create(label="-", text=f"Rà soát {number}", position=200 + number)
            make_order(row, cast.commune)
        assert self.cost(clerk, url(outline) + query) == few
        assert few <= 12

    def test_a_row_that_saves_itself_asks_as_often_among_60(self, clerk, cast, outline):
        row = item(outline, "a)")
        few = self.cost(clerk, url(outline, "outline-save"), sent(row, text="Một", tu="1"))
        self.fill(outline, cast, 56)
        row.refresh_from_db()
        assert self.cost(clerk, url(outline, "outline-save"), sent(row, text="Hai", tu="1")) <= few


def test_a_unit_finds_no_such_page(client, cast, outline):
    client.force_login(cast.officer("unit_officer"))
    assert client.get(url(outline)).status_code == 404
    assert Meeting.objects.visible_to(cast.unit_officer).filter(pk=outline.meeting_id).exists()
