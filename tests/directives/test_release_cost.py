"""A release costs the same number of queries for three orders and for thirty, but for the batches of bulk writes."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives.issuing import release
from directives.models import Assignment
from directives.withdrawing import start_recall, start_replacement
from districts.enums import UnitKind
from districts.models import Unit
from meetings.enums import DeadlineKind, PaperState
from meetings.models import Conclusion, Delegation, NumberRegister, Order, OrderParty, Outline, Paper, Recipient
from meetings.signing import order_snapshot, signed_recipients
from tests.cast import NOW, make_meeting, make_notice

_BATCH = re.compile(r'^(INSERT INTO "\w+"|UPDATE "\w+" SET .*CASE)', re.DOTALL)


def _spent(captured: CaptureQueriesContext) -> Counter[str]:
    """Queries by their beginning; the batches of one bulk write count as one."""
    counted: Counter[str] = Counter()
    for query in captured.captured_queries:
        sql = query["sql"]
        batch = _BATCH.match(sql)
        if batch:
            counted[" ".join(sql.split()[:3])] = 1
        else:
            counted[re.sub(r"\d+|\([^)]*\)", "", sql)[:60]] += 1
    return counted


def _grow(cast, orders: int, units: int) -> Paper:
    """A draft whose every order goes to a group of so many communes, invited every one, with half as many exceptions."""
    present = Unit.objects.filter(kind=UnitKind.COMMUNE).count()
    Unit.objects.bulk_create(
        Unit(code=f"C{orders}-{n}", name=f"UBND xã số {n} của {orders}", kind=UnitKind.COMMUNE)
        for n in range(units - present)
    )
    communes = list(Unit.objects.filter(kind=UnitKind.COMMUNE))
    meeting = make_meeting(cast)
    Delegation.objects.bulk_create(
        Delegation(meeting=meeting, unit=unit) for unit in communes if unit not in (cast.commune, cast.other_commune)
    )
    outline = meeting.outlines.get()
    items = Conclusion.objects.bulk_create(
        Conclusion(outline=outline, text=f"Việc thứ {n}", label=f"{n}.", position=n) for n in range(orders)
    )
    made = Order.objects.bulk_create(
        Order(conclusion=item, text=item.text, deadline_kind=DeadlineKind.RELATIVE, relative_days=5) for item in items
    )
    OrderParty.objects.bulk_create(OrderParty(order=order, group=cast.communes) for order in made)
    OrderParty.objects.bulk_create(OrderParty(order=order, unit=cast.division, role="coordinating") for order in made)
    Order.excluded.through.objects.bulk_create(
        Order.excluded.through(order=order, unit=cast.commune) for order in made[::2]
    )
    return make_notice(cast, meeting)


def _released(paper: Paper, cast, paper_in) -> Counter[str]:
    signed = Paper.objects.get(pk=paper_in(PaperState.SIGNED, paper).pk)
    registrar = cast.officer("registrar")
    with CaptureQueriesContext(connection) as captured:
        release(signed, by=registrar, at=NOW)
    return _spent(captured)


@pytest.mark.parametrize("kind", ["first issue", "replacement of all", "replacement of none", "recall"])
def test_the_number_of_queries_does_not_grow(cast, paper_in, quick_press, kind):
    # the year's first release makes the row and settles the manner of numbering: a few queries more
    NumberRegister.objects.create(sequence="TB", year=NOW.year, last_number=1)
    spent = []
    for orders, units in ((3, 5), (30, 60)):
        paper = _grow(cast, orders, units)
        cost = _released(paper, cast, paper_in)
        expected = orders * units - (orders + 1) // 2 + orders
        assert Assignment.objects.filter(directive__release__paper=paper).count() == expected
        if kind != "first issue":
            cost = _released(_successor(kind, paper, cast), cast, paper_in)
        spent.append(cost)
    few, many = spent
    assert many == few
    assert sum(few.values()) < 80


def _successor(kind: str, paper: Paper, cast) -> Paper:
    issued = Paper.objects.get(pk=paper.pk)
    if kind == "recall":
        return start_recall(issued, by=cast.clerk, at=NOW, reason="Nhầm")
    draft = start_replacement(issued, by=cast.clerk, at=NOW)
    if kind == "replacement of all":
        Order.objects.filter(conclusion__outline=draft.outline).update(product="Báo cáo")
    return draft


def test_starting_a_replacement_costs_the_same_for_few_rows_and_for_many(cast, paper_in, quick_press):
    spent = []
    for orders, units in ((3, 5), (30, 12)):
        paper = _grow(cast, orders, units)
        Conclusion.objects.filter(outline=paper.outline).exclude(position=0).update(
            level=2, parent=paper.outline.conclusions.first()
        )
        _released(paper, cast, paper_in)
        issued = Paper.objects.get(pk=paper.pk)
        clerk = cast.officer("clerk")
        with CaptureQueriesContext(connection) as captured:
            draft = start_replacement(issued, by=clerk, at=NOW)
        assert Order.objects.filter(conclusion__outline=draft.outline).count() == orders
        spent.append(_spent(captured))
    few, many = spent
    assert many == few
    assert sum(few.values()) < 40


def test_copying_an_outline_keeps_its_tree(cast, paper_in, quick_press):
    """What the counts above rest on: the copy is the same outline."""
    paper = _grow(cast, 4, 5)
    heading = paper.outline.conclusions.first()
    Conclusion.objects.filter(outline=paper.outline).exclude(pk=heading.pk).update(level=2, parent=heading)
    Recipient.objects.create(paper=paper, group=cast.communes, words="Các xã", purpose="để thực hiện", method="email")
    _released(paper, cast, paper_in)
    draft = start_replacement(Paper.objects.get(pk=paper.pk), by=cast.clerk, at=NOW)
    old, new = (Outline.objects.get(pk=pk) for pk in (paper.outline_id, draft.outline_id))
    assert _told(new) == _told(old)
    assert new.edition == old.edition + 1
    assert not set(old.conclusions.values_list("pk", flat=True)) & set(new.conclusions.values_list("pk", flat=True))
    assert signed_recipients(draft) == signed_recipients(paper)


def _told(outline: Outline) -> list[tuple]:
    """Each conclusion with the words of what it stands below, and its orders as they are signed."""
    return [
        (
            c.text,
            c.label,
            c.level,
            c.position,
            c.folded,
            c.parent and c.parent.text,
            [*map(order_snapshot, c.orders.all())],
        )
        for c in outline.conclusions.order_by("position")
    ]
