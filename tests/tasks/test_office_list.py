"""'Theo dõi nhiệm vụ': who sees what, what each filter leaves, that the buckets add up, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives.enums import Bucket
from directives.life import extending, unit_acts
from directives.models import Assignment, Directive, ProgressReport
from tests.cast import NOW, make_unit
from tests.tasks.many import due_in, more

LIST = "assignment-list"


def opened(officer, **query: str):
    client = Client()
    client.force_login(officer)
    return client.get(reverse(LIST), {name.replace("_", "-"): value for name, value in query.items()})


def listed(officer, **query: str) -> list[int]:
    return [row.assignment.pk for row in opened(officer, **query).context["rows"]]


def test_a_division_sees_what_it_follows_and_all_when_asked(lives):
    other = make_unit("QLKH", "Phòng Quản lý Khoa học", "division", lives.cast.office)
    theirs = more(lives, 1)[0]
    Directive.objects.filter(pk=lives.lead.directive_id).update(following_unit=other)
    own = set(
        Assignment.objects.filter(role="lead").exclude(directive=lives.lead.directive_id).values_list("pk", flat=True)
    )
    assert set(listed(lives.cast.clerk)) == own
    assert theirs.pk in listed(lives.cast.clerk, pham_vi="tat-ca")
    assert theirs.pk in listed(lives.cast.leader), "a leader follows none up by himself, and sees all"


@pytest.mark.parametrize("role", ["unit_officer", "unit_head", "administrator"])
def test_the_list_is_closed_to_units(lives, role):
    assert opened(lives.cast.officer(role)).status_code == 403


def test_coordinating_units_and_transferred_ones_are_not_listed(lives):
    gone = more(lives, 1, state="transferred")[0]
    shown = listed(lives.cast.leader)
    assert lives.lead.pk in shown
    assert lives.helping.pk not in shown
    assert gone.pk not in shown


def test_the_six_buckets_add_up_and_each_link_shows_its_number(lives):
    day = timezone.localdate()
    more(lives, 2, current_due_on=day - timedelta(days=40))
    more(lives, 3)
    more(lives, 1, state="done", handed_in_on=day, current_due_on=day - timedelta(days=30))
    more(lives, 2, state="done", handed_in_on=day)
    more(lives, 1, state="paused", paused_from="assigned")
    page = opened(lives.cast.leader)
    found = page.context["found"]
    assert sum(bucket.count for bucket in found.buckets) == found.total == page.context["page"].paginator.count
    assert {bucket.key for bucket in found.buckets} == set(Bucket.values)
    for bucket in found.buckets:
        assert len(listed(lives.cast.leader, loc=bucket.key)) == bucket.count, bucket
        assert f'href="?{bucket.query}"' in page.content.decode()


def test_the_longest_overdue_stands_first(lives):
    Assignment.objects.filter(role="lead").update(current_due_on=due_in(60))
    late = more(lives, 3, current_due_on=None)
    for each, days in zip(late, (-10, -40, -20), strict=True):
        Assignment.objects.filter(pk=each.pk).update(current_due_on=due_in(days))
    soon = more(lives, 1, current_due_on=due_in(3))[0]
    assert listed(lives.cast.leader)[:4] == [late[1].pk, late[2].pk, late[0].pk, soon.pk]


def test_one_filters_by_unit_paper_series_and_keeps_it_in_the_links(lives):
    extra = more(lives, 2)
    leader, meeting = lives.cast.leader, lives.lead.directive.order.conclusion.outline.meeting
    release = lives.lead.directive.release
    assert listed(leader, don_vi=str(extra[0].unit_id)) == [extra[0].pk]
    assert set(listed(leader, van_ban=f"p{release.pk}")) >= {lives.lead.pk, extra[0].pk}
    assert listed(leader, van_ban="p999999") == []
    assert lives.lead.pk in listed(leader, chuoi=str(meeting.series_id))
    assert listed(leader, chuoi="999999") == []
    page = opened(leader, don_vi=str(extra[0].unit_id), van_ban=f"p{release.pk}").content.decode()
    links = re.findall(r'href="\?([^"]*loc=overdue[^"]*)"', page)
    assert links
    assert all(f"don-vi={extra[0].unit_id}" in link and f"van-ban=p{release.pk}" in link for link in links)


@pytest.mark.parametrize(
    "query", ["loc=khac", "muc=khac", "don-vi=x", "van-ban=z9", "van-ban=p", "chuoi=-1", "trang=abc"]
)
def test_what_the_address_cannot_mean_asks_for_nothing(lives, client, query):
    client.force_login(lives.cast.leader)
    answer = client.get(f"{reverse(LIST)}?{query}")
    assert answer.status_code == 200
    assert lives.lead.pk in [row.assignment.pk for row in answer.context["rows"]]


def test_what_waits_is_found(lives):
    leader = lives.cast.leader
    day = timezone.localdate()
    reported = more(lives, 1, state="reported", handed_in_on=day, waiting_since=timezone.now())[0]
    moved = more(lives, 1, state="transfer_asked")[0]
    Assignment.objects.filter(pk=lives.lead.pk).update(current_due_on=due_in(3))
    extending.ask_extension(
        lives.lead, wanted_on=due_in(30), reason="Chờ số liệu", by=lives.cast.unit_head, at=timezone.now()
    )
    assert listed(leader, muc="xac-nhan") == [reported.pk]
    assert listed(leader, muc="chuyen") == [moved.pk]
    assert listed(leader, muc="thoi-han") == [lives.lead.pk]
    assert listed(leader, muc="trong-tam") == []
    Directive.objects.filter(pk=lives.lead.directive_id).update(starred=True)
    assert len(listed(leader, muc="trong-tam")) == 3
    counted = {link.key: link.count for link in opened(leader).context["found"].matters}
    assert counted["xac-nhan"] == counted["chuyen"] == counted["thoi-han"] == 1


@pytest.mark.parametrize(("days_ago", "is_quiet"), [(89, False), (90, True), (91, True)])
def test_an_order_without_a_deadline_is_marked_after_ninety_days_without_a_report(lives, days_ago, is_quiet):
    at = timezone.now() - timedelta(days=days_ago)
    still = more(lives, 1, current_due_on=None, original_due_on=None, assigned_at=at, state="in_progress")[0]
    dated = more(lives, 1, assigned_at=at)[0]
    shown = listed(lives.cast.leader, muc="lau-chua-bao-cao")
    assert (still.pk in shown) == is_quiet
    assert dated.pk not in shown
    report = ProgressReport(
        assignment=still,
        number=1,
        text="Đang làm",
        handed_in_on=timezone.localdate(),
        by=lives.cast.unit_officer,
        at=NOW,
    )
    report.save()
    assert still.pk not in listed(lives.cast.leader, muc="lau-chua-bao-cao")


def test_the_sos_own_limit_is_shown_and_marked_once_it_is_over(lives):
    unit_acts.acknowledge(lives.lead, by=lives.cast.unit_officer, at=NOW)
    Assignment.objects.filter(pk=lives.lead.pk).update(
        state="reported", handed_in_on=NOW.date(), waiting_since=timezone.now() - timedelta(days=30)
    )
    page = opened(lives.cast.division_head, muc="xac-nhan").content.decode()
    assert "Sở cho ý kiến chậm nhất ngày" in page
    assert "(đã quá)" in page


def test_the_mark_of_what_is_quiet_says_the_days_of_the_setting(lives, settings):
    settings.QUIET_DAYS = 45
    assert "Không thời hạn, 45 ngày chưa có báo cáo" in opened(lives.cast.leader).content.decode()


def test_fifty_a_page(lives):
    more(lives, 60)
    page = opened(lives.cast.leader)
    assert len(page.context["rows"]) == 50
    assert len(opened(lives.cast.leader, trang="2").context["rows"]) == page.context["page"].paginator.count - 50


@pytest.mark.parametrize("role", ["clerk", "division_head", "leader", "observer"])
def test_the_list_asks_as_often_for_many_rows_as_for_one(lives, role):
    def cost() -> int:
        client = Client()
        client.force_login(lives.cast.officer(role))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(LIST)).status_code == 200
        return len(queries)

    Assignment.objects.exclude(pk__in=[lives.lead.pk]).update(state="transferred")
    assert len(listed(lives.cast.leader)) == 1
    before = cost()
    more(lives, 5, state="reported", handed_in_on=timezone.localdate(), waiting_since=timezone.now())
    assert cost() == before <= 12
