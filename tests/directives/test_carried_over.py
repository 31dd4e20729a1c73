"""What earlier meetings of a series left open stands beside the next one's conclusions and is taken up with a click."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.carried_over import open_work, take_up
from directives.models import Assignment, Directive
from directives.whole_way import issue_at_once
from districts.errors import NotAllowed
from meetings.enums import PartyRole
from meetings.models import Meeting, MeetingSeries
from tests.cast import NOW, Cast, make_meeting, make_notice


@pytest.fixture
def issued(cast: Cast, quick_press) -> Meeting:
    """A meeting whose notice has two orders: one for a commune, one for both."""
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    return paper.meeting


@pytest.fixture
def later(cast: Cast, issued: Meeting) -> Meeting:
    return make_meeting(cast, title="Hội nghị giao ban quý II", held_on=date(2026, 7, 3))


def listed(meeting: Meeting, cast: Cast) -> list[str]:
    return [each.directive.text for each in open_work(meeting, cast.clerk)]


def test_open_orders_of_the_meetings_before_in_the_same_series(cast, issued, later):
    work = open_work(later, cast.clerk)
    assert [(each.open_count, each.unit_count) for each in work] == [(2, 2), (1, 1)]
    assert listed(issued, cast) == [], "its own are not those of an earlier one"
    apart = make_meeting(cast, series=MeetingSeries.objects.create(name="Khác"), held_on=date(2026, 8, 3))
    alone = make_meeting(cast, series=None, held_on=date(2026, 8, 3))
    before = make_meeting(cast, held_on=date(2026, 1, 5))
    assert [listed(meeting, cast) for meeting in (apart, alone, before)] == [[], [], []]


def test_what_every_unit_has_ended_is_not_listed(cast, later):
    first = open_work(later, cast.clerk)[0].directive
    Assignment.objects.filter(directive=first).update(state="withdrawn", withdrawn_at=NOW)
    assert first.text not in listed(later, cast)
    left = Directive.objects.get(text=listed(later, cast)[0])
    Directive.objects.filter(pk=left.pk).update(superseded_by=first)
    assert listed(later, cast) == []


def test_it_is_taken_up_with_its_units_and_without_its_old_day(cast, later):
    directive = open_work(later, cast.clerk)[-1].directive
    outline = later.outlines.get()
    item = take_up(directive, outline, by=cast.clerk, at=NOW)
    order = item.orders.get()
    assert (item.text, order.text) == (directive.text, directive.text)
    assert [(p.role, p.unit) for p in order.parties.all()] == [(PartyRole.LEAD, cast.commune)]
    assert not order.has_deadline
    assert [each.is_repeated for each in open_work(later, cast.clerk)] == [False, True]
    with pytest.raises(NotAllowed):
        take_up(directive, outline, by=cast.leader, at=NOW)


def test_of_two_clicks_the_second_adds_nothing_and_says_why(client, cast, later):
    directive = open_work(later, cast.clerk)[0].directive
    client.force_login(cast.officer("clerk"))
    for _ in range(2):
        answer = client.post(reverse("take-up-work", args=[later.pk, directive.pk]), follow=True)
    assert "Nhiệm vụ này đã có trong kết luận của cuộc họp." in answer.content.decode()
    assert later.outlines.get().conclusions.count() == 1


def test_the_panel_and_the_page_without_script(client, cast, later):
    client.force_login(cast.officer("clerk"))
    address = reverse("open-work", args=[later.pk])
    assert address in client.get(reverse("outline", args=[later.pk])).content.decode()
    panel = client.get(address, headers={"HX-Request": "true"}).content.decode()
    page = client.get(address).content.decode()
    for shown in (panel, page):
        assert "Đưa vào kết luận" in shown
        assert "2/2 đơn vị chưa hoàn thành" in shown
    assert "<html" in page
    assert "<html" not in panel
    directive = open_work(later, cast.clerk)[0].directive
    answer = client.post(reverse("take-up-work", args=[later.pk, directive.pk]))
    item = later.outlines.get().conclusions.get()
    assert answer["Location"].endswith(f"?muc={item.pk}")


def test_the_panel_asks_as_often_for_many_as_for_one(client, cast, issued, later, quick_press):
    client.force_login(cast.officer("clerk"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("open-work", args=[later.pk]), headers={"HX-Request": "true"})
        return len(queries)

    few = cost()
    for _ in range(3):
        issue_at_once(make_notice(cast), at=NOW)
    assert len(open_work(later, cast.clerk)) == 8
    assert cost() == few <= 12
