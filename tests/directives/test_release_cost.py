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
from meetings.models import Conclusion, Delegation, NumberRegister, Order, OrderParty, Outline, Paper
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
    NumberRegister.objects.create(sequence="TB", year=NOW.year)  # the year's first release makes it: one query more
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


def test_copying_an_outline_keeps_its_tree(cast, paper_in, quick_press):
    """What the counts above rest on: the copy is the same outline."""
    paper = _grow(cast, 4, 5)
    _released(paper, cast, paper_in)
    draft = start_replacement(Paper.objects.get(pk=paper.pk), by=cast.clerk, at=NOW)
    old, new = (Outline.objects.get(pk=pk) for pk in (paper.outline_id, draft.outline_id))
    assert [c.text for c in new.conclusions.all()] == [c.text for c in old.conclusions.all()]
    assert new.edition == old.edition + 1
