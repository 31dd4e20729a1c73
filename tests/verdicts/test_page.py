"""The part 'Kỳ trước' of a meeting: read by the Sở, recorded by its clerks with and without script."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives.models import MeetingVerdict
from directives.whole_way import issue_at_once
from meetings.enums import DeadlineKind
from meetings.models import Conclusion, Meeting
from portal.sections import carried_near, recent_meetings
from tests.cast import NOW, make_meeting, make_notice, make_order
from tests.verdicts.conftest import Later


def signed_in(later: Later, role: str = "clerk") -> Client:
    client = Client()
    client.force_login(later.cast.officer(role))
    return client


def send(later: Later, *, seen: object = "", htmx: bool = False, **typed: object):
    pk = later.measured.pk
    address = reverse("carried-verdict", args=[later.meeting.pk, pk])
    data = {f"v{pk}-{name}": value for name, value in (typed | {"seen": seen}).items()}
    return signed_in(later).post(address, data, headers={"HX-Request": "true"} if htmx else {})


def page(later: Later, role: str = "clerk", query: str = "") -> str:
    answer = signed_in(later, role).get(reverse("carried", args=[later.meeting.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_counts_names_who_is_late_and_offers_the_form_to_the_clerk(later: Later):
    shown = page(later)
    assert "2 nhiệm vụ, 2 quá hạn; đã có kết luận 0, chưa có kết luận 2." in shown
    assert "0/2 đơn vị hoàn thành" in shown
    assert "Trễ hạn (2): UBND xã Mẫu Hai, UBND xã Mẫu Một" in shown
    assert "tính đến ngày họp 03/07/2026" in shown
    assert shown.count("Ghi kết luận<") == 2
    assert "Ghi kết luận<" not in page(later, "leader")
    assert reverse("carried", args=[later.meeting.pk]) in page(later), "its tab"
    assert "Không có nhiệm vụ nào ở mục này." in page(later, query="?loc=within")


def test_a_verdict_is_sent_without_script_and_told_with_what_it_will_do(later: Later):
    answer = send(later, kind="new_date", due_on="31/08/2026")
    assert answer["Location"].endswith(f"#dong-{later.measured.pk}")
    shown = page(later)
    assert "Đổi hạn đến 31/08/2026" in shown
    assert "Khi phát hành thông báo: Hạn hiện tại của 1 đơn vị đổi đến ngày 31/08/2026" in shown
    assert "đã có kết luận 1, chưa có kết luận 1." in shown
    later.issue()
    told = page(later)
    assert "Đã có hiệu lực theo" in told
    assert "Sửa kết luận<" not in told


def test_htmx_is_answered_with_the_row_and_the_counts(later: Later):
    answer = send(later, kind="goes_on", htmx=True).content.decode()
    assert "<html" not in answer
    assert f'id="dong-{later.measured.pk}"' in answer
    assert "đã có kết luận 1" in answer


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_refused_keeps_what_was_typed(later: Later, htmx):
    answer = send(later, kind="new_date", due_on="03/07/2026", words="Làm ngay", htmx=htmx)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Hạn mới phải sau ngày họp (03/07/2026)." in shown
    assert "Làm ngay" in shown
    assert not MeetingVerdict.objects.exists()


def test_a_stale_form_is_told_and_may_be_sent_again(later: Later):
    standing = later.say(later.measured, "goes_on")
    answer = send(later, kind="closed")
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "vừa ghi “Tiếp tục thực hiện”" in shown
    assert f'name="v{later.measured.pk}-seen" value="{standing.pk}"' in shown
    assert send(later, kind="closed", seen=standing.pk).status_code == 302


def test_a_deleted_item_is_told(later: Later):
    item = later.meeting.outlines.get().conclusions.create(text="Làm theo cách khác")
    later.say(later.measured, "replaced", item=item.pk)
    assert "Làm theo cách khác" in page(later)
    Conclusion.objects.filter(pk=item.pk).delete()
    assert "mục đã bị xóa, hãy chọn lại" in page(later)


def test_who_records_is_told_elsewhere_how_many_are_still_to_be_said(later: Later):
    address = reverse("carried-awaiting", args=[later.meeting.pk])

    def panel(role: str = "clerk") -> str:
        return signed_in(later, role).get(address, headers={"HX-Request": "true"}).content.decode()

    assert signed_in(later).get(address)["Location"] == reverse("carried", args=[later.meeting.pk])
    assert "2 nhiệm vụ kỳ trước chưa có kết luận." in panel()
    assert "nhiệm vụ" not in panel("leader")
    later.say(later.listed, "goes_on")
    assert "1 nhiệm vụ kỳ trước chưa có kết luận." in panel()
    later.issue()
    assert "nhiệm vụ" not in panel(), "nothing may be recorded any more"
    day = timezone.localdate() + timedelta(days=3)
    Meeting.objects.filter(pk=later.meeting.pk).update(held_on=day)
    assert f"cần kết luận tại cuộc họp ngày {day:%d/%m/%Y}." in panel()
    assert address in signed_in(later).get(reverse("meeting", args=[later.meeting.pk])).content.decode()


def test_the_clerk_s_home_page_tells_of_near_meetings_whose_notice_is_to_come(later: Later):
    today = later.meeting.held_on

    def near(day: date, role: str = "clerk") -> list[Meeting]:
        officer = later.cast.officer(role)
        return carried_near(recent_meetings(officer), officer, day)

    assert near(today) == near(today - timedelta(days=7)) == near(today + timedelta(days=14)) == [later.meeting]
    assert near(today - timedelta(days=8)) == near(today + timedelta(days=15)) == near(today, "leader") == []
    Meeting.objects.filter(pk=later.meeting.pk).update(state="cancelled")
    assert near(today) == []
    Meeting.objects.filter(pk=later.meeting.pk).update(state="held", held_on=timezone.localdate())
    assert reverse("carried-awaiting", args=[later.meeting.pk]) in signed_in(later).get("/").content.decode()
    later.issue()
    assert near(timezone.localdate()) == []


def test_the_page_asks_as_often_for_many_as_for_one(later: Later):
    client = signed_in(later)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("carried", args=[later.meeting.pk])).status_code == 200
        return len(queries)

    later.say(later.measured, "replaced")
    before = cost()
    more = make_meeting(later.cast, held_on=date(2026, 5, 5))
    for n in range(6):
        item = more.outlines.get().conclusions.create(text=f"Việc {n}")
        make_order(item, later.cast.commune, deadline_kind=DeadlineKind.DAY, due_on=date(2026, 6, n + 1))
    issue_at_once(make_notice(later.cast, more), at=NOW)
    assert cost() == before <= 12
