"""What is not clear in an outline, item by item, without a question to the database for each."""

from __future__ import annotations

from datetime import date

import pytest

from districts.calendar import WorkCalendar
from meetings.conclusion_rows import conclusions_of
from meetings.enums import DeadlineKind, Frequency, PartyRole, Settlement
from meetings.models import Conclusion, Order, OrderParty, Outline
from meetings.outline.clarity import Clarity, Unclear, examine
from tests.cast import Cast, make_meeting, make_order, make_unit

HELD = date(2026, 4, 3)
WORKING = date(2026, 6, 30)


@pytest.fixture
def outline(cast: Cast) -> Outline:
    outline = make_meeting(cast).outlines.get()
    outline.conclusions.create(label="II.", text="Nhiệm vụ", kind="heading", position=10)
    return outline


def item(outline: Outline, **fields: object) -> Conclusion:
    return outline.conclusions.create(
        **{"label": "1.", "level": 2, "text": "Rà soát thiết bị", "position": 20} | fields
    )


def clear_order(conclusion: Conclusion, cast: Cast, **fields: object) -> Order:
    values = {"deadline_kind": DeadlineKind.DAY, "due_on": WORKING, "product": "Báo cáo"}
    return make_order(conclusion, cast.commune, **values | fields)


def seen(outline: Outline, day: date = HELD) -> Clarity:
    return examine(conclusions_of(outline), day=day, held_on=HELD, calendar=WorkCalendar({}))


def codes(outline: Outline) -> list[Unclear]:
    return [finding.code for finding in seen(outline).findings]


def test_an_item_that_says_everything_is_clear_and_counted(outline, cast):
    clear_order(item(outline), cast)
    clarity = seen(outline)
    assert (clarity.findings, clarity.assigned, clarity.waiting) == ([], 1, 0)


def test_items_with_a_mark_are_settled_and_counted_by_their_mark(outline):
    item(outline, settlement=Settlement.NO_TASK)
    item(outline, settlement=Settlement.UNTRACKED)
    clarity = seen(outline)
    assert (clarity.without_task, clarity.untracked, clarity.findings) == (1, 1, [])


def test_headings_and_paragraphs_ask_for_nothing(outline):
    item(outline, kind="paragraph", label="")
    assert codes(outline) == []


def test_an_item_without_orders_and_mark(outline):
    item(outline)
    finding = seen(outline).findings[0]
    assert finding.words == "Mục II.1 chưa có đơn vị thực hiện"
    assert finding.is_pressing


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"deadline_kind": "", "due_on": None}, Unclear.NO_DEADLINE),
        ({"deadline_kind": "", "due_on": None, "deadline_words": "khi có yêu cầu"}, Unclear.NO_DEADLINE),
        ({"due_on": date(2026, 6, 28)}, Unclear.DAY_OFF),
        ({"due_on": date(2026, 4, 2)}, Unclear.PAST),
        ({"product": ""}, Unclear.NO_PRODUCT),
    ],
)
def test_what_an_order_does_not_say(outline, cast, fields, code):
    clear_order(item(outline), cast, **fields)
    assert codes(outline) == [code]


@pytest.mark.parametrize(
    "fields",
    [
        {"due_on": None, "deadline_kind": DeadlineKind.RELATIVE, "relative_days": 10},
        {"due_on": None, "deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.MONTHLY},
        {"due_on": HELD},
    ],
)
def test_days_that_are_counted_recur_or_are_the_meeting_s_own(outline, cast, fields):
    clear_order(item(outline), cast, **fields)
    assert codes(outline) == []


def test_who_carries_it_out(outline, cast):
    order = clear_order(item(outline), cast)
    order.parties.all().delete()
    OrderParty.objects.create(order=order, unit=cast.division, role=PartyRole.COORDINATING)
    assert codes(outline) == [Unclear.NO_UNIT]
    OrderParty.objects.create(order=order, unit=cast.commune)
    OrderParty.objects.create(order=order, group=cast.communes)
    assert codes(outline) == [Unclear.TWO_LEADS]
    OrderParty.objects.create(order=order, words="Hội Làm vườn", role=PartyRole.COORDINATING)
    finding = seen(outline).pressing[0]
    assert (finding.code, finding.detail) == (Unclear.UNMATCHED, "Hội Làm vườn")


def test_a_unit_that_is_no_more_on_the_day(outline, cast):
    former = make_unit("XA0", "UBND xã Mẫu Cũ", "commune", valid_to=date(2026, 4, 30))
    order = clear_order(item(outline), cast)
    order.parties.update(unit=former)
    assert codes(outline) == []
    assert [finding.code for finding in seen(outline, date(2026, 5, 1)).findings] == [Unclear.UNIT_ENDED]


def test_the_same_is_said_once_and_items_are_counted_once(outline, cast):
    row = item(outline)
    for _ in range(2):
        clear_order(row, cast, due_on=None, deadline_kind="", product="").parties.all().delete()
    assert codes(outline) == [Unclear.NO_UNIT, Unclear.NO_DEADLINE, Unclear.NO_PRODUCT]
    clarity = seen(outline)
    assert (clarity.waiting, clarity.assigned, len(clarity.worth_a_look)) == (1, 0, 1)


def test_text_without_numbers_is_named_by_its_words(outline):
    outline.conclusions.all().delete()
    item(outline, label="", level=1, text="Đề nghị các đơn vị tiếp tục rà soát thiết bị đo lường")
    assert seen(outline).findings[0].place == "Mục “Đề nghị các đơn vị tiếp …”"


def test_many_items_ask_nothing_more_of_the_database(outline, cast, django_assert_num_queries):
    for number in range(30):
        clear_order(item(outline, position=20 + number), cast)
    rows = conclusions_of(outline)
    with django_assert_num_queries(0):
        examine(rows, day=HELD, held_on=HELD, calendar=WorkCalendar({}))
