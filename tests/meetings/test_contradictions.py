"""Words of an item and the deadline of its order that name different times: found, named, and led to."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from districts.calendar import WorkCalendar
from meetings.conclusion_rows import conclusions_of
from meetings.contradictions import contradictions_among, contradictions_of
from meetings.enums import DeadlineKind, Frequency
from meetings.models import Conclusion, Order, Outline
from meetings.outline.clarity import Unclear, examine
from meetings.outline.deadline_typing import typed_deadline
from meetings.readiness import readiness_of
from tests.cast import NOW, Cast, make_meeting, make_notice, make_order

HELD = date(2026, 1, 9)
TEN_DAYS = {"deadline_kind": DeadlineKind.RELATIVE, "relative_days": 10}


def on(day: date, words: str = "", kind: str = DeadlineKind.DAY) -> dict[str, object]:
    return {"due_on": day, "deadline_words": words, "deadline_kind": kind}


@pytest.fixture
def outline(cast: Cast) -> Outline:
    return make_meeting(cast, held_on=HELD).outlines.get()


def item(outline: Outline, text: str) -> Conclusion:
    position = outline.conclusions.count() + 1
    return outline.conclusions.create(label=f"{position}.", text=text, position=position)


def found(outline: Outline) -> list[str]:
    return [each.words for row in conclusions_of(outline) for each in contradictions_of(row, held_on=HELD)]


@pytest.mark.parametrize(
    ("text", "fields", "words"),
    [
        (
            "Gửi danh sách trong 20 ngày",
            TEN_DAYS | {"deadline_words": "10 ngày"},
            "lời ghi “trong 20 ngày”, thời hạn của nhiệm vụ “10 ngày”",
        ),
        (
            "Gửi danh sách trong 10 ngày làm việc",
            TEN_DAYS,
            "lời ghi “trong 10 ngày làm việc”, thời hạn của nhiệm vụ “10 ngày kể từ ngày ban hành”",
        ),
        (
            "Gửi danh sách trong 2 tuần",
            TEN_DAYS | {"deadline_words": "10 ngày"},
            "lời ghi “trong 2 tuần”, thời hạn của nhiệm vụ “10 ngày”",
        ),
        (
            "Gửi danh sách trước ngày 05/3/2027",
            on(date(2027, 3, 15)),
            "lời ghi “trước ngày 05/3/2027”, thời hạn của nhiệm vụ “chậm nhất ngày 15/03/2027”",
        ),
        (
            "Gửi danh sách trước 05/3",
            on(date(2027, 3, 15), "trước 15/3"),
            "lời ghi “trước 05/3”, thời hạn của nhiệm vụ “trước 15/3 (15/03/2027)”",
        ),
        (
            "Gửi danh sách trong quý I năm 2027",
            on(date(2027, 6, 30), "quý II/2027", DeadlineKind.QUARTER),
            "lời ghi “trong quý I năm 2027”, thời hạn của nhiệm vụ “quý II/2027 (30/06/2027)”",
        ),
        (
            "Gửi danh sách trước ngày 05/3/2026",
            on(date(2027, 3, 5)),
            "lời ghi “trước ngày 05/3/2026”, thời hạn của nhiệm vụ “chậm nhất ngày 05/03/2027”",
        ),
        (
            "Định kỳ hằng tháng báo cáo kết quả",
            {"deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.QUARTERLY},
            "lời ghi “Định kỳ hằng tháng”, thời hạn của nhiệm vụ “hằng quý”",
        ),
        (
            "Gửi danh sách trong 20 ngày",
            on(date(2027, 3, 15)),
            "lời ghi “trong 20 ngày”, thời hạn của nhiệm vụ “chậm nhất ngày 15/03/2027”",
        ),
    ],
)
def test_words_and_deadline_that_name_different_times(outline, cast, text, fields, words):
    make_order(item(outline, text), cast.commune, **fields)
    assert found(outline) == [words]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Gửi danh sách trong quý I năm 2027", on(date(2027, 3, 31), "quý I/2027", DeadlineKind.QUARTER)),
        ("Gửi danh sách trong quý I năm 2027", on(date(2027, 3, 31))),
        ("Gửi danh sách trước ngày 05/3", on(date(2026, 3, 5), "trước 05/3/2026")),
        ("Gửi danh sách trước ngày 15/6", on(date(2027, 6, 15))),
        ("Gửi danh sách trong 10 ngày", TEN_DAYS),
        ("Gửi danh sách trong 10 ngày", on(date(2026, 1, 30), "trong 10 ngày")),
        ("Gửi danh sách đầu quý II năm 2026", on(date(2026, 4, 10))),
        ("Gửi danh sách trước Tết", on(date(2026, 2, 1))),
        ("Gửi danh sách", TEN_DAYS),
        ("Gửi danh sách trước ngày 05/3/2027", {}),
        ("Rà soát kết quả thực hiện nhiệm vụ năm 2025", on(date(2026, 6, 30))),
    ],
)
def test_what_agrees_or_cannot_be_told_is_no_contradiction(outline, cast, text, fields):
    make_order(item(outline, text), cast.commune, **fields)
    assert found(outline) == []


def test_a_limit_that_another_order_of_the_item_keeps_is_its_own(outline, cast):
    row = item(outline, "Các xã gửi danh sách trước ngày 05/3/2026")
    kept = make_order(row, cast.commune, **on(date(2026, 3, 5)))
    make_order(row, cast.division, "Tổng hợp danh sách", **on(date(2026, 3, 31)))
    assert found(outline) == []
    Order.objects.filter(pk=kept.pk).update(due_on=date(2026, 3, 6))
    assert len(found(outline)) == 2


def test_the_order_s_own_text_counts_before_the_item_s(outline, cast):
    row = item(outline, "Lập danh sách trước 05/3; thẩm định trước 31/3")
    order = make_order(row, cast.commune, "thẩm định trước 31/3", **on(date(2026, 3, 5)))
    assert found(outline) == ["lời ghi “trước 31/3”, thời hạn của nhiệm vụ “chậm nhất ngày 05/03/2026”"]
    Order.objects.filter(pk=order.pk).update(text=row.text)
    assert found(outline) == []


@pytest.mark.parametrize(
    ("words", "day", "contradicted"),
    [
        ("trước 05/3", date(2026, 3, 15), ["lời ghi “trước 05/3”, thời hạn của nhiệm vụ “trước 05/3 (15/03/2026)”"]),
        ("trước 05/3", date(2026, 3, 5), []),
        ("giữa tháng 3", date(2026, 3, 18), []),
        ("trong 10 ngày", date(2026, 3, 18), []),
    ],
)
def test_a_day_typed_beside_words_that_name_another(outline, cast, words, day, contradicted):
    values = typed_deadline(words, day, held_on=HELD).values
    make_order(item(outline, "Gửi danh sách"), cast.commune, **values)
    assert found(outline) == contradicted


def test_the_panel_of_the_conclusions_names_it_as_something_to_settle(outline, cast):
    make_order(item(outline, "Gửi danh sách trong 20 ngày"), cast.commune, product="Danh sách", **TEN_DAYS)
    clarity = examine(conclusions_of(outline), day=HELD, held_on=HELD, calendar=WorkCalendar({}))
    assert [(each.code, each.is_pressing) for each in clarity.findings] == [(Unclear.CONTRADICTED, True)]
    assert clarity.findings[0].words == (
        "Mục 1 có thời hạn khác lời kết luận: lời ghi “trong 20 ngày”, thời hạn của nhiệm vụ “10 ngày kể từ ngày ban hành”"
    )
    assert clarity.assigned == 0


def test_the_readiness_of_the_paper_names_it_and_leads_to_the_item(cast):
    paper = make_notice(cast)
    assert readiness_of(paper, NOW.date()).contradicted == []
    row = item(paper.outline, "Gửi danh sách trong 20 ngày")
    order = make_order(row, cast.commune, **TEN_DAYS)
    readiness = readiness_of(paper, NOW.date())
    assert [each.order for each in readiness.contradicted] == [order]
    assert not readiness.is_clear
    client = Client()
    client.force_login(cast.clerk)
    page = client.get(reverse("paper-points", args=[paper.pk])).content.decode()
    assert "lời ghi “trong 20 ngày”" in page
    assert f"?muc={row.pk}#muc-{row.pk}" in page


def test_only_the_orders_asked_about_are_weighed_and_nothing_is_read_again(outline, cast, django_assert_num_queries):
    for _ in range(6):
        make_order(item(outline, "Gửi danh sách trong 20 ngày"), cast.commune, **TEN_DAYS)
    rows = conclusions_of(outline)
    orders = []
    for row in rows:
        for order in row.orders.all():
            order.conclusion = row
            orders.append(order)
    with django_assert_num_queries(0):
        found = contradictions_among(orders[:2], held_on=HELD)
    assert [each.order for each in found] == orders[:2]
